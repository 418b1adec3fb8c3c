"""What is told at a briefing: the printed figures and public cells, in three languages, and never more than they allow."""

import re
import shlex

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.charts.theme import LIGHT
from analytics.disclosure.gate import ask
from analytics.errors import UnknownName
from analytics.language import ARABIC, ENGLISH
from analytics.language.direction import without_isolates
from analytics.measures.cells import as_rows
from analytics.outputs.imprint import say_practice, say_to_send
from analytics.outputs.stories import STORIES, name_story, tell_story
from analytics.outputs.stories.measured import say_money
from tests.pages.test_wording import CAUSE, RANKING, found

# Printed for 2014 and 2015 (data/published/figures.csv, sources.csv), as everybody reads them.
PRINTED = {
    "placements": ("1719", "933"),
    "micro_projects": ("1670", "1436"),
    "ramadan_people": ("317", "230"),
    "ramadan_cost": ("5", "4.5"),
    "education_2014": ("1401", "644", "63"),
    "cities_and_centres": ("9", "3"),
}


@pytest.fixture(params=STORIES)
def story(request):
    return request.param


def numbers_in(text):
    """Every number of a text, without the marks that part its thousands."""
    text = without_isolates(text).replace("\u202f", "").replace("\u00a0", " ")
    text = re.sub(r"(?<=\d)[,. ](?=\d{3}(?!\d))", "", text)
    return {each.replace(",", ".") for each in re.findall(r"\d+(?:[.,]\d+)?", text)}


def test_an_unknown_story_is_named_with_the_nearest(material):
    with pytest.raises(UnknownName, match="placements"):
        tell_story("placement", material, ENGLISH)


def test_there_are_at_least_ten_stories():
    assert len(STORIES) >= 10


def test_every_part_is_told_in_every_language(story, material, language):
    told = tell_story(story, material, language)
    for text in (told.headline, told.subtitle, told.alt, told.source, told.definition, told.question):
        assert text.strip()
    assert told.kind in ("published", "demonstration")
    assert "status" in told.cells
    assert len(told.table) > 0
    if language.code != "en":
        assert told.headline != tell_story(story, material, ENGLISH).headline


@pytest.mark.parametrize("name", PRINTED)
def test_headlines_of_printed_figures_say_them(name, material, language):
    told = tell_story(name, material, language)
    assert set(PRINTED[name]) <= numbers_in(told.headline)


def test_a_floor_stays_a_floor_and_an_about_an_about(material, language):
    cost, people = (tell_story(name, material, language) for name in ("ramadan_cost", "ramadan_people"))
    more, about = {"en": ("more than", "about"), "fr": ("plus de", "environ"), "ar": ("أكثر من", "نحو")}[language.code]
    assert more in without_isolates(cost.headline)
    assert about in without_isolates(people.headline)


def test_the_question_of_a_story_answers_with_its_cells(story, material, capsys):
    """The command that is printed in the kit is run as it stands."""
    told = tell_story(story, material, ENGLISH)
    command, *rest = shlex.split(told.question)
    assert main([command, *rest, "--format", "json"]) == 0
    answer = capsys.readouterr().out
    if command == "ask":
        options = dict(zip(rest[1::2], rest[2::2], strict=True))
        assert options["--audience"] == "public"
        asked = ask(rest[0], by=options["--by"].split(","), audience="public")
        pd.testing.assert_frame_equal(told.cells, asked)
        known = [row["numerator"] for row in as_rows(asked) if row["numerator"] is not None]
        assert all(str(number) in answer for number in known)
    else:
        assert f'"{rest[0]}' in answer


def test_hidden_numbers_are_told_nowhere(material, language):
    """The exact cells are asked as an insider; what the public may not see is in no text and no table of a story."""
    told = tell_story("juveniles", material, language)
    hidden = told.cells[told.cells["status"] == "confidential"]
    assert len(hidden) > 0
    assert hidden[["numerator", "denominator", "value"]].isna().all(axis=None)
    exact = ask("juvenile_share", by=["year", "route"]).merge(hidden[["year", "route"]], on=["year", "route"])
    shown = " ".join([told.headline, told.alt, *told.table.astype(str).to_numpy().ravel()])
    for row in exact.to_dict("records"):
        said = without_isolates(language.percent(row["value"], 1))
        if said not in {without_isolates(language.percent(value, 1)) for value in told.cells["value"].dropna()}:
            assert said not in without_isolates(shown)
    assert "[c]" in without_isolates(shown)
    assert any("[c]" in without_isolates(note) for note in told.notes)


def test_no_story_ranks_or_names_a_cause(story, material, language):
    told = tell_story(story, material, language)
    said = without_isolates(" ".join([told.headline, told.subtitle, told.alt, told.reason, *told.notes]))
    assert found(RANKING[language.code], said) == []
    assert found(CAUSE[language.code], said) == []


def test_a_change_without_evidence_is_called_none_and_the_one_group_that_has_it_is_named(material, language):
    nothing = without_isolates(
        language.say("{finding}: on the whole, not enough evidence of a change", finding="").strip(" :\u00a0")
    )
    told = {name: tell_story(name, material, language) for name in ("women", "outcomes_12m")}
    assert all(each.verdict == "with_care" for each in told.values())
    assert without_isolates(told["women"].headline).endswith(nothing)
    # By hand, over the records: 72 of 106 in 2014, 93 of 106 in 2015; the other five routes differ by less than 2 points.
    internship = {"ar": "التدريب المؤدى عنه", "fr": "Stage rémunéré", "en": "Paid internship"}[language.code]
    headline = without_isolates(told["outcomes_12m"].headline)
    assert nothing in headline and headline.count(internship) == 1 and not headline.endswith(nothing)


def test_what_stands_beside_2014_is_said_with_it(material):
    """933 is never told without the 3,142 of the year before (shared rule of the register)."""
    assert "3,142" in tell_story("placements", material, ENGLISH).reason


def test_the_headline_of_the_cities_can_be_quoted_alone_and_is_not_said_twice(material, language):
    story = tell_story("cities_and_centres", material, language)
    headline = without_isolates(story.headline)
    assert all(year in headline for year in ("2014", "2015")) and ("رمضان" in headline or "Ramadan" in headline)
    assert story.reason and not set(re.findall(r"\d+", headline)) & set(re.findall(r"\d+", story.reason))


def test_what_is_sent_with_a_picture_never_goes_without_its_caution_and_its_source(story, material, language):
    told = tell_story(story, material, language)
    sent = say_to_send(told)
    assert sent.startswith(told.headline) and told.reason in sent and sent.endswith(f"{told.source}.")
    assert say_practice(told) in sent
    if not told.reason:  # a refusal says of each pair why
        assert told.alt in sent


def test_figures_that_do_not_compare_carry_no_change(material, language):
    told = tell_story("cannot_compare", material, language)
    assert told.verdict == "not_comparable"
    assert "%" not in without_isolates(told.headline)
    assert not re.search(r"[+−]\d", without_isolates(told.alt))


def test_a_picture_of_amounts_writes_them_as_its_table_does(material, language):
    told = tell_story("funding_by_kind", material, language)
    figure = told.form.draw(LIGHT, False, None)
    written = [numbers_in(text) for trace in figure.data for text in trace.text or ()]
    years = told.table[[language.year(2014), language.year(2015)]]
    assert sorted(map(sorted, written)) == sorted(sorted(numbers_in(cell)) for cell in years.to_numpy().ravel())


def test_bars_for_a_deck_hold_the_cells_and_nothing_hidden(story, material):
    told = tell_story(story, material, ENGLISH)
    if told.bars is None:
        assert story in ("cities_and_centres", "cannot_compare")
        return
    values = [value for _, values, _ in told.bars.series for value in values]
    assert len(values) == len(told.bars.groups) * len(told.bars.series)
    known = sorted(float(value) for value in told.cells["value"].dropna())
    assert sorted(value for value in values if value is not None) == pytest.approx(known)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("assumed_amount", "4.5 million dirhams were awarded in 2014 and, on an assumption, 5.06 million in 2015"),
        ("like_for_like", "5.06 million dirhams were awarded in 2015, against 4.5 in 2014"),
    ],
)
def test_an_assumed_amount_is_said_to_be_one(reason, said):
    told = say_money({"before": 4_500_000.0, "after": 5_060_000.0, "reason": reason}, ENGLISH)
    assert without_isolates(told).replace("\u00a0", " ") == said


def test_an_arabic_amount_of_millions_agrees_with_its_number_alike_in_every_story(material):
    told = {
        story: without_isolates(tell_story(story, material, ARABIC).headline)
        for story in ("ramadan_cost", "funding_by_kind")
    }
    assert all("4,5 مليون درهم" in headline for headline in told.values()), told
    assert "5 ملايين درهم" in told["ramadan_cost"] and "5,06 مليون درهم" in told["funding_by_kind"]


def test_as_many_cities_are_not_said_to_be_the_same_cities(material):
    """Three left and three came, so twelve of both years are no standstill; and centres are not what is counted."""
    told = tell_story("cities_and_centres", material, ENGLISH)
    assert (told.before, told.after, told.change) == ("12", "12", "9 cities in common")
    assert "entre" not in name_story(told.id, told.kind, ENGLISH)
    assert "Centres under construction: Tetouan" in told.alt

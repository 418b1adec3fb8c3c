"""The page on people: parts that make the whole, the unknown beside, and one sentence where nothing can be drawn."""

from functools import partial

import pytest

from analytics import ask
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from tests.page_scripts import figures_of, run_page, without_left_out

run = partial(run_page, "people")


def text_of(app):
    text = without_isolates(" ".join(element.proto.body for element in app.get("html")))
    return text.replace("&nbsp;", " ").replace("\u00a0", " ")


def numbers(figure, year):
    tiles = next(trace for trace in figure.data if trace["name"] == str(year))
    texts = [text.replace("<b>", "").replace("</b>", "").replace(",", "") for text in tiles["text"]]
    return {tuple(told[1:]): int(text) for text, told in zip(texts, tiles["customdata"], strict=True)}


@pytest.mark.parametrize("where", [{}, {"city": "fes"}, {"route": "education,apprenticeship"}])
def test_the_parts_make_the_totals_in_both_years(where):
    figure = next(each for each in figures_of(run(lang="en", **where)) if "people-pairs" in each.key)
    asked = {name: value.split(",") for name, value in where.items()}
    for year in (2014, 2015):
        held = numbers(figure, year)
        for sex in ("F", "M", "U", ""):
            assert held[sex, ""] == sum(held.get((sex, age), 0) for age in ("juvenile", "adult", "unknown"))
        for age in ("juvenile", "adult", ""):
            assert held["", age] == sum(held.get((sex, age), 0) for sex in ("F", "M", "U"))
        assert held["", ""] == ask("integrations", where=asked | {"year": year})["value"].sum()


def test_the_column_of_known_cases_is_called_as_on_the_other_pages():
    heads = [
        note["text"] for figure in figures_of(run(lang="en")) for note in figure.layout.get("annotations", ())
        if "nown" in note["text"]
    ]  # fmt: skip
    assert any("known" in without_isolates(head) for head in heads) and not any("Known" in head for head in heads)


def test_the_unknown_are_said_beside_and_the_published_figures_stand_beside_the_records():
    text = text_of(run(lang="en"))
    assert "Sex unknown: 22 of 3,770 in 2014 and 39 of 4,839 in 2015." in text
    assert "Juvenile status unknown: 46 of 3,770 in 2014 and 66 of 4,839 in 2015." in text
    assert (
        "Published for 2014: 63 women and 644 juveniles among 1,401; the demonstration was made to hold the same"
        in text
    )
    assert "For 2015 no such figure was published." in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_unknown_sex_is_one_sentence_in_place_of_the_figure_and_the_page_goes_on(code):
    app, say = run(lang=code, sex="U"), LANGUAGES[code].say
    text = text_of(app)
    for sentence in (
        say("Nobody’s sex is known here: women and men cannot be told apart"),
        say("Nobody’s sex is known here: no share of women can be said"),
    ):
        assert without_isolates(sentence).replace("\u00a0", " ") in text
    keys = " ".join(figure.key for figure in figures_of(app))
    assert "people-sides" not in keys and "women_share" not in keys and "gaps" not in keys
    assert "people-pairs" in keys and "juvenile_share" in keys and "published-people" in keys


def test_who_was_filtered_out_is_not_said_to_be_none():
    text = text_of(run(lang="en", sex="M"))
    assert "Integrations: 3,506 in 2014 and 4,495 in 2015" in text and "Integrations of women:" not in text
    assert "The page is narrowed by sex: a share of women would say nothing" in text
    # Nothing is said to be unknown that was only filtered out, and no headline stands twice.
    assert "The page is narrowed by sex: women and men cannot be compared here" in text
    assert text.count("rate was found for 2014, so neither") == 1
    assert text.count("<h3>Integrations: 3,506") == 1 and "<h3>Integrations by sex and juvenile status" in text


def test_the_marks_of_counts_narrow_by_both_dimensions_and_those_of_shares_by_the_one_chosen():
    found = figures_of(run(lang="en", by="region"))
    narrows = {figure.key: figure.layout.get("meta", {}).get("narrows") for figure in found}
    said = {
        each: next(value for key, value in narrows.items() if each in key)
        for each in ("people-sides", "people-pairs", "women_share", "juvenile_share", "gaps-sex")
    }
    assert said == {
        "people-sides": ["sex", "age_group"], "people-pairs": ["sex", "age_group"],
        "women_share": "region", "juvenile_share": "region", "gaps-sex": None,
    }  # fmt: skip


def test_a_gap_that_adjustment_does_not_keep_is_not_called_one():
    # In the demonstration the interval of returns to prison of 2014 leaves zero out, its adjusted p-value does not keep it.
    text = text_of(run(lang="en"))
    row = text.partition("Returned to prison within 12 months</td><td>2014")[2].partition("</tr>")[0]
    assert "−4.07 points to −0.49 points" in row and "not enough evidence of a gap" in row
    assert "Lost sight of at 12 months, 2014: 8.8 points lower among women than among men" in text


@pytest.mark.parametrize("value", ["<b>x</b>", "sex", "None", "\u202e"])
def test_an_unknown_dimension_in_the_address_is_left_out_and_that_is_said(value):
    assert without_left_out(text_of(run(lang="en", by=value))) == text_of(run(lang="en"))

"""Compare and Methods as scripts: the parts of a change, the family of groups, and a place for every definition."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from tests.page_scripts import figures_of

PROJECT = Path(__file__).resolve().parents[2]
SPLIT_QUESTION = "What part of the change is who was served, and what part how they"


def run(page, **address):
    app = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def alts(app):
    return [figure.alt for figure in figures_of(app)]


@pytest.mark.parametrize("measure_id", [name for name, each in MEASURES.items() if "year" in each.dimensions])
def test_only_a_share_has_the_parts_of_its_change(measure_id):
    app = run("compare", lang="en", measure=measure_id, by="region")
    # Of returns to prison no change may be said, so it has no parts.
    has_parts = MEASURES[measure_id].is_share and measure_id != "return_to_prison_12m"
    assert (SPLIT_QUESTION in text_of(app)) == has_parts
    assert len(alts(app)) == 1 + has_parts


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_change_is_split_by_what_the_page_is_divided_by_or_by_what_is_chosen(code):
    language = LANGUAGES[code]
    by_route = language.say("Who was served ({dimension})", dimension=language.say("Route").lower())
    by_sex = language.say("Who was served ({dimension})", dimension=language.say("Sex").lower())
    assert by_route in alts(run("compare", lang=code, measure="active_12m", by="route"))[1]
    both = alts(run("compare", lang=code, measure="active_12m", by="route", split="route,sex"))[1]
    assert by_route in both and by_sex in both


def test_a_year_without_records_is_said_in_words_and_not_as_a_code():
    text = text_of(run("compare", lang="en", programme="ramadan_2015"))
    card = text[text.index("<article class='card'>") : text.index("</article>")]
    assert "<b class='none'>no records</b>" in card and "<b>317</b>" in card and "[x]" not in card


def test_without_a_dimension_there_is_a_choice_and_no_figure():
    for by in ("total", "sex"):  # a share of women is not split by what it is made of
        app = run("compare", lang="en", measure="women_share", by=by)
        assert len(alts(app)) == 1
        assert "Choose a dimension to see its parts." in text_of(app)


def test_no_more_dimensions_than_cells_can_bear():
    app = run("compare", lang="en", measure="active_12m", by="total", split="route,sex,education,city,region")
    assert alts(app)[1].count("Who was served") == 3


@pytest.mark.parametrize("value", ["<b>x</b>", "year", "funding_kind", "x" * 3000])
def test_an_unknown_split_in_the_address_is_as_if_it_were_not_there(value):
    ordinary = text_of(run("compare", lang="en", measure="active_12m"))
    assert text_of(run("compare", lang="en", measure="active_12m", split=value)) == ordinary


def test_money_for_each_is_not_compared_with_a_year_of_which_only_a_floor_was_published():
    app = run("compare", lang="en", measure="funding_per_integration", by="total")
    text = text_of(app)
    assert "no comparison of 2014 and 2015 is possible" in text and "Not comparable" in text
    assert "Of 2015 only a floor was published, so it cannot be said that it was less than in 2014." in text
    assert "%" not in text and "19,565" in text and "15,962" in text
    assert "<td class='number'>≠</td>" in text


def test_returns_to_prison_are_no_trend_on_any_page():
    text = text_of(run("compare", lang="en", measure="return_to_prison_12m")).replace("&nbsp;", " ")
    assert "Not comparable" in text and "3.44%" in text and "3.79%" in text
    assert "No comparable rate was found for 2014, so neither a fall nor a rise can be said." in text
    assert not re.search(r"[−+]\d", text)
    assert "Returned to prison within 12 months: 2014 and 2015 cannot be compared" in text
    text = text_of(run("cities", lang="en", measure="return_to_prison_12m")).replace("&nbsp;", " ")
    assert text.count("Returned to prison within 12 months: 2014 and 2015 cannot be compared") == 1
    text = text_of(run("routes", lang="en")).replace("&nbsp;", " ")
    assert "Estimated return to prison: 2014 and 2015 cannot be compared" in text
    assert "No comparable rate was found for 2014" in text
    assert "Estimated return to prison within" not in text


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"measure": "s3cret"}, "“Measure”"),
        ({"by": "s3cret", "sex": "F,s3cret"}, "“Divided by” and “Sex”"),
        ({"year": "2014"}, "“Year”"),
        ({"sex": "F", "city": ""}, ""),
    ],
)
def test_what_of_the_address_is_not_followed_is_said_and_never_repeated(asked, named):
    text = text_of(run("compare", lang="en", **asked))
    sentence = f"The address also asks for something under {named} that is not known or not possible here"
    assert ("The address also asks" in text) == bool(named) and (not named or sentence in text)
    assert "s3cret" not in text


def test_the_public_is_told_that_the_filters_of_an_address_are_not_followed(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    for page, named in (("cities", "“Measure” and “Sex”"), ("compare", "“Sex”")):
        text = text_of(run(page, lang="en", measure="lost_12m", sex="F"))
        assert f"asks for something under {named}. The public tables are not filtered" in text, page
    assert "The public tables are not filtered" not in text_of(run("cities", lang="en", measure="active_12m"))


def cards_of(app):
    """What the cards of numbers say, without their markup."""
    markup = "".join(element.proto.body for element in app.get("html"))
    found = re.findall(r"<article class='card'>.*?</article>", markup, re.DOTALL)
    return [without_isolates(re.sub(r"<[^>]+>", " ", card)) for card in found]


@pytest.mark.parametrize("page", ["compare", "cities"])
def test_a_card_of_numbers_says_what_it_is_narrowed_to_and_for_whom(page, monkeypatch):
    every, women = (cards_of(run(page, lang="en", **asked)) for asked in ({}, {"sex": "F"}))
    # The centres were published, for everybody and without a filter.
    of_records = [card for card in women if "Demonstration data" in card]
    assert len(of_records) == {"compare": 1, "cities": 2}[page]
    assert all("Only Sex: Women." in card for card in of_records)
    assert not any("Women" in card for card in every)
    inside = "Exact numbers: for internal use."
    assert [inside in card for card in women] == ["Demonstration data" in card for card in women]
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    assert not any(inside in card for card in cards_of(run(page, lang="en")))


def test_a_release_that_is_not_there_is_said_and_the_current_one_is_read(monkeypatch):
    sentence = "There is no release of the name that the address gives; you are reading the current one."
    assert sentence in text_of(run("compare", lang="en", release="20160101-000000-abcd"))
    assert sentence not in text_of(run("compare", lang="en", release="demo"))
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    told = "The address names a release; without signing in the current one is read."
    assert told in text_of(run("compare", lang="en", release="20160101-000000-abcd"))
    assert told not in text_of(run("compare", lang="en", release="demo"))


def test_a_change_that_cannot_be_split_is_one_sentence_and_no_axes():
    app = run("compare", lang="en", measure="active_12m", by="route", programme="ramadan_2015")
    assert len(alts(app)) == 1
    assert "the change cannot be split into parts" in text_of(app)


def test_a_group_that_does_not_survive_its_family_carries_the_mark_in_figure_and_table():
    app = run("compare", lang="en", measure="active_12m", by="region")
    figure = figures_of(app)[0]
    changes = [note["text"] for note in figure.layout["annotations"] if note.get("name") == "change"][1:]
    assert len(changes) == 9 and all("[ns]" in text and "<b>" not in text for text in changes)
    text = text_of(app)
    assert "among the 9 groups looked at together it is not enough evidence" in text
    assert "Adjusted p-value" in text and "[ns]: not enough evidence of a change." in text
    assert "9 groups are looked at together" in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_measure_has_a_place_on_the_page_of_the_methods(code):
    text = text_of(run("methods", lang=code))
    for name, wanted in MEASURES.items():
        assert re.search(rf"<details id='{name}'[^>]*><summary><h3>", text)
        assert without_isolates(LANGUAGES[code].say(wanted.title)) in text
    assert text.count("<h1") == 1
    # Code runs left to right in Arabic too.
    assert text.count("<pre>") == len(re.findall(r"dir='ltr'[^>]*><pre>", text)) > len(MEASURES)


def test_links_of_the_page_lead_to_places_on_it():
    text = text_of(run("methods", lang="en"))
    places = re.findall(r"href='#([^']+)'", text)
    assert len(places) == 8 and all(f"id='{place}'" in text for place in places)

"""The page about money: what it says, what it refuses to divide, and the assumption that stands everywhere."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.dimensions import OF_AN_AWARD
from tests.page_scripts import figures_of

PROJECT = Path(__file__).resolve().parents[2]
ASSUMPTION = "The money of the programme of 2015 is an assumption: only “more than 5,000,000 MAD” was published."
FIGURES_OF_RECORDS = 6


def run(**address):
    app = AppTest.from_file(str(PROJECT / "pages/funding.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


@pytest.fixture(scope="module")
def page():
    return run(lang="en")


def test_it_says_its_numbers(page):
    text = text_of(page)
    for said in (
        "Funding awarded, by kind of funding: 4,500,000 MAD in 2014 and, on an assumption, 5,060,000 MAD in",
        "Half of the awards are below about 10,700 MAD in 2014 and, on an assumption, below about 8,700 MAD in",
        "Integrations covered by recorded money: 230 of 3,770 in 2014 and 317 of 4,839 in",
        "Funding per integration: 2014 and 2015 cannot be compared", "19,565 MAD", "15,962 MAD",
        "Cost per project active at 12 months: 2014 and 2015 cannot be compared",
        "the half of the integrations with the least had 46% of it in 2014 and, on an assumption, 47% in",
        "about 19,600 MAD in 2014; of 2015 only a floor is known, at least 15,773", "No award is recorded: nothing to divide.",
        "12 of 25 in 2014 and 12 of 25 in 2015", "at least +500,000 MAD (at least +11%)",
        "2014: 4,500,000 MAD (beneficiaries: about 230); 2015: more than 5,000,000 MAD (beneficiaries: 317).",
    ):  # fmt: skip
        assert said in text.replace("&nbsp;", " "), said


def test_published_costs_say_that_no_filter_reaches_them(page):
    said = "Published for the whole country: the filters do not apply here."
    # The figure, and both cards beside it.
    assert text_of(run(lang="en", sex="F")).count(said) == 3 and said not in text_of(page)


def test_the_assumption_stands_under_every_figure_that_holds_money_of_2015(page):
    assert text_of(page).count(ASSUMPTION) == FIGURES_OF_RECORDS
    assert ASSUMPTION not in text_of(run(lang="en", programme="ramadan_2014"))


def test_it_never_says_that_a_year_was_cheaper(page):
    text = text_of(page)
    assert text.count("it cannot be said which of the two years cost more per person") == 3
    assert "cheaper" not in text and "−18%" not in text


@pytest.mark.parametrize("by", ["total", *OF_AN_AWARD[2:]])
def test_every_dimension_divides_the_totals(by):
    app = run(lang="fr", by=by)
    assert len(figures_of(app)) == FIGURES_OF_RECORDS + 1
    first = figures_of(app)[0]
    assert first.layout["meta"]["narrows"] == (None if by == "total" else by)


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_awards_one_sentence_stands_for_each_figure(code):
    app, language = run(lang=code, route="job_placement"), LANGUAGES[code]
    assert text_of(app).count(without_isolates(language.say("No award is recorded for this selection."))) == 6
    # What was published is not filtered.
    assert len(figures_of(app)) == 1


def test_money_of_one_kind_is_not_divided_by_people():
    app = run(lang="en", funding_kind="cheque")
    assert text_of(app).count("Money of one kind is not set against integrations") == 4
    assert "2,484,050" in text_of(app) and len(figures_of(app)) == 3


def test_one_city_is_not_compared_with_itself():
    assert "Money is recorded for one city only here" in text_of(run(lang="en", city="fes"))


def test_no_city_is_named_in_the_order_of_its_money(page):
    assert "Agadir" not in figures_of(page)[5].text

"""The published cost for each beneficiary: the arithmetic of the notes on the published figures, and what may be said."""

import pytest

from analytics import register
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.published.per_head import (
    cost_per_beneficiary,
    find_per_head,
    mark_per_head,
    may_say_which_is_more,
    say_per_head,
    say_published,
)


@pytest.fixture
def rows():
    return {row["year"]: row for row in cost_per_beneficiary(register()).to_dict("records")}


@pytest.mark.parametrize(
    ("year", "said", "marked"),
    [
        # Cost over people, by hand: 4.5 M / about 230, > 5 M / 317, > 5.2 M / 333, > 7.3 M / 391, > 13.5 M / 478.
        (2014, "about 19,600 MAD", "≈\u00a019,600"),
        (2015, "at least 15,773 MAD", "≥\u00a015,773"),
        (2016, "at least 15,616 MAD", "≥\u00a015,616"),
        (2017, "at least 18,670 MAD", "≥\u00a018,670"),
        (2018, "no figure", "—"),
        (2019, "at least 28,243 MAD", "≥\u00a028,243"),
    ],
)
def test_each_year_is_said_with_what_its_qualifiers_leave(rows, year, said, marked):
    assert say_per_head(rows[year], ENGLISH) == said
    assert mark_per_head(rows[year], ENGLISH) == marked


def test_a_year_told_for_two_periods_has_none(rows):
    assert (rows[2018]["status"], rows[2018]["reason"]) == ("not_available", "different_periods")


def test_a_year_without_figures_has_none():
    (row,) = cost_per_beneficiary(register(), [2013]).to_dict("records")
    assert (row["status"], row["reason"]) == ("not_available", "no_figure")


def test_it_is_never_said_which_of_the_two_years_cost_more(rows):
    # More than 5,000,000 may be more than the 6.2 million that would reach the mean of 2014.
    assert not may_say_which_is_more(rows[2014], rows[2015])
    assert not may_say_which_is_more(rows[2014], rows[2018])
    exact = {"value": 10.0, "qualifier": "exact"}
    assert may_say_which_is_more(exact, {"value": 12.0, "qualifier": "at_least"})


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_the_finding_says_both_years_and_that_one_is_a_floor(language):
    found = find_per_head(cost_per_beneficiary(register()), language)
    text = without_isolates(f"{found.headline} {found.subtitle} {found.alt}")
    for number in (language.number(19_600), language.number(15_773)):
        assert without_isolates(number) in text
    assert text.count("2015") >= 3 and "{" not in text


def test_a_floor_does_not_stand_beside_a_number_as_if_it_were_one():
    found = find_per_head(cost_per_beneficiary(register()), ENGLISH)
    assert without_isolates(found.headline) == (
        "Cost per beneficiary of the Ramadan programme: about 19,600 MAD in 2014; of 2015 only a floor is known, "
        "at least 15,773 MAD"
    )


def test_what_was_published_stands_in_one_sentence():
    assert say_published(register(), ENGLISH) == (
        "Published for the Ramadan programme: 2014: 4,500,000 MAD (beneficiaries: about 230); "
        "2015: more than 5,000,000 MAD (beneficiaries: 317)."
    )

"""What a printed figure lets an outsider know of the records: as much as its words say, and nothing where they are wrong."""

from math import inf
from types import SimpleNamespace

import pandas as pd
import pytest

from analytics.disclosure import common_knowledge
from analytics.disclosure.common_knowledge import know_published
from analytics.disclosure.known import know, know_share

WHERE = {"year": ["2014"]}
PLACED = {
    "indicator": "job_placements", "programme": "annual_strategy", "unit": "people", "measure": "integrations",
    "where": WHERE, "published": 230.0, "qualifier": "exact", "difference": 0.0, "agreement": "equal",
}  # fmt: skip
RATE = {
    "indicator": "recidivism_rate", "unit": "percent", "measure": "return_to_prison_12m", "difference": 0.001,
    "agreement": "agrees",
}  # fmt: skip


@pytest.fixture
def know_of(monkeypatch):
    """What is known where the records agree with these printed rows? And of which years they were asked."""

    def told(*rows, years=(2014,)):
        asked = []

        def reconcile(register, cube, of_years):
            asked.append(of_years)
            return pd.DataFrame([PLACED | row for row in rows], dtype=object)

        monkeypatch.setattr(common_knowledge, "reconcile", reconcile)
        printed = SimpleNamespace(rows=lambda: [{"year": 2013}, {"year": 2014}])
        found = know_published(printed, SimpleNamespace(years=years))
        return found, asked

    return told


@pytest.mark.parametrize(
    ("row", "low", "high"),
    [
        ({}, 230, 230),
        # Nobody knows that it is not, and so it is the number that an outsider would use.
        ({"qualifier": "about"}, 230, 230),
        ({"qualifier": "about", "difference": 3.0, "agreement": "agrees"}, 224.25, 235.75),
        ({"qualifier": "about", "difference": 1.0, "agreement": "agrees"}, 224.25, 235.75),
        # A bound says no more, even where the records stand on it.
        ({"qualifier": "more_than"}, 230, inf),
        ({"qualifier": "more_than", "difference": 20.0, "agreement": "agrees"}, 230, inf),
        ({"qualifier": "up_to"}, 0, 230),
        ({"qualifier": "up_to", "difference": -20.0, "agreement": "agrees"}, 0, 230),
        ({"difference": 5.0}, 0, inf),
        ({"qualifier": "of another kind", "agreement": "agrees"}, 0, inf),
    ],
)
def test_a_figure_is_known_as_its_words_say(know_of, row, low, high):
    (found,), _ = know_of(row)
    assert found.terms == know("integrations", WHERE, 0).terms
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(("printed", "decimals"), [(3.44, 2), (3.4, 1), (3.0, 0), (12.5, 1), (0.125, 3)])
def test_a_percentage_is_known_as_it_was_rounded(know_of, printed, decimals):
    found, _ = know_of(RATE | {"published": printed})
    assert found == list(know_share("return_to_prison_12m", WHERE, printed, decimals))


@pytest.mark.parametrize(
    ("indicator", "part"),
    [("followup_sample", "denominator"), ("returns_to_prison", "numerator"), ("job_placements", "numerator")],
)
def test_what_was_counted_is_the_part_that_was_printed(know_of, indicator, part):
    (found,), _ = know_of({"indicator": indicator, "measure": "return_to_prison_12m"})
    assert found == know("return_to_prison_12m", WHERE, 230.0, part=part)
    (found,), _ = know_of({"indicator": indicator, "measure": "return_to_prison_12m", "qualifier": "more_than"})
    assert found == know("return_to_prison_12m", WHERE, 230.0, inf, part)


@pytest.mark.parametrize(
    "row",
    [
        # Wrong, or not to be counted: whoever uses it is led astray.
        {"agreement": "differs"}, {"agreement": "no_records"}, {"agreement": "not_countable"},
        {"indicator": "of another kind"}, {"programme": "of another kind"},
        # How many cities there are is no sum of people.
        {"indicator": "programme_cities_count", "programme": "ramadan_programme"},
    ],
)  # fmt: skip
def test_a_figure_that_the_records_do_not_bear_out_is_left_out_and_the_others_stay(know_of, row):
    found, _ = know_of(row, {})
    assert found == [know("integrations", WHERE, 230.0)]


def test_only_years_of_which_something_was_printed_are_asked(know_of):
    _, asked = know_of({}, years=(2013, 2014, 2016))
    assert asked == [[2013, 2014]]

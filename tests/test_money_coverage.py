"""Money is divided by supports only where both cover the same year, city and programme, and it says why where not."""

import pandas as pd
import pytest

from analytics import ask
from analytics.comparison.money_coverage import REASONS, cover, say_coverage
from analytics.language import LANGUAGES


def asked(by, **where):
    dimensions = ["year", by, "city"]
    return [ask(name, dimensions, where) for name in ("integrations", "funding_per_integration", "funding_mean")]


def rows_of(coverage, by):
    return {(row["year"], row[by]): row for row in coverage.to_dict("records")}


def test_a_table_without_status_is_refused():
    supports, covered, awards = asked("programme")
    with pytest.raises(ValueError, match="status"):
        cover(supports.drop(columns="status"), covered, awards, "programme")


def test_each_programme_and_year_says_whether_money_covers_it():
    found = rows_of(cover(*asked("programme"), "programme"), "programme")
    # Published: 933 placements, 1,436 micro-projects and 1,401 through education in 2014, of which 230 of the programme.
    strategy = found[2014, "annual_strategy"]
    assert strategy["denominator"] == 933 + 1436 + 1401 - 230
    assert (strategy["numerator"], strategy["awards"], strategy["covered_cities"]) == (0, 0, 0)
    assert (strategy["reason"], strategy["status"]) == ("no_award", "not_available")
    # The Ramadan programmes: 230 people in 12 cities, then 317 in 12.
    for year, people in ((2014, 230), (2015, 317)):
        row = found[year, f"ramadan_{year}"]
        assert (row["numerator"], row["denominator"], row["value"]) == (people, people, 1)
        assert (row["cities"], row["covered_cities"]) == (12, 12)
        assert (row["reason"], row["status"]) == ("covered", "normal")
    assert found[2015, "ramadan_2014"]["reason"] == "no_support"
    assert pd.isna(found[2015, "ramadan_2014"]["value"])


def test_a_route_is_covered_in_part():
    found = rows_of(cover(*asked("route"), "route"), "route")
    projects = found[2014, "micro_project"]
    assert (projects["numerator"], projects["denominator"], projects["reason"]) == (230, 1436, "partly")
    assert found[2014, "job_placement"]["reason"] == "no_award"


def test_it_divides_by_no_more_supports_than_the_measure_does():
    by_route = ask("funding_per_integration", ["year", "route"]).set_index(["year", "route"])["denominator"]
    found = cover(*asked("route"), "route").set_index(["year", "route"])["numerator"]
    assert {key: count for key, count in found.items() if count} == by_route.to_dict()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_reason_is_a_sentence(language):
    said = [say_coverage(reason, language) for reason in REASONS]
    assert len(set(said)) == len(REASONS) and all(sentence.endswith(".") for sentence in said)

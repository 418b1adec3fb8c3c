"""Money is divided by supports only where both cover the same year, city and programme, and it says why where not."""

import pandas as pd
import pytest

from analytics import ask
from analytics.comparison.money_coverage import REASONS, cover, mark_absence, say_coverage
from analytics.language import ENGLISH, LANGUAGES


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


def cells(measure_id, *rows):
    """Cells by year, programme and city: (year, programme, city, numerator, denominator)."""
    frame = pd.DataFrame(rows, columns=["year", "programme", "city", "numerator", "denominator"])
    frame.insert(0, "measure", measure_id)
    return frame.astype({"numerator": "Int64", "denominator": "Int64"}).assign(status="normal")


SUPPORTS = cells(
    "integrations",
    (2015, "ramadan", "fes", 10, None), (2014, "ramadan", "fes", 30, None), (2014, "ramadan", "sale", 10, None),
    (2014, "annual", "fes", 5, None), (2014, "annual", "sale", 2, None), (2014, "annual", "rabat", 1, None),
)  # fmt: skip
MONEY = cells("funding_per_integration", (2015, "ramadan", "fes", 900, 10), (2014, "ramadan", "fes", 600, 30))
# Two kinds of award in Fes in 2014, and one in 2015.
AWARDS = cells(
    "funding_mean",
    (2014, "ramadan", "fes", 400, 3), (2014, "ramadan", "fes", 200, 4), (2015, "ramadan", "fes", 900, 9),
)  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_of_the_three_tables_needs_a_status(place):
    tables = [SUPPORTS, MONEY, AWARDS]
    tables[place] = tables[place].drop(columns="status")
    with pytest.raises(ValueError, match="status"):
        cover(*tables, "programme")


def test_the_table_is_as_described_with_groups_and_years_in_order():
    # Groups as they first stand among the supports, each with every year, also one that it has no support in.
    columns = ["measure", "year", "programme", "numerator", "denominator", "value", "cities", "covered_cities", "awards", "reason", "status"]  # fmt: skip
    rows = [
        (2014, "ramadan", 30, 40, 0.75, 2, 1, 7, "partly", "normal"),
        (2015, "ramadan", 10, 10, 1.0, 1, 1, 9, "covered", "normal"),
        (2014, "annual", 0, 8, 0.0, 3, 0, 0, "no_award", "not_available"),
        (2015, "annual", 0, 0, None, 0, 0, 0, "no_support", "not_applicable"),
    ]
    expected = pd.DataFrame([("covered_by_money", *row) for row in rows], columns=columns).astype({"value": "Float64"})
    pd.testing.assert_frame_equal(cover(SUPPORTS, MONEY, AWARDS, "programme"), expected)


def test_one_support_without_money_among_many_is_coverage_in_part():
    supports = cells("integrations", (2014, "ramadan", "fes", 39, None), (2014, "ramadan", "sale", 1, None))
    money = cells("funding_per_integration", (2014, "ramadan", "fes", 600, 39))
    one = cells("funding_per_integration", (2014, "ramadan", "sale", 600, 1))
    assert cover(supports, money, AWARDS, "programme")["reason"].tolist() == ["partly"]
    assert cover(supports, one, AWARDS, "programme")["reason"].tolist() == ["partly"]


def test_a_few_words_stand_where_there_is_no_bar_and_none_beside_a_bar():
    said = [mark_absence(reason, ENGLISH) for reason in ("no_award", "no_support", "covered", "partly")]
    assert said == ["no award recorded", "no integration", "", ""]

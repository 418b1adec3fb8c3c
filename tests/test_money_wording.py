"""How money is said: what stands beside a bar, reasons where there is no ratio, and never that a year was cheaper."""

import re

import pandas as pd
import pytest

from analytics import ask, compare
from analytics.comparison import money_wording as money
from analytics.comparison.concentration import concentrate
from analytics.comparison.distribution import quartiles
from analytics.comparison.money_coverage import cover
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.amounts import ask_amounts
from analytics.measures.catalogue import MEASURES
from analytics.records.codes import read_code_lists
from analytics.records.folder import DataFolder


@pytest.fixture(scope="module")
def code_lists():
    return read_code_lists(DataFolder.at())


@pytest.fixture(scope="module")
def coverage():
    by = ["year", "programme", "city"]
    asked = [ask("integrations", by), ask("funding_per_integration", by), ask("funding_mean", by[:2])]
    return cover(*asked, "programme")


def by_code(named):
    return {row["code"]: row for row in named.to_dict("records")}


def test_beside_each_total_stand_the_mean_award_and_how_many(code_lists):
    by = ["year", "city"]
    totals = compare(ask("funding_total", by))
    named = by_code(money.name_totals(totals, ask("funding_mean", by), "city", code_lists, ENGLISH))
    # Published: Kénitra 270,000 MAD for its 21 projects of 2015. 32 awards in the records: 8,437.50 each.
    assert (named["kenitra"]["after_label"], named["kenitra"]["after_beside"]) == ("270,000", "8,438 · 32")
    # Under 30 awards a mean is marked.
    assert named["boujdour"]["before_beside"].endswith("[u] · 8")
    assert (named["boujdour"]["after_beside"], named["boujdour"]["after_absence"]) == ("", "no award recorded")


def test_a_total_is_one_row(code_lists):
    totals = compare(ask("funding_total", "year"))
    (row,) = money.name_totals(totals, ask("funding_mean", "year"), None, code_lists, ENGLISH).to_dict("records")
    assert (row["before_label"], row["after_label"]) == ("4,500,000", "5,060,000")
    assert (row["before_beside"], row["after_beside"]) == ("12,821 · 351", "10,766 · 470")


def test_every_programme_has_its_ratio_or_its_reason(code_lists, coverage):
    cells = ask("funding_per_integration", ["programme", "year"])
    named = by_code(money.name_ratios(cells, coverage, "programme", code_lists, ENGLISH))
    strategy = named["annual_strategy"]
    assert pd.isna(strategy["before"]) and strategy["before_absence"] == "no award recorded"
    assert (named["ramadan_2014"]["before_label"], named["ramadan_2014"]["before_beside"]) == ("19,565", "230")
    assert (named["ramadan_2014"]["after_label"], named["ramadan_2014"]["after_absence"]) == ("", "no integration")


def test_coverage_says_how_many_of_how_many(code_lists, coverage):
    named = by_code(money.name_coverage(coverage, "programme", code_lists, ENGLISH))
    assert (named["ramadan_2015"]["after_label"], named["ramadan_2015"]["after_beside"]) == ("100%", "317 of 317")
    assert (named["annual_strategy"]["before_beside"], named["annual_strategy"]["before_status"]) == ("0 of 3,540", "not_available")  # fmt: skip
    assert money.say_covered(coverage, ENGLISH) == (
        "Integrations covered by recorded money: 230 of 3,770 in 2014 and 317 of 4,839 in 2015"
    )


def test_a_route_is_divided_only_where_money_covers_it(code_lists):
    by = ["year", "route", "city"]
    covered = cover(ask("integrations", by), ask("funding_per_integration", by), ask("funding_mean", by[:2]), "route")
    named = by_code(money.name_coverage(covered, "route", code_lists, ENGLISH))
    assert named["micro_project"]["before_beside"] == "230 of 1,436"
    assert named["job_placement"]["after_absence"] == "no award recorded"


def test_two_ratios_stand_apart_without_a_difference():
    cells, wanted = ask("funding_per_integration", "year"), MEASURES["funding_per_integration"]
    said = money.say_ratio(cells, wanted, ENGLISH, is_of_a_floor=False)
    assert said == "Funding per integration: 19,565 MAD in 2014 and 15,962 MAD in 2015"
    said = money.say_ratio(cells, wanted, ENGLISH, is_of_a_floor=True)
    assert said == "Funding per integration: 2014 and 2015 cannot be compared"
    one = money.say_ratio(cells.iloc[1:], wanted, ENGLISH, is_of_a_floor=False)
    assert one == "Funding per integration: 15,962 MAD in 2015"


def test_an_assumed_amount_is_said_to_be_one_also_where_its_year_stands_alone():
    wanted = MEASURES["funding_per_integration"]
    amounts, paid = ask_amounts("year"), ask("funding_per_integration", ["year", "city"])
    total = ask("funding_per_integration", "year")
    said = {}
    for year in (2014, 2015):
        spread = money.say_spread(quartiles(amounts[amounts["year"] == year]), ENGLISH, is_assumed=True)
        evenness = money.say_concentration(concentrate(paid[paid["year"] == year])[1], ENGLISH, is_assumed=True)
        ratio = money.say_ratio(total[total["year"] == year], wanted, ENGLISH, is_of_a_floor=True)
        said[year] = [without_isolates(text).lower() for text in (spread, evenness, ratio)]
    assert all("on an assumption" in text and "2015" in text for text in said[2015])
    assert not any("assumption" in text for text in said[2014])


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("where", [{}, {"programme": "ramadan_2015"}, {"city": "boujdour"}])
def test_findings_read_whole_with_two_years_with_one_and_with_few(where, language):
    found = quartiles(ask_amounts("year", where))
    _, summary = concentrate(ask("funding_per_integration", ["year", "city"], where))
    for said in (money.say_spread(found, language), money.say_concentration(summary, language)):
        text = without_isolates(said)
        assert not re.search(r"[{}]|\bnan\b|<NA>", text)
        for year in set(found["year"]) & {2014, 2015}:
            assert str(year) in text
    if where == {"city": "boujdour"}:
        assert "[u]" in without_isolates(money.say_spread(found, language))


def test_without_awards_a_title_stands_in():
    none = ask_amounts("year", {"route": "job_placement"})
    assert money.say_spread(quartiles(none), ENGLISH) == "Awards by amount"
    assert money.say_quartiles({"median": pd.NA}, ENGLISH) == "no award recorded"

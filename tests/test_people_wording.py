"""Counts and shares of people said aloud: of how many, how sure, and nothing that the cells do not hold."""

import pandas as pd
import pytest

from analytics import ask, compare
from analytics.comparison.count_wording import say_count_of, say_counts, say_total
from analytics.comparison.interval import add_intervals
from analytics.comparison.share_wording import name_shares, say_headline_of_shares, say_shares
from analytics.language import ARABIC, ENGLISH, FRENCH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import measure
from analytics.records.codes import read_code_lists
from analytics.records.folder import DataFolder


@pytest.fixture(scope="module")
def codes():
    return read_code_lists(DataFolder.at())


def counts(*rows):
    frame = pd.DataFrame(rows, columns=["year", "value", "status"])
    return frame.astype({"value": "Int64"}).assign(measure="integrations")


TOTALS = counts((2014, 1401, "normal"), (2015, 1445, "normal"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (ENGLISH, "Women: 63 of 1,401 in 2014 and 0 of 1,445 in 2015"),
        (FRENCH, "Women\u00a0: 63 sur 1\u00a0401 en 2014 et 0 sur 1\u00a0445 en 2015"),
        (ARABIC, "Women: 63 من أصل 1.401 سنة 2014 و0 من أصل 1.445 سنة 2015"),
    ],
)
def test_a_count_is_said_of_how_many_and_none_is_zero(language, said):
    found = without_isolates(say_count_of("Women", counts((2014, 63, "normal")), TOTALS, language))
    assert found.replace("\u202f", "\u00a0") == said


def test_a_hidden_count_says_its_mark_and_no_number():
    hidden = counts((2014, None, "confidential"), (2015, 70, "normal"))
    assert say_count_of("Women", hidden, TOTALS, ENGLISH) == "Women: [c] of 1,401 in 2014 and 70 of 1,445 in 2015"
    assert say_counts(hidden, ["Women", "Women"], ENGLISH) == "Women, 2014: [c]. Women, 2015: 70."


def test_a_total_is_said_by_year():
    assert say_total(TOTALS, ENGLISH) == "Integrations: 1,401 in 2014 and 1,445 in 2015"


def test_a_share_is_said_with_its_interval_and_its_known_cases(codes):
    # Newcombe (1998), Table I: 81 of 263, from 0.2553 to 0.3662.
    cells = pd.DataFrame(
        {"measure": "women_share", "route": ["education", "education"], "year": [2014, 2015], "numerator": [81, None],
         "denominator": [263, None], "value": [81 / 263, None], "status": ["normal", "not_available"]}
    ).astype({"numerator": "Int64", "denominator": "Int64", "value": "Float64"})  # fmt: skip
    named = name_shares(add_intervals(cells), "route", codes, ENGLISH)
    assert say_shares(named, ENGLISH) == (
        "Education, 2014: 30.8% (95% interval 25.5% to 36.6%), known cases: 263. Education, 2015: [x]."
    )
    assert named["far"].tolist() == ["263", ""] and named["code"].tolist() == ["education", "education"]


def test_a_total_has_no_code_and_is_called_all(codes):
    whole = ask("women_share", by="year").assign(route="")
    assert name_shares(add_intervals(whole), "route", codes, FRENCH)["group"].tolist() == ["Ensemble", "Ensemble"]


def change(before, after):
    """The change of a share of women from `before` to `after`, each (numerator, denominator, status)."""
    rows = [
        {
            "measure": "women_share",
            "year": year,
            "numerator": top,
            "denominator": bottom,
            "value": top / bottom,
            "status": status,
        }
        for year, (top, bottom, status) in ((2014, before), (2015, after))
    ]
    return compare(pd.DataFrame(rows).astype({"numerator": "Int64", "denominator": "Int64", "value": "Float64"})).iloc[
        0
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (change((48, 80, "normal"), (56, 70, "normal")), "Share of women: 60.0% in 2014, 80.0% in 2015"),
        (
            change((5, 100, "normal"), (7, 100, "provisional")),
            "Share of women: on the whole, not enough evidence of a change from 2014 to 2015",
        ),
        (
            change((0, 20, "low_reliability"), (0, 39, "normal")),
            "Share of women: too few known cases to compare 2014 and 2015",
        ),
    ],
)
def test_a_headline_says_a_change_only_where_there_is_evidence(row, said):
    assert say_headline_of_shares(row, measure("women_share"), ENGLISH) == said


def test_a_headline_of_one_year_compares_nothing():
    only = compare(ask("women_share", by="year", where={"year": 2015})).iloc[0]
    assert "no comparison" in say_headline_of_shares(only, measure("women_share"), ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("by", ["route", "region", "programme"])
def test_sentences_read_whole(by, language, codes):
    named = name_shares(add_intervals(ask("juvenile_share", by=[by, "year"])), by, codes, language)
    text = without_isolates(say_shares(named, language)).lower()
    assert "{" not in text and "nan" not in text.split() and "<na>" not in text

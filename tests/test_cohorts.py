"""What is found of two cohorts: only over the months both were observed for, only where there are enough of them."""

from datetime import date

import pandas as pd
import pytest

from analytics.comparison import curve_wording
from analytics.comparison.cohorts import follow_cohorts
from analytics.language import ARABIC, ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.follow_up import ask_follow_up

END_OF_2016 = date(2016, 12, 31)


def exits(*rows):
    """Rows of year, month, exit and how many."""
    table = pd.DataFrame(rows, columns=["year", "exit_month", "exit", "numerator"])
    return table.assign(measure="exits", status="normal").astype({"numerator": "Int64"})


ALIKE = [(2014, 6, "ended", 30), (2014, 24, "censored", 70), (2015, 6, "ended", 30), (2015, 12, "censored", 70)]
APART = [(2014, 3, "ended", 70), (2014, 24, "censored", 30), (2015, 3, "ended", 10), (2015, 12, "censored", 90)]


@pytest.mark.parametrize(
    ("rows", "observed_until", "finding", "month"),
    [
        (ALIKE, END_OF_2016, "not_enough_evidence", 12),
        (APART, END_OF_2016, "different", 12),
        # Both were observed for six months and no longer: nothing is told of month 12.
        (ALIKE, date(2016, 6, 30), "not_enough_evidence", 6),
        (ALIKE, date(2015, 12, 31), "too_early", 0),
        (ALIKE, None, "too_early", 0),
        (ALIKE[:2], END_OF_2016, "one_cohort", 12),
        ([*ALIKE[:2], (2015, 6, "ended", 9), (2015, 12, "censored", 20)], END_OF_2016, "too_few", 12),
        ([(2014, 0, "censored", 50), (2015, 0, "censored", 50)], END_OF_2016, "nobody", 0),
        ([(2013, 6, "ended", 50)], END_OF_2016, "nobody", 0),
    ],
)
def test_each_finding_has_its_reason(rows, observed_until, finding, month):
    found = follow_cohorts(exits(*rows), observed_until)["running"]
    assert (found.finding, found.month) == (finding, month)


def test_what_happens_after_the_common_window_decides_nothing():
    # After month 12 all that is heard of 2015 is ends; until then the two are the same.
    late = [*ALIKE[:2], (2015, 6, "ended", 30), (2015, 12, "censored", 40), (2015, 15, "ended", 30)]
    found = follow_cohorts(exits(*late), END_OF_2016)["running"]
    assert found.finding == "not_enough_evidence" and found.test.statistic == pytest.approx(0)


def test_the_two_tests_are_adjusted_together():
    # Benjamini and Hochberg for two tests: the larger p stays, the smaller is doubled but never above the larger.
    found = follow_cohorts(ask_follow_up("year"), END_OF_2016)
    larger, smaller = sorted((each.test.p_value for each in found.values()), reverse=True)
    adjusted = sorted((each.adjusted for each in found.values()), reverse=True)
    assert adjusted == pytest.approx([larger, min(larger, 2 * smaller)])
    assert {each.tests for each in found.values()} == {2}


def test_the_demonstration_cohorts_are_not_called_different():
    found = follow_cohorts(ask_follow_up("year"), END_OF_2016)
    for followed in found.values():
        assert followed.finding == "not_enough_evidence"
        said = curve_wording.say_headline_of_curves(followed, ENGLISH)
        assert (said.endswith("not enough evidence of a difference") and "after 12" in said) or "within 12" in said


def test_shares_of_the_headline_are_those_of_the_curves():
    said = curve_wording.say_headline_of_curves(follow_cohorts(exits(*APART), END_OF_2016)["running"], ENGLISH)
    # 70 and 10 of 100 had ended by month 3, and nobody since.
    assert said == (
        "Estimated still under way after 12 months: 30.0% in 2014 and 90.0% in 2015; the cohorts differ more than chance would explain"
    )


def test_no_share_of_a_handful_is_told():
    few = follow_cohorts(exits((2014, 6, "ended", 9), (2014, 12, "censored", 9)), END_OF_2016)["running"]
    assert "%" not in curve_wording.say_headline_of_curves(few, ENGLISH)
    assert curve_wording.say_test(few, ENGLISH) == ""


def test_the_test_is_told_with_its_window():
    apart, alike = (follow_cohorts(exits(*rows), END_OF_2016)["running"] for rows in (APART, ALIKE))
    said = curve_wording.say_test(apart, ENGLISH)
    assert (
        said
        == "Logrank test over the first 12 months, for which both cohorts were observed: p\u00a0=\u00a0less than 0.001."
    )
    assert "p\u00a0=\u00a01.00" in curve_wording.say_test(alike, ENGLISH)


def test_what_is_dotted_is_said():
    notes = " ".join(
        curve_wording.list_curve_notes(follow_cohorts(ask_follow_up("year"), END_OF_2016)["running"], ENGLISH)
    )
    assert "Dotted: provisional. Not all supports begun in 2015" in notes
    closed = follow_cohorts(exits(*ALIKE), END_OF_2016)["running"]
    assert "Dotted" not in " ".join(curve_wording.list_curve_notes(closed, ENGLISH))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("kind", ["running", "returned_to_prison"])
def test_every_sentence_is_whole_in_every_language(kind, language):
    for rows in (ALIKE, APART, ALIKE[:2], [(2014, 0, "censored", 50)]):
        followed = follow_cohorts(exits(*rows), END_OF_2016)[kind]
        table = curve_wording.tabulate_curves(followed, language)
        said = [curve_wording.say_curves(followed, language), curve_wording.say_subtitle_of_curves(followed, language)]
        text = " ".join(
            [*said, *curve_wording.list_curve_notes(followed, language), *map(str, table.to_numpy().ravel())]
        )
        assert "{" not in text and "nan" not in text.lower().split() and "<NA>" not in text


def test_arabic_months_take_their_own_plural():
    said = without_isolates(
        curve_wording.say_headline_of_curves(follow_cohorts(exits(*ALIKE), END_OF_2016)["running"], ARABIC)
    )
    assert "12 شهرا" in said

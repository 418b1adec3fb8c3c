"""Curves of supports that run, end and return to prison: against published examples, and against statsmodels."""

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.log_rank import log_rank
from analytics.comparison.survival import cumulative_incidence, curtail, months_observed, still_running

# Remission in weeks, 6-MP and placebo: Freireich et al. (1963), Blood 21: 699-716; + was still in remission.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# Days to relapse (r), death in remission (d) or the last visit of 54 patients with AML of low risk: Klein and
# Moeschberger (1997), section 1.3, data `bmt` of the R package KMsurv.
MARROW = """
2569+ 2506+ 2409+ 2218+ 1857+ 1829+ 1562+ 1470+ 1363+ 1030+ 860+ 1258+ 2246+ 1870+ 1799+ 1709+ 1674+ 1568+ 1527+ 1324+
957+ 932+ 847+ 848+ 1850+ 1843+ 1535+ 1447+ 1384+ 414d 2204d 1063d 481d 105d 641d 390d 288d 421r 79d 748r 486r 48d 272r
1074d 381r 10d 53d 80d 35d 248r 704d 211r 219r 606r
"""
MARKS = {"+": "censored", "r": "returned_to_prison", "d": "ended"}


def exits(text, group=2014):
    """Cells from times; a time without a mark is an ending."""
    rows = [(word.rstrip("+rd"), MARKS.get(word[-1], "ended")) for word in text.split()]
    counted = pd.Series(rows).value_counts()
    return pd.DataFrame(
        {
            "year": group,
            "exit_month": [int(at) for at, _ in counted.index],
            "exit": [kind for _, kind in counted.index],
            "numerator": pd.array(counted.to_numpy(), dtype="Int64"),
            "status": "normal",
        }
    )


def at(curve, month):
    return curve.set_index("months").loc[month]


def test_what_is_not_cells_of_exits_is_refused():
    with pytest.raises(ValueError, match="status"):
        still_running(exits(TREATED).drop(columns="status"))
    with pytest.raises(ValueError, match="missing: exit"):
        still_running(exits(TREATED).drop(columns="exit"))
    with pytest.raises(ValueError, match="not an exit: lost"):
        cumulative_incidence(exits(TREATED).assign(exit="lost"))


def test_kaplan_meier_equals_stata_on_the_remissions_of_freireich():
    # Rodríguez, Survival Analysis, Princeton, `sts list` of Stata, control group: week 1, at risk 21, 2 relapses,
    # survivor function 0.9048, standard error 0.0641, lower limit 0.6700.
    week = at(still_running(exits(PLACEBO)), 1)
    assert (week["at_risk"], week["events"]) == (21, 2)
    assert week["value"] == pytest.approx(0.9048, abs=5e-5) and week["low"] == pytest.approx(0.6700, abs=5e-5)


def test_kaplan_meier_multiplies_the_shares_that_stay():
    curve = still_running(exits(TREATED))
    # By hand, as Kleinbaum and Klein (Survival Analysis, chapter 2) do: 18/21, then times 16/17, 14/15, 11/12, 10/11,
    # 6/7 and 5/6.
    by_hand = np.cumprod([18 / 21, 16 / 17, 14 / 15, 11 / 12, 10 / 11, 6 / 7, 5 / 6])
    assert [at(curve, week)["value"] for week in (6, 7, 10, 13, 16, 22, 23)] == pytest.approx(list(by_hand))
    assert at(curve, 5)["value"] == 1 and at(curve, 35)["value"] == pytest.approx(by_hand[-1])
    assert [at(curve, week)["at_risk"] for week in (0, 6, 7, 10, 13, 16, 22, 23)] == [21, 21, 17, 15, 12, 11, 7, 6]


def test_log_rank_of_the_remissions_of_freireich_is_16_79():
    # Kleinbaum and Klein: chi-square 16.79; survdiff of R: expected 19.3 (6-MP, 9 relapses) and 10.7, p = 4.17e-05.
    found = log_rank(pd.concat([exits(TREATED, 2014), exits(PLACEBO, 2015)]))
    assert found.statistic == pytest.approx(16.79, abs=5e-3) and found.p_value == pytest.approx(4.17e-5, rel=2e-3)
    assert found.observed == 9 and found.expected == pytest.approx(19.3, abs=0.05)


def test_log_rank_equals_statsmodels_on_repeated_rows():
    from statsmodels.duration.survfunc import survdiff

    chance = np.random.default_rng(7)
    months, kinds = chance.integers(0, 25, 400), chance.choice(["ended", "censored", "certified"], 400)
    years = chance.choice([2014, 2015], 400)
    rows = pd.DataFrame({"year": years, "exit_month": months, "exit": kinds, "numerator": 1, "status": "normal"})
    found = log_rank(rows.astype({"numerator": "Int64"}), causes=["ended"])
    assert (found.statistic, found.p_value) == pytest.approx(survdiff(months, (kinds == "ended").astype(int), years))


def test_log_rank_needs_two_groups_and_an_ending():
    assert log_rank(exits(TREATED)) is None
    nobody_ends = pd.concat([exits("3+ 5+", 2014), exits("4+ 6+", 2015)])
    assert log_rank(nobody_ends) is None


def test_cumulative_incidence_equals_cmprsk_on_the_marrow_transplants():
    # CAMIS (PSI), “Estimating Cumulative Incidence Functions Using R”: tidycmprsk::cuminc, relapse, AML of low risk, at
    # 0.5, 1, 1.5, 2 and 3 years (of 365.25 days): estimate, lower and upper limit; PROC LIFETEST gives the same.
    published = {
        183: (0.0000, None, None),
        365: (0.0741, 0.0234, 0.1646),
        547: (0.1296, 0.0563, 0.2344),
        730: (0.1481, 0.0685, 0.2565),
        1095: (0.1667, 0.0813, 0.2783),
    }
    curve = cumulative_incidence(exits(MARROW))
    for day, (estimate, low, high) in published.items():
        found = at(curve, day)
        assert found["value"] == pytest.approx(estimate, abs=5e-5)
        if low is None:
            assert pd.isna(found["low"]) and pd.isna(found["high"])
        else:
            assert (found["low"], found["high"]) == pytest.approx((low, high), abs=5e-5)


def test_cumulative_incidence_equals_the_worked_table_of_satagopan():
    # Satagopan et al. (2004), British Journal of Cancer 91: 1229-1235, table 2: 305 patients, the first nine listed;
    # E: death of breast cancer, CR: of something else. At risk 304, 302, 300, 297; incidence 0.3, 0.6, 0.9, 1.2 %;
    # overall survival 99.7, 99.3, 99.0, 98.7, 98.3, 98.0 %.
    table = exits("7+ 10r 14+ 16r 18d 23r 24+ 26d 27r " + "30+ " * 296)
    incidence, running = cumulative_incidence(table), still_running(table)
    months = (10, 16, 23, 27)
    assert [at(incidence, month)["at_risk"] for month in months] == [304, 302, 300, 297]
    # The table adds numbers rounded to a tenth of a percent, so the last of four may be off by two of its tenths.
    assert [100 * at(incidence, month)["value"] for month in months] == pytest.approx([0.3, 0.6, 0.9, 1.2], abs=0.15)
    overall = [100 * at(running, month)["value"] for month in (10, 16, 18, 23, 26, 27)]
    assert [round(value, 1) for value in overall] == [99.7, 99.3, 99.0, 98.7, 98.3, 98.0]


def test_the_ways_to_end_and_what_still_runs_are_one_whole():
    table = exits(MARROW)
    parts = sum(cumulative_incidence(table, cause)["value"] for cause in ("returned_to_prison", "ended"))
    assert (parts + still_running(table)["value"]).astype(float).tolist() == pytest.approx([1] * len(parts))


def test_months_beyond_the_window_are_provisional_and_few_at_risk_are_marked():
    curve = still_running(exits("1 2 3 " + "12+ " * 40 + "20+ " * 31), open_after={2014: 12})
    marks = dict(zip(curve["months"], curve["status"], strict=True))
    assert (marks[0], marks[12], marks[13], marks[20]) == ("normal", "normal", "provisional", "provisional")
    assert set(still_running(exits(TREATED))["status"]) == {"low_reliability"}


def test_the_window_of_a_year_closes_when_its_last_starters_have_been_observed():
    assert months_observed([2014, 2015, 2016], date(2016, 12, 31)) == {2014: 24, 2015: 12, 2016: 0}
    assert months_observed([2015], date(2016, 12, 30)) == {2015: 11}
    assert months_observed([2014, 2015], date(2016, 6, 30)) == {2014: 18, 2015: 6}


def test_an_ending_on_the_first_day_and_an_end_of_everybody_are_drawn():
    curve = still_running(exits("0 1 2"))
    assert curve["value"].astype(float).tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert curve["low"].isna().tolist() == [False, False, True]


def test_a_log_rank_until_a_month_sees_nothing_later():
    # After week 10 the curves may do what they will.
    early = pd.concat([exits("3 5 8 10+ 10+ 10+", 2014), exits("2 6 9 9 10+ 10+", 2015)])
    late = pd.concat([exits("3 5 8 11 12 30+", 2014), exits("2 6 9 9 40 41+", 2015)])
    assert log_rank(late, until=10) == log_rank(early) != log_rank(late)


def test_a_curve_ends_where_a_tenth_is_left_but_its_counts_go_on():
    whole = still_running(exits("1 " * 10 + "2+ " * 80 + "3 " * 5 + "4 " * 2 + "9+ " * 3))
    curve = curtail(whole)
    assert curve["at_risk"].tolist() == whole["at_risk"].tolist() == [100, 100, 90, 10, 5, 3, 3, 3, 3, 3]
    assert curve["value"].notna().tolist() == [True] * 4 + [False] * 6
    assert curve["status"].tolist()[4:] == ["not_available"] * 6


def test_nobody_is_an_empty_table():
    empty = exits(TREATED).iloc[:0]
    assert still_running(empty).empty and cumulative_incidence(empty).empty and log_rank(empty) is None


def test_a_million_integrations_cost_what_a_thousand_do():
    months = np.repeat(np.arange(37), 5)
    kinds = np.tile(["returned_to_prison", "ended", "completed", "certified", "censored"], 37)
    cells = pd.DataFrame({"exit_month": months, "exit": kinds, "numerator": 5405, "status": "normal"})
    cells = pd.concat([cells.assign(year=2014), cells.assign(year=2015)]).astype({"numerator": "Int64"})
    taken = []
    for _ in range(4):  # the first loads statsmodels
        start = time.process_time()
        still_running(cells), cumulative_incidence(cells), log_rank(cells)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.15, taken

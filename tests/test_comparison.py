"""What a difference means: intervals as published, verdicts, wording that never says more than the cells allow."""

import pandas as pd
import pytest

from analytics import ask, compare
from analytics.comparison import wording
from analytics.comparison.change import rests_on
from analytics.comparison.headline import say_headline
from analytics.comparison.interval import newcombe
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES, measure
from analytics.measures.cube import cube_of
from analytics.records.codes import read_code_lists
from analytics.records.current import current_records
from analytics.records.folder import DataFolder


def cells_of(measure_id, *rows):
    """Cells by year and sex: (year, sex, numerator, denominator, status)."""
    frame = pd.DataFrame(rows, columns=["year", "sex", "numerator", "denominator", "status"])
    value = [top if bottom is None else (top / bottom if top is not None else None) for top, bottom in zip(frame["numerator"], frame["denominator"], strict=True)]  # fmt: skip
    frame.insert(0, "measure", measure_id)
    return frame.assign(value=pd.array(value, dtype="Float64"))


def only(changes):
    assert len(changes) == 1
    return changes.iloc[0].to_dict()


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17: 873-890, Table II, method 10, examples (a) to (h).
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_interval_is_that_of_newcombe_1998(after, before, low, high):
    assert newcombe(*after, *before) == pytest.approx((low, high), abs=5e-5)


def test_interval_turns_round_with_the_years():
    low, high = newcombe(48, 80, 56, 70)
    assert (low, high) == pytest.approx((-0.3339, -0.0524), abs=5e-5)


def test_a_change_carries_both_values_both_denominators_and_its_interval():
    row = only(compare(cells_of("women_share", (2014, "F", 48, 80, "normal"), (2015, "F", 56, 70, "normal"))))
    assert (row["before"], row["after"]) == (0.6, 0.8)
    assert (row["before_denominator"], row["after_denominator"]) == (80, 70)
    assert row["absolute"] == pytest.approx(0.2) and row["relative"] == pytest.approx(1 / 3)
    assert (row["low"], row["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (row["verdict"], row["reason"]) == ("comparable", "like_for_like")


def test_an_interval_that_contains_zero_is_not_enough_evidence():
    row = only(compare(cells_of("women_share", (2014, "F", 5, 100, "normal"), (2015, "F", 7, 100, "normal"))))
    assert (row["verdict"], row["reason"]) == ("with_care", "not_enough_evidence")


def family_of(*after_counts, status="normal"):
    """A family of groups: 100 of 400 in 2014, and so many of 400 in 2015."""
    rows = [(2014, str(place), 100, 400, "normal") for place in range(len(after_counts))]
    rows += [(2015, str(place), count, 400, status) for place, count in enumerate(after_counts)]
    return compare(cells_of("women_share", *rows))


def test_alone_an_interval_that_excludes_zero_is_a_change_and_among_many_it_may_not_be():
    alone = only(family_of(127))
    assert (alone["verdict"], alone["reason"], alone["family"]) == ("comparable", "like_for_like", 1)
    assert alone["p"] == alone["p_adjusted"] and alone["low"] > 0
    together = family_of(127, 100, 101, 99, 102, 98, 160)
    assert together["reason"].tolist() == ["not_after_adjustment", *["not_enough_evidence"] * 5, "like_for_like"]
    assert together["verdict"].tolist() == [*["with_care"] * 6, "comparable"]
    # By hand, Benjamini and Hochberg (1995): the second smallest of seven is multiplied by 7/2.
    assert together["p_adjusted"].iloc[0] == pytest.approx(together["p"].iloc[0] * 7 / 2)
    assert together["family"].tolist() == [7] * 7


def test_a_group_without_figures_for_both_years_is_not_of_the_family():
    rows = [(2014, "F", 48, 80, "normal"), (2015, "F", 56, 70, "normal"), (2015, "M", 10, 70, "normal")]
    changes = compare(cells_of("women_share", *rows))
    assert changes["family"].tolist() == [1, pd.NA] and changes["p"].isna().tolist() == [False, True]


def test_a_group_that_does_not_survive_keeps_the_stronger_reason_and_the_mark():
    changes = family_of(127, 100, 101, 99, 102, 98, 160, status="provisional")
    assert set(changes["reason"]) == {"provisional"}
    said = [wording.mark_change(row, measure("women_share"), ENGLISH) for row in changes.to_dict("records")]
    assert said[0] == "+6.8 points [ns]" and said[-1] == "+15.0 points"


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_the_reason_names_the_family_and_the_table_shows_the_adjusted_value(language):
    changes = family_of(127, 100, 101, 99, 102, 98, 160)
    named = wording.name_changes(changes, measure("women_share"), None, read_code_lists(DataFolder.at()), language)
    first = without_isolates(named["verdict_label"].iloc[0])
    assert "7" in first and "[ns]" in named["change_label"].iloc[0]
    assert [label.endswith("[ns]") for label in map(without_isolates, named["change_label"])] == [True] * 6 + [False]
    assert named["p_label"].iloc[0] and "0" in named["p_label"].iloc[-1]
    assert "{" not in " ".join([first, *named["p_label"], wording.say_all(changes, named, measure("women_share"), language)])  # fmt: skip


def test_counts_and_money_have_no_p_value():
    for measure_id in ("integrations", "funding_total", "funding_mean", "cheque_share"):
        changes = compare(ask(measure_id, by=["route", "year"]))
        assert changes[["p", "p_adjusted", "family"]].isna().all(axis=None)
        assert not {"not_enough_evidence", "not_after_adjustment"} & set(changes["reason"])


@pytest.mark.parametrize(
    ("status", "reason"),
    [("low_reliability", "low_reliability"), ("provisional", "provisional"), ("break", "break")],
)
def test_marks_of_either_year_are_with_care(status, reason):
    row = only(compare(cells_of("women_share", (2014, "F", 10, 100, "normal"), (2015, "F", 90, 100, status))))
    assert (row["verdict"], row["reason"], row["status"]) == ("with_care", reason, status)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(2015, "F", 7, 100, "normal")], "no_figure_before"),
        ([(2014, "F", 7, 100, "normal")], "no_figure_after"),
        ([(2014, "F", None, None, "confidential"), (2015, "F", 7, 100, "normal")], "confidential"),
    ],
)
def test_a_missing_side_says_no_change(rows, reason):
    row = only(compare(cells_of("women_share", *rows)))
    assert (row["verdict"], row["reason"]) == ("not_comparable", reason)
    assert all(pd.isna(row[name]) for name in ("absolute", "relative", "low", "high"))
    assert wording.say_change(row, measure("women_share"), ENGLISH) == ""


def test_counts_and_money_are_complete_and_have_no_interval():
    for measure_id in ("integrations", "funding_total", "funding_mean", "cheque_share"):
        row = only(compare(ask(measure_id, by="year")))
        assert pd.isna(row["low"]) and pd.isna(row["high"])


def test_nothing_is_relative_to_zero():
    row = only(compare(cells_of("integrations", (2014, "F", 0, None, "normal"), (2015, "F", 7, None, "normal"))))
    assert row["absolute"] == 7 and pd.isna(row["relative"])


def test_groups_keep_the_order_of_the_code_list():
    changes = compare(ask("integrations", by=["year", "route"]))
    assert changes["route"].tolist() == read_code_lists(DataFolder.at()).ids("routes")


def test_what_is_not_cells_by_year_is_refused():
    with pytest.raises(TypeError, match=r"reads cells, such as .* and not 'active_12m'"):
        compare("active_12m")
    with pytest.raises(ValueError, match="status"):
        compare(pd.DataFrame({"year": [2014], "value": [1]}))
    with pytest.raises(ValueError, match="by year"):
        compare(ask("integrations", by="route"))


ASSUMED = [
    {"id": "education", "where": {"year": [2015], "route": ["education", "apprenticeship"]}},
    {"id": "outcomes", "where": {"year": [2014]}, "measures": ["active_12m"]},
]


@pytest.mark.parametrize(
    ("measure_id", "row", "where", "rests"),
    [
        ("integrations", {}, {}, True),  # the total of all routes holds the assumed ones
        ("integrations", {"route": "education"}, {}, True),
        ("integrations", {"route": "job_placement"}, {}, False),
        ("integrations", {}, {"route": ["job_placement"]}, False),
        ("integrations", {}, {"route": ["job_placement", "apprenticeship"]}, True),
        ("integrations", {"sex": "F"}, {"route": ["micro_project"]}, False),
        ("active_12m", {"route": "job_placement"}, {}, True),
    ],
)
def test_only_a_filter_that_excludes_an_assumption_is_free_of_it(measure_id, row, where, rests):
    assert rests_on(ASSUMED, measure(measure_id), row, where, (2014, 2015)) is rests


def test_assumed_groups_of_the_demonstration_are_marked():
    records = current_records(DataFolder.at())
    changes = compare(ask("integrations", by=["year", "route"]), assumptions=records.assumptions)
    reasons = dict(zip(changes["route"], changes["reason"], strict=True))
    assert reasons["job_placement"] == "like_for_like" and reasons["education"] == "assumption"


CAUSAL = ["because of", "thanks to", "led to", "grâce à", "entraîn", "provoqu", "بفضل", "أدى إلى", "caused"]
RANKING = ["best", "worst", "top ", "meilleur", "pire", "الأفضل", "الأسوأ", "rank"]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("measure_id", [name for name, each in MEASURES.items() if "year" in each.dimensions])
def test_sentences_read_whole_and_claim_no_cause_and_no_rank(measure_id, language):
    cube = cube_of(current_records(DataFolder.at()))
    wanted = measure(measure_id)
    for by in [None, "sex", "education"]:
        changes = compare(ask(measure_id, by=["year", *([by] if by else [])], cube=cube))
        named = wording.name_changes(changes, wanted, by, cube.code_lists, language)
        text = without_isolates(wording.say_all(changes, named, wanted, language)).lower()
        text += without_isolates(say_headline(changes.iloc[0], wanted, language, by or ""))
        assert "{" not in text and "nan" not in text.split() and "<na>" not in text
        assert not [word for word in CAUSAL + RANKING if word in text]


def test_shares_change_by_points_and_counts_by_percent():
    row = only(compare(cells_of("women_share", (2014, "F", 48, 80, "normal"), (2015, "F", 56, 70, "normal"))))
    assert wording.say_change(row, measure("women_share"), ENGLISH) == "+20.0 points"
    row = only(compare(cells_of("integrations", (2014, "F", 933, None, "normal"), (2015, "F", 1719, None, "normal"))))
    assert wording.say_change(row, measure("integrations"), ENGLISH) == "+786 (+84%)"


def test_no_percentage_is_said_of_a_handful():
    row = only(compare(cells_of("integrations", (2014, "F", 1, None, "normal"), (2015, "F", 6, None, "normal"))))
    assert wording.say_change(row, measure("integrations"), ENGLISH) == "+5"
    row = only(compare(cells_of("integrations", (2014, "F", 30, None, "normal"), (2015, "F", 33, None, "normal"))))
    assert wording.say_change(row, measure("integrations"), ENGLISH) == "+3 (+10%)"


def test_a_rate_per_inhabitants_that_rests_on_a_handful_has_no_percentage():
    changes = compare(
        pd.DataFrame(
            [
                ("integrations_per_100k", 2014, "few", 2, 1_000_000, 0.2, "normal"),
                ("integrations_per_100k", 2015, "few", 4, 1_000_000, 0.4, "normal"),
                ("integrations_per_100k", 2014, "many", 200, 1_000_000, 20.0, "normal"),
                ("integrations_per_100k", 2015, "many", 400, 1_000_000, 40.0, "normal"),
            ],
            columns=["measure", "year", "city", "numerator", "denominator", "value", "status"],
        )
    )
    said = [wording.say_change(row, measure("integrations_per_100k"), ENGLISH) for row in changes.to_dict("records")]
    assert said == ["+0.2", "+20.0 (+100%)"]

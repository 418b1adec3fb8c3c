"""The audit finds what was forgotten: published frames that give a hidden number away."""

from math import inf

import pandas as pd
import pytest

from analytics.disclosure.audit import audit_tables
from analytics.disclosure.known import Known, know, know_change, know_share
from tests.disclosure_tables import count_tables, name_table

DIMENSIONS = {"sex": ("F", "M", "U"), "route": ("a", "b")}
COUNTS = [6, 40, 90, 300, 12, 20]
TABLES = [name_table("integrations", "sex"), name_table("integrations", "sex", "route"), name_table("integrations")]


def publish(*holes):
    """The tables with these cells hidden: (table, row)."""
    frames = count_tables(TABLES, DIMENSIONS, COUNTS)
    published = {name: frame.copy() for name, frame in frames.items()}
    for table, row in holes:
        published[TABLES[table].name].loc[row, ["numerator", "value"]] = pd.NA
        published[TABLES[table].name].loc[row, "status"] = "confidential"
    return frames, published


def audit(*holes, **options):
    frames, published = publish(*holes)
    return audit_tables(TABLES, frames, published, **options)


def test_a_single_hole_in_a_line_is_no_hole():
    found = audit((1, 0))
    assert found[["value", "low", "high", "required", "is_safe"]].values.tolist() == [[6, 6, 6, 3, False]]


def test_a_second_hole_in_the_line_is_filled_by_the_other_table_only_when_its_sum_is_shown():
    # women by route, with all women shown: 6 and 40 are 46, each from 1 to 45
    found = audit((1, 0), (1, 1))
    assert found[["low", "high", "is_safe"]].values.tolist() == [[1, 45, True], [1, 45, True]]
    # nothing of women is shown any more, and yet everybody else is: the sum is still told
    assert audit((1, 0), (1, 1), (0, 0))["high"].tolist() == [46, 45, 45]


def test_a_hole_is_filled_by_the_sum_that_another_dimension_tells():
    # No table shows everybody, but all routes are there: 46 women, 390 men and the unknown make what both routes make.
    tables = [name_table("integrations", "sex"), name_table("integrations", "route")]
    frames = count_tables(tables, DIMENSIONS, COUNTS)
    published = {name: frame.copy() for name, frame in frames.items()}
    published[tables[0].name].loc[0, ["numerator", "value"]] = pd.NA
    assert audit_tables(tables, frames, published)[["low", "high", "is_safe"]].values.tolist() == [[46, 46, False]]


def test_nothing_hidden_is_nothing_to_audit_and_the_columns_are_there():
    found = audit()
    assert len(found) == 0
    assert list(found.columns) == [
        "table", "measure", "sex", "route", "part", "reason", "value", "low", "high", "width", "required", "is_safe",
    ]  # fmt: skip


def test_a_figure_that_everybody_knows_narrows_the_range():
    found = audit((1, 0), (1, 1), known=[know("integrations", {"sex": "F", "route": "b"}, 38, 43)])
    assert found.loc[0, ["low", "high"]].tolist() == [3, 8]
    assert found.loc[0, "is_safe"] and found.loc[0, "width"] == 5


def test_a_range_known_by_fractions_ends_at_whole_people():
    # 46 women on two routes, and 2.4 to 7.5 of them are known to be on route a: whole people are 3 to 7, and 39 to 43.
    found = audit((1, 0), (1, 1), known=[know("integrations", {"sex": "F", "route": "a"}, 2.4, 7.5)])
    assert found[["low", "high", "width"]].values.tolist() == [[3, 7, 4], [39, 43, 4]]


def test_what_only_whole_people_prove_is_proved():
    # On route a, women and men are known to be 95.5 to 96.5 together, and the men 82.5 to 85.5 more: fractions leave 5 to 7
    # women. Whole people are 96 together and 83, 84 or 85 more; only 84 is even as 96 is, and leaves 6 women and 90 men.
    women, men = {"sex": "F", "route": "a"}, {"sex": "M", "route": "a"}
    terms = know("integrations", women, 0).terms + know("integrations", men, 0).terms
    known = [Known(terms, 95.5, 96.5), know_change("integrations", women, men, 82.5, 85.5)]
    found = audit((1, 0), (1, 1), (1, 2), (1, 3), known=known)
    assert found[["low", "high"]].values.tolist() == [[6, 6], [40, 40], [90, 90], [300, 300]]
    # The 90 are told by what is known alone: no hiding could keep them.
    assert found["is_safe"].tolist() == [False, False, True, False]


def test_a_cell_that_is_hidden_for_no_reason_of_its_own_needs_no_more_than_to_stay_unknown():
    found = audit((1, 0), (1, 1))
    assert found["reason"].tolist() == ["small_count", "secondary"]
    assert found["required"].tolist() == [3, 3]


def test_a_table_in_which_a_number_slipped_through_is_no_longer_hidden():
    frames, published = publish((0, 0), (1, 0))
    twice = name_table("integrations", "sex", route="a")
    frames[twice.name] = published[twice.name] = count_tables([twice], DIMENSIONS, COUNTS)[twice.name]
    found = audit_tables([*TABLES, twice], frames, published)
    assert found.loc[found["table"] == TABLES[1].name, ["low", "high", "is_safe"]].values.tolist() == [[6, 6, False]]


@pytest.mark.parametrize("people", [9, 10])
def test_a_range_that_begins_above_the_threshold_is_not_safe(people):
    counts = [people, 60, 90, 300, 12, 20]
    frames = count_tables(TABLES, DIMENSIONS, counts)
    published = {name: frame.copy() for name, frame in frames.items()}
    published[TABLES[1].name].loc[[0, 1], ["numerator", "value"]] = pd.NA
    found = audit_tables(TABLES, frames, published, [know("integrations", {"sex": "F", "route": "a"}, 4, 40)])
    assert found.loc[0, "is_safe"] and found.loc[0, "low"] == 4


def test_a_printed_percentage_means_all_that_rounds_to_it():
    # 3.44 with two decimals is 3.435 to 3.445 % of the denominator, 3.4 with one 3.35 to 3.45 %.
    for printed, decimals, edges in ((3.44, 2, (0.03435, 0.03445)), (3.4, 1, (0.0335, 0.0345))):
        least, most = know_share("return_to_prison_12m", {"year": 2015}, printed, decimals)
        for bound, edge in zip((least, most), edges, strict=True):
            assert [factor for _, factor in bound.terms] == pytest.approx([1, -edge], abs=1e-12)
        assert (least.low, least.high, most.low, most.high) == (0, inf, -inf, 0)

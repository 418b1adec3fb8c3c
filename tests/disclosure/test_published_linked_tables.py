"""Linked tables whose protection others published: our sets are no larger, our ranges are those that they print."""

import pandas as pd
import pytest

from analytics.disclosure.attack import Outsider
from analytics.disclosure.choosing import Requirement, choose
from tests.published_tables import hide, link_cross, link_tables, number


def choose_all(linked, most, width=1):
    """Hide every number up to `most`, and what else is needed: (cells hidden in all tables, what the outsider reads)."""
    small = [each for each in range(len(linked.quantities)) if linked.values[each] <= most]
    groups, chosen, _ = hide(linked, small)
    choice = choose(Outsider(linked), groups, [Requirement(each, width) for each in small], chosen)
    assert choice.is_smallest
    return sum(len(groups.cells[group]) for group in choice.groups), Outsider(linked).read(groups.hide(choice.groups))


# easySdcTable (statisticsnorway/ssb-easysdctable), which calls sdcTable: its data set z2, printed in
# articles/easySdcTableVignette.md; eleven regions by four kinds of income, within counties (fylke) and within groups of
# regions (kostragr): two hierarchies over the same regions, and so two linked tables.
KINDS = ("other", "work", "benefit", "insurance")
Z2 = """
    A  1 300 11 11 55 36
    B  4 300  7  1 29 18
    C  5 300  5  8 35 25
    D  5 300 13  2 17 13
    E  6 300  9 14 63 52
    F  6 300 12  9 24 22
    G  8 300  6  4 22  8
    H  8 300  9  3 38 15
    I  1 400  3  0  9  2
    J 10 400  9  0 32 20
    K 10 400  4  2 18 11
"""
PLACES = ("city", "region", "centre_status")


def link_z2(places):
    lines = [line.split() for line in Z2.split("\n") if line.strip()]
    people = pd.DataFrame(
        [(*line[:3], kind, int(count)) for line in lines for kind, count in zip(KINDS, line[3:], strict=True)],
        columns=[*PLACES, "sector", "numerator"],
    )
    divided = [(), ("sector",), *((place,) for place in places), *((place, "sector") for place in places)]
    return link_tables("integrations", people, divided, nesting=[people[list(PLACES)].drop_duplicates()])


# How many cells each method hides: comparison/“Comparison of suppression methods while developing easySdcTable ver.
# 0.8.0.md”, lines z2, protectZeros FALSE; the first number is that of its best method, of which it proves no cell.
@pytest.mark.parametrize(
    ("places", "most", "hidden"),
    [(PLACES[:2], 2, (16, 20)), (PLACES[:2], 10, (35, 38)), (PLACES, 2, (20, 28, 31)), (PLACES, 10, (44, 47))],
)
def test_easysdctable_one_table_and_two_linked_ones_need_no_more_cells_than_its_best_method_hides(places, most, hidden):
    cells, _ = choose_all(link_z2(places), most)
    assert cells <= min(hidden)


# The same vignette prints what sdcTable's SIMPLEHEURISTIC hides of the two linked tables, maxN = 2: 28 cells.
PRINTED = {
    "city": {"A": "oi", "B": "owi", "C": "ow", "D": "ow", "G": "wi", "H": "wi", "I": "oi", "K": "owi"},
    "region": {"4": "owi", "10": "owi"},
    "centre_status": {"300": "ow", "400": "ow"},
}


def test_easysdctable_what_sdctable_hides_of_two_linked_tables_tells_none_of_the_small_ones():
    linked = link_z2(PLACES)
    named = {kind[0]: kind for kind in KINDS}
    holes = [
        number(linked, "integrations", sector=named[letter], **{place: code})
        for place, lines in PRINTED.items() for code, letters in lines.items() for letter in letters
    ]  # fmt: skip
    assert len(holes) == 28
    _, _, hidden = hide(linked, holes)
    attack = Outsider(linked).read(hidden)
    small = [each for each in range(len(linked.quantities)) if linked.values[each] <= 2]
    ranges = [attack.limits(each) for each in small]
    assert all(low < high for low, high in ranges)


# GaussSuppression (statisticsnorway/ssb-gausssuppression), articles/Linked_table_suppression.md: age × EU × year, linked
# with country × year; ones and twos are hidden. Printed as suppressed, tables 3 and 4 there: sixteen cells, eighteen where
# every range must be 4 wide, of which the totals of 2015 and of 2016 stand in both tables; and the ranges, lo_1 to up_1
# and lo to up. Amounts may be nothing, as in its linear program; years are named as levels of education, which are worth
# no more than other margins.
COUNTRIES = {"Spain": "EU", "Portugal": "EU", "Iceland": "nonEU"}
PEOPLE = [
    ("young", "Spain", "2014", 6), ("young", "Iceland", "2014", 8), ("old", "Spain", "2014", 9),
    ("old", "Portugal", "2014", 1), ("young", "Iceland", "2015", 2), ("old", "Spain", "2015", 4),
    ("old", "Portugal", "2015", 3), ("young", "Spain", "2016", 7), ("young", "Iceland", "2016", 2),
    ("young", "Portugal", "2016", 2),
]  # fmt: skip


def link_countries():
    rows = pd.DataFrame(PEOPLE, columns=["age_group", "city", "education", "numerator"])
    rows["region"] = rows["city"].map(COUNTRIES)
    divided = [
        (), ("age_group",), ("region",), ("education",), ("age_group", "region"), ("age_group", "education"),
        ("region", "education"), ("age_group", "region", "education"), ("city",), ("city", "education"),
    ]  # fmt: skip
    return link_tables("funding_total", rows, divided, nesting=[rows[["city", "region"]].drop_duplicates()])


@pytest.mark.parametrize(("width", "printed", "portugal"), [(1, 16, (0, 3)), (4, 18, (0, 6))])
def test_gausssuppression_a_three_way_table_and_its_linked_one_have_the_printed_ranges(width, printed, portugal):
    linked = link_countries()
    cells, attack = choose_all(linked, 2, width)
    assert cells <= printed - 2
    for year, country, limits in [
        ("2014", "Portugal", portugal), ("2016", "Portugal", portugal), ("2015", "Iceland", (0, 4)),
        ("2016", "Iceland", (0, 4)),
    ]:  # fmt: skip
        assert attack.limits(number(linked, "money", city=country, education=year)) == pytest.approx(limits)


# easySdcTable, articles/singletonsAndZeros.md: “it is easy to reveal that both the suppressed numbers in the first row must
# be 1”. Up to 3 is sensitive, zeros are shown; its last tables (s1aGauss, s1bGauss) hide 9 and 10 cells.
ONES = {"a": {"r1": (0, 1, 7, 1, 0), "r2": (2, 0, 0, 2, 8)}, "b": {"r1": (1, 1, 7, 1, 0), "r2": (1, 0, 0, 2, 8)}}


@pytest.mark.parametrize(("data", "holes", "hidden"), [("a", "BM", 9), ("b", "ABM", 10)])
def test_easysdctable_hidden_ones_are_told_by_their_sum_unless_something_larger_is_hidden_with_them(
    data, holes, hidden
):
    linked = link_cross("integrations", "sector", ("region", tuple("ABHMW")), ONES[data])
    ones = [number(linked, "integrations", sector="r1", region=letter) for letter in holes]
    _, _, alone = hide(linked, [each for each in range(len(linked.quantities)) if linked.values[each] <= 3])
    assert [Outsider(linked).read(alone).limits(each) for each in ones] == [(1, 1)] * len(ones)
    cells, attack = choose_all(linked, 3)
    assert cells <= hidden
    ranges = [attack.limits(each) for each in ones]
    assert all(low < high for low, high in ranges)


# sdcTable, tests/testthat/test-protectTable.r: regions a, b, b, c; ones are sensitive. Without looking for singletons no
# further cell is hidden; “sum(p_simple2@results$sdcStatus == "x"), 1” with it: b, the only one there is.
def test_sdctable_two_ones_are_told_by_their_sum_and_one_more_cell_is_enough():
    rows = pd.DataFrame({"region": list("abc"), "numerator": [1, 2, 1]})
    linked = link_tables("integrations", rows, [("region",), ()])
    cells, attack = choose_all(linked, 1)
    assert cells == 2 + 1
    assert attack.limits(number(linked, "integrations", region="a")) == (1, 2)

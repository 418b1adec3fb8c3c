"""Which dimensions are crossed: only those that some circle of tables ties together."""

import pytest

from analytics.disclosure.cliques import find_cliques, join_cliques


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], [()]),
        ([("year",)], [("year",)]),
        ([("year", "route"), ("year", "sex")], [("route", "year"), ("sex", "year")]),
        ([("year",), ("year", "sex")], [("sex", "year")]),
        # three tables, each of two of three: together they say something of all three
        ([("age", "sex"), ("route", "sex"), ("age", "route")], [("age", "route", "sex")]),
    ],
)
def test_tables_are_crossed_no_further_than_they_tie(groups, expected):
    assert find_cliques(groups) == expected


def test_a_circle_of_four_is_closed_by_one_cross():
    cliques = find_cliques([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")])
    assert sorted(map(len, cliques)) == [3, 3]
    (edge,) = join_cliques(cliques)
    assert len(edge[2]) == 2


def test_cliques_without_anything_in_common_still_agree_on_the_total():
    assert join_cliques([("a",), ("b",)]) == [(0, 1, ())]

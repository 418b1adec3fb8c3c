"""What is written down of little tables before anybody attacks them, told number by number."""

import numpy as np
import pytest

from analytics.disclosure.known import know
from analytics.disclosure.linked import link
from analytics.disclosure.quantities import INTEGRATIONS, Quantity
from analytics.errors import IdmajError
from tests.disclosure_tables import count_tables, name_table

DIMENSIONS = {"sex": ("F", "M"), "route": ("education", "placement", "micro_project")}
# Nobody of both last routes: a combination that no table has a cell for.
COUNTS = [[3, 5, 0], [7, 11, 13]]
CROSSED = [name_table("integrations", *by) for by in (("sex", "route"), ("sex",), ("route",), ())]


def link_counts(tables=CROSSED, known=(), counts=COUNTS, change=None):
    frames = count_tables(tables, DIMENSIONS, counts)
    if change:
        change(frames)
    return link(tables, frames, known)


def quantity(**codes):
    return Quantity.of(INTEGRATIONS, {name: frozenset([code]) for name, code in codes.items()})


def numbers_of(linked, *groups):
    return [linked.number(quantity(**codes)) for codes in groups]


def test_each_number_stands_once_with_what_the_tables_show():
    linked = link_counts()
    assert len(linked.quantities) == len(linked.values) == 5 + 2 + 3 + 1
    women, education, both, all_of_them = numbers_of(
        linked, {"sex": "F"}, {"route": "education"}, {"sex": "F", "route": "education"}, {}
    )
    assert linked.values[[women, education, both, all_of_them]].tolist() == [8, 10, 3, 39]
    assert linked.number(quantity(sex="F", route="micro_project")) is None


def test_a_number_is_divided_by_each_dimension_that_it_has_not_and_by_no_other():
    linked = link_counts()
    women, men, education, placement, micro, all_of_them = numbers_of(
        linked, {"sex": "F"}, {"sex": "M"}, *({"route": name} for name in DIMENSIONS["route"]), {}
    )
    assert set(map(frozenset, linked.divided[all_of_them])) == {
        frozenset([women, men]), frozenset([education, placement, micro])
    }  # fmt: skip
    # The combination that has nobody is no part of it.
    of_women = numbers_of(linked, *({"sex": "F", "route": name} for name in ("education", "placement")))
    assert set(map(frozenset, linked.divided[women])) == {frozenset(of_women)}
    (cell,) = numbers_of(linked, {"sex": "M", "route": "education"})
    assert linked.divided[cell] == ()
    for number, sets in enumerate(linked.divided):
        for parts in sets:
            assert linked.values[list(parts)].sum() == linked.values[number]


def test_a_number_whose_parts_are_not_all_asked_is_not_divided():
    linked = link_counts([CROSSED[0], CROSSED[3]])
    (all_of_them,) = numbers_of(linked, {})
    assert linked.divided[all_of_them] == ()


def test_a_sum_over_atoms_is_the_number_of_every_table():
    linked = link_counts()
    sizes = {}
    for number, atoms in enumerate(linked.atoms):
        if linked.divided[number] == ():  # a cell of the cross: its atoms are those of nobody else
            sizes |= dict.fromkeys(atoms.tolist(), 0.0)
            sizes[atoms.tolist()[0]] = linked.values[number]
    for number, atoms in enumerate(linked.atoms):
        possible = [atom for atom in atoms.tolist() if linked.is_possible[atom]]
        assert sum(sizes[atom] for atom in possible) == linked.values[number]
    assert not linked.is_possible.all() and not linked.is_money.any()


def test_a_cell_has_a_record_whether_its_number_is_shown_or_not():
    def hide(frames):
        frame = frames[CROSSED[1].name]
        frame[["numerator", "value"]] = frame[["numerator", "value"]].astype("Int64")
        frame.loc[0, ["numerator", "value"]] = None

    linked = link_counts([CROSSED[1], CROSSED[3]], change=hide)
    women, men, all_of_them = numbers_of(linked, {"sex": "F"}, {"sex": "M"}, {})
    assert np.isnan(linked.values[women]) and linked.values[[men, all_of_them]].tolist() == [31, 39]
    assert linked.least[[women, men, all_of_them]].tolist() == [1, 1, 1]
    assert [cell.is_hidden for cell in linked.cells] == [True, False, False]
    assert [(cell.table, cell.row) for cell in linked.cells] == [(CROSSED[1], 0), (CROSSED[1], 1), (CROSSED[3], 0)]


def test_the_rest_of_a_denominator_is_what_the_numerator_leaves():
    tables = [name_table("women_share", "route"), name_table("women_share")]
    linked = link_counts(tables)
    (whole,) = (cell for cell in linked.cells if cell.table is tables[1])
    assert linked.values[whole.parts["numerator"]] == 8 and linked.values[whole.parts["denominator"]] == 39
    assert np.isnan(linked.values[whole.rest]) and linked.truth[whole.rest] == 31
    assert [cell.rest for cell in link_counts().cells] == [None] * 11


def test_what_everybody_knows_to_the_last_one_is_given_and_a_range_is_a_row():
    exact, between = know("integrations", {"sex": "F"}, 8), know("integrations", {"sex": "M"}, 30, 40)
    linked = link_counts([CROSSED[3]], [exact, between])
    women, men, all_of_them = numbers_of(linked, {"sex": "F"}, {"sex": "M"}, {})
    assert linked.given[[women, men, all_of_them]].tolist() == [True, False, False]
    ends = list(zip(linked.fixed.low.tolist(), linked.fixed.high.tolist(), strict=True))
    assert (8, 8) in ends and (30, 40) in ends
    row = ends.index((30, 40))
    of_row = linked.fixed.row == row
    assert sorted(linked.fixed.atom[of_row].tolist()) == sorted(linked.atoms[men].tolist())
    assert set(linked.fixed.factor[of_row].tolist()) == {1.0}
    # There may be others of whose sex nobody printed a number.
    assert linked.divided[all_of_them] == ()


def test_two_tables_that_show_another_number_of_the_same_are_refused():
    def contradict(frames):
        frames[CROSSED[3].name]["numerator"] += 1

    # What the share of women is a share of is shown by the other table too.
    again = [name_table("women_share"), name_table("integrations", sex=["F", "M"])]

    def contradict_again(frames):
        frames[again[1].name]["numerator"] += 1

    link_counts(again)
    with pytest.raises(IdmajError, match="contradicts another table"):
        link_counts(again, change=contradict_again)
    # One that only the sums contradict is for whoever attacks to find.
    link_counts(change=contradict)

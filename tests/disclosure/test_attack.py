"""What an outsider proves of little systems of sums, beside every whole number that agrees with what he sees, tried one by one."""

from dataclasses import dataclass, replace
from itertools import product
from math import ceil, floor, inf
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analytics.disclosure import solver
from analytics.disclosure.attack import Outsider
from analytics.disclosure.linked import Linked, Rows
from analytics.disclosure.quantities import INTEGRATIONS, MONEY, Quantity
from analytics.errors import IdmajError

MANY = settings(
    max_examples=150, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@dataclass(frozen=True)
class System:
    """Sums of unknowns: `sums` says for each which it adds up, `truth` what the unknowns are, `is_hidden` which sums are not
    shown; `floors`: hidden sums known to be at least one; `fixed`: (factors, low, high) that everybody knows; `empty`: the
    unknowns known to be nothing."""

    sums: tuple[tuple[int, ...], ...]
    truth: tuple[int, ...]
    is_hidden: tuple[bool, ...]
    floors: frozenset[int] = frozenset()
    fixed: tuple[tuple[tuple[float, ...], float, float], ...] = ()
    empty: frozenset[int] = frozenset()
    money: frozenset[int] = frozenset()

    @property
    def values(self):
        return np.array([sum(self.truth[atom] for atom in atoms) for atoms in self.sums], dtype=float)

    @property
    def weights(self):
        return np.array([[float(atom in atoms) for atom in range(len(self.truth))] for atoms in self.sums])

    def attack(self):
        entries = [(row, atom, factor) for row, (factors, _, _) in enumerate(self.fixed)
                   for atom, factor in enumerate(factors) if factor]  # fmt: skip
        rows = [
            np.array([entry[place] for entry in entries], dtype=kind) for place, kind in enumerate((int, int, float))
        ]
        limits = [np.array([each[place] for each in self.fixed], dtype=float) for place in (1, 2)]
        least = np.array([float(place in self.floors) for place in range(len(self.sums))])
        is_money = np.array([atom in self.money for atom in range(len(self.truth))])
        linked = Linked(
            quantities=tuple(Quantity.of(MONEY if set(atoms) & self.money else INTEGRATIONS) for atoms in self.sums),
            atoms=tuple(np.array(atoms, dtype=np.int64) for atoms in self.sums),
            values=self.values, truth=self.values, least=least, given=np.zeros(len(self.sums), dtype=bool),
            fixed=Rows(*rows, *limits), is_possible=np.array([atom not in self.empty for atom in range(len(self.truth))]),
            is_money=is_money, divided=tuple(() for _ in self.sums), cells=(), _blocks=None, _numbers={},
        )  # fmt: skip
        return Outsider(linked).read(np.array(self.is_hidden))

    def known(self):
        """Everything that is known, as rows between low and high, written without the code under test."""
        rows = list(zip(self.weights, self.values, self.values, strict=True))
        shown = [row for row, is_hidden in zip(rows, self.is_hidden, strict=True) if not is_hidden]
        floors = [(self.weights[place], 1.0, inf) for place in sorted(self.floors) if self.is_hidden[place]]
        nothing = [(np.eye(len(self.truth))[atom], 0.0, 0.0) for atom in sorted(self.empty)]
        return [*shown, *floors, *nothing, *((np.array(each[0]), *each[1:]) for each in self.fixed)]

    def agreeing(self):
        """Every way to be that agrees with all of it, one a row; the first sum is of all and shown, so there is an end."""
        most = int(self.values[0])
        every = np.array(list(product(range(most + 1), repeat=len(self.truth))))
        for weights, low, high in self.known():
            amounts = every @ weights
            every = every[(amounts >= low - 1e-9) & (amounts <= high + 1e-9)]
        return every

    def end(self, number, sign):
        """The lowest (1) or highest (-1) value of a sum by a linear program of its own."""
        rows = self.known()
        above = [(row, high) for row, low, high in rows if high < inf] + [
            (-row, -low) for row, low, _ in rows if low > -inf
        ]
        matrix, limits = np.array([row for row, _ in above]), np.array([limit for _, limit in above])
        found = linprog(sign * self.weights[number], A_ub=matrix, b_ub=limits, bounds=(0, None))
        assert found.status == 0
        return sign * found.fun


@st.composite
def systems(draw, with_more=True):
    """Three to five unknowns of nought to three; their total, and sums of some of them, shown or hidden."""
    count = draw(st.integers(3, 5))
    truth = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count).filter(lambda each: 0 < sum(each) <= 7))
    some = st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1)
    others = draw(st.lists(some, min_size=2, max_size=6, unique_by=lambda each: tuple(sorted(each))))
    sums = (tuple(range(count)), *(tuple(sorted(each)) for each in others))
    is_hidden = (False, *draw(st.lists(st.booleans(), min_size=len(others), max_size=len(others))))
    made = System(sums, tuple(truth), is_hidden)
    if not with_more:
        return made
    floors = {
        place for place in range(len(sums)) if is_hidden[place] and made.values[place] > 0 and draw(st.booleans())
    }
    empty = {atom for atom in range(count) if truth[atom] == 0 and draw(st.booleans())}
    fixed = []
    for _ in range(draw(st.integers(0, 2))):
        factors = draw(st.lists(st.sampled_from((-1.0, 0.0, 1.0, 2.0)), min_size=count, max_size=count).filter(any))
        holds = float(np.dot(factors, truth))
        fixed.append(
            (
                tuple(factors),
                *draw(st.sampled_from(((holds, holds), (holds - 1, inf), (-inf, holds + 1), (holds, holds + 2)))),
            )
        )
    return replace(made, floors=frozenset(floors), empty=frozenset(empty), fixed=tuple(fixed))


@MANY
@given(systems())
def test_no_more_and_no_less_is_proved_than_every_agreeing_whole_number_allows(system):
    attack, every = system.attack(), system.agreeing()
    assert len(every)
    for number in range(len(system.sums)):
        possible = every @ system.weights[number]
        assert attack.limits(number) == (possible.min(), possible.max()), number


@settings(MANY, max_examples=60)
@given(systems())
def test_whole_numbers_aside_the_ends_are_those_of_a_linear_program(system):
    attack = system.attack()
    for number, sign in product(range(len(system.sums)), (1, -1)):
        bound = attack.bound(number, sign < 0)
        assert bound.value == pytest.approx(system.end(number, sign), abs=1e-6)
        assert bound.is_highest == (sign < 0)
        # What agrees with this end agrees with everything that is shown.
        told = np.isfinite(bound.amounts) & ~np.array(system.is_hidden)
        assert bound.amounts[told] == pytest.approx(system.values[told], abs=1e-6)
        whole = attack.limits(number, wide=0.0)
        assert whole == (ceil(attack.bound(number, False).value - 1e-5), floor(attack.bound(number, True).value + 1e-5))


@settings(MANY, max_examples=15)
@given(systems(with_more=False))
def test_an_end_is_its_prices_times_what_is_shown_and_moves_with_it_as_they_say(system):
    attack = system.attack()
    for number, is_highest in product(range(len(system.sums)), (False, True)):
        bound = attack.bound(number, is_highest)
        assert not bound.prices[np.array(system.is_hidden)].any()
        assert bound.prices @ system.values == pytest.approx(bound.value, abs=1e-6)
        # Prices hold for other truths too, as a bound: no linear program is needed to see that.
        for atom in range(len(system.truth)):
            more = replace(system, truth=tuple(each + (place == atom) for place, each in enumerate(system.truth)))
            moved, claimed = more.attack().bound(number, is_highest).value, bound.prices @ more.values
            assert moved <= claimed + 1e-6 if is_highest else moved >= claimed - 1e-6


def triangles(*more, truth=()):
    """Twice three unknowns, any two of three in a shown sum of 1 with a third that fills it up: by halves all six may be 3
    together, in whole numbers 2. Then the sum of the six, which is hidden, and `more` of sums, the last of which is too."""
    sums = []
    for first in (0, 6):
        sums += [(first, first + 1, first + 3), (first + 1, first + 2, first + 4), (first, first + 2, first + 5)]
    six = (0, 1, 2, 6, 7, 8)
    is_hidden = [False] * (6 + len(more) - 1) + [True] if more else [False] * 6
    of_each = (1, 0, 0, 0, 1, 0)
    return System((*sums, *more, six), (*of_each, *of_each, *truth), (*is_hidden, True))


def test_where_fractions_reach_further_whole_numbers_are_searched():
    attack = triangles().attack()
    low, high = (attack.bound(6, is_highest) for is_highest in (False, True))
    assert (low.value, high.value) == (0, 3) and low.is_whole and not high.is_whole
    assert attack.limits(6) == (0, 2)
    # A range that is wide enough for the rules is not searched.
    assert attack.limits(6, wide=3.0) == (0, 3) and attack.limits(6, wide=3.5) == (0, 2)


def test_what_is_settled_already_is_part_of_what_is_searched():
    attack = triangles((12,), (0, 1, 2, 6, 7, 8, 12), truth=(5,)).attack()
    assert attack.limits(7) == (5, 7) and attack.limits(8) == (0, 2)


def test_a_bound_that_everybody_knows_holds_in_the_search_too():
    """The three of the first are at least 1 together: then so are the six."""
    system = triangles()
    high = replace(system, fixed=((tuple([1.0] * 3 + [0.0] * 3 + [0.0] * 6), 1.0, inf),))
    assert high.attack().limits(6) == (1, 2)


def test_money_is_bounded_by_fractions_and_never_searched():
    """Of 6 dirhams over three unknowns two sums of 3 are shown, and that twice the first is the third or up to a half more
    or less: the third is 3, and the first between 1.25 and 1.75."""
    attack = System(
        ((0, 1, 2), (0, 1), (2,), (0,), (1,)), (1.5, 1.5, 3.0), (False, False, True, True, True),
        fixed=(((2.0, 0.0, -1.0), -0.5, 0.5),), money=frozenset((0, 1, 2)),
    ).attack()  # fmt: skip
    assert attack.limits(2) == pytest.approx((3, 3))
    assert attack.limits(3) == attack.limits(4) == pytest.approx((1.25, 1.75))


def test_without_a_shown_sum_there_is_no_highest_value():
    system = System(((0, 1), (0,), (1,)), (3, 4), (True, True, False))
    attack = system.attack()
    assert attack.limits(0) == (4, inf) and attack.limits(1) == (0, inf) and attack.limits(2) == (4, 4)
    assert attack.bound(1, True).amounts is None and not attack.bound(1, True).prices.any()


@pytest.mark.parametrize(
    "values",
    [
        # 3 and 4 are not 8; 2 of a part of 1; and a floor where there is nothing.
        {"sums": ((0, 1), (0,), (1,)), "told": (8, 3, 4)},
        {"sums": ((0, 1), (0,), (0, 1)), "told": (1, 2, 1)},
    ],
)
def test_tables_that_contradict_each_other_are_refused(values):
    system = System(values["sums"], (0, 0), (False, False, False))
    attack_of = Outsider(replace(system.attack().linked, values=np.array(values["told"], dtype=float)))
    with pytest.raises(IdmajError, match="contradict"):
        attack_of.read(np.array([False, False, False])).bound(0, False)


def test_sums_told_by_their_parts_change_nothing_and_prices_lie_on_the_parts():
    """A shown total whose parts are shown is no equation of its own: what is proved stays, on the parts' account."""
    system = System(((0, 1, 2, 3), (0, 1), (2, 3), (0, 2), (0,)), (1, 2, 3, 4), (False, False, False, False, True))
    plain = system.attack()
    told = Outsider(replace(plain.linked, divided=(((1, 2),), (), (), (), ()))).read(np.array(system.is_hidden))
    assert told.limits(4) == plain.limits(4) == (0, 3)
    assert 0 not in told.equal_of and 0 in plain.equal_of
    hidden = replace(system, is_hidden=(False, True, False, False, True)).attack()
    again = Outsider(replace(hidden.linked, divided=(((1, 2),), (), (), (), ()))).read(hidden.hidden)
    # A part that is hidden tells nothing: the total stays an equation.
    assert 0 in again.equal_of and again.limits(1) == (3, 3)


def test_without_the_solver_that_goes_on_the_one_that_starts_anew_finds_the_same():
    system = System(
        ((0, 1, 2, 3), (0, 1), (1, 2), (0,), (1,), (3,)), (1, 2, 3, 1), (False, False, False, True, True, True)
    )
    held = replace(system, floors=frozenset((4,)))
    for each in (system, held):
        first, second = each.attack(), each.attack()
        for number, is_highest in product(range(len(each.sums)), (False, True)):
            one = first.bound(number, is_highest)
            with patch.object(solver, "find_highs", lambda: None):
                other = second.bound(number, is_highest)
            assert other.value == pytest.approx(one.value)
            if not each.floors:
                assert other.prices @ each.values == pytest.approx(one.prices @ each.values)
    unbounded = replace(system, is_hidden=(True,) * 6)
    with patch.object(solver, "find_highs", lambda: None):
        assert unbounded.attack().limits(0) == (0, inf)


def test_the_price_of_a_number_that_an_equation_tells_by_halves_is_a_half():
    """Everybody knows that the first is twice the second: who sees the first knows half of it."""
    system = System(((0, 1, 2), (0,), (1,)), (2, 1, 3), (False, False, True), fixed=(((1.0, -2.0, 0.0), 0.0, 0.0),))
    for is_highest in (False, True):
        bound = system.attack().bound(2, is_highest)
        assert bound.value == 1 and bound.prices == pytest.approx([0, 0.5, 0])


def test_at_least_one_is_no_row_of_its_own_where_a_part_is_at_least_one():
    system = System(((0, 1, 2), (0, 1), (0,), (1,)), (1, 2, 3), (False, True, True, True))
    divided = ((), ((2, 3),), (), ())
    for floors, rows in (((1, 2), 1), ((1,), 1), ((1, 2, 3), 2), ((2, 3), 2)):
        plain = replace(system, floors=frozenset(floors)).attack()
        told = Outsider(replace(plain.linked, divided=divided)).read(plain.hidden)
        assert told.below.shape[0] == rows
        assert [told.limits(number) for number in range(4)] == [plain.limits(number) for number in range(4)]


def test_where_the_search_finds_nothing_the_range_is_told_no_wider_than_to_the_truth():
    attack = triangles().attack()
    with patch("scipy.optimize.milp", lambda *_, **__: SimpleNamespace(x=None)):
        assert attack.limits(6) == (0, 2)
    unknown = triangles().attack()
    values = unknown.linked.values.copy()
    values[6] = np.nan
    of_unknown = Outsider(replace(unknown.linked, values=values)).read(unknown.hidden)
    with patch("scipy.optimize.milp", lambda *_, **__: SimpleNamespace(x=None)):
        assert of_unknown.limits(6) == (0, 3)

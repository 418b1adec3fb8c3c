"""What do published tables say together? One system of equations over everything they count.

Cells of all tables, the same number in two of them once; margins, totals that tables share, both years and their sum,
numerators within denominators, and figures that everybody knows: all follow from what each number counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan, nan

import numpy as np
import pandas as pd

from analytics.disclosure.atoms import Blocks
from analytics.disclosure.families import Family, cross_families, find_limits
from analytics.disclosure.known import Known
from analytics.disclosure.quantities import AWARDS, MONEY, Box, Quantity, quantities_of
from analytics.disclosure.tables import Table
from analytics.errors import IdmajError
from analytics.language import message
from analytics.measures.asking import code_of

SAME = 0.005  # amounts are compared to the cent


@dataclass(frozen=True)
class Cell:
    """A cell of a table: the row of its frame, which quantity each part is that it shows, and which is the rest of its
    denominator (who did not return to prison) where that is a count of people. `is_hidden`: it came without numbers."""

    table: Table
    row: int
    parts: Mapping[str, int]
    rest: int | None
    is_hidden: bool


@dataclass(frozen=True)
class Rows:
    """Rows of equations over the atoms: row, atom and factor of every entry; each row lies between low and high."""

    row: np.ndarray
    atom: np.ndarray
    factor: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Linked:
    """The system: quantities by number, and the atoms that each is the sum of.

    values: what each quantity is, NaN where no table shows it; truth: the same, and the rests of denominators; least: what
    everybody knows it to be at least; given: is it known to everybody, whatever the tables show? fixed: rows that hold
    whatever is hidden. is_possible: can the atom have records at all? is_money: is it an amount, and no whole number?
    divided: for each quantity the sets of others that add up to it, one set a dimension.
    """

    quantities: tuple[Quantity, ...]
    atoms: tuple[np.ndarray, ...]
    values: np.ndarray
    truth: np.ndarray
    least: np.ndarray
    given: np.ndarray
    fixed: Rows
    is_possible: np.ndarray
    is_money: np.ndarray
    divided: tuple[tuple[tuple[int, ...], ...], ...]
    cells: tuple[Cell, ...]
    _blocks: Blocks
    _numbers: Mapping[tuple, int]

    def number(self, quantity: Quantity) -> int | None:
        """Which number has this quantity? None where the system does not hold it."""
        return self._numbers.get(_key(quantity, self._blocks))


def link(
    tables: Sequence[Table],
    frames: Mapping[str, pd.DataFrame],
    known: Sequence[Known] = (),
    nesting: Sequence[pd.DataFrame] = (),
) -> Linked:
    """Which equations hold between all the numbers of these tables?

    frames: table name → its cells, as `ask` gives them: a combination that is not there is zero, one that is there has a
    record. known: figures that everybody has. nesting: frames of codes that go together, such as every city with its
    region: nothing else can occur.

    Raises UnknownName (a measure whose records are not known), RefusedQuestion (tables that cross too much together) and
    IdmajError (tables that contradict each other).
    """
    linking = _Linking([frame.astype(str) for frame in nesting])
    shown = [
        (table, row, _box(table, frames[table.name], row)) for table in tables for row in range(len(frames[table.name]))
    ]
    linking.cross(tables, [box for _, _, box in shown], known)
    for table, row, box in shown:
        linking.add_cell(table, frames[table.name], row, box)
    for table in tables:
        linking.find_empty(table, frames[table.name])
    for each in known:
        linking.add_known(each)
    return linking.finish()


def _filters(table: Table) -> Box:
    return {name: frozenset(codes) for name, codes in table.where.items()}


def _box(table: Table, frame: pd.DataFrame, row: int) -> Box:
    """Which codes does a cell of this table stand for?"""
    box = dict(_filters(table))
    for name in table.by:
        code = frozenset({code_of(frame[name].iloc[row])})
        box[name] = box[name] & code if name in box else code
    return box


def _key(quantity: Quantity, blocks: Blocks) -> tuple:
    found = blocks.find(dict(quantity.box))
    return quantity.family, tuple(sorted((name, tuple(sorted(each))) for name, each in found.items()))


class _Linking:
    """What is gathered on the way to a system."""

    def __init__(self, nesting: Sequence[pd.DataFrame]) -> None:
        self.nesting = nesting
        self.numbers: dict[tuple, int] = {}
        self.quantities: list[Quantity] = []
        self.atoms: list[np.ndarray] = []
        self.values: list[float] = []
        self.least: list[float] = []
        self.given: set[int] = set()
        self.empty: list[np.ndarray] = []
        self.known: list[tuple[list[tuple[np.ndarray, float]], float, float]] = []
        self.cells: list[Cell] = []

    def cross(self, tables: Sequence[Table], boxes: Iterable[Box], known: Sequence[Known]) -> None:
        """Make the atoms of every family that is asked about."""
        asked = [each for table in tables for each in quantities_of(table.measure, _filters(table)).values()]
        asked += [quantity for each in known for quantity, _ in each.terms]
        groups: dict[str, set[tuple[str, ...]]] = {}
        for quantity in asked:
            groups.setdefault(quantity.family, set()).add(tuple(name for name, _ in quantity.box))
        for table in tables:
            dimensions = dict.fromkeys(table.dimensions, frozenset())
            for quantity in quantities_of(table.measure, dimensions).values():
                groups.setdefault(quantity.family, set()).add(tuple(name for name, _ in quantity.box))
        names = {name for crossed in groups.values() for group in crossed for name in group}
        every = [*boxes, *(dict(each.box) for each in asked)]
        self.blocks = Blocks(names, every, self.nesting)
        self.families = cross_families(groups, self.blocks)

    def add(self, quantity: Quantity) -> int:
        """The number of this quantity, a new one where it is new."""
        key = _key(quantity, self.blocks)
        if key not in self.numbers:
            self.numbers[key] = len(self.quantities)
            self.quantities.append(quantity)
            self.atoms.append(self.families[quantity.family].find(self.blocks.find(dict(quantity.box))))
            self.values.append(nan)
            self.least.append(0.0)
        return self.numbers[key]

    def add_cell(self, table: Table, frame: pd.DataFrame, row: int, box: Box) -> None:
        """Take in what a cell shows, and that it has a record."""
        parts = {}
        told = quantities_of(table.measure, box)
        for name, quantity in told.items():
            if quantity.is_empty:
                continue
            number = self.add(quantity)
            if name == "rows":
                self.least[number] = 1.0
                continue
            parts[name] = number
            value = frame[name].iloc[row]
            if pd.isna(value):
                continue
            if not isnan(self.values[number]) and abs(self.values[number] - float(value)) > SAME:
                sentence = message(
                    "“{table}” contradicts another table: a number that both show is not the same in both."
                )
                raise IdmajError(sentence, table=table.name)
            self.values[number] = float(value)
        rest = told["denominator"].without(told["numerator"]) if set(parts) == {"numerator", "denominator"} else None
        number = self.add(rest) if rest and not rest.is_empty else None
        self.cells.append(Cell(table, row, parts, number, bool(pd.isna(frame["numerator"].iloc[row]))))

    def find_empty(self, table: Table, frame: pd.DataFrame) -> None:
        """Which atoms have no record, because the table has no cell for them?"""
        rows = quantities_of(table.measure, _filters(table))["rows"]
        asked = frame[list(table.by)].itertuples(index=False) if table.by else [()][: len(frame)]
        present = {
            tuple(self.blocks.block(name, code_of(code)) for name, code in zip(table.by, codes, strict=True))
            for codes in asked
        }
        box = self.blocks.find(dict(rows.box))
        for name in [rows.family, MONEY] if rows.family == AWARDS else [rows.family]:
            family = self.families.get(name)
            for divided in (
                family.divide((*table.by, *(each for each in box if each not in table.by))) if family else ()
            ):
                others = [each for each in box if each not in table.by]
                for key, atoms in divided.items():
                    codes = dict(zip((*table.by, *others), key, strict=True))
                    if (
                        all(codes[each] in blocks for each, blocks in box.items())
                        and key[: len(table.by)] not in present
                    ):
                        self.empty.append(atoms)

    def add_known(self, known: Known) -> None:
        """Take in a figure that everybody knows."""
        terms = [(self.add(quantity), factor) for quantity, factor in known.terms]
        self.known.append(([(self.atoms[number], factor) for number, factor in terms], known.low, known.high))
        if known.is_exact:
            self.given.add(terms[0][0])

    def _find_truth(self) -> np.ndarray:
        truth = np.array(self.values)
        for cell in self.cells:
            if cell.rest is not None:
                truth[cell.rest] = truth[cell.parts["denominator"]] - truth[cell.parts["numerator"]]
        return truth

    def _divide(self, number: int, is_possible: np.ndarray) -> tuple[tuple[int, ...], ...]:
        """Which quantities add up to this one? A set for every dimension by which it is divided somewhere."""
        family = self.families[self.quantities[number].family]
        box = self.blocks.find(dict(self.quantities[number].box))
        found = []
        for name in sorted(family.dimensions - set(box)):
            parts = self._divide_by(family, box, name, is_possible)
            if parts:
                found.append(tuple(parts))
        return tuple(found)

    def _divide_by(
        self, family: Family, box: Mapping[str, frozenset[int]], name: str, is_possible: np.ndarray
    ) -> list[int] | None:
        parts = []
        for block in self.blocks.all(name):
            smaller = {**box, name: frozenset([block])}
            key = family.name, tuple(sorted((each, tuple(sorted(blocks))) for each, blocks in smaller.items()))
            if key in self.numbers:
                parts.append(self.numbers[key])
            elif not family.is_crossed(smaller) or is_possible[family.find(smaller)].any():
                return None
        return parts

    def finish(self) -> Linked:
        """The system of everything taken in."""
        count = max((family.end for family in self.families.values()), default=0)
        is_possible, is_money = np.ones(count, dtype=bool), np.zeros(count, dtype=bool)
        for atoms in self.empty:
            is_possible[atoms] = False
        if MONEY in self.families:
            is_money[self.families[MONEY].first : self.families[MONEY].end] = True
        rows = [
            ([(one, 1.0), (other, -1.0)], 0.0, 0.0)
            for family in self.families.values()
            for one, other in family.agreements()
        ]
        rows += [([(large, 1.0), (small, -1.0)], 0.0, inf) for large, small in find_limits(self.families)]
        numbers = range(len(self.quantities))
        divided = tuple(self._divide(number, is_possible) for number in numbers)
        return Linked(
            tuple(self.quantities), tuple(self.atoms), np.array(self.values), self._find_truth(), np.array(self.least),
            np.array([number in self.given for number in numbers], dtype=bool), _rows([*rows, *self.known]),
            is_possible, is_money, divided, tuple(self.cells), self.blocks, self.numbers,
        )  # fmt: skip


def _rows(rows: Sequence[tuple[list[tuple[np.ndarray, float]], float, float]]) -> Rows:
    entries = [(place, atoms, factor) for place, (terms, _, _) in enumerate(rows) for atoms, factor in terms]
    nothing = np.array([], dtype=np.int64)
    return Rows(
        np.concatenate([nothing, *(np.full(len(atoms), place) for place, atoms, _ in entries)]),
        np.concatenate([nothing, *(atoms for _, atoms, _ in entries)]),
        np.concatenate([np.array([]), *(np.full(len(atoms), factor) for _, atoms, factor in entries)]),
        np.array([low for _, low, _ in rows]),
        np.array([high for _, _, high in rows]),
    )

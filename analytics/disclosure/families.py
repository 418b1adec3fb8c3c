"""What are the unknowns of each family of records, and how do families hold each other in?"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from analytics.disclosure.atoms import Blocks
from analytics.disclosure.cliques import find_cliques, join_cliques
from analytics.disclosure.quantities import INTEGRATIONS, OF_ONE_PERSON, PERSON_YEARS, PERSONS

YEAR = "year"
# So many unknowns may a cross have that no table has, but that circles of tables call for; larger ones are parted.
MOST_ATOMS_CLOSED = 2_000


class Family:
    """The atoms of one family of records: for every clique the crossed blocks, numbered from `first` on."""

    def __init__(self, name: str, groups: Iterable[Iterable[str]], blocks: Blocks, first: int) -> None:
        groups = [tuple(group) for group in groups]
        used = {each for group in groups for each in group}
        self.name = name
        self.first = first
        nested = [group for group in blocks.nested(used) if len(group) > 1]
        self.cliques = find_cliques([*groups, *nested], blocks.count, MOST_ATOMS_CLOSED)
        self._rows = [blocks.cross(clique) for clique in self.cliques]
        self._divided: dict[tuple[str, ...], list[dict[tuple[int, ...], np.ndarray]]] = {}
        self._starts = np.cumsum([first, *(len(rows) for rows in self._rows)])
        self.end = int(self._starts[-1])

    @property
    def dimensions(self) -> set[str]:
        return {name for clique in self.cliques for name in clique}

    def is_crossed(self, names: Iterable[str]) -> bool:
        """Has some clique all of these dimensions?"""
        return any(set(names) <= set(clique) for clique in self.cliques)

    def find(self, box: Mapping[str, frozenset[int]]) -> np.ndarray:
        """Which atoms add up to this box? Those of the smallest clique that has its dimensions."""
        fitting = [place for place, clique in enumerate(self.cliques) if set(box) <= set(clique)]
        place = min(fitting, key=lambda each: len(self._rows[each]))
        is_in = np.ones(len(self._rows[place]), dtype=bool)
        for name, blocks in box.items():
            column = self._rows[place][:, self.cliques[place].index(name)]
            is_meant = np.zeros(column.max(initial=-1) + 1, dtype=bool)
            is_meant[[block for block in blocks if block < len(is_meant)]] = True
            is_in &= is_meant[column]
        return self._starts[place] + np.flatnonzero(is_in)

    def divide(self, names: Sequence[str]) -> list[dict[tuple[int, ...], np.ndarray]]:
        """Which atoms lie in each combination of blocks of these dimensions? One answer a clique that has them all."""
        asked = tuple(names)
        if asked not in self._divided:
            self._divided[asked] = [
                self._divide(clique, rows, int(start), asked)
                for clique, rows, start in zip(self.cliques, self._rows, self._starts, strict=False)
                if set(asked) <= set(clique)
            ]
        return self._divided[asked]

    @staticmethod
    def _divide(
        clique: tuple[str, ...], rows: np.ndarray, start: int, names: tuple[str, ...]
    ) -> dict[tuple[int, ...], np.ndarray]:
        groups: dict[tuple[int, ...], list[int]] = {}
        for atom, row in enumerate(rows[:, [clique.index(name) for name in names]].tolist()):
            groups.setdefault(tuple(row), []).append(start + atom)
        return {key: np.array(atoms) for key, atoms in groups.items()}

    def agreements(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Which sums of atoms are the same records, counted in two cliques?"""
        pairs = []
        for first, second, shared in join_cliques(self.cliques):
            # Both cliques have the shared dimensions; the others that have them are not meant here.
            having = [place for place, clique in enumerate(self.cliques) if set(shared) <= set(clique)]
            divided = self.divide(shared)
            one, other = divided[having.index(first)], divided[having.index(second)]
            nothing = np.array([], dtype=np.int64)
            pairs += [(one.get(key, nothing), other.get(key, nothing)) for key in sorted({*one, *other})]
        return pairs


def cross_families(groups: Mapping[str, Iterable[tuple[str, ...]]], blocks: Blocks) -> dict[str, Family]:
    """Which atoms has each family, when its tables cross these groups of dimensions? Numbered one after the other.

    A family that holds another in (no more persons than supports, in any group) is crossed by the other's dimensions too.
    """
    crossed = {name: set(each) for name, each in groups.items()}
    if PERSONS in crossed:
        year = (YEAR,) if YEAR in blocks else ()
        crossed.setdefault(PERSON_YEARS, set()).update((*group, *year) for group in crossed[PERSONS])
    if PERSON_YEARS in crossed and INTEGRATIONS in crossed:
        crossed[INTEGRATIONS] |= {_of_one_person(group) for group in crossed[PERSON_YEARS]}
    families: dict[str, Family] = {}
    first = 0
    for name, each in crossed.items():
        families[name] = Family(name, sorted(each), blocks, first)
        first = families[name].end
    return families


def find_limits(families: Mapping[str, Family]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Which sums of atoms (second) cannot be more than which others (first)?

    A person of a year has a support in it; a person of all years is one of some year, and counts once however many.
    """
    pairs = []
    if PERSON_YEARS in families and INTEGRATIONS in families:
        for clique in families[PERSON_YEARS].cliques:
            pairs += _pair(families[INTEGRATIONS], families[PERSON_YEARS], _of_one_person(clique))
    if PERSONS in families and PERSON_YEARS in families:
        for clique in families[PERSONS].cliques:
            pairs += _pair(families[PERSON_YEARS], families[PERSONS], clique)
            if YEAR in families[PERSON_YEARS].dimensions:
                persons = families[PERSONS].divide(clique)[0]
                for key, atoms in families[PERSON_YEARS].divide((*clique, YEAR))[0].items():
                    pairs.append((persons.get(key[:-1], atoms[:0]), atoms))
    return pairs


def _pair(large: Family, small: Family, names: tuple[str, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
    outer, inner = large.divide(names)[0], small.divide(names)[0]
    return [(outer.get(key, atoms[:0]), atoms) for key, atoms in inner.items()]


def _of_one_person(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in OF_ONE_PERSON)

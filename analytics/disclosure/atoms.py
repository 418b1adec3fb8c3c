"""What are the smallest groups that an outsider can think of? The unknowns of the attack.

The codes of a dimension that no table tells apart are one block. An atom is one block of every dimension of a clique; a
quantity is the sum of the atoms that lie in its box, in any clique that has its dimensions.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
import pandas as pd

from analytics.disclosure.quantities import OWN_DIMENSIONS, Box
from analytics.errors import RefusedQuestion
from analytics.language import message

# Any code of a dimension that no table names.
REST = "∅"
# Beyond this the attack would take minutes; tables that cross so much together belong to no public list.
MOST_ATOMS = 60_000


class Blocks:
    """The codes of every dimension, put together where no box tells them apart.

    names: every dimension. boxes: every box of a quantity. nesting: frames of the codes that go together (a city and its
    region), which are all the codes of their dimensions, and are kept apart.
    """

    def __init__(self, names: Iterable[str], boxes: Iterable[Box], nesting: Sequence[pd.DataFrame]) -> None:
        sets: dict[str, set[frozenset[str]]] = {name: set() for name in names}
        for box in boxes:
            for name, codes in box.items():
                sets.setdefault(name, set()).add(codes)
        whole = {name: set(codes) for name, codes in OWN_DIMENSIONS.items()}
        for frame in nesting:
            whole |= {name: set(frame[name]) for name in frame.columns}
        kept = {name for frame in nesting for name in frame.columns}
        self._block_of: dict[str, dict[str, int]] = {}
        for name, used in sets.items():
            codes = whole.get(name) or set().union(*used) | {REST}
            signatures = {
                code: (code,) if name in kept else tuple(code in each for each in sorted(used, key=sorted))
                for code in sorted(codes)
            }
            number = {signature: place for place, signature in enumerate(dict.fromkeys(signatures.values()))}
            self._block_of[name] = {code: number[signature] for code, signature in signatures.items()}
        self._count = {name: len(set(blocks.values())) for name, blocks in self._block_of.items()}
        self._nesting = [frame for frame in nesting if len(set(frame.columns) & set(sets)) > 1]

    def __contains__(self, name: str) -> bool:
        return name in self._count

    def nested(self, used: Iterable[str]) -> list[list[str]]:
        """Which of these dimensions depend on each other?"""
        return [[name for name in frame.columns if name in set(used)] for frame in self._nesting]

    def block(self, name: str, code: str) -> int | None:
        """In which block is this code? None for one that cannot occur."""
        return self._block_of[name].get(code)

    def all(self, name: str) -> range:
        """Which blocks has this dimension?"""
        return range(self._count[name])

    def find(self, box: Box) -> dict[str, frozenset[int]]:
        """Which blocks is a box made of? Dimensions that it does not limit are left out."""
        found = {}
        for name, codes in box.items():
            blocks = frozenset(self._block_of[name][code] for code in codes if code in self._block_of[name])
            if len(blocks) < self._count[name]:
                found[name] = blocks
        return found

    def count(self, names: Sequence[str]) -> float:
        """About how many combinations of blocks can occur? As many as codes that go together leave."""
        found = float(np.prod([self._count[name] for name in names], dtype=np.float64))
        for frame in self._nesting:
            shared = [name for name in frame.columns if name in names]
            if len(shared) > 1:
                found *= len(frame[shared].drop_duplicates()) / np.prod([self._count[name] for name in shared])
        return found

    def cross(self, names: Sequence[str]) -> np.ndarray:
        """Which combinations of blocks can occur? One row each, one column a dimension."""
        size = int(np.prod([self._count[name] for name in names], dtype=np.int64))
        if size > MOST_ATOMS:
            raise RefusedQuestion(
                message("Together these tables cross {names}: too finely to be published side by side."),
                names=", ".join(names),
            )
        rows = np.array(list(product(*(range(self._count[name]) for name in names))), dtype=np.int64)
        rows = rows.reshape(size, len(names))
        for frame in self._nesting:
            shared = [name for name in frame.columns if name in names]
            if len(shared) > 1:
                coded = [[self._block_of[name][code] for name, code in zip(shared, row, strict=True)]
                         for row in frame[shared].drop_duplicates().itertuples(index=False)]  # fmt: skip
                can_occur = set(map(tuple, coded))
                places = [names.index(name) for name in shared]
                rows = rows[[tuple(row) in can_occur for row in rows[:, places].tolist()]]
        return rows

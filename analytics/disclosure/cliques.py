"""Which dimensions must be crossed to know everything that tables say together? The cliques of a chordal graph.

Tables by year and route, and by year and sex, say nothing of route by sex; three tables of which each crosses two of three
dimensions do. When every circle of dimensions is closed (a chordal graph), tables over its cliques that agree where they
overlap are always tables of real records, whole numbers included (Vorob'ev 1962; Lauritzen 1996, section 4.4). So an attack
over the cliques proves all that an attack over every record could, on a few hundred unknowns.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations


def find_cliques(groups: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Which sets of dimensions must be crossed, when each of these groups is crossed in some table?

    Returns the largest cliques of the graph, closed by the rule of least fill-in; one empty clique without dimensions.
    """
    near: dict[str, set[str]] = {}
    for group in map(tuple, groups):
        for name in group:
            near.setdefault(name, set()).update(each for each in group if each != name)
    cliques: list[set[str]] = []
    while near:
        name = min(near, key=lambda each: (_count_missing(near, each), len(near[each]), each))
        around = near.pop(name)
        cliques.append({name, *around})
        for first, second in combinations(sorted(around), 2):
            near[first].add(second)
            near[second].add(first)
        for each in around:
            near[each].discard(name)
    largest = [clique for clique in cliques if not any(clique < other for other in cliques)]
    return sorted({tuple(sorted(clique)) for clique in largest}) or [()]


def _count_missing(near: dict[str, set[str]], name: str) -> int:
    return sum(second not in near[first] for first, second in combinations(sorted(near[name]), 2))


def join_cliques(cliques: Sequence[tuple[str, ...]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Which cliques must agree, and over which dimensions? The edges of a junction tree: largest overlaps first."""
    overlaps = [
        (first, second, tuple(sorted(set(cliques[first]) & set(cliques[second]))))
        for first, second in combinations(range(len(cliques)), 2)
    ]
    tree, root = [], list(range(len(cliques)))
    for first, second, shared in sorted(overlaps, key=lambda each: -len(each[2])):
        if root[first] != root[second]:
            tree.append((first, second, shared))
            old = root[second]
            root = [root[first] if each == old else each for each in root]
    return tree

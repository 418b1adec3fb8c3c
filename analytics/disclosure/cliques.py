"""Which dimensions must be crossed to know everything that tables say together? The cliques of a chordal graph.

Tables by year and route, and by year and sex, say nothing of route by sex; three tables of which each crosses two of three
dimensions do. When every circle of dimensions is closed (a chordal graph), tables over its cliques that agree where they
overlap are always tables of real records, whole numbers included (Vorob'ev 1962; Lauritzen 1996, section 4.4). So an attack
over the cliques proves all that an attack over every record could, on a few hundred unknowns.

Where a clique would be too large it is parted (mini-buckets: Dechter and Rish 2003): each part still crosses every table
that was given and agrees with the others, as in the attack of Fischetti and Salazar (2001), whose unknowns are the cells
of the tables; what only the crosses that nobody publishes could say is then left out.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import inf


def find_cliques(
    groups: Iterable[Iterable[str]],
    size: Callable[[Sequence[str]], float] = len,
    most: float = inf,
) -> list[tuple[str, ...]]:
    """Which sets of dimensions must be crossed, when each of these groups is crossed in some table?

    size: how many unknowns has such a cross? most: how many may it have, where it is larger than every group in it? Returns
    the largest cliques, closed in the order of least size; one empty clique without dimensions.
    """
    edges = _largest(map(frozenset, groups))
    sizes: dict[frozenset[str], float] = {}

    def measure(names: frozenset[str]) -> float:
        if names not in sizes:
            sizes[names] = size(sorted(names))
        return sizes[names]

    cliques: list[frozenset[str]] = []
    while names := sorted(set().union(*edges)):
        buckets = {each: _part([edge for edge in edges if each in edge], measure, most) for each in names}
        name = min(names, key=lambda each: (sum(map(measure, buckets[each])), each))
        cliques += buckets[name]
        edges = _largest([*(edge for edge in edges if name not in edge), *(each - {name} for each in buckets[name])])
    return sorted(tuple(sorted(clique)) for clique in _largest(cliques)) or [()]


def _part(
    edges: Iterable[frozenset[str]], size: Callable[[frozenset[str]], float], most: float
) -> list[frozenset[str]]:
    """Join these groups into as few crosses as may be, none larger than `most` unless it is a group already."""
    joined: list[frozenset[str]] = []
    for edge in sorted(edges, key=lambda each: (-size(each), sorted(each))):
        fitting = [place for place, each in enumerate(joined) if size(each | edge) <= max(most, size(each))]
        if fitting:
            place = min(fitting, key=lambda each: size(joined[each] | edge))
            joined[place] |= edge
        else:
            joined.append(edge)
    return joined


def _largest(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Those that lie in no other."""
    listed = sorted(set(groups), key=lambda each: (-len(each), sorted(each)))
    return [each for place, each in enumerate(listed) if not any(each <= other for other in listed[:place])]


def join_cliques(cliques: Sequence[tuple[str, ...]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Which cliques must agree, and over which dimensions? Largest overlaps first; none that follows from others.

    For a chordal graph these are the edges of a junction tree.
    """
    overlaps = [
        (first, second, frozenset(cliques[first]) & frozenset(cliques[second]))
        for first, second in combinations(range(len(cliques)), 2)
    ]
    kept: list[tuple[int, int, frozenset[str]]] = []
    for first, second, shared in sorted(overlaps, key=lambda each: -len(each[2])):
        if not _is_tied(first, second, shared, kept):
            kept.append((first, second, shared))
    return [(first, second, tuple(sorted(shared))) for first, second, shared in kept]


def _is_tied(first: int, second: int, shared: frozenset[str], ties: Sequence[tuple[int, int, frozenset[str]]]) -> bool:
    """Do these two agree over the shared dimensions already, by way of others that hold them?"""
    reached, is_growing = {first}, True
    while is_growing:
        found = {
            end
            for one, other, common in ties
            if shared <= common and (one in reached) != (other in reached)
            for end in (one, other)
        }
        is_growing = not found <= reached
        reached |= found
    return second in reached

"""Where do marks and names stand on a crowded map, so that none hides another? Worked out in pixels, always alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import cos, hypot, nan, pi, sin

import numpy as np

from analytics.charts.geometry import Box, Line, Point, are_inside, crossings, entries, overlaps, rows_of

LINE_HEIGHT = 15
# Two names on one line need a gap, or they read as one; on two lines they need none.
CLEAR = {"beside": 8, "above": 1}
# What a fault of a place costs, against a pixel of leader.
ON_MARK, ON_NAME, ON_LEADER, OUTSIDE, ON_COAST, APART = 900, 900, 350, 5000, 6, 12
# A name is best read at the right of its mark, then at the left, above, below, and only then at a corner.
BESIDE = {(1, 0): 0, (-1, 0): 3, (0, 1): 6, (0, -1): 6, (1, 1): 8, (-1, 1): 8, (1, -1): 8, (-1, -1): 8}
LEADERS = (8, 15, 23, 32, 44, 60)
ANGLES = [step * pi / 8 for step in range(16)]
NO_LINE: Line = (nan, nan, nan, nan)
# A settled map is shaken so often, a few neighbours at a time; chance is drawn alike every time.
SHAKES, NEIGHBOURS, SWEEPS, SEED = 120, 4, 20, 2015


@dataclass(frozen=True)
class Name:
    """What is to be placed: the width of a name, and how far the mark reaches that it belongs to, in pixels."""

    width: float
    reach: float


@dataclass(frozen=True)
class View:
    """A map at one of its widths, in pixels: where the marks are, its frame, boxes that are taken, and the coast."""

    points: tuple[Point, ...]
    frame: Box
    taken: tuple[Box, ...] = ()
    coast: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a name stands, in pixels from the centre of its mark: its box, the side turned to the mark, its leader."""

    box: Box
    side: str
    leader: Line | None
    cost: float


def spread(points: Sequence[Point], reaches: Sequence[float], gap: float = 1.5) -> list[Point]:
    """Where do marks stand that would hide one another? Pushed apart along the line between them, and no further.

    Rabat and Salé lie three kilometres apart: on a phone, a pixel.
    """
    spots = [list(point) for point in points]
    for _ in range(300):
        is_still = True
        for one, other in combinations(range(len(spots)), 2):
            dx, dy = spots[other][0] - spots[one][0], spots[other][1] - spots[one][1]
            apart = hypot(dx, dy)
            lack = reaches[one] + reaches[other] + gap - apart
            if lack > 0.1:
                is_still = False
                ux, uy = (dx / apart, dy / apart) if apart else (1.0, 0.0)
                for spot, way in ((spots[one], -lack / 2), (spots[other], lack / 2)):
                    spot[0] += ux * way
                    spot[1] += uy * way
        if is_still:
            break
    return [(x, y) for x, y in spots]


@lru_cache(maxsize=64)
def place_names(names: tuple[Name, ...], views: tuple[View, ...]) -> tuple[Place, ...]:
    """Where does each name stand, so that at every width of the map it is off the marks and the other names?

    `views` hold a point for each name. Every name tries the places beside its mark and those at the end of a leader,
    and tries again until none can be better off; then a few neighbours are shaken loose and settle anew, and the best
    outcome is kept (candidate positions: Christensen, Marks and Shieber 1995; iterated local search: Lourenço, Martin
    and Stützle 2003). A name across the coast is harder to read than one on land or at sea.
    """
    if not names:
        return ()
    tries = [_tries(number, names, views) for number in range(len(names))]
    every = [place for options in tries for place in options]
    spans = [np.arange(start, end) for start, end in pairwise(np.cumsum([0, *map(len, tries)]))]
    owners = np.repeat(np.arange(len(names)), [len(options) for options in tries])
    costs = np.array([place.cost for place in every])
    quarrels = np.max([_quarrels(every, owners, view) for view in views], axis=0)
    # Two places of one name are never both taken.
    quarrels[owners[:, None] == owners[None, :]] = 0

    def settle(chosen: np.ndarray) -> tuple[float, np.ndarray]:
        for _ in range(SWEEPS):
            before = chosen.copy()
            for number, span in enumerate(spans):
                chosen[number] = span[np.argmin(costs[span] + quarrels[span[0] : span[-1] + 1, chosen].sum(axis=1))]
            if (chosen == before).all():
                break
        return costs[chosen].sum() + quarrels[np.ix_(chosen, chosen)].sum() / 2, chosen

    # Options are sorted by cost, so each name starts from its own best place.
    fault, best = settle(np.array([span[0] for span in spans]))
    chance = np.random.default_rng(SEED)
    points = np.array(views[0].points)
    for _ in range(SHAKES):
        centre = points[chance.integers(len(names))]
        shaken = best.copy()
        for number in np.argsort(np.hypot(*(points - centre).T), kind="stable")[:NEIGHBOURS]:
            shaken[number] = chance.choice(spans[number])
        found = settle(shaken)
        if found[0] < fault:
            fault, best = found
    return tuple(every[number] for number in best)


def _quarrels(places: list[Place], owners: np.ndarray, view: View) -> np.ndarray:
    """What does it cost in this view that two places are both taken?"""
    shifts = np.tile(np.array(view.points)[owners], 2)
    boxes = rows_of(place.box for place in places) + shifts
    leaders = rows_of(place.leader or NO_LINE for place in places) + shifts
    struck = entries(leaders, boxes)
    return ON_NAME * overlaps(boxes, boxes, **CLEAR) + ON_LEADER * (struck + struck.T + crossings(leaders))


def _tries(number: int, names: tuple[Name, ...], views: tuple[View, ...]) -> list[Place]:
    """Which places may this name try, the cheapest first?"""
    places = [*_beside(names[number]), *_apart(names[number])]
    boxes = rows_of(place.box for place in places)
    leaders = rows_of(place.leader or NO_LINE for place in places)
    reaches = np.array([name.reach for place, name in enumerate(names) if place != number])
    faults = np.zeros(len(places))
    for view in views:
        shift = np.tile(view.points[number], 2)
        centres = np.array([point for place, point in enumerate(view.points) if place != number]).reshape(-1, 2)
        marks = np.column_stack([centres - reaches[:, None], centres + reaches[:, None]])
        here = boxes + shift
        cost = OUTSIDE * ~are_inside(here, view.frame)
        cost = cost + OUTSIDE * overlaps(here, rows_of(view.taken), beside=2, above=2).any(axis=1)
        cost = cost + ON_MARK * overlaps(here, marks, beside=1.5, above=1.5).sum(axis=1)
        cost = cost + ON_LEADER * entries(leaders + shift, marks).sum(axis=1)
        cost = cost + ON_COAST * entries(rows_of(view.coast), here).any(axis=0)
        faults = np.maximum(faults, cost)
    options = [
        Place(place.box, place.side, place.leader, place.cost + fault)
        for place, fault in zip(places, faults.tolist(), strict=True)
    ]
    # A place whose fault no other name can mend is kept only where there is nothing better.
    best = [place for place in options if place.cost < min(ON_MARK, ON_LEADER)]
    return sorted(best or options, key=lambda place: place.cost)


def _beside(name: Name) -> list[Place]:
    half = LINE_HEIGHT / 2
    places = []
    for (right, up), cost in BESIDE.items():
        near = name.reach + (1 if up else 3)
        left = {1: near, -1: -near - name.width, 0: -name.width / 2}[right]
        middle = up * (half if right else name.reach + half)
        box = Box(left, middle - half, left + name.width, middle + half)
        places.append(Place(box, {1: "left", -1: "right", 0: "center"}[right], None, cost))
    return places


def _apart(name: Name) -> list[Place]:
    half = LINE_HEIGHT / 2
    places = []
    for length in LEADERS:
        for angle in ANGLES:
            ux, uy = cos(angle), sin(angle)
            x, y = (name.reach + length) * ux, (name.reach + length) * uy
            if abs(ux) > 0.35:
                side = "left" if ux > 0 else "right"
                left, middle = (x + 2 if ux > 0 else x - 2 - name.width), y
            else:
                side, left, middle = "center", x - name.width / 2, y + (half if uy > 0 else -half)
            box = Box(left, middle - half, left + name.width, middle + half)
            leader = (name.reach * ux, name.reach * uy, x, y)
            places.append(Place(box, side, leader, APART + 1.3 * length))
    return places

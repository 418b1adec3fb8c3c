"""Which supports were given, when, where and by whom?"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.demo.chance import draw
from analytics.records.demo.days import count_days, find_weekday
from analytics.records.demo.plan import Plan
from analytics.records.demo.positions import FAMILY, KIND_IDS, RAMADAN_KIND
from analytics.records.demo.world import World


@dataclass(frozen=True)
class Supports:
    """What was given, when and where? One entry an integration, by day of start."""

    group: np.ndarray  # position in GROUPS
    kind: np.ndarray
    year: np.ndarray
    start: np.ndarray
    city: np.ndarray
    partner: np.ndarray

    @property
    def size(self) -> int:
        """How many integrations?"""
        return self.group.size


def draw_supports(generator: np.random.Generator, plan: Plan, world: World, chunk: int) -> Supports:
    """What was given in this chunk? As many of each group as the plan says."""
    groups = np.arange(plan.counts.size)
    group = np.repeat(groups, plan.count_before(chunk + 1, groups) - plan.count_before(chunk, groups))
    kind = np.array([KIND_IDS.index(group.kind) for group in given.GROUPS])
    start = _draw_starts(generator, kind[group], plan.years[group])
    order = np.argsort(start, kind="stable")
    group, start = group[order], start[order]
    kind, year = kind[group], plan.years[group]
    city = _draw_cities(generator, world, group, kind, year)
    partner = draw(generator, [kind.partners for kind in given.KINDS], kind)
    return Supports(group, kind, year, start, city, partner)


def _draw_starts(generator: np.random.Generator, kind: np.ndarray, year: np.ndarray) -> np.ndarray:
    """On which day does each support start? Ramadan projects mostly in the weeks after their launch."""
    month = draw(generator, [kind.months for kind in given.KINDS], kind) + 12 * (year - 2014)
    edges = np.array([count_days(date(2014 + i // 12, i % 12 + 1, 1)) for i in range(25)])
    start = edges[month] + (generator.random(kind.size) * np.diff(edges)[month]).astype(np.int64)
    for season, launch in given.RAMADAN_LAUNCH.items():
        projects = np.flatnonzero((kind == RAMADAN_KIND) & (year == season))
        delay = generator.random(projects.size) ** 1.8 * given.RAMADAN_SEASON_DAYS
        start[projects] = count_days(launch) + delay.astype(np.int64)
    # Nobody starts at a weekend or on New Year's Day. The working day instead lies after it early in the year and
    # before it late in the year, so that no start leaves its year or comes before a launch.
    new_year = np.array([count_days(date(2014, 1, 1)), count_days(date(2015, 1, 1))])[year - 2014]
    start = np.maximum(start, new_year + 1)
    weekday = find_weekday(start)
    to_monday = np.where(start < new_year + 212, 7 - weekday, -weekday)
    shifted = start + to_monday + generator.integers(0, 5, kind.size)
    return np.where(weekday > 4, shifted, start).astype(np.int32)


def _draw_cities(
    generator: np.random.Generator, world: World, group: np.ndarray, kind: np.ndarray, year: np.ndarray
) -> np.ndarray:
    """In which city is each support given? Where its group was delivered, or else anywhere."""
    place = np.array([world.ids.index(group.city) if group.city else -1 for group in given.GROUPS])
    city = place[group]
    # Evenly spaced chances: a city's count is what its weight says, and the smallest city is never left out.
    for code in range(6):
        open_rows = np.flatnonzero((city < 0) & (year == 2014 + code // 3) & (FAMILY[kind] == code % 3))
        bounds = np.cumsum(world.weights[code // 3, code % 3])
        chances = (np.arange(open_rows.size) + generator.random()) / max(open_rows.size, 1) * bounds[-1]
        drawn = np.searchsorted(bounds, chances, side="right").clip(max=bounds.size - 1)
        city[open_rows] = generator.permutation(drawn)
    return city

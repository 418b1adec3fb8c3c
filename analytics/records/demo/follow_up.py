"""What became of each support? Who is known at 12 months, how and when supports ended, and who was seen when."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.demo.chance import choose, draw
from analytics.records.demo.days import NEVER, count_days, find_weekday
from analytics.records.demo.people import People
from analytics.records.demo.plan import Plan
from analytics.records.demo.positions import (
    ACTIVE,
    EDUCATION_KIND,
    ENDED,
    IS_STUDY,
    JUVENILE,
    KIND_IDS,
    LOST,
    PREPARED,
    RETURNED,
    WOMAN,
)
from analytics.records.demo.supports import Supports
from analytics.records.demo.world import World

VISITS = len(given.VISIT_DAYS)
UNTIL = count_days(given.OBSERVED_UNTIL)


@dataclass(frozen=True)
class FollowUp:
    """How did each support end, and when was it seen before? One entry an integration, along Supports."""

    status: np.ndarray  # active for no end
    day: np.ndarray  # of the end; NEVER for none
    visits: np.ndarray  # days, by integration and visit
    visited: np.ndarray  # did the visit take place?


class Observations(NamedTuple):
    """Which observations were made: of which integration (a row of Supports), on which day, with which status?"""

    row: np.ndarray
    day: np.ndarray
    status: np.ndarray


def draw_follow_up(
    generator: np.random.Generator, plan: Plan, world: World, supports: Supports, people: People, chunk: int
) -> FollowUp:
    """What became of each support of this chunk?"""
    # 12 calendar months: a day more once 29 February 2016 lies between. No start is a 29 February itself.
    horizon = supports.start + 365 + (supports.start >= count_days(date(2015, 3, 1)))
    seen, returned = _choose_followed(generator, plan, world, supports, people, chunk)
    lost = ~seen & (generator.random(supports.size) < given.LOST_IN_WORDS)
    status, day = _draw_endings(generator, world, supports, people, horizon, seen, returned, lost)
    visits = _draw_visits(generator, supports.start, horizon)
    _draw_later_endings(generator, supports, seen, visits, status, day)
    visited = _draw_visited(generator, visits, day, seen | lost)
    return FollowUp(status, day, visits, visited)


def list_observations(follow_up: FollowUp) -> Observations:
    """Which observations were made? By integration, the visits before the end."""
    final = follow_up.day != NEVER
    place = np.flatnonzero(np.column_stack([follow_up.visited, final]))
    row, column = np.divmod(place, VISITS + 1)
    is_final = column == VISITS
    day = np.where(is_final, follow_up.day[row], follow_up.visits[row, np.minimum(column, VISITS - 1)])
    return Observations(row, day, np.where(is_final, follow_up.status[row], ACTIVE))


def _choose_followed(
    generator: np.random.Generator, plan: Plan, world: World, supports: Supports, people: People, chunk: int
) -> tuple[np.ndarray, np.ndarray]:
    """Who is known at 12 months, and who of them returned to prison by then? Exact counts, mild differences."""
    kind, city = supports.kind, supports.city
    person = np.column_stack([people.sex == WOMAN, people.age_group == JUVENILE, people.prepared == PREPARED])
    weight = np.array([kind.followed for kind in given.KINDS])[kind] + world.followed[city]
    weight += given.FOLLOWED_BY_CENTRE * (world.centres[city] - 1)
    weight += person @ np.array(given.FOLLOWED_BY_PERSON)
    risk = np.array([kind.returned for kind in given.KINDS])[kind] + world.returned[city]
    risk += person @ np.array(given.RETURNED_BY_PERSON)
    seen, returned = np.zeros(supports.size, bool), np.zeros(supports.size, bool)
    for year, (seen_total, returned_total) in plan.followed.items():
        in_year = supports.year == year
        done, now = (plan.share_before(part, plan.years == year, seen_total) for part in (chunk, chunk + 1))
        seen |= choose(generator, weight, in_year, now - done)
        back_done, back_now = (returned_total * count // max(seen_total, 1) for count in (done, now))
        returned |= choose(generator, risk, in_year & seen, back_now - back_done)
    return seen, returned


def _draw_endings(
    generator: np.random.Generator,
    world: World,
    supports: Supports,
    people: People,
    horizon: np.ndarray,
    seen: np.ndarray,
    returned: np.ndarray,
    lost: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """How and when did supports end within 12 months? Returns status (active for no end) and day."""
    kind, start, size = supports.kind, supports.start, supports.size
    chance, span = generator.random(size), horizon - start
    breaks = np.array([kind.ended for kind in given.KINDS])[kind] * world.ended[supports.city]
    breaks *= np.where(people.prepared == PREPARED, *given.ENDED_WHEN_PREPARED_OR_NOT)
    ended = seen & ~returned & (generator.random(size) < breaks)
    outcome = draw(generator, [kind.outcomes for kind in given.KINDS], kind)
    finished = seen & ~returned & ~ended & (outcome > 0)
    status, day = np.zeros(size, np.int8), np.full(size, NEVER)
    status[ended], status[finished], status[returned], status[lost] = ENDED, outcome[finished], RETURNED, LOST
    day[ended] = (start + 40 + (span - 41) * chance**1.15)[ended]
    day[lost] = (start + 60 + (span - 61) * chance)[lost]
    # A return becomes less likely with every month, and cannot come before the release.
    first = np.maximum(20, people.release - start + 10)
    day[returned] = (start + first + (span - first) * chance**1.7)[returned]
    shortest, longest = np.array([kind.completion_days for kind in given.KINDS])[kind].T
    finish = start + shortest + ((longest - shortest) * chance).astype(np.int64)
    # Studies end with the school year.
    summers = np.array([count_days(date(year, 6, 15)) for year in (2014, 2015, 2016, 2017)])
    summer = summers[np.searchsorted(summers, start + 100)] + (30 * chance).astype(np.int64)
    finish = np.where((kind == EDUCATION_KIND) & (summer <= horizon), summer, finish)
    day[finished] = finish[finished]
    return status, day


def _draw_visits(generator: np.random.Generator, start: np.ndarray, horizon: np.ndarray) -> np.ndarray:
    """On which days was each support to be visited? The fourth visit is the one at 12 months."""
    size = start.size
    visits = start[:, None] + np.array(given.VISIT_DAYS, np.int32)
    visits = visits + generator.integers(-12, 13, (size, VISITS), np.int32)
    # Whoever is known to be active at 12 months was met on that day or in the weeks after it.
    visits[:, 3] = horizon + generator.integers(0, 25, size, np.int32)
    weekday = find_weekday(visits)
    visits += np.where(weekday > 4, 7 - weekday, 0)
    visits[:, 3] = np.minimum(visits[:, 3], UNTIL)
    return visits


def _draw_later_endings(
    generator: np.random.Generator,
    supports: Supports,
    seen: np.ndarray,
    visits: np.ndarray,
    status: np.ndarray,
    day: np.ndarray,
) -> None:
    """What came after 12 months? Enters it into `status` and `day`."""
    kind = supports.kind
    means = [given.LATER_EVENT_MEAN_DAYS.get(one, given.LATER_EVENT_MEAN_DAYS_OF_WORK) for one in KIND_IDS]
    wait = (generator.exponential(size=supports.size) * np.array(means)[kind]).astype(np.int64)
    later_day = visits[:, 3] + 14 + wait
    later = draw(generator, [given.LATER_EVENTS_OF_WORK, given.LATER_EVENTS_OF_STUDIES], IS_STUDY[kind].astype(int))
    late = seen & (status == ACTIVE) & (later_day <= np.minimum(UNTIL, supports.start + given.FOLLOW_UP_DAYS))
    status[late], day[late] = later[late], later_day[late]


def _draw_visited(generator: np.random.Generator, visits: np.ndarray, day: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Which visits took place? None after the end; `told` are those of whom more is known than visits."""
    visited = generator.random(visits.shape, np.float32) >= np.array(given.VISIT_MISSED, np.float32)
    visited &= (visits < day[:, None]) & (visits <= UNTIL)
    # The unknown who were not called lost: their visits stop before 12 months, and nothing comes after.
    after = draw(generator, [given.STOPPED_AFTER_VISITS], np.zeros(day.size, np.int8))
    visited &= told[:, None] | (np.arange(VISITS) < after[:, None])
    return visited

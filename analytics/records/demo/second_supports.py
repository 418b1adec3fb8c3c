"""Which supports went to the same person? The two share city, sex and juvenile status, and differ in route."""

from typing import NamedTuple

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.demo.follow_up import FollowUp
from analytics.records.demo.people import People
from analytics.records.demo.positions import FAMILY, KIND_IDS, LOST, RETURNED
from analytics.records.demo.supports import Supports


class Persons(NamedTuple):
    """Who is one person? `rows` of Supports that stand for a person, and along Supports each one's position there."""

    rows: np.ndarray
    person_of: np.ndarray


def join_people(generator: np.random.Generator, supports: Supports, people: People, follow_up: FollowUp) -> Persons:
    """Whose second support is it? Never of somebody who returned to prison."""
    size, kind = supports.size, supports.kind
    second_chance = np.array([given.SECOND_SUPPORT_CHANCE.get(one, 0.0) for one in KIND_IDS])[kind]
    bucket = (supports.city * 3 + people.sex) * 3 + people.age_group
    first_of, free = np.arange(size), follow_up.status != RETURNED
    wanted = round(size * given.SECOND_SUPPORTS)
    for _ in range(30):
        if not wanted:
            break
        rows = generator.permutation(np.flatnonzero(free))[: 40 * wanted]
        is_second = generator.random(rows.size) < second_chance[rows]
        first, second = _match_within(bucket, rows[~is_second], rows[is_second])
        fits = (supports.start[second] >= supports.start[first] + 40) & (follow_up.status[first] != LOST)
        fits &= (people.release[first] <= supports.start[second]) & (FAMILY[kind[first]] != FAMILY[kind[second]])
        taken = generator.permutation(np.flatnonzero(fits))[:wanted]
        first_of[second[taken]] = first[taken]
        free[first[taken]] = free[second[taken]] = False
        wanted -= taken.size
    is_person = first_of == np.arange(size)
    return Persons(np.flatnonzero(is_person), (np.cumsum(is_person) - 1)[first_of])


def _match_within(bucket: np.ndarray, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who is paired with whom? The first of each bucket with the first, the second with the second, and so on."""
    keys = []
    for rows in (left, right):
        order = np.argsort(bucket[rows], kind="stable")
        sorted_buckets = bucket[rows][order]
        position = np.empty(rows.size, np.int64)
        position[order] = np.arange(rows.size) - np.searchsorted(sorted_buckets, sorted_buckets)
        keys.append(bucket[rows] * (bucket.size + 1) + position)
    _, from_left, from_right = np.intersect1d(*keys, assume_unique=True, return_indices=True)
    return left[from_left], right[from_right]

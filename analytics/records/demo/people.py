"""Who is supported? One person for every integration; `second_supports` makes some of them the same."""

from dataclasses import dataclass

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.demo.chance import draw
from analytics.records.demo.positions import EDUCATION_KIND, FAMILY, IS_STUDY, JUVENILE, WOMAN
from analytics.records.demo.supports import Supports
from analytics.records.demo.world import World


@dataclass(frozen=True)
class People:
    """Who is supported, and in which sector? One entry an integration, along Supports."""

    sex: np.ndarray
    age_group: np.ndarray
    prepared: np.ndarray
    sector: np.ndarray
    schooling: np.ndarray
    home: np.ndarray
    release: np.ndarray
    birth_year: np.ndarray  # 0 for unknown


def draw_people(generator: np.random.Generator, world: World, supports: Supports) -> People:
    """Who receives each support? As the group says, or else drawn."""
    kind, second = supports.kind, supports.year - 2014
    sexes = _claim_weights("women", given.UNKNOWN_SEX)
    ages = _claim_weights("juveniles", given.UNKNOWN_AGE_GROUP)
    sex_of = np.array([given.SEXES.index(group.sex) if group.sex else -1 for group in given.GROUPS])
    age_of = np.array([given.AGE_GROUPS.index(group.age_group) if group.age_group else -1 for group in given.GROUPS])
    sex, age_group = sex_of[supports.group], age_of[supports.group]
    sex = np.where(sex < 0, draw(generator, sexes, 2 * kind + second), sex)
    age_group = np.where(age_group < 0, draw(generator, ages, 2 * kind + second), age_group)
    juvenile = age_group == JUVENILE

    prepared = draw(generator, _claim_weights("prepared", given.UNKNOWN_PREPARED), 2 * kind + second)
    sector = _draw_sectors(generator, world, supports, sex)
    levels = [given.EDUCATION_OF_JUVENILES, given.EDUCATION_OF_STUDENTS, given.EDUCATION_OF_ADULTS]
    schooling = draw(generator, levels, np.where(juvenile, 0, np.where(kind == EDUCATION_KIND, 1, 2)))
    home = supports.city.copy()
    movers = np.flatnonzero(generator.random(supports.size) < given.LIVING_ELSEWHERE)
    home[movers] = draw(generator, world.homes, supports.city[movers])
    release = _draw_releases(generator, supports)
    birth_year = _draw_birth_years(generator, kind, juvenile, release)
    return People(sex, age_group, prepared, sector, schooling, home, release, birth_year)


def _claim_weights(share: str, unknown: float) -> list[list[float]]:
    """How likely are yes, no and unknown? One line for 2014 and one for 2015 of every kind of support."""
    shares = [of_year for kind in given.KINDS for of_year in getattr(kind, share)]
    return [[yes * (1 - unknown), (1 - yes) * (1 - unknown), unknown] for yes in shares]


def _draw_sectors(generator: np.random.Generator, world: World, supports: Supports, sex: np.ndarray) -> np.ndarray:
    """In which sector? By kind of support, tilted by the city and for women."""
    base = np.array([kind.sectors for kind in given.KINDS], dtype=float)
    tilts = np.stack([world.sectors * given.SECTOR_TILT_OF_WOMEN, world.sectors])
    sectors = base[:, None, None, :] * tilts[None]  # kind, women or others, city
    row = (supports.kind * 2 + (sex != WOMAN)) * len(world.ids) + supports.city
    return draw(generator, sectors.reshape(-1, len(given.SECTORS)), row)


def _draw_releases(generator: np.random.Generator, supports: Supports) -> np.ndarray:
    """On which day was each person released?"""
    study, size = IS_STUDY[supports.kind], supports.size
    # Studies may start some weeks before the release; any other support comes some weeks to months after it.
    waits = [
        generator.gamma(shape, scale, size) + least for shape, scale, least in (given.WAIT_STUDY, given.WAIT_OTHER)
    ]
    early = study & (generator.random(size) < given.STARTED_BEFORE_RELEASE)
    ahead = -1 - generator.integers(0, given.MOST_DAYS_BEFORE_RELEASE, size)
    wait = np.where(early, ahead, np.where(study, *waits).clip(max=given.LONGEST_WAIT).astype(np.int64))
    return (supports.start - wait).astype(np.int32)


def _draw_birth_years(
    generator: np.random.Generator, kind: np.ndarray, juvenile: np.ndarray, release: np.ndarray
) -> np.ndarray:
    """In which year was each person born? 0 where it was not recorded."""
    release_year = release.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    # The age reached in the year of release: 17 at most for juveniles, so that no birth year can contradict them.
    young = np.array(given.JUVENILE_AGES)[draw(generator, [given.JUVENILE_AGE_WEIGHTS], np.zeros(kind.size, np.int8))]
    shape, scale = np.array(given.YEARS_OVER_18)[FAMILY[kind]].T
    age = 18.6 + generator.gamma(shape, scale)
    age = np.where(juvenile, young, age.clip(max=66).astype(np.int64))
    recorded = generator.random(kind.size) >= given.UNKNOWN_BIRTH_YEAR
    return np.where(recorded, release_year - age, 0).astype(np.int32)

"""Which cities are there, and how do they differ?"""

import csv
from dataclasses import dataclass

import numpy as np

from analytics.records.demo import calibration as given
from analytics.records.folder import PROJECT_DATA


@dataclass(frozen=True)
class World:
    """Where is more given, known, ended? Everything runs along `ids`."""

    ids: list[str]
    centres: np.ndarray
    weights: np.ndarray  # by year, family of support, city
    homes: np.ndarray  # by city of the support, city of living
    followed: np.ndarray  # log weight
    returned: np.ndarray  # log weight
    ended: np.ndarray  # factor
    sectors: np.ndarray  # factor, by city and sector


def imagine_world(seed: int) -> World:
    """How do the cities of one seed differ? The same way in every chunk."""
    # A spawn key, because [seed] and [seed, 0], the first chunk's, would be one and the same sequence.
    generator = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(1,)))
    with (PROJECT_DATA / "reference" / "cities.csv").open(encoding="utf-8", newline="") as file:
        cities = [city for city in csv.DictReader(file) if city["population"]]
    ids = [city["id"] for city in cities]
    population = np.array([float(city["population"]) for city in cities])
    regions = np.array([city["region_id"] for city in cities])
    centres = np.array([given.CENTRE_WEIGHT[city["centre_status"]] for city in cities])
    opened = np.array([given.OPENED_IN_2015.get(city, (1.0, 1.0)) for city in ids]).T
    variety = generator.lognormal(0, 0.12, (1, 3, len(ids))) * generator.lognormal(0, 0.1, (2, 3, len(ids)))
    sectors = np.ones((len(ids), len(given.SECTORS)))
    sectors[np.isin(ids, given.INDUSTRIAL_CITIES)] *= given.SECTOR_TILT_OF_INDUSTRY
    sectors[np.isin(ids, given.FARMING_CITIES)] *= given.SECTOR_TILT_OF_FARMING
    # Who lives elsewhere mostly lives in the same region.
    homes = population**0.7 * np.where(regions[:, None] == regions[None, :], 8.0, 1.0)
    np.fill_diagonal(homes, 0)
    return World(
        ids=ids,
        centres=centres,
        weights=(population**0.85 * centres) * opened[:, None, :] * variety,
        homes=homes,
        followed=generator.normal(0, 0.15, len(ids)),
        returned=generator.normal(0, 0.12, len(ids)),
        ended=generator.lognormal(0, 0.12, len(ids)),
        sectors=sectors,
    )

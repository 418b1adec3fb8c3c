"""How far was each programme city from an open accompaniment centre? Lists as printed, distances along the earth."""

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

import pandas as pd

from analytics.measures.cells import NORMAL, NOT_AVAILABLE
from analytics.published.register import Register

OPEN, BEING_BUILT, NO_CENTRE = "open", "under_construction", "none"
YEARS = (2014, 2015)
# The mean radius of the earth (International Union of Geodesy and Geophysics).
EARTH_KM = 6371.0
# No list of 2014 was found. That of 2013 (Le Matin, source lematin-2013-tanger) names the nine of mid 2015 but these.
NOT_YET_OPEN_IN_2013 = frozenset({"settat", "beni-mellal"})


@dataclass(frozen=True)
class Covered:
    """The programme cities of one year by the centre they had, and the inhabitants of those without an open one."""

    year: int
    cities: int
    open: int
    being_built: int
    none: int
    inhabitants_without: int

    @property
    def without(self) -> int:
        return self.being_built + self.none


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How many kilometres apart are two places (longitude, latitude in degrees), along the surface of a round earth?

    Haversine formula (Sinnott 1984, Sky and Telescope 68: 159).
    """
    (west, south), (east, north) = ((radians(place[0]), radians(place[1])) for place in (one, other))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


@lru_cache(maxsize=8)
def coverage(register: Register) -> pd.DataFrame:
    """Which centre did each programme city of 2014 and 2015 have, and how far was the nearest open one?

    Returns cells by `year` and `city`: `measure`, the names, `centre_status` (mid 2015), `population` (census of 2014),
    `nearest` (city of the nearest open centre), `numerator` = `value` (kilometres, 0 in a city with an open centre),
    `denominator` (null), `status`. Both years use the list of mid 2015: is_alike_in_2013 says whether that of 2013
    would say otherwise. Read and never written.
    """
    cities = register.programme_cities()
    population = register.code_lists.frame("cities")["population"]
    centres = _places(cities[cities["centre_status"] == OPEN])
    rows = []
    for year in YEARS:
        for row in cities[cities[f"in_{year}"]].to_dict("records"):
            nearest = _nearest((row["longitude"], row["latitude"]), centres)
            kept = {name: row[name] for name in ("name_en", "name_fr", "name_ar", "longitude", "latitude")}
            rows.append(
                {"measure": "km_to_open_centre", "year": year, "city": row["city"], **kept}
                | {"centre_status": row["centre_status"], "population": population.get(row["city"])}
                | {"nearest": nearest[0] if nearest else None, "numerator": nearest[1] if nearest else None}
            )
    cells = pd.DataFrame(rows)
    cells["population"] = cells["population"].astype("Int64")
    cells["numerator"] = cells["numerator"].astype("Float64")
    cells["denominator"] = pd.array([None] * len(cells), dtype="Int64")
    return cells.assign(
        value=cells["numerator"], status=cells["numerator"].isna().map({True: NOT_AVAILABLE, False: NORMAL})
    )


def covered(cells: pd.DataFrame, year: int) -> Covered:
    """How many of a year's programme cities had an open centre, one being built, or none?"""
    found = cells[cells["year"] == year]
    counts = {status: int((found["centre_status"] == status).sum()) for status in (OPEN, BEING_BUILT, NO_CENTRE)}
    without = found[found["centre_status"] != OPEN]
    return Covered(
        year, len(found), counts[OPEN], counts[BEING_BUILT], counts[NO_CENTRE], int(without["population"].sum())
    )


def is_alike_in_2013(register: Register) -> bool:
    """Would the list of 2013 give every programme city of 2014 the same nearest open centre?"""
    cities = register.programme_cities()
    centres = _places(cities[(cities["centre_status"] == OPEN) & ~cities["city"].isin(NOT_YET_OPEN_IN_2013)])
    now = coverage(register)
    of_2014 = now[now["year"] == 2014].to_dict("records")
    return all(_nearest((row["longitude"], row["latitude"]), centres)[0] == row["nearest"] for row in of_2014)


def _places(cities: pd.DataFrame) -> dict[str, tuple[float, float]]:
    return {row["city"]: (row["longitude"], row["latitude"]) for row in cities.to_dict("records")}


def _nearest(place: tuple[float, float], centres: dict[str, tuple[float, float]]) -> tuple[str, float] | None:
    """The nearest centre and its distance; none where there is no centre at all."""
    distances = {city: great_circle_km(place, there) for city, there in centres.items()}
    city = min(distances, key=distances.get, default=None)
    return None if city is None else (city, distances[city])

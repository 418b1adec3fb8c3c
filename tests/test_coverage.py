"""Coverage: counts as the printed lists give them, distances as published, and what may be said of 2014."""

import pytest

from analytics.published import register
from analytics.published.coverage import coverage, covered, great_circle_km, is_alike_in_2013


def test_the_distance_is_that_of_a_published_example():
    # Rosetta Code, “Haversine formula”: Nashville to Los Angeles airport, 2886.44444283798… km on a radius of 6371 km.
    assert great_circle_km((-86.67, 36.12), (-118.40, 33.94)) == pytest.approx(2886.44444283798, abs=1e-6)


def test_a_place_is_no_distance_from_itself_and_half_the_earth_from_its_antipode():
    assert great_circle_km((-7.59, 33.57), (-7.59, 33.57)) == 0
    assert great_circle_km((0, 0), (180, 0)) == pytest.approx(3.141592653589793 * 6371)


@pytest.mark.parametrize(
    ("year", "open_centre", "being_built", "none"),
    # The lists printed: 7 of 12 programme cities without an open centre in 2014 (Laâyoune's being built), 5 of 12 in 2015
    # (Safi's and Laâyoune's being built).
    [(2014, 5, 1, 6), (2015, 7, 2, 3)],
)
def test_programme_cities_by_centre_are_those_of_the_printed_lists(year, open_centre, being_built, none):
    found = covered(coverage(register()), year)
    assert (found.cities, found.open, found.being_built, found.none) == (12, open_centre, being_built, none)
    assert found.without == being_built + none


def test_inhabitants_are_the_census_of_cities_without_an_open_centre():
    # Census of 2014 (HCP): Rabat, Kénitra, Taroudant, Laâyoune in both years; Boujdour, Sidi Kacem, Mohammedia; Safi.
    both = 577_827 + 431_282 + 80_149 + 217_732
    cells = coverage(register())
    assert covered(cells, 2014).inhabitants_without == both + 42_651 + 75_672 + 208_612
    assert covered(cells, 2015).inhabitants_without == both + 308_508


def test_a_city_with_an_open_centre_is_at_no_distance_and_every_other_at_some():
    cells = coverage(register())
    assert set(cells["status"]) == {"normal"}
    is_open = cells["centre_status"] == "open"
    assert (cells.loc[is_open, "value"] == 0).all() and (cells.loc[~is_open, "value"] > 0).all()
    assert (cells.loc[is_open, "nearest"] == cells.loc[is_open, "city"]).all()


@pytest.mark.parametrize(
    ("city", "nearest"),
    # Distances from the coordinates of cities.csv by another formula, the spherical law of cosines.
    [("rabat", "sale"), ("taroudant", "agadir"), ("boujdour", "agadir")],
)
def test_the_nearest_open_centre_is_found(city, nearest):
    from math import acos, cos, radians, sin

    cells = coverage(register())
    row = cells[cells["city"] == city].iloc[0]
    places = register().programme_cities().set_index("city")[["longitude", "latitude"]].map(radians)
    (west, south), (east, north) = places.loc[city], places.loc[nearest]
    by_cosines = 6371 * acos(sin(south) * sin(north) + cos(south) * cos(north) * cos(east - west))
    assert row["nearest"] == nearest and row["value"] == pytest.approx(by_cosines, abs=1e-3)


def test_the_list_of_2013_says_the_same_of_the_programme_cities_of_2014():
    assert is_alike_in_2013(register())

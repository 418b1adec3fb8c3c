"""The split of a rate's change: as published by Das Gupta, exact for any cells, refused where it has no meaning."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import ask
from analytics.comparison.composition import factors_of, split_product
from analytics.comparison.decomposition import decompose, dimensions_to_split_by
from analytics.errors import RefusedQuestion
from analytics.measures.catalogue import MEASURES


def cells_of(dimensions, *rows, measure="active_12m"):
    """Cells by year and dimensions: (year, codes…, numerator, denominator) and, where it is not normal, the status."""
    names = ["year", *dimensions, "numerator", "denominator", "status"]
    frame = pd.DataFrame([row if len(row) == len(names) else (*row, "normal") for row in rows], columns=names)
    frame.insert(0, "measure", measure)
    frame["value"] = frame["numerator"].astype("Float64") / frame["denominator"].astype("Float64").replace(0, pd.NA)
    return frame


def effects(parts):
    return dict(zip(parts["dimension"].fillna(parts["part"]), parts["effect"], strict=True))


# Refusals.


def test_what_is_not_cells_by_year_and_a_dimension_is_refused():
    with pytest.raises(ValueError, match="status"):
        decompose(pd.DataFrame({"year": [2014], "value": [1]}))
    with pytest.raises(ValueError, match="by year and another dimension"):
        decompose(ask("active_12m", by="year"))
    with pytest.raises(ValueError, match="by year and another dimension"):
        decompose(ask("active_12m", by="route"))


@pytest.mark.parametrize("measure_id", [name for name, each in MEASURES.items() if not each.is_share])
def test_only_a_share_has_parts(measure_id):
    by = "city" if MEASURES[measure_id].grain != "persons" else "sex"
    cells = ask("integrations", by=["year", by]).assign(measure=measure_id)
    with pytest.raises(RefusedQuestion, match="not a share"):
        decompose(cells)


@pytest.mark.parametrize(
    ("measure_id", "dimension"),
    [("women_share", "sex"), ("juvenile_share", "age_group"), ("prepared_share", "prepared"), ("cheque_share", "funding_kind")],
)  # fmt: skip
def test_a_share_is_not_split_by_what_it_is_made_of(measure_id, dimension):
    assert dimension not in dimensions_to_split_by(MEASURES[measure_id])
    with pytest.raises(RefusedQuestion, match="can be split by"):
        decompose(ask(measure_id, by=["year", dimension]))


def test_more_dimensions_than_cells_can_bear_are_refused():
    with pytest.raises(RefusedQuestion, match="one to 3"):
        decompose(ask("active_12m", by=["year", "sex", "age_group", "route", "education"]))


# Published examples. Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, P23-186: data and
# results of examples 2.1 to 2.3, 5.1 and 5.3 as reproduced in the README of the R package DasGuptR 2.1.0 (King and
# Matthews 2025, CRAN).


@pytest.mark.parametrize(
    ("before", "after", "standardised_before", "standardised_after"),
    [
        # Example 2.1, two factors: mean earnings of Black and White men, United States 1980.
        ([10930, 0.717892], [16591, 0.825974], [8437.228, 9878.553], [12807.14, 11365.82]),
        # Example 2.2, three factors: birth rate of Austria and Chile, 1981.
        (
            [51.78746, 0.45919, 0.52638],
            [84.90502, 0.75756, 0.51065],
            [16.31618, 16.25309, 22.32040],
            [26.75021, 26.81394, 21.65339],
        ),
        # Example 2.3, four factors: non-marital births of white women aged 15 to 19, United States, 1971 and 1979.
        (
            [25.3, 0.214, 0.279, 0.949],
            [32.7, 0.290, 0.473, 0.986],
            [2.355434, 2.287936, 1.988818, 2.686817],
            [3.044375, 3.100474, 3.371723, 2.791572],
        ),
    ],
    ids=["two factors", "three factors", "four factors"],
)
def test_a_product_is_split_as_das_gupta_1993_does(before, after, standardised_before, standardised_after):
    columns = [np.array([[value] for value in year]) for year in (before, after)]
    found = split_product(*columns)
    assert found[0].ravel() == pytest.approx(standardised_before, rel=1e-6)
    assert found[1].ravel() == pytest.approx(standardised_after, rel=1e-6)


def test_one_dimension_is_split_as_kitagawa_1955_does():
    # Das Gupta (1993), example 5.1: household headship rates per 100 by age, United States, 1970 and 1985.
    sizes = {
        2014: [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9],
        2015: [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5],
    }
    rates = {
        2014: [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8],
        2015: [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2],
    }
    rows = [
        (year, f"age {place}", size * 10 * rate / 100, size * 10)
        for year in sizes
        for place, (size, rate) in enumerate(zip(sizes[year], rates[year], strict=True))
    ]
    parts = decompose(cells_of(["education"], *rows))
    # Standardised rates per 100 of both years, and the crude rates.
    assert (parts["before"] * 100).tolist() == pytest.approx([45.5876, 45.3309, 44.7268], abs=5e-5)
    assert (parts["after"] * 100).tolist() == pytest.approx([46.8145, 47.0712, 47.6940], abs=5e-5)
    assert (parts["effect"] * 100).tolist() == pytest.approx([1.2269, 1.7403, 2.9672], abs=5e-5)
    assert (parts["share_of_change"] * 100).tolist() == pytest.approx([41.35, 58.65, 100], abs=5e-3)


def test_two_crossed_dimensions_are_split_as_das_gupta_1993_does():
    # Das Gupta (1993), example 5.3: death rates per 1,000 by race and age, United States, 1970 and 1985.
    sizes = {
        2015: [
            [3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472],
            [707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236],
        ],
        2014: [
            [2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315],
            [535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117],
        ],
    }
    rates = {
        2015: [
            [9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570],
            [17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161],
        ],
        2014: [
            [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837],
            [36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205],
        ],
    }
    rows = [
        (year, f"age {age}", f"race {race}", size * rates[year][race][age] / 1000, size)
        for year in sizes
        for race, by_age in enumerate(sizes[year])
        for age, size in enumerate(by_age)
    ]
    parts = decompose(cells_of(["education", "sex"], *rows))
    assert parts["part"].tolist() == ["composition", "composition", "rate", "total"]
    # Standardised and crude rates per 1,000: age structure, race structure, rate, crude.
    assert (parts["before"] * 1000).tolist() == pytest.approx([8.385332, 9.136312, 10.257368, 9.421833], abs=5e-7)
    assert (parts["after"] * 1000).tolist() == pytest.approx([9.907067, 9.156087, 8.029643, 8.735618], abs=5e-7)
    assert (parts["share_of_change"] * 100).tolist() == pytest.approx([-221.76, -2.88, 324.64, 100], abs=5e-3)


# What holds for any cells.

SIZES = st.integers(min_value=0, max_value=60)
CELL = st.tuples(SIZES, SIZES, st.floats(0, 1), st.floats(0, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(CELL, min_size=12, max_size=12))
def test_the_parts_add_up_to_the_change_exactly(drawn):
    codes = [(first, second, third) for first in "ab" for second in "cd" for third in "efg"]
    rows = []
    for key, (before, after, low, high) in zip(codes, drawn, strict=True):
        rows += [(2014, *key, round(before * low), before), (2015, *key, round(after * high), after)]
    given_cells = cells_of(["sex", "age_group", "route"], *[row for row in rows if row[-1]])
    years = given_cells.groupby("year")[["numerator", "denominator"]].sum()
    parts = decompose(given_cells)
    if len(years) < 2:
        assert parts["effect"].isna().all()
        return
    crude = years["numerator"] / years["denominator"]
    assert parts["effect"].iloc[-1] == pytest.approx(crude[2015] - crude[2014], abs=1e-12)
    assert parts["effect"].iloc[:-1].sum() == pytest.approx(parts["effect"].iloc[-1], abs=1e-12)


def test_a_cells_share_is_the_product_of_its_factors():
    codes = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    before, after = np.array([10, 20, 30, 40]), np.array([0, 5, 0, 45])
    for factors, sizes in zip(factors_of(codes, before, after), (before, after), strict=True):
        assert factors.prod(axis=0) == pytest.approx(sizes / sizes.sum())


def test_three_crossed_dimensions_have_the_factors_of_das_gupta_1993():
    # The share of cell ijk is a product of three factors; for I it is, written out (Das Gupta 1993, chapter 5):
    # (N_ijk / N_.jk)^1/3 × (N_ij. / N_.j. × N_i.k / N_..k)^1/6 × (N_i.. / N_...)^1/3, and alike for J and K.
    sizes = np.array([[[12, 7], [30, 5]], [[9, 21], [14, 2]]], dtype=float)
    codes = np.array(list(np.ndindex(sizes.shape))).T
    found, _ = factors_of(codes, sizes.ravel(), np.ones(8))
    for axis in range(3):
        moved = np.moveaxis(sizes, axis, 0)
        whole = moved / moved.sum(axis=0)
        first = moved.sum(axis=2, keepdims=True) / moved.sum(axis=(0, 2), keepdims=True)
        second = moved.sum(axis=1, keepdims=True) / moved.sum(axis=(0, 1), keepdims=True)
        alone = moved.sum(axis=(1, 2), keepdims=True) / moved.sum()
        expected = whole ** (1 / 3) * (first * second) ** (1 / 6) * alone ** (1 / 3)
        assert found[axis] == pytest.approx(np.moveaxis(expected, 0, axis).ravel())
    assert found.prod(axis=0) == pytest.approx(sizes.ravel() / sizes.sum())


def test_the_part_of_the_rate_does_not_depend_on_the_number_of_dimensions():
    both = ask("active_12m", by=["year", "sex", "route"])
    joined = both.assign(route=both["sex"] + both["route"]).drop(columns="sex")
    assert effects(decompose(both))["rate"] == pytest.approx(effects(decompose(joined))["rate"])


def test_the_order_of_dimensions_changes_nothing():
    one = effects(decompose(ask("active_12m", by=["year", "sex", "route"])))
    other = effects(decompose(ask("active_12m", by=["year", "route", "sex"])))
    assert one == pytest.approx(other)


def test_nothing_is_laid_on_a_dimension_that_did_not_change():
    # Sexes are half and half in both years, within either route; only the routes and the rates differ.
    rows = [
        (2014, "F", "a", 10, 100), (2014, "M", "a", 10, 100), (2014, "F", "b", 50, 100), (2014, "M", "b", 50, 100),
        (2015, "F", "a", 20, 100), (2015, "M", "a", 20, 100), (2015, "F", "b", 180, 300), (2015, "M", "b", 180, 300),
    ]  # fmt: skip
    found = effects(decompose(cells_of(["sex", "route"], *rows)))
    # By hand: routes 1/2, 1/2 → 1/4, 3/4; mean rates 0.15 and 0.55: 0.25 × (0.55 − 0.15) = 0.1; rates + 0.1 throughout.
    assert found == pytest.approx({"sex": 0, "route": 0.1, "rate": 0.1, "total": 0.2})


def test_a_group_of_one_year_has_its_own_rate_in_both():
    rows = [(2014, "a", 50, 100), (2014, "b", 30, 100), (2015, "a", 50, 100), (2015, "c", 90, 100)]
    parts = decompose(cells_of(["programme"], *rows))
    # b (0.3) gives its half to c (0.9): 0.5 × (0.9 − 0.3); nobody fared otherwise.
    assert effects(parts) == pytest.approx({"programme": 0.3, "rate": 0, "total": 0.3})
    assert (parts["groups"].iloc[0], parts["groups_in_one_year"].iloc[0]) == (3, 2)


def test_the_absence_of_a_group_is_told_by_its_own_dimension():
    # Programme c is of 2015 alone, with the sexes as in the rest: the sexes did not change.
    rows = [
        (2014, "F", "a", 10, 100), (2014, "M", "a", 30, 100),
        (2015, "F", "a", 10, 100), (2015, "M", "a", 30, 100), (2015, "F", "c", 60, 100), (2015, "M", "c", 80, 100),
    ]  # fmt: skip
    found = effects(decompose(cells_of(["sex", "programme"], *rows)))
    assert found["sex"] == pytest.approx(0, abs=1e-12) and found["programme"] == pytest.approx(found["total"])


def test_unknown_is_a_group_among_the_others():
    rows = [(2014, "F", 50, 100), (2014, "U", 10, 100), (2015, "F", 75, 150), (2015, "U", 5, 50)]
    # By hand: 0.25 × (0.5 − 0.1), nobody fared otherwise.
    assert effects(decompose(cells_of(["sex"], *rows))) == pytest.approx({"sex": 0.1, "rate": 0, "total": 0.1})


def test_no_share_of_a_change_that_is_none():
    rows = [(2014, "F", 50, 100), (2014, "M", 10, 100), (2015, "F", 20, 100), (2015, "M", 40, 100)]
    parts = decompose(cells_of(["sex"], *rows))
    assert parts["share_of_change"].isna().all() and parts["effect"].notna().all()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(2014, "F", 5, 10), (2015, "F", 50, 100)], "low_reliability"),
        ([(2014, "F", 50, 100), (2015, "F", 50, 100, "provisional")], "provisional"),
        ([(2014, "F", 50, 100), (2015, "F", 50, 100, "break")], "break"),
        ([(2014, "F", 50, 100), (2015, "F", None, None, "confidential")], "confidential"),
        ([(2015, "F", 50, 100)], "not_available"),
        ([(2014, "F", None, 0, "not_available"), (2015, "F", 50, 100)], "not_available"),
    ],
)
def test_every_part_carries_the_status_of_the_whole(rows, said):
    parts = decompose(cells_of(["sex"], *rows))
    assert set(parts["status"]) == {said}
    assert parts["effect"].isna().all() == (said in ("confidential", "not_available"))


def test_no_cells_have_no_parts():
    assert decompose(ask("active_12m", by=["year", "sex"], where={"city": "fes", "route": "education", "year": 2014, "programme": "ramadan_2014"}))["effect"].isna().all()  # fmt: skip

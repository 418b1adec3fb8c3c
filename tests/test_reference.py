"""The cube is held to hand-written SQL over the raw records, for every measure and many questions."""

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES

REFERENCE = Path(__file__).parent / "reference"


def read_reference(measure_id):
    return (REFERENCE / f"{measure_id}.sql").read_text(encoding="utf-8")


def count_by_hand(raw_records, sql, by, where="true"):
    names = "".join(f"{name}, " for name in by)
    groups = f"GROUP BY {', '.join(by)}" if by else ""
    return raw_records.execute(
        f"SELECT {names}sum(numerator) AS numerator, sum(denominator) AS denominator "
        f"FROM ({sql}) WHERE {where} {groups} HAVING count(*) > 0"
    ).fetchall()


def as_set(rows):
    return {tuple(None if pd.isna(cell) else (round(float(cell), 2) if not isinstance(cell, str) else cell) for cell in row) for row in rows}  # fmt: skip


def known(rows):
    """Groups in which the measure has no known case are said to be not available; the reference SQL has no row there."""
    return {row for row in rows if row[-1] != 0}


def asked(measure_id, by, where=None):
    cells = ask(measure_id, by=by, where=where)
    return as_set(cells[[*by, "numerator", "denominator"]].astype(object).itertuples(index=False))


ORDINARY = [name for name, measure in MEASURES.items() if measure.unit != "per_100k" and measure.grain != "persons"]


def test_every_measure_has_reference_sql():
    assert {path.stem for path in REFERENCE.glob("[!_]*.sql")} == set(MEASURES) | {"beneficiaries_by_year"}


@pytest.mark.parametrize("measure_id", ORDINARY)
def test_measure_equals_reference_by_every_dimension(measure_id, raw_records):
    sql = read_reference(measure_id)
    for by in [[], *([name] for name in MEASURES[measure_id].dimensions), ["year", "route", "programme"]]:
        assert known(asked(measure_id, by)) == as_set(count_by_hand(raw_records, sql, by)), by


@pytest.mark.parametrize("measure_id", ["integrations", "return_to_prison_12m", "funding_total", "women_share"])
def test_measure_equals_reference_by_every_pair_of_dimensions(measure_id, raw_records):
    sql = read_reference(measure_id)
    for by in combinations(MEASURES[measure_id].dimensions, 2):
        assert known(asked(measure_id, list(by))) == as_set(count_by_hand(raw_records, sql, by)), by


@pytest.mark.parametrize("measure_id", ORDINARY)
def test_filters_equal_reference(measure_id, raw_records):
    where = {"year": [2015], "sex": ["F", "U"], "city": ["fes", "rabat", "casablanca"]}
    by_hand = "year = 2015 AND sex IN ('F', 'U') AND city IN ('fes', 'rabat', 'casablanca')"
    expected = as_set(count_by_hand(raw_records, read_reference(measure_id), ["city", "route"], by_hand))
    assert known(asked(measure_id, ["city", "route"], where)) == expected


@pytest.mark.parametrize("by", [[], ["sex"], ["age_group", "education"], ["home_city"], ["home_region", "sex"]])
def test_persons_equal_reference(by, raw_records):
    expected = as_set(count_by_hand(raw_records, read_reference("beneficiaries"), by))
    assert asked("beneficiaries", by) == expected
    by = ["year", *by]
    expected = as_set(count_by_hand(raw_records, read_reference("beneficiaries_by_year"), by))
    assert asked("beneficiaries", by) == expected


@pytest.mark.parametrize("by", [["city"], ["region"], ["centre_status"], ["region", "centre_status"], []])
def test_rate_per_inhabitants_equals_reference(by, raw_records):
    numerators = count_by_hand(raw_records, read_reference("integrations_per_100k"), by, "sex = 'F' AND year = 2014")
    names = {"city": "id", "region": "region_id", "centre_status": "centre_status"}
    columns = "".join(f"{names[name]} AS {name}, " for name in by)
    groups = f"GROUP BY {', '.join(by)}" if by else ""
    rows = raw_records.execute(
        f"SELECT {columns}sum(population) FROM cities WHERE population IS NOT NULL {groups}"
    ).fetchall()
    inhabitants = {row[:-1]: row[-1] for row in rows}
    expected = {(*row[:-2], float(row[-2]), float(inhabitants[row[:-2]])) for row in numerators}
    assert asked("integrations_per_100k", by, {"sex": "F", "year": 2014}) == expected

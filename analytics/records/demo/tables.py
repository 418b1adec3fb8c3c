"""How does what was drawn become rows of the four tables?"""

import numpy as np
import pyarrow as pa

from analytics.records.demo import calibration as given
from analytics.records.demo.follow_up import Observations
from analytics.records.demo.funding import Awards
from analytics.records.demo.people import People
from analytics.records.demo.positions import RAMADAN_KIND
from analytics.records.demo.second_supports import Persons
from analytics.records.demo.supports import Supports
from analytics.records.demo.writing import SCHEMAS

PROGRAMMES = ("annual_strategy", "ramadan_2014", "ramadan_2015")


def make_tables(
    cities: list[str],
    supports: Supports,
    people: People,
    persons: Persons,
    awards: Awards,
    observations: Observations,
    before: dict[str, int],
) -> dict[str, pa.Table]:
    """Which rows come after the `before` rows of each table?"""
    person_keys = _make_keys("B", before["beneficiaries"], persons.rows.size)
    keys = _make_keys("I", before["integrations"], supports.size)
    columns = {
        "beneficiaries": [_as_text(person_keys), *_describe_persons(people, persons.rows, cities)],
        "integrations": [
            _as_text(keys),
            _as_text(person_keys[persons.person_of]),
            *_describe_integrations(supports, people, cities),
        ],
        "funding": [
            _as_text(_make_keys("F", before["funding"], awards.row.size)),
            _as_text(keys[awards.row]),
            _as_codes(awards.form, given.FUNDING_KINDS),
            pa.array(awards.amount_mad, pa.int32()).cast(pa.decimal128(12, 2)),
            _as_dates(awards.day),
        ],
        "follow_ups": [
            _as_text(keys[observations.row]),
            _as_dates(observations.day),
            _as_codes(observations.status, given.STATUSES),
        ],
    }
    return {name: pa.Table.from_arrays(arrays, schema=SCHEMAS[name]) for name, arrays in columns.items()}


def _describe_persons(people: People, rows: np.ndarray, cities: list[str]) -> list[pa.Array]:
    """What stands in the columns of beneficiaries after the key?"""
    birth_year = people.birth_year[rows]
    return [
        _as_codes(people.sex[rows], given.SEXES),
        pa.array(birth_year, mask=birth_year == 0),
        _as_claim(people.age_group[rows]),
        _as_codes(people.home[rows], cities),
        _as_codes(people.schooling[rows], given.EDUCATION),
        _as_dates(people.release[rows]),
    ]


def _describe_integrations(supports: Supports, people: People, cities: list[str]) -> list[pa.Array]:
    """What stands in the columns of integrations after the two keys?"""
    routes, route_of = np.unique([kind.route for kind in given.KINDS], return_inverse=True)
    programme = np.where(supports.kind == RAMADAN_KIND, supports.year - 2013, 0)
    return [
        _as_codes(route_of[supports.kind], routes),
        _as_codes(programme, PROGRAMMES),
        _as_codes(supports.city, cities),
        _as_codes(people.sector, given.SECTORS),
        _as_codes(supports.partner, given.PARTNERS),
        _as_dates(supports.start),
        _as_claim(people.prepared),
    ]


def _make_keys(letter: str, before: int, count: int) -> np.ndarray:
    """Which keys come next? Lines of ten ASCII bytes: a letter and nine digits, so keys sort as they were made."""
    numbers = np.arange(before + 1, before + count + 1)
    digits = numbers[:, None] // 10 ** np.arange(8, -1, -1) % 10 + ord("0")
    return np.column_stack([np.full(count, ord(letter)), digits]).astype(np.uint8)


def _as_text(keys: np.ndarray) -> pa.Array:
    """How are keys handed to Arrow? As they lie in memory: a hundred million strings are never made one by one."""
    offsets = np.arange(len(keys) + 1, dtype=np.int32) * 10
    return pa.StringArray.from_buffers(len(keys), pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(keys)))


def _as_codes(positions: np.ndarray, codes: object) -> pa.Array:
    """How are positions in a code list handed to Arrow?"""
    return pa.DictionaryArray.from_arrays(pa.array(positions.astype(np.int8)), pa.array(list(codes), pa.string()))


def _as_claim(positions: np.ndarray) -> pa.Array:
    """How is true (0), false (1) or unknown (2) handed to Arrow?"""
    return pa.array(positions == 0, mask=positions == 2)


def _as_dates(days: np.ndarray) -> pa.Array:
    """How are days handed to Arrow?"""
    return pa.array(days.astype(np.int32)).view(pa.date32())

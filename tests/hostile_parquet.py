"""Odd and hostile Parquet files: nested columns, moments, numbers of every width, text that only looks like numbers."""

import io
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile_files import Case, moment, read, reads, refused, written

TWO = [{}, {"city_id": "rabat"}]


def parquet(table: str, *changes: dict, **columns: pa.Array) -> bytes:
    """Rows as text, but for the columns that are given as arrays; None leaves a column out."""
    rows = written(table, *changes)
    held = {name: pa.array([row[name] for row in rows]) for name in rows[0]} | columns
    made = io.BytesIO()
    pq.write_table(pa.table({name: array for name, array in held.items() if array is not None}), made)
    return made.getvalue()


def amounts(array: pa.Array) -> bytes:
    return parquet("funding", *[{}] * len(array), amount_mad=array)


def paid(*texts: str) -> list[dict]:
    return [{"amount_mad": Decimal(text)} for text in texts]


DAY = date(2013, 12, 1)
GOOD = parquet("beneficiaries", *TWO)
MIDNIGHTS = pa.array([moment(2013, 12, 1)] * 2)
PARQUET = [
    reads("parquet of text", GOOD, *TWO),
    reads("parquet of days, truth, whole numbers", parquet("beneficiaries", *TWO, release_date=pa.array([DAY] * 2), juvenile=pa.array([False, None]), birth_year=pa.array([1985, None], pa.int16())), {}, {"city_id": "rabat", "juvenile": None, "birth_year": None}),
    *(reads(f"parquet of midnights in {unit}", parquet("beneficiaries", *TWO, release_date=MIDNIGHTS.cast(pa.timestamp(unit))), *TWO) for unit in ("ms", "us", "ns")),
    reads("parquet of dictionaries", parquet("beneficiaries", *TWO, city_id=pa.array(["Fès", "الرباط"]).dictionary_encode()), *TWO),
    reads("parquet with an id of digits", parquet("beneficiaries", *TWO, {}, beneficiary_id=pa.array(["pers0001", "pers0002", "12345"])), *TWO, {"beneficiary_id": "12345"}),
    reads("parquet of years as doubles", parquet("beneficiaries", *TWO, birth_year=pa.array([1985.0, None])), {}, {"city_id": "rabat", "birth_year": None}),
    reads("parquet with a column of nothing", parquet("beneficiaries", *TWO, education=pa.nulls(2)), {"education": None}, {"city_id": "rabat", "education": None}),
    reads("parquet with a column named as the number of the row", parquet("beneficiaries", *TWO, file_row_number=pa.array([7, 8])), *TWO),
    reads("parquet with extra columns", parquet("beneficiaries", *TWO, remarque=pa.array(["x", "y"])), *TWO),
    reads("parquet amounts as doubles", amounts(pa.array([1200.125, 1.2, 0.1 + 0.2])), *paid("1200.125", "1.2", "0.3"), table="funding"),
    reads("parquet amounts as decimals", amounts(pa.array([Decimal("1200.125"), Decimal("1.200")], pa.decimal128(38, 3))), *paid("1200.125", "1.2"), table="funding"),
    reads("parquet amounts below one", amounts(pa.array([Decimal("0.50"), Decimal("0.00")], pa.decimal128(2, 2))), *paid("0.5", "0"), table="funding"),
    reads("parquet amounts as text with commas", amounts(pa.array(["1.200,50", "1.200"])), *paid("1200.5", "1200"), table="funding"),
    reads("parquet amounts as text, a comma said", amounts(pa.array(["1.200", "1,200"])), *paid("1200", "1.2"), table="funding", decimal="comma"),
    reads("parquet amounts as numbers, a comma said", amounts(pa.array([1.125, 1200.0])), *paid("1.125", "1200"), table="funding", decimal="comma"),
    Case("an hour in a parquet day", {"g.parquet": parquet("beneficiaries", *TWO, release_date=pa.array([moment(2013, 12, 1), moment(2013, 12, 1, 9)]))}, rows=read("beneficiaries", {}), refused=frozenset({(3, "release_date", "type")})),
    Case("parquet numbers beyond all measure", {"g.parquet": amounts(pa.array([1500.0, float("inf"), float("nan"), -1.0, 1e15]))}, "funding", read("funding", {}), frozenset({(3, "amount_mad", "type"), (4, "amount_mad", "type"), (5, "amount_mad", "range"), (6, "amount_mad", "type")})),
    reads("parquet of whole numbers as ids", parquet("funding", {}, {}, funding_id=pa.array([12345, 9007199254740993])), {"funding_id": "12345"}, {"funding_id": "9007199254740993"}, table="funding"),
    Case("parquet ids as doubles", {"g.parquet": parquet("follow_ups", {}, integration_id=pa.array([123456.0]))}, "follow_ups", [], frozenset({(2, "integration_id", "reference")})),
    Case("parquet text that means nothing", {"g.parquet": parquet("beneficiaries", {}, {"city_id": "Atlantis"}, {"birth_year": "x"})}, rows=read("beneficiaries", {}), refused=frozenset({(3, "city_id", "code"), (4, "birth_year", "type")})),
    refused("parquet amounts as text, 1.200 alone", amounts(pa.array(["1.200"])), 1, "--decimal"),
    refused("parquet list", parquet("beneficiaries", *TWO, education=pa.array([["a"], ["b"]])), 2, "nesting"),
    refused("parquet struct", parquet("beneficiaries", *TWO, remarque=pa.array([{"a": 1}, {"a": 2}])), 2, "nesting"),
    refused("parquet map", parquet("beneficiaries", *TWO, remarque=pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int8()))), 2, "nesting"),
    refused("parquet bytes", parquet("beneficiaries", *TWO, remarque=pa.array([b"a", b"b"])), 2, "BLOB"),
    refused("parquet moments with a zone", parquet("beneficiaries", *TWO, release_date=MIDNIGHTS.cast(pa.timestamp("us", "Africa/Casablanca"))), 2, "time zone"),
    refused("parquet cut short", GOOD[:-20], 2, "damaged"),
    refused("parquet of four letters", b"PAR1", 2, "damaged"),
    refused("parquet with a page damaged", GOOD[:8] + b"\xff" * 40 + GOOD[48:], 2, "damaged"),
    refused("parquet with an override", parquet("beneficiaries", {}, {"education": "\u202eyramirp"}), 2, "U+202E"),
    refused("parquet with nul", parquet("beneficiaries", {}, {"education": "a\0b"}), 2, "U+0000"),
    refused("parquet with an override in a heading", parquet("beneficiaries", *TWO, **{"re\u202emarque": pa.array(["x", "y"])}), 2, "U+202E"),
    refused("parquet with a name", parquet("beneficiaries", *TWO, nom_complet=pa.array(["x", "y"])), 1, "a name"),
    refused("parquet with e-mails", parquet("beneficiaries", *TWO, remarque=pa.array(["a@b.ma", "c@d.ma"])), 1, "e-mail"),
    refused("parquet with a heading twice", parquet("beneficiaries", *TWO, Ville=pa.array(["fes", "fes"])), 1, "twice"),
    refused("parquet with too many rows", parquet("beneficiaries", {}, {}, {}, {}), 2, "3 rows", limits={"ROWS": 3}),
    refused("parquet that unpacks to more", GOOD, 2, "unpacks to", limits={"UNCOMPRESSED_BYTES": 50}),
]  # fmt: skip

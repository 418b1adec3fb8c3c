"""Whatever dialect people write in, what they meant is what is read: files of valid records in every accepted habit."""

import csv
import io
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.records.aliases import read_spellings
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.intake import Options, import_files
from analytics.records.opening import Given
from tests.hostile_files import workbook

PROJECT = DataFolder(PROJECT_DATA)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1256", "cp1252")
LISTS = {
    "sex": "sexes", "city_id": "cities", "education": "education", "route": "routes", "programme": "programmes",
    "sector": "sectors", "partner": "partners", "kind": "funding_kinds", "status": "follow_up_statuses",
}  # fmt: skip


def listed(name):
    with (PROJECT_DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMES = {
    name: {row["id"]: {row["id"], row["name_en"], row["name_fr"], row["name_ar"]} for row in listed(f"{name}.csv")}
    for name in {*LISTS.values(), "headings"}
}
BOOLEANS = {True: set(), False: set()}
for row in listed("aliases.csv"):
    if row["list"] == "booleans":
        BOOLEANS[row["code"] == "true"].add(row["alias"])
    else:
        NAMES[row["list"]][row["code"]].add(row["alias"])
for row in listed("heading_aliases.csv"):
    NAMES["headings"][row["field"]].add(row["alias"])


@st.composite
def records(draw):
    """Four tables of valid rows that refer to one another."""
    code = {field: st.sampled_from(sorted(NAMES[name])) for field, name in LISTS.items()}
    count = draw(st.integers(1, 5))
    people = [
        {"beneficiary_id": f"{number:05}", "sex": draw(st.none() | code["sex"]),
         "birth_year": draw(st.none() | st.integers(1940, 2000)), "juvenile": draw(st.none() | st.booleans()),
         "city_id": draw(code["city_id"]), "education": draw(st.none() | code["education"]),
         "release_date": draw(st.dates(date(2005, 1, 1), date(2014, 12, 31)))}
        for number in range(count)
    ]  # fmt: skip
    supports = []
    for number in range(draw(st.integers(1, 5))):
        programme = draw(code["programme"])
        year = int(programme[-4:]) if programme.startswith("ramadan") else draw(st.sampled_from([2014, 2015]))
        supports.append(
            {"integration_id": f"supp-{number}", "beneficiary_id": draw(st.sampled_from(people))["beneficiary_id"],
             "route": draw(code["route"]), "programme": programme, "city_id": draw(code["city_id"]),
             "sector": draw(st.none() | code["sector"]), "partner": draw(st.none() | code["partner"]),
             "started_on": date(year, 1, 1) + timedelta(draw(st.integers(0, 364))),
             "prepared_in_prison": draw(st.none() | st.booleans())}
        )  # fmt: skip
    awards = [
        {"funding_id": f"0fund{number}", "integration_id": support["integration_id"], "kind": draw(code["kind"]),
         "amount_mad": draw(st.decimals(0, 400_000, places=draw(st.integers(0, 3)))),
         "awarded_on": draw(st.none() | st.just(support["started_on"] + timedelta(draw(st.integers(0, 90)))))}
        for number, support in enumerate(supports)
    ]  # fmt: skip
    seen = [
        {"integration_id": support["integration_id"], "observed_on": support["started_on"] + timedelta(30 * number),
         "status": draw(code["status"])}
        for number, support in enumerate(supports, start=1)
    ]  # fmt: skip
    return dict(zip(RECORD_TABLES, (people, supports, awards, seen), strict=True))


def spell(draw, field, value, decimal):
    """One way of writing this value."""
    if value is None:
        return draw(st.sampled_from(["", " ", "\u00a0"]))
    if field in LISTS:
        return draw(st.sampled_from(sorted(NAMES[LISTS[field]][value])))
    if isinstance(value, bool):
        return draw(st.sampled_from(sorted(BOOLEANS[value])))
    if isinstance(value, date):
        day, month, year = value.day, value.month, value.year
        styles = [
            str(value),
            f"{day:02}/{month:02}/{year}",
            f"{day}.{month}.{year}",
            f"{day} {MONTHS[month - 1]} {year}",
        ]
        text = draw(st.sampled_from(styles))
    elif isinstance(value, Decimal):
        grouped = draw(st.sampled_from([f"{value:,f}", f"{value:f}"]))
        mark = draw(st.sampled_from([" ", "\u00a0", "\u202f", "." if decimal == "comma" else ","]))
        text = grouped.translate({ord(","): mark, ord("."): "," if decimal == "comma" else "."})
        text += draw(st.sampled_from(["", " DH", " درهم"]))
    elif isinstance(value, int):
        text = str(value)
    else:
        return draw(st.sampled_from([value, f" {value} "]))
    return text.translate(ARABIC_DIGITS) if draw(st.booleans()) else text


def as_file(draw, table, rows, decimal, place):
    """A file of these rows in one habit; returns its path."""
    fields = draw(st.permutations(list(rows[0])))
    heading = [draw(st.sampled_from(sorted(NAMES["headings"][field]))) for field in fields]
    texts = [[spell(draw, field, row[field], decimal) for field in fields] for row in rows]
    path = place / draw(st.sampled_from([f"{table}.csv", f"ملف {table}[*].txt"]))
    form = draw(st.sampled_from(["csv", "xlsx", "parquet", "typed parquet", "typed xlsx"]))
    if form == "csv":
        made = io.StringIO()
        quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
        csv.writer(made, delimiter=draw(st.sampled_from(",;\t")), quoting=quoting, lineterminator=end).writerows(
            [heading, *texts]
        )
        encoding = draw(st.sampled_from(ENCODINGS))
        try:
            content = made.getvalue().encode(encoding)
        except UnicodeEncodeError:
            content, encoding = made.getvalue().encode(), "utf-8"
        path.write_bytes(content)
        return path, encoding if encoding.startswith("cp") else None
    if form == "xlsx":
        path.write_bytes(workbook([heading, *texts]))
    elif form == "typed xlsx":
        path.write_bytes(workbook([heading, *([row[field] for field in fields] for row in rows)]))
    else:
        if form == "typed parquet":
            texts = [[row[field] for field in fields] for row in rows]
        columns = [pa.array(column) for column in zip(*texts, strict=True)]
        pq.write_table(pa.Table.from_arrays(columns, names=heading), path)
    return path, None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return DataFolder(tmp_path_factory.mktemp("data"))


def test_every_heading_of_the_lists_means_its_column():
    spellings = read_spellings(PROJECT)
    for field, names in NAMES["headings"].items():
        assert all(field in spellings.fields(name) for name in names)


@pytest.mark.thorough
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(meant=records(), data=st.data())
def test_what_was_meant_is_what_is_read(folder, meant, data):
    decimal = data.draw(st.sampled_from(["comma", "point"]))
    with TemporaryDirectory() as place:
        # One encoding is said for all files, so a file of another encoding comes with a mark, or in ASCII.
        written = [as_file(data.draw, table, rows, decimal, Path(place)) for table, rows in meant.items()]
        said = {encoding for _, encoding in written if encoding}
        if len(said) > 1 or (said and not _fit(written, next(iter(said)))):
            written, said = [(path, None) for path, _ in map(_in_utf_8, written)], set()
        release = import_files(
            [Given(path, path.name) for path, _ in written],
            folder,
            Options(encoding=next(iter(said), None), decimal=decimal),
        )
    contract = read_contract(PROJECT)
    for table, rows in meant.items():
        names = [field.name for field in contract.resource(table).fields]
        found = duckdb.execute(
            f"SELECT {', '.join(names)} FROM read_parquet($path)", {"path": str(release.path / f"{table}.parquet")}
        ).fetchall()
        assert sorted(map(_shown, found)) == sorted(_shown(tuple(row[name] for name in names)) for row in rows)
    shutil.rmtree(folder.releases)


def _shown(row):
    return [str(value.normalize()) if isinstance(value, Decimal) else str(value) for value in row]


def _fit(written, said):
    """Can every text file be read in this encoding?"""
    for path, encoding in written:
        content = path.read_bytes()
        is_text = not content.startswith((b"PK", b"PAR1", b"\xff\xfe", b"\xef\xbb\xbf"))
        if is_text and encoding != said and not content.isascii():
            return False
    return True


def _in_utf_8(written):
    path, encoding = written
    if encoding:
        path.write_bytes(path.read_bytes().decode(encoding).encode())
    return path, None

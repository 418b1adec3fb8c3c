"""Files as they come: the same values whatever the line ends, and never some of the rows in silence."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.errors import InvalidData, UnreadableInput
from analytics.measures.asking import ask
from analytics.records.contract import read_contract
from analytics.records.folder import DataFolder
from analytics.records.reading import load_raw

CENTRES = 'city,status,source_id\nFès,open,seed-2015\n"Agadir",under_construction,seed-2015\n'


def read(tmp_path, content):
    path = tmp_path / "centres.csv"
    path.write_bytes(content)
    connection = duckdb.connect()
    load_raw(connection, read_contract(DataFolder.at()).resource("centres"), path, "raw")
    return connection.execute("SELECT city, status, source_id, file_row FROM raw ORDER BY file_row").fetchall()


EXPECTED = [("Fès", "open", "seed-2015", 2), ("Agadir", "under_construction", "seed-2015", 3)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n"])
def test_line_ends_marks_and_blank_tails_change_nothing(tmp_path, end, mark, tail):
    text = (CENTRES.rstrip("\n") + tail).replace("\n", end)
    assert read(tmp_path, mark + text.encode()) == EXPECTED


def test_a_quoted_line_break_stays_in_its_cell_and_rows_count_as_a_spreadsheet_does(tmp_path):
    rows = read(tmp_path, b'city,status,source_id\n"F\xc3\xa8s\nville","a ""b"", c",\nX,open,s\n')
    assert rows == [("Fès\nville", 'a "b", c', None, 2), ("X", "open", "s", 3)]


def test_ids_keep_their_zeros_and_columns_may_stand_in_any_order(tmp_path):
    assert read(tmp_path, b"source_id,extra,city,status\n007,1,0012,1E5\n") == [("0012", "1E5", "007", 2)]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"city,city,status\na,b,c\n", b"\xff\xfec\x00i\x00", b"city,status,source_id\nF\xe8s,open,s\n", b'city,status,source_id\n"a,b,c\n'],
)  # fmt: skip
def test_what_cannot_be_read_whole_is_not_read_at_all(tmp_path, content):
    with pytest.raises(UnreadableInput, match=r"centres\.csv"):
        read(tmp_path, content)


@pytest.mark.parametrize("line", [b"a,b", b"a,b,c,d", b""])
def test_a_row_of_another_width_is_named(tmp_path, line):
    with pytest.raises(InvalidData, match=r"centres\.csv, row 3") as refusal:
        read(tmp_path, b"city,status,source_id\na,b,c\n" + line + b"\na,b,c\n")
    assert refusal.value.problems[0].rule == "fields"


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(InvalidData, match="status"):
        read(tmp_path, b"city,source_id\na,b\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_record_files_with_either_line_end_give_the_same_numbers(records, end):
    folder = records(integrations="support | started_on\n1 | 2014-03-01\n2 | 2015-03-01")
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").replace("\n", end).encode())
    assert ask("integrations", by="year", records=folder)["value"].tolist() == [1, 1]


# Parquet in a bare folder.


def as_parquet(folder, table, **columns):
    """A table of the folder as Parquet instead of CSV, with some columns as these arrays."""
    text = duckdb.read_csv(str(folder / f"{table}.csv"), all_varchar=True).to_arrow_table()
    for name, array in columns.items():
        text = text.set_column(text.schema.get_field_index(name), name, array)
    pq.write_table(text, folder / f"{table}.parquet")
    (folder / f"{table}.csv").unlink()


LATE = datetime(2014, 12, 31, 23, 30, tzinfo=UTC)  # 2015 in Tokyo


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_a_moment_with_a_time_zone_is_refused_in_every_time_zone(records, zone):
    folder = records(integrations="support | started_on\n1 | 2014-12-31")
    as_parquet(folder, "integrations", started_on=pa.array([LATE], pa.timestamp("us", "UTC")))
    done = subprocess.run(
        [sys.executable, "-m", "analytics", "ask", "integrations", "--by", "year", "--records", str(folder)],
        cwd=Path(__file__).resolve().parents[1], env=os.environ | {"TZ": zone}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = done.stderr.splitlines()
    assert said.startswith("integrations.parquet, column started_on: TIMESTAMP WITH TIME ZONE is stored there;")


@pytest.mark.parametrize(
    "array",
    [pa.array([["2014-12-31"]]), pa.array([{"a": 1}]), pa.array([b"2014-12-31"])],
)
def test_a_column_without_one_meaning_is_refused(records, array):
    folder = records(integrations="support | started_on\n1 | 2014-12-31")
    as_parquet(folder, "integrations", started_on=array)
    with pytest.raises(UnreadableInput, match="column started_on"):
        ask("integrations", by="year", records=folder)


def test_a_column_that_is_not_asked_for_may_be_of_any_kind(records):
    folder = records(integrations="support | started_on\n1 | 2014-12-31")
    path = folder / "integrations.parquet"
    text = duckdb.read_csv(str(folder / "integrations.csv"), all_varchar=True).to_arrow_table()
    pq.write_table(text.append_column("loaded_at", pa.array([LATE], pa.timestamp("us", "UTC"))), path)
    (folder / "integrations.csv").unlink()
    assert ask("integrations", by="year", records=folder)["year"].tolist() == [2014]


@pytest.mark.parametrize("is_parquet", [True, False])
def test_a_folder_named_as_a_partition_adds_nothing_to_its_files(records, tmp_path, is_parquet):
    folder = records(integrations="support | city | started_on\n1 | fes | 2014-12-31")
    if is_parquet:
        as_parquet(folder, "integrations")
    moved = tmp_path / "city_id=rabat" / "it's"
    moved.parent.mkdir()
    folder.rename(moved)
    cells = ask("integrations", by=["city", "year"], records=moved)
    assert cells[["city", "year", "value"]].to_numpy().tolist() == [["fes", 2014, 1]]

"""Files as they come: the same values whatever the line ends, and never some of the rows in silence."""

import duckdb
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

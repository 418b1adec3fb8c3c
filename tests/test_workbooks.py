"""Workbooks: a cell is the text its reader sees, and a package that could do harm is refused wherever the harm stands."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from analytics.errors import UnreadableInput
from analytics.records import workbooks
from analytics.records.workbooks import check_package, number_as_text, read_sheets, refuse_merged
from tests.hostile_files import repack, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook([["a", "b"], ["1", "2"]])


@pytest.fixture
def read(tmp_path):
    """Checks and reads a workbook: {title: [(row, texts), …]}."""

    def read(content):
        path = tmp_path / "given"  # its name says nothing
        path.write_bytes(content)
        check_package(path, "given.xlsx")
        return {sheet.title: list(sheet.rows) for sheet in read_sheets(path, "given.xlsx")}

    return read


def with_part(part, change, package=GOOD):
    """The workbook with one part changed."""
    return repack(package, lambda name, content: change(content) if name == part else content)


# What is refused.

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("behind", [0, 4_090, 5_000, workbooks.CHUNK - 5, workbooks.CHUNK + 5_000])
def test_a_doctype_is_found_however_far_behind_it_stands(read, behind):
    comment = b"<!--" + b" " * behind + b"-->"
    with pytest.raises(UnreadableInput, match="XML entities"):
        read(with_part(SHEET, lambda content: content.replace(b"<worksheet", comment + DOCTYPE + b"<worksheet", 1)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_doctype_in_another_encoding_is_found(read, encoding):
    def change(content):
        text = content.decode().replace("<worksheet", DOCTYPE.decode() + "<worksheet", 1)
        return text.removeprefix('<?xml version="1.0"?>').encode(encoding)

    with pytest.raises(UnreadableInput, match="XML entities"):
        read(with_part(SHEET, change))


def test_a_part_is_looked_through_whatever_its_name_ends_in(read):
    with pytest.raises(UnreadableInput, match="XML entities"):
        read(repack(GOOD, lambda _name, content: content, xl__worksheets__sheet9_dot_bin=DOCTYPE))


def test_a_drawing_may_have_a_doctype(read):
    drawn = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    package = repack(GOOD, lambda _name, content: content, xl__media__image1_dot_svg=drawn)
    assert read(package) == {"Feuil1": [(1, ["a", "b"]), (2, ["1", "2"])]}


def test_a_text_that_only_speaks_of_a_doctype_is_a_text(read):
    assert read(workbook([["a"], ["<!DOCTYPE x>"]])) == {"Feuil1": [(1, ["a"]), (2, ["<!DOCTYPE x>"])]}


@pytest.mark.parametrize("mark", [b'<mergeCell ref="A1:B1"/>', b'<x:mergeCell\n ref="A1:B1"/>'])
def test_merged_cells_are_found(tmp_path, mark):
    far = b" " * (workbooks.CHUNK - 10)
    path = tmp_path / "given"
    path.write_bytes(with_part(SHEET, lambda content: content.replace(b"</worksheet>", far + mark + b"</worksheet>")))
    merged = check_package(path, "given.xlsx")
    assert {part: ranges for part, ranges in merged.items() if ranges} == {SHEET: ["A1:B1"]}


@pytest.mark.parametrize(
    ("merged", "heading_row", "named"),
    [
        (["A1:G2"], 3, None),
        (["A1:G1", "A2:C3"], 3, "A2:C3"),
        (["A1:G1"], 1, "A1:G1"),
        (["B12:B14", "C10:C11"], 4, "B12:B14"),
        ([], 1, None),
    ],
)
def test_only_a_title_may_be_merged(merged, heading_row, named):
    if named is None:
        refuse_merged(merged, heading_row, "given.xlsx")
        return
    with pytest.raises(UnreadableInput, match=named):
        refuse_merged(merged, heading_row, "given.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/activeX/a.xml", "xl/embeddings/a.bin", "xl/macrosheets/a.xml"]
)
def test_what_could_run_is_refused(read, part):
    with pytest.raises(UnreadableInput, match="macros"):
        read(repack(GOOD, lambda _name, content: content, **{part.replace("/", "__").replace(".", "_dot_"): b"x"}))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", GOOD[:100], GOOD[:-30], b"x" * 1000],
    ids=["empty", "a signature", "cut early", "cut late", "no package"],
)
def test_damage_is_one_sentence(read, content):
    with pytest.raises(UnreadableInput, match="cut short or damaged"):
        read(content)


def test_too_many_parts_are_refused(read, monkeypatch):
    monkeypatch.setattr(workbooks.limits, "PARTS", 3)
    with pytest.raises(UnreadableInput, match="unpacks to"):
        read(GOOD)


# What is read.


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        # What Excel shows (SpreadsheetML number formats, ECMA-376 part 1, 18.8.31: 0 is a digit or a zero, text stands in
        # quotes or behind a backslash).
        (12, "General", "12"), (12, "0", "12"), (12, "#,##0", "12"), (12, "@", "12"), (12, "0.00", "12"),
        (123, "000000", "000123"), (1234567, "000000", "1234567"), (-5, "0000", "-0005"), (0, "000", "000"),
        (12, '"F"0000', "F0012"), (12, "\\F0000", "F0012"), (12, '"F"0', "F12"), (12345, '"F"0000', "F12345"),
        (12, '"BEN-"0000"/14"', "BEN-0012/14"), (1234, "00-00", "12-34"), (12345, "00-00", "123-45"),
        (-12, '"F"0000', "-F0012"), (12, '"مستفيد "000', "مستفيد 012"),
        # A unit behind a number is not part of it; an amount with its currency before it can still be read.
        (1200, '0" DH"', "1200"), (1200, '#,##0" DH"', "1200"), (1200, '"DH "0', "DH 1200"),
        # Fractions keep what the cell holds, not what it shows.
        (1.5, '"F"0000', "1.5"), (1.2, "00", "1.2"), (1234.125, "0.00", "1234.1250"), (1e-7, "0", "0.0000001"),
        (1234567890123456, "0", "1.234568E+15"), (2014.0, "General", "2014"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_it_is_meant(value, shown_as, text):
    assert number_as_text(value, shown_as) == text


def test_ids_shown_with_a_letter_and_zeros_are_read_as_they_are_shown(read):
    def change(book):
        book.active["A2"].value = 12
        book.active["A2"].number_format = '"F"0000'

    assert read(workbook([["a"], ["x"]], change=change)) == {"Feuil1": [(1, ["a"]), (2, ["F0012"])]}


def test_days_hours_truth_and_blanks(read):
    rows = [
        ["a", "b", "c", "d"],
        [date(2014, 7, 1), datetime(2014, 7, 1, 8, 30), time(8, 30), True],
        [],
        [None, "", "x"],
    ]
    assert read(workbook(rows)) == {
        "Feuil1": [
            (1, ["a", "b", "c", "d"]),
            (2, ["2014-07-01T00:00:00", "2014-07-01T08:30:00", "08:30:00", "true"]),
            (4, [None, None, "x"]),
        ]
    }


def test_empty_sheets_are_none_and_the_others_keep_their_order(read):
    assert list(read(workbook([["b"]], [], [["a"]]))) == ["Feuil1", "Feuil3"]


def test_a_formula_shows_its_kept_result_and_without_one_itself(read):
    book = workbook([["a"], ["=1+1"]])
    assert read(book)["Feuil1"][1] == (2, ["=1+1"])
    kept = with_part(
        SHEET, lambda content: content.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"), book
    )
    assert read(kept)["Feuil1"][1] == (2, ["2"])


def test_what_a_sheet_says_of_its_own_size_is_not_believed(read):
    def change(content):
        return content.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"')

    assert read(with_part(SHEET, change))["Feuil1"][1] == (2, ["1", "2"])


def test_the_package_is_that_of_openpyxl():
    # The parts that the tests above change are there under these names.
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        assert SHEET in package.namelist() and b'<dimension ref="A1:B2"' in package.read(SHEET)
    assert openpyxl.load_workbook(io.BytesIO(GOOD)).sheetnames == ["Feuil1"]

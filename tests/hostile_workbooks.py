"""Odd and hostile workbooks: macros, merged cells, formulas, numbers that lost digits, several sheets, damage."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.hostile_files import Case, read, reads, refused, repack, table_rows, workbook

TWO = [{}, {"city_id": "rabat"}]
ROWS = table_rows("beneficiaries", *TWO)
GOOD = workbook(ROWS)
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def only(part: str, old: bytes, new: bytes, package: bytes = GOOD) -> bytes:
    """The workbook with bytes of one part replaced."""
    return repack(package, lambda name, content: content.replace(old, new) if name == part else content)


def with_bomb(package: bytes) -> bytes:
    made = io.BytesIO(package)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as added:
        added.writestr("xl/worksheets/sheet9.xml", b" " * 3_000_000)
    return made.getvalue()


def of_mac(book) -> None:
    book.epoch = CALENDAR_MAC_1904
    book.active["G2"] = datetime(2013, 12, 1)


def zero_padded(book) -> None:
    book.active["A3"] = 123
    book.active["A3"].number_format = "000000"


def hidden(book) -> None:
    book["Feuil2"].sheet_state = "hidden"


def changed(**cells: object):
    """A change of a workbook: these cells."""

    def change(book) -> None:
        for place, value in cells.items():
            book.active[place] = value

    return change


def book(*changes: dict, **cells: object) -> bytes:
    return workbook(table_rows("beneficiaries", *changes), change=changed(**cells))


def kept_result(package: bytes) -> bytes:
    """The formula of G2 as a spreadsheet leaves it, with its result (41609 is 1 December 2013)."""
    return (
        only(SHEET, b"<f>DATE(2013,12,1)</f><v />", b"<f>DATE(2013,12,1)</f><v>41609</v>", package)
        if b"<v />" in _sheet(package)
        else only(SHEET, b"<v></v>", b"<v>41609</v>", package)
    )


def _sheet(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(SHEET)


def dated_formula(book) -> None:
    book.active["G2"] = "=DATE(2013,12,1)"
    book.active["G2"].number_format = "yyyy-mm-dd"


def formula_without_result(book) -> None:
    book.active["C2"] = "=1980+5"


def merged(book) -> None:
    book.active.merge_cells("E2:E3")


def merged_title(book) -> None:
    book.active.merge_cells("A1:G1")


def merged_twice(book) -> None:
    merged_title(book)
    book.active.merge_cells("E3:E4")


XLSX = {"file": "given.xlsx"}
WORKBOOKS = [
    reads("xlsx", GOOD, *TWO, **XLSX),
    reads("xlsx under the name of a csv", GOOD, *TWO),
    reads("numbers, days and truth as a spreadsheet keeps them", book(*TWO, C2=1985, C3=1985.0, D2=False, D3=False, G2=datetime(2013, 12, 1), G3=date(2013, 12, 1)), *TWO, **XLSX),
    reads("days counted from 1904", workbook(ROWS, change=of_mac), *TWO, **XLSX),
    reads("an id shown with zeros", workbook(ROWS, change=zero_padded), {}, {"beneficiary_id": "000123", "city_id": "rabat"}, **XLSX),
    reads("a formula with its result", kept_result(workbook(ROWS, change=dated_formula)), *TWO, **XLSX),
    reads("empty rows in the middle and at the end", workbook([ROWS[0], ROWS[1], [], [None] * 7, ROWS[2], ["", " ", "\u00a0"]]), *TWO, **XLSX),
    reads("remarks on a sheet of their own", workbook([["Remarques"], ["à revoir"]], ROWS), *TWO, **XLSX),
    reads("an empty sheet before", workbook([], ROWS), *TWO, **XLSX),
    Case("two tables in one workbook", {"g.xlsx": workbook(ROWS, table_rows("integrations", {}, {"beneficiary_id": "pers0002"}))}, "integrations", read("integrations", {}, {"beneficiary_id": "pers0002"})),
    Case("a hidden sheet is no less read", {"g.xlsx": workbook(ROWS, table_rows("integrations", {}, {"route": "education"}), change=hidden)}, "integrations", read("integrations", {}, {"route": "education"})),
    Case("an amount in full precision", {"g.xlsx": workbook(table_rows("funding", {"amount_mad": 1234.125}, {"amount_mad": 1.2}, {"amount_mad": "1 200,50"}, {"amount_mad": 1e-7}))}, "funding", read("funding", *[{"amount_mad": Decimal(text)} for text in ("1234.125", "1.2", "1200.5", "0")])),
    Case("an id that lost digits", {"g.xlsx": book(*TWO, A3=1234567890123456)}, rows=read("beneficiaries", {}), refused=frozenset({(3, "beneficiary_id", "pattern")})),
    Case("error cells", {"g.xlsx": book(*TWO, E3="#REF!", C3="#N/A")}, rows=read("beneficiaries", {}), refused=frozenset({(3, "city_id", "code"), (3, "birth_year", "type")})),
    Case("a formula whose result was never kept", {"g.xlsx": workbook([ROWS[0], ROWS[2], ROWS[1]], change=formula_without_result)}, rows=read("beneficiaries", {}), refused=frozenset({(2, "birth_year", "type")})),
    refused("a day of birth under year of birth", book(*TWO, C3=datetime(1985, 1, 1)), 1, "birth date", **XLSX),
    Case("an hour in a day", {"g.xlsx": book(*TWO, G3=datetime(2013, 12, 1, 14, 30))}, rows=read("beneficiaries", {}), refused=frozenset({(3, "release_date", "type")})),
    Case("more cells than headings", {"g.xlsx": book(*TWO, J3="x")}, rows=read("beneficiaries", {}), refused=frozenset({(3, None, "fields")})),
    refused("merged cells", workbook(ROWS, change=merged), 2, "E2:E3", **XLSX),
    reads("a title above the heading of a sheet", workbook([["Liste 2014"], *ROWS]), *TWO, **XLSX),
    reads("a title over merged cells", workbook([["Liste 2014"], *ROWS], change=merged_title), *TWO, **XLSX),
    refused("merged cells below a title over merged cells", workbook([["Liste 2014"], *ROWS], change=merged_twice), 2, "E3:E4", **XLSX),
    Case("titles and an empty row above the heading of a sheet", {"g.xlsx": workbook([["Liste 2014"], ["Fondation", None, "2016"], [], ROWS[0], *table_rows("beneficiaries", {}, {"city_id": "atlantis"})[1:]])}, rows=read("beneficiaries", {}), refused=frozenset({(6, "city_id", "code")})),
    Case("a second sheet with a title above its heading", {"g.xlsx": workbook(ROWS, [["Liste 2014"], *table_rows("integrations", {}, {"beneficiary_id": "pers0002"})])}, "integrations", read("integrations", {}, {"beneficiary_id": "pers0002"})),
    reads("an empty row above the heading of a sheet", workbook([[], *ROWS]), *TWO, **XLSX),
    refused("rows that may be data above the heading of a sheet", workbook([["pers0009", "M", "1985"], *ROWS]), 1, "row 2", **XLSX),
    refused("a sheet of remarks that tells who people are", workbook(ROWS, [["Nom", "CIN"], ["x", "y"]]), 1, "a name", **XLSX),
    refused("an identity heading in a sheet", book({}, H1="الاسم الكامل", H2="x"), 1, "a name", **XLSX),
    refused("macros", repack(GOOD, lambda _name, content: content, xl__vbaProject_dot_bin=b"x"), 2, "macros", **XLSX),
    refused("macros by their type", only(TYPES, b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"), 2, "macros", **XLSX),
    refused("embedded object", repack(GOOD, lambda _name, content: content, xl__embeddings__a_dot_bin=b"x"), 2, "embedded", **XLSX),
    refused("a doctype", repack(GOOD, lambda name, content: content.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1) if name == SHEET else content), 2, "XML entities", **XLSX),
    refused("a bomb by its declared size", with_bomb(GOOD), 2, "unpacks to", limits={"UNCOMPRESSED_BYTES": 1_000_000}, **XLSX),
    refused("a text document", GOOD.replace(b"xl/workbook.xml", b"word/docume.xml"), 2, "another program", **XLSX),
    refused("an open document sheet", repack(b"PK\x05\x06" + bytes(18), lambda _name, content: content, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), 2, "another program", **XLSX),
    refused("a workbook cut short", GOOD[: len(GOOD) // 2], 2, "damaged", **XLSX),
    refused("a sheet broken in the middle", only(SHEET, b"</sheetData>", b""), 2, "damaged", **XLSX),
    refused("a workbook of nothing", workbook([]), 1, "heading", **XLSX),
    refused("right-to-left override in a sheet", book({}, {"education": "\u202eyramirp"}), 2, "U+202E", **XLSX),
    refused("an override in a heading of a sheet", book({}, H1="re\u202emarque", H2="x"), 2, "U+202E", **XLSX),
    refused("too many rows in a sheet", workbook(table_rows("beneficiaries", {}, {}, {}, {})), 2, "3 rows", limits={"ROWS": 3}, **XLSX),
    refused("too many columns in a sheet", GOOD, 1, "columns", limits={"COLUMNS": 6}, **XLSX),
    refused("1.200 as text in a sheet", workbook(table_rows("funding", {"amount_mad": "1.200"})), 1, "--decimal", **XLSX),
]  # fmt: skip

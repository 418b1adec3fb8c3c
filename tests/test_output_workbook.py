"""Workbooks that leave the house: texts stay texts, numbers stay numbers, nothing in them runs."""

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest

from analytics.outputs.workbook import write_workbook


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


def opened(frame, title="t", **said):
    return openpyxl.load_workbook(io.BytesIO(write_workbook({title: frame}, **said)))


def cells(book):
    return [list(row) for row in book.active.iter_rows(values_only=True)]


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("http://x")', "＝1", "|cmd", "http://x", "'=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_stays_the_same_text_and_is_never_a_formula_or_a_link(text):
    content = write_workbook({"t": pd.DataFrame({text: [text]})})
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    assert not re.search(r"<(\w+:)?(f|hyperlink)[\s/>]", sheet)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert cells(book) == [[text], [text]]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}
    assert not [name for name in parts(content) if "externalLink" in name or "vba" in name]


@pytest.mark.parametrize("text", ["00123", "1E5", "1/2/2014", "true", "9007199254740993", "1,200", "فاس", "Fès"])
def test_what_looks_like_a_number_or_a_day_stays_a_text(text):
    book = opened(pd.DataFrame({"a": [text]}))
    assert cells(book)[1] == [text]
    assert book.active["A2"].number_format == "@"


def test_numbers_are_numbers_and_null_is_empty():
    frame = pd.DataFrame({"a": [1, 2.5, None], "b": pd.array([3, None, -1], "Int64"), "c": [pd.NA, "x", pd.NaT]})
    assert cells(opened(frame)) == [["a", "b", "c"], [1, 3, None], [2.5, None, "x"], [None, -1, None]]


def test_truth_is_told_as_text():
    assert cells(opened(pd.DataFrame({"a": [True, False]})))[1:] == [["True"], ["False"]]


def test_letters_that_xml_cannot_hold_are_replaced_and_long_texts_are_cut_where_excel_would():
    book = opened(pd.DataFrame({"a": ["x\x00\x0b\ufffey", "z" * 40_000]}))
    assert cells(book)[1:] == [["x\ufffd\ufffd\ufffdy"], ["z" * 32_767]]


def test_headings_are_bold_and_stay_in_sight_and_columns_are_wide_enough():
    book = opened(pd.DataFrame({"short": ["x"], "b": ["y" * 30], "c": ["z" * 500]}))
    sheet = book.active
    assert sheet.freeze_panes == "A2" and all(cell.font.bold for cell in sheet[1])
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [8, 33, 60]


@pytest.mark.parametrize("is_right_to_left", [True, False])
def test_the_sheet_runs_as_its_language(is_right_to_left):
    book = opened(pd.DataFrame({"a": ["x"]}), right_to_left=is_right_to_left)
    assert bool(book.active.sheet_view.rightToLeft) == is_right_to_left


def test_titles_are_made_fit_and_distinct():
    long = "a" * 40
    frames = {name: pd.DataFrame({"a": [name]}) for name in ("x/y", "x?y", "X Y", "", "'q'", long, long + "b")}
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(frames)))
    assert book.sheetnames == ["x y", "x y 2", "X Y 3", "1", "q", "a" * 31, "a" * 27 + " 2"]
    assert [book[title]["A2"].value for title in book.sheetnames] == [name or None for name in frames]


def test_the_same_table_is_the_same_bytes():
    frame = pd.DataFrame({"a": ["x", 1]})
    first, second = (parts(write_workbook({"t": frame})) for _ in range(2))
    first.pop("docProps/core.xml"), second.pop("docProps/core.xml")
    assert first == second


def test_a_table_without_rows_has_its_headings():
    assert cells(opened(pd.DataFrame(columns=["a", "b"]))) == [["a", "b"]]

"""How is a table written to a workbook that stays what it is, in whatever language the spreadsheet runs?"""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

WIDEST = 60
LOOKED_AT = 200
LONGEST_TITLE = 31
LONGEST_TEXT = 32_767
DAY = "yyyy-mm-dd"
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_workbook(sheets: Mapping[str, pd.DataFrame], *, right_to_left: bool = False) -> bytes:
    """Which bytes hold these tables as an XLSX workbook, one a sheet?

    Texts stay texts, whatever they begin with (no formula, no link, 00123 with its zeros); numbers are numbers, days are
    days; null is empty. The headings are bold and stay in sight.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    titles: set[str] = set()
    for title, frame in sheets.items():
        sheet = book.create_sheet(_title(title, titles))
        sheet.sheet_view.rightToLeft = right_to_left
        sheet.freeze_panes = "A2"
        for place, width in enumerate(_widths(frame), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_cell(sheet, str(name), is_heading=True) for name in frame.columns])
        for row in frame.astype(object).itertuples(index=False, name=None):
            sheet.append([None if pd.isna(value) else _cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def keep_to_xml(text: str) -> str:
    """What of this text can a cell of a workbook hold?"""
    return _FORBIDDEN_IN_XML.sub("\ufffd", text)[:LONGEST_TEXT]


def _cell(sheet: object, value: object, is_heading: bool = False) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    cell = WriteOnlyCell(sheet)
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAY
        return cell
    cell.value = keep_to_xml(value if isinstance(value, str) else str(value))
    cell.data_type = "s"  # also for a text that begins with “=”
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=is_heading)
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _widths(frame: pd.DataFrame) -> list[int]:
    longest = [
        max([len(str(name)), *(len(str(value)) for value in frame.iloc[:LOOKED_AT, place])])
        for place, name in enumerate(frame.columns)
    ]
    return [min(WIDEST, length + 3) for length in longest]


def _title(wanted: str, taken: set[str]) -> str:
    base = _FORBIDDEN_IN_TITLES.sub(" ", wanted).strip("' ")[:LONGEST_TITLE] or "1"
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[: LONGEST_TITLE - 4]} {number}"
    taken.add(title.casefold())
    return title

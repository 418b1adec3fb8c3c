"""What do the sheets of a workbook hold? Every cell as the text that its reader sees and means, or a refusal."""

import contextlib
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import openpyxl

from analytics.errors import IdmajError, UnreadableInput
from analytics.language import message
from analytics.records import limits
from analytics.records.shortage import is_shortage

ACTIVE = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets/|activeX/|embeddings/|dialogsheets/)", re.IGNORECASE)
# Drawings may be XML with a DOCTYPE; no reader of cells opens them.
PICTURES = "xl/media/"
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
MERGED = re.compile(rb'<(?:[\w.-]+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
# As long as any of these marks.
OVERLAP = 200
# A spreadsheet keeps fifteen digits of a number; what stands behind them is made up.
EXACT_DIGITS = 15
# What a number format shows besides the digits: text in quotes, or a letter after a backslash.
LITERAL = r'"[^"]*"|\\.'
DIGITS_AND_TEXT = re.compile(rf"(?:0|{LITERAL}|[-/ ])+")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, the part of the package it is in, and its rows as (number as the spreadsheet shows it, texts).

    Empty rows are not among them.
    """

    title: str
    part: str
    rows: Iterator[tuple[int, list[str | None]]]


def check_package(path: Path, name: str) -> dict[str, list[str]]:
    """Is this ZIP a workbook that does no harm? Answers the ranges of merged cells (`A1:B1`) in each part.

    Raises UnreadableInput for other archives, damage, macros and embedded objects, entities, and more than the limits.
    """
    with _damage_told(name), zipfile.ZipFile(path) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
            raise UnreadableInput(
                message("{file} is an archive, or a file of another program; CSV, XLSX or Parquet was expected."),
                file=name,
            )
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableInput(message("{file} is locked with a password."), file=name)
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > limits.PARTS or unpacked > limits.UNCOMPRESSED_BYTES:
            raise UnreadableInput(
                message("{file} unpacks to {found} bytes; at most {limit} were expected."),
                file=name,
                found=unpacked,
                limit=limits.UNCOMPRESSED_BYTES,
            )
        kinds = package.read("[Content_Types].xml")
        if any(map(ACTIVE.search, names)) or b"macroEnabled" in kinds or b"vbaProject" in kinds:
            raise UnreadableInput(
                message("{file} holds macros or embedded objects; save it as a plain XLSX workbook."), file=name
            )
        return {part.filename: _check_part(package, part, name) for part in parts if not _is_picture(part)}


def _is_picture(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith(PICTURES)


def damaged(name: str) -> UnreadableInput:
    """The refusal of a workbook that cannot be read."""
    return UnreadableInput(
        message("{file} cannot be read as an XLSX workbook; it may be cut short or damaged."), file=name
    )


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> list[str]:
    merged: dict[str, None] = {}
    with package.open(part) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            # Without the zeros that UTF-16 and UTF-32 put between the letters of the marks looked for.
            tail = tail[-OVERLAP:] + chunk.replace(b"\0", b"")
            if ENTITIES.search(tail):
                raise UnreadableInput(message("{file} holds XML entities, which no spreadsheet writes."), file=name)
            merged |= dict.fromkeys(found.decode() for found in MERGED.findall(tail))
    return list(merged)


def refuse_merged(ranges: list[str], heading_row: int, name: str) -> None:
    """Raises UnreadableInput where cells are merged from the headings on; a title above them may be."""
    for each in ranges:
        if int(re.findall("[0-9]+", each)[-1]) >= heading_row:
            raise UnreadableInput(
                message(
                    "{file}: the cells {range} are merged, so that a value stands only in the first; undo it, and fill "
                    "each cell."
                ),
                file=name,
                range=each,
            )


def read_sheets(path: Path, name: str) -> Iterator[Sheet]:
    """Which sheets hold cells? Each is read while it is gone through, in the order of the workbook.

    Raises UnreadableInput when the workbook is damaged.
    """
    with _damage_told(name), warnings.catch_warnings(), contextlib.ExitStack() as opened:
        warnings.simplefilter("ignore")
        # By its content, not by its name, which may be anything.
        shown = opened.enter_context(path.open("rb"))
        written = opened.enter_context(path.open("rb"))
        shown = openpyxl.load_workbook(shown, read_only=True, data_only=True)
        written = openpyxl.load_workbook(written, read_only=True, data_only=False)
        for sheet in shown.worksheets:
            formulas = written[sheet.title] if _has_formulas(path, sheet) else None
            rows = _rows(sheet, formulas, name)
            first = next(rows, None)
            if first:
                yield Sheet(sheet.title, sheet._worksheet_path.lstrip("/"), _with(first, rows))


@contextlib.contextmanager
def _damage_told(name: str) -> Iterator[None]:
    """Refuse the workbook for whatever goes wrong in the block: a damaged part shows itself in a dozen ways."""
    try:
        yield
    except Exception as error:
        if isinstance(error, IdmajError) or is_shortage(error):
            raise
        raise damaged(name) from error


def _with(first: tuple, rows: Iterator[tuple]) -> Iterator[tuple]:
    yield first
    yield from rows


def _has_formulas(path: Path, sheet: object) -> bool:
    with zipfile.ZipFile(path) as package, package.open(sheet._worksheet_path.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            tail = tail[-OVERLAP:] + chunk.replace(b"\0", b"")
            if FORMULA.search(tail):
                return True
    return False


def _rows(sheet: object, formulas: object, name: str) -> Iterator[tuple[int, list[str | None]]]:
    # What the file says of its own size may be wrong; the cells themselves count.
    sheet.reset_dimensions()
    if formulas is not None:
        formulas.reset_dimensions()
    beside = formulas.iter_rows() if formulas is not None else None
    with _damage_told(name):
        for number, row in enumerate(sheet.iter_rows(), start=1):
            other = next(beside) if beside is not None else row
            texts = [_text(cell, twin) for cell, twin in zip(row, other, strict=True)]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                yield number, texts


def _text(cell: object, twin: object) -> str | None:
    value = cell.value
    if value is None:
        # A formula whose result was never kept shows itself, so that a rule refuses it.
        return str(twin.value) if twin is not cell and twin.value is not None else None
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if not value.microsecond else "microseconds")
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00"
    if isinstance(value, (time, timedelta)):
        return str(value)
    return number_as_text(value, cell.number_format or "")


def number_as_text(value: float, shown_as: str = "") -> str:
    """How is the number of a cell written, so that it can be read in one way only?

    shown_as: the number format of the cell. Where it fills up with zeros or writes a text before a whole number, as ids
    have it (`000123`, `"F"0000`), the text is what the cell shows.
    """
    if float(value).is_integer():
        whole = str(int(value))
        if len(whole.lstrip("-")) > EXACT_DIGITS:
            return f"{float(value):E}"
        return _fill(whole, shown_as) if _is_of_an_id(shown_as) else whole
    text = f"{value!r}" if "e" not in repr(value) else f"{value:.20f}".rstrip("0")
    # Three digits behind a point could be thousands; four cannot.
    return text + "0" if len(text.partition(".")[2]) == 3 else text


@lru_cache
def _is_of_an_id(shown_as: str) -> bool:
    if not DIGITS_AND_TEXT.fullmatch(shown_as):
        return False
    before, zero, _ = re.sub(LITERAL, "x", shown_as).partition("0")
    return bool(zero) and (before.strip() != "" or re.sub(LITERAL, "", shown_as).count("0") > 1)


def _fill(whole: str, shown_as: str) -> str:
    """The digits in the places of the zeros, from the last one on; those left over stand in the first place."""
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    parts = re.findall(rf"0|{LITERAL}|.", shown_as)
    places = [place for place, part in enumerate(parts) if part == "0"]
    padded = digits.zfill(len(places))
    first, others = padded[: len(padded) - len(places) + 1], padded[len(padded) - len(places) + 1 :]
    shown = iter([first, *others])
    return sign + "".join(next(shown) if part == "0" else _bare(part) for part in parts)


def _bare(literal: str) -> str:
    return literal[1:-1] if literal.startswith('"') else literal[-1]

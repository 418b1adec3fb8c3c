"""What do the sheets of a workbook hold? Every cell as the text that its reader sees and means, or a refusal."""

import contextlib
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records import limits

ACTIVE = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets/|activeX/|embeddings/|dialogsheets/)", re.IGNORECASE)
# A spreadsheet keeps fifteen digits of a number; what stands behind them is made up.
EXACT_DIGITS = 15
ZEROS_ONLY = re.compile(r"0{2,}")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, and its rows as (number as the spreadsheet shows it, texts); empty rows are not among them."""

    title: str
    rows: Iterator[tuple[int, list[str | None]]]


def check_package(path: Path, name: str) -> None:
    """Is this ZIP a workbook that does no harm?

    Raises UnreadableInput for other archives, damage, macros and embedded objects, entities, and more than the limits.
    """
    try:
        with zipfile.ZipFile(path) as package:
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
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package, part, name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged(name) from error
    except Exception as error:
        if isinstance(error, UnreadableInput):
            raise
        raise damaged(name) from error


def damaged(name: str) -> UnreadableInput:
    """The refusal of a workbook that cannot be read."""
    return UnreadableInput(
        message("{file} cannot be read as an XLSX workbook; it may be cut short or damaged."), file=name
    )


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    with package.open(part) as stream:
        start = stream.read(4096)
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            raise UnreadableInput(message("{file} holds XML entities, which no spreadsheet writes."), file=name)
        if not part.filename.startswith("xl/worksheets/"):
            return
        tail = start
        while tail:
            merged = re.search(rb'<mergeCell [^>]*ref="([A-Z0-9:]+)"', tail)
            if merged:
                raise UnreadableInput(
                    message(
                        "{file}: the cells {range} are merged, so that a value stands only in the first; undo it and fill "
                        "each cell."
                    ),
                    file=name,
                    range=merged.group(1).decode(),
                )
            chunk = stream.read(CHUNK)
            tail = tail[-200:] + chunk if chunk else b""


def read_sheets(path: Path, name: str) -> Iterator[Sheet]:
    """Which sheets hold cells? Each is read while it is gone through, in the order of the workbook.

    Raises UnreadableInput when the workbook is damaged.
    """
    try:
        with warnings.catch_warnings(), contextlib.ExitStack() as opened:
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
                    yield Sheet(sheet.title, _with(first, rows))
    except UnreadableInput:
        raise
    except GeneratorExit:
        raise
    except Exception as error:  # a damaged part shows itself in a dozen ways
        raise damaged(name) from error


def _with(first: tuple, rows: Iterator[tuple]) -> Iterator[tuple]:
    yield first
    yield from rows


def _has_formulas(path: Path, sheet: object) -> bool:
    with zipfile.ZipFile(path) as package, package.open(sheet._worksheet_path.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            if b"<f>" in tail + chunk or b"<f " in tail + chunk or b"<f/" in tail + chunk:
                return True
            tail = chunk[-4:]
    return False


def _rows(sheet: object, formulas: object, name: str) -> Iterator[tuple[int, list[str | None]]]:
    # What the file says of its own size may be wrong; the cells themselves count.
    sheet.reset_dimensions()
    if formulas is not None:
        formulas.reset_dimensions()
    beside = formulas.iter_rows() if formulas is not None else None
    try:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            other = next(beside) if beside is not None else row
            texts = [_text(cell, twin) for cell, twin in zip(row, other, strict=True)]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                yield number, texts
    except UnreadableInput:
        raise
    except Exception as error:
        raise damaged(name) from error


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
    """How is the number of a cell written, so that it can be read in one way only?"""
    if float(value).is_integer():
        whole = str(int(value))
        if len(whole.lstrip("-")) > EXACT_DIGITS:
            return f"{float(value):E}"
        return whole.zfill(len(shown_as)) if ZEROS_ONLY.fullmatch(shown_as) else whole
    text = f"{value!r}" if "e" not in repr(value) else f"{value:.20f}".rstrip("0")
    # Three digits behind a point could be thousands; four cannot.
    return text + "0" if len(text.partition(".")[2]) == 3 else text

"""What was given? Each file is known by its content, not its name, and opened as one or several tables of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

import duckdb

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message
from analytics.records import limits
from analytics.records.aliases import Spellings
from analytics.records.contract import Contract
from analytics.records.decoding import check_heading
from analytics.records.heading_row import LOOKED_AT, Heading, find_heading, refuse_no_heading
from analytics.records.headings import (
    Understood,
    refuse_identity_cells,
    refuse_identity_headings,
    refuse_identity_texts,
    understand,
)
from analytics.records.kept import hash_of
from analytics.records.parquet_files import check_characters, load_parquet, read_parquet_heading
from analytics.records.text_files import (
    create_raw,
    insert_rows,
    load_text,
    read_text,
    too_many_rows,
)
from analytics.records.totals import set_totals_aside
from analytics.records.workbooks import Sheet, check_package, read_sheets, refuse_merged

CSV, XLSX, PARQUET, RELEASE = "csv", "xlsx", "parquet", "release"
ARCHIVES = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd", b"PK\x05\x06")
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"SQLite")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Given:
    """A file as it was given: where it lies, and the name its owner knows it by."""

    path: Path
    name: str


@dataclass(frozen=True)
class Source:
    """One table of one file, as it was understood; its rows are in the raw table `raw` (file_row, c0, c1, …)."""

    number: int
    name: str
    format: str
    raw: str
    heading: list[str | None]
    understood: Understood
    rows: int
    bytes: int
    sha256: str
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    heading_row: int = 1
    misshapen: list[tuple] = field(default_factory=list)
    empty: frozenset[int] = frozenset()
    totals: tuple[int, ...] = ()  # rows of totals, which are no records
    repeats: tuple[int, ...] = ()  # rows that say again what an earlier one says
    exact: frozenset[int] = frozenset()  # places of numbers that the file holds as numbers

    @property
    def table(self) -> str:
        return self.understood.resource.name

    @property
    def left_out(self) -> list[str]:
        """Which headings are none of this table's, so that their columns are not read?"""
        return [self.heading[place] or "—" for place in self.understood.left_out]


@dataclass(frozen=True)
class Opener:
    """Opens files into raw tables of `connection`; `left_out`: the sheets that hold no table of ours."""

    connection: duckdb.DuckDBPyConnection
    contract: Contract
    spellings: Spellings
    encoding: str | None = None
    left_out: list[str] = field(default_factory=list)

    def open(self, given: Given, first_number: int) -> list[Source]:
        """Which tables does this file hold? They are numbered from `first_number`.

        Raises UnreadableInput (not a table, damaged, over a limit, in another encoding), RefusedQuestion (no table of
        ours), IdentityRefused.
        """
        kind = find_format(given)
        content = Source(
            number=first_number, name=given.name, format=kind, raw=f"raw_{first_number}", heading=[], rows=0,
            understood=None, bytes=given.path.stat().st_size, sha256=hash_of(given.path),
        )  # fmt: skip
        opened = {CSV: self._open_text, PARQUET: self._open_parquet, XLSX: self._open_workbook}[kind](given, content)
        return [self._counted(source) for source in opened]

    def _open_text(self, given: Given, source: Source) -> list[Source]:
        file = read_text(given.path, given.name, self.encoding, self._recognises)
        understood = self._understand(file.heading, given.name)
        misshapen = load_text(self.connection, file, source.raw)
        return [
            replace(
                source, heading=file.heading, understood=understood, encoding=file.encoding, separator=file.separator,
                misshapen=misshapen, heading_row=file.heading_row,
            )
        ]  # fmt: skip

    def _open_parquet(self, given: Given, source: Source) -> list[Source]:
        heading = read_parquet_heading(given.path, given.name)
        check_heading(heading, given.name)
        understood = self._understand(heading, given.name)
        texts = load_parquet(self.connection, given.path, given.name, source.raw)
        exact = frozenset(range(len(heading))) - texts
        return [replace(source, heading=heading, understood=understood, exact=exact)]

    def _open_workbook(self, given: Given, source: Source) -> list[Source]:
        merged = check_package(given.path, given.name)
        found = []
        for sheet in read_sheets(given.path, given.name):
            name = f"{given.name} › {sheet.title}"
            heading, rows = self._find_heading(sheet, name)
            if not heading.known:
                self.left_out.append(name)
                continue
            refuse_no_heading(heading, name)
            refuse_merged(merged.get(sheet.part, []), heading.row, name)
            raw = f"raw_{source.number + len(found)}"
            understood = self._understand(heading.cells, name)
            misshapen: list[tuple] = []
            self._load_sheet(raw, len(heading.cells), rows, name, misshapen)
            found.append(
                replace(
                    source, number=source.number + len(found), name=name, raw=raw, heading=heading.cells,
                    heading_row=heading.row, sheet=sheet.title, understood=understood, misshapen=misshapen,
                )
            )  # fmt: skip
        if not found:
            refuse_no_heading(Heading(), given.name)
        return found

    def _find_heading(self, sheet: Sheet, name: str) -> tuple[Heading, Iterator]:
        """The headings of a sheet, and the rows below; a sheet of remarks has none, and must not tell who people are."""
        rows = iter(sheet.rows)
        looked_at = list(islice(rows, LOOKED_AT))
        heading = find_heading(looked_at, self._recognises)
        first = heading.cells or looked_at[0][1]
        check_heading(first, name)
        if not heading.known:
            refuse_identity_headings([text or "" for text in first], self.spellings, name)
        return heading, chain((each for each in looked_at if each[0] > heading.row), rows)

    def _load_sheet(self, raw: str, width: int, rows: object, name: str, misshapen: list[tuple]) -> None:
        def shaped() -> object:
            for number, cells in rows:
                if len(misshapen) > limits.ROWS:
                    raise too_many_rows(name)
                if len(cells) > width:
                    misshapen.append((number, len(cells), "; ".join(cell or "" for cell in cells)))
                else:
                    yield number, cells + [None] * (width - len(cells))

        create_raw(self.connection, raw, width)
        insert_rows(self.connection, raw, width, shaped(), name)
        check_characters(self.connection, raw, list(range(width)), name)

    def open_release(self, path: Path, table: str, release: str, number: int) -> Source:
        """The rows of a table of an earlier release, to be carried over."""
        if not path.exists():
            raise UnreadableInput(
                message(
                    "The records of release {release} are elsewhere, only their cube is here: import all tables at once, or "
                    "import where the records are."
                ),
                release=release,
            )
        resource = self.contract.resource(table)
        name = f"{table} ({release})"
        heading = [each.name for each in resource.fields]
        understood = Understood(resource, {name: place for place, name in enumerate(heading)}, ())
        raw = f"raw_{number}"
        load_parquet(self.connection, path, name, raw)
        source = Source(number, name, RELEASE, raw, heading, understood, 0, path.stat().st_size, hash_of(path))
        return self._counted(source)

    def _recognises(self, text: str | None) -> bool:
        return bool(self.spellings.fields(text or ""))

    def _understand(self, heading: Sequence[str | None], name: str) -> Understood:
        return understand(heading, self.contract, self.spellings, name)

    def _counted(self, source: Source) -> Source:
        if source.format != RELEASE:
            refuse_identity_cells(self.connection, source.raw, source.heading, source.understood, source.name)
            refuse_identity_texts([text for _row, _found, text in source.misshapen], source.name)
            source = set_totals_aside(self.connection, source)
        # A row without any value is not a row: spreadsheets leave many at the end.
        empty = " AND ".join(f"(c{place} IS NULL OR trim(c{place}) = '')" for place in range(len(source.heading)))
        found = self.connection.execute(f"SELECT file_row FROM {source.raw} WHERE {empty}").fetchall()
        count = self.connection.execute(f"SELECT count(*) FROM {source.raw}").fetchone()[0]
        rows = count - len(found) + len(source.misshapen)
        return replace(source, rows=rows, empty=frozenset(row[0] for row in found))


def find_format(given: Given) -> str:
    """Is this file CSV, XLSX or Parquet, by its content? Raises UnreadableInput for anything else."""
    if not given.path.is_file():
        raise UnreadableInput(message("{file} is missing, or is not a file."), file=given.name)
    size = given.path.stat().st_size
    if size == 0:
        raise UnreadableInput(message("{file} is empty; a table with headings was expected."), file=given.name)
    if size > limits.FILE_BYTES:
        raise UnreadableInput(
            message("{file} holds {found} bytes; at most {limit} were expected."),
            file=given.name,
            found=size,
            limit=limits.FILE_BYTES,
        )
    with given.path.open("rb") as file:
        head = file.read(512)
    if head.startswith(b"PK\x03\x04"):
        return XLSX
    if head.startswith(b"PAR1"):
        return PARQUET
    if head.startswith(OLD_EXCEL):
        raise UnreadableInput(
            message("{file} is an Excel file of the old kind, or locked with a password; save it as XLSX without one."),
            file=given.name,
        )
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        raise UnreadableInput(
            message("{file} is an archive; unpack it and give the files that are in it."), file=given.name
        )
    if head.startswith(NO_TABLES):
        raise UnreadableInput(message("{file} is not a table; CSV, XLSX or Parquet was expected."), file=given.name)
    return CSV


def refuse_repeated(sources: Sequence[Source]) -> None:
    """Was one file given twice? Raises RefusedQuestion: its rows would all be repeated."""
    seen: dict[tuple[str, str | None], str] = {}
    for source in sources:
        same = (source.sha256, source.sheet)
        if same in seen:
            raise RefusedQuestion(
                message("{file} and {other} hold the same; give the file once."), file=source.name, other=seen[same]
            )
        seen[same] = source.name

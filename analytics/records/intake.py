"""Can these files become a release? They are opened, understood, typed and checked; then accepted, or left.

Nothing outside a scratch folder is written before the release is made of them.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from analytics.errors import IdmajError, RefusedQuestion, SeveralRefused
from analytics.language import Phrase, message
from analytics.records.accepting import make_release
from analytics.records.aliases import read_spellings
from analytics.records.amending import count_replaced, not_refused, replace_rows
from analytics.records.contract import OPTIONAL_RECORD_TABLES, RECORD_TABLES, Resource, name_table, read_contract
from analytics.records.cross_field import FIRST_KEPT
from analytics.records.folder import DataFolder
from analytics.records.opening import RELEASE, XLSX, Given, Opener, Source, refuse_repeated
from analytics.records.problem import Problem
from analytics.records.releases import Release, current_release, importing
from analytics.records.repeats import judge_doubled
from analytics.records.row_rules import PROBLEMS, apply_rules, list_problems, note_meaningless
from analytics.records.scratch import Scratch
from analytics.records.shortage import shortages_told
from analytics.records.values import BLANKS, Reading, is_id, load_meanings

MEMORY = "1500MB"
Progress = Callable[[float, Phrase], None]


@dataclass(frozen=True)
class Options:
    """What the person says of the files: encoding, decimal mark, until when people were observed, amend or replace."""

    encoding: str | None = None
    decimal: str | None = None
    observed_until: date | None = None
    amend: bool = False
    is_partial: bool = False  # only a check: tables that are not there are not asked for


@dataclass(frozen=True)
class TableReport:
    """What became of a table: rows given, accepted, refused, with a warning; rows kept of the release before, and
    rows that say something else than the row of their key there."""

    table: str
    given: int
    refused: int
    warned: int
    kept: int
    replaced: int
    accepted: int


class Intake:
    """Files that were checked: `sources`, `reports`, `problems()`; the accepted rows are the views of `connection`."""

    def __init__(self, folder: DataFolder, connection: duckdb.DuckDBPyConnection, options: Options) -> None:
        self.folder, self.options = folder, options
        self.sources: list[Source] = []
        self.base: Release | None = current_release(folder)
        self.connection = connection
        self.contract, self._spellings = read_contract(folder), read_spellings(folder)
        self._opener = Opener(connection, self.contract, self._spellings, options.encoding)

    def check(self, given: Sequence[Given], progress: Progress) -> None:
        """Open and check the files. Raises IdmajError when they cannot become a release, whatever is accepted."""
        self.connection.execute(PROBLEMS)
        self._spellings.lists.load_into(self.connection)
        self._open_all(given, progress)
        refuse_repeated(self.sources)
        self._refuse_incomplete()
        for place, table in enumerate(RECORD_TABLES):
            progress(0.5 + 0.12 * place, Phrase(message("Checking “{table}”"), table=name_table(table)))
            self._check_table(self.contract.resource(table))
        count = self.connection.execute("SELECT count(*) FROM integrations").fetchone()[0]
        if not count and not self.options.is_partial:
            raise RefusedQuestion(
                message("No integration could be accepted; the first problem: {problem}"),
                problem=self._first_problem(),
            )
        self._check_observed_until()
        progress(1.0, Phrase(message("Checked")))

    def _open_all(self, given: Sequence[Given], progress: Progress) -> None:
        """Raises what refuses a file whole; where it is several, SeveralRefused."""
        refused: list[IdmajError] = []
        for place, each in enumerate(given):
            progress(0.5 * place / len(given), Phrase(message("Reading {file}"), file=each.name))
            try:
                self.sources += self._opener.open(each, len(self.sources))
            except IdmajError as error:
                refused.append(error)
        if refused:
            raise SeveralRefused(refused) if len(refused) > 1 else refused[0]

    @property
    def left_out(self) -> list[str]:
        """Which sheets hold no table of ours, and were not read?"""
        return self._opener.left_out

    @property
    def refused_rows(self) -> int:
        """How many given rows would be refused?"""
        return sum(report.refused for report in self.reports)

    @property
    def reports(self) -> list[TableReport]:
        """What became of each table, in order."""
        return [self._report(table) for table in RECORD_TABLES]

    def problems(self, limit: int | None = None) -> list[Problem]:
        """Every broken rule, errors first; at most `limit` of them."""
        return list_problems(self.connection, limit)

    @property
    def observed_until(self) -> date | None:
        """Until when were people observed: as said, else the last observation."""
        if self.options.observed_until:
            return self.options.observed_until
        last = self.connection.execute("SELECT max(observed_on) FROM follow_ups").fetchone()[0]
        is_carried = "follow_ups" not in {source.table for source in self.sources if source.format != RELEASE}
        noted = self.base.observed_until if self.base and (is_carried or self.options.amend) else None
        return max(filter(None, (last, noted)), default=None)

    def _refuse_incomplete(self) -> None:
        found = {source.table for source in self.sources}
        if self.options.amend and self.base is None:
            raise RefusedQuestion(
                message("There is no release of real records to amend; import beneficiaries and integrations first.")
            )
        if self.base is None and not self.options.is_partial:
            missing = [table for table in RECORD_TABLES if table not in found | set(OPTIONAL_RECORD_TABLES)]
            if missing:
                raise RefusedQuestion(
                    message(
                        "The first import needs beneficiaries and integrations; missing: {tables}. Demonstration records "
                        "are never mixed with real ones."
                    ),
                    tables=[name_table(table) for table in missing],
                )

    @property
    def _held(self) -> set[str]:
        """Which tables can be referred to? All, unless only some files are checked and there is no release."""
        return set(RECORD_TABLES) if self.base or not self.options.is_partial else {s.table for s in self.sources}

    def _check_table(self, resource: Resource) -> None:
        connection, table = self.connection, resource.name
        columns = ", ".join(f"{f.name} {f.duckdb_type}" for f in resource.fields)
        connection.execute(f"CREATE OR REPLACE TABLE {table}_typed (source INTEGER, file_row BIGINT, {columns})")
        given = [source for source in self.sources if source.table == table]
        for source in given:
            self._type(resource, source)
        if given:
            given = judge_doubled(connection, resource, given)
            self.sources = [next((each for each in given if each.number == s.number), s) for s in self.sources]
        kept = self._open_kept(resource) if self.base and (self.options.amend or not given) else None
        self._view_accepted(resource)
        if given:
            apply_rules(connection, resource, given, self._held)
        if kept:
            replace_rows(connection, resource, given, kept, self._spellings.lists)
            apply_rules(connection, resource, [kept], self._held)

    def _open_kept(self, resource: Resource) -> Source:
        """The rows of the release before, typed, so that given rows are held against them."""
        path = self.base.path / f"{resource.name}.parquet"
        number = FIRST_KEPT + RECORD_TABLES.index(resource.name)
        kept = self._opener.open_release(path, resource.name, self.base.id, number)
        self.sources.append(kept)
        self._type(resource, kept)
        return kept

    def _type(self, resource: Resource, source: Source) -> None:
        connection = self.connection
        said = Reading(source.name, self.options.decimal, self._spellings, source.format == XLSX)
        exact = replace(said, decimal="point")
        selected, joined = [], []
        for field in resource.fields:
            place = source.understood.places.get(field.name)
            if place is None:
                selected.append("NULL")
            elif is_id(field):
                # Few ids have blanks around; looking is ten times as fast as trimming them all.
                text = f"raw.c{place}"
                trimmed = f"nullif(trim({text}, $blanks), '')"
                selected.append(f"CASE WHEN regexp_full_match({text}, '[!-~]+') THEN {text} ELSE {trimmed} END")
            else:
                meanings = f"meanings_{field.name}"
                reading = exact if source.format == RELEASE or place in source.exact else said
                unknown = load_meanings(connection, field, source.raw, place, reading, meanings)
                if unknown:
                    note_meaningless(connection, source, field, unknown, reading.spellings)
                selected.append(f"{meanings}.value")
                joined.append(f"LEFT JOIN {meanings} ON {meanings}.text = raw.c{place}")
        empty = "WHERE raw.file_row NOT IN (SELECT unnest($empty))" if source.empty else ""
        connection.execute(
            f"INSERT INTO {resource.name}_typed SELECT {source.number}, raw.file_row, {', '.join(selected)} "
            f"FROM {source.raw} AS raw {' '.join(joined)} {empty}",
            {"blanks": BLANKS} | ({"empty": list(source.empty)} if source.empty else {}),
        )

    def _view_accepted(self, resource: Resource) -> None:
        """The table under its own name: the values of the rows that nothing refuses so far."""
        columns = ", ".join(field.name for field in resource.fields)
        self.connection.execute(
            f"CREATE OR REPLACE VIEW {resource.name} AS SELECT {columns} FROM {resource.name}_typed AS held "
            f"WHERE {not_refused('held', resource.name)}"
        )

    def _check_observed_until(self) -> None:
        said = self.options.observed_until
        last = self.connection.execute("SELECT max(observed_on) FROM follow_ups").fetchone()[0]
        if said and last and said < last:
            raise RefusedQuestion(
                message("People were observed until {last}, which is after the day given, {said}."),
                last=last.isoformat(),
                said=said.isoformat(),
            )

    def _first_problem(self) -> Phrase:
        found = self.problems(1)
        return Phrase(found[0].sentence, **found[0].values) if found else Phrase(message("the file holds no row"))

    def _report(self, table: str) -> TableReport:
        given = [source for source in self.sources if source.table == table and source.format != RELEASE]
        numbers = [source.number for source in given] or [-1]
        listed = ", ".join(map(str, numbers))
        count = self.connection.execute
        refused = count(
            "SELECT count(*) FROM (SELECT DISTINCT source, file_row FROM problems "
            "WHERE tbl = $table AND severity = 'error')", {"table": table}
        ).fetchone()[0]  # fmt: skip
        warned = count(
            "SELECT count(*) FROM (SELECT DISTINCT source, file_row FROM problems WHERE tbl = $table "
            f"AND severity = 'warning' AND source IN ({listed}))", {"table": table}
        ).fetchone()[0]  # fmt: skip
        accepted = count(f"SELECT count(*) FROM {table}").fetchone()[0]
        kept = count(
            f"SELECT count(*) FROM {table}_typed AS held WHERE source NOT IN ({listed}) AND {not_refused('held', table)}"
        ).fetchone()[0]
        replaced = count_replaced(self.connection, table)
        return TableReport(table, sum(source.rows for source in given), refused, warned, kept, replaced, accepted)


@contextlib.contextmanager
def checked(
    given: Sequence[Given],
    folder: DataFolder,
    options: Options | None = None,
    progress: Progress = lambda _share, _what: None,
) -> Iterator[Intake]:
    """How do these files fare? An Intake, open while the block runs.

    Raises UnreadableInput (exit 2) for what cannot be read, RefusedQuestion, IdentityRefused (exit 1) for what is refused
    whole; rows that break a rule are in its problems.
    """
    with shortages_told(), Scratch() as scratch, scratch.connect(MEMORY) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("CREATE TABLE misshapen (source INTEGER, file_row BIGINT, record JSON)")
        intake = Intake(folder, connection, options or Options())
        intake.check(given, progress)
        yield intake


def import_files(
    given: Sequence[Given],
    folder: DataFolder,
    options: Options | None = None,
    accept_refused: bool = False,
    made_by: str | None = None,
) -> Release:
    """Check these files and make a release of them. Raises as `checked`, and RowsRefused when rows would be refused.

    made_by: who loads them; the account of the machine where nobody is named.
    """
    with importing(folder), checked(given, folder, options) as intake:
        if intake.refused_rows and not accept_refused:
            raise RowsRefused(intake)
        return make_release(intake, made_by)


class RowsRefused(IdmajError):
    """Rows break the contract and were not accepted as refused; nothing is stored."""

    def __init__(self, intake: Intake) -> None:
        self.problems = intake.problems()
        super().__init__(
            message(
                "Nothing was stored, because rows break a rule: {n}. Mend them, or accept the others with --accept-refused."
            ),
            n=intake.refused_rows,
        )

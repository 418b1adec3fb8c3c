"""Which table is this, and which column is which? The headings say it, in three languages; identity is refused here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from analytics.errors import IdmajError, RefusedQuestion
from analytics.language import Phrase, message
from analytics.records import limits
from analytics.records.aliases import Spellings
from analytics.records.contract import RECORD_TABLES, Contract, Resource, name_table
from analytics.records.values import BLANKS

IDENTITY = {
    "national_id": message("a national identity number"),
    "name": message("a name"),
    "telephone": message("a telephone number"),
    "email": message("an e-mail address"),
    "address": message("an address"),
    "birth_date": message("a full birth date"),
    "prison_number": message("a prison number"),
    "passport": message("a passport number"),
    "photo": message("a photograph"),
}
# What identity looks like in the cells (RE2, whole cell). Moroccan national cards: one or two letters, then digits.
TELLING = {
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "telephone": r"(\+212|00212|0)[\s.-]?[5-8]([\s.-]?[0-9]){8}",
    "national_id": r"[A-Za-z]{1,2}[0-9]{5,6}",
}
# In an id digits with signs between them are no telephone.
TELLING_ID = {"telephone": r"(\+212|00212|0)[5-8][0-9]{8}"}
# The same within a row whose cells cannot be told apart.
TELLING_WITHIN = {
    "email": re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+"),
    "telephone": re.compile(r"(?<![0-9])(\+212|00212|0)[ .-]?[5-8]([ .-]?[0-9]){8}(?![0-9])"),
}
# So many rows of a column show what it holds.
LOOKED_AT = 20_000
FULL_DATE = r"([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2})( .*|T.*)?"


class IdentityRefused(IdmajError):
    """A column tells who somebody is; nothing of the file is stored."""


@dataclass(frozen=True)
class Understood:
    """A table of a file: which resource it is, which field stands in which place, and the headings left out."""

    resource: Resource
    places: dict[str, int]
    left_out: tuple[int, ...]

    @property
    def absent(self) -> list[str]:
        """Which fields does the file not have?"""
        return [field.name for field in self.resource.fields if field.name not in self.places]


def understand(heading: Sequence[str | None], contract: Contract, spellings: Spellings, name: str) -> Understood:
    """Which record table has these headings?

    Raises IdentityRefused (a heading means identity) and RefusedQuestion (no table, a required column missing, one
    column twice, too many columns).
    """
    heading = [text or "" for text in heading]
    if len(heading) > limits.COLUMNS:
        raise RefusedQuestion(
            message("{file} holds {found} columns; at most {limit} were expected."),
            file=name,
            found=len(heading),
            limit=limits.COLUMNS,
        )
    refuse_identity_headings(heading, spellings, name)
    readings = [_read(contract.resource(table), heading, spellings) for table in RECORD_TABLES]
    whole = [reading for reading in readings if not _missing(reading)]
    found = max(whole or readings, key=lambda reading: (len(reading.places), -len(_missing(reading))))
    missing = _missing(found)
    if missing:
        raise RefusedQuestion(
            message("{file} looks like the table “{table}”, but these columns are missing: {columns}."),
            file=name,
            table=name_table(found.resource.name),
            columns=[spellings.named(field) for field in missing],
        )
    for place, text in enumerate(heading):
        meant = spellings.fields(text) & {field.name for field in found.resource.fields}
        if len(meant) == 1 and found.places[next(iter(meant))] != place:
            raise RefusedQuestion(
                message("{file}: the column {column} stands there twice; once was expected."),
                file=name,
                column=spellings.named(next(iter(meant))),
            )
    return found


def _read(resource: Resource, heading: Sequence[str], spellings: Spellings) -> Understood:
    names = {field.name for field in resource.fields}
    places: dict[str, int] = {}
    for place, text in enumerate(heading):
        meant = spellings.fields(text) & names
        if len(meant) == 1:
            places.setdefault(next(iter(meant)), place)
    known = set(places.values())
    left_out = tuple(
        place for place, text in enumerate(heading) if place not in known and not spellings.fields(text) & names
    )
    return Understood(resource, places, left_out)


def _missing(reading: Understood) -> list[str]:
    fields = reading.resource.fields
    keys = reading.resource.primary_key
    return [f.name for f in fields if (f.required or f.name in keys) and f.name not in reading.places]


def refuse_identity_headings(heading: Sequence[str], spellings: Spellings, name: str) -> None:
    """Does a heading mean identity? Raises IdentityRefused."""
    for text in heading:
        kind = spellings.identity(text)
        if kind:
            raise IdentityRefused(
                message(
                    "{file}: the column “{column}” holds {kind}. Nothing was stored; remove the column, and identify people "
                    "by a pseudonymous number only."
                ),
                file=name,
                column=text[: limits.SHOWN_CHARACTERS],
                kind=Phrase(IDENTITY[kind]),
            )


def refuse_identity_cells(
    connection: duckdb.DuckDBPyConnection, table: str, heading: Sequence[str | None], found: Understood, name: str
) -> None:
    """Do the cells of a column look like identity, whatever its heading says? Raises IdentityRefused.

    Columns of numbers and days are held to their own rules and need no look here; a refused code is kept to be mended, and
    identity must not be.
    """
    for place, kind in _looking_like(connection, table, found):
        if kind != "national_id" or not _is_a_series(connection, table, place):
            raise _refused_cells(name, heading[place], kind)
    place = found.places.get("birth_year")
    if place is not None:
        years = f"SELECT DISTINCT c{place} FROM {table}"
        dated = connection.execute(
            f"SELECT count(*) FROM ({years}) WHERE regexp_full_match(trim(c{place}), $pattern)", {"pattern": FULL_DATE}
        )
        if dated.fetchone()[0]:
            raise _refused_cells(name, heading[place], "birth_date")


def refuse_identity_texts(rows: Sequence[str], name: str) -> None:
    """Do rows of another width, which are kept whole, tell who somebody is? Raises IdentityRefused."""
    for kind, pattern in TELLING_WITHIN.items():
        if rows and 2 * sum(1 for text in rows if pattern.search(text)) > len(rows):
            raise _refused_cells(name, None, kind)


def _is_id(resource: Resource, field: str) -> bool:
    return resource.field(field).pattern is not None or (resource.field(field).refers_to or ("",))[0] in RECORD_TABLES


def _looking_like(connection: duckdb.DuckDBPyConnection, table: str, found: Understood) -> list[tuple[int, str]]:
    """In which places do more than half of the cells look like which kind of identity? All are looked at in one pass."""
    ids = [place for field, place in found.places.items() if _is_id(found.resource, field)]
    codes = [place for field, place in found.places.items() if found.resource.field(field).refers_to]
    asked = [
        (place, kind, TELLING_ID.get(kind, pattern) if place in ids else pattern)
        for place in dict.fromkeys((*ids, *codes, *found.left_out))
        for kind, pattern in TELLING.items()
    ]
    if not asked:
        return []
    shares = ", ".join(
        f"count(*) FILTER (WHERE regexp_full_match(trim(c{place}, $blanks), $p{number})) > count(c{place}) / 2"
        for number, (place, _kind, _pattern) in enumerate(asked)
    )
    patterns = {f"p{number}": pattern for number, (_place, _kind, pattern) in enumerate(asked)}
    found_in = connection.execute(
        f"SELECT {shares} FROM (SELECT * FROM {table} LIMIT {LOOKED_AT})", {**patterns, "blanks": BLANKS}
    ).fetchone()
    return [(place, kind) for (place, kind, _pattern), is_mostly in zip(asked, found_in, strict=True) if is_mostly]


def _is_a_series(connection: duckdb.DuckDBPyConnection, table: str, place: int) -> bool:
    """Are these numbers given out one after the other, as pseudonyms are? Numbers of cards lie far apart."""
    low, high, count = connection.execute(
        f"SELECT min(n), max(n), count(DISTINCT n) FROM "
        f"(SELECT TRY_CAST(regexp_extract(c{place}, '[0-9]+') AS BIGINT) AS n FROM {table})"
    ).fetchone()
    return count > 0 and high - low < 10 * max(count, 10)


def _refused_cells(name: str, heading: str | None, kind: str) -> IdentityRefused:
    return IdentityRefused(
        message(
            "{file}: the cells of the column “{column}” look like {kind}. Nothing was stored; remove the column, and "
            "identify people by a pseudonymous number only."
        ),
        file=name,
        column=(heading or "—")[: limits.SHOWN_CHARACTERS],
        kind=Phrase(IDENTITY[kind]),
    )

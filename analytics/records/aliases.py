"""Which code, column or kind of identity is meant by a spelling? The lists that people can extend.

A data folder with its own `reference/aliases.csv`, `heading_aliases.csv` or `identity_headings.csv` adds to the
project's lists; where both know a spelling, the folder's own meaning counts. No spelling means two codes.
"""

import csv
import re
from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import Language, Named, message
from analytics.records.codes import CodeLists, read_code_lists
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.identity import KINDS, IdentityHeadings
from analytics.records.spelling import DIGITS, MARKS
from analytics.records.spelling import fold as fold_whole

COLUMNS = {
    "headings": ("id", "name_en", "name_fr", "name_ar"),
    "heading_aliases": ("field", "alias"),
    "identity_headings": ("kind", "alias"),
    "aliases": ("list", "alias", "code"),
}
BOOLEANS = {"true": True, "false": False}
# What stands behind a heading and says nothing of the column: Montant (DH), Amount in MAD*, Date (jj/mm/aaaa).
_UNIT = re.compile(
    r"\s(?:(?:en |in )?(?:dhs?|mad|dirhams?)|درهم|بالدرهم|د م|jj mm aaaa|dd mm yyyy|yyyy mm dd|aaaa mm jj|aaaa|yyyy"
    r"|oui non|yes no|نعم لا|[hm] f|f [hm])$"
)
# Both sexes or numbers written at once: Femme(s), Mineur(e), المستفيد(ة).
_ENDINGS = re.compile(r"(?<=\w)\((?:e|s|es|ne|ة|ات)\)")
# Where a name stands beside one of these, a thing is named, and nobody is told: nom du secteur.
_FIELDS_OF_THINGS = {"city_id", "route", "programme", "sector", "partner", "kind", "education"}
NEAR, MOST_NEAR = 0.7, 3


class Spellings:
    """The meaning of spellings: codes of the code lists, true and false, headings, identity."""

    def __init__(self, folder: DataFolder) -> None:
        self.lists: CodeLists = read_code_lists(folder)
        contract = read_contract(folder)
        fields = [field for table in RECORD_TABLES for field in contract.resource(table).fields]
        self._read_codes(folder, sorted({f.refers_to[0] for f in fields if f.refers_to} - set(RECORD_TABLES)))
        self._read_headings(folder, {field.name for field in fields})

    def code(self, list_name: str, text: str) -> str | None:
        """Which code of a list is meant: by id, by a name in three languages, or by another spelling?"""
        return text if text in self._ids[list_name] else self._codes[list_name].get(fold(text))

    def spelt(self, list_name: str) -> dict[str, str]:
        """Which spellings has this list, folded, and which code does each mean? None where nobody writes its codes."""
        return self._codes.get(list_name, {})

    def near(self, list_name: str, text: str) -> list[Named]:
        """Which codes of a list are spelt nearly so, in any language or by another spelling? The nearest first, three at
        most."""
        spelt = self._codes[list_name]
        found = get_close_matches(fold(text), spelt, n=MOST_NEAR, cutoff=NEAR)
        return [self.lists.named(list_name, code) for code in dict.fromkeys(spelt[each] for each in found)]

    def boolean(self, text: str) -> bool | None:
        """Is true or false meant?"""
        folded = fold(text)
        if folded.isdigit() and text.translate(MARKS | DIGITS).strip() != folded:
            return None  # -1 and (1) are not 1
        return BOOLEANS.get(self._codes["booleans"].get(folded, ""))

    def fields(self, heading: str) -> set[str]:
        """Which columns of the record tables may this heading mean?"""
        folded = fold(heading)
        while folded not in self._fields:
            shorter = _UNIT.sub("", folded)
            if shorter == folded:
                return set()
            folded = shorter
        return set(self._fields[folded])

    def identity(self, heading: str) -> str | None:
        """Which kind of identity does this heading mean? None for all others."""
        return None if self.fields(heading) else self._identity.kind(fold(heading))

    def heading(self, field: str, language: Language) -> str:
        """How do we print the heading of this column?"""
        return self._headings.get(field, {}).get(language.code, field)

    def named(self, field: str) -> Named:
        """The heading of this column for a sentence whose reader is not known yet."""
        return Named(field, self._headings.get(field, {}))

    def _read_codes(self, folder: DataFolder, names: list[str]) -> None:
        self._ids = {name: frozenset(self.lists.ids(name)) for name in names} | {"booleans": frozenset()}
        known = {**self._ids, "booleans": frozenset(BOOLEANS)}
        named: dict[str, dict[str, str]] = {name: {} for name in known}
        for name in names:
            frame = self.lists.frame(name)
            for code in frame.index:
                for spelling in (code, *frame.loc[code, ["name_en", "name_fr", "name_ar"]]):
                    if named[name].setdefault(fold(spelling), code) != code:
                        raise _two_codes(f"{name}.csv", spelling, named[name][fold(spelling)], code)
        self._codes = {name: dict(spellings) for name, spellings in named.items()}
        for path in _paths(folder, "aliases"):
            given: dict[tuple[str, str], str] = {}
            for name, alias, code in _rows(path, COLUMNS["aliases"]):
                is_known = code in known.get(name, ())
                if _is_foreign(path, folder) and (not is_known or named[name].get(fold(alias), code) != code):
                    continue  # the folder has a code list of its own, which counts before the project's spellings
                if not is_known:
                    raise UnreadableInput(
                        message("aliases.csv: “{alias}” stands for “{code}”, which the list “{list}” does not hold."),
                        alias=alias,
                        code=code,
                        list=name,
                    )
                for other in (named[name].get(fold(alias), code), given.setdefault((name, fold(alias)), code)):
                    if other != code:
                        raise _two_codes("aliases.csv", alias, other, code)
            for (name, spelling), code in given.items():
                self._codes[name][spelling] = code

    def _read_headings(self, folder: DataFolder, known: set[str]) -> None:
        self._fields: dict[str, set[str]] = defaultdict(set)
        self._headings: dict[str, dict[str, str]] = {}
        for field, english, french, arabic in _all_rows(folder, "headings"):
            self._headings[field] = {"en": english, "fr": french, "ar": arabic}
            for spelling in (field, english, french, arabic):
                self._fields[fold(spelling)].add(field)
        for field, alias in _all_rows(folder, "heading_aliases"):
            self._fields[fold(alias)].add(field)
        self._fields = dict(self._fields)
        identity = _all_rows(folder, "identity_headings")
        things = {spelling for spelling, fields in self._fields.items() if fields <= _FIELDS_OF_THINGS}
        self._identity = IdentityHeadings([(kind, fold(alias)) for kind, alias in identity], things)
        for spelling, fields in self._fields.items():
            if not fields <= known:
                raise _unknown("heading_aliases.csv", spelling, min(fields - known), known)
            if self._identity.kind(spelling):
                raise UnreadableInput(
                    message("heading_aliases.csv: “{alias}” tells who somebody is and cannot stand for “{field}”."),
                    alias=spelling,
                    field=min(fields),
                )
        for kind, alias in identity:
            if kind not in KINDS:
                raise _unknown("identity_headings.csv", alias, kind, KINDS)


def read_spellings(folder: DataFolder) -> Spellings:
    """Which spellings does this folder know? Read again only when a file changed.

    Raises UnreadableInput when a list is broken, names a code or column that does not exist, or gives two meanings to
    one spelling; InvalidData when a code list is broken.
    """
    paths = [folder.package, *(path for name in COLUMNS for path in _paths(folder, name))]
    return _read_spellings(folder, read_code_lists(folder), tuple((path, path.stat().st_mtime_ns) for path in paths))


@cache
def _read_spellings(folder: DataFolder, _lists: CodeLists, _state: tuple) -> Spellings:
    return Spellings(folder)


def fold(text: str) -> str:
    """The form in which spellings are compared here: folded, without endings in brackets."""
    return fold_whole(_ENDINGS.sub("", text))


def _is_foreign(path: Path, folder: DataFolder) -> bool:
    return folder.root not in path.parents


def _paths(folder: DataFolder, name: str) -> list[Path]:
    # The folder's own last, so that its meaning replaces the project's.
    candidates = dict.fromkeys(root / "reference" / f"{name}.csv" for root in (PROJECT_DATA, folder.root))
    return [path for path in candidates if path.is_file()]


def _all_rows(folder: DataFolder, name: str) -> list[list[str]]:
    return [row for path in _paths(folder, name) for row in _rows(path, COLUMNS[name])]


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(
            message("{file} cannot be read as comma-separated UTF-8 text."), file=path.name
        ) from error
    if not rows or rows[0] != list(columns):
        raise UnreadableInput(
            message("{file}: the columns {columns} were expected, in this order."),
            file=path.name,
            columns=", ".join(columns),
        )
    for number, row in enumerate(rows[1:], start=2):
        if row and (len(row) != len(columns) or not all(cell.strip() for cell in row)):
            raise UnreadableInput(
                message("{file}, row {row}: {n} filled cells were expected."),
                file=path.name,
                row=str(number),
                n=len(columns),
            )
    return [row for row in rows[1:] if row]


def _two_codes(file: str, alias: str, one: str, other: str) -> UnreadableInput:
    return UnreadableInput(
        message("{file}: “{alias}” stands for both “{one}” and “{other}”; one of them was expected."),
        file=file,
        alias=alias,
        one=one,
        other=other,
    )


def _unknown(file: str, alias: str, found: str, known: set[str] | tuple[str, ...]) -> UnreadableInput:
    return UnreadableInput(
        message("{file}: “{alias}” stands for “{found}”; one of these was expected: {known}."),
        file=file,
        alias=alias,
        found=found,
        known=", ".join(sorted(known)),
    )

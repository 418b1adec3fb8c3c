"""What is said of a folder of records, and are its files still those it was said of? Its `manifest.json`."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import Phrase, message
from analytics.records.contract import OPTIONAL_RECORD_TABLES, RECORD_TABLES

MANIFEST = "manifest.json"
# What a cube lies in, besides its tables.
CUBE = "cube.json"
REFUSED = "refused"
ORIGINS = ("given", "carried", "amended", "absent")
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def read_manifest(folder: Path) -> dict:
    """What is said of the records in this folder? Empty where it has no manifest.

    Raises UnreadableInput when the manifest is not JSON, or says something of another kind than is asked of it.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(message("{file} is not readable JSON."), file=str(path)) from error
    if not isinstance(manifest, dict):
        raise _not_as_expected(path, MANIFEST, message("an object with a name for each part"))
    for part, (is_right, expected) in PARTS.items():
        if part in manifest and not is_right(manifest[part]):
            raise _not_as_expected(path, part, expected)
    return manifest


def is_cube_alone(folder: Path) -> bool:
    """Does only the cube of these records lie here, with their manifest, and the records themselves elsewhere?"""
    files = (folder / f"{table}{suffix}" for table in RECORD_TABLES for suffix in (".parquet", ".csv"))
    return (folder / CUBE).is_file() and not any(path.exists() for path in files)


def find_wrong_part(manifest: dict, release_id: str) -> str | None:
    """Which part keeps this manifest, shaped as `read_manifest` returns it, from being that of a release? None: none."""
    for part, is_right in RELEASE_PARTS.items():
        if part not in manifest or not is_right(manifest[part]):
            return part
    return None if manifest["release"] == release_id else "release"


def check_files(folder: Path, manifest: Mapping, files: Mapping[str, Path | None]) -> None:
    """Are these the files that the manifest describes, byte for byte? Asked only where it states their hashes.

    files: table → its file, None where the folder has none. Raises UnreadableInput for the first that was altered, is
    gone, or was put there afterwards.
    """
    stated = manifest.get("tables", {})
    if not any(each.get("sha256") for each in stated.values()):
        return
    for table, path in files.items():
        name, expected = (stated.get(table, {}).get(part) for part in ("file", "sha256"))
        if path is None and expected:
            raise UnreadableInput(
                message("{file} is missing; it should hold “{table}”."), file=str(folder / str(name)), table=table
            )
        if path is not None and (path.name != name or hash_file(path) != expected):
            raise UnreadableInput(
                message(
                    "{file} is not the file that its manifest describes: it was altered, damaged or put there afterwards; "
                    "restore the file, or bring back another release with “use”."
                ),
                file=str(path),
            )


def hash_file(path: Path) -> str:
    """What is the SHA-256 of this file, in hexadecimal? Raises UnreadableInput."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(path)) from error


def _not_as_expected(path: Path, part: str, expected: str) -> UnreadableInput:
    sentence = message("{file}: “{part}” is not as it should be; expected: {expected}.")
    return UnreadableInput(sentence, file=str(path), part=part, expected=Phrase(expected))


def read_moment(text: str) -> datetime:
    """Which moment is this, in UTC? Raises ValueError where the text says no time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day(value: object) -> bool:
    return value is None or (_is_text(value) and _can(date.fromisoformat, value))


def _can(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, OverflowError):
        return False
    return True


def _are_assumptions(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and _is_text(each.get("id"))
        and isinstance(each.get("where"), dict)
        and all(isinstance(codes, list) for codes in each["where"].values())
        and isinstance(each.get("measures", []), list)
        for each in value
    )


def _are_counts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_count, value.values()))


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, dict)
        # A name of its own and no path: whatever a manifest says, nothing outside its folder is opened.
        and each.get("file") in (None, f"{table}.parquet", f"{table}.csv")
        and (each.get("sha256") is None or (_is_text(each["sha256"]) and bool(SHA256.fullmatch(each["sha256"]))))
        and all(_is_count(each[part]) for part in ("rows", "bytes") if part in each)
        for table, each in value.items()
    )


def _are_tables_of_a_release(value: dict) -> bool:
    return set(RECORD_TABLES) <= set(value) <= {*RECORD_TABLES, REFUSED} and all(
        each.get("from") in ORIGINS
        and {"rows", "bytes"} <= set(each)
        and (bool(each.get("sha256")) if each.get("file") else table in OPTIONAL_RECORD_TABLES)
        for table, each in value.items()
    )


# What a manifest may say of records: part → (is it right, what was expected).
PARTS = {
    "synthetic": (lambda value: isinstance(value, bool), message("true or false")),
    "observed_until": (_is_day, message("a day such as 2014-07-31")),
    "assumptions": (_are_assumptions, message("a list of assumptions, each with id and where")),
    "tables": (_are_tables, message("for each table its file, rows and sha256")),
    # Not said by releases of before there was such a count.
    "replaced": (_are_counts, message("a number of rows for each table")),
    "refused_before": (_are_counts, message("a number of rows for each table")),
}
# What the manifest of a release must say.
RELEASE_PARTS = {
    "release": _is_text,
    "made_at": lambda value: _is_text(value) and _can(read_moment, value),
    "made_by": _is_text,
    "contract": _is_text,
    "synthetic": lambda value: value is False,
    "observed_until": _is_day,
    "tables": _are_tables_of_a_release,
    "sources": lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
    "refused": _are_counts,
    "warned": _are_counts,
    "based_on": lambda value: value is None or _is_text(value),
    "assumptions": _are_assumptions,
}

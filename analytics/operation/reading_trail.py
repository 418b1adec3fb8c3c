"""What stands in the audit trail? Its lines, the latest first, of one event or day; and all of them as a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.operation.trail import find_trail, list_files
from analytics.records.folder import DataFolder

# What every line has; all else is a fact of its event.
HEAD = ("number", "at", "event", "who")


@dataclass(frozen=True)
class Entry:
    """A line of the trail. at: when, in UTC, as it is written (2026-11-26T08:00:00.000+00:00); facts: what else is said."""

    number: int
    at: str
    event: str
    who: str
    facts: dict

    @property
    def day(self) -> str:
        """On which day was it, in UTC (2026-11-26)?"""
        return self.at[:10]

    def as_row(self) -> dict:
        """All of it as one flat row, for a file."""
        return {name: getattr(self, name) for name in HEAD} | {
            "facts": json.dumps(self.facts, ensure_ascii=False) if self.facts else ""
        }


def read_trail(
    folder: DataFolder, *, event: str = "", day: date | None = None, limit: int | None = None
) -> tuple[list[Entry], int]:
    """The latest entries first, of this event and day where they are given; and how many lines could not be read.

    limit: no more than so many, and no further back. Raises UnreadableInput when a file cannot be opened.
    """
    found: list[Entry] = []
    damaged = 0
    for path in reversed(list_files(find_trail(folder))):
        for line in reversed(_lines(path)):
            entry = _parse(line)
            damaged += entry is None
            if entry and (not event or entry.event == event) and (day is None or entry.day == day.isoformat()):
                found.append(entry)
                if len(found) == limit:
                    return found, damaged
    return found, damaged


def _lines(path: Path) -> list[bytes]:
    try:
        return [line for line in path.read_bytes().split(b"\n") if line]
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(path)) from error


def _parse(line: bytes) -> Entry | None:
    """The entry of a line; None for one that a kill or a full disk cut short."""
    try:
        told = json.loads(line)
        head = {name: told.pop(name) for name in HEAD}
    except (ValueError, KeyError, AttributeError):
        return None
    return Entry(int(head["number"]), str(head["at"]), str(head["event"]), str(head["who"]), told)


def list_rows(entries: list[Entry]) -> Iterator[dict]:
    """The entries as rows of a file."""
    return (entry.as_row() for entry in entries)

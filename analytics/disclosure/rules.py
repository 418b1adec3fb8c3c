"""From which size may a number be shown to the public? The rules of `data/reference/disclosure.toml`, and their meaning."""

import tomllib
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from analytics.errors import UnknownName, UnreadableInput
from analytics.language import Phrase, message
from analytics.records.folder import DataFolder

FILE = "reference/disclosure.toml"


@dataclass(frozen=True)
class Rules:
    """The thresholds; each has its reason in the file. A rule that the file leaves out has the value here."""

    smallest_count: int = 10
    smallest_juvenile_count: int = 20
    smallest_base: int = 30
    dominance: float = 0.60
    rounding: int = 0
    smallest_width: int = 3
    width_share: float = 0.5
    time_limit_seconds: float = 5.0

    def threshold(self, is_juvenile: bool) -> int:
        """From which count on may it be shown?"""
        return max(self.smallest_count, self.smallest_juvenile_count) if is_juvenile else self.smallest_count

    def required_width(self, value: float) -> float:
        """How wide must the range be that an outsider can prove of a hidden number? Highest minus lowest."""
        return max(self.smallest_width, self.width_share * value)


# rule → (is its value possible, what was expected)
_COUNT = (lambda value: _is_whole(value) and value >= 1, message("a whole number from 1"))
_PART = (lambda value: _is_number(value) and 0 < value < 1, message("a number between 0 and 1"))
EXPECTED = {
    "smallest_count": _COUNT,
    "smallest_juvenile_count": _COUNT,
    "smallest_base": _COUNT,
    "dominance": _PART,
    "rounding": (lambda value: _is_whole(value) and value >= 0, message("a whole number from 0")),
    "smallest_width": _COUNT,
    "width_share": _PART,
    "time_limit_seconds": (lambda value: _is_number(value) and value > 0, message("a number above 0")),
}


def read_rules(folder: DataFolder | None = None) -> Rules:
    """Which rules does this data folder set? What its file leaves out, or a folder without the file, is as the project's.

    Raises UnreadableInput (no readable TOML, a value of another kind) and UnknownName (a rule that there is not).
    """
    path = (folder or DataFolder.at()).find(FILE)
    given = _read(path)
    for name, value in given.items():
        if name not in EXPECTED:
            raise UnknownName(message("rule"), name, EXPECTED)
        is_possible, expected = EXPECTED[name]
        if not is_possible(value):
            sentence = message("{file}: “{part}” is not as it should be; expected: {expected}.")
            raise UnreadableInput(sentence, file=str(path), part=name, expected=Phrase(expected))
    return Rules(**given)


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableInput(message("{path} cannot be read or written."), path=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(message("{file} is not readable TOML."), file=str(path)) from error


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and isfinite(value))

"""Where does running text break, so that it keeps within its room and no line is left with one word?"""

import re
from itertools import pairwise

from analytics.charts.labels import width_of

# What stands inside an isolate is read in its own direction, and so must not be torn in two.
_ISOLATES = re.compile("[\u2066\u2067][^\u2066\u2067\u2069]*\u2069")
# French sets a space before these signs, and none may begin a line.
_BEFORE_SIGN = re.compile(" (?=[:;!?»])")
# A short word keeps its number, as in "in 2014": a line that begins with a bare year says nothing.
_SHORT_WORD, _NUMBER = re.compile(r"\W?[^\W\d]{1,4}"), re.compile("\u2066?[0-9]")
OPENINGS, CLOSING = "\u2066\u2067", "\u2069"
# A longer one may be torn, and is isolated again on each of its lines.
SHORT = 24


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Which lines does this text take in `room` pixels: as few as can be, and then as even as can be?"""
    words = _words(text)
    if not words:
        return []
    widths = [width_of(word, size, bold) for word in words]
    space = width_of(" ", size, bold)
    fewest = _fill(widths, space, room)
    # Of all the rooms that take no more lines, the least makes the lines even.
    low, high = max(widths), room
    for _ in range(12):
        middle = (low + high) / 2
        if len(_fill(widths, space, middle)) <= len(fewest):
            high = middle
        else:
            low = middle
    ends = _fill(widths, space, max(high, max(widths)))
    return _close_isolates([" ".join(words[start:end]) for start, end in pairwise([0, *ends])])


def _close_isolates(lines: list[str]) -> list[str]:
    """The same lines, each laid out by itself: what is isolated across two of them is isolated in both."""
    closed, opened = [], ""
    for line in lines:
        line = opened + line
        rest = _ISOLATES.sub("", line)
        opened = next((letter for letter in OPENINGS if letter in rest), "")
        closed.append(line + CLOSING if opened else line)
    return closed


def _words(text: str) -> list[str]:
    def hold(found: re.Match) -> str:
        inside = found.group()
        return inside.replace(" ", "\u00a0") if len(inside) <= SHORT else inside

    held = _BEFORE_SIGN.sub("\u00a0", _ISOLATES.sub(hold, text))
    words: list[str] = []
    for word in held.split(" ") if text else []:
        if words and _NUMBER.match(word) and _SHORT_WORD.fullmatch(words[-1]):
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def _fill(widths: list[float], space: float, room: float) -> list[int]:
    """Before which word does each line end, when each takes as many as fit?"""
    ends, used = [], 0.0
    for place, width in enumerate(widths):
        if used and used + space + width > room:
            ends.append(place)
            used = width
        else:
            used += width + (space if used else 0)
    return [*ends, len(widths)]

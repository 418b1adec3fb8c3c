"""How is text set inside a figure: wrapped for its direction, broken into lines, and given the room it takes?"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from unicodedata import combining

from analytics.language import Language
from analytics.language.direction import isolate_number
from analytics.measures.cells import CONFIDENTIAL, LOW_RELIABILITY, MARKS, NOT_APPLICABLE, NOT_AVAILABLE, PROVISIONAL

# Advance widths of IBM Plex Sans Arabic in parts of its size, rounded up by kind of letter. The server has no browser
# to measure text with, and a label that is given too little room is cut.
WIDTHS = (
    ("\u2066\u2067\u2069", 0.0),
    (" \u00a0", 0.24),
    ("ijltfrI.,:;'’|()[]!·-", 0.37),
    ("mwMW%@", 0.92),
    ("اأإءدذرزل", 0.38),
    ("آعغهو", 0.48),
    ("جحخة", 0.64),
    ("سشصضكط", 0.78),
)
ARABIC_WIDTH, CAPITAL_WIDTH, OTHER_WIDTH = 0.46, 0.66, 0.62
# An Arabic letter that ends a word and has a tail is written out in full.
TAILED, TAIL = "بتثفقكنيىسشصضجحخعغلم", 0.36
BOLD_FACTOR = 1.06


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """How many pixels wide is a line of text, at most?"""
    text = "".join(letter for letter in text if not combining(letter))
    total = sum(_width_of_letter(letter) for letter in text)
    tails = sum(letter in TAILED and not after.isalpha() for letter, after in pairwise(text + " "))
    return (total + tails * TAIL) * size * (BOLD_FACTOR if bold else 1)


def _width_of_letter(letter: str) -> float:
    for letters, width in WIDTHS:
        if letter in letters:
            return width
    if "\u0600" <= letter <= "\u06ff":
        return ARABIC_WIDTH
    return CAPITAL_WIDTH if letter.isupper() else OTHER_WIDTH


def in_lines(text: str, room: float, size: float) -> list[str]:
    """Where does a name break, so that it takes one line, or two as even as they can be?"""
    if width_of(text, size) <= room:
        return [text]
    # A hyphen stays at the end of its line: Tanger-Tétouan-Al Hoceïma.
    breaks = [place + 1 for place, letter in enumerate(text[:-1]) if letter in " -" and place]
    if not breaks:
        return [text]
    place = min(breaks, key=lambda at: _unevenness(text[:at].rstrip(), text[at:], size))
    return [text[:place].rstrip(), text[place:]]


def _unevenness(first: str, second: str, size: float) -> float:
    # A line does not end on “Al”, “de” or “في” if it can be helped.
    ends_short = len(first.replace("-", " ").split()[-1]) <= 2
    return max(width_of(first, size), width_of(second, size)) * (1.25 if ends_short else 1)


def drawn(text: str | Iterable[str], language: Language, bold: bool = False) -> str:
    """How is text, or each of its lines, handed to Plotly, in order and never taken for markup?

    Plotly reads `<` and `&` as HTML; an Arabic line is wrapped by itself, since a line is laid out by itself.
    """
    lines = [text] if isinstance(text, str) else text
    safe = [language.in_plot(line.replace("&", "&amp;").replace("<", "&lt;")) for line in lines]
    return "<br>".join(f"<b>{line}</b>" if bold and line else line for line in safe)


def marked(label: str, status: str, language: Language) -> str:
    """How does a number say that it is provisional or of low reliability? By the mark beside it."""
    mark = MARKS.get(status, "")
    if not mark:
        return label
    mark = isolate_number(mark) if language.is_right_to_left else mark
    return f"{label} {mark}" if label else mark


def reason_of(status: str, language: Language) -> str:
    """Why is a number missing, hidden or marked?"""
    reasons = {
        CONFIDENTIAL: language.say("Hidden so that nobody can be recognised"),
        NOT_AVAILABLE: language.say("no data"),
        NOT_APPLICABLE: language.say("does not apply"),
        LOW_RELIABILITY: language.say("Few people: read with care"),
        PROVISIONAL: language.say("Provisional"),
    }
    return reasons.get(status, "")


def room_beyond(places: Iterable[float], widths: Iterable[float], span: float = 100) -> int:
    """How many pixels do labels need beyond the end of an axis, in the narrowest figure, `span` pixels wide inside?

    `places` are the labels' starting points in parts of the axis (0 to 1), `widths` their widths in pixels.
    """
    needs = [width - (1 - place) * span for place, width in zip(places, widths, strict=True)]
    return round(max([0, *needs]))

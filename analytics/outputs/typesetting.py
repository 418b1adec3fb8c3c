"""How are pages set? By Typst, from a template of ours and the values given to it; no text ever becomes Typst's code."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analytics.language.direction import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT_ISOLATE, is_arabic
from analytics.outputs.print_fonts import PRINT_FONTS, printable

ACCESSIBLE = "ua-1"
PREFIX = re.compile("[\u0621-\u064a]+$")
OPENED = {LEFT_TO_RIGHT_ISOLATE: "ltr", RIGHT_TO_LEFT_ISOLATE: "rtl"}


def typeset(template: Path, given: dict) -> bytes:
    """The PDF (PDF/UA-1) of this template with these values, which it reads as JSON; the same bytes each time."""
    import typst  # takes its time to load, and only a PDF needs it

    return typst.compile(format="pdf", pdf_standards=[ACCESSIBLE], **_work(template, given))


def count_pages(template: Path, given: dict) -> int:
    """How many pages do these values take? The template says so itself, at its label `pages`."""
    import typst

    return json.loads(typst.query(selector="<pages>", field="value", one=True, **_work(template, given)))


def _work(template: Path, given: dict) -> dict:
    inputs = {"given": json.dumps(given, ensure_ascii=False)}
    return {"input": str(template), "root": str(template.parent), "font_paths": _fonts(), "sys_inputs": inputs}


@cache
def _fonts() -> object:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(PRINT_FONTS)])


def pieces_of(text: str) -> list[dict]:
    """How is this text handed to a template? In pieces, as `nest` makes them, a prefix with its number."""
    held: list[dict] = []
    for piece in nest((letter, False) for letter in printable(text)):
        prefix = PREFIX.search(held[-1]["text"]) if held and "pieces" in piece and "text" in held[-1] else None
        if prefix:
            before = held.pop()
            held += [before | {"text": before["text"][: prefix.start()]}] if prefix.start() else []
            # A line may end before any box: in one of their own, و does not stay behind without its year.
            piece = {"direction": "rtl", "pieces": [before | {"text": prefix.group()}, piece]}
        held.append(piece)
    return held


def nest(letters: Iterable[tuple[str, bool]]) -> list[dict]:
    """Which pieces of a text, given letter by letter with its weight, have a direction of their own?

    A piece is `text` with `is_bold` and `script`, or a `direction` with `pieces` of its own. Marks of direction (U+2066 …
    U+2069) would be signs on the page, which break words when these are searched or copied.
    """
    letters = list(letters)
    among_arabic = is_arabic("".join(letter for letter, _ in letters))
    opened: list[list[dict]] = [[]]
    for letter, is_bold in letters:
        pieces = opened[-1]
        if letter in OPENED:
            pieces.append({"direction": OPENED[letter], "pieces": []})
            opened.append(pieces[-1]["pieces"])
        elif letter == POP_ISOLATE:
            del opened[max(1, len(opened) - 1) :]
        elif pieces and pieces[-1].get("is_bold") is is_bold:
            pieces[-1]["text"] += letter
        else:
            pieces.append({"text": letter, "is_bold": is_bold})
    _mark_script(opened[0], among_arabic)
    return opened[0]


def _mark_script(pieces: list[dict], among_arabic: bool) -> None:
    """Digits among Arabic letters take the shapes that go with them, those of a Latin name do not; by themselves they are
    as those around them (null)."""
    for piece in pieces:
        if "pieces" in piece:
            _mark_script(piece["pieces"], among_arabic)
        else:
            has_latin = any(letter.isalpha() and not is_arabic(letter) for letter in piece["text"])
            piece["script"] = "auto" if has_latin else "arab" if among_arabic else None

"""In which encoding was a text saved, and is a character in it that no cell may hold? UTF-8, UTF-16, or as people say."""

import codecs
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from analytics.errors import UnknownName, UnreadableInput
from analytics.language import message

ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf16": "utf-16",
    "windows-1256": "cp1256", "cp1256": "cp1256", "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
LEGACY = ("windows-1256", "windows-1252")
OF_BYTES = tuple(ENCODINGS[each] for each in LEGACY)
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
PIECE = 1 << 20
CELL = re.compile(rb'[^;,\t|"\r\n]+')
SHOWN = 60
CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
# What no cell may hold: control characters, marks that turn the order of letters, and the trace of lost letters.
_MULTIBYTE_FORBIDDEN = re.compile(b"\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf\xbd")


def decode(content: bytes, name: str, encoding: str | None) -> tuple[bytes, str]:
    """The content as UTF-8 without a mark, and the encoding it came in. Raises UnreadableInput, UnknownName.

    encoding: how files that are not in Unicode were saved. What is UTF-8 throughout is read as UTF-8 whatever is said: no
    text of words in another encoding comes out as that, and several files are given together.
    """
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise UnknownName(message("encoding"), encoding, ["utf-8", "utf-16", *LEGACY])
    marked = next(((mark, codec) for mark, codec in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    codec = marked[1] if marked else ENCODINGS[(encoding or "utf-8").lower()]
    if codec in OF_BYTES and _is_utf_8(content):
        codec = "utf-8"
    body = content[len(marked[0]) :] if marked else content
    if not (codec == "utf-8" and body.isascii()):
        try:
            text = body.decode(codec)
        except UnicodeDecodeError as error:
            raise _not_in(name, codec, encoding, marked is not None) from error
        body = body if codec == "utf-8" else text.encode("utf-8")
    _check_characters(body, name)
    return body, codec.removesuffix("-le").removesuffix("-be")


def _is_utf_8(content: bytes) -> bool:
    try:
        return content.isascii() or bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _not_in(name: str, codec: str, encoding: str | None, is_marked: bool) -> UnreadableInput:
    if encoding is None and not is_marked:
        return UnreadableInput(
            message(
                "{file} is neither UTF-8 nor UTF-16. Say how it was saved: --encoding windows-1256 (Arabic) or "
                "--encoding windows-1252 (French)."
            ),
            file=name,
        )
    return UnreadableInput(message("{file} cannot be read as {encoding}."), file=name, encoding=codec)


def told_apart(path: Path, most: int = 6) -> list[tuple[str, ...]]:
    """Which cells read otherwise in one legacy encoding than in the other? The first of them, in the order of `LEGACY`.

    The two share é, è, ç and others: most lines of a French file read rightly in both. Letters that an encoding does not
    have are shown as �.
    """
    found: dict[tuple[str, ...], None] = {}
    with path.open("rb") as file:
        for line in file:
            for cell in () if line.isascii() else CELL.findall(line):
                read = tuple(cell.decode(ENCODINGS[each], errors="replace")[:SHOWN] for each in LEGACY)
                if len(set(read)) > 1:
                    found[read] = None
            if len(found) >= most:
                break
    return list(found)[:most]


def _check_characters(body: bytes, name: str) -> None:
    letters = np.frombuffer(body, np.uint8)
    breaks = sum(body.count(each) for each in (b"\t", b"\n", b"\r") if each in body)
    place = None
    if np.count_nonzero(letters < 32) != breaks or b"\x7f" in body:
        place = re.search(b"[" + re.escape(CONTROL_BYTES) + b"]", body)
    elif not body.isascii():
        place = _MULTIBYTE_FORBIDDEN.search(body)
    if place:
        raise forbidden_character(name, body.count(b"\n", 0, place.start()) + 1, place.group().decode("utf-8"))


def check_heading(heading: Sequence[str | None], name: str) -> None:
    """Is a character in a heading that no cell may hold? Raises UnreadableInput naming it."""
    _check_characters("\n".join(text or "" for text in heading).encode("utf-8").replace(b"\n", b" "), name)


def forbidden_character(name: str, row: int, character: str) -> UnreadableInput:
    """The refusal of a file that holds such a character."""
    return UnreadableInput(
        message(
            "{file}, row {row}: the invisible or broken character {code} stands there; it could hide or turn what is "
            "written. Remove it."
        ),
        file=name,
        row=str(row),
        code=f"U+{ord(character[0]):04X}",
    )


def needs_encoding(path: Path) -> bool:
    """Must a person say how this text file was saved, because it is neither UTF-8 nor UTF-16?"""
    with path.open("rb") as file:
        if file.read(4).startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
            return False
        file.seek(0)
        try:
            # Piece by piece: as text, a large file is several times as large.
            for _ in codecs.iterdecode(iter(partial(file.read, PIECE), b""), "utf-8"):
                pass
        except UnicodeDecodeError:
            return True
    return False

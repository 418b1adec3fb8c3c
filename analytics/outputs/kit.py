"""How does a press kit come about: pictures, data, workbook, deck and note of the chosen stories, whole or not at all?"""

import json
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import IdmajError, RefusedQuestion
from analytics.language import LANGUAGES, Phrase, message
from analytics.outputs.kit_making import KitCancelled, Making
from analytics.outputs.kit_order import Draw, Order, Piece, list_pieces
from analytics.outputs.kit_place import put_in_place, stage
from analytics.outputs.picture import draw_picture
from analytics.outputs.stories import STORIES, Material, Told, tell_story
from analytics.outputs.stories.measured import NO_NUMBER
from analytics.records.folder import DataFolder

__all__ = ["Kit", "KitCancelled", "make_kit"]
KIT_JSON, ZIP_NAME = "kit.json", "idmaj-press-kit.zip"
PACKED_DATE = (2000, 1, 1, 0, 0, 0)
PACKED_ALREADY = (".png", ".xlsx", ".pptx", ".pdf")


@dataclass(frozen=True)
class Kit:
    """A kit that was made: the rows of its `kit.json`, and why a story was left out, by its id."""

    rows: list[dict]
    left_out: dict[str, IdmajError]


def make_kit(
    stories: Sequence[str],
    languages: Sequence[str],
    sizes: Sequence[str],
    forms: Sequence[str],
    scale: int,
    material: Material,
    folder_or_zip: Path,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    draw: Draw = draw_picture,
    folder: DataFolder | None = None,
) -> Kit:
    """Make these stories in these languages, sizes and forms (all by their ids).

    folder_or_zip: a file ending in `.zip` gets all in one (pictures, the numbers as CSV and a workbook, a README, and the
    deck and note where they are among the forms). A folder gets one file each and `kit.json`; with the form `zip` also
    such a ZIP. Files appear when all are made; what fails, is cancelled or finds no room leaves none behind.

    progress: told how many of how many files are made, and which is next. A story without a number is left out. Decks and
    notes are kept in the cache of `folder` (the current data folder); `draw` keeps its pictures itself.
    Raises UnknownName, RefusedQuestion where no story is left, CannotRender, KitCancelled, and UnreadableInput where the
    files cannot be written.
    """
    order = Order(*(tuple(dict.fromkeys(names)) for names in (stories, languages, sizes, forms)), scale)
    told, left_out = _tell(order, material)
    is_one_file = folder_or_zip.suffix == ".zip"
    made_of = {"told": told, "draw": draw, "folder": folder or DataFolder.at()}
    pieces = [] if is_one_file else list_pieces(order, order.forms_alone, **made_of)
    packed = list_pieces(order, order.forms_in_zip, **made_of) if is_one_file or "zip" in order.forms else []
    to_make = Making(len(pieces) + len(packed), progress, is_cancelled)
    rows = [piece.listed() for piece in pieces]
    with stage(folder_or_zip.parent if is_one_file else folder_or_zip) as aside:
        for piece, content in to_make.each(pieces):
            (aside / piece.name).write_bytes(content)
        if packed:
            name = folder_or_zip.name if is_one_file else ZIP_NAME
            rows_of_zip = _pack(aside / name, packed, to_make)
            rows = rows_of_zip if is_one_file else [*rows, Piece(name, "zip", bytes).listed()]
        if not is_one_file:
            (aside / KIT_JSON).write_bytes(_as_json(rows))
        to_make.tell("")
        put_in_place(aside, last=KIT_JSON)
    return Kit(rows, left_out)


def _tell(order: Order, material: Material) -> tuple[dict[str, list[Told]], dict[str, IdmajError]]:
    """The stories of each language, and why others are left out."""
    told: dict[str, list[Told]] = {code: [] for code in order.languages}
    left_out: dict[str, IdmajError] = {}
    for code in order.languages:
        for story in order.stories:
            try:
                found = tell_story(story, material, LANGUAGES[code])
                if not _has_numbers(found):
                    raise RefusedQuestion(NO_NUMBER)
                told[code].append(found)
            except RefusedQuestion as refusal:
                title, reason = Phrase(STORIES[story].title), Phrase(refusal.sentence, **refusal.values)
                left_out[story] = IdmajError(message("“{story}” was left out: {reason}"), story=title, reason=reason)
    if not any(told.values()):
        raise RefusedQuestion(message("None of these stories can be told: there is no number for 2014 or 2015."))
    return {code: found for code, found in told.items() if found}, left_out


def _has_numbers(told: Told) -> bool:
    numbers = told.cells[[name for name in ("value", "before", "after") if name in told.cells]]
    return bool(numbers.notna().to_numpy().any())


def _pack(path: Path, pieces: Sequence[Piece], to_make: Making) -> list[dict]:
    """Write a ZIP with a folder a language; returns the rows of the `kit.json` inside."""
    rows = []
    with zipfile.ZipFile(path, "w") as package:
        for piece, content in to_make.each(pieces):
            rows.append(piece.listed(f"{piece.row['lang']}/"))
            _add(package, rows[-1]["file"], content)
        _add(package, KIT_JSON, _as_json(rows))
    return rows


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, PACKED_DATE)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED_ALREADY) else zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def _as_json(rows: list[dict]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + os.linesep).encode("utf-8")

"""Where is kept what was once drawn? In the cache, under everything it shows and the code that draws it.

It holds public cells alone.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

from analytics.outputs.stories.told import Told
from analytics.records.folder import DataFolder

MOST_KEPT = 1500
CODE = Path(__file__).resolve().parents[1]
# What is seen comes of these rooms: code, templates and translations.
ROOMS, KINDS = ("charts", "outputs", "language"), (".py", ".typ", ".po")


def keep(
    stories: Sequence[Told], asked: Sequence[object], form: str, make: Callable[[], bytes | None], folder: DataFolder
) -> bytes | None:
    """What was made of these stories before, or is made now and kept where the disk allows. None is not kept.

    asked: what else it depends on, such as its size. form: how its name ends.
    """
    place = folder.cache / "pictures" / f"{_name(stories, [*asked, form])}.{form}"
    with contextlib.suppress(OSError):
        return place.read_bytes()
    made = make()
    if made is not None:
        _put(place, made)
    return made


def _name(stories: Sequence[Told], asked: list) -> str:
    shown = json.dumps([_code(), asked, *map(_shown, stories)], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def _shown(told: Told) -> list:
    texts = [getattr(told, field.name) for field in fields(told) if field.type in (str, "str", "tuple[str, ...]")]
    tables = [frame.to_json(orient="split", date_format="iso") for frame in (told.cells, told.table)]
    return [texts, told.language.code, told.release_id, tables]


@cache
def _code() -> str:
    files = sorted(path for room in ROOMS for path in (CODE / room).rglob("*") if path.suffix in KINDS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _put(place: Path, made: bytes) -> None:
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(made)
            os.replace(fresh, place)
        except OSError:
            os.unlink(fresh)
        kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)

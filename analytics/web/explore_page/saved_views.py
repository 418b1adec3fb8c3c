"""Which questions did analysts keep under a name? One small JSON file beside the data; whole, or as it was before."""

import json
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message
from analytics.measures.dimensions import DIMENSIONS
from analytics.records.folder import DataFolder
from analytics.records.turns import take_turn

FILE, LOCK = "views.json", ".views.lock"
# Another server writes its views in a moment; who waits longer waits for something else.
LONGEST_WAIT = 10.0
MOST_VIEWS, LONGEST_NAME, LARGEST_FILE = 200, 60, 1_000_000
OF_A_QUESTION = ("measure", "more", "by", "columns", "colour", "chart", "intervals", *DIMENSIONS)
# Letters of any script, digits, spaces and plain punctuation: nothing that a page or a label could take for markup.
_PUNCTUATION = frozenset(" -–.,()’'%+/")
_CODES = re.compile(r"[A-Za-z0-9_,-]{1,600}", re.ASCII)


@dataclass(frozen=True)
class View:
    """A question under a name: what of the address asks it."""

    name: str
    question: Mapping[str, str] = field(default_factory=dict)


def list_views(folder: DataFolder) -> list[View]:
    """Which views are kept with these data, by name? Raises UnreadableInput for a file that is not one of views."""
    path = folder.root / FILE
    try:
        if not path.exists():
            return []
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("size")
        return sorted(read_views(path.read_bytes()), key=lambda view: view.name.casefold())
    except (OSError, ValueError, RefusedQuestion) as error:
        raise UnreadableInput(
            message("{path} holds no saved views; remove it, or put an exported file in its place."), path=str(path)
        ) from error


def save_view(view: View, folder: DataFolder) -> None:
    """Keep this view; one of the same name is replaced. Raises as `add_views` does."""
    add_views([view], folder)


def add_views(views: Iterable[View], folder: DataFolder) -> None:
    """Keep these views too; those of the same names are replaced.

    Raises RefusedQuestion for a name or a question that cannot be kept, or too many, UnreadableInput where the file
    cannot be read or written.
    """
    checked = [_checked(view) for view in views]

    def add(held: list[View]) -> list[View]:
        kept = {view.name: view for view in [*held, *checked]}
        if len(kept) > MOST_VIEWS:
            raise RefusedQuestion(message("At most {n} views are kept; delete some first."), n=MOST_VIEWS)
        return list(kept.values())

    _change(add, folder)


def delete_view(name: str, folder: DataFolder) -> None:
    """Keep the view of this name no longer. Raises UnreadableInput where the file cannot be read or written."""
    _change(lambda held: [view for view in held if view.name != name], folder)


def write_views(views: Iterable[View]) -> bytes:
    """Which bytes hold these views, to be kept or taken elsewhere?"""
    held = [{"name": view.name, "question": dict(view.question)} for view in views]
    return (json.dumps({"views": held}, ensure_ascii=False, indent=1) + "\n").encode()


def read_views(content: bytes) -> list[View]:
    """Which views do these bytes hold? Raises RefusedQuestion, also where only one of them cannot be kept."""
    try:
        held = json.loads(content.decode("utf-8-sig"))["views"]
        views = [View(each["name"], dict(each["question"])) for each in held]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RefusedQuestion(message("This is no file of saved views.")) from error
    return [_checked(view) for view in views]


def _checked(view: View) -> View:
    if not isinstance(view.name, str):
        raise RefusedQuestion(message("This is no file of saved views."))
    name = " ".join(unicodedata.normalize("NFC", view.name).split())
    if not 1 <= len(name) <= LONGEST_NAME or not all(map(_may_stand_in_a_name, name)):
        raise RefusedQuestion(
            message("A name has 1 to {n} letters, digits, spaces and plain punctuation, and nothing else."),
            n=LONGEST_NAME,
        )
    for parameter, codes in view.question.items():
        if parameter not in OF_A_QUESTION or not isinstance(codes, str) or not _CODES.fullmatch(codes):
            raise RefusedQuestion(message("The view asks something that this page does not ask."))
    return View(name, dict(view.question))


def _may_stand_in_a_name(letter: str) -> bool:
    return letter in _PUNCTUATION or unicodedata.category(letter) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"}


def _change(change: Callable[[list[View]], list[View]], folder: DataFolder) -> None:
    """Read, change and write as one step, also where several servers have these data."""
    path = folder.root / FILE
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        lock = take_turn([folder.root / LOCK], LONGEST_WAIT)
        if lock is None:
            raise RefusedQuestion(message("Somebody else is saving views; try again in a moment."))
        with lock:
            _write(change(list_views(folder)), path)
    except OSError as error:
        raise UnreadableInput(
            message("{path} cannot be written; the views stay as they were."), path=str(path)
        ) from error


def _write(views: list[View], path: Path) -> None:
    aside = path.with_name(f".{FILE}-{secrets.token_hex(4)}")
    try:
        with aside.open("xb") as file:
            file.write(write_views(sorted(views, key=lambda view: view.name.casefold())))
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise

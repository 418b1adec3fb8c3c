"""The command of the press: `press`, pictures and files of the stories for scheduled runs."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.errors import UnreadableInput
from analytics.language import LANGUAGES, Language, message
from analytics.record_commands import Answer

SIZE, FORM = "wide", "png"
# On the screen descriptions and sources of hundreds of files would hide which these are; `kit.json` has them.
WHOLE, ON_SCREEN = ("csv", "json"), ("file", "size", "question")


def add_press_commands(command: Callable[[str, Callable, str], argparse.ArgumentParser]) -> None:
    """Add it to the command line; `command` makes one."""
    press = command("press", _press, "pictures, deck, note and data of the stories, with a list of them")
    press.add_argument("--list", action="store_true", help="the stories, and the question behind each")
    press.add_argument("--story", action="append", metavar="s,s", help="all without it")
    press.add_argument("--size", action="append", metavar="s,s", help=f"{SIZE} without it")
    press.add_argument("--scale", type=int, choices=(1, 2), default=1, help="2: twice the pixels")
    press.add_argument(
        "--as",
        action="append",
        dest="forms",
        metavar="png,svg,pdf,pptx,note,zip",
        help=f"{FORM} without it; also csv, xlsx",
    )
    press.add_argument("--out", metavar="DIR")
    press.set_defaults(speaks_several=True)


def _press(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.outputs.stories import STORIES, gather_material, name_story

    if options.list:
        listed = [(story.id, name_story(story.id, "", language), story.question) for story in STORIES.values()]
        return Answer(pd.DataFrame(listed, columns=["story", "title", "question"]))
    if not options.out:
        raise UnreadableInput(message("“press” needs a folder for its files: --out DIR; or --list."))
    from analytics.disclosure.gate import PUBLIC
    from analytics.operation.recording import name_current
    from analytics.operation.trail import THIS_MACHINE, note
    from analytics.outputs.kit import make_kit
    from analytics.outputs.kit_order import COLUMNS
    from analytics.outputs.picture import draw_picture
    from analytics.records.folder import DataFolder

    folder = DataFolder.at(options.data)
    stories, forms = list_named(options.story) or list(STORIES), list_named(options.forms) or [FORM]
    note(
        "exported", who=THIS_MACHINE, folder=folder, file="press kit", format=",".join(forms), stories=",".join(stories),
        audience=PUBLIC, release=name_current(folder),
    )  # fmt: skip
    kit = make_kit(
        stories,
        list_named(options.lang) or list(LANGUAGES),
        list_named(options.size) or [SIZE],
        forms,
        options.scale,
        gather_material(options.data),
        Path(options.out),
        draw=partial(draw_picture, folder=folder),
        folder=folder,
    )
    sentence = " ".join(reason.say(language) for reason in kit.left_out.values())
    rows = pd.DataFrame(kit.rows, columns=COLUMNS, dtype=object)
    return Answer(rows if options.format in WHOLE else rows[list(ON_SCREEN)], int(bool(sentence)), sentence)


def list_named(given: list[str] | None) -> list[str]:
    """Which names are given, once each: with commas between them, or one option after another?"""
    return list(dict.fromkeys(part.strip() for text in given or [] for part in text.split(",") if part.strip()))

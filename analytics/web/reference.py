"""How is something looked up? Sections of entries that open, each with an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analytics.web.address import language as language_of_page
from analytics.web.markup import (
    anchored,
    code,
    contents,
    definitions,
    heading,
    paragraph,
    points,
    section,
    table,
    write,
)
from analytics.web.on_this_page import list_part


@dataclass(frozen=True)
class Entry:
    """Something with a title that is opened: texts, facts (name, value), code (caption, text) and a table."""

    id: str
    title: str
    texts: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    codes: Sequence[tuple[str, str]] = ()
    table: pd.DataFrame | None = None


@dataclass(frozen=True)
class Section:
    """A section of a reference: what stands open in it, then its entries."""

    id: str
    title: str
    entries: Sequence[Entry] = ()
    points: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    table: pd.DataFrame | None = field(default=None)


def reference(sections: Sequence[Section]) -> None:
    """Draw the sections under a list of them; an address that names an entry after `#` opens it."""
    language = language_of_page()
    write(contents([(each.id, each.title) for each in sections], language.say("On this page")))
    for each in sections:
        list_part(each.id, each.title)
        inside = heading(each.title, 2) + points(each.points) + definitions(each.facts)
        inside += table(each.table, (), each.title) if each.table is not None else ""
        write(section(each.id, inside + "".join(_entry(entry) for entry in each.entries)))


def _entry(entry: Entry) -> str:
    inside = "".join(paragraph(text) for text in entry.texts) + definitions(entry.facts)
    inside += "".join(code(text, caption) for caption, text in entry.codes)
    inside += table(entry.table, (), entry.title) if entry.table is not None else ""
    return anchored(entry.id, entry.title, inside)

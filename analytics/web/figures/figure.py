"""How does a figure reach the reader? One card: headline, subtitle, badge, figure, notes, source, table, download."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analytics.comparison.methods import METHODS
from analytics.comparison.remarks import DEMONSTRATION, KINDS, PUBLISHED, RECORDS, say_kind
from analytics.comparison.wording import list_marks
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import require_status
from analytics.outputs.table import write_csv
from analytics.web import address
from analytics.web.address import language as language_of_page
from analytics.web.audience import say_use
from analytics.web.figures.plot import plot
from analytics.web.markup import fold, heading, inline, link, paragraph, table, write
from analytics.web.noting import download
from analytics.web.on_this_page import list_part

__all__ = ["DEMONSTRATION", "KINDS", "PUBLISHED", "RECORDS", "Story", "badge", "figure_card", "say_kind"]


@dataclass(frozen=True)
class Story:
    """What stands around a figure: texts in the reader's language, and the table behind it.

    measures: whose definitions it rests on, methods: how it is estimated (ids of both); the card links to them.
    leads_with_published: is its headline of published figures, beside which records stand?
    """

    key: str
    headline: str
    subtitle: str
    alt: str
    source: str
    kind: str
    table: pd.DataFrame
    numeric: Sequence[str] = ()
    notes: Sequence[str] = ()
    provenance: str = ""
    measures: Sequence[str] = ()
    methods: Sequence[str] = ()
    cells: pd.DataFrame = field(default_factory=pd.DataFrame)
    leads_with_published: bool = False


def figure_card(figure: object, story: Story) -> None:
    """Draw a figure with everything that belongs to it.

    `story.cells` are what the download holds, with `status`; `story.table` is the same as ready texts. A figure whose
    `meta` names a dimension, or several, under `narrows` narrows the page when a mark is clicked; the filter bar does too.
    `figure` may be one in two forms (`draw_both`), or None where there is only a table. The file says in every row also what
    it is about, with the filters, and its source, with the release. Raises ValueError for cells without `status`.
    """
    require_status(story.cells)
    language = language_of_page()
    with st.container(border=True, key=f"card-{story.key}", height="stretch"):
        kind = "card-head" if figure is not None else "card-head no-figure"
        list_part(f"card-{story.key}", story.headline)
        first = "" if story.leads_with_published else eyebrow(story.kind, language)
        head = first + heading(story.headline, 3) + paragraph(story.subtitle, "subtitle")
        write(f"<div class='{kind}' id='card-{story.key}'>{head}</div>")
        if figure is not None:
            _draw(figure, story, language)
        notes = "".join(paragraph(note, "note") for note in story.notes)
        links = "".join(_definition(name, language) for name in story.measures)
        links += "".join(_method(name, language) for name in story.methods)
        held = table(story.table, story.numeric, story.headline, dict(list_marks(language)))
        folds = fold(language.say("Table"), held)
        if story.provenance:
            folds += fold(language.say("Sources and exact words"), story.provenance)
        last = badge(story.kind, language) if story.leads_with_published and story.kind == DEMONSTRATION else ""
        write(f"{notes}{card_foot(story.source, story.kind, language, links + last)}{folds}")
        told = labels_of(story.kind, language) | {"about": story.subtitle, "source": story.source}
        download(
            language.say("Download CSV"),
            lambda: write_csv(label(story.cells, told)),
            f"{file_name(story.key, story.kind, language)}.csv",
            mime="text/csv",
            key=f"download-{story.key}",
        )


def _draw(figure: object, story: Story, language: Language) -> None:
    narrows = figure.meta.get("narrows") or ()
    dimensions = [narrows] if isinstance(narrows, str) else list(narrows)
    on_pick = partial(_narrow, dimensions) if dimensions else None
    plot(figure, f"figure-{story.key}", story.alt, language, on_pick=on_pick)


def _narrow(dimensions: Sequence[str], marks: Sequence[object]) -> None:
    """Filter by the codes of the clicked mark: [text, code, …] is what such marks carry, a code for each dimension, empty
    for all of it. A second click lets go."""
    told = [mark[1:] for mark in marks if isinstance(mark, (list, tuple)) and any(mark[1:])]
    if told:
        address.toggle({name: str(code) for name, code in zip(dimensions, told[0], strict=False) if code})


def _definition(name: str, language: Language) -> str:
    title = language.say(MEASURES[name].title)
    return _link_to_methods(language.say("Definition: {title}", title=title), name)


def _method(name: str, language: Language) -> str:
    title = next(language.say(each.title) for each in METHODS if each.id == name)
    return _link_to_methods(language.say("Method: {title}", title=title), f"method-{name}")


def _link_to_methods(words: str, place: str) -> str:
    return link(words, f"./methods?{urlencode(address.link_parameters())}#{place}", "definition")


def card_foot(source: str, kind: str, language: Language, links: str = "") -> str:
    """The last line of a card: where its numbers are from, links, which kind of data they are, and for whom."""
    said = inline(language.say("Source: {source}", source=source), "source")
    return f"<div class='card-foot'>{said}{links}{_late_badge(kind, language)}{use(kind, language)}</div>"


def badges(kind: str, language: Language) -> str:
    """The last line of a card of numbers: which kind of data they are, and for whom."""
    return f"<div class='badges'>{_late_badge(kind, language)}{use(kind, language)}</div>"


def eyebrow(kind: str, language: Language) -> str:
    """The first line of a card of what is invented, so that nobody reads its headline, or cuts it out, without that."""
    return f"<div class='eyebrow'>{badge(kind, language)}</div>" if kind == DEMONSTRATION else ""


def _late_badge(kind: str, language: Language) -> str:
    return "" if kind == DEMONSTRATION else badge(kind, language)


def use(kind: str, language: Language) -> str:
    """Must it stay in the house? A mark beside the badge where it must, nothing elsewhere."""
    sentence = say_use(kind, language)
    return inline(sentence, "badge internal") if sentence else ""


def badge(kind: str, language: Language) -> str:
    """What kind of data is this, said inside every frame? `kind` is one of KINDS."""
    return inline(say_kind(kind, language), f"badge {kind}")


def file_name(key: str, kind: str, language: Language) -> str:
    """How is a file of this figure called, without its ending? What must stay in the house says so in its name."""
    return f"idmaj-{key}{'-internal' if say_use(kind, language) else ''}-{language.code}"


def labels_of(kind: str, language: Language) -> dict[str, str]:
    """What every file says beside its cells, by column: `data`, which kind of data they are, and `use` where they must stay
    in the house."""
    sentence = say_use(kind, language)
    return {"data": say_kind(kind, language)} | ({"use": sentence} if sentence else {})


def label(cells: pd.DataFrame, told: Mapping[str, str]) -> pd.DataFrame:
    """The cells as they go into a file, with these columns (a line after the name where they have such a one already)."""
    return cells.assign(**{_free_name(name, cells): words for name, words in told.items()})


def _free_name(name: str, cells: pd.DataFrame) -> str:
    while name in cells:
        name += "_"
    return name

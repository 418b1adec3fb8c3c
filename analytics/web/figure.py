"""How does a figure reach the reader? One card: headline, subtitle, badge, figure, notes, source, table, download.

The only place that knows how a figure gets into the browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from analytics.language import Language, message
from analytics.measures.cells import require_status
from analytics.outputs.table import write_csv
from analytics.web.address import language as language_of_page
from analytics.web.markup import fold, heading, inline, paragraph, table, write

PLOT = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False, "showTips": False}

# What a figure is drawn from; the reader must never take one for another.
PUBLISHED, DEMONSTRATION, RECORDS = "published", "demonstration", "records"
KINDS = {
    PUBLISHED: message("Published figures"),
    DEMONSTRATION: message("Demonstration data"),
    RECORDS: message("Records of the Foundation"),
}


@dataclass(frozen=True)
class Story:
    """What stands around a figure: texts in the reader's language, and the table behind it."""

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
    cells: pd.DataFrame = field(default_factory=pd.DataFrame)


def figure_card(figure: object, story: Story) -> None:
    """Draw a figure with everything that belongs to it.

    `story.cells` are what the download holds, with `status`; `story.table` is the same as ready texts.
    Raises ValueError for cells without `status`.
    """
    require_status(story.cells)
    language = language_of_page()
    with st.container(border=True, key=f"card-{story.key}", height="stretch"):
        write(f"<div class='card-head'>{heading(story.headline, 3)}{paragraph(story.subtitle, 'subtitle')}</div>")
        st.plotly_chart(figure, theme=None, key=f"figure-{story.key}", alt=story.alt, config=PLOT)
        notes = "".join(paragraph(note, "note") for note in story.notes)
        source = inline(language.say("Source: {source}", source=story.source), "source")
        folds = fold(language.say("Table"), table(story.table, story.numeric, story.headline))
        if story.provenance:
            folds += fold(language.say("Sources and exact words"), story.provenance)
        write(f"{notes}<div class='card-foot'>{source}{badge(story.kind, language)}</div>{folds}")
        st.download_button(
            language.say("Download CSV"),
            data=lambda: write_csv(_labelled(story, language)),  # made when it is asked for
            file_name=f"idmaj-{story.key}-{language.code}.csv",
            mime="text/csv",
            key=f"download-{story.key}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def badge(kind: str, language: Language) -> str:
    """What kind of data is this, said inside every frame? `kind` is one of KINDS."""
    return inline(_say_kind(kind, language), f"badge {kind}")


def _say_kind(kind: str, language: Language) -> str:
    words = KINDS[kind]
    return language.say(words)


def _labelled(story: Story, language: Language) -> pd.DataFrame:
    return story.cells.assign(data=_say_kind(story.kind, language))

"""What is a told story? Everything that a picture, a slide, a note or a workbook says, in one language, from one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.theme import Theme
from analytics.comparison.remarks import DEMONSTRATION, say_kind
from analytics.language import Language

COLUMNS, ROWS = "columns", "rows"


@dataclass(frozen=True)
class Bars:
    """The figure as an office program draws it itself: groups, and a series a year.

    groups: what stands along the axis. series: name, then a value for each group (in the measure's unit, null where it is
    hidden or missing), then its label as it is to be read. highlights: where `columns` stand for years, the place of the
    two years in question. number_format: as spreadsheets write it.
    """

    way: str
    groups: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...], tuple[str, ...]], ...]
    number_format: str = "#,##0"
    highlights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Form:
    """How is the figure drawn? `draw(theme, narrow, height)`: `narrow` holds from 300 pixels on, else from 560; `height`
    (pixels) is heeded by flexible forms alone, which need at least `least_height`; the others have a height of their own.
    `draw_broad` draws, for frames from 800 pixels on, what has more use for them than to be stretched.
    """

    draw: Callable[[Theme, bool, int | None], go.Figure]
    least_height: int | None = None
    draw_broad: Callable[[Theme], go.Figure] | None = None


@dataclass(frozen=True)
class Told:
    """A story told in one language from public cells.

    headline, subtitle (measure, place, period), notes, source (with dates), alt (the figure in words), definition (of the
    measure) and reason (of the verdict) are ready texts. verdict: comparable, with_care, not_comparable, or empty where
    nothing is compared. before, after, change: the two figures in question and the change between them, ready texts, empty
    where there is none. kind: published, demonstration or records. use: that it must stay in the house, where it must.
    question: the command that answers with these numbers. cells: with `status`; table: the same as ready texts, `numeric`
    naming its columns of numbers. names: what the codes in a column of cells are called, by its name, one a row.
    """

    id: str
    language: Language
    headline: str
    subtitle: str
    alt: str
    notes: tuple[str, ...]
    source: str
    definition: str
    kind: str
    question: str
    cells: pd.DataFrame
    table: pd.DataFrame
    numeric: tuple[str, ...]
    form: Form
    verdict: str = ""
    verdict_said: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""
    change: str = ""
    bars: Bars | None = None
    release_id: str | None = None
    use: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def permalink(self) -> str:
        """The address at which the Briefing page shows this story, with its release, below the dashboard's own."""
        release = f"&release={self.release_id}" if self.release_id else ""
        return f"/briefing?story={self.id}&lang={self.language.code}{release}"

    @property
    def is_defined(self) -> bool:
        """Does the subtitle say what was measured, so that a definition beside it would say it twice?"""
        return self.subtitle.startswith(self.definition)

    @property
    def file_stem(self) -> str:
        """How do the files of this story begin? Their name says that the numbers are invented, wherever they are sent."""
        return f"{self.id}-{DEMONSTRATION}" if self.kind == DEMONSTRATION else self.id


def name_practice(told: Told) -> Told:
    """The same story; where it is about people who do not exist, its headline, its words for those who cannot see it and its
    source each say so: whatever is copied out of it, cut off or read out is not taken for real."""
    if told.kind != DEMONSTRATION:
        return told
    say, kind = told.language.say, say_kind(told.kind, told.language)
    return replace(
        told,
        headline=say("{kind}: {said}", kind=kind, said=told.headline),
        alt=say("{kind}: {said}", kind=kind, said=told.alt),
        source=say("{source} ({kind})", source=told.source, kind=kind.lower()),
    )

"""How is each bar of a row read? Its number at its end, in the colour of its year or series."""

from collections.abc import Sequence

from analytics.charts.drawing import open_diamond, scatter
from analytics.charts.labels import drawn
from analytics.charts.theme import TEXT_SIZE, Theme
from analytics.language import Language

# How far from the start of a bar the mark of a hidden number stands, in parts of the longest bar: clear of the edge, where
# nothing is to be read from its place.
CLEAR = 0.06


def values_at_ends(
    x: Sequence[float],
    y: Sequence[float],
    texts: Sequence[str],
    is_there: Sequence[bool],
    is_hidden: Sequence[bool],
    colour: str,
    language: Language,
    theme: Theme,
    **told: object,
) -> dict:
    """A text at each end; a hidden number is an open diamond beside its word, a missing one only words.

    `told`: what a hover says; nothing unless given.
    """
    return scatter(
        name="values",
        x=list(x),
        y=list(y),
        mode="markers+text",
        marker=open_diamond(11, theme.muted, opacity=[float(each) for each in is_hidden]),
        text=["\u00a0" + drawn(text, language, bold=there) for text, there in zip(texts, is_there, strict=True)],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": [theme.muted if hidden else colour for hidden in is_hidden]},
        cliponaxis=False,
        **(told or {"hoverinfo": "skip"}),
    )

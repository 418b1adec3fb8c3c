"""Where do hidden numbers stand beside a plot? In a strip of their own: on its axis they would seem to be numbers."""

from collections.abc import Sequence

import numpy as np

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

STRIP, APART = 22, 6


def draw_hidden_strip(
    drawing: Drawing, rows: Sequence[dict], across: tuple[float, float], height: int, language: Language, theme: Theme
) -> int:
    """Draw what is hidden under the plot, side by side; returns by how many pixels the figure grows, none without rows.

    rows: group and code of each hidden number. across: the ends of the axis under the plot, `height`: of the plot, which it
    keeps. Nothing is to be read from the places.
    """
    if not rows:
        return 0
    drawing.traces.append(
        scatter(
            name=CONFIDENTIAL,
            x=list(np.linspace(*across, len(rows) + 2)[1:-1]),
            y=[0] * len(rows),
            yaxis="y2",
            mode="markers",
            marker=open_diamond(10, theme.muted),
            customdata=[
                [drawn([row["group"], reason_of(CONFIDENTIAL, language)], language), row["code"]] for row in rows
            ],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    )
    tall = height + STRIP + APART
    layout = drawing.layout
    quiet = {name: layout["yaxis"][name] for name in ("tickfont", "tickangle", "showgrid")}
    strip = {"range": [-1, 1], "domain": [0, STRIP / tall], "tickvals": [0], "showline": False, "zeroline": False}
    layout["yaxis2"] = quiet | strip | {"ticktext": [drawn(marked("", CONFIDENTIAL, language), language)]}
    layout["xaxis"]["anchor"] = "y2"
    layout["yaxis"]["domain"] = [1 - height / tall, 1]
    return STRIP + APART

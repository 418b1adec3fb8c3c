"""Where do hidden numbers stand beside a plot? In a strip of their own below its axis, on which nothing is to be read."""

from collections.abc import Sequence

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

STRIP = 22
# Close together whatever the axis: as many as this fill it.
MOST = 20


def draw_hidden_strip(
    drawing: Drawing,
    rows: Sequence[dict],
    across: tuple[float, float],
    plot: tuple[int, int],
    language: Language,
    theme: Theme,
) -> tuple[int, float]:
    """Draw what is hidden under the plot and its axis, side by side; returns how many pixels all take, and where in them
    (0 to 1, from below) the plot ends.

    rows: group and code of each hidden number. across: the ends of the axis. plot: the height of the plot, which it keeps,
    and of what stands under it: ticks and the name of the axis. Nothing is to be read from the places.
    """
    height, foot = plot
    if not rows:
        return height, 0.0
    start, end = across
    step = (end - start) / max(MOST, len(rows) + 1)
    drawing.traces.append(
        scatter(
            name=CONFIDENTIAL,
            x=[start + step * place for place in range(1, len(rows) + 1)],
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
    tall = height + foot + STRIP
    layout = drawing.layout
    quiet = {name: layout["yaxis"][name] for name in ("tickfont", "tickangle", "showgrid")}
    strip = {"range": [-1, 1], "domain": [0, STRIP / tall], "tickvals": [0], "showline": False, "zeroline": False}
    layout["yaxis2"] = quiet | strip | {"ticktext": [drawn(marked("", CONFIDENTIAL, language), language)]}
    end_of_plot = 1 - height / tall
    layout["yaxis"]["domain"] = [end_of_plot, 1]
    return tall, end_of_plot

"""Two cohorts followed from their start: a step curve each, how sure it is, and how many are still at risk below."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.at_risk import AXIS_ROOM, draw_at_risk, left_room, month_ticks, table_height
from analytics.charts.curve_lines import OPEN_DASH, Cohort, band, cohort_of, hidden_months, is_shown, lines, points
from analytics.charts.drawing import Drawing
from analytics.charts.key import KEY_LINE, Item, diamond, draw_key_lines, key_lines, square, stroke
from analytics.charts.labels import drawn, reason_of, width_of
from analytics.charts.rows import NARROWEST, edge_of, ticks_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme, faint, finalise
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, NORMAL, SMALLEST_RELIABLE_DENOMINATOR, list_rows, require_status

PLOT_HEIGHT, TALL_HEIGHT = 230, 330
# Two labels at the ends of their curves keep this far apart, in pixels.
LABEL_ROOM = 17


def curves(
    followed: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    tick_text: Callable[[float], str],
    years: tuple[int, int] = (2014, 2015),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """What share is it, month by month since the start, in each of two cohorts, and how many are still followed?

    `followed`, one row a cohort and month: year, months (since the start), value (a fraction, null where
    hidden), low and high (its interval, null where there is none), at_risk (integrations still followed when the month
    begins), status. The first of `years` is dashed, the second solid; what is provisional or rests on few is dotted.
    `tick_text` writes a number of the axis. `narrow` holds at every width from 300 pixels; without it the figure is
    taller and its axis finer. Raises ValueError for a table without `status`, or with nobody in it.
    """
    rows = list_rows(require_status(followed))
    if not rows:
        raise ValueError("a curve needs somebody who is followed; the table is empty")
    cohorts = [cohort_of(year, [row for row in rows if row["year"] == year], years, theme) for year in years]
    cohorts = [cohort for cohort in cohorts if cohort.rows]
    last = max((row["months"] for row in rows if is_shown(row)), default=0) or 1
    ticks = month_ticks(last, narrow)
    heights = ticks_of(_top(rows), tick_text, SMALL_SIZE, narrow=False)
    top = max(_top(rows), *heights)
    height = PLOT_HEIGHT if narrow else TALL_HEIGHT

    drawing = Drawing(traces=[band(cohort) for cohort in cohorts])
    for cohort in cohorts:
        drawing.traces += lines(cohort)
        drawing.traces.append(points(cohort, tick_text, language))
        hidden = [row for row in cohort.rows if row["status"] == CONFIDENTIAL]
        if hidden:
            drawing.traces.append(hidden_months(cohort.year, hidden, language, theme))
    _write_years(drawing, cohorts, height / top, language)

    key = _key(cohorts, language, theme)
    margin = {
        "l": left_room([cohort.year for cohort in cohorts], ticks, cohorts[0].rows, list(heights.values()), language),
        "r": round(width_of(language.year(years[1]), TEXT_SIZE, bold=True)) + 12,
        "t": KEY_LINE * len(key) + 8,
        "b": AXIS_ROOM + table_height(len(cohorts)),
    }
    start = edge_of("near", margin, language)
    draw_key_lines(drawing, key, language, start=start, top=margin["t"])
    draw_at_risk(drawing, cohorts, ticks, margin, language, theme)
    font = {"size": SMALL_SIZE, "color": theme.muted}
    months = [drawn(language.number(month), language) for month in ticks]
    shares = [drawn(text, language) for text in heights.values()]
    line = {"showline": True, "linecolor": theme.muted, "tickangle": 0}
    grid = {"ticklabelstandoff": 4, "showgrid": True, "layer": "below traces"}
    drawing.layout |= {
        "xaxis": {"range": [0, last], "tickvals": ticks, "ticktext": months, "tickfont": font} | line,
        "yaxis": {"range": [0, top], "tickvals": list(heights), "ticktext": shares, "tickfont": font} | grid,
    }
    return finalise(drawing, language, theme, height=height + margin["t"] + margin["b"], margin=margin, meta=meta)


def _top(rows: list[dict]) -> float:
    """How high must the axis reach? To every curve, and to the intervals that rest on enough."""
    values = [row["value"] for row in rows if not pd.isna(row["value"])]
    values += [row["high"] for row in rows if row["status"] == NORMAL and not pd.isna(row["high"])]
    return float(max(values, default=0)) or 1.0


def _write_years(drawing: Drawing, cohorts: list[Cohort], scale: float, language: Language) -> None:
    """Which curve is which? Its year at its end; one that ends earlier, on the side away from the other."""
    ends = [(cohort, cohort.known[-1]) for cohort in cohorts if cohort.known]
    for cohort, end in ends:
        place = {"xanchor": "left", "xshift": 5, "yanchor": "middle", "yshift": 0.0}
        for other, other_end in ends:
            if other is cohort:
                continue
            is_earlier = end["months"] < other_end["months"]
            beside = _value_at(other, end["months"]) if is_earlier else other_end["value"]
            gap = float(end["value"] - beside) * scale
            way = 1 if gap > 0 or (gap == 0 and cohort is ends[0][0]) else -1
            if is_earlier and abs(gap) < 3 * LABEL_ROOM:
                place = {"xanchor": "center", "xshift": 4, "yanchor": "middle", "yshift": way * LABEL_ROOM * 0.8}
            elif end["months"] == other_end["months"]:
                place["yshift"] = way * max(0.0, LABEL_ROOM - abs(gap)) / 2
        drawing.write(
            drawn(language.year(cohort.year), language, bold=True),
            name="cohort",
            x=end["months"],
            y=float(end["value"]),
            font={"size": TEXT_SIZE, "color": cohort.text_colour},
            **place,
        )


def _value_at(cohort: Cohort, month: int) -> float:
    return [row["value"] for row in cohort.known if row["months"] <= month][-1]


def _key(cohorts: list[Cohort], language: Language, theme: Theme) -> list[list[Item]]:
    items = []
    for cohort in cohorts:
        line = {"color": cohort.colour, "width": 2.5} | ({"dash": "4px,2px"} if cohort.dash else {})
        items.append(Item(language.year(cohort.year), (stroke(7, line=line),), cohort.text_colour, bold=True))
    area = square(5.5, fillcolor=faint(theme.muted, 0.3), line={"width": 0})
    items.append(Item(language.say("95% interval"), (area,), theme.muted))
    statuses = {row["status"] for cohort in cohorts for row in cohort.rows if is_shown(row)}
    if statuses - {NORMAL, CONFIDENTIAL}:
        dots = stroke(7, line={"color": theme.muted, "width": 2.5, "dash": OPEN_DASH})
        words = language.say("provisional, or fewer than {n} followed", n=SMALLEST_RELIABLE_DENOMINATOR)
        items.append(Item(words, (dots,), theme.muted))
    if CONFIDENTIAL in statuses:
        mark = diamond(5, line={"color": theme.muted, "width": 2})
        items.append(Item(reason_of(CONFIDENTIAL, language), (mark,), theme.muted))
    return key_lines(items, NARROWEST)

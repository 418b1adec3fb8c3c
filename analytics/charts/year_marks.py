"""How is one year of a group seen? A ring or a disc on its interval, its number beyond, words where there is none."""

from collections.abc import Sequence

from analytics.charts.drawing import Drawing, open_diamond, scatter
from analytics.charts.key import Item, circle, square, stroke
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE, Theme
from analytics.charts.year_lines import YearLine, height_at, told
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

RING, DISC = 11, 9.5
CAP, WIDTH = 7, 1.8
# A number starts this far from the end of its interval.
REACH = 7
DASHED = "5px,4px"


def draw_lines(
    drawing: Drawing,
    lines: Sequence[YearLine],
    each: float,
    absent_at: tuple[float, float],
    language: Language,
    theme: Theme,
) -> None:
    """How are the lines seen? Intervals first, marks on them, numbers beyond, and words where there is no number.

    `absent_at` are the places on the axis of words and of the marks of hidden numbers. Marks carry what a pointer reads and
    the code of their group.
    """
    for is_before in (True, False):
        side = [line for line in lines if line.is_before == is_before and line.value is not None]
        for is_firm in (True, False):
            drawing.traces += _intervals([line for line in side if line.is_firm == is_firm], each, is_before, theme)
    for is_before in (True, False):
        side = [line for line in lines if line.is_before == is_before and line.value is not None]
        if side:
            drawing.traces.append(_marks(side, each, language, theme))
    drawing.traces.append(_numbers([line for line in lines if line.value is not None], each, language, theme))
    for line in lines:
        if line.value is None:
            drawing.traces.append(_absence(line, each, absent_at, language, theme))


def _intervals(lines: list[YearLine], each: float, is_before: bool, theme: Theme) -> list[dict]:
    seen = [line for line in lines if line.low is not None]
    if not seen:
        return []
    # A gap between two intervals keeps Plotly from joining them.
    x = [end for line in seen for end in (line.low, line.high, None)]
    y = [height for line in seen for height in (height_at(line, each), height_at(line, each), None)]
    colour = theme.before if is_before else theme.after
    firm = {} if seen[0].is_firm else {"dash": DASHED}
    return [
        scatter(
            name=f"{'firm' if seen[0].is_firm else 'loose'} interval {seen[0].year}",
            x=x,
            y=y,
            mode="lines+markers",
            line={"color": colour, "width": WIDTH} | firm,
            marker={"symbol": "line-ns", "size": CAP, "line": {"color": colour, "width": WIDTH}, "opacity": 1},
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def _marks(lines: list[YearLine], each: float, language: Language, theme: Theme) -> dict:
    is_before = lines[0].is_before
    colour = theme.before if is_before else theme.after
    return scatter(
        name=str(lines[0].year),
        x=[line.value for line in lines],
        y=[height_at(line, each) for line in lines],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": RING if is_before else DISC,
            "color": theme.card if is_before else colour,
            "line": {"color": colour, "width": 2.5 if is_before else 0},
            "opacity": 1,
        },
        customdata=[[told(line, language), line.code] for line in lines],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def _numbers(lines: list[YearLine], each: float, language: Language, theme: Theme) -> dict:
    return scatter(
        name="values",
        x=[line.ends[0] if line.is_leftward else line.ends[1] for line in lines],
        y=[height_at(line, each) for line in lines],
        # Marks that are not seen keep the texts at their distance.
        mode="markers+text",
        marker={"size": 2 * (REACH - 2), "opacity": 0},
        text=[drawn(line.label, language, bold=line.is_firm) for line in lines],
        textposition=["middle left" if line.is_leftward else "middle right" for line in lines],
        textfont={
            "size": TEXT_SIZE,
            "color": [theme.before_text if line.is_before else theme.after_text for line in lines],
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _absence(line: YearLine, each: float, absent_at: tuple[float, float], language: Language, theme: Theme) -> dict:
    """How is a number seen that is hidden or missing? An open diamond with [c], or words."""
    is_hidden = line.status == CONFIDENTIAL
    words = marked("", CONFIDENTIAL, language) if is_hidden else reason_of(line.status, language)
    if not is_hidden:
        words = language.say("{name}: {value}", name=language.year(line.year), value=words or language.say("no data"))
    return scatter(
        name=CONFIDENTIAL if is_hidden else line.status,
        x=[absent_at[is_hidden]],
        y=[height_at(line, each)],
        mode="markers+text" if is_hidden else "text",
        marker=open_diamond(10, theme.muted),
        text=[drawn(words, language) + "\u00a0" if is_hidden else "\u00a0" + drawn(words, language)],
        textposition="middle left" if is_hidden else "middle right",
        textfont={"size": SMALL_SIZE, "color": theme.muted},
        customdata=[[told(line, language), line.code]],
        hovertemplate="%{customdata[0]}<extra></extra>",
        cliponaxis=False,
    )


def year_items(years: tuple[int, int], language: Language, theme: Theme) -> list[Item]:
    """What stands in the key for the two years?"""
    ring = circle(5, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    disc = circle(5, fillcolor=theme.after, line={"width": 0})
    return [
        Item(language.year(years[0]), (ring,), theme.before_text, bold=True),
        Item(language.year(years[1]), (disc,), theme.after_text, bold=True),
    ]


def year_squares(years: tuple[int, int], language: Language, theme: Theme) -> list[Item]:
    """What stands in the key for the two years where they are areas: the first open, the second filled?"""
    before = square(5.5, fillcolor=theme.before_fill, line={"color": theme.before, "width": 2})
    after = square(5.5, fillcolor=theme.after, line={"width": 0})
    return [
        Item(language.year(years[0]), (before,), theme.before_text, bold=True),
        Item(language.year(years[1]), (after,), theme.after_text, bold=True),
    ]


def interval_mark(theme: Theme, is_firm: bool = True) -> tuple[dict, ...]:
    """What stands in the key for an interval, firm or not?"""
    line = {"color": theme.muted, "width": WIDTH} | ({} if is_firm else {"dash": DASHED})
    ends = tuple(
        {"type": "line", "x0": x, "x1": x, "y0": -3.5, "y1": 3.5, "line": {"color": theme.muted, "width": WIDTH}}
        for x in (-7, 7)
    )
    return (stroke(7, line=line), *ends)

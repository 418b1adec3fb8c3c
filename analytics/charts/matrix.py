"""Two divisions at once, each against the other: how many are of both, in two years, and how many in all?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.drawing import Drawing, bar, open_diamond, scatter
from analytics.charts.key import Item, draw_key, square
from analytics.charts.labels import drawn, in_lines, marked, reason_of, width_of
from analytics.charts.rows import GAP, NARROWEST, edge_of
from analytics.charts.theme import NOTHING, SMALL_SIZE, TEXT_SIZE, Theme, faint, finalise
from analytics.charts.year_marks import year_squares
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, is_prominent, list_rows, require_status

ROW_HEIGHT, SINGLE_HEIGHT = 52, 34
# With a mark below each number.
STACKED_HEIGHT, STACKED_SINGLE_HEIGHT = 90, 46
KEY_LINE, HEAD_LINE, NAME_LINE = 26, 15, 17
HEAD_ROOM, NAME_ROOM = 58, 64
# In parts of a row and of a column: how far a year lies from the middle of its cell, and how large it is.
OFFSET, HEIGHT, SINGLE, WIDTH = 0.22, 0.42, 0.88, 0.94
PALEST, DARKEST = 0.05, 0.45


@dataclass(frozen=True)
class Cell:
    """One year of one cell: where it stands, its number or None, what is said of it and in how many lines it is written,
    and its codes (empty: all)."""

    across: int
    down: int
    year: int
    value: float | None
    status: str
    text: str
    lines: tuple[str, ...]
    names: tuple[str, str]
    codes: tuple[str, str]

    @property
    def is_total(self) -> bool:
        return "" in self.codes

    @property
    def has_tint(self) -> bool:
        """Is its number strong enough to catch the eye?"""
        return not self.is_total and is_prominent(self.value, self.status)


def matrix(
    cells: pd.DataFrame,
    language: Language,
    theme: Theme,
    *,
    years: tuple[int, int] | tuple[int] = (2014, 2015),
    period: str = "",
    order: tuple[Sequence[str], Sequence[str]] = ((), ()),
    narrow: bool = True,
    meta: dict | None = None,
) -> go.Figure:
    """How many are there of each pair of groups, and do the parts make the whole?

    `cells`, drawn in the order in which rows and columns first come: row and column (names), row_code and column_code
    (empty for the total), year, value (in the measure's unit, null where missing), label (the value as it is to be
    read), status. In each cell the first year stands above the second; the tint is in proportion to the number, but for
    totals, which have none, and numbers of low reliability, which have the palest. A cell hands on both of its codes.
    With one year, or `period` (words for what all numbers are of; `year` is then as in `years`), a cell holds one number.
    `order`: the codes of the rows and of the columns that come first, in their order, where not every pair is there.
    `narrow` holds at every width from 300 pixels with four columns: where a number and its mark are wider than a column of
    that, the mark stands below the number.
    Raises ValueError for a table without `status`.
    """
    is_single = len(years) == 1
    rows = list_rows(require_status(cells))
    down, across = (_names(rows, side, listed) for side, listed in zip(("row", "column"), order, strict=True))
    names = [in_lines(name, NAME_ROOM, TEXT_SIZE) for name in down]
    near = round(max([width_of(line, TEXT_SIZE) for lines in names for line in lines], default=0)) + GAP
    room = WIDTH * (NARROWEST - near) / max(1, len(across)) if narrow else inf
    every = [_cell(row, across, down, room, language) for row in rows]
    most = max([cell.value for cell in every if cell.has_tint], default=0) or 1
    drawing = Drawing()
    for year in years:
        of_year = [cell for cell in every if cell.year == year]
        if of_year:
            drawing.traces.append(
                _tiles(of_year, year == years[0] and not is_single, most, period, is_single, language, theme)
            )
    drawing.traces += _hidden([cell for cell in every if cell.status == CONFIDENTIAL], years, theme)

    heads = [_words_in_lines(name) for name in across]
    is_mirrored = language.is_right_to_left
    margin = {"l": 1 if is_mirrored else near, "r": near if is_mirrored else 1}
    margin |= {"t": KEY_LINE + HEAD_LINE * max([len(lines) for lines in heads], default=1) + 6, "b": 2}
    start = edge_of("near", margin, language)
    items = _key(years, period, language, theme)
    draw_key(drawing, items, language, corner=(start["x"], 1), dx=start["xshift"], dy=margin["t"] - KEY_LINE / 2)
    _write_heads(drawing, heads, [_is_all(rows, "column", name) for name in across], language, theme)
    columns = [-0.5, len(across) - 0.5]
    written = [drawn(lines, language, bold=_is_all(rows, "row", name)) for lines, name in zip(names, down, strict=True)]
    drawing.layout |= {
        "xaxis": {"range": columns[::-1] if is_mirrored else columns, "showticklabels": False},
        "yaxis": {
            "range": [len(down) - 0.5, -0.5],
            "side": "right" if is_mirrored else "left",
            "tickvals": list(range(len(down))),
            "ticktext": written,
            "tickfont": {"size": TEXT_SIZE, "color": theme.text},
            "ticklabelstandoff": 4,
        },
        "barmode": "overlay",
        "barcornerradius": 2,
    }
    # Names of several lines keep apart from each other.
    of_names = NAME_LINE * max([len(lines) for lines in names], default=1) + 10
    is_stacked = any(len(cell.lines) > 1 for cell in every)
    row_height = max(_row_height(is_single, is_stacked), of_names)
    height = margin["t"] + margin["b"] + row_height * max(1, len(down))
    return finalise(drawing, language, theme, height=height, margin=margin, meta=meta)


def _write_heads(
    drawing: Drawing, heads: list[list[str]], are_bold: list[bool], language: Language, theme: Theme
) -> None:
    for place, (lines, is_bold) in enumerate(zip(heads, are_bold, strict=True)):
        font = {"size": SMALL_SIZE, "color": theme.text}
        text = drawn(lines, language, bold=is_bold)
        drawing.write(text, name="column", x=place, y=1, yref="paper", yanchor="bottom", yshift=4, font=font)


def _row_height(is_single: bool, is_stacked: bool) -> int:
    if is_stacked:
        return STACKED_SINGLE_HEIGHT if is_single else STACKED_HEIGHT
    return SINGLE_HEIGHT if is_single else ROW_HEIGHT


def _cell(row: dict, across: list[str], down: list[str], room: float, language: Language) -> Cell:
    value = None if pd.isna(row["value"]) else float(row["value"])
    label = "" if value is None else str(row["label"])
    names = str(row["row"]), str(row["column"])
    codes = str(row["row_code"]), str(row["column_code"])
    text = marked(label, row["status"], language) or language.say("no data")
    is_too_wide = label and width_of(text, TEXT_SIZE, bold="" in codes) > room
    return Cell(
        across=across.index(names[1]),
        down=down.index(names[0]),
        year=int(row["year"]),
        value=value,
        status=row["status"],
        text=text,
        lines=(label, marked("", row["status"], language)) if is_too_wide and text != label else (text,),
        names=names,
        codes=codes,
    )


def _height(cell: Cell, is_before: bool) -> float:
    return cell.down + (-OFFSET if is_before else OFFSET)


def _names(rows: list[dict], side: str, listed: Sequence[str]) -> list[str]:
    """Which rows or columns are there, in which order?"""
    names = {str(row[f"{side}_code"]): str(row[side]) for row in rows}
    first = [code for code in listed if code in names]
    return list(dict.fromkeys(names[code] for code in dict.fromkeys([*first, *names])))


def _key(years: tuple[int, ...], period: str, language: Language, theme: Theme) -> list[Item]:
    """What stands in the key? The two years, or what the single number of each cell is of."""
    if len(years) == 2:
        return year_squares(years, language, theme)
    # What is of no single year has the colour of none.
    colour, words = (theme.centre, theme.centre) if period else (theme.after, theme.after_text)
    filled = square(5.5, fillcolor=colour, line={"width": 0})
    return [Item(period or language.year(years[0]), (filled,), words, bold=True)]


def _tiles(
    cells: list[Cell], is_before: bool, most: float, period: str, is_single: bool, language: Language, theme: Theme
) -> dict:
    """How is one year seen? A tile in each cell, tinted by its number, which is written in it."""
    colour = theme.before if is_before else theme.centre if period else theme.after
    of_totals = theme.before_text if is_before else theme.centre if period else theme.after_text
    edges = [0 if cell.is_total or not is_before else 1 for cell in cells]
    return bar(
        name=str(cells[0].year),
        orientation="h",
        base=[cell.across - WIDTH / 2 for cell in cells],
        x=[WIDTH] * len(cells),
        y=[cell.down if is_single else _height(cell, is_before) for cell in cells],
        width=SINGLE if is_single else HEIGHT,
        marker={
            "color": [NOTHING if cell.is_total else _tint(colour, cell, most) for cell in cells],
            "line": {"color": colour, "width": edges},
        },
        text=[drawn(cell.lines, language, bold=cell.is_total) for cell in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={
            "size": TEXT_SIZE,
            "color": [of_totals if cell.is_total else theme.text for cell in cells],
        },
        customdata=[[_hover(cell, period, language), *cell.codes] for cell in cells],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _tint(colour: str, cell: Cell, most: float) -> str:
    strength = PALEST + (DARKEST - PALEST) * (cell.value / most if cell.has_tint else 0)
    return faint(colour, round(strength, 3))


def _hidden(cells: list[Cell], years: tuple[int, ...], theme: Theme) -> list[dict]:
    """How is a number seen that is hidden? An open diamond beside its [c]."""
    if not cells:
        return []
    return [
        scatter(
            name=CONFIDENTIAL,
            x=[cell.across - 0.3 for cell in cells],
            y=[cell.down if len(years) == 1 else _height(cell, cell.year == years[0]) for cell in cells],
            mode="markers",
            marker=open_diamond(9, theme.muted),
            hoverinfo="skip",
        )
    ]


def _hover(cell: Cell, period: str, language: Language) -> str:
    said = language.say("{name}: {value}", name=period or language.year(cell.year), value=cell.text)
    lines = [*cell.names, said, reason_of(cell.status, language)]
    return drawn([line for line in lines if line], language)


def _is_all(rows: list[dict], which: str, name: str) -> bool:
    return any(str(row[which]) == name and row[f"{which}_code"] == "" for row in rows)


def _words_in_lines(name: str) -> list[str]:
    """How does the head of a narrow column break? Between words, into as many lines as it needs."""
    lines: list[str] = []
    for word in name.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", SMALL_SIZE) <= HEAD_ROOM:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

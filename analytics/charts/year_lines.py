"""A row for each group, and in it a line for each of two years: which lines are there, and what stands beside them?"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.charts.drawing import Drawing, bar
from analytics.charts.labels import drawn, in_lines, marked, reason_of, width_of
from analytics.charts.rows import GAP, HIDDEN_ROOM, edge_of
from analytics.charts.theme import NOTHING, SMALL_SIZE, TEXT_SIZE, Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

# The line of the first year stands this far above the middle of its row, that of the second as far below.
RISE = 8
# So much taller is a row of two lines than a row of one.
TALLER = 16
FAR_ROOM = 62
HEAD_RISE = 4


@dataclass(frozen=True)
class YearLine:
    """One year of one group: its number or None, between which ends it lies, and what is written of it."""

    place: int
    group: str
    code: str
    year: int
    is_before: bool
    value: float | None
    low: float | None
    high: float | None
    status: str
    label: str
    far: str
    far_told: str
    is_firm: bool
    is_leftward: bool

    @property
    def ends(self) -> tuple[float, float]:
        return (self.value, self.value) if self.low is None else (self.low, self.high)


def lines_of(
    rows: Sequence[dict], years: tuple[int, int], language: Language, far_head: str = ""
) -> tuple[list[str], list[YearLine]]:
    """Which groups have these rows, in their own order, and which lines?

    `rows` hold group, year, value, low, high (null where missing), status, label; and where there are any: code (of the
    group), far (what stands at the far end, under `far_head`), is_firm (false where the interval is to be drawn dashed),
    is_leftward (true where the number stands on the left).
    """
    keys = list(dict.fromkeys(row.get("code", row["group"]) for row in rows))
    names = {row.get("code", row["group"]): str(row["group"]) for row in rows}
    lines = []
    for row in rows:
        key = row.get("code", row["group"])
        value, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("value", "low", "high"))
        label = "" if value is None else marked(str(row["label"]), row["status"], language)
        far = "" if pd.isna(row.get("far", "")) else str(row.get("far", ""))
        lines.append(
            YearLine(
                place=keys.index(key),
                group=names[key],
                code=str(key),
                year=int(row["year"]),
                is_before=int(row["year"]) == years[0],
                value=value,
                low=low,
                high=high,
                status=row["status"],
                label=label,
                far=far,
                far_told=language.say("{name}: {value}", name=far_head, value=far) if far else "",
                is_firm=bool(row.get("is_firm", True)),
                is_leftward=bool(row.get("is_leftward", False)),
            )
        )
    return [names[key] for key in keys], lines


def height_at(line: YearLine, each: float) -> float:
    """Where on the axis of names does a line stand, in a row of `each` pixels?"""
    return line.place + (-RISE if line.is_before else RISE) / each


def told(line: YearLine, language: Language) -> str:
    """What does a pointer read over a line?"""
    year = language.year(line.year)
    said = [line.group, language.say("{name}: {value}", name=year, value=line.label) if line.label else year]
    return drawn([*said, *[text for text in (line.far_told, reason_of(line.status, language)) if text]], language)


def row_targets(names: Sequence[str], lines: Sequence[YearLine], low: float, high: float, language: Language) -> dict:
    """What may be clicked beside the small marks? The whole row, unseen, saying both of its years."""
    rows = [[line for line in lines if line.place == place] for place in range(len(names))]
    return bar(
        name="rows",
        orientation="h",
        base=low,
        x=[high - low] * len(rows),
        y=list(range(len(rows))),
        width=0.96,
        marker={"color": NOTHING, "line": {"width": 0}},
        customdata=[["<br>".join(_without_name(row, language)), row[0].code] for row in rows],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _without_name(row: list[YearLine], language: Language) -> list[str]:
    """The hover texts of a row's lines, the name of the group said once."""
    first, *others = [told(line, language) for line in row]
    return [first, *[text.split("<br>", 1)[1] for text in others]]


def numbers_beyond(lines: Sequence[YearLine], low: float, high: float) -> dict[str, list[tuple[float, float]]]:
    """Which numbers run leftward and rightward, from where on the axis (0 to 1), and how wide are they, in pixels?"""
    found: dict[str, list[tuple[float, float]]] = {"leftward": [], "rightward": []}
    for line in lines:
        if line.value is not None:
            side, end = ("leftward", line.ends[0]) if line.is_leftward else ("rightward", line.ends[1])
            # `lay_out_rows` reckons with the distance of a larger mark, which leaves a little air at the edge.
            found[side].append(((end - low) / (high - low), width_of(line.label, TEXT_SIZE, bold=True)))
    if any(line.status == CONFIDENTIAL and line.value is None for line in lines):
        found["leftward"].append((0.0, HIDDEN_ROOM))
    return found


def far_width(lines: Sequence[YearLine], head: str) -> int:
    """How wide is the column at the far end, with the distance to what stands before it? Nothing without far texts."""
    if not any(line.far for line in lines):
        return 0
    heads = [width_of(text, SMALL_SIZE) for text in in_lines(head, FAR_ROOM, SMALL_SIZE)]
    return round(max([*heads, *[width_of(line.far, SMALL_SIZE) for line in lines]])) + GAP


def write_far(
    drawing: Drawing,
    lines: Sequence[YearLine],
    head: str,
    margin: dict[str, int],
    language: Language,
    theme: Theme,
) -> None:
    """What stands at the far end of each line, under its head?"""
    if not any(line.far for line in lines):
        return
    edge = edge_of("far", margin, language) | {"name": "far"}
    font = {"size": SMALL_SIZE, "color": theme.muted}
    drawing.write(
        drawn(in_lines(head, FAR_ROOM, SMALL_SIZE), language),
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=HEAD_RISE,
        font=font,
        **edge,
    )
    for line in lines:
        if line.far:
            colour = theme.before_text if line.is_before else theme.after_text
            drawing.write(
                drawn(line.far, language),
                y=line.place,
                yshift=RISE if line.is_before else -RISE,
                yanchor="middle",
                font={"size": SMALL_SIZE, "color": colour},
                **edge,
            )

"""What does a row of two years hold? Its two ends, and what stands in the column at the far end."""

from dataclasses import dataclass

import pandas as pd

from analytics.charts.connector import WITH_CARE
from analytics.charts.labels import in_lines, marked, width_of
from analytics.charts.theme import SMALL_SIZE, TEXT_SIZE
from analytics.language import Language
from analytics.measures.cells import BREAK, CONFIDENTIAL, LOW_RELIABILITY, NORMAL, PROVISIONAL

# A change and its percentage stand on one line: “+786 (+84 %)”.
FAR_ROOM = 92
# The dashes of a change to be read with care, before it.
CARE_ROOM = 22
# What may be said of a number that is there; the other statuses say why there is none.
OF_A_NUMBER = (NORMAL, PROVISIONAL, LOW_RELIABILITY, BREAK)


@dataclass(frozen=True)
class End:
    """One year of a row: its value or None, the text beside its mark, and on which side of the mark that stands."""

    value: float | None
    status: str
    label: str
    side: str


@dataclass(frozen=True)
class Far:
    """What a row says at its far end."""

    lines: list[str]
    is_change: bool
    is_doubtful: bool = False
    has_care: bool = False

    @property
    def is_bold(self) -> bool:
        return self.is_change and not self.is_doubtful

    @property
    def size(self) -> int:
        return TEXT_SIZE if self.is_change else SMALL_SIZE

    @property
    def text_width(self) -> float:
        return max([width_of(line, self.size, bold=self.is_bold) for line in self.lines], default=0)

    @property
    def width(self) -> float:
        return self.text_width + (CARE_ROOM if self.has_care else 0)


def ends_of(row: dict, language: Language) -> tuple[End, End]:
    """Which two ends has this row, and on which side does the text of each stand?"""
    values = [None if pd.isna(row[year]) else float(row[year]) for year in ("before", "after")]
    # The mark on the left has its text on its left, so that two texts never meet, however close the marks.
    sides = ("right", "right") if None in values else ("left", "right") if values[0] <= values[1] else ("right", "left")
    pair = []
    for year, value, side in zip(("before", "after"), values, sides, strict=True):
        status = row.get(f"{year}_status", row["status"])
        if value is not None and status not in OF_A_NUMBER:
            status = NORMAL
        label = "" if value is None else marked(str(row[f"{year}_label"]), status, language)
        pair.append(End(value, status, label, side))
    return pair[0], pair[1]


def labels_on(side: str, ends: list[tuple[End, End]], highest: float) -> list[tuple[float, float]]:
    """Which texts run to this side, from where on the axis (0 to 1), and how wide are they, in pixels?"""
    seen = [end for pair in ends for end in pair if end.value is not None and end.side == side]
    return [(end.value / highest, width_of(end.label, TEXT_SIZE, bold=True)) for end in seen]


def far_of(row: dict, pair: tuple[End, End], years: tuple[int, int], language: Language, narrow: bool) -> Far:
    """What stands at the far end: the change, or which year has no data and so left none? One line when `narrow`."""
    if not pd.isna(row["change_label"]) and row["change_label"]:
        change = str(row["change_label"])
        lines = [change] if narrow else in_lines(change, FAR_ROOM, TEXT_SIZE)
        is_doubtful = bool(row.get("is_doubtful", False))
        has_care = row["verdict"] == WITH_CARE and not is_doubtful
        return Far(lines, is_change=True, is_doubtful=is_doubtful, has_care=has_care)
    missing = [year for year, end in zip(years, pair, strict=True) if end.value is None and end.status != CONFIDENTIAL]
    if len(missing) != 1:
        return Far([], is_change=False)
    year, words = language.year(missing[0]), language.say("no data")
    return Far([f"{year} · {words}"] if narrow else [year, *in_lines(words, FAR_ROOM, SMALL_SIZE)], is_change=False)

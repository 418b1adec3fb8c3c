"""What stands on a slide where no picture can be drawn? The table of the same numbers."""

import math

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches

from analytics.charts.labels import width_of
from analytics.charts.theme import LIGHT
from analytics.outputs.deck.places import Place
from analytics.outputs.deck.text import Line, write
from analytics.outputs.stories.told import Told

# More rows than this are set in two tables side by side.
MOST_ROWS, BETWEEN = 13, 0.2
SIZE, SMALL_SIZE = 13, 9.5


def add_tables(slide: Slide, told: Told, place: Place) -> list[GraphicFrame]:
    """The table of this story, in as many parts side by side as it takes to be read."""
    parts = math.ceil(len(told.table) / MOST_ROWS) or 1
    rows = math.ceil(len(told.table) / parts)
    width = (place.width - BETWEEN * (parts - 1)) / parts
    return [
        _add_table(
            slide,
            told.table.iloc[rows * part : rows * (part + 1)],
            Place(place.start + part * (width + BETWEEN), place.top, width, place.height),
            told,
            SIZE if parts == 1 else SMALL_SIZE,
        )
        for part in range(parts)
    ]


def _add_table(slide: Slide, table: pd.DataFrame, place: Place, told: Told, size: float) -> GraphicFrame:
    language = told.language
    left, top, width, height = place.in_emu(language)
    step = height // (MOST_ROWS + 1)
    frame = slide.shapes.add_table(len(table) + 1, len(table.columns), left, top, width, step * (len(table) + 1))
    frame.table.horz_banding = False
    if language.is_right_to_left:
        frame.table._tbl.tblPr.set("rtl", "1")
    for column, share in enumerate(_shares(table)):
        frame.table.columns[column].width = round(width * share)
    texts = [list(map(str, table.columns)), *table.astype(str).to_numpy().tolist()]
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            cell = frame.table.cell(row, column)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string((LIGHT.card if row else LIGHT.grid).lstrip("#"))
            is_number = table.columns[column] in told.numeric
            side = ("l" if language.is_right_to_left else "r") if is_number else None
            write(cell.text_frame, [Line(text, size, bold=not row, colour=LIGHT.text)], language, side)
    return frame


def _shares(table: pd.DataFrame) -> list[float]:
    """Which part of the width does each column take? As its longest text, none more than three times the narrowest."""
    longest = [max(width_of(str(text), 1) for text in (name, *table[name])) for name in table.columns]
    held = [min(length, 3 * min(longest)) for length in longest]
    return [length / sum(held) for length in held]

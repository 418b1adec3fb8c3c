"""What stands on a slide where no picture can be drawn? The table of the same numbers."""

import math
from dataclasses import replace

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches

from analytics.charts.labels import width_of
from analytics.charts.theme import LIGHT
from analytics.language import Language
from analytics.outputs.deck.places import Place
from analytics.outputs.deck.text import Line, height_of, write
from analytics.outputs.stories.told import Told

# More rows than this are set in two tables side by side.
MOST_ROWS, BETWEEN = 13, 0.2
SIZES, SMALL_SIZES = (14, 13, 12, 11, 10), (10, 9, 8)
# No column takes more than this many times as much as the narrowest.
MOST_TIMES = 1.6
# Around a text, in inches, and in parts of its size.
ACROSS, DOWN, AROUND = 0.06, 0.03, 1.2


def add_tables(slide: Slide, told: Told, place: Place) -> list[GraphicFrame]:
    """The table of this story, in as many parts side by side as it takes to be read."""
    parts = math.ceil(len(told.table) / MOST_ROWS) or 1
    rows = math.ceil(len(told.table) / parts)
    width = (place.width - BETWEEN * (parts - 1)) / parts
    sizes = SIZES if parts == 1 else SMALL_SIZES
    widths = [width * share for share in _shares(told.table)]
    cut = [told.table.iloc[rows * part : rows * (part + 1)] for part in range(parts)]
    texts = [[list(map(str, table.columns)), *table.astype(str).to_numpy().tolist()] for table in cut]
    size = min(_fit(each, widths, place.height, sizes, told.language) for each in texts)
    return [
        _add_table(slide, each, widths, replace(place, start=place.start + part * (width + BETWEEN)), size, told)
        for part, each in enumerate(texts)
    ]


def _add_table(
    slide: Slide, texts: list[list[str]], widths: list[float], place: Place, size: float, told: Told
) -> GraphicFrame:
    language = told.language
    heights = _heights(texts, widths, size, language)
    held = replace(place, width=sum(widths), height=sum(heights))
    frame = slide.shapes.add_table(len(texts), len(widths), *held.in_emu(language))
    shown = frame.table
    shown.horz_banding = False
    if language.is_right_to_left:
        shown._tbl.tblPr.set("rtl", "1")
    for column, each in zip(shown.columns, widths, strict=True):
        column.width = Inches(each)
    for row, each in zip(shown.rows, heights, strict=True):
        row.height = Inches(each)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            cell = shown.cell(row, column)
            cell.margin_left = cell.margin_right = Inches(ACROSS)
            cell.margin_top = cell.margin_bottom = Inches(DOWN)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string((LIGHT.card if row else LIGHT.grid).lstrip("#"))
            place_of_numbers = replace(place, is_at_end=told.table.columns[column] in told.numeric)
            line_of_cell = Line(text, size, bold=not row, colour=LIGHT.text)
            write(cell.text_frame, [line_of_cell], language, place_of_numbers.side(language))
    return frame


def _fit(
    texts: list[list[str]], widths: list[float], room: float, sizes: tuple[float, ...], language: Language
) -> float:
    """In which size, from the largest down, do the rows keep within their room, in inches? In the last where in none."""
    return next((size for size in sizes if sum(_heights(texts, widths, size, language)) <= room), sizes[-1])


def _heights(texts: list[list[str]], widths: list[float], size: float, language: Language) -> list[float]:
    """How high is each row, in inches?"""
    return [
        2 * DOWN
        + max(
            height_of([text], width - 2 * ACROSS, size, language, bold=not row)
            for text, width in zip(line, widths, strict=True)
        )
        for row, line in enumerate(texts)
    ]


def _shares(table: pd.DataFrame) -> list[float]:
    """Which part of the width does each column take? As its longest text, within limits."""
    words = [[*str(name).split(), *map(str, table[name])] for name in table.columns]
    longest = [max(width_of(text, 1, bold=True) for text in each) + AROUND for each in words]
    held = [min(length, MOST_TIMES * min(longest)) for length in longest]
    return [length / sum(held) for length in held]

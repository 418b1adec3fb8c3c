"""How do stories become a workbook in the layout of official statistics: cover, contents, notes, one table a sheet?

Gptables makes it. It was made for English: a cell without a Latin letter it takes for signs, `[a](b)` for a link, `$$a$$`
for a note, and its covers have English headings. So each text is given to it with a format of its own, which it leaves
as it is, and the lines of the cover are written here.
"""

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

import pandas as pd
from gptables import GPTable, GPWorkbook, Theme, gptheme
from gptables.core.gptable import FormatList
from xlsxwriter.utility import cell_autofit_width

from analytics.comparison.remarks import say_kind
from analytics.language import Language
from analytics.language.direction import without_isolates
from analytics.outputs.imprint import say_practice, say_verdict
from analytics.outputs.press_cover import arrange, list_notes, write_cover
from analytics.outputs.press_table import Column, lay_out
from analytics.outputs.stories.told import Told
from analytics.outputs.workbook import keep_to_xml

# No text is run, followed or read as a number, whatever it begins with.
AS_WRITTEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
RIGHT_TO_LEFT = {"global": {"reading_order": 2}}
LEAST_PIXELS, MOST_PIXELS = 90, 420
# Gptables writes in 12 points what widths are told for in 11, and headings in bold.
WIDER = 1.25
# What stands alone in a cell keeps its order by itself, and is found by whoever looks for it.
NUMBER_OR_MARK = re.compile(r"[\d.,]+|\[\w+\]")


def write_press_workbook(stories: Sequence[Told]) -> bytes:
    """Which bytes hold these stories, all of one language, as a workbook?"""
    language = stories[0].language
    file = io.BytesIO()
    book = GPWorkbook(file, options=AS_WRITTEN)
    book.set_theme(_theme(language))
    title = language.say("Reintegration of former prisoners in Morocco, 2014 and 2015: the tables of the briefing")
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    write_cover(book, title, stories, language)
    laid_out = {str(place): (told, lay_out(told)) for place, told in enumerate(stories, start=1)}
    tables = {number: _table_of(told, columns) for number, (told, columns) in laid_out.items()}
    contents = book.make_table_of_contents(
        tables,
        column_names=[language.say("Sheet"), language.say("Finding")],
        title=_as_is(language.say("Contents")),
        instructions=_as_is(language.say("This sheet holds one table.")),
    )
    listed = [
        Column(language.say("Sheet"), ()),
        Column(language.say("Finding"), tuple(told.headline for told in stories)),
    ]
    contents.set_additional_formatting(_formats(listed, language))
    _write_sheet(book, language.say("Contents"), contents, listed, language)
    notes = list_notes(stories, language)
    title = language.say("Notes")
    _write_sheet(book, title, _table("notes", title, notes, language), notes, language)
    for number, (_, columns) in laid_out.items():
        _write_sheet(book, number, tables[number], columns, language)
    book.close()
    return file.getvalue()


def _theme(language: Language) -> Theme:
    theme = deepcopy(gptheme)
    if language.is_right_to_left:
        theme.apply_config(deepcopy(RIGHT_TO_LEFT))
    return theme


def _table_of(told: Told, columns: list[Column]) -> GPTable:
    language = told.language
    beside = [say_practice(told) or say_kind(told.kind, language), say_verdict(told), *told.notes]
    return _table(
        told.id,
        told.headline,
        columns,
        language,
        subtitles=[_as_is(told.subtitle)],
        legend=[_as_is(text) for text in beside if text],
        source=_as_is(language.say("Source: {source}", source=told.source)),
    )


def _table(name: str, title: str, columns: list[Column], language: Language, **beside: object) -> GPTable:
    return GPTable(
        pd.DataFrame({_heading(column): [_cell(value) for value in column.values] for column in columns}, dtype=object),
        name,
        _as_is(title),
        instructions=_as_is(_say_one_table(language)),
        additional_formatting=_formats(columns, language),
        **beside,
    )


def _say_one_table(language: Language) -> str:
    return language.say("This sheet holds one table. What the marks in it mean is said on the sheet of notes.")


def _heading(column: Column) -> str:
    return f"{column.heading}\n({column.unit})" if column.unit else column.heading


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    bare = without_isolates(value)
    return FormatList(_as_is(bare if NUMBER_OR_MARK.fullmatch(bare) else value))


def _as_is(text: str) -> list:
    """The text with a format of its own; what would be a note of gptables is parted."""
    return [{}, keep_to_xml(text).replace("$$", "$ $")]


def _formats(columns: list[Column], language: Language) -> list[dict]:
    """Where does each column stand, and how is each number shown?"""
    found = []
    for place, column in enumerate(columns):
        # Gptables would set a text at the left, and a number at the side of most of its column.
        side = "right" if column.is_of_numbers or language.is_right_to_left else "left"
        found.append({"column": {"columns": [place], "format": {"align": side}, "include_names": True}})
        for row, number_format in enumerate(column.number_formats, start=1):
            found.append({"cell": {"cells": (row, place), "format": {"num_format": number_format}}})
    return found


def _write_sheet(book: GPWorkbook, name: str, table: GPTable, columns: list[Column], language: Language) -> None:
    sheet = book.add_worksheet(name)
    arrange(sheet, language)
    sheet.write_gptable(table, auto_width=False)
    for place, column in enumerate(columns):
        texts = [*_heading(column).split("\n"), *map(str, column.values)]
        width = max(cell_autofit_width(text) for text in texts) * WIDER
        sheet.set_column_pixels(place, place, min(max(round(width), LEAST_PIXELS), MOST_PIXELS))

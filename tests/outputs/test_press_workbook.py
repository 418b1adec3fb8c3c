"""The press workbook, read back with openpyxl: the numbers of `ask --audience public`, marks, words, and nothing that runs."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from analytics import ask
from analytics.language import ARABIC, ENGLISH, LANGUAGES
from analytics.outputs.press_workbook import write_press_workbook
from analytics.outputs.stories import STORIES, Bars, tell_story
from analytics.records.folder import PROJECT_DATA

MEASURED = {
    "women": ("women_share", "route", "routes"),
    "juveniles": ("juvenile_share", "route", "routes"),
    "routes": ("integrations", "route", "routes"),
    "funding_by_kind": ("funding_total", "funding_kind", "funding_kinds"),
    "outcomes_12m": ("active_12m", "route", "routes"),
}
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "{=1}",
    "http://x",
    "internal:'1'!A1",
    "[a](http://x)",
    "$$a$$",
    "+1",
    "@x",
    "\x00<b>",
]


@pytest.fixture(scope="module")
def books(material):
    """The workbook of all stories in each language, as bytes, with its stories."""
    told = {code: [tell_story(story, material, language) for story in STORIES] for code, language in LANGUAGES.items()}
    return {code: (write_press_workbook(stories), stories) for code, stories in told.items()}


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def table_of(sheet):
    """The one marked table of a sheet: its headings and its rows."""
    (table,) = sheet.tables.values()
    headings, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    return headings, rows


def sheet_of(book, story):
    (found,) = [sheet for sheet in book if story in sheet.tables]
    return found


def names_of(code_list, code):
    with (PROJECT_DATA / "reference" / f"{code_list}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row[f"name_{code}"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("story", MEASURED)
def test_numbers_are_those_that_the_public_is_answered_with(books, story, code):
    measure, by, code_list = MEASURED[story]
    headings, rows = table_of(sheet_of(opened(books[code][0]), story))
    year_of = {place: int(heading[:4]) for place, heading in enumerate(headings) if re.match("201[45]\n", heading)}
    found = {(year, row[0]): row[place] for row in rows for place, year in year_of.items()}
    names = names_of(code_list, code)
    cells = ask(measure, by=["year", by], audience="public")
    asked = {
        (cell["year"], names[cell[by]]): "[c]" if pd.isna(cell["value"]) else pytest.approx(float(cell["value"]))
        for cell in cells.to_dict("records")
    }
    assert found == asked


@pytest.mark.parametrize("code", LANGUAGES)
def test_printed_placements_are_those_of_the_sources_and_years_without_a_figure_are_marked(books, code):
    # 2014 and 2015 as the paper and Le360 print them; 2016 and 2017 were not found.
    _, rows = table_of(sheet_of(opened(books[code][0]), "placements"))
    assert [(row[0], row[1]) for row in rows] == [
        ("2012", 1082), ("2013", 3142), ("2014", 933), ("2015", 1719), ("2016", "[x]"), ("2017", "[x]"), ("2018", 453),
    ]  # fmt: skip


def test_units_stand_in_the_headings_and_a_qualifier_beside_its_number(books):
    book = opened(books["en"][0])
    headings, rows = table_of(sheet_of(book, "ramadan_cost"))
    assert headings[1] == "Value\n(MAD)"
    assert rows[1][1:3] == [5_000_000, "more than 5,000,000 MAD"]
    assert table_of(sheet_of(book, "women"))[0][:3] == ["Route", "2014\n(percent)", "2015\n(percent)"]


def test_a_share_is_shown_in_percent_with_how_many_cases_it_rests_on(books):
    sheet = sheet_of(opened(books["en"][0]), "women")
    headings, rows = table_of(sheet)
    placed = next(row for row in rows if row[0] == "Job placement")
    assert placed[headings.index("Number of cases, 2015")] == 1703  # ask women_share: 112 of 1,703
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == placed[2]]
    assert cell.number_format == "0.0%"


def test_parts_are_shown_as_people_and_as_shares_of_the_whole_which_has_none(books):
    headings, rows = table_of(sheet_of(opened(books["en"][0]), "education_2014"))
    assert headings == ["Group", "People", "Share"]
    # 1,401 of whom 63 women and 644 juveniles, as printed.
    assert rows == [
        ["All", 1401, "[z]"],
        ["Women", 63, pytest.approx(63 / 1401)],
        ["Juveniles", 644, pytest.approx(644 / 1401)],
    ]
    # In no language does a heading say its unit once more.
    for code in ("ar", "fr"):
        headings, _ = table_of(sheet_of(opened(books[code][0]), "education_2014"))
        assert not any("\n" in heading for heading in headings)


def test_figures_that_may_not_be_compared_stand_as_numbers_with_the_reason(books):
    _, rows = table_of(sheet_of(opened(books["en"][0]), "cannot_compare"))
    assert [row[1:3] for row in rows] == [[933, 317], [1401, "[x]"], ["[x]", pytest.approx(3.44)]]
    assert [row[3:5] for row in rows] == [["people", "people"]] * 2 + [["percent", "percent"]]
    assert all(row[5] == "Not comparable" and row[6] for row in rows)


def test_a_mark_stands_beside_a_number_that_stays_a_number(material):
    told = tell_story("women", material, ENGLISH)
    names, (before, after) = told.bars.groups, told.bars.series
    marked = replace(
        told, bars=Bars("rows", names, (before, (after[0], after[1], ("6.6% [u]", *after[2][1:]))), "0.0%")
    )
    sheet = sheet_of(opened(write_press_workbook([marked])), "women")
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == '0.0%" [u]"']
    assert cell.value == pytest.approx(112 / 1703)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_cell_of_a_table_is_blank_and_every_mark_is_explained(books, code):
    book = opened(books[code][0])
    explained = {row[0] for row in table_of(book.worksheets[2])[1]}
    assert {"[c]", "[u]", "[x]", "[b]", "[p]", "[z]", "[ns]"} <= explained
    for sheet in book.worksheets[1:]:
        headings, rows = table_of(sheet)
        assert all(value not in (None, "", "—") for row in [headings, *rows] for value in row), sheet.title
        assert {value for row in rows for value in row if re.fullmatch(r"\[\w+\]", str(value))} <= explained


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_sheet_says_what_the_story_says(books, code):
    content, stories = books[code]
    book = opened(content)
    for number, told in enumerate(stories, start=1):
        texts = [row[0] for row in book[str(number)].iter_rows(values_only=True)]
        assert texts[:2] == [told.headline, told.subtitle]
        assert set(told.notes) <= set(texts)
        assert any(told.source in text for text in texts) and any(told.reason in text for text in texts)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_cover_says_which_data_from_whom_and_the_contents_lead_to_every_sheet(books, code):
    content, stories = books[code]
    book = opened(content)
    cover = "\n".join(row[0] for row in book.worksheets[0].iter_rows(values_only=True))
    foundation = {"en": "Mohammed VI Foundation", "fr": "Fondation Mohammed VI", "ar": "مؤسسة محمد السادس"}
    badge = {"en": "Demonstration data", "fr": "Données de démonstration", "ar": "معطيات توضيحية"}
    practice = {"en": "not for publication", "fr": "pas à être publiés", "ar": "للتمرن ولا تُنشر"}
    assert foundation[code] in cover and badge[code] in cover and "CC0 1.0" in cover
    assert cover.count(practice[code]) == 2  # what this is, and the licence
    contents = book.worksheets[1]
    links = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{number}'!A1" for number in range(1, len(stories) + 1)]
    assert [row[1] for row in table_of(contents)[1]] == [told.headline for told in stories]


def test_printed_figures_alone_are_not_called_practice_nor_of_a_release(material):
    book = opened(write_press_workbook([tell_story("placements", material, ENGLISH)]))
    said = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "practice" not in said and "Release of the records" not in said


def test_arabic_words_begin_at_the_right_on_every_sheet(books):
    for sheet in opened(books["ar"][0]).worksheets[1:]:
        (table,) = sheet.tables.values()
        assert {cell.alignment.horizontal for row in sheet[table.ref] for cell in row} == {"right"}
        assert {cell.alignment.readingOrder for row in sheet.iter_rows() for cell in row if cell.value} == {2}


def test_arabic_sheets_run_from_right_to_left_and_the_others_do_not(books):
    directions = {code: {bool(sheet.sheet_view.rightToLeft) for sheet in opened(books[code][0])} for code in LANGUAGES}
    assert directions == {"ar": {True}, "fr": {False}, "en": {False}}


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_no_english_word_of_the_library_is_left(books, code):
    content, _ = books[code]
    texts = [str(cell.value) for sheet in opened(content) for row in sheet.iter_rows() for cell in row if cell.value]
    english = (
        "worksheet",
        "Sheet name",
        "Table of contents",
        "Introductory",
        "About these",
        "note number",
        "This sheet",
        "Value",
        "Cover",
    )
    assert not [
        text
        for text in [*texts, *opened(content).sheetnames]
        if any(word.casefold() in text.casefold() for word in english)
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_a_hostile_text_is_never_a_formula_a_link_or_a_note(material, text, language):
    told = tell_story("placements", material, language)
    table = told.table.astype(object)
    table.iloc[0, -1] = text
    hostile = replace(told, headline=text, subtitle=text, source=text, notes=(text,), reason=text, table=table)
    content = write_press_workbook([hostile])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = {name: package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name}
    assert not [name for name, sheet in sheets.items() if re.search(r"<f[\s>]", sheet)]
    # The contents lead to the one story of this book; nothing else leads anywhere.
    assert [name for name, sheet in sheets.items() if "<hyperlink " in sheet] == ["xl/worksheets/sheet2.xml"]
    assert sheets["xl/worksheets/sheet2.xml"].count("<hyperlink ") == 1
    cells = [cell.value for row in opened(content)["1"].iter_rows() for cell in row]
    shown = text.replace("$$", "$ $").replace("\x00", "\ufffd")
    assert cells.count(shown) >= 3


def test_the_same_stories_are_the_same_bytes(books):
    content, stories = books["fr"]
    assert write_press_workbook(stories) == content
    book = opened(content)
    assert book.properties.created.year == book.properties.modified.year == 2000

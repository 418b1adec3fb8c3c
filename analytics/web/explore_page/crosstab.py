"""The table of Explore: rows, columns and real totals, a page at a time; a number leads to the narrower question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics.comparison.pivot import ALL, ask_pivot
from analytics.comparison.wording import list_marks, say_cell
from analytics.errors import NotPublic, RefusedQuestion
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import is_prominent, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.web import address
from analytics.web.cards import say_nothing_found
from analytics.web.choosing import Pick, pick_one
from analytics.web.explore_page.exploring import PAGE, Exploration, link_to
from analytics.web.explore_page.taking_away import take_away
from analytics.web.figures.figure import Story, card_foot, eyebrow
from analytics.web.loading import Loaded
from analytics.web.markup import Crossing, crosstab, heading, paragraph, problem, write
from analytics.web.stories.explore import Drawn, say_code, say_interval

ROWS_A_PAGE = 25
# A wider table is not read; the downloads hold every column.
MOST_COLUMNS = 48
NO_RECORDS = "—"


@dataclass(frozen=True)
class Page:
    """The rows that are shown: their codes, and which of how many they are (empty for all)."""

    codes: list[str]
    said: str = ""


class Sides(NamedTuple):
    """A table of two sides as it is read: the word over its rows, the heads of its columns, its rows by name."""

    corner: str
    heads: list[str]
    rows: list[tuple[str, list[Crossing]]]


def ask_exploration(asked: Exploration, data: Loaded) -> pd.DataFrame:
    """The cells of the question with their totals; where there are none, or no honest answer, one sentence ends the page.

    Raises NotPublic as `ask` does.
    """
    try:
        parts = [
            ask_pivot(each.id, asked.down, asked.across, asked.where, data.cube, with_intervals=asked.with_intervals)
            for each in asked.measures
        ]
    except NotPublic:
        raise
    except RefusedQuestion as refusal:
        write(problem(refusal.say(address.language())))
        st.stop()
    pivot = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    if pivot.empty:
        say_nothing_found()
        st.stop()
    return pivot


def choose_page(asked: Exploration, pivot: pd.DataFrame) -> Page:
    """Which rows are shown? All, or so many of them at a time; the address says which."""
    codes = [code for code in dict.fromkeys(pivot[asked.rows]) if code != ALL] if asked.rows else [ALL]
    if len(codes) <= ROWS_A_PAGE:
        return Page(codes)
    language = address.language()
    starts = range(0, len(codes), ROWS_A_PAGE)
    said = {
        str(number): language.say(
            "Rows {first} to {last} of {n}", first=start + 1, last=min(start + ROWS_A_PAGE, len(codes)), n=len(codes)
        )
        for number, start in enumerate(starts, start=1)
    }
    with st.container(key="page-of-rows"):
        picked = pick_one(Pick(PAGE, language.say("Rows shown"), said, "1"))
    start = starts[int(picked) - 1]
    return Page(codes[start : start + ROWS_A_PAGE], said[picked] + ".")


def keep_page(pivot: pd.DataFrame, asked: Exploration, page: Page) -> pd.DataFrame:
    """The cells of the rows that are shown, and the totals."""
    return pivot[pivot[asked.rows].isin([*page.codes, ALL])] if asked.rows else pivot


def pivot_card(asked: Exploration, pivot: pd.DataFrame, page: Page, story: Story, drawn: Drawn, data: Loaded) -> None:
    """The table with its totals, and the files that hold it all."""
    language = address.language()
    with st.container(border=True, key="card-pivot"):
        title = language.say("Table with totals")
        write(f"<div class='card-head no-figure'>{eyebrow(data.kind, language)}{heading(title, 3)}</div>")
        keys = _columns(pivot, asked, data)
        sides = _cross(asked, keep_page(pivot, asked, page), page, keys[:MOST_COLUMNS], data, language)
        write(crosstab(*sides, story.headline, dict(list_marks(language))))
        notes = [language.say("A total is asked again of the records, never added up from its parts.")]
        if not asked.is_public:
            notes.append(language.say("A number leads to the narrower question behind it."))
        if any(cell.text == NO_RECORDS for _, cells in sides.rows for cell in cells):
            notes.append(language.say("{mark}: there are no records of it.", mark=NO_RECORDS))
        if len(keys) > MOST_COLUMNS:
            notes.append(
                language.say("{n} of {all} columns are shown; the files hold all.", n=MOST_COLUMNS, all=len(keys))
            )
        about_both = [note for note in story.notes if note not in drawn.notes]
        write("".join(paragraph(note, "note") for note in [*notes, *about_both]))
        write(card_foot(story.source, data.kind, language))
        take_away(asked, pivot, story, drawn, data)


def _columns(pivot: pd.DataFrame, asked: Exploration, data: Loaded) -> list[tuple[str, ...]]:
    """The codes of every column in their order, the total last."""
    rows = pivot[asked.heads].drop_duplicates().itertuples(index=False, name=None) if asked.heads else [()]
    keys = sorted(rows, key=lambda key: ALL in key)
    # The first row may lack some of them, so that they are not in their order there.
    listed = {name: map(str, data.cube.values(name)) for name in asked.heads if name in DIMENSIONS}
    orders = {name: list(dict.fromkeys([*listed.get(name, ()), *pivot[name]])) for name in asked.heads}
    return sorted(
        keys,
        key=lambda key: [(code == ALL, orders[name].index(code)) for name, code in zip(asked.heads, key, strict=True)],
    )


def _cross(
    asked: Exploration,
    cells: pd.DataFrame,
    page: Page,
    keys: Sequence[tuple[str, ...]],
    data: Loaded,
    language: Language,
) -> Sides:
    held = {
        (row[asked.rows] if asked.rows else ALL, tuple(row[name] for name in asked.heads)): row
        for row in list_rows(cells)
    }
    most: dict[str, float] = {}
    for row in held.values():
        if _has_tint(row, asked):
            most[row["measure"]] = max(most.get(row["measure"], 0), abs(row["value"]))
    heads = [_say_column(asked, key, data, language) for key in keys]
    has_total = asked.rows and any(code == ALL for code, _ in held)
    rows = []
    for code in [*page.codes, *([ALL] if has_total else [])]:
        name = say_code(asked.rows, code, data, language) if asked.rows else language.say("All")
        rows.append((name, [_crossing(asked, held.get((code, key)), most, language) for key in keys]))
    corner = language.say(DIMENSIONS[asked.rows].title) if asked.rows else ""
    return Sides(corner, heads, rows)


def _say_column(asked: Exploration, key: tuple[str, ...], data: Loaded, language: Language) -> str:
    if not key:
        return language.say(asked.measure.title)
    if all(code == ALL for code in key):
        return language.say("All")
    said = {"measure": lambda code: language.say(MEASURES[code].title)}
    parts = zip(asked.heads, key, strict=True)
    return " · ".join(
        said[name](code) if name in said else say_code(name, code, data, language) for name, code in parts
    )


def _is_total(row: dict, asked: Exploration) -> bool:
    return any(row[name] == ALL for name in asked.by)


def _has_tint(row: dict, asked: Exploration) -> bool:
    return not _is_total(row, asked) and is_prominent(row["value"], row["status"])


def _crossing(asked: Exploration, row: dict | None, most: Mapping[str, float], language: Language) -> Crossing:
    if row is None:
        return Crossing(NO_RECORDS)
    wanted = MEASURES[row["measure"]]
    text = say_cell(row["value"], row["status"], wanted, language)
    beside = say_interval(row, wanted, language) if asked.with_intervals and not pd.isna(row["low"]) else ""
    is_total = _is_total(row, asked)
    strength = abs(row["value"]) / (most[row["measure"]] or 1) if _has_tint(row, asked) else 0
    codes = {name: row[name] for name in asked.by if row[name] != ALL}
    leads = link_to(asked.narrowed(codes)) if codes and not asked.is_public else ""
    return Crossing(text, beside, leads, strength, is_total)

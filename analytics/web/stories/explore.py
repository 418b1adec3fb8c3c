"""Which figure fits a question of Explore, and what stands around it? The forms of the other pages, chosen by shape."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from analytics.comparison import wording as measured
from analytics.comparison.change import compare
from analytics.comparison.interval import add_intervals
from analytics.comparison.pivot import ALL
from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import NOT_AVAILABLE, NUMBER_COLUMNS, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.explore_page.exploring import AUTOMATIC, MONTH, YEAR, Exploration
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

# More panels or columns than this are not read, and a table is.
MOST_PANELS, MOST_ACROSS = 12, 12
MOST_ON_A_PHONE = 4
# So many numbers are told to who cannot see the figure, and listed under it; the crossed table and the files hold all.
MOST_TOLD, MOST_LISTED = 60, 300


@dataclass(frozen=True)
class Drawn:
    """What is drawn: the form (a function of `charts`; none where a table says it better), its cells and its options."""

    form: str | None = None
    cells: pd.DataFrame = field(default_factory=pd.DataFrame)
    look: dict = field(default_factory=dict)
    is_wide: bool = False
    notes: tuple[str, ...] = ()


def choose_figure(asked: Exploration, pivot: pd.DataFrame, shown: Sequence[str], data: Loaded) -> Drawn:
    """Which form fits the shape of this question, and what does it draw? `shown`: the codes of the rows on this page."""
    drawn = _choose(asked, pivot, shown, data)
    years = drawn.look.get("years", ())
    if YEAR in asked.by and 0 < len(years) < pivot.loc[pivot[YEAR] != ALL, YEAR].nunique():
        language = language_of_page()
        said = language.join([language.year(year) for year in years])
        note = language.say("The figure shows {years}; the table holds every year.", years=said)
        return replace(drawn, notes=(note, *drawn.notes))
    return drawn


def _choose(asked: Exploration, pivot: pd.DataFrame, shown: Sequence[str], data: Loaded) -> Drawn:
    language = language_of_page()
    body = parts_of(pivot, asked)
    groups = [name for name in asked.by if name != YEAR]
    years = _years_of(asked, body, data)
    if asked.rows and asked.rows in groups:
        body = body[body[asked.rows].isin(shown)]
    if MONTH in groups and len(groups) == 1:
        return _over_months(asked, body, language)
    if not groups and YEAR not in asked.by:
        return Drawn()
    if not groups:
        cells = body.assign(year=body[YEAR].astype("int64"), label=_labels(body, asked, language), qualifier="exact")
        return Drawn("columns", cells)
    if len(groups) == 1 and YEAR in asked.by and len(years) >= 2:
        return _of_two_years(asked, groups[0], pivot, body, years[-2:], data)
    if len(groups) == 1:
        return _at_one_time(asked, groups[0], body, years, data)
    return _crossed(asked, groups, pivot, shown, years, data)


def parts_of(pivot: pd.DataFrame, asked: Exploration) -> pd.DataFrame:
    """Which cells are parts, and no totals?"""
    return pivot[(pivot[asked.by] != ALL).all(axis=1)]


def _years_of(asked: Exploration, body: pd.DataFrame, data: Loaded) -> list[int]:
    if YEAR in asked.by:
        return sorted({int(year) for year in body[YEAR]})
    return sorted(int(year) for year in asked.where.get(YEAR, data.cube.years))


def _labels(cells: pd.DataFrame, asked: Exploration, language: Language) -> list[str]:
    return [
        "" if pd.isna(value) else measured.say_value(value, asked.measure, language)
        for value in cells["value"].tolist()
    ]


def say_code(name: str, code: str, data: Loaded, language: Language) -> str:
    """What is this code of a dimension called? “All” for a total."""
    if code == ALL:
        return language.say("All")
    if name == YEAR:
        return language.year(int(code))
    if name == MONTH:
        return language.month(code)
    return data.cube.code_lists.name(DIMENSIONS[name].code_list, code, language)


def _over_months(asked: Exploration, body: pd.DataFrame, language: Language) -> Drawn:
    years = [int(code[:4]) for code in body[MONTH]]
    numbers = [int(code[5:]) for code in body[MONTH]]
    cells = body.assign(year=years, month=numbers, code=body[MONTH], label=_labels(body, asked, language))
    look = {
        "tick_text": measured.ticks(asked.measure, language),
        "month_text": language.month_initial,
        "years": tuple(sorted(set(years)))[-2:],
        "meta": {"narrows": MONTH},
    }
    return Drawn("months", cells[cells["year"].isin(look["years"])], look)


def _of_two_years(
    asked: Exploration, group: str, pivot: pd.DataFrame, body: pd.DataFrame, years: list[int], data: Loaded
) -> Drawn:
    language = language_of_page()
    form = asked.chart
    if form == AUTOMATIC:
        form = "dumbbell" if asked.measure.is_ratio else "paired_bars"
        form = "intervals" if asked.with_intervals else form
    codes = list(dict.fromkeys(body[group]))
    if form == "small_multiples" and len(codes) > MOST_PANELS:
        form = "paired_bars"
    look: dict = {"years": tuple(years)}
    if form in ("dumbbell", "paired_bars"):
        # All groups of the question are one family, also those on other pages.
        whole = parts_of(pivot, asked).assign(year=lambda cells: cells[YEAR].astype("int64"))
        whole = whole[["measure", group, YEAR, *NUMBER_COLUMNS, "status"]]
        changes = compare(whole, years[0], years[1], data.assumptions, asked.where)
        named = measured.name_changes(changes, asked.measure, group, data.cube.code_lists, language)
        look["meta"] = {"narrows": group}
        notes: list[str] = []
        if form == "dumbbell":
            look["tick_text"] = measured.ticks(asked.measure, language)
            notes += measured.list_doubt_notes(changes, language)
            notes += measured.list_rounding_notes(list_rows(changes), asked.measure, language)
        return Drawn(form, named[named[group].isin(codes)], look, notes=tuple(notes))
    cells = body if "low" in body else add_intervals(body)
    cells = cells.assign(
        year=cells[YEAR].astype("int64"),
        group=[say_code(group, code, data, language) for code in cells[group]],
        code=cells[group],
        label=_labels(cells, asked, language),
    )
    cells = cells[cells["year"].isin(years)]
    look["tick_text"] = measured.ticks(asked.measure, language)
    if form == "intervals":
        return Drawn(form, cells, look | {"meta": {"narrows": group}})
    return Drawn(form, cells.assign(told="", is_chosen=True), look | {"narrows": group})


def _at_one_time(asked: Exploration, group: str, body: pd.DataFrame, years: list[int], data: Loaded) -> Drawn:
    """One group in one year, or in all of the time: a bar for each, which shows how they differ as a tile cannot."""
    language = language_of_page()
    is_one_year = len(years) == 1
    cells = body.assign(
        panel="",
        scale=asked.measure.unit,
        group=[say_code(group, code, data, language) for code in body[group]],
        code=body[group],
        series=str(years[0]) if is_one_year else language.join([language.year(year) for year in years]),
        label=_labels(body, asked, language),
    )
    return Drawn("series_bars", cells, {"by_year": is_one_year, "meta": {"narrows": group}})


def _crossed(
    asked: Exploration, groups: list[str], pivot: pd.DataFrame, shown: Sequence[str], years: list[int], data: Loaded
) -> Drawn:
    """Two groups against each other: a tile for each pair, in each of two years or for all of the time."""
    language = language_of_page()
    is_by_year = YEAR in asked.by
    cells = parts_of(pivot, asked) if is_by_year else pivot
    if is_by_year:
        cells = cells[cells[YEAR].isin([str(year) for year in years[-2:]])]
    if asked.rows in groups:
        cells = cells[cells[asked.rows].isin([*shown, ALL])]
    across = groups[1]
    if cells[across].nunique() > MOST_ACROSS:
        return Drawn(notes=(language.say("Too many columns for a figure; the table holds them all."),))
    cells = cells.assign(
        row=[say_code(groups[0], code, data, language) for code in cells[groups[0]]],
        row_code=cells[groups[0]].replace(ALL, ""),
        column=[say_code(across, code, data, language) for code in cells[across]],
        column_code=cells[across].replace(ALL, ""),
        year=cells[YEAR].astype("int64") if is_by_year else years[-1],
        label=_labels(cells, asked, language),
    )
    drawn = tuple(years[-2:]) if is_by_year else (years[-1],)
    period = "" if is_by_year else language.join([language.year(year) for year in years])
    # A total has no code, and stands last.
    order = tuple([*map(str, data.cube.values(name)), ""] for name in groups)
    look = {"years": drawn, "period": period, "order": order, "meta": {"narrows": groups}}
    return Drawn("matrix", cells, look, is_wide=cells["column_code"].nunique() > MOST_ON_A_PHONE)


def tell_exploration(asked: Exploration, pivot: pd.DataFrame, rows_said: str, drawn: Drawn, data: Loaded) -> Story:
    """What stands around the figure: headline with the whole, definition, filters, every number as a row.

    pivot: the cells of this page, totals with them; `rows_said`: which rows of how many these are, empty for all.
    """
    language = language_of_page()
    rows = list_rows(pivot)
    titles = {name: language.say(DIMENSIONS[name].title) for name in asked.by}
    named = {titles[name]: [say_code(name, row[name], data, language) for row in rows] for name in asked.by}
    measures = [MEASURES[row["measure"]] for row in rows]
    said = [
        measured.say_cell(row["value"], row["status"], wanted, language)
        for row, wanted in zip(rows, measures, strict=True)
    ]
    # Of one measure the column of numbers has its name; of several each row has it.
    which = {language.say("Measure"): [language.say(wanted.title) for wanted in measures]} if asked.more else {}
    value = language.say("Value") if asked.more else language.say(asked.measure.title)
    table = pd.DataFrame(which | named | {value: said})
    if "low" in pivot:
        ends = zip(rows, measures, strict=True)
        table[language.say("95% interval")] = [say_interval(row, wanted, language) for row, wanted in ends]
    if any(wanted.counts_people_below for wanted in asked.measures):
        known = zip(rows, measures, strict=True)
        table[language.say("Known cases")] = [_say_known(row, wanted, language) for row, wanted in known]
    told = list((which | named).values())
    groups = [language.clauses([each[place] for each in told]) or value for place in range(len(rows))]
    headline = _say_headline(asked, rows, said, titles, language)
    alts = [
        language.say("{name}: {value}", name=group, value=each)
        for group, each in zip(groups[:MOST_TOLD], said[:MOST_TOLD], strict=True)
    ]
    if len(groups) > MOST_TOLD:
        alts.append(language.say("the table holds the other numbers"))
    # Several definitions are a page of their own, to which the card leads.
    definition = "" if asked.more else language.say(asked.measure.definition)
    ids = [each.id for each in asked.measures]
    return Story(
        key="-".join(["explore", *ids, *asked.by]),
        headline=headline,
        subtitle=" ".join(part for part in (definition, asked.filters_said, rows_said) if part),
        alt=f"{headline}. {language.clauses(alts)}.",
        source=say_source_of(ids, data, language),
        kind=data.kind,
        table=table.head(MOST_LISTED),
        numeric=tuple(table.columns[len(told) :]),
        notes=[
            *drawn.notes,
            *list_notes(_for_notes(pivot, asked), data, asked.where, language),
            *_say_not_available(pivot, language),
        ],
        measures=tuple(ids),
    )


def _say_known(row: dict, wanted: Measure, language: Language) -> str:
    if not wanted.counts_people_below or pd.isna(row["denominator"]):
        return "—"
    return language.number(row["denominator"])


def _say_headline(
    asked: Exploration, rows: list[dict], said: list[str], titles: dict[str, str], language: Language
) -> str:
    title = say_measures(asked.measures, language)
    by = language.join([each.lower() for each in titles.values()])
    if asked.more:
        return language.say("{title}, by {dimensions}", title=title, dimensions=by) if by else title
    whole = [each for row, each in zip(rows, said, strict=True) if all(row[name] == ALL for name in asked.by)]
    if not by:
        return language.say("{name}: {value}", name=title, value=whole[0])
    if not whole:
        return language.say("{title}, by {dimensions}", title=title, dimensions=by)
    return language.say("{title}, by {dimensions}: {value} in all", title=title, dimensions=by, value=whole[0])


def say_measures(wanted: Sequence[Measure], language: Language) -> str:
    """What are these measures called in one line? A capital stands at its beginning alone."""
    first, *others = [language.say(each.title) for each in wanted]
    return language.join([first, *[title[0].lower() + title[1:] for title in others]])


def say_interval(row: dict, wanted: Measure, language: Language) -> str:
    """Between which ends does this share lie? A dash where it is no estimate."""
    if pd.isna(row["low"]):
        return "—"
    low, high = (measured.say_value(row[end], wanted, language) for end in ("low", "high"))
    return language.say("{low} to {high}", low=low, high=high)


def _say_not_available(pivot: pd.DataFrame, language: Language) -> list[str]:
    """What does the mark of a number that is not there mean? Other pages write words instead of it."""
    is_there = (pivot["status"] == NOT_AVAILABLE).any()
    return [language.say("[x]: not available; there are no records or no figure.")] if is_there else []


def _for_notes(pivot: pd.DataFrame, asked: Exploration) -> list[pd.DataFrame]:
    """The parts by their codes, and the totals without any: a total rests on what its parts rest on."""
    parts = parts_of(pivot, asked)
    if YEAR in asked.by:
        parts = parts.assign(year=parts[YEAR].astype("int64"))
    return [parts, pivot[["measure", "status"]]]

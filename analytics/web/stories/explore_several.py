"""How are several measures of one question seen? Those of one unit share a scale, and each unit has its own panel."""

from collections.abc import Sequence

import pandas as pd

from analytics.comparison import wording as measured
from analytics.comparison.pivot import ALL
from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.web.address import language as language_of_page
from analytics.web.explore_page.exploring import MONTH, YEAR, Exploration
from analytics.web.loading import Loaded
from analytics.web.stories.explore import Drawn, choose_figure, parts_of, say_code, say_measures


def choose_drawing(asked: Exploration, pivot: pd.DataFrame, shown: Sequence[str], data: Loaded) -> Drawn:
    """Which form fits this question, of one measure or of several? `shown`: the codes of the rows on this page."""
    if not asked.more:
        return choose_figure(asked, pivot, shown, data)
    language = language_of_page()
    parts = parts_of(pivot, asked)
    groups = [name for name in asked.by if name != YEAR]
    if asked.rows in groups:
        parts = parts[parts[asked.rows].isin(shown)]
    if groups == [MONTH]:
        return _over_months(asked, parts, language)
    if len(groups) > 1:
        return Drawn(notes=(language.say("Several measures by two divisions at once stand in the table alone."),))
    return _bars(asked, parts, groups[0] if groups else None, data, language) if asked.by else Drawn()


def _over_months(asked: Exploration, parts: pd.DataFrame, language: Language) -> Drawn:
    panels = _panels_by_unit(asked, language)
    said = {code: language.month(code) for code in parts[MONTH]}
    cells = _describe(parts, language).assign(
        panel=[panels[name] for name in parts["measure"]],
        series=[language.say(MEASURES[name].title) for name in parts["measure"]],
        place=[said[code] for code in parts[MONTH]],
        tick=[language.join([code]) for code in parts[MONTH]],
        code=parts[MONTH],
    )
    # In the order of time, whichever measure begins.
    cells = cells.assign(at=[_place_of(asked, name) for name in parts["measure"]]).sort_values([MONTH, "at"])
    writers = {panels[each.id]: measured.ticks(each, language) for each in asked.measures}
    look = {"tick_text": lambda panel, value: writers[panel](value), "meta": {"narrows": MONTH}}
    return Drawn("series_lines", _by_panel(cells, panels), look)


def _bars(asked: Exploration, parts: pd.DataFrame, group: str | None, data: Loaded, language: Language) -> Drawn:
    note = ""
    is_by_year = YEAR in asked.by
    panels = _panels_by_unit(asked, language)
    if is_by_year:
        # Two years have their colours, so that the measures stand one under another.
        panels = {each.id: language.say(each.title) for each in asked.measures}
        years = sorted(set(parts[YEAR]))[-2:]
        if set(parts[YEAR]) != set(years):
            said = language.join([language.year(int(year)) for year in years])
            note = language.say("The figure shows {years}; the table holds every year.", years=said)
        parts = parts[parts[YEAR].isin(years)]
    codes = list(parts[group]) if group else [ALL] * len(parts)
    order = list(dict.fromkeys(codes))
    titles = [language.say(MEASURES[name].title) for name in parts["measure"]]
    cells = _describe(parts, language).assign(
        panel=[panels[name] for name in parts["measure"]],
        group=[say_code(group, code, data, language) if group else "" for code in codes],
        code=codes,
        series=list(parts[YEAR]) if is_by_year else titles,
        at=[order.index(code) for code in codes],
        then=[_place_of(asked, name) for name in parts["measure"]],
    )
    cells = cells.sort_values(["at", "then", *([YEAR] if is_by_year else [])], kind="stable")
    look = {"by_year": is_by_year} | ({"meta": {"narrows": group}} if group else {})
    return Drawn("series_bars", _by_panel(cells, panels), look, notes=(note,) if note else ())


def _describe(parts: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The cells with what is read of each, and the scale that it shares with others of its unit."""
    wanted = [MEASURES[name] for name in parts["measure"]]
    labels = [
        "" if pd.isna(value) else measured.say_value(value, each, language)
        for value, each in zip(parts["value"], wanted, strict=True)
    ]
    return parts.assign(label=labels, scale=[each.unit for each in wanted])


def _panels_by_unit(asked: Exploration, language: Language) -> dict[str, str]:
    """Measure → the heading of its panel, which names all of its unit; none where one panel holds them all."""
    units: dict[str, list[Measure]] = {}
    for each in asked.measures:
        units.setdefault(each.unit, []).append(each)
    if len(units) == 1:
        return {each.id: "" for each in asked.measures}
    return {each.id: say_measures(units[each.unit], language) for each in asked.measures}


def _by_panel(cells: pd.DataFrame, panels: dict[str, str]) -> pd.DataFrame:
    order = list(dict.fromkeys(panels.values()))
    return cells.sort_values("panel", key=lambda column: column.map(order.index), kind="stable", ignore_index=True)


def _place_of(asked: Exploration, measure_id: str) -> int:
    return [each.id for each in asked.measures].index(measure_id)

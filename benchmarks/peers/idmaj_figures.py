"""Which six figures are Idmaj's answer to those of its peers, and what stands around them?

Their titles say the filters too, which figures of the product leave to the card: that is how all pages are watched alike.
"""

import pandas as pd

from analytics import charts
from analytics.charts.drawing import Finished
from analytics.comparison.wording import say_cell, say_value, ticks
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Narrowed
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

NUMBERS = ("integrations", "women_share", "active_12m", "funding_total")
# (measure, what tells the series apart, what the groups are), in the order of the peers' figures
FIGURES = (
    ("integrations", "year", "month"),
    ("integrations", "year", "route"),
    ("integrations", "year", "region"),
    ("integrations", "sex", "age_group"),
    ("active_12m", "year", "route"),
    ("integrations", "year", "sector"),
)
TITLE_ROOM = 44


def name_cells(cells: pd.DataFrame, series: str, group: str, data: Loaded) -> pd.DataFrame:
    """The cells with what the charts read: panel, scale, group, code, series, label."""
    language = language_of_page()
    wanted = MEASURES[cells["measure"].iloc[0]]
    return cells.assign(
        panel="",
        scale=wanted.unit,
        group=_names(cells, group, data, language),
        code=cells[group],
        series=_names(cells, series, data, language),
        label=[say_value(value, wanted, language) for value in cells["value"]],
    )


def titled_bars(cells: pd.DataFrame, language: Language, theme: charts.Theme, *, title: str, series: str) -> Finished:
    """Bars of each group and series, under a title that says the filters."""
    figure = charts.series_bars(cells, language, theme, by_year=series == "year")
    return _titled(figure, cells, title, language)


def titled_months(cells: pd.DataFrame, language: Language, theme: charts.Theme, *, title: str, series: str) -> Finished:
    """A line a year over its months, under such a title."""
    cells = cells.assign(month=[int(code[5:]) for code in cells["month"]])
    years = tuple(dict.fromkeys(sorted(cells[series])))
    look = {"tick_text": ticks(MEASURES[cells["measure"].iloc[0]], language), "month_text": language.month_initial}
    return _titled(charts.months(cells, language, theme, years=years, **look), cells, title, language)


def tell(cells: pd.DataFrame, series: str, group: str, asked: Narrowed, data: Loaded) -> Story:
    """What stands around a figure: headline, definition, filters, every number as a row, notes and source."""
    language = language_of_page()
    wanted = MEASURES[cells["measure"].iloc[0]]
    by = language.say(DIMENSIONS[group].title)
    headline = language.say("{title}, by {dimensions}", title=language.say(wanted.title), dimensions=by.lower())
    said = [
        say_cell(value, status, wanted, language) for value, status in zip(cells["value"], cells["status"], strict=True)
    ]
    table = pd.DataFrame(
        {
            by: cells["group"],
            language.say(DIMENSIONS[series].title): cells["series"],
            language.say(wanted.title): said,
        }
    )
    rows = [language.join(row) for row in table.itertuples(index=False, name=None)]
    return Story(
        key=f"{wanted.id}-{group}",
        headline=headline,
        subtitle=" ".join(part for part in (language.say(wanted.definition), asked.filters_said) if part),
        alt=f"{headline}. {language.clauses(rows)}.",
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=table,
        numeric=(table.columns[2],),
        notes=list_notes(cells, data, asked.where, language),
        measures=(wanted.id,),
        cells=cells,
    )


def _names(cells: pd.DataFrame, name: str, data: Loaded, language: Language) -> list[str]:
    listed = DIMENSIONS[name].code_list
    lists = data.cube.code_lists
    return [lists.name(listed, code, language) if listed else str(code) for code in cells[name]]


def _titled(figure: Finished, cells: pd.DataFrame, title: str, language: Language) -> Finished:
    drawn = figure.to_dict()
    layout = drawn["layout"]
    text = f"{language.say(MEASURES[cells['measure'].iloc[0]].title)}<br><sup>{title}</sup>"
    layout["title"] = {
        "text": text,
        "x": 0,
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 20},
        "font": {"size": 14},
    }
    layout["height"] += TITLE_ROOM
    layout["margin"] = layout["margin"] | {"t": layout["margin"]["t"] + TITLE_ROOM}
    return Finished(drawn)

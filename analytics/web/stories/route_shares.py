"""What stands around the shares of the routes page: by route, by certificate, prepared in prison or not?"""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.comparison import gap_wording
from analytics.comparison import wording as measured
from analytics.comparison.change import doubt_of, list_changes
from analytics.comparison.gaps import PREPARED_OR_NOT
from analytics.comparison.headline import list_changed, say_headline
from analytics.comparison.interval import add_intervals
from analytics.language import Language
from analytics.measures.asking import ask_several
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import LOW_RELIABILITY, list_rows
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Narrowed
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of


def ask_shares(
    shares: Sequence[tuple[str, str]], where: Mapping[str, object], cube: Cube
) -> dict[tuple[str, str], pd.DataFrame]:
    """Cells of these shares (measure, dimension) by their dimension and year; those of one dimension are asked together.

    A dimension that is "year" itself stands for everybody together.
    """
    found = {}
    for by in dict.fromkeys(by for _, by in shares):
        names = [name for name, each in shares if each == by]
        cells = ask_several(names, dict.fromkeys([by, "year"]), where, cube)
        found |= {(name, by): of_name for name, of_name in zip(names, cells, strict=True)}
    return found


def tell_outcomes(
    shares: Mapping[tuple[str, str], pd.DataFrame], measure_id: str, by: str, asked: Narrowed, data: Loaded
) -> tuple:
    """A share by group and year: its cells with intervals and their texts, and its story.

    shares: as `ask_shares` gives them, with those of `measure_id` by `by`, and by year where groups are not set against
    each other. Empty cells give a story that says so and no rows to draw.
    """
    language = language_of_page()
    wanted, cells = MEASURES[measure_id], shares[measure_id, by]
    named = _name(add_intervals(cells), measure_id, by, data, language)
    title, dimension = language.say(wanted.title), language.say(DIMENSIONS[by].title)
    rounded = []
    if cells.empty:
        headline = language.say("{title}: does not apply to this selection", title=title)
    elif by == PREPARED_OR_NOT.dimension:
        headline = language.say("{title}: prepared in prison or not", title=title)
    else:
        changed = _list_changed(cells, wanted, by, asked, data)
        change = list_changes(shares[measure_id, "year"], assumptions=data.assumptions, where=asked.where)[0]
        headline = _say_headline(change, wanted, dimension, changed)
        # Only a change that the headline says can be taken from its two numbers.
        rounded = [] if doubt_of(change) else measured.list_rounding_notes([change], wanted, language)
    known = language.say("Known cases")
    table = pd.DataFrame(
        {
            dimension: named["group"],
            language.say("Year"): [language.year(year) for year in named["year"]],
            language.say("Share"): named["cell"],
            language.say("95% interval"): named["interval_label"],
            known: named["far"],
        }
    )
    story = Story(
        key=f"routes-{measure_id}-{by}",
        headline=headline,
        subtitle=" ".join(part for part in (language.say(wanted.definition), asked.filters_said) if part),
        alt=" ".join([headline + ".", *(_say_row(row, language) for row in list_rows(named))]),
        source=say_source_of([measure_id], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=[*list_notes(cells, data, asked.where, language), *rounded],
        measures=(measure_id,),
        cells=named[[*cells.columns, "low", "high"]],
    )
    return named, story


def _list_changed(cells: pd.DataFrame, wanted: Measure, by: str, asked: Narrowed, data: Loaded) -> list[str]:
    """Which groups changed, whatever is to be said of all of them?"""
    language = language_of_page()
    changes = list_changes(cells, assumptions=data.assumptions, where=asked.where)
    code_list = DIMENSIONS[by].code_list
    names = [data.cube.code_lists.name(code_list, row[by], language) for row in changes]
    return list_changed(changes, names, wanted, language)


def _say_headline(change: Mapping, wanted: Measure, dimension: str, changed: list[str]) -> str:
    """Did the share of all of them change? Nothing is said of a handful."""
    language = language_of_page()
    if change["status"] == LOW_RELIABILITY:
        title = language.say(wanted.title)
        return language.say("{title}: too few known cases to compare 2014 and 2015 [u]", title=title)
    return say_headline(change, wanted, language, dimension, changed)


def _name(cells: pd.DataFrame, measure_id: str, by: str, data: Loaded, language: Language) -> pd.DataFrame:
    wanted, rows = MEASURES[measure_id], list_rows(cells)
    code_list = DIMENSIONS[by].code_list
    texts = {
        "group": [data.cube.code_lists.name(code_list, row[by], language) for row in rows],
        "code": [row[by] for row in rows],
        "label": [measured.say_value(row["value"], wanted, language) for row in rows],
        "cell": [measured.say_cell(row["value"], row["status"], wanted, language) for row in rows],
        "interval_label": [_say_interval(row, measure_id, language) for row in rows],
        "far": ["—" if pd.isna(row["denominator"]) else language.number(row["denominator"]) for row in rows],
    }
    # All at once: pandas takes as long for each column that is added later as for the whole table.
    return pd.DataFrame({name: cells[name].array for name in cells} | texts)


def _say_interval(row: dict, measure_id: str, language: Language) -> str:
    if pd.isna(row["low"]):
        return "—"
    ends = [measured.say_value(row[end], MEASURES[measure_id], language) for end in ("low", "high")]
    return language.say("{low} to {high}", low=ends[0], high=ends[1])


def _say_row(row: dict, language: Language) -> str:
    values = {"group": row["group"], "year": language.year(row["year"]), "share": row["cell"], "known": row["far"]}
    if row["interval_label"] == "—":
        return language.say("{group}, {year}: {share}; known cases: {known}.", **values)
    return language.say(
        "{group}, {year}: {share} (95% interval {interval}); known cases: {known}.",
        interval=row["interval_label"],
        **values,
    )


def tell_prepared(gaps: pd.DataFrame, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """Those prepared in prison set against those not, by outcome and year: the differences, and their story."""
    language = language_of_page()
    named = gap_wording.name_gaps(gaps, language)
    first, second = (language.say(words) for words in gap_wording.GROUPS[PREPARED_OR_NOT.dimension])
    table = gap_wording.tabulate_gaps(named, (first, second), language)
    measures = tuple(dict.fromkeys(gaps["measure"]))
    story = Story(
        key="routes-prepared-gaps",
        headline=gap_wording.say_headline_of_gaps(
            gaps, PREPARED_OR_NOT, language, asked.where.get(PREPARED_OR_NOT.dimension)
        ),
        subtitle=" ".join(
            [
                language.say("Difference of the shares: those prepared in prison less those not, in points."),
                asked.filters_said,
            ]
        ).strip(),
        alt=gap_wording.say_gaps(gaps, PREPARED_OR_NOT, language),
        source=say_source_of(measures, data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:-1]),
        notes=[
            language.say(
                "Nobody was put into one of the two groups by lot: they may differ in much else, and the difference does "
                "not measure what the preparation did."
            ),
            language.say("Where it is not known who was prepared, nothing is compared; the figures beside show them."),
            gap_wording.say_family(gaps, language),
            *list_notes(gaps[["measure", "year", "first_status", "second_status"]], data, asked.where, language),
        ],
        measures=measures,
        cells=gaps,
    )
    return named, story

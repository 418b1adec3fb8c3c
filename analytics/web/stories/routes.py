"""What stands around the flow and the curves of the routes page?"""

import pandas as pd

from analytics.comparison import curve_wording, flow_wording
from analytics.comparison.change import NO_TREND, assumptions_of, is_no_trend
from analytics.comparison.cohorts import RUNNING, YEARS, Followed
from analytics.comparison.wording import say_why
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.measures.cube import Cube
from analytics.published import Register
from analytics.published.saying import say_figure
from analytics.web.address import language as language_of_page
from analytics.web.choosing import TOTAL, Narrowed, Pick
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.provenance import quotes
from analytics.web.stories.shared import list_notes, say_source

# How is each curve estimated?
METHOD_OF = {RUNNING: "kaplan-meier", "returned_to_prison": "aalen-johansen"}
FLOW_YEAR = "year"


def pick_flow_year(cube: Cube, language: Language) -> Pick:
    """A choice of the year whose supports the flow shows; the other figures always show both."""
    options = {TOTAL: language.say("All years")} | {str(year): language.year(year) for year in cube.years}
    return Pick(FLOW_YEAR, language.say("Flow of supports begun in"), options, TOTAL)


def where_of_both_years(asked: Narrowed, cube: Cube) -> dict[str, list]:
    """The filters of the figures that set 2014 against 2015, whatever other years the records hold."""
    return asked.where | {"year": [year for year in YEARS if year in cube.years]}


def where_of_flow(asked: Narrowed) -> dict[str, list[str]]:
    """The filters of the flow: those of the page, and the year that was picked for it."""
    picked = asked.picked[FLOW_YEAR]
    return asked.where | ({} if picked == TOTAL else {FLOW_YEAR: [picked]})


def tell_flow(flows: pd.DataFrame, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """The flow from programme through route to what was last seen: its cells with their names, and its story."""
    language = language_of_page()
    named = flow_wording.name_flows(flows, data.cube.code_lists, language)
    table = flow_wording.tabulate_flows(named, data.cube.code_lists, language)
    picked = asked.picked[FLOW_YEAR]
    subtitle = [language.say("From the programme through the route to what was last seen of each integration.")]
    if picked != TOTAL:
        subtitle.append(language.say("Supports begun in {year}.", year=language.year(int(picked))))
    elif flows["year"].nunique() > 1:
        years = [language.year(year) for year in sorted(flows["year"].unique())]
        subtitle.append(language.say("Supports begun in {years}, added up.", years=language.join(years)))
    # What was last seen rests on the same assumptions as the rates.
    seen = flows[["year", "route", "status"]].drop_duplicates().assign(measure="exits")
    notes = list_notes(seen, data, where_of_flow(asked), language)
    story = Story(
        key="routes-flow",
        headline=flow_wording.say_headline_of_flows(flows, language),
        subtitle=" ".join([*subtitle, asked.filters_said]).strip(),
        alt=flow_wording.say_flows(named, language),
        source=say_source(["integrations", "follow_ups"], data, language),
        kind=data.kind,
        table=table,
        numeric=flow_wording.columns_of_counts(table),
        notes=[
            _say_other_share(language),
            language.say("A click on a programme or a route narrows the page to it; so do the filters."),
            *notes,
        ],
        measures=("integrations",),
        cells=flows,
    )
    return named, story


def _say_other_share(language: Language) -> str:
    other = MEASURES["active_12m"]
    title = language.say(other.title)
    return language.say(
        "Shares of all integrations, whenever they were last seen; “{title}” also counts those completed or certified, "
        "among those whose situation at 12 months is known, and is another number.",
        title=title,
    )


def tell_curve(followed: Followed, asked: Narrowed, data: Loaded, register: Register) -> Story:
    """The story of the curves of two cohorts: what still runs, or what ended by a return to prison."""
    language = language_of_page()
    marks = followed.curves[["measure", "year", "status"]].drop_duplicates()
    assumed = assumptions_of(marks, data.assumptions, asked.where)
    is_trend = followed.kind == RUNNING or not is_no_trend("return_to_prison_12m", assumed)
    notes, provenance = curve_wording.list_curve_notes(followed, language, is_trend=is_trend), ""
    if followed.kind != RUNNING and not asked.where:
        # What was printed is of the whole country: it stands beside nothing less.
        printed = register.rows("recidivism_rate", "annual_strategy", years=[2015], is_preferred=True)
        notes += [_say_printed(row, language) for row in printed]
        provenance = quotes(printed, register, language)
    table = curve_wording.tabulate_curves(followed, language)
    if not is_trend:
        notes.insert(0, say_why(NO_TREND, language))
    return Story(
        key=f"routes-{followed.kind}",
        headline=curve_wording.say_headline_of_curves(followed, language, is_trend=is_trend),
        subtitle=" ".join([curve_wording.say_subtitle_of_curves(followed, language), asked.filters_said]).strip(),
        alt=curve_wording.say_curves(followed, language, is_trend=is_trend),
        source=say_source(["follow_ups"], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=[*notes, *list_notes(marks, data, asked.where, language)],
        provenance=provenance,
        methods=(METHOD_OF[followed.kind],),
        cells=followed.curves,
    )


def _say_printed(row: dict, language: Language) -> str:
    return language.say(
        "Published for {year}: {figure} of those followed returned to prison; within what time is not stated.",
        year=language.year(row["year"]),
        figure=say_figure(row["value"], row["qualifier"], row["unit"], language),
    )

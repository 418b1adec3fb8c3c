"""What stands around the figures of regions, of coverage and of inhabitants on the cities page?"""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analytics.comparison import wording as measured
from analytics.comparison.change import list_changes
from analytics.comparison.headline import list_changed, say_headline, say_headline_of_regions
from analytics.comparison.interval import add_intervals
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import list_rows
from analytics.published import Register
from analytics.published.coverage import OPEN, YEARS, Covered, coverage, covered, is_alike_in_2013
from analytics.published.naming import say_cities
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Choice, Narrowed
from analytics.web.figures.figure import PUBLISHED, Story
from analytics.web.loading import Loaded
from analytics.web.provenance import quotes, source_line
from analytics.web.stories.changes import tell_changes
from analytics.web.stories.cities import PLACES, notes_of_all_places, subtitle_of_all_places
from analytics.web.stories.shared import say_source_of, say_unfiltered

CELLS = ["measure", "region", "year", "numerator", "denominator", "value", "status"]


def tell_regions(
    cells: pd.DataFrame, wanted: Measure, asked: Narrowed, data: Loaded
) -> tuple[pd.DataFrame, dict, Story]:
    """A measure by region and year: what the small panels draw, their options, and their story."""
    language = language_of_page()
    cells = add_intervals(cells)
    named = cells
    rows = list_rows(named)
    chosen = asked.where.get("region", data.cube.code_lists.ids("regions"))
    named = named.assign(
        code=named["region"],
        group=[data.cube.code_lists.name("regions", row["region"], language) for row in rows],
        label=[measured.say_value(row["value"], wanted, language) for row in rows],
        told=[_say_known(row, wanted, language) for row in rows],
        is_chosen=named["region"].isin(chosen),
    )
    table = _table_of_regions(named, wanted, language)
    changes = list_changes(cells[CELLS], assumptions=data.assumptions, where=asked.but(*PLACES))
    headline = _say_headline(changes, wanted, data, language)
    said = [
        language.say(
            "{region}, {year}: {value}{interval}",
            region=row["group"], year=language.year(row["year"]),
            value=measured.say_cell(row["value"], row["status"], wanted, language),
            interval=f" ({_say_interval(row, wanted, language)})" if not pd.isna(row["low"]) else "",
        )
        for row in list_rows(named)
    ]  # fmt: skip
    notes = notes_of_all_places(cells, asked, data, language)
    if wanted.is_share:
        notes.insert(
            0, language.say("Bars: 95% interval of each share (Wilson 1927). Overlapping bars are no finding.")
        )
        notes += measured.list_family_notes(changes, language)
    if any(name in asked.where for name in PLACES):
        notes.append(_say_kept(asked, language))
    story = Story(
        key=f"regions-{wanted.id}",
        headline=headline,
        subtitle=subtitle_of_all_places(wanted, asked, data, language),
        alt=f"{headline}. {language.clauses(said)}.",
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=notes,
        measures=(wanted.id,),
        cells=cells,
    )
    return named, {"tick_text": measured.ticks(wanted, language), "narrows": "region"}, story


def _say_headline(changes: list[dict], wanted: Measure, data: Loaded, language: Language) -> str:
    names = [data.cube.code_lists.name("regions", row["region"], language) for row in changes]
    changed = list_changed(changes, names, wanted, language)
    return say_headline_of_regions(changes, changed, wanted, language) or language.say_count(
        "{title}: {n} region, on one scale", "{title}: {n} regions, on one scale", len(changes),
        title=language.say(wanted.title),
    )  # fmt: skip


def _say_kept(asked: Narrowed, language: Language) -> str:
    if "region" in asked.where:
        return language.say("All regions stay in this figure, since it compares them; the chosen ones stand out.")
    return language.say("All regions stay in this figure, each whole, since it compares them.")


def _table_of_regions(named: pd.DataFrame, wanted: Measure, language: Language) -> pd.DataFrame:
    regions = named.drop_duplicates("region")[["region", "group"]]
    columns = {language.say("Region"): regions["group"].tolist()}
    by_key = {(row["region"], row["year"]): row for row in list_rows(named)}
    for year in YEARS:
        found = [by_key.get((region, year)) for region in regions["region"]]
        said = language.year(year)
        columns[said] = [
            measured.say_cell(row["value"], row["status"], wanted, language) if row else "—" for row in found
        ]
        if wanted.is_share:
            columns[language.say("95% interval, {year}", year=said)] = [
                _say_interval(row, wanted, language) if row else "—" for row in found
            ]
            base = language.say(wanted.base)
            columns[language.say("{base}, {year}", base=base, year=said)] = [
                language.number(row["denominator"]) if row and not pd.isna(row["denominator"]) else "—" for row in found
            ]
    return pd.DataFrame(columns)


def _say_interval(row: dict, wanted: Measure, language: Language) -> str:
    if pd.isna(row["low"]):
        return "—"
    ends = {side: measured.say_value(row[side], wanted, language) for side in ("low", "high")}
    return language.say("{low} to {high}", **ends)


def _say_known(row: dict, wanted: Measure, language: Language) -> str:
    if not wanted.is_share or pd.isna(row["denominator"]):
        return ""
    return language.say("known cases: {n}", n=int(row["denominator"]))


@lru_cache(maxsize=16)
def tell_reach(
    register: Register, language: Language, *, is_narrowed: bool = False
) -> tuple[pd.DataFrame, dict, Story]:
    """Programme cities and open centres: the cities without one as they are drawn, the options, and the story.
    is_narrowed: is the page, though this is not?"""
    cells = coverage(register)
    both = cells.drop_duplicates("city")
    places = set(zip(cells["city"], cells["year"], strict=True))
    names = dict(zip(cells["city"], cells[f"name_{language.code}"], strict=True))
    order = [city for city in register.code_lists.ids("cities") if city in names]
    both = both.set_index("city").loc[order].reset_index()
    both = both.assign(
        code=both["city"],
        group=[names[city] for city in both["city"]],
        label=[language.say("{n} km", n=round(value)) for value in both["value"]],
        far=[language.number(people) for people in both["population"]],
        in_before=[(city, YEARS[0]) in places for city in both["city"]],
        in_after=[(city, YEARS[1]) in places for city in both["city"]],
    )
    shown = both[both["centre_status"] != OPEN].reset_index(drop=True)
    before, after = (covered(cells, year) for year in YEARS)
    years = {"before_year": language.year(YEARS[0]), "after_year": language.year(YEARS[1])}
    headline = language.say(
        "By the centres open in mid 2015, {before} of {before_all} programme cities had none in {before_year}, {after} of "
        "{after_all} in {after_year}",
        before=before.without, before_all=before.cities, after=after.without, after_all=after.cities, **years,
    )  # fmt: skip
    said = [
        language.say(
            "{city}: {distance} to {centre}",
            city=row["group"], distance=row["label"], centre=_centre(row, register, language),
        )
        for row in list_rows(shown)
    ]  # fmt: skip
    lists = register.rows("programme_cities_count", years=list(YEARS))
    lists += register.rows("accompaniment_centres_open", years=[YEARS[1]])
    story = Story(
        key="coverage",
        headline=headline,
        subtitle=language.say(
            "Cities of the Ramadan programmes without an open accompaniment centre: distance to the nearest open one, in a "
            "straight line."
        ),
        alt=f"{headline}. {language.clauses(said)}.",
        source=language.clauses([source_line(lists, language), language.say("census of 2014 (HCP)")]),
        kind=PUBLISHED,
        table=_table_of_coverage(both, register, language),
        numeric=(language.say("Distance"), language.say("Inhabitants")),
        notes=[
            *_say_reach(before, after, years, language),
            _say_list_of_2014(register, language),
            *say_unfiltered(is_narrowed, language),
        ],
        provenance=quotes(lists, register, language),
        cells=cells.drop(columns=["name_en", "name_fr", "name_ar"]),
    )  # fmt: skip
    options = {
        "tick_text": lambda value: language.say("{n} km", n=round(value)),
        "far_title": language.say("inhabitants"),
    }
    return shown, options, story


def _say_reach(before: Covered, after: Covered, years: dict[str, str], language: Language) -> list[str]:
    """How many programme cities had an open centre, one being built or none, and who lived where there was none?"""
    return [
        language.say(
            "Of the cities without an open centre, these had one being built: {before_built} in {before_year}, "
            "{after_built} in {after_year}.",
            before_built=say_cities(before.being_built, language), after_built=say_cities(after.being_built, language),
            **years,
        ),
        language.say(
            "In these cities lived {before} people ({before_year}) and {after} ({after_year}), by the census of 2014: "
            "inhabitants, and not people who need a centre.",
            before=before.inhabitants_without, after=after.inhabitants_without, **years,
        ),
        language.say("A centre serves a region: a city without a centre may be served from another."),
    ]  # fmt: skip


def tell_per_inhabitants(by: str, changes: pd.DataFrame, named: pd.DataFrame, asked: Narrowed, data: Loaded) -> Story:
    """The story of integrations per 100,000 inhabitants, by city or region."""
    language = language_of_page()
    choice = Choice(MEASURES["integrations_per_100k"], by, asked.where, asked.filters_said)
    told = tell_changes(choice, changes.iloc[0], changes, named, data)
    known = changes["absolute"].dropna()
    if len(changes) == 1:
        headline = say_headline(changes.iloc[0], choice.measure, language, "")
        return replace(told, headline=headline, notes=[*told.notes, _say_inhabitants(language)])
    if len(known) < 2:
        headline = language.say(
            "{title}: too few places have records in both years", title=language.say(choice.measure.title)
        )
        return replace(told, headline=headline, notes=[*told.notes, _say_inhabitants(language)])
    sentence = {
        ("region", False): message(
            "{title}: more in {after_year} than in {before_year} in {n} of the {all} regions shown"
        ),
        ("city", False): message(
            "{title}: more in {after_year} than in {before_year} in {n} of the {all} cities shown"
        ),
        ("region", True): message("{title}: more in {after_year} than in {before_year} in all {all} regions shown"),
        ("city", True): message("{title}: more in {after_year} than in {before_year} in all {all} cities shown"),
    }[by, bool((known > 0).all())]
    headline = language.say(
        sentence,
        title=language.say(choice.measure.title), n=int((known > 0).sum()), all=len(known),
        before_year=language.year(YEARS[0]), after_year=language.year(YEARS[1]),
    )  # fmt: skip
    return replace(told, headline=headline, notes=[*told.notes, _say_inhabitants(language)])


def _say_inhabitants(language: Language) -> str:
    return language.say("Inhabitants of the cities themselves; people may have come from further away.")


def _say_list_of_2014(register: Register, language: Language) -> str:
    if is_alike_in_2013(register):
        return language.say(
            "No list of centres of 2014 was found; that of mid 2015 stands for both years, and that of 2013 names the same "
            "nearest centres."
        )
    return language.say(
        "No list of centres of 2014 was found; that of mid 2015 stands for both years, and that of 2013 names other "
        "nearest centres for some cities."
    )


def _centre(row: dict, register: Register, language: Language) -> str:
    return register.code_lists.name("cities", row["nearest"], language)


def _table_of_coverage(both: pd.DataFrame, register: Register, language: Language) -> pd.DataFrame:
    said = {True: language.say("yes"), False: language.say("no")}
    rows = list_rows(both)
    return pd.DataFrame(
        {
            language.say("City"): both["group"],
            language.say("Programme {year}", year=language.year(YEARS[0])): both["in_before"].map(said),
            language.say("Programme {year}", year=language.year(YEARS[1])): both["in_after"].map(said),
            language.say("Accompaniment centre"): [
                register.code_lists.name("centre_statuses", row["centre_status"], language) for row in rows
            ],
            language.say("Nearest open centre"): [_centre(row, register, language) for row in rows],
            language.say("Distance"): both["label"],
            language.say("Inhabitants"): both["far"],
        }
    )

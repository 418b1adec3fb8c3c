"""What stands around the figures of the cities page: the map, the funnels, the regions?"""

import pandas as pd

from analytics.comparison import funnel_wording as outside
from analytics.comparison import wording as measured
from analytics.comparison.funnel import Funnel
from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import NOT_AVAILABLE, list_rows, require_status
from analytics.measures.cube import Cube
from analytics.measures.each_year import ask_each_year
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Narrowed, say_filters
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

# A figure that compares places keeps all of them and names those that the page is narrowed to.
PLACES = ("city", "region", "centre_status")
YEARS = (2014, 2015)
# Of the records read last.
_held_rooms: dict[str, dict[str, int]] = {}


def _rooms(cube: Cube) -> dict[str, int]:
    """Which cities have records at all, and how many integrations in a year at most? They keep their place on the map."""
    held = _held_rooms.get(cube.key)
    if held is None:
        every = ask_each_year("integrations", ["city"], {}, cube)
        held = {city: int(room) for city, room in every.groupby("city", sort=False)["value"].max().items()}
        _held_rooms.clear()
        _held_rooms[cube.key] = held
    return held


def tell_map(cells: pd.DataFrame, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, dict, Story]:
    """Integrations by city and year: what the map draws, its options, and its story."""
    language = language_of_page()
    wanted = MEASURES["integrations"]
    rows = _list_cities(cells, wanted, asked, data, language)
    frame = pd.DataFrame(rows)
    labels = [[_or_dash(row[f"{side}_label"]) for side in ("before", "after")] for row in rows]
    said = [
        language.say("{city}: {before} and {after}", city=row["name"], before=label[0], after=label[1])
        for row, label in zip(rows, labels, strict=True)
    ]
    headline = language.say_count(
        "Where it happened: {n} city with records in 2014 or 2015",
        "Where it happened: {n} cities with records in 2014 or 2015",
        cells["city"].nunique(),
    )
    years = [language.year(year) for year in YEARS]
    centres = data.cube.code_lists
    table = {
        language.say("City"): frame["name"],
        years[0]: [label[0] for label in labels],
        years[1]: [label[1] for label in labels],
        language.say("Accompaniment centre"): [
            centres.name("centre_statuses", status, language) for status in frame["centre_status"]
        ],
    }
    story = Story(
        key="cities-map",
        headline=headline,
        subtitle=subtitle_of_all_places(wanted, asked, data, language),
        alt=language.say(
            "{headline}. Integrations in 2014 and 2015. {cities}.", headline=headline, cities=language.clauses(said)
        ),
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=pd.DataFrame(table),
        numeric=years,
        notes=[
            *notes_of_all_places(cells, asked, data, language),
            language.say("Where the support was delivered; marks that would hide one another are moved apart."),
            language.say("Centres as listed in mid 2015. Land only; no border is drawn."),
            *_say_kept(asked, language),
        ],
        measures=(wanted.id,),
        cells=cells,
    )
    return frame, {"number_text": language.number, "unit": language.say(wanted.title)}, story


def _list_cities(cells: pd.DataFrame, wanted: Measure, asked: Narrowed, data: Loaded, language: Language) -> list[dict]:
    """Every city with its place, the numbers of both years, and whether the page is narrowed to it."""
    chosen = _chosen(asked, data.cube)
    places = {row["id"]: row for row in list_rows(data.cube.code_lists.frame("cities"))}
    found = {(row["city"], row["year"]): row for row in list_rows(require_status(cells))}
    rows = []
    for city, room in _rooms(data.cube).items():
        place = places[city]
        row = {"measure": wanted.id, "city": city, "name": language.name(place), "status": "normal"}
        row |= {name: place[name] for name in ("longitude", "latitude", "centre_status")}
        row |= {"is_chosen": city in chosen, "room": room}
        for side, year in zip(("before", "after"), YEARS, strict=True):
            cell = found.get((city, year), {"value": pd.NA, "status": NOT_AVAILABLE})
            row |= {side: cell["value"], f"{side}_status": cell["status"]}
            is_none = pd.isna(cell["value"])
            row[f"{side}_label"] = "" if is_none else measured.say_value(cell["value"], wanted, language)
        rows.append(row)
    return rows


def tell_funnel(found: Funnel, year: int, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, dict, Story]:
    """The funnel of a rate in one year: what is drawn, its options, and its story."""
    language = language_of_page()
    is_share = found.measure.is_share
    sizes = [
        language.say("known cases: {n}", n=int(size)) if is_share else language.say("{n} inhabitants", n=int(size))
        for size in found.units["denominator"].fillna(0)
    ]
    units = _named(found, sizes, asked, data, language).assign(size=found.units["denominator"])
    headline = (
        outside.say_funnel(found, year, language) if found.is_drawable else outside.say_no_funnel(found, year, language)
    )
    size_column = language.say(found.measure.base) if is_share else language.say("Inhabitants")
    size_title = (
        language.say("{base} (logarithmic scale)", base=size_column)
        if is_share
        else language.say("Inhabitants, census of 2014 (logarithmic scale)")
    )
    options = {
        "overall": found.overall,
        "overall_text": _say_overall(measured.say_value(found.overall, found.measure, language), language),
        "side": ("before" if year == YEARS[0] else "after", language.year(year)),
        "size_title": size_title,
        "tick_text": measured.ticks(found.measure, language),
    }
    columns = {
        language.say("City"): units["group"],
        language.year(year): units["label"],
        size_column: _counts(found.rows, "denominator", language),
        language.say("95% limits"): [outside.say_limits(row, found, language) for row in found.rows],
        language.say("Place"): units["place_label"],
    }
    notes = outside.list_funnel_notes(found, language) if found.is_drawable else []
    story = _tell(f"funnel-{found.measure.id}-{year}", headline, columns, notes, found, asked, data, language)
    return units, options, story


def tell_funnel_of_change(found: Funnel, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, dict, Story]:
    """The funnel of the change of a share: what is drawn, its options, and its story."""
    language = language_of_page()
    rows = found.rows
    sizes = [
        language.say(
            "known cases: {before} in {before_year}, {after} in {after_year}",
            before=int(row["before_denominator"]), after=int(row["after_denominator"]),
            before_year=language.year(YEARS[0]), after_year=language.year(YEARS[1]),
        )
        for row in rows
    ]  # fmt: skip
    units = _named(found, sizes, asked, data, language)
    is_drawable = found.is_drawable
    headline = (
        outside.say_funnel_of_change(found, language) if is_drawable else outside.say_no_funnel(found, None, language)
    )
    change = measured.say_difference(found.overall, found.measure, language) if is_drawable else ""
    options = {
        "overall": found.overall,
        "overall_text": _say_overall(change, language),
        "side": ("change", language.say("Change, in points")),
        "size_title": language.say("{base} a year (logarithmic scale)", base=language.say(found.measure.base)),
        "tick_text": lambda value: language.number(value * 100, 0, signed=True),
    }
    columns = {
        language.say("City"): units["group"],
        language.say("Change"): units["label"],
        language.say(found.measure.base): [_both_counts(row, language) for row in rows],
        language.say("95% limits, in points"): [outside.say_limits(row, found, language) for row in rows],
        language.say("Place"): units["place_label"],
    }
    notes = outside.list_change_notes(found, language) if is_drawable else []
    story = _tell(f"funnel-change-{found.measure.id}", headline, columns, notes, found, asked, data, language)
    return units, options, story


def _named(found: Funnel, sizes: list[str], asked: Narrowed, data: Loaded, language: Language) -> pd.DataFrame:
    """The units with what the chart reads: code, group, label, size_label, place_label, is_chosen."""
    chosen, is_narrowed = _chosen(asked, data.cube), any(name in asked.where for name in PLACES)
    rows = found.rows
    return found.units.assign(
        code=found.units["city"],
        group=[data.cube.code_lists.name("cities", row["city"], language) for row in rows],
        label=[outside.say_unit(row, found, language) for row in rows],
        size_label=sizes,
        place_label=[outside.say_place(row["place"], language) for row in rows],
        is_chosen=[is_narrowed and row["city"] in chosen for row in rows],
    )


def _tell(
    key: str, headline: str, columns: dict, notes: list[str], found: Funnel, asked: Narrowed, data: Loaded,
    language: Language,
) -> Story:  # fmt: skip
    names = dict(zip(found.units["city"], columns[language.say("City")], strict=True))
    table = pd.DataFrame(columns)
    return Story(
        key=key,
        headline=headline,
        subtitle=subtitle_of_all_places(found.measure, asked, data, language),
        alt=outside.say_all_units(found, headline, names, language) if found.is_drawable else headline,
        source=say_source_of([found.measure.id], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:-1]),
        notes=[*notes, *notes_of_all_places(found.units, asked, data, language), *_say_kept(asked, language)],
        measures=(found.measure.id,),
        cells=found.units,
    )


def _say_overall(value: str, language: Language) -> str:
    return language.say("all cities: {value}", value=value)


def _chosen(asked: Narrowed, cube: Cube) -> set[str]:
    """Which cities is the page narrowed to? All of them where it is not narrowed to a place."""
    cities = cube.code_lists.frame("cities")
    is_in = [True] * len(cities)
    for name, column in zip(PLACES, ("id", "region_id", "centre_status"), strict=True):
        codes = asked.where.get(name)
        if codes:
            is_in = [held and code in codes for held, code in zip(is_in, cities[column], strict=True)]
    return {city for city, held in zip(cities["id"], is_in, strict=True) if held}


def subtitle_of_all_places(wanted: Measure, asked: Narrowed, data: Loaded, language: Language) -> str:
    """What is measured, and what is it narrowed to besides places?"""
    said = say_filters(data.cube, asked.but(*PLACES), language)
    return " ".join(part for part in (language.say(wanted.definition), said) if part)


def notes_of_all_places(cells: pd.DataFrame, asked: Narrowed, data: Loaded, language: Language) -> list[str]:
    """What must stand under a figure that keeps all places? Assumptions rest on years and filters, and marks on statuses."""
    told = [name for name in cells if name in ("measure", "year") or name.endswith("status")]
    return list_notes(cells[told], data, asked.but(*PLACES), language)


def _say_kept(asked: Narrowed, language: Language) -> list[str]:
    if not any(name in asked.where for name in PLACES):
        return []
    return [language.say("All cities stay in this figure, since it compares them; the chosen ones stand out.")]


def _counts(rows: list[dict], column: str, language: Language) -> list[str]:
    return ["—" if pd.isna(row[column]) else language.number(row[column]) for row in rows]


def _both_counts(row: dict, language: Language) -> str:
    counts = {side: language.number(row[f"{side}_denominator"]) for side in ("before", "after")}
    return language.say("{before} and {after}", **counts)


def _or_dash(label: str) -> str:
    return label or "—"

"""What stands around the figures that divide money by people: where it may be done, and what comes of it?"""

from functools import lru_cache

import pandas as pd

from analytics.comparison import money_wording as money
from analytics.comparison import wording as measured
from analytics.comparison.change import OF_A_FLOOR, assumptions_of
from analytics.comparison.money_coverage import say_coverage
from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.published import Register
from analytics.published.per_head import (
    COST,
    PEOPLE,
    PROGRAMME,
    cost_per_beneficiary,
    find_per_head,
    mark_per_head,
    say_floor,
    say_per_head,
    say_published,
)
from analytics.published.saying import say_figure
from analytics.web.address import language as language_of_page
from analytics.web.figures.figure import PUBLISHED, Story
from analytics.web.loading import Loaded
from analytics.web.money import MoneyChoice
from analytics.web.provenance import quotes, source_line
from analytics.web.stories.shared import list_notes, say_source_of

# What was printed about the money and the people of the Ramadan programme.
# Money for each of what it went with: the measures of the page, in its order.
RATIOS = ("funding_per_integration", "cost_per_active_12m")
PROGRAMME_INDICATORS = ((COST, PROGRAMME), (PEOPLE, PROGRAMME))


def tell_coverage(coverage: pd.DataFrame, asked: MoneyChoice, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """Of how many supports money is known, by group: rows of bars, and their story."""
    language, by = language_of_page(), asked.group
    named = money.name_coverage(coverage, by, data.cube.code_lists, language)
    title, rows = language.say(DIMENSIONS[by].title), list_rows(coverage)
    names = dict(zip(named[by], named["group"], strict=True))
    table = pd.DataFrame(
        {
            title: [names[row[by]] for row in rows],
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Integrations"): [language.number(row["denominator"]) for row in rows],
            language.say("Covered by money"): [language.number(row["numerator"]) for row in rows],
            language.say("Cities covered"): [
                money.say_part(row["covered_cities"], row["cities"], language) or "—" for row in rows
            ],
            language.say("Awards"): [language.number(row["awards"]) for row in rows],
            language.say("Why"): [say_coverage(row["reason"], language) for row in rows],
        }
    )
    headline = money.say_covered(coverage, language)
    told = [_say_row(names[row[by]], row, language) for row in rows]
    story = Story(
        key=f"funding-coverage-{by}",
        headline=headline,
        subtitle=_join(
            language.say(
                "Integrations of the years, cities and programmes with an award on record: only there is money divided by "
                "them."
            ),
            asked.filters_said,
        ),
        alt=" ".join([f"{headline}.", *told]),
        source=say_source_of(["funding_total", "integrations"], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[2:-1]),
        notes=list_notes(coverage.assign(measure="funding_per_integration"), data, asked.where, language),
        measures=("funding_per_integration",),
        cells=coverage,
    )
    return named, story


def _say_row(name: str, row: dict, language: Language) -> str:
    part = money.say_part(row["numerator"], row["denominator"], language)
    what = _join(f"{part}." if part else "", say_coverage(row["reason"], language))
    return language.say("{name}, {year}: {what}", name=name, year=language.year(row["year"]), what=what)


def tell_ratio(
    name: str,
    overall: pd.DataFrame,
    cells: pd.DataFrame,
    coverage: pd.DataFrame,
    asked: MoneyChoice,
    data: Loaded,
    register: Register,
) -> tuple[pd.DataFrame, Story]:
    """Money for each support, by group: rows of bars with the reason where there is none, and their story.

    overall, cells: of the measure `name` by year, in all and by group; coverage: of the same groups; register: what was
    published, which stands beside.
    """
    language, wanted, by = language_of_page(), MEASURES[name], asked.group
    named = money.name_ratios(cells, coverage, by, data.cube.code_lists, language)
    rows = list_rows(named)
    columns = {language.say(DIMENSIONS[by].title): named["group"]}
    for side, year in money.SIDES:
        columns[language.year(year)] = [_say_side(row, side, wanted, language) for row in rows]
        label = language.say("{what}, {year}", what=say_divisor(wanted, language), year=language.year(year))
        columns[label] = [text or "—" for text in named[f"{side}_beside"]]
    table = pd.DataFrame(columns)
    is_of_a_floor = not OF_A_FLOOR.isdisjoint(assumptions_of(overall, data.assumptions, asked.where))
    headline = money.say_ratio(overall, wanted, language, is_of_a_floor=is_of_a_floor)
    told = [
        language.say(
            "{name}: {figure} in {year}.",
            name=row["group"],
            figure=_say_side(row, side, wanted, language),
            year=language.year(year),
        )
        for row in rows
        for side, year in money.SIDES
    ]
    notes = list_notes([overall, cells], data, asked.where, language)
    if is_of_a_floor:
        notes.append(say_floor(2015, language))
    notes.append(say_published(register, language))
    story = Story(
        key=f"{name}-{by}",
        headline=headline,
        subtitle=_join(language.say(wanted.definition), asked.filters_said),
        alt=" ".join([f"{headline}.", *told]),
        source=say_source_of([name, "active_12m" if wanted.horizon else "integrations"], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=notes,
        measures=(name,),
        cells=cells,
    )
    return named, story


def beside_people(asked: MoneyChoice, language: Language) -> dict:
    """How is coverage drawn: with the integrations beside, and which dimension does a click narrow?"""
    return {"beside_label": language.say("integrations"), "meta": {"narrows": asked.group}}


def beside_divisor(name: str, asked: MoneyChoice, language: Language) -> dict:
    """How is money for each drawn: with what it is divided by beside, and which dimension does a click narrow?"""
    return {"beside_label": say_divisor(MEASURES[name], language), "meta": {"narrows": asked.group}}


def say_divisor(wanted: Measure, language: Language) -> str:
    """What is money divided by in this measure, in a word or two?"""
    return language.say("active at 12 months") if wanted.horizon else language.say("integrations")


def _say_side(row: dict, side: str, wanted: Measure, language: Language) -> str:
    if pd.isna(row[side]):
        return row[f"{side}_absence"] or language.say("no data")
    return measured.say_cell(row[side], row[f"{side}_status"], wanted, language)


# Told once for a state of the register and a language; the frames inside are read and never written.
@lru_cache(maxsize=16)
def tell_per_head(register: Register, language: Language) -> tuple[pd.DataFrame, Story]:
    """The published cost of the Ramadan programme for each beneficiary, by year: its cells with labels, and its story."""
    cells = cost_per_beneficiary(register)
    rows, found = list_rows(cells), find_per_head(cells, language)
    used = [row for name in (COST, PEOPLE) for row in register.rows(name, PROGRAMME, is_national=True)]
    used = [row for row in used if row["year"] in set(cells["year"])]
    each = language.say("Per beneficiary")
    table = pd.DataFrame(
        {
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Cost"): [
                say_figure(row["numerator"], row["cost_qualifier"], "MAD", language) for row in rows
            ],
            language.say("Beneficiaries"): [
                say_figure(row["denominator"], row["people_qualifier"], "people", language) for row in rows
            ],
            each: [say_per_head(row, language) for row in rows],
        }
    )
    story = Story(
        key="cost-per-beneficiary",
        headline=found.headline,
        subtitle=found.subtitle,
        alt=found.alt,
        source=source_line([row for row in used if row["preferred"] == "yes"], language),
        kind=PUBLISHED,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=_note_periods(rows, language),
        provenance=quotes(used, register, language),
        cells=cells,
    )
    # A floor has no top edge, whether it was printed or comes of a division.
    drawn = cells.assign(qualifier=cells["qualifier"].replace({"at_least": "more_than"}).fillna("exact"))
    return drawn.assign(label=[mark_per_head(row, language) for row in rows]), story


def _note_periods(rows: list[dict], language: Language) -> list[str]:
    apart = [language.year(row["year"]) for row in rows if row["reason"] == "different_periods"]
    if not apart:
        return []
    return [
        language.say(
            "No mean for {years}: the cost is told for the whole year, the people for the launch.",
            years=language.join(apart),
        )
    ]


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)

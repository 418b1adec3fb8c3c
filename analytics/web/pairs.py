"""Two plain numbers, one for each year, in a card: what is simply counted and needs no verdict."""

from functools import lru_cache
from html import escape

import pandas as pd

from analytics.language.direction import without_isolates
from analytics.measures.catalogue import Measure
from analytics.published import Register, register
from analytics.published.coverage import YEARS, Covered, coverage, covered
from analytics.published.naming import say_cities
from analytics.web.address import language as language_of_page
from analytics.web.cards import LONG_FIGURE, measure_card, say_narrowed
from analytics.web.choosing import Narrowed
from analytics.web.figures.figure import PUBLISHED, badges, eyebrow
from analytics.web.loading import Loaded
from analytics.web.markup import heading, paragraph, write
from analytics.web.stories.shared import say_unfiltered


def pair_card(name: str, figures: tuple[str, str], lines: list[str], kind: str, filters_said: str = "") -> None:
    """Show what was counted in 2014 and in 2015 (ready texts), and what must stand beside it. `kind`: of the data;
    `filters_said`: what the page is narrowed to, empty where it is not."""
    language = language_of_page()
    sides = []
    for side, year, figure in zip(("before", "after"), (2014, 2015), figures, strict=True):
        size = " class='long'" if len(without_isolates(figure)) > LONG_FIGURE else ""
        sides.append(f"<div class='year {side}'><span>{language.year(year)}</span><b{size}>{escape(figure)}</b></div>")
    # Nothing joins the two: what is only counted has no verdict.
    joint = "<div></div>"
    beside = "".join(paragraph(line, "beside") for line in lines)
    write(
        f"<div class='cards single'><article class='card'>"
        f"{eyebrow(kind, language)}{heading(name, 3)}{say_narrowed(filters_said)}"
        f"<div class='years'>{sides[0]}{joint}{sides[1]}</div>{beside}{badges(kind, language)}</article></div>"
    )


def cities_cards(served: pd.DataFrame, overall: pd.DataFrame, wanted: Measure, asked: Narrowed, data: Loaded) -> None:
    """The headline numbers of the cities page: cities with records, the chosen rate, programme cities without a centre.

    served: a count by city and year; overall: the change of `wanted` for all of them (no row where there is none).
    """
    cities_card(served, data, asked.filters_said)
    if len(overall):
        measure_card(overall.iloc[0], wanted, data.kind, asked.filters_said)
    coverage_card(register(), is_narrowed=bool(asked.where))


def cities_card(cells: pd.DataFrame, data: Loaded, filters_said: str) -> None:
    """How many cities have records in each year, and in both? `cells`: of a count, by city and year."""
    language = language_of_page()
    found = [set(cells.loc[(cells["year"] == year) & (cells["value"] > 0), "city"]) for year in YEARS]
    shared = len(found[0] & found[1])
    both = language.say_count("{n} city in both years.", "{n} cities in both years.", shared)
    if not shared:
        both = language.say("No city in both years.")
    figures = (language.number(len(found[0])), language.number(len(found[1])))
    pair_card(language.say("Cities with records"), figures, [both], data.kind, filters_said)


def coverage_card(register: Register, *, is_narrowed: bool = False) -> None:
    """How many programme cities had no open centre, in either year? is_narrowed: is the page, though this is not?"""
    language = language_of_page()
    found = _covered_each_year(register)
    figures = tuple(language.say("{n} of {all}", n=each.without, all=each.cities) for each in found)
    line = language.say(
        "With a centre being built: {before} in {before_year}, {after} in {after_year}. A centre serves a region.",
        before=say_cities(found[0].being_built, language), before_year=language.year(found[0].year),
        after=say_cities(found[1].being_built, language), after_year=language.year(found[1].year),
    )  # fmt: skip
    # The cities differ between the years, and not the centres.
    listed = language.say("In both years by the list of mid 2015: no list of 2014 was found.")
    lines = [line, listed, *say_unfiltered(is_narrowed, language)]
    pair_card(language.say("Programme cities without an open centre"), figures, lines, PUBLISHED)


# No filter of the page changes it.
@lru_cache(maxsize=8)
def _covered_each_year(register: Register) -> tuple[Covered, ...]:
    return tuple(covered(coverage(register), year) for year in YEARS)

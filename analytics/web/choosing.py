"""What does the reader ask? One filter bar for every page of the records: measure, dimension, filters, in the address."""

from dataclasses import dataclass

import streamlit as st

from analytics.language import Language
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS
from analytics.web import address

TOTAL = "total"
# Up to this many codes a filter shows them all as pills; longer lists are chosen from a menu.
MOST_PILLS = 12


@dataclass(frozen=True)
class Choice:
    """A question: a measure, the dimension it is divided by (none for the total), and filters."""

    measure: Measure
    by: str | None
    where: dict[str, list[str]]
    filters_said: str = ""

    @property
    def dimensions(self) -> list[str]:
        return [self.by] if self.by else []


def choose(cube: Cube, measures: list[str], default_measure: str, default_by: str, without: tuple[str, ...]) -> Choice:
    """Draw the filter bar; what it holds is what the address says, and the other way round.

    measures: ids on offer; without: dimensions that are not (the page's own).
    """
    language = address.language()
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = MEASURES[_one("measure", language.say("Measure"), measures, default_measure, _titles(language))]
        possible = [name for name in chosen.dimensions if name not in without]
        default = default_by if default_by in possible else TOTAL
        by = _one("by", language.say("Divided by"), [TOTAL, *possible], default, _dimension_titles(language))
        where = _filters(cube, [name for name in chosen.filters if name not in without], language)
    return Choice(chosen, None if by == TOTAL else by, where, _say_filters(cube, where, language))


def _one(name: str, label: str, options: list[str], default: str, titles: dict[str, str]) -> str:
    address.seed_one(name, options, default)
    return st.selectbox(
        label,
        options,
        key=name,
        format_func=lambda option: titles[option],
        filter_mode=None,
        on_change=address.keep,
        args=(name, default),
    )


def _filters(cube: Cube, names: list[str], language: Language) -> dict[str, list[str]]:
    where = {}
    for name in names:
        codes = [str(value) for value in cube.values(name)]
        chosen = address.seed_several(name, codes)
        if chosen:
            where[name] = chosen
    count = sum(len(values) for values in where.values())
    label = language.say("Filters ({n})", n=count) if count else language.say("Filters")
    with st.popover(label, icon=":material/filter_list:"):
        for name in names:
            codes = [str(value) for value in cube.values(name)]
            _several(name, language.say(DIMENSIONS[name].title), codes, _labels(cube, name, codes, language), language)
    return where


def _several(name: str, label: str, codes: list[str], labels: dict[str, str], language: Language) -> None:
    common = {"key": name, "format_func": lambda code: labels[code], "on_change": address.keep, "args": (name,)}
    if len(codes) <= MOST_PILLS:
        st.pills(label, codes, selection_mode="multi", **common)
    else:
        st.multiselect(label, codes, placeholder=language.say("All"), filter_mode=None, select_all=False, **common)


def _say_filters(cube: Cube, where: dict[str, list[str]], language: Language) -> str:
    parts = []
    for name, values in where.items():
        labels = _labels(cube, name, values, language)
        parts.append(
            language.say(
                "{dimension}: {values}",
                dimension=language.say(DIMENSIONS[name].title),
                values=language.join([labels[value] for value in values]),
            )
        )
    return language.say("Only {filters}.", filters=language.clauses(parts)) if parts else ""


def _labels(cube: Cube, name: str, codes: list[str], language: Language) -> dict[str, str]:
    code_list = DIMENSIONS[name].code_list
    if code_list:
        return {code: cube.code_lists.name(code_list, code, language) for code in codes}
    return {code: language.month(code) if name == "month" else code for code in codes}


def _titles(language: Language) -> dict[str, str]:
    return {name: language.say(measure.title) for name, measure in MEASURES.items()}


def _dimension_titles(language: Language) -> dict[str, str]:
    return {TOTAL: language.say("Total only")} | {
        name: language.say(dimension.title) for name, dimension in DIMENSIONS.items()
    }

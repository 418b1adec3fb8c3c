"""What does the reader ask? One filter bar for every page of the records: measure, dimension, filters, in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS, OF_AN_INTEGRATION
from analytics.web import address
from analytics.web.audience import why_hidden, withhold
from analytics.web.markup import paragraph, write

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


@dataclass(frozen=True)
class Pick:
    """Something to choose one of: its name in the address, its label, and its options (id → title in the language)."""

    name: str
    label: str
    options: Mapping[str, str]
    default: str


@dataclass(frozen=True)
class Narrowed:
    """What a page is narrowed to: filters, and what was picked of each of its picks (name → id)."""

    where: dict[str, list[str]]
    filters_said: str = ""
    picked: dict[str, str] = field(default_factory=dict)

    def but(self, *names: str) -> dict[str, list[str]]:
        """The filters without these dimensions."""
        return {name: values for name, values in self.where.items() if name not in names}


def choose(cube: Cube, measures: list[str], default_measure: str, default_by: str, without: tuple[str, ...]) -> Choice:
    """Draw the filter bar; what it holds is what the address says, and the other way round.

    measures: ids on offer; without: dimensions that are not (the page's own).
    """
    language = address.language()
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        measures = [each for each in measures if cube.may_answer(each, ["year"])]
        pick = pick_measure(measures, default_measure, language)
        chosen = MEASURES[pick_one(pick)]
        possible = [
            name for name in chosen.dimensions if name not in without and cube.may_answer(chosen.id, [name, "year"])
        ]
        default = default_by if default_by in possible else TOTAL
        divided = pick_dimension([TOTAL, *possible], default, language)
        by = pick_one(divided)
        where = choose_filters(cube, [name for name in chosen.filters if name not in without], language)
    said = say_filters(cube, where, language)
    show_filters(cube, where, said, language)
    say_left_out([pick, divided], where, language, is_public=cube.cleared is not None)
    return Choice(chosen, None if by == TOTAL else by, where, said)


def narrow(
    cube: Cube,
    picks: Sequence[Pick] = (),
    *,
    dimensions: Sequence[str] = OF_AN_INTEGRATION,
    without: Sequence[str] = ("year", "month"),
) -> Narrowed:
    """Draw the filter bar of a page that asks measures of its own: its picks, then the filters.

    dimensions: those that can be filtered by, but for `without`.
    """
    language, is_public = address.language(), cube.cleared is not None
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        if is_public:
            # The public sees what each page opens with.
            picks = [replace(pick, options={pick.default: ""}) for pick in picks]
        picked = {pick.name: pick.default if is_public else pick_one(pick) for pick in picks}
        where = choose_filters(cube, [name for name in dimensions if name not in without], language)
    said = say_filters(cube, where, language)
    show_filters(cube, where, said, language)
    say_left_out(picks, where, language, is_public=is_public)
    return Narrowed(where, said, picked)


def pick_measure(measures: Sequence[str], default: str, language: Language, name: str = "measure") -> Pick:
    """A choice among measures (ids of the catalogue)."""
    titles = {each: MEASURES[each].title for each in measures}
    return Pick(name, language.say("Measure"), {each: language.say(title) for each, title in titles.items()}, default)


def pick_dimension(
    dimensions: Sequence[str], default: str, language: Language, name: str = "by", label: str = ""
) -> Pick:
    """A choice among dimensions (ids, or TOTAL for none). label: what is divided, where that is not all of the page."""
    titles = {TOTAL: message("Total only")} | {each: DIMENSIONS[each].title for each in dimensions if each != TOTAL}
    options = {each: titles[each] for each in dimensions}
    said = {each: language.say(title) for each, title in options.items()}
    return Pick(name, label or language.say("Divided by"), said, default)


def show_filters(cube: Cube, where: Mapping[str, Sequence[str]], said: str, language: Language) -> None:
    """What is the page narrowed to, and how does one see everything again? The public reads why numbers are hidden."""
    if cube.cleared is not None:
        why_hidden()
    # The place is there without filters too: what stands below keeps its own, and so its nodes in the browser.
    with st.container(key="filters-said", horizontal=True, vertical_alignment="center", gap="small"):
        if where:
            write(paragraph(said))
            label = language.say("Show everything")
            st.button(label, on_click=address.forget, args=(list(where),), type="tertiary", icon=":material/close:")


def say_left_out(
    picks: Sequence[Pick], where: Mapping[str, Sequence[str]], language: Language, *, is_public: bool
) -> None:
    """What does the address ask that this page did not follow? Whoever was sent a link must know that it shows something
    else. where: the filters that are followed."""
    left = [pick.label for pick in picks if address.leaves_out(pick.name, pick.options)]
    picked = {pick.name for pick in picks}
    others = [name for name in DIMENSIONS if name not in picked and address.leaves_out(name, where.get(name, ()))]
    left += [language.say(title) for title in (DIMENSIONS[name].title for name in others)]
    if not left:
        return
    names = language.join([language.say("“{title}”", title=title) for title in left])
    sentence = language.say(
        "The address also asks for something under {names} that is not known or not possible here; it is left out.",
        names=names,
    )
    if others and is_public:
        sentence = language.say(
            "The address also asks for something under {names}. The public tables are not filtered: the numbers here are "
            "those of everybody.",
            names=names,
        )
    write(f"<div class='left-out panel note' role='status'>{paragraph(sentence)}</div>")


def pick_one(pick: Pick) -> str:
    """Draw the menu of a pick, bound to the address; what is picked?"""
    options = list(pick.options)
    address.seed_one(pick.name, options, pick.default)
    return st.selectbox(
        pick.label,
        options,
        key=pick.name,
        placeholder=pick.label,
        format_func=lambda option: pick.options[option],
        filter_mode=None,
        on_change=address.keep,
        args=(pick.name, pick.default),
    )


def choose_filters(cube: Cube, names: list[str], language: Language) -> dict[str, list[str]]:
    """Draw the filters by these dimensions, bound to the address; which are set? The public has none."""
    if cube.cleared is not None:
        withhold(language.say("filters"), language.say("exact numbers of small groups"))
        return {}
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
            _several(
                name, language.say(DIMENSIONS[name].title), codes, name_codes(cube, name, codes, language), language
            )
        write(paragraph(language.say("A click on a mark of a figure narrows the page too."), "note"))
    return where


def _several(name: str, label: str, codes: list[str], labels: dict[str, str], language: Language) -> None:
    common = {"key": name, "format_func": lambda code: labels[code], "on_change": address.keep, "args": (name,)}
    if len(codes) <= MOST_PILLS:
        st.pills(label, codes, selection_mode="multi", **common)
    else:
        st.multiselect(label, codes, placeholder=language.say("All"), filter_mode=None, select_all=False, **common)


def say_filters(cube: Cube, where: Mapping[str, Sequence[str]], language: Language) -> str:
    """What is a figure narrowed to, in one sentence? Empty where it is not."""
    parts = []
    for name, values in where.items():
        labels = name_codes(cube, name, values, language)
        parts.append(
            language.say(
                "{dimension}: {values}",
                dimension=language.say(DIMENSIONS[name].title),
                values=language.join([labels[value] for value in values]),
            )
        )
    return language.say("Only {filters}.", filters=language.clauses(parts)) if parts else ""


def name_codes(cube: Cube, name: str, codes: Sequence[str], language: Language) -> dict[str, str]:
    """What are these codes of a dimension called?"""
    code_list = DIMENSIONS[name].code_list
    if code_list:
        return {code: cube.code_lists.name(code_list, code, language) for code in codes}
    return {code: language.month(code) if name == "month" else code for code in codes}

"""What does an analyst ask on the page Explore? Measures, rows, columns, colour, filters and form, all in the address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from analytics.disclosure.gate import PUBLIC
from analytics.language import Language, Phrase, message
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cube import Cube
from analytics.measures.dimensions import DIMENSIONS
from analytics.measures.question import as_command, as_public_sql, as_python, as_sql
from analytics.web import address
from analytics.web.choosing import (
    TOTAL,
    Pick,
    choose_filters,
    pick_measure,
    pick_one,
    say_filters,
    say_left_out,
    show_filters,
)
from analytics.web.markup import paragraph, write

INTERVALS, PAGE, MORE = "intervals", "page", "more"
# Besides the first; a figure tells no more of them apart.
MOST_MORE = 3
YEAR, MONTH = "year", "month"
# What of the address is the question; a saved view holds these and no others.
OF_THE_QUESTION = ("measure", MORE, "by", "columns", "colour", "chart", INTERVALS)
AUTOMATIC = "automatic"
CHARTS = {
    AUTOMATIC: message("What fits"),
    "dumbbell": message("Joined marks"),
    "paired_bars": message("Paired bars"),
    "intervals": message("Intervals"),
    "small_multiples": message("Small panels"),
}
# What a narrower question is divided by: the first of these that is not yet asked or fixed.
DEEPER = (
    "funding_kind", "route", "region", "city", "programme", "sex", "age_group", "education", "sector", "home_region",
    "home_city",
)  # fmt: skip


@dataclass(frozen=True)
class Exploration:
    """A question of Explore: what is divided by `rows`, `columns` and `colour` (dimension ids, none for the total). `more`:
    other measures that are asked alike, beside the first; `cleared`: the tables that answer it, where the public asks;
    `apart`: the folder of its records, where they are not the current ones."""

    measure: Measure
    rows: str | None
    columns: str | None
    colour: str | None
    where: dict[str, list[str]]
    filters_said: str = ""
    chart: str = AUTOMATIC
    with_intervals: bool = False
    is_public: bool = False
    more: tuple[Measure, ...] = ()
    cleared: tuple[str, ...] = ()
    apart: str = ""

    @property
    def measures(self) -> list[Measure]:
        return [self.measure, *self.more]

    @property
    def heads(self) -> list[str]:
        """What tells the columns of the table apart: the measure, where there are several, and what is across."""
        return [*(["measure"] if self.more else []), *self.across]

    @property
    def down(self) -> list[str]:
        return [self.rows] if self.rows else []

    @property
    def across(self) -> list[str]:
        return [name for name in (self.columns, self.colour) if name]

    @property
    def by(self) -> list[str]:
        return [*self.down, *self.across]

    def texts(self) -> dict[str, str]:
        """The same question elsewhere: as Python, as a command, as SQL over the cells that its reader may see.

        The first two name the records where they are not the current ones, which are what both ask otherwise.
        """
        audience = PUBLIC if self.is_public else ""
        asked = ([each.id for each in self.measures], self.by, self.where)
        query = as_public_sql(self.cleared, self.by, self.where) if self.is_public else as_sql(*asked)
        asked = (*asked, audience, self.apart)
        return {"python": as_python(*asked), "bash": as_command(*asked), "sql": query}

    def narrowed(self, codes: Mapping[str, str]) -> dict[str, str]:
        """The address of the narrower question: only these codes, divided by what is not yet asked; none where nothing
        is left to divide by."""
        fixed = {name: ",".join(values) for name, values in self.where.items()} | dict(codes)
        deeper = [
            name for name in DEEPER if name in self.measure.dimensions and name not in fixed and name not in self.by
        ]
        open_rows = [name for name in self.down if name not in codes]
        rows = (open_rows or deeper or [TOTAL])[0]
        columns = self.columns if self.columns and self.columns not in codes else None
        if not columns and YEAR in self.measure.dimensions and YEAR not in fixed:
            columns = YEAR
        more = {MORE: ",".join(each.id for each in self.more)} if self.more else {}
        return {"measure": self.measure.id, **more, "by": rows, "columns": columns or TOTAL, **fixed}


def explore(cube: Cube, apart: str = "") -> Exploration:
    """Draw the bar of choices; what it holds is what the address says, and the other way round."""
    language = address.language()
    with st.container(key="filter-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        measures = [name for name in MEASURES if _may_be_asked(cube, name)]
        chosen = MEASURES[pick_one(pick_measure(measures, "integrations", language))]
        possible = _rows_of(chosen, cube)
        impossible = _forget_impossible("by", possible)
        first = next((name for name in DEEPER if name in possible), TOTAL)
        rows = _pick_side("by", language.say("Rows"), possible, first, language)
        possible = _columns_of(chosen, cube, rows)
        impossible += _forget_impossible("columns", possible)
        possible = [name for name in possible if name != rows]
        # A month says its year itself.
        columns = _pick_side("columns", language.say("Columns"), possible, TOTAL if rows == MONTH else YEAR, language)
        may_be_coloured = rows and columns and _has_year_left(chosen, (rows, columns), cube)
        colour = _pick_side("colour", language.say("Colour"), [YEAR], TOTAL, language) if may_be_coloured else None
        more = _choose_more(chosen, [name for name in (rows, columns, colour) if name], measures, cube, language)
        shared = [name for name in chosen.filters if all(name in each.filters for each in more)]
        where = choose_filters(cube, shared, language)
        followed = dict(where)
        if set(where.get(YEAR, ())) == set(map(str, cube.years)):
            where.pop(YEAR, None)  # a filter that names every year is none
        # Only one group in two years has more than one form that fits.
        is_two_years = columns == YEAR and len(where.get(YEAR, cube.years)) > 1
        may_choose = rows not in (None, YEAR, MONTH) and is_two_years and not more
        chart = pick_one(_pick_chart(language)) if may_choose else AUTOMATIC
        may_have = any(each.is_share and not each.numerator_is_money for each in (chosen, *more))
        intervals = _choose_intervals(language) if may_have else False
    said = say_filters(cube, where, language)
    show_filters(cube, where, said, language)
    say_left_out(_vocabulary(measures, language), followed, language, is_public=cube.cleared is not None)
    if impossible:
        titles = [DIMENSIONS[name].title for name in impossible]
        sentence = language.say(
            "“{measure}” cannot be divided by {dimensions} here; the table is divided otherwise.",
            measure=Phrase(chosen.title),
            dimensions=language.join([language.say(title).lower() for title in titles]),
        )
        write(paragraph(sentence, "note"))
    is_public = cube.cleared is not None
    asked = Exploration(chosen, rows, columns, colour, where, said, chart, intervals, is_public, more, apart=apart)
    return replace(asked, cleared=tuple(_tables_of(asked, cube))) if is_public else asked


def _vocabulary(measures: Sequence[str], language: Language) -> list[Pick]:
    """What may the address say of each part of the question, possible or not? For what is not known at all."""
    dimensions = dict.fromkeys([TOTAL, *DIMENSIONS], "")
    return [
        pick_measure(measures, "integrations", language),
        Pick(MORE, language.say("More measures"), MEASURES, ""),
        Pick("by", language.say("Rows"), dimensions, TOTAL),
        Pick("columns", language.say("Columns"), dimensions, TOTAL),
        Pick("colour", language.say("Colour"), dimensions, TOTAL),
        _pick_chart(language),
    ]


def _forget_impossible(name: str, possible: Sequence[str]) -> list[str]:
    """The dimension that the address names and this measure cannot be divided by; the address names it no more."""
    given = st.query_params.get(name)
    if given not in DIMENSIONS or given in possible:
        return []
    st.query_params.pop(name)
    return [given]


def _tables_of(asked: Exploration, cube: Cube) -> Iterator[str]:
    """The cleared tables that hold the answer: of each measure one, in the order in which it is asked."""
    for each in asked.measures:
        name = cube.cleared.name_of(each.id, asked.by, asked.where)
        if name:
            yield name


def _choose_more(
    chosen: Measure, by: Sequence[str], measures: Sequence[str], cube: Cube, language: Language
) -> tuple[Measure, ...]:
    """Which other measures stand beside the first? Of those that can be asked alike, up to `MOST_MORE`."""
    possible = [
        name
        for name in measures
        if name != chosen.id and set(by) <= set(MEASURES[name].dimensions) and cube.may_answer(name, list(by))
    ]
    st.session_state[MORE] = address.seed_several(MORE, possible)[:MOST_MORE]
    if not possible:
        return ()
    picked = st.multiselect(
        language.say("More measures"), possible, key=MORE, placeholder=language.say("None"),
        format_func=lambda name: language.say(MEASURES[name].title), max_selections=MOST_MORE, filter_mode=None,
        select_all=False, on_change=address.keep, args=(MORE,),
    )  # fmt: skip
    return tuple(MEASURES[name] for name in picked)


def _may_be_asked(cube: Cube, measure_id: str) -> bool:
    return cube.may_answer(measure_id, []) or cube.may_answer(measure_id, [YEAR])


def _rows_of(wanted: Measure, cube: Cube) -> list[str]:
    return [
        name
        for name in wanted.dimensions
        if cube.may_answer(wanted.id, [name]) or cube.may_answer(wanted.id, [name, YEAR])
    ]


def _columns_of(wanted: Measure, cube: Cube, rows: str | None) -> list[str]:
    return [name for name in wanted.dimensions if cube.may_answer(wanted.id, [rows, name] if rows else [name])]


def _has_year_left(wanted: Measure, sides: tuple[str, str], cube: Cube) -> bool:
    is_free = YEAR in wanted.dimensions and not {YEAR, MONTH} & set(sides)
    return is_free and cube.may_answer(wanted.id, [*sides, YEAR])


def _pick_side(name: str, label: str, dimensions: Sequence[str], default: str, language: Language) -> str | None:
    titles = {TOTAL: message("Total only")} | {each: DIMENSIONS[each].title for each in dimensions}
    options = {each: language.say(title) for each, title in titles.items()}
    picked = pick_one(Pick(name, label, options, default if default in options else TOTAL))
    return None if picked == TOTAL else picked


def _pick_chart(language: Language) -> Pick:
    return Pick(
        "chart", language.say("Chart"), {name: language.say(title) for name, title in CHARTS.items()}, AUTOMATIC
    )


def _choose_intervals(language: Language) -> bool:
    st.session_state[INTERVALS] = st.query_params.get(INTERVALS) == "1"
    return st.toggle(language.say("95% intervals"), key=INTERVALS, on_change=_keep_intervals)


def _keep_intervals() -> None:
    if st.session_state[INTERVALS]:
        st.query_params[INTERVALS] = "1"
    else:
        st.query_params.pop(INTERVALS, None)


def question_of_the_address() -> dict[str, str]:
    """What of the address is the question? Names that are known, with what stands there."""
    names = (*OF_THE_QUESTION, *DIMENSIONS)
    return {name: ",".join(st.query_params.get_all(name)) for name in names if name in st.query_params}


def link_to(question: Mapping[str, str]) -> str:
    """The address of a question, with the language and the release of the reader."""
    return f"./explore?{urlencode(address.link_parameters() | dict(question))}"


def permalink(release_id: str | None) -> str:
    """The whole address of this question, with the release it was asked of, so that a quotation can be opened again."""
    pinned = {address.RELEASE: release_id} if release_id else {}
    asked = urlencode(address.link_parameters() | pinned | question_of_the_address())
    return f"{(st.context.url or './explore').partition('?')[0]}?{asked}"


def question_texts(asked: Exploration, release_id: str | None) -> None:
    """The address of the question, and the question as Python, as a command and as SQL: each can be copied."""
    language = address.language()
    captions = {
        "python": language.say("In Python, for a notebook"),
        "bash": language.say("On the command line"),
        "sql": language.say("In SQL, over the tables of cells"),
    }
    with st.expander(language.say("The same question elsewhere"), key="question-texts"):
        write(paragraph(language.say("Permanent address of this table"), "caption"))
        st.code(permalink(None if asked.is_public else release_id), language=None, wrap_lines=True)
        for form, text in asked.texts().items():
            write(paragraph(captions[form], "caption"))
            st.code(text, language=form, wrap_lines=True)

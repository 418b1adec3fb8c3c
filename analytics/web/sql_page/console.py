"""How does an analyst ask in SQL? Examples, an editor, run and cancel, the answer, what was asked before, and the tables."""

import streamlit as st

from analytics.access.roles import RUN_SQL
from analytics.console.database import Database, open_database
from analytics.console.examples import EXAMPLES
from analytics.console.gate import LONGEST_QUERY
from analytics.console.parent import MOST_BYTES, MOST_ROWS, SECONDS
from analytics.console.schema import SUMMED, group_of, list_columns
from analytics.disclosure.gate import INTERNAL, PUBLIC
from analytics.errors import IdmajError
from analytics.language import Language
from analytics.language.direction import isolate_number
from analytics.web.address import language as language_of_page
from analytics.web.loading import Loaded
from analytics.web.markup import code, fold, heading, paragraph, problem, table, write
from analytics.web.noting import person
from analytics.web.sql_page.answer import kind_of, say_rows, show_answer
from analytics.web.sql_page.figure import show_figure
from analytics.web.sql_page.job import Asker, SqlJob
from analytics.web.visiting import must

QUERY, HISTORY = "sql-query", "sql-history"
MOST_REMEMBERED = 20
# How often the page looks whether a query has answered, in seconds.
LOOK_EVERY = 0.5
# Most queries answer before anybody needs to be told that they run.
WAIT_FIRST = 1.0


def console(data: Loaded) -> None:
    """All of it, over the tables that the reader may see."""
    language = language_of_page()
    audience = PUBLIC if data.is_public else INTERNAL
    database = open_database(data.cube, data.records.folder, audience)
    with st.container(border=True, key="card-sql"):
        write(heading(language.say("Query"), 2))
        _examples(audience, language)
        _editor(database, Asker(person(), audience, data.release_named or "", data.records.folder), language)
    if _history():
        with st.container(border=True, key="card-sql-answer"):
            write(heading(language.say("Answer"), 2))
            _answer(_history()[-1], data, language)
        _figure(_history()[-1], data, language)
    if len(_history()) > 1:
        _remembered(language)
    _tables(database, language)


def _history() -> list[SqlJob]:
    return st.session_state.setdefault(HISTORY, [])


def _take(query: str) -> None:
    st.session_state[QUERY] = query


def _examples(audience: str, language: Language) -> None:
    """Queries to begin with; the first stands in the editor."""
    shown = [each for each in EXAMPLES if audience in each.audiences]
    if QUERY not in st.session_state:
        _take(shown[0].in_language(language))
    with st.expander(language.say("Examples")):
        for number, each in enumerate(shown):
            question, query = each.question, each.in_language(language)
            st.button(language.say(question), key=f"example-{number}", type="tertiary", on_click=_take, args=(query,))


def _editor(database: Database, asker: Asker, language: Language) -> None:
    st.text_area(
        language.say("A SELECT in DuckDB’s dialect"),
        key=QUERY, height=260, max_chars=LONGEST_QUERY, persist_state="session",
    )  # fmt: skip
    is_running = bool(_history()) and _history()[-1].is_running
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            language.say("Run"), type="primary", key="run-sql", disabled=is_running, icon=":material/play_arrow:",
            on_click=_start, args=(database, asker),
        )  # fmt: skip
        if is_running:
            _watch(language)
    said = language.say(
        "At most {seconds} seconds, {rows} rows and {megabytes} megabytes. The tables are listed below.",
        seconds=SECONDS, rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000,
    )  # fmt: skip
    write(paragraph(said, "note"))


def _start(database: Database, asker: Asker) -> None:
    """Run what stands in the editor, unless a query of this session still runs."""
    if _history() and _history()[-1].is_running:
        return
    for each in _history():
        each.result = None  # the rows of the latest are kept, and no others
    job = SqlJob(st.session_state[QUERY] or "", asker)
    st.session_state[HISTORY] = [*_history(), job][-MOST_REMEMBERED:]
    # A callback runs before the page does: a refusal is said where the answer would stand.
    try:
        must(RUN_SQL)
    except IdmajError as refusal:
        job.error = refusal
    else:
        job.start(database)
        job.wait(WAIT_FIRST)


@st.fragment(run_every=LOOK_EVERY)
def _watch(language: Language) -> None:
    """For how long has it run? Looked at again and again, without the rest of the page."""
    job = _history()[-1]
    if not job.is_running:
        st.rerun()  # the page shows what came of it
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(language.say("Cancel"), key="cancel-sql", on_click=job.cancel, disabled=job.is_cancelled)
        said = language.say("Running for {seconds} seconds…", seconds=language.number(job.elapsed, 1))
        write(f"<div role='status'>{paragraph(said, 'note')}</div>")


def _answer(job: SqlJob, data: Loaded, language: Language) -> None:
    if job.is_running:
        write(paragraph(language.say("The answer will stand here."), "note"))
    elif job.error is not None:
        write(problem(job.error.say(language)))
    elif job.result is not None:
        show_answer(job.result, kind_of(job.result, data.kind), language)


def _figure(job: SqlJob, data: Loaded, language: Language) -> None:
    if not job.is_running and job.result is not None and len(job.result.frame):
        show_figure(job.result.frame, kind_of(job.result, data.kind), language)


def _remembered(language: Language) -> None:
    """What was asked before in this session, the latest first, to be taken up again."""
    with st.expander(language.say("Asked before")):
        for number, job in reversed(list(enumerate(_history()[:-1]))):
            said = language.say("no answer") if job.rows is None else say_rows(job.rows, language)
            write(code(job.query, said))
            words = language.say("Take up again")
            st.button(words, key=f"again-{number}", type="tertiary", on_click=_take, args=(job.query,))


def _tables(database: Database, language: Language) -> None:
    """The tables, with what each column means."""
    listed = list_columns(database, language)
    names = [language.say("Column"), language.say("Kind"), language.say("Meaning")]
    groups: dict[str, list[str]] = {}
    for name, columns in listed.groupby("table", sort=False):
        shown = columns[["column", "type", "meaning"]].set_axis(names, axis=1)
        of_what = SUMMED.get(name)
        said = " · ".join([isolate_number(name), language.say(of_what)]) if of_what else name
        groups.setdefault(group_of(name, language), []).append(fold(said, table(shown, (), name)))
    parts = "".join(f"<div>{heading(title, 3)}{''.join(folds)}</div>" for title, folds in groups.items())
    title = heading(language.say("Tables to ask"), 2)
    write(f"<section class='panel' id='sql-tables'>{title}<div class='table-groups'>{parts}</div></section>")

"""May these files be loaded? Upload, how each was understood, what is wrong with them, accept or cancel."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.access.roles import LOAD_FILES
from analytics.errors import IdmajError
from analytics.language import Language, Phrase, message
from analytics.operation.recording import import_noted
from analytics.records.decoding import LEGACY, needs_encoding, told_apart
from analytics.records.faults import shorten
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, TableReport, checked
from analytics.records.opening import CSV, RELEASE, Given, Source, find_format
from analytics.records.problem import Problem
from analytics.records.scratch import Scratch
from analytics.records.shortage import shortages_told
from analytics.records.text_files import name_separator
from analytics.web import address
from analytics.web.address import language as language_of_page
from analytics.web.data_page.faults import show_problems
from analytics.web.data_page.loaded import say_table
from analytics.web.loading import Loaded
from analytics.web.markup import done, heading, paragraph, problem, table, write
from analytics.web.noting import person
from analytics.web.visiting import must

REPORT, FILES, MADE, ROUND = "intake-report", "intake-files", "intake-made", "intake-round"
FOUND_OUT = "auto"
DECIMALS = {FOUND_OUT: message("found out from the file"), "comma": message("comma"), "point": message("point")}
ENCODINGS = {"windows-1256": message("Arabic (Windows-1256)"), "windows-1252": message("French (Windows-1252)")}


@dataclass(frozen=True)
class Report:
    """What the check of some files found, to be shown again after any click, in whatever language the page then has."""

    options: Options
    sources: list[Source]
    reports: list[TableReport]
    problems: list[Problem]
    refused: int
    left_out: list[str]
    refusal: IdmajError | None = None


def load_files(data: Loaded) -> None:
    """The part of the Data page where files are loaded."""
    language = language_of_page()
    with st.container(border=True, key="card-load"):
        write(heading(language.say("Load files"), 2))
        made = st.session_state.pop(MADE, None)
        if made:
            write(done(_say(made, language)))
        report = st.session_state.get(REPORT)
        if report and not report.refusal:
            _show(report, data.records.folder, language)
        else:
            _ask(data.records.folder, language)


def _ask(folder: DataFolder, language: Language) -> None:
    """Which files? Those that were refused are still there with the reason: one can be taken away, and another given."""
    write(
        paragraph(
            language.say(
                "CSV, XLSX or Parquet, with headings in Arabic, French or English. Names, identity numbers, telephones and "
                "full birth dates are refused. Nothing is stored before you accept."
            ),
            "subtitle",
        )
    )
    uploaded = st.file_uploader(
        language.say("Files of beneficiaries, integrations, awards or follow-ups"),
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get(ROUND, 0)}",
    )
    if not uploaded:
        st.session_state.pop(REPORT, None)
        return
    files = _keep(uploaded)
    if REPORT in st.session_state:
        for each in st.session_state[REPORT].refusal.reasons:
            write(problem(each.say(language)))
    encoding, is_known = _ask_encoding(files, language)
    left, right = st.columns(2)
    decimal = left.selectbox(
        language.say("Decimal mark"),
        list(DECIMALS),
        key="decimal",
        format_func=lambda code: _word(DECIMALS[code], language),
        filter_mode=None,
    )
    until = right.text_input(
        language.say("People were followed until (year-month-day; empty: the last observation)"), key="until"
    )
    amend = st.toggle(language.say("Add to the current release (rows with the same key are replaced)"), key="amend")
    if st.button(language.say("Check the files"), type="primary", key="check", disabled=not is_known):
        try:
            day = date.fromisoformat(until.strip()) if until.strip() else None
        except ValueError:
            write(problem(language.say("The day until which people were followed must read as 2016-12-31.")))
            return
        options = Options(encoding, None if decimal == FOUND_OUT else decimal, day, amend)
        _check(files, folder, options, language)


def _keep(uploaded: list) -> list[Given]:
    """The uploaded files in a folder of this session, which is removed with it."""
    state = tuple((each.file_id, each.name) for each in uploaded)
    held = st.session_state.get(FILES)
    if held is None or held[0] != state:
        st.session_state.pop(REPORT, None)  # it was of others
        with shortages_told():
            folder, given = Scratch(), []
            for number, each in enumerate(uploaded):
                path = folder.path / str(number)
                path.write_bytes(each.getvalue())  # shared; `getbuffer` would copy it
                given.append(Given(path, Path(each.name).name))
        held = st.session_state[FILES] = (state, folder, given)
    return held[2]


def _ask_encoding(files: list[Given], language: Language) -> tuple[str | None, bool]:
    """How were files saved that are not in Unicode, and is that known? Shown both ways, and chosen by a person."""
    legacy = []
    for each in files:
        try:
            if find_format(each) == CSV and needs_encoding(each.path):
                legacy.append(each)
        except IdmajError:
            continue  # the check says what is wrong with it
    cells = [cell for each in legacy for cell in told_apart(each.path)]
    if not cells:  # the files read alike in both, so that no Arabic is in them
        return ("windows-1252" if legacy else None), True
    for place, code, read in zip(st.columns(2), LEGACY, zip(*cells, strict=True), strict=True):
        with place:
            write(paragraph(_word(ENCODINGS[code], language), "subtitle"))
            st.code("\n".join(read), language=None)
    chosen = st.radio(
        language.say(
            "Not in Unicode: {files}. Which of the two reads rightly?",
            files=language.join([each.name for each in legacy]),
        ),
        list(LEGACY),
        index=None,  # a wrong one would be read without a word
        key="encoding",
        format_func=lambda code: _word(ENCODINGS[code], language),
        horizontal=True,
    )
    return chosen, chosen is not None


def _check(files: list[Given], folder: DataFolder, options: Options, language: Language) -> None:
    must(LOAD_FILES)
    bar = st.progress(0.0, language.say("Reading the files"))
    try:
        with checked(files, folder, options, lambda share, what: bar.progress(share, _say(what, language))) as intake:
            report = Report(
                options,
                [source for source in intake.sources if source.format != RELEASE],
                intake.reports,
                intake.problems(),
                intake.refused_rows,
                intake.left_out,
            )
    except IdmajError as error:
        # The places that an error came through hold the files; it is kept without them.
        for each in (error, *error.reasons):
            each.__cause__ = each.__context__ = each.__traceback__ = None
        report = Report(options, [], [], [], 0, [], error)
    st.session_state[REPORT] = report
    st.rerun()


def _understood(source: Source, language: Language) -> dict:
    how = [source.format.upper()]
    if source.encoding:
        named = ENCODINGS.get(source.encoding.replace("cp", "windows-"))
        how.append(_word(named, language) if named else source.encoding.upper())
    if source.separator:
        how.append(_say(name_separator(source.separator), language))
    if source.heading_row > 1:
        how.append(language.say("headings in row {row}, nothing above is read", row=source.heading_row))
    if source.totals:
        rows = list(map(str, source.totals))
        how.append(language.say("rows of totals, not read: {rows}", rows=rows))
    if source.repeats:
        rows = shorten(list(map(str, source.repeats)), language)
        how.append(language.say("rows that repeat an earlier one, set aside: {rows}", rows=rows))
    return {
        language.say("File"): source.name,
        language.say("Understood as"): say_table(source.table, language),
        language.say("How"): language.clauses(how),
        language.say("Rows"): language.number(source.rows),
        language.say("Columns left out"): language.join(source.left_out) or "—",
        language.say("Columns not there"): language.join(source.understood.absent) or "—",
    }


def _show(report: Report, folder: DataFolder, language: Language) -> None:
    understood = language.say("How the files were understood")
    write(
        heading(understood, 3)
        + table(pd.DataFrame([_understood(each, language) for each in report.sources]), (), understood, is_stacked=True)
    )
    if report.left_out:
        sheets = language.join(report.left_out)
        write(paragraph(language.say("Sheets without known headings, not read: {sheets}.", sheets=sheets), "note"))
    counts = pd.DataFrame(
        {
            language.say("Table"): say_table(each.table, language),
            language.say("Rows given"): language.number(each.given),
            language.say("Refused"): language.number(each.refused),
            language.say("With a warning"): language.number(each.warned),
            language.say("Kept from before"): language.number(each.kept),
            language.say("Replaced"): language.number(each.replaced),
            language.say("In the new release"): language.number(each.accepted),
        }
        for each in report.reports
    )
    title = language.say("What would become of the rows")
    write(heading(title, 3) + table(counts, tuple(counts.columns[1:]), title, is_stacked=True))
    if report.problems:
        show_problems(report.problems, folder, language)
    with st.container(horizontal=True):
        words = language.say("Accept without the refused rows") if report.refused else language.say("Accept")
        if st.button(words, type="primary", key="accept"):
            _accept(report, folder, language)
        st.button(language.say("Cancel"), key="cancel", on_click=_forget)


def _accept(report: Report, folder: DataFolder, language: Language) -> None:
    must(LOAD_FILES)
    with st.spinner(language.say("Making the release")):
        try:
            given = st.session_state[FILES][2]
            release = import_noted(given, folder, report.options, who=person(), accept_refused=True)
        except IdmajError as error:
            write(problem(error.say(language)))
            return
    _forget()
    address.forget_release()
    st.session_state[MADE] = Phrase(
        message("The release {release} is made and is now the current one."), release=release.id
    )
    st.rerun()


def _forget() -> None:
    held = st.session_state.pop(FILES, None)
    if held:
        held[1].close()
    st.session_state.pop(REPORT, None)
    # A new key empties the uploader.
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _say(phrase: Phrase, language: Language) -> str:
    sentence = phrase.sentence
    return language.say(sentence, **phrase.values)


def _word(words: str, language: Language) -> str:
    return language.say(words)

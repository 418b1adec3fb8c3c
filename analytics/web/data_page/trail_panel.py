"""What does the audit trail tell a reader: who did what, when, and with which release? A part of the Data page."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.language import Language, message
from analytics.operation.reading_trail import Entry, list_rows, read_trail
from analytics.operation.trail import EVENTS, THIS_MACHINE
from analytics.outputs.table import write_csv
from analytics.records.folder import DataFolder
from analytics.web.address import language as language_of_page
from analytics.web.markup import heading, paragraph, problem, table, write
from analytics.web.noting import download

SHOWN = 200
ALL = ""
MACHINE = message("this machine")
FACTS = {
    "file": message("file"), "format": message("format"), "bytes": message("bytes"), "audience": message("audience"),
    "release": message("release"), "before": message("before"), "what": message("what"), "reason": message("reason"),
    "outcome": message("outcome"), "rows": message("rows"), "seconds": message("seconds"), "query": message("query"),
    "hash": message("hash"), "files": message("files"), "amends": message("added to the release before"),
    "refused_rows": message("refused rows"), "beneficiaries": message("beneficiaries"), "funding": message("funding"),
    "integrations": message("integrations"), "follow_ups": message("follow-ups"), "stories": message("stories"),
    "role": message("role"), "page": message("page"),
}  # fmt: skip
# Codes that are words of the product, and not of whoever did it.
CODES = {
    ("audience", "internal"): message("insiders"), ("audience", "public"): message("the public"),
    ("outcome", "answered"): message("answered"), ("outcome", "refused"): message("refused"),
    ("outcome", "stopped"): message("stopped"),
}  # fmt: skip


def audit_trail(folder: DataFolder) -> None:
    """The trail, when it is asked for: of an event, of a day, the latest first; all of it as a file."""
    language = language_of_page()
    with st.container(border=True, key="card-trail"):
        write(heading(language.say("Audit trail"), 2))
        told = language.say(
            "Who signed in, loaded files, brought a release back, took something away or asked by SQL; no line is changed."
        )
        write(paragraph(told, "subtitle"))
        if st.toggle(language.say("Show the audit trail"), key="trail-shown"):
            _show(folder, language)


def _show(folder: DataFolder, language: Language) -> None:
    with st.container(horizontal=True, key="trail-choice"):
        event = st.selectbox(
            language.say("Event"),
            [ALL, *EVENTS],
            key="trail-event",
            format_func=lambda name: _say_event(name, language),
        )
        said = st.text_input(language.say("Day (year-month-day, in UTC; empty: every day)"), key="trail-day")
    try:
        day = date.fromisoformat(said.strip()) if said.strip() else None
    except ValueError:
        write(problem(language.say("The day must read as 2016-12-31.")))
        return
    entries, damaged = read_trail(folder, event=event, day=day, limit=SHOWN)
    if damaged:
        told = language.say_count(
            "{n} line cannot be read: it was cut short.", "{n} lines cannot be read: they were cut short.", damaged
        )
        write(problem(told))
    if not entries:
        write(paragraph(language.say("Nothing of this kind is noted."), "note"))
        return
    write(table(_as_texts(entries, language), (), language.say("Audit trail")))
    if len(entries) == SHOWN:
        write(paragraph(language.say("The first {n} are shown; the file holds all of them.", n=SHOWN), "note"))
    download(
        language.say("The entries chosen (CSV)"),
        lambda: write_csv(pd.DataFrame(list_rows(read_trail(folder, event=event, day=day)[0]))),
        f"idmaj-trail-{language.code}.csv",
        mime="text/csv",
        key="download-trail",
    )


def _say_event(name: str, language: Language) -> str:
    words = EVENTS.get(name, name)
    return language.say(words) if name in EVENTS else name or language.say("Every event")


def _as_texts(entries: list[Entry], language: Language) -> pd.DataFrame:
    names = [
        language.say("Number"), language.say("When (UTC)"), language.say("Event"), language.say("Who"),
        language.say("What else is noted"),
    ]  # fmt: skip
    rows = [
        (
            language.number(each.number),
            language.mark(f"{each.day} {each.at[11:19]}"),
            _say_event(each.event, language),
            language.say(MACHINE) if each.who == THIS_MACHINE else language.mark(each.who),
            " · ".join(_say_fact(name, value, language) for name, value in each.facts.items()),
        )
        for each in entries
    ]
    return pd.DataFrame(rows, columns=names)


def _say_fact(name: str, value: object, language: Language) -> str:
    words = FACTS.get(name, name)
    said = language.say(words) if name in FACTS else name
    code = (name, str(value))
    shown = CODES.get(code, "")
    return language.say("{name}: {value}", name=said, value=language.say(shown) if shown else str(value))

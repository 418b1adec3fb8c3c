"""What is loaded, what was loaded before, what does it agree with, and what do the columns mean? Parts of the Data page."""

import pandas as pd
import streamlit as st

from analytics.comparison.releases import compare_releases, name_release_changes
from analytics.language import Language, message
from analytics.measures.cube import cube_of
from analytics.outputs.workbook import write_workbook
from analytics.published import Register
from analytics.published.reconciliation import name_reconciled, reconcile
from analytics.records.aliases import read_spellings
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.current import current_records
from analytics.records.refused import list_refused
from analytics.records.releases import DEMO, Release, current_release, list_releases, use_release
from analytics.web import address
from analytics.web.address import language as language_of_page
from analytics.web.figure import badge
from analytics.web.loading import Loaded
from analytics.web.markup import fold, heading, inline, paragraph, table, write

TABLE_NAMES = {
    "beneficiaries": message("Beneficiaries"),
    "integrations": message("Integrations"),
    "funding": message("Awards"),
    "follow_ups": message("Follow-ups"),
}
TYPES = {
    "string": message("text"),
    "integer": message("whole number"),
    "number": message("number"),
    "boolean": message("yes or no"),
    "date": message("day"),
}


def say_table(name: str, language: Language) -> str:
    """What is a record table called?"""
    words = TABLE_NAMES[name]
    return language.say(words)


def loaded_card(data: Loaded) -> None:
    """What is loaded: release, period, rows of each table, how fresh, synthetic or not."""
    language = language_of_page()
    manifest = data.records.manifest
    release = current_release(data.records.folder) if data.records.release_id else None
    rows = {name: manifest.get("tables", {}).get(name, {}).get("rows", 0) for name in RECORD_TABLES}
    years = language.join([language.year(year) for year in data.cube.years])
    told = [
        (language.say("Release"), data.records.release_id or language.say("demonstration records")),
        (language.say("Years of the supports"), years or "—"),
        (language.say("People were followed until"), _day(manifest.get("observed_until"), language)),
    ]
    if release:
        told.append((language.say("Loaded on"), language.date(release.made_at.date())))
        told.append((language.say("Loaded by"), release.made_by))
        told.append((language.say("Rows refused"), language.number(release.refused_rows)))
    told += [(say_table(name, language), language.number(count)) for name, count in rows.items()]
    facts = "".join(f"<div><dt>{inline(name, '')}</dt><dd>{inline(value, '')}</dd></div>" for name, value in told)
    title = heading(language.say("What is loaded"), 2)
    write(f"<section class='panel'>{title}<dl class='facts'>{facts}</dl>{badge(data.kind, language)}</section>")


def _day(day: str | None, language: Language) -> str:
    return language.date(pd.Timestamp(day).date()) if day else "—"


def release_history(data: Loaded) -> None:
    """Every release, newest first, with the demonstration last; each can be brought back."""
    language = language_of_page()
    folder = data.records.folder
    now = current_release(folder)
    with st.container(border=True, key="card-history"):
        write(heading(language.say("History"), 2))
        releases = list_releases(folder)
        for release in releases:
            _release_row(release, now, data, language)
        _demo_row(now is None, data, language)


def _release_row(release: Release, now: Release | None, data: Loaded, language: Language) -> None:
    said = language.say(
        "{release}: {integrations} integrations of {people} people, loaded on {day} by {who}, {refused} rows refused",
        release=release.id,
        integrations=release.rows["integrations"],
        people=release.rows["beneficiaries"],
        day=language.date(release.made_at.date()),
        who=release.made_by,
        refused=release.refused_rows,
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"release-{release.id}"):
        write(paragraph(said))
        if release.refused_rows:
            st.download_button(
                language.say("Refused rows (XLSX)"),
                data=lambda: write_workbook(
                    list_refused(release, data.records.folder, language), right_to_left=language.is_right_to_left
                ),
                file_name=f"idmaj-refused-{release.id}-{language.code}.xlsx",
                key=f"refused-{release.id}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
        _bring_back(release.id, now is not None and now.id == release.id, data, language)
    if now is None or now.id != release.id:
        with st.expander(language.say("What would change in the numbers")):
            _changes(data, release.id, language)


def _demo_row(is_current: bool, data: Loaded, language: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="release-demo"):
        write(paragraph(language.say("Demonstration records: people who do not exist")))
        _bring_back(DEMO, is_current, data, language)


def _bring_back(release_id: str, is_current: bool, data: Loaded, language: Language) -> None:
    if is_current:
        write(inline(language.say("current"), "chip comparable"))
        return
    st.button(
        language.say("Bring back"),
        key=f"use-{release_id}",
        on_click=_use,
        args=(data, release_id),
        type="secondary",
    )


def _use(data: Loaded, release_id: str) -> None:
    use_release(data.records.folder, release_id)
    address.forget_release()


def _changes(data: Loaded, release_id: str, language: Language) -> None:
    other = cube_of(current_records(data.records.folder, release_id))
    named = name_release_changes(compare_releases(data.cube, other), language)
    write(table(named, tuple(named.columns[2:]), language.say("What would change in the numbers")))


def reconciliation(data: Loaded, figures: Register) -> None:
    """The published figures beside the same counts from the records."""
    language = language_of_page()
    found = reconcile(figures, data.cube)
    counted = found[~found["agreement"].isin(["not_countable", "no_records"])]
    others = found[found["agreement"].isin(["not_countable", "no_records"])]
    title = language.say("Published figures beside the records")
    with st.container(border=True, key="card-reconciliation"):
        write(heading(title, 2))
        write(badge(data.kind, language))
        if len(counted):
            named = name_reconciled(counted, figures, language)
            write(table(named, tuple(named.columns[2:5]), title))
        if len(others):
            named = name_reconciled(others, figures, language)
            title = language.say("Not countable from the records ({n})", n=len(others))
            write(fold(title, table(named, tuple(named.columns[2:5]), title)))


def dictionary(data: Loaded) -> None:
    """What each column of the four tables is: heading in the reader's language, kind, and what may stand there."""
    language = language_of_page()
    folder = data.records.folder
    contract, spellings, lists = read_contract(folder), read_spellings(folder), data.cube.code_lists
    folds = []
    for name in RECORD_TABLES:
        rows = []
        for field in contract.resource(name).fields:
            codes = field.refers_to[0] if field.refers_to else None
            allowed = ""
            if codes in RECORD_TABLES:
                allowed = language.say("a number that “{table}” holds", table=say_table(codes, language))
            elif codes:
                allowed = language.join([lists.name(codes, code, language) for code in lists.ids(codes)])
            kind = TYPES[field.type]
            rows.append(
                {
                    language.say("Column"): field.name,
                    language.say("Heading"): spellings.heading(field.name, language),
                    language.say("Kind"): language.say(kind),
                    language.say("Required"): language.say("yes") if field.required else language.say("no"),
                    language.say("What may stand there"): allowed,
                }
            )
        title = say_table(name, language)
        folds.append(fold(title, table(pd.DataFrame(rows), (), title)))
    title = heading(language.say("Data dictionary"), 2)
    write(f"<section class='panel'>{title}{''.join(folds)}</section>")

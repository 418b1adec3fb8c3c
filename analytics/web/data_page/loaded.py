"""What is loaded, what does it agree with, and what do the columns mean? Parts of the Data page."""

import pandas as pd
import streamlit as st

from analytics.comparison.remarks import DEMONSTRATION
from analytics.language import Language, message
from analytics.published import Register
from analytics.published.reconciliation import name_reconciled, reconcile, say_word, summarise
from analytics.records.aliases import read_spellings
from analytics.records.contract import RECORD_TABLES, name_table, read_contract
from analytics.records.releases import find_release
from analytics.web.address import language as language_of_page
from analytics.web.figures.figure import badge
from analytics.web.loading import Loaded
from analytics.web.markup import facts, fold, heading, paragraph, table, write

TYPES = {
    "string": message("text"),
    "integer": message("whole number"),
    "number": message("number"),
    "boolean": message("yes or no"),
    "date": message("day"),
}


def say_table(name: str, language: Language) -> str:
    """What is a record table called?"""
    return language.say(name_table(name).sentence)


def loaded_card(data: Loaded) -> None:
    """What is loaded: release, period, rows of each table, how fresh, synthetic or not."""
    language = language_of_page()
    manifest = data.records.manifest
    release = find_release(data.records.folder, data.records.release_id) if data.records.release_id else None
    rows = {name: manifest.get("tables", {}).get(name, {}).get("rows", 0) for name in RECORD_TABLES}
    years = language.join([language.year(year) for year in data.cube.years])
    told = [
        (language.say("Release"), data.records.release_id or language.say("demonstration records")),
        (language.say("Years of the supports"), years or "—"),
        (language.say("People were followed until"), _day(manifest.get("observed_until"), language)),
    ]
    if release and not data.is_public:
        told.append((language.say("Loaded on"), language.date(release.made_at.date())))
        told.append((language.say("Loaded by"), release.made_by))
        told.append((language.say("Rows refused"), language.number(release.refused_rows)))
    if not data.is_public:
        told += [(say_table(name, language), language.number(count)) for name, count in rows.items()]
    title = heading(language.say("What is loaded"), 2)
    write(f"<section class='panel'>{title}{facts(told)}{badge(data.kind, language)}</section>")


def _day(day: str | None, language: Language) -> str:
    return language.date(pd.Timestamp(day).date()) if day else "—"


def reconciliation(data: Loaded, figures: Register) -> None:
    """The published figures beside the same counts from the records."""
    language = language_of_page()
    found = reconcile(figures, data.cube)
    is_counted = found["counted"].notna()
    counted, others = found[is_counted], found[~is_counted]
    title = language.say("Published figures beside the records")
    with st.container(border=True, key="card-reconciliation"):
        write(heading(title, 2))
        write(badge(data.kind, language))
        write(paragraph(_what_agreement_means(data.kind, language), "note"))
        write(facts([(say_word(each, language), language.number(count)) for each, count in summarise(found).items()]))
        if len(counted):
            named = name_reconciled(counted, figures, language)
            write(table(named, tuple(named.columns[2:5]), title, is_stacked=True))
        if len(others):
            named = name_reconciled(others, figures, language)
            title = language.say("Not countable from the records ({n})", n=len(others))
            write(fold(title, table(named, tuple(named.columns[2:5]), title, is_stacked=True)))


def _what_agreement_means(kind: str, language: Language) -> str:
    if kind == DEMONSTRATION:
        # What was made after a figure does not confirm it.
        return language.say(
            "How many published figures the demonstration equals; it was made to, and so confirms none:"
        )
    return language.say("How many published figures the records confirm:")


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

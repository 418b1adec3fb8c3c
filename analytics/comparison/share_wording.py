"""How are shares of groups said with their intervals, and how many are in no share because something is not known?"""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.count_wording import name_groups
from analytics.comparison.wording import say_cell, say_value
from analytics.language import Language
from analytics.measures.catalogue import Measure, measure
from analytics.measures.cells import LOW_RELIABILITY, list_rows
from analytics.records.codes import CodeLists


def name_shares(cells: pd.DataFrame, by: str, code_lists: CodeLists, language: Language) -> pd.DataFrame:
    """Cells with intervals (`add_intervals`) and their texts: `code` and `group`, `label` (the share), `cell` (with its
    mark), `interval_label`, `far` (the known cases)."""
    rows = list_rows(cells)
    return cells.assign(
        code=[str(row[by]) for row in rows],
        group=name_groups(cells, by, code_lists, language),
        label=[say_value(row["value"], measure(row["measure"]), language) for row in rows],
        cell=[say_cell(row["value"], row["status"], measure(row["measure"]), language) for row in rows],
        interval_label=[say_ends(row, language) for row in rows],
        far=["" if pd.isna(row["value"]) else language.number(row["denominator"]) for row in rows],
    )


def say_ends(row: Mapping, language: Language) -> str:
    """Between which ends does a share lie? A dash where it has no interval."""
    if pd.isna(row["low"]):
        return "—"
    low, high = (say_value(row[end], measure(row["measure"]), language) for end in ("low", "high"))
    return language.say("{low} to {high}", low=low, high=high)


def say_shares(named: pd.DataFrame, language: Language) -> str:
    """What does a figure of these shares show, in words, for somebody who cannot see it?"""
    return " ".join(_say_share(row, language) for row in list_rows(named))


def _say_share(row: Mapping, language: Language) -> str:
    values = {"group": row["group"], "year": language.year(row["year"]), "share": row["cell"]}
    if pd.isna(row["low"]):
        return language.say("{group}, {year}: {share}.", **values)
    return language.say(
        "{group}, {year}: {share} (95% interval {interval}), known cases: {known}.",
        interval=row["interval_label"],
        known=row["far"],
        **values,
    )


def say_headline_of_shares(change: Mapping, wanted: Measure, language: Language) -> str:
    """What is the finding over everybody? Both years, or that there is not enough evidence of a change.

    change: the row of `compare` for the cells by year alone.
    """
    title = language.say(wanted.title)
    if pd.isna(change["absolute"]):
        return language.say("{title}: no comparison of 2014 and 2015 is possible", title=title)
    if LOW_RELIABILITY in (change["before_status"], change["after_status"]):
        return language.say("{title}: too few known cases to compare 2014 and 2015", title=title)
    if change["low"] <= 0 <= change["high"]:
        return language.say("{title}: on the whole, not enough evidence of a change from 2014 to 2015", title=title)
    return language.say(
        "{title}: {before} in {before_year}, {after} in {after_year}",
        title=title,
        before=say_value(change["before"], wanted, language),
        after=say_value(change["after"], wanted, language),
        before_year=language.year(2014),
        after_year=language.year(2015),
    )

"""How is it said how many integrations are of a group, of which year, and of how many?"""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.wording import say_cell
from analytics.language import Language
from analytics.measures.catalogue import measure
from analytics.measures.cells import NORMAL, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.records.codes import CodeLists

NOBODY = {"value": 0, "status": NORMAL}


def name_groups(cells: pd.DataFrame, by: str, code_lists: CodeLists, language: Language) -> list[str]:
    """What are the groups of this dimension called? “All” where a total has no code."""
    code_list = DIMENSIONS[by].code_list
    return [code_lists.name(code_list, code, language) if code else language.say("All") for code in cells[by]]


def label_counts(cells: pd.DataFrame, language: Language) -> list[str]:
    """How are these counts written, without their marks?"""
    return ["" if pd.isna(value) else language.number(value) for value in cells["value"]]


def say_count_of(group: str, counts: pd.DataFrame, totals: pd.DataFrame, language: Language) -> str:
    """How many integrations are of this group, in each year, of how many?

    counts and totals: cells by year, of the group and of everybody.
    """
    of = {row["year"]: row for row in list_rows(counts)}
    parts = [
        language.say(
            "{count} of {all} in {year}",
            count=_say(of.get(total["year"], NOBODY), language),
            all=_say(total, language),
            year=language.year(total["year"]),
        )
        for total in list_rows(totals)
    ]
    return language.say("{name}: {value}", name=group, value=language.join(parts))


def say_total(totals: pd.DataFrame, language: Language) -> str:
    """How many integrations are there in each year? totals: cells by year."""
    parts = [
        language.say("{count} in {year}", count=_say(row, language), year=language.year(row["year"]))
        for row in list_rows(totals)
    ]
    return language.say("{name}: {value}", name=language.say("Integrations"), value=language.join(parts))


def say_counts(cells: pd.DataFrame, groups: list[str], language: Language) -> str:
    """What does a figure of these counts by year show, in words, for somebody who cannot see it?"""
    rows = list_rows(cells.assign(said=groups))
    return " ".join(
        language.say(
            "{group}, {year}: {count}.", group=row["said"], year=language.year(row["year"]), count=_say(row, language)
        )
        for row in rows
    )


def _say(row: Mapping, language: Language) -> str:
    return say_cell(row["value"], row["status"], measure("integrations"), language)

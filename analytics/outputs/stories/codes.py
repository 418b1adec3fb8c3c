"""What are the codes in the numbers of a story called? Names for whoever reads them, beside the codes for programs."""

from collections.abc import Sequence

import pandas as pd

from analytics.language import Language, message
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import NORMAL, SMALLEST_RELIABLE_DENOMINATOR, STATUS_MEANINGS
from analytics.measures.dimensions import DIMENSIONS
from analytics.published.findings import label_parts
from analytics.published.register import Register
from analytics.published.saying import say_sources
from analytics.published.wording import VERDICTS
from analytics.records.codes import CodeLists

PRINTED_LISTS = {
    "qualifier": "qualifiers",
    "period": "periods",
    "unit": "units",
    "before_unit": "units",
    "after_unit": "units",
}
# Every programme of printed figures and of records; no id stands for two.
PROGRAMME_LISTS = ("published_programmes", "programmes")
UNMARKED = message("Available: a number without a mark.")


def name_codes(cells: pd.DataFrame, code_lists: CodeLists, language: Language) -> dict[str, tuple[str, ...]]:
    """Which names have the codes of these cells? By column that holds codes, a name a row; empty where there is none."""
    names = {name: _name(name, cells, code_lists, language) for name in cells}
    return {name: tuple(map(without_isolates, found)) for name, found in names.items() if found is not None}


def name_sources(cells: pd.DataFrame, register: Register, language: Language) -> dict[str, tuple[str, ...]]:
    """Who printed each of these cells, and in which month, as pictures say it? By the column of sources, if there is one."""
    if "source_id" not in cells:
        return {}
    printed = {row["source_id"]: without_isolates(say_sources([row], language)) for row in register.rows()}
    return {"source_id": tuple(printed.get(code, "") for code in cells["source_id"])}


def _name(column: str, cells: pd.DataFrame, code_lists: CodeLists, language: Language) -> Sequence[str] | None:
    codes = cells[column].tolist()
    if column == "measure":
        return [_name_measure(code, code_lists, language) for code in codes]
    if column == "part":
        return label_parts(cells, language)["part"].tolist()
    if column == "status":
        meanings = STATUS_MEANINGS | {NORMAL: UNMARKED}
        said = {code: meanings[code] for code in dict.fromkeys(codes)}
        return [language.say(said[code], n=SMALLEST_RELIABLE_DENOMINATOR) for code in codes]
    if column == "verdict":
        said = {code: VERDICTS[code] for code in dict.fromkeys(codes)}
        return [language.say(said[code]) for code in codes]
    lists = _lists_of(column)
    return [_name_code(code, lists, code_lists, language) for code in codes] if lists else None


def _lists_of(column: str) -> tuple[str, ...]:
    if column == "programme":
        return PROGRAMME_LISTS
    if column in DIMENSIONS:
        return (DIMENSIONS[column].code_list,) if DIMENSIONS[column].code_list else ()
    return (PRINTED_LISTS[column],) if column in PRINTED_LISTS else ()


def _name_code(code: object, lists: Sequence[str], code_lists: CodeLists, language: Language) -> str:
    if pd.isna(code):
        return ""
    held = next((name for name in lists if code in code_lists.ids(name)), lists[0])
    return code_lists.name(held, code, language)


def _name_measure(measure: str, code_lists: CodeLists, language: Language) -> str:
    """A measure of the records, an indicator of the register, or two of these that are set against each other."""
    if measure in MEASURES:
        words = MEASURES[measure].title
        return language.say(words)
    return " / ".join(code_lists.name("indicators", each, language) for each in measure.split(" / "))

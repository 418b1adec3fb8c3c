"""How is the audit said in the reader's language? Which group, which number of it, why it is hidden, what can be proved."""

from collections.abc import Mapping
from math import isinf

import pandas as pd

from analytics.disclosure.primary import (
    DOMINANCE,
    SECONDARY,
    SMALL_BASE,
    SMALL_COUNT,
    SMALL_JUVENILE,
    SMALL_REST,
    WHOLE_GROUP,
)
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS
from analytics.records.codes import CodeLists

REASONS = {
    SMALL_COUNT: message("few people or awards"),
    SMALL_JUVENILE: message("few juveniles"),
    SMALL_REST: message("few are left of the group"),
    SMALL_BASE: message("a percentage of few"),
    WHOLE_GROUP: message("nobody or everybody of the group"),
    DOMINANCE: message("one award is most of the amount"),
    SECONDARY: message("would give another number away"),
}
PARTS = {
    "numerator": message("the number itself"),
    "denominator": message("what it is divided by"),
    "rest": message("the others of the group"),
}


def name_audit(audit: pd.DataFrame, code_lists: CodeLists, language: Language) -> pd.DataFrame:
    """The rows of an audit as ready texts, without the hidden numbers: measure, group, which number, why, range."""
    dimensions = [name for name in audit.columns if name in DIMENSIONS]
    rows = audit.to_dict("records")
    return pd.DataFrame(
        {
            language.say("Measure"): [_title(row, language) for row in rows],
            language.say("Group"): [_group(row, dimensions, code_lists, language) for row in rows],
            language.say("Which number"): [_part(row, language) for row in rows],
            language.say("Why"): [_why(row["reason"], language) for row in rows],
            language.say("Can be proved"): [_range(row, language) for row in rows],
        }
    )


def _title(row: Mapping, language: Language) -> str:
    title = MEASURES[row["measure"]].title
    return language.say(title)


def _group(row: Mapping, dimensions: list[str], code_lists: CodeLists, language: Language) -> str:
    told = []
    for name in dimensions:
        if row[name]:
            code_list = DIMENSIONS[name].code_list
            told.append(code_lists.name(code_list, row[name], language) if code_list else row[name])
    return language.clauses(told) if told else language.say("All")


def _part(row: Mapping, language: Language) -> str:
    words = PARTS[row["part"]]
    return language.say(words)


def _why(reasons: str, language: Language) -> str:
    words = [REASONS[each] for each in reasons.split(", ")]
    return language.join([language.say(each) for each in words])


def _range(row: Mapping, language: Language) -> str:
    if isinf(row["high"]):
        return language.say("{low} or more", low=language.number(row["low"]))
    return language.say("{low} to {high}", low=language.number(row["low"]), high=language.number(row["high"]))

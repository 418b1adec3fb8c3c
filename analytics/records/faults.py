"""Which problems of files are the same fault? One row a fault, with the rows of the files that it stands in."""

import pandas as pd

from analytics.language import Language, Phrase, message
from analytics.records.aliases import read_spellings
from analytics.records.folder import DataFolder
from analytics.records.row_rules import WAITING

SHOWN_ROWS = 4
RULES = {
    "code": message("unknown code"), "type": message("not of its type"), "required": message("a value is missing"),
    "pattern": message("wrong form"), "range": message("out of range"), "key": message("key stands twice"),
    "reference": message("reference not found"), WAITING: message("waits for another row"),
    "fields": message("number of cells"),
    "award_before_start": message("award before the start"), "programme_year": message("year of the programme"),
    "start_before_release": message("start before the release"), "juvenile_birth_year": message("age and “juvenile”"),
    "large_award": message("large award"), "duplicate_person": message("likely the same person"),
    "replaces": message("replaces another value"),
    "follow_up_before_start": message("follow-up before the start"), "two_statuses": message("two statuses on one day"),
}  # fmt: skip
# Of these every row has a value of its own, and the fault is one. Of the others, values of one form are one fault (05-09-13
# and 07-08-13), but each unknown code is mended by itself.
OF_MANY_VALUES = ("key", "reference", WAITING)
OF_ONE_VALUE = ("code",)
FAULT = ["file", "column", "rule", "expected", "severity", "told"]


def name_rule(rule: str) -> Phrase:
    """What is this rule called?"""
    return Phrase(RULES[rule])


def gather(listed: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Which problems are the same fault? One row a fault, in the order of the first: its rows, and the values there."""
    forms = listed["value"].str.replace(r"[^\W\d_]+", "a", regex=True).str.replace(r"\d+", "0", regex=True)
    told = (
        listed["value"]
        .where(listed["rule"].isin(OF_ONE_VALUE), forms)
        .mask(listed["rule"].isin(OF_MANY_VALUES), "")
        .fillna("")
    )
    groups = listed.assign(told=told).fillna({"column": ""}).groupby(FAULT, sort=False)
    return pd.DataFrame(
        {
            "file": fault[0],
            "row": shorten(list(map(str, rows["row"])), language),
            "column": fault[1],
            "rule": fault[2],
            "value": shorten(list(dict.fromkeys(rows["value"].dropna())), language),
            "expected": fault[3],
            "severity": fault[4],
        }
        for fault, rows in groups
    )


def name_faults(faults: pd.DataFrame, folder: DataFolder, language: Language) -> pd.DataFrame:
    """Faults as `gather` returns them, with columns, rules and headings in the words of the reader."""
    spellings = read_spellings(folder)
    severities = {"error": language.say("error"), "warning": language.say("warning")}
    return faults.assign(
        column=[spellings.heading(each, language) if each else "" for each in faults["column"]],
        rule=[_say(name_rule(each), language) for each in faults["rule"]],
        severity=[severities[each] for each in faults["severity"]],
    ).rename(
        columns={
            "file": language.say("File"), "row": language.say("Rows"), "column": language.say("Column"),
            "rule": language.say("Rule"), "value": language.say("Value"), "expected": language.say("What was expected"),
            "severity": language.say("Severity"),
        }
    )  # fmt: skip


def _say(phrase: Phrase, language: Language) -> str:
    sentence = phrase.sentence
    return language.say(sentence, **phrase.values)


def shorten(texts: list[str], language: Language) -> str:
    """These as a list in words; of many the first ones, and how many more there are."""
    if len(texts) <= SHOWN_ROWS:
        return language.join(texts)
    shown = [*texts[: SHOWN_ROWS - 1], language.say("{n} more", n=len(texts) - SHOWN_ROWS + 1)]
    return language.join(shown)

"""What is wrong with these files? Each fault once, with the rows it stands in; the file to take away holds every row."""

from collections.abc import Sequence

import pandas as pd

from analytics.language import Language
from analytics.outputs.table import write_csv
from analytics.records.faults import gather, name_faults
from analytics.records.folder import DataFolder
from analytics.records.problem import Problem
from analytics.records.row_rules import WAITING
from analytics.web.markup import heading, paragraph, table, write
from analytics.web.noting import download

SHOWN_FAULTS = 200


def show_problems(problems: Sequence[Problem], folder: DataFolder, language: Language) -> None:
    """The faults as a table, and all problems as a file."""
    waiting = sum(each.rule == WAITING for each in problems)
    count = len(problems) - waiting
    if any(each.severity == "error" for each in problems):
        title = language.say_count("{n} problem", "{n} problems", count)
    else:
        title = language.say_count("{n} warning", "{n} warnings", count)
    listed = pd.DataFrame([each.as_row(language) for each in problems])
    faults = gather(listed, language)
    named = name_faults(faults[:SHOWN_FAULTS], folder, language)
    write(heading(title, 3) + table(named, (), title, is_stacked=True))
    if waiting:
        words = language.say_count(
            "Besides, {n} row waits for a refused one, to which it belongs.",
            "Besides, {n} rows wait for refused ones, to which they belong.",
            waiting,
        )
        write(paragraph(words, "note"))
    if len(faults) > SHOWN_FAULTS:
        write(paragraph(language.say("The first {n} are shown; the file holds all of them.", n=SHOWN_FAULTS), "note"))
    download(
        language.say("All problems (CSV)"),
        lambda: write_csv(listed),
        f"idmaj-problems-{language.code}.csv",
        key="problems",
    )

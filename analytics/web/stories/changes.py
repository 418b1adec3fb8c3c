"""What stands around the figure of a measured change, by group?"""

import pandas as pd

from analytics.comparison import wording as measured
from analytics.comparison.headline import list_changed, say_headline
from analytics.language import message
from analytics.measures.cells import list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Choice
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

NO_TOTAL = message(
    "No published total of integrations was found for either year: these totals are counted in the records."
)


def tell_changes(choice: Choice, overall: pd.Series, changes: pd.DataFrame, named: pd.DataFrame, data: Loaded) -> Story:
    """The story of a measured change, by group."""
    language = language_of_page()
    wanted = choice.measure
    by = language.say(DIMENSIONS[choice.by].title) if choice.by else language.say("Group")
    changed = list_changed(list_rows(changes), named["group"], wanted, language) if choice.by else []
    headline = say_headline(overall, wanted, language, by if choice.by else "", changed)
    columns = {
        by: named["group"],
        language.year(2014): named["before_cell"],
        language.year(2015): named["after_cell"],
        language.say("Change"): [label or "—" for label in named["change_label"]],
    }
    if wanted.is_share:
        columns[language.say("95% interval")] = [label or "—" for label in named["interval_label"]]
    if (changes["family"] > 1).any():
        columns[language.say("Adjusted p-value")] = [label or "—" for label in named["p_label"]]
    columns[language.say("Verdict")] = named["verdict_label"]
    table = pd.DataFrame(columns)
    return Story(
        key=f"{wanted.id}-{choice.by or 'total'}",
        headline=headline,
        subtitle=" ".join(part for part in (language.say(wanted.definition), choice.filters_said) if part),
        alt=measured.say_all(changes, named, wanted, language),
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:-1]),
        notes=[
            *([language.say(NO_TOTAL)] if wanted.id == "integrations" else []),
            *list_notes(changes, data, choice.where, language),
            *measured.list_doubt_notes(changes, language),
            *measured.list_rounding_notes([overall, *list_rows(changes)], wanted, language),
        ],
        measures=(wanted.id,),
        cells=changes.assign(before_year=2014, after_year=2015),
    )

"""What stands around the published women and juveniles of 2014 beside the same counts from the records?"""

from functools import lru_cache

import pandas as pd

from analytics.language import Language, message
from analytics.measures.cells import NORMAL, NOT_AVAILABLE, list_rows
from analytics.measures.cube import Keyed
from analytics.published import Register
from analytics.published.naming import say_age_limit
from analytics.published.reconciliation import (
    AGREES,
    DIFFERS,
    EQUAL,
    NO_RECORDS,
    name_reconciled,
    reconcile,
    say_reconciliation,
)
from analytics.web.address import language as language_of_page
from analytics.web.figures.figure import DEMONSTRATION, Story
from analytics.web.loading import Loaded
from analytics.web.provenance import quotes, source_line
from analytics.web.stories.shared import say_source

INDICATOR, YEAR = "education_training_integrations", 2014
SIDES = {"published": message("published"), "counted": message("in the records")}


def tell_published_people(register: Register, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """The 1,401 of 2014, the women and the juveniles among them: as published and as counted, and their story."""
    language = language_of_page()
    used = register.rows(INDICATOR, years=[YEAR])
    cells, table, headline, alt = _word(register, Keyed.of(data.cube), data.kind, language)
    story = Story(
        key="published-people",
        headline=headline,
        subtitle=language.say(
            "As published, beside the same count in the records: the whole country, whatever the filters."
        ),
        alt=alt,
        source=language.clauses([source_line(used, language), say_source(["integrations"], data, language)]),
        kind=data.kind,
        leads_with_published=True,
        table=table,
        numeric=tuple(table.columns[1:5]),
        notes=[language.say("For 2015 no such figure was published."), say_age_limit(language)],
        provenance=quotes(used, register, language),
        measures=("integrations",),
        cells=cells.drop(columns=["label", "share_label", "is_whole"]),
    )
    return cells, story


# No filter of the page changes the answer: it is asked once for each state of the register and of the records, and put
# into words once for each language. The frames are read and never written.
@lru_cache(maxsize=16)
def _reconcile(register: Register, records: Keyed) -> pd.DataFrame:
    return reconcile(register, records.cube, [YEAR], INDICATOR)


@lru_cache(maxsize=16)
def _word(
    register: Register, records: Keyed, kind: str, language: Language
) -> tuple[pd.DataFrame, pd.DataFrame, str, str]:
    """Its bars, its table, its headline, and what it shows in words."""
    found = _reconcile(register, records)
    alt = " ".join(say_reconciliation(row, register, language) for row in list_rows(found))
    return _bars(found, language), name_reconciled(found, register, language), _headline(found, kind, language), alt


def _headline(found: pd.DataFrame, kind: str, language: Language) -> str:
    value = {(row["sex"], row["age_group"]): row["published"] for row in list_rows(found)}
    values = {
        "whole": language.number(value["all", "all"]),
        "women": language.number(value["female", "all"]),
        "juveniles": language.number(value["all", "juvenile"]),
    }
    agreements = set(found["agreement"])
    if agreements <= {EQUAL, AGREES} and kind == DEMONSTRATION:
        # What was made after a figure does not confirm it.
        return language.say(
            "Published for 2014: {women} women and {juveniles} juveniles among {whole}; the demonstration was made to "
            "hold the same",
            **values,
        )
    if agreements <= {EQUAL, AGREES}:
        return language.say(
            "Published for 2014: {women} women and {juveniles} juveniles among {whole}; the records hold the same",
            **values,
        )
    if DIFFERS in agreements:
        return language.say(
            "Published for 2014: {women} women and {juveniles} juveniles among {whole}; the records differ", **values
        )
    return language.say(
        "Published for 2014: {women} women and {juveniles} juveniles among {whole}; not in these records", **values
    )


def _bars(found: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Two bars a figure, published and counted, as the form of a whole and its parts takes them."""
    groups = {
        ("all", "all"): language.say("All"),
        ("female", "all"): language.say("Women"),
        ("all", "juvenile"): language.say("Juveniles"),
    }
    # In the order of the register the whole comes first.
    whole = {side: found.loc[found["sex"].eq("all") & found["age_group"].eq("all"), side].iloc[0] for side in SIDES}
    bars = []
    for row in list_rows(found):
        group = groups[row["sex"], row["age_group"]]
        for side, words in SIDES.items():
            value = row[side]
            is_there = (not pd.isna(value) and row["agreement"] != NO_RECORDS) or side == "published"
            is_whole = (row["sex"], row["age_group"]) == ("all", "all")
            share = "" if is_whole or not is_there else language.percent(value / whole[side], decimals=1)
            bars.append(
                {
                    "measure": INDICATOR,
                    "part": language.say("{group}, {side}", group=group, side=language.say(words)),
                    "year": YEAR,
                    "value": value if is_there else pd.NA,
                    "label": language.number(value) if is_there else "",
                    "share_label": share,
                    "is_whole": is_whole,
                    "status": NORMAL if is_there else NOT_AVAILABLE,
                }
            )
    return pd.DataFrame(bars).astype({"value": "Float64"})

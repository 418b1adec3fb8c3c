"""What is the finding of a change, in one line? Never a ranking of groups."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.comparison.change import ASSUMED_AMOUNT, doubt_of
from analytics.comparison.wording import say_change, say_value
from analytics.language import Language
from analytics.measures.catalogue import Measure
from analytics.measures.cells import LOW_RELIABILITY

# So many groups are named in a headline.
MOST_NAMED = 2
# Fewer are not looked at as a family.
LEAST_REGIONS = 2


def list_changed(changes: Sequence[Mapping], groups: Sequence[str], wanted: Measure, language: Language) -> list[str]:
    """Which groups changed for sure, those looked at beside them considered? Each quoted, with its change.

    changes: rows of `compare`; groups: their names, in the same order. A count has no interval, and is no evidence.
    """
    return [
        language.say("“{title}” ({change})", title=group, change=change)
        for row, group in zip(changes, groups, strict=True)
        if not pd.isna(row["low"])
        and doubt_of(row) is None
        and row["status"] != LOW_RELIABILITY
        and (change := say_change(row, wanted, language))
    ]


def say_headline(overall: Mapping, wanted: Measure, language: Language, by: str, changed: Sequence[str] = ()) -> str:
    """What is the finding? The overall change, or that there is none to be said; never a ranking of groups. `changed`: the
    groups of which a change can be said although it cannot on the whole (`list_changed`)."""
    title = language.say(wanted.title)
    change = say_change(overall, wanted, language)
    if not change:
        return language.say("{title}: no comparison of 2014 and 2015 is possible", title=title)
    if overall["reason"] == "not_enough_evidence":
        said = language.say("{title}: on the whole, not enough evidence of a change from 2014 to 2015", title=title)
        return _but_for(said, changed, language)
    years = {"before_year": language.year(2014), "after_year": language.year(2015)}
    values = {
        "before": say_value(overall["before"], wanted, language),
        "after": say_value(overall["after"], wanted, language),
    }
    named = language.say("{title}, by {dimension}", title=title, dimension=by.lower()) if by else title
    if overall["reason"] == ASSUMED_AMOUNT:
        # Beside the amount of 2014, one of 2015 that nobody published would be read as a rise.
        return language.say(
            "{title}: {before} in {before_year} and, on an assumption, {after} in {after_year}",
            title=named, **values, **years,
        )  # fmt: skip
    if by and not pd.isna(overall["low"]):
        # What is established is said with its direction, and not left to be read off two numbers.
        return language.say(
            "{title}: on the whole {change}, from {before} in {before_year} to {after} in {after_year}",
            title=title, change=change, **values, **years,
        )  # fmt: skip
    if by and wanted.is_ratio:
        return language.say(
            "{title}: on the whole {before} in {before_year} and {after} in {after_year}",
            title=named,
            **values,
            **years,
        )
    if by:
        return language.say(
            "{title}: in all {before} in {before_year} and {after} in {after_year}", title=named, **values, **years
        )
    return language.say("{title}: {before} in {before_year}, {after} in {after_year}", title=title, **values, **years)


def say_headline_of_regions(
    changes: Sequence[Mapping], changed: Sequence[str], wanted: Measure, language: Language
) -> str:
    """In which regions, looked at together, is there enough evidence of a change? `changes`: rows of `compare`; `changed`:
    as above. Empty where no change of any may be said."""
    judged = sum(bool(say_change(row, wanted, language)) and not pd.isna(row["low"]) for row in changes)
    title = language.say(wanted.title)
    if judged < LEAST_REGIONS:
        return ""
    if not changed:
        return language.say("{title}: not enough evidence of a change in any of {n} regions", title=title, n=judged)
    if len(changed) > MOST_NAMED:
        return language.say(
            "{title}: enough evidence of a change in {n} of {all} regions", title=title, n=len(changed), all=judged
        )
    return language.say(
        "{title}: of {n} regions, enough evidence of a change in {groups}", title=title, n=judged, groups=list(changed)
    )


def doubt_finding(finding: str, changed: Sequence[str], language: Language) -> str:
    """A finding of both years between which there is not enough evidence of a change on the whole; `changed` as above."""
    said = language.say("{finding}: on the whole, not enough evidence of a change", finding=finding)
    return _but_for(said, changed, language)


def _but_for(said: str, changed: Sequence[str], language: Language) -> str:
    if not changed:
        return said
    if len(changed) > MOST_NAMED:
        return language.say("{said}, but enough for some groups", said=said)
    return language.say("{said}, but enough for {groups}", said=said, groups=list(changed))

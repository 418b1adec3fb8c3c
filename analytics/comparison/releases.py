"""What changed in the headline numbers between two releases?"""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.wording import say_cell, say_difference
from analytics.language import Language
from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import list_rows
from analytics.measures.cube import Cube

HEADLINES = (
    "integrations", "beneficiaries", "women_share", "juvenile_share", "active_12m", "return_to_prison_12m", "funding_total",
)  # fmt: skip
PARTS = {"numerator": "{}_numerator", "denominator": "{}_denominator", "value": "{}", "status": "{}_status"}


def compare_releases(before: Cube, after: Cube) -> pd.DataFrame:
    """What changed in the headline numbers, by year, from the release `before` to `after`?

    Returns `measure`, `year`, then `before_numerator`, `before_denominator`, `before` (the value), `before_status`, the
    same of `after`, and `absolute` and `relative` (a fraction; null where `before` is zero). What one side does not hold
    is null there, never zero.
    """
    frames = []
    for measure in HEADLINES:
        joined = _side(measure, "before", before).join(_side(measure, "after", after), how="outer").sort_index()
        joined = joined.reset_index()
        joined.insert(0, "measure", measure)
        frames.append(joined)
    changes = pd.concat(frames, ignore_index=True)
    old = changes["before"].astype("Float64")
    changes["absolute"] = changes["after"].astype("Float64") - old
    changes["relative"] = changes["absolute"] / old.replace(0, pd.NA)
    for name in ("before_status", "after_status"):
        changes[name] = changes[name].astype(object).where(changes[name].notna(), None)
    return changes


def _side(measure: str, side: str, cube: Cube) -> pd.DataFrame:
    cells = ask(measure, by="year", cube=cube).set_index("year")[list(PARTS)]
    # One measure counts and another sums money: together they are fractions.
    numbers = dict.fromkeys(("numerator", "denominator", "value"), "Float64")
    return cells.astype(numbers).rename(columns={part: name.format(side) for part, name in PARTS.items()})


def name_release_changes(changes: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The rows of `compare_releases` as ready texts: measure, year, the release `before` (now), `after`, the difference."""
    rows = list_rows(changes)
    return pd.DataFrame(
        {
            language.say("Measure"): [_title(row, language) for row in rows],
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Now"): [_cell(row, "before", language) for row in rows],
            language.say("In that release"): [_cell(row, "after", language) for row in rows],
            language.say("Difference"): [_say_change(row, language) for row in rows],
        }
    )


def _title(row: Mapping, language: Language) -> str:
    title = MEASURES[row["measure"]].title
    return language.say(title)


def _cell(row: Mapping, side: str, language: Language) -> str:
    status = row[f"{side}_status"]
    return "—" if pd.isna(status) else say_cell(row[side], status, MEASURES[row["measure"]], language)


def _say_change(row: Mapping, language: Language) -> str:
    if pd.isna(row["absolute"]):
        return "—"
    # A difference smaller than what is shown stays a difference: “0.0 points”, and not “equal”.
    if row["absolute"] == 0:
        return language.say("equal")
    return say_difference(row["absolute"], MEASURES[row["measure"]], language)

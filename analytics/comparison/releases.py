"""What changed in the headline numbers between two releases?"""

import pandas as pd

from analytics.comparison.wording import mark_cell
from analytics.language import Language
from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.cube import Cube

HEADLINES = (
    "integrations", "beneficiaries", "women_share", "juvenile_share", "active_12m", "return_to_prison_12m", "funding_total",
)  # fmt: skip
PARTS = ("numerator", "denominator", "value", "status")


def compare_releases(before: Cube, after: Cube) -> pd.DataFrame:
    """What changed in the headline numbers, by year, from the release `before` to `after`?

    Returns `measure`, `year`, then numerator, denominator, value and status of each side (`before_…`, `after_…`),
    `absolute` and `relative` (a fraction). A year that one side does not hold is null there, never zero.
    """
    frames = []
    for measure in HEADLINES:
        sides = [
            ask(measure, by="year", cube=cube).set_index("year")[list(PARTS)].add_prefix(f"{side}_")
            for side, cube in (("before", before), ("after", after))
        ]
        joined = sides[0].join(sides[1], how="outer").sort_index().reset_index()
        joined.insert(0, "measure", measure)
        frames.append(joined)
    changes = pd.concat(frames, ignore_index=True)
    old, new = changes["before_value"].astype("Float64"), changes["after_value"].astype("Float64")
    changes["absolute"] = new - old
    changes["relative"] = changes["absolute"] / old.replace(0, pd.NA)
    return changes


def name_release_changes(changes: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The rows of `compare_releases` as ready texts: measure, year, this release, the other one, and whether they differ."""
    rows = changes.to_dict("records")
    titles = {name: MEASURES[name].title for name in HEADLINES}
    return pd.DataFrame(
        {
            language.say("Measure"): [_title(titles[row["measure"]], language) for row in rows],
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Now"): [_cell(row, "before", language) for row in rows],
            language.say("In that release"): [_cell(row, "after", language) for row in rows],
            language.say("Differs"): [_say_change(row, language) for row in rows],
        }
    )


def _title(title: str, language: Language) -> str:
    return language.say(title)


def _cell(row: dict, side: str, language: Language) -> str:
    status = row[f"{side}_status"]
    if not isinstance(status, str):
        return "—"
    return mark_cell(row[f"{side}_value"], status, MEASURES[row["measure"]], language)


def _say_change(row: dict, language: Language) -> str:
    if pd.isna(row["absolute"]):
        return "—"
    return language.say("no") if row["absolute"] == 0 else language.say("yes")

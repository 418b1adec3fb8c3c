"""How is a gap between two groups said in the reader's language? Its direction in words, and never more than was found."""

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from analytics.comparison.gaps import CONFIDENTIAL, GAP, NO_FIGURE, NOT_ENOUGH_EVIDENCE, SIDES, TOO_FEW, Contrast
from analytics.comparison.wording import say_cell, say_interval
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import PROVISIONAL, list_rows

FINDINGS = {
    GAP: message("a gap, also after adjustment"),
    NOT_ENOUGH_EVIDENCE: message("not enough evidence of a gap"),
    TOO_FEW: message("too few known cases to rely on [u]"),
    CONFIDENTIAL: message("hidden to protect people"),
    NO_FIGURE: message("no figure for one of the two groups"),
}
# Of each contrast: its two groups, and what a difference below and above zero means.
GROUPS = {
    "sex": (message("women"), message("men")),
    "age_group": (message("juveniles"), message("adults")),
    "prepared": (message("prepared in prison"), message("not prepared in prison")),
}
CONTRASTS = {
    "sex": message("Women and men"),
    "age_group": message("Juveniles and adults"),
    "prepared": message("Prepared in prison or not"),
}
DIRECTIONS = {
    "sex": (message("women lower"), message("women higher")),
    "age_group": (message("juveniles lower"), message("juveniles higher")),
    "prepared": (message("prepared lower"), message("prepared higher")),
}
# Said where the page holds one of the two groups alone.
NARROWED = {
    "sex": message("The page is narrowed by sex: women and men cannot be compared here"),
    "age_group": message("The page is narrowed by juvenile status: juveniles and adults cannot be compared here"),
    "prepared": message("The page is narrowed by preparation in prison: with and without cannot be compared here"),
}
FOUND = {
    "sex": (
        message("{title}, {year}: {size} lower among women than among men"),
        message("{title}, {year}: {size} higher among women than among men"),
    ),
    "age_group": (
        message("{title}, {year}: {size} lower among juveniles than among adults"),
        message("{title}, {year}: {size} higher among juveniles than among adults"),
    ),
    "prepared": (
        message("{title}, {year}: {size} lower among those prepared in prison than among those not"),
        message("{title}, {year}: {size} higher among those prepared in prison than among those not"),
    ),
}
# More gaps than this are counted in a headline and no longer told one by one.
MOST_TOLD = 2


def say_directions(contrast: Contrast, language: Language) -> tuple[str, str]:
    """What does it mean that a gap lies below zero, or above?"""
    below, above = DIRECTIONS[contrast.dimension]
    return language.say(below), language.say(above)


def say_size(row: Mapping, language: Language) -> str:
    """How large is a gap, signed, in points? A dash where there is none to be said."""
    if pd.isna(row["value"]):
        return "—"
    return language.points(row["value"], decimals=_decimals(row))


def say_finding(row: Mapping, language: Language) -> str:
    """What may be concluded, in a few words?"""
    words = FINDINGS[row["finding"]]
    said = language.say(words)
    if row["status"] == PROVISIONAL and row["finding"] in (GAP, NOT_ENOUGH_EVIDENCE):
        return language.say("{finding}; provisional [p]", finding=said)
    return said


def say_gap(row: Mapping, contrast: Contrast, language: Language) -> str:
    """What may be said aloud of one outcome in one year?"""
    wanted = MEASURES[row["measure"]]
    first, second = GROUPS[contrast.dimension]
    values = {
        "title": language.say(wanted.title),
        "year": language.year(row["year"]),
        "first_group": language.say(first),
        "first": say_cell(row["first"], row["first_status"], wanted, language),
        "second_group": language.say(second),
        "second": say_cell(row["second"], row["second_status"], wanted, language),
        "finding": say_finding(row, language),
    }
    if pd.isna(row["value"]):
        return language.say("{title}, {year}: {first_group} {first}, {second_group} {second}; {finding}.", **values)
    return language.say(
        "{title}, {year}: {first_group} {first} of {first_known}, {second_group} {second} of {second_known}, a "
        "difference of {gap} (95% interval {interval}); {finding}.",
        first_known=language.number(row["first_denominator"]),
        second_known=language.number(row["second_denominator"]),
        gap=say_size(row, language),
        interval=say_interval(row, wanted, language),
        **values,
    )


def say_gaps(gaps: pd.DataFrame, contrast: Contrast, language: Language) -> str:
    """What does the figure of these gaps show, in words, for somebody who cannot see it?"""
    return " ".join(say_gap(row, contrast, language) for row in list_rows(gaps))


def is_all_too_few(gaps: pd.DataFrame) -> bool:
    """Does every gap that could be measured rest on too few known cases?"""
    measured = gaps.loc[gaps["value"].notna(), "finding"]
    return len(measured) > 0 and bool((measured == TOO_FEW).all())


def say_known(row: Mapping, language: Language) -> str:
    """How many known cases of the first group and of the second are behind a gap? A dash where there is no gap."""
    if pd.isna(row["value"]):
        return "—"
    return " · ".join(language.number(row[f"{side}_denominator"]) for side in SIDES)


def say_headline_of_gaps(
    gaps: pd.DataFrame, contrast: Contrast, language: Language, only: Collection[str] | None = None
) -> str:
    """What is the finding over all outcomes and years? The gaps that survive adjustment, or that there are none. `only`:
    the groups that were asked for, where not all were."""
    compared = int(gaps["value"].notna().sum())
    found = list_rows(gaps[gaps["finding"] == GAP])
    names = {"groups": language.say(CONTRASTS[contrast.dimension])}
    if only and not {contrast.first, contrast.second} <= set(only):
        sentence = NARROWED[contrast.dimension]
        return language.say(sentence)
    if not compared:
        return language.say("{groups}: no outcome of both is known here", **names)
    if is_all_too_few(gaps):
        return language.say("{groups}: too few known cases to compare their outcomes", **names)
    if not found and gaps["finding"].eq(CONFIDENTIAL).any():
        return language.say(
            "{groups}: {n} of {all} comparisons can be shown, without enough evidence of a gap",
            n=compared,
            all=len(gaps),
            **names,
        )
    if not found:
        return language.say("{groups}: not enough evidence that their outcomes differed", **names)
    if len(found) <= MOST_TOLD:
        first, *others = (_say_gap_found(row, contrast, language) for row in found)
        return language.clauses([first, *(_go_on(each) for each in others)])
    return language.say_count(
        "{groups}: a gap in {found} of {n} comparison",
        "{groups}: a gap in {found} of {n} comparisons",
        compared,
        found=len(found),
        **names,
    )


def _say_gap_found(row: Mapping, contrast: Contrast, language: Language) -> str:
    below, above = FOUND[contrast.dimension]
    sentence = below if row["value"] < 0 else above
    return language.say(
        sentence,
        title=language.say(MEASURES[row["measure"]].title),
        year=language.year(row["year"]),
        size=language.points(abs(row["value"]), _decimals(row), signed=False),
    )


def _go_on(clause: str) -> str:
    """A clause as it stands after a semicolon: without the capital of a sentence. Arabic has none, and keeps its letter."""
    return clause[:1].lower() + clause[1:]


def say_family(gaps: pd.DataFrame, language: Language) -> str:
    """Which tests are one family, and how were they adjusted?"""
    n = int(gaps["p"].notna().sum())
    return language.say_count(
        "{n} comparison is one family: Fisher’s exact test, adjusted by Benjamini and Hochberg at 5%.",
        "{n} comparisons are one family: Fisher’s exact test, adjusted by Benjamini and Hochberg at 5%.",
        n,
    )


def name_gaps(gaps: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Gaps with their texts: `group` (the outcome), `label` (signed, without “points”), `size_label`, `interval_label`,
    `first_cell`, `second_cell`, `far` (the known cases of both), `finding_label`, and `is_found`."""
    rows = list_rows(gaps)
    return gaps.assign(
        group=[language.say(MEASURES[row["measure"]].title) for row in rows],
        label=[_mark_size(row, language) for row in rows],
        size_label=[say_size(row, language) for row in rows],
        interval_label=[say_interval(row, MEASURES[row["measure"]], language) or "—" for row in rows],
        first_cell=[say_cell(row["first"], row["first_status"], MEASURES[row["measure"]], language) for row in rows],
        second_cell=[say_cell(row["second"], row["second_status"], MEASURES[row["measure"]], language) for row in rows],
        far=[say_known(row, language) for row in rows],
        finding_label=[say_finding(row, language) for row in rows],
        is_found=[row["finding"] == GAP for row in rows],
    )


def tabulate_gaps(
    named: pd.DataFrame, groups: tuple[str, str], language: Language, *, with_cases: bool = False
) -> pd.DataFrame:
    """The rows of `name_gaps` as a table of ready texts. groups: what both are called; with_cases: the known cases too."""
    first, second = groups
    return pd.DataFrame(
        {
            language.say("Outcome"): named["group"],
            language.say("Year"): [language.year(year) for year in named["year"]],
            first: named["first_cell"],
            second: named["second_cell"],
            **({language.say("Known cases"): named["far"]} if with_cases else {}),
            language.say("Difference"): named["size_label"],
            language.say("95% interval"): named["interval_label"],
            language.say("Finding"): named["finding_label"],
        }
    )


def _mark_size(row: Mapping, language: Language) -> str:
    return "" if pd.isna(row["value"]) else language.number(row["value"] * 100, _decimals(row), signed=True)


def _decimals(row: Mapping) -> int:
    return max(1, MEASURES[row["measure"]].decimals)


def gap_ticks(language: Language) -> Callable[[float], str]:
    """How are the numbers of an axis of gaps written? Signed points, without their name."""

    def written(value: float) -> str:
        points = round(value * 100, 6)
        return language.number(points, decimals=0 if points == int(points) else 1, signed=True)

    return written

"""How are the curves of two cohorts said in the reader's language? Where they stand, and whether they differ."""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.cohorts import (
    DIFFERENT,
    NOBODY,
    NOT_ENOUGH_EVIDENCE,
    ONE_COHORT,
    RUNNING,
    TOO_EARLY,
    TOO_FEW,
    Followed,
)
from analytics.comparison.wording import say_cell, say_not_compared, say_value
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import PROVISIONAL

FINDINGS = {
    DIFFERENT: message("the cohorts differ more than chance would explain"),
    NOT_ENOUGH_EVIDENCE: message("not enough evidence of a difference"),
    TOO_EARLY: message("too early to tell: not all have been observed for a month"),
    NOBODY: message("nobody was followed"),
    TOO_FEW: message("fewer than 30 supports in a cohort, too few to rely on [u]"),
}
# Shares of these curves are written as those of this measure.
SHARE = MEASURES["active_12m"]
# The share of other pages that a reader may take each curve for.
MEASURE_BESIDE = {RUNNING: "active_12m", "returned_to_prison": "return_to_prison_12m"}
# The months that a table or a description tells.
TOLD_EVERY = 3


def say_headline_of_curves(followed: Followed, language: Language, *, is_trend: bool = True) -> str:
    """What is the finding: where the cohorts stood when both were still observed, and whether they differ?

    is_trend: may the two years be set side by side? Where they may not, that is the finding.
    """
    if not is_trend and len(followed.years) > 1:
        return say_not_compared(language.say("Estimated return to prison"), followed.years, language)
    if followed.finding in (NOBODY, TOO_EARLY, TOO_FEW) or not followed.month:
        words = FINDINGS.get(followed.finding, FINDINGS[TOO_EARLY])
        finding = language.say(words)
        if followed.kind == RUNNING:
            return language.say("Still under way: {finding}", finding=finding)
        return language.say("Returned to prison: {finding}", finding=finding)
    cohorts = [
        language.say(
            "{share} in {year}",
            share=say_value(row["value"], SHARE, language),
            year=language.year(row["year"]),
        )
        for row in _rows_at(followed, followed.month)
    ]
    values = {"cohorts": language.join(cohorts)}
    if followed.kind == RUNNING:
        said = language.say_count(
            "Estimated still under way after {n} month: {cohorts}",
            "Estimated still under way after {n} months: {cohorts}",
            followed.month,
            **values,
        )
    else:
        said = language.say_count(
            "Estimated return to prison within {n} month: {cohorts}",
            "Estimated return to prison within {n} months: {cohorts}",
            followed.month,
            **values,
        )
    if followed.finding == ONE_COHORT:
        return said
    words = FINDINGS[followed.finding]
    return language.say("{said}; {finding}", said=said, finding=language.say(words))


def say_subtitle_of_curves(followed: Followed, language: Language) -> str:
    """What is drawn, and why does it differ from the share that is counted?"""
    if followed.kind == RUNNING:
        drawn = language.say(
            "Share of integrations neither completed, certified or ended, nor cut short by a return to prison, by month "
            "since the start."
        )
    else:
        drawn = language.say(
            "Share of all integrations that ended by a return to prison, by month since the start; who completed, was "
            "certified or ended otherwise stays in the count."
        )
    return f"{drawn} {_say_beside(followed, language)}"


def _say_beside(followed: Followed, language: Language) -> str:
    """Why is the share that is counted after 12 months another one?"""
    title = language.say(MEASURES[MEASURE_BESIDE[followed.kind]].title)
    if followed.kind == RUNNING:
        return language.say(
            "“{title}” also counts those completed or certified by then, and is therefore higher.", title=title
        )
    return language.say(
        "Estimated also from supports followed for less; “{title}” counts only those whose situation then is known, and "
        "so differs a little.",
        title=title,
    )


def say_test(followed: Followed, language: Language) -> str:
    """On which test does the finding rest? Empty where none was possible."""
    if not followed.test or followed.finding == TOO_FEW:
        return ""
    said = language.say_count(
        "Logrank test over the first {n} month, for which both cohorts were observed: p\u00a0=\u00a0{p}",
        "Logrank test over the first {n} months, for which both cohorts were observed: p\u00a0=\u00a0{p}",
        followed.until,
        p=_say_p(followed.adjusted, language),
    )
    if followed.tests < 2:
        return said + "."
    return language.say(
        "{said}, adjusted together with the test of the other curve (Benjamini and Hochberg).", said=said
    )


def _say_p(p_value: float, language: Language) -> str:
    if p_value < 0.001:
        return language.say("less than {number}", number=language.number(0.001, 3))
    return language.number(p_value, 2 if p_value >= 0.1 else 3)


def list_curve_notes(followed: Followed, language: Language, is_trend: bool = True) -> list[str]:
    """What must be known to read these curves: the test, what is dotted, where they end, how they were estimated."""
    if followed.is_empty:
        return []
    # What forms no trend is not tested for one either.
    notes = [say_test(followed, language)] if is_trend else []
    open_years = sorted({row["year"] for row in followed.rows if row["status"] == PROVISIONAL})
    if open_years:
        notes.append(
            language.say(
                "Dotted: provisional. Not all supports begun in {years} have been observed for so long, and an end becomes "
                "known sooner than that a support still goes on: there the curve shows too many ends.",
                years=language.join([language.year(year) for year in open_years]),
            )
        )
    if followed.kind == RUNNING:
        notes.append(
            language.say(
                "Estimate of Kaplan and Meier with 95% intervals, month by month; a curve stops where less than a tenth of "
                "its cohort is still followed."
            )
        )
    else:
        notes.append(
            language.say(
                "Estimate of Aalen and Johansen with competing ends and 95% intervals, month by month; a curve stops where "
                "less than a tenth of its cohort is still followed."
            )
        )
    return [note for note in notes if note]


def say_curves(followed: Followed, language: Language, *, is_trend: bool = True) -> str:
    """What does the figure show, in words, for somebody who cannot see it? Each cohort at some months."""
    parts = []
    for year in followed.years:
        rows = [row for row in _told(followed) if row["year"] == year and row["months"] and not pd.isna(row["value"])]
        # Every half year, and where the curve stops.
        told = [row for row in rows if row["months"] % 6 == 0] or rows[-1:]
        points = [
            language.say_count(
                "{share} after {n} month ({followed} still followed)",
                "{share} after {n} months ({followed} still followed)",
                row["months"],
                share=say_cell(row["value"], row["status"], SHARE, language),
                followed=language.number(row["at_risk"]),
            )
            for row in told
        ]
        if points:
            parts.append(language.say("{year}: {points}.", year=language.year(year), points=language.clauses(points)))
    return " ".join([say_headline_of_curves(followed, language, is_trend=is_trend) + ".", *parts])


def tabulate_curves(followed: Followed, language: Language) -> pd.DataFrame:
    """The curves as ready texts, every three months: year, month, share, interval, how many were still followed."""
    rows = _told(followed)
    return pd.DataFrame(
        {
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Months since the start"): [language.number(row["months"]) for row in rows],
            language.say("Share"): [say_cell(row["value"], row["status"], SHARE, language) for row in rows],
            language.say("95% interval"): [_say_interval(row, language) for row in rows],
            language.say("Still followed"): [language.number(row["at_risk"]) for row in rows],
        }
    )


def _say_interval(row: Mapping, language: Language) -> str:
    if pd.isna(row["low"]):
        return "—"
    ends = [say_value(row[end], SHARE, language) for end in ("low", "high")]
    return language.say("{low} to {high}", low=ends[0], high=ends[1])


def _told(followed: Followed) -> list[dict]:
    return [row for row in followed.rows if row["months"] % TOLD_EVERY == 0]


def _rows_at(followed: Followed, month: int) -> list[dict]:
    return [row for row in followed.rows if row["months"] == month and not pd.isna(row["value"])]

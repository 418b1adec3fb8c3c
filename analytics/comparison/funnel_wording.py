"""What may be said of a funnel? Who lies outside what chance alone would explain; never who is first or last."""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.funnel import BEYOND_95, BEYOND_998, INSIDE, LEAST_EXPECTED, LEAST_UNITS, NOT_JUDGED, Funnel
from analytics.comparison.wording import say_cell, say_difference, say_value
from analytics.language import Language, message

PLACES = {
    INSIDE: message("within the 95% limits"),
    BEYOND_95: message("between the 95% and the 99.8% limits"),
    BEYOND_998: message("beyond the 99.8% limits"),
    NOT_JUDGED: message("not judged"),
}


def say_place(place: str, language: Language) -> str:
    """Where does a city lie in its funnel?"""
    words = PLACES[place]
    return language.say(words)


def say_funnel(found: Funnel, year: int, language: Language) -> str:
    """What is the finding of a year's funnel?"""
    values = {"title": language.say(found.measure.title), "year": language.year(year)}
    outside = found.count(BEYOND_998)
    if found.dispersion.is_widened:
        return _say_spread_of(_name(found, year, language), found, outside, language)
    if not outside and found.has_hidden:
        return language.say("{title}, {year}: no city shown lies outside what chance alone would explain", **values)
    if not outside:
        return language.say("{title}, {year}: no city lies outside what chance alone would explain", **values)
    return language.say_count(
        "{title}, {year}: {n} city lies outside what chance alone would explain",
        "{title}, {year}: {n} cities lie outside what chance alone would explain",
        outside,
        **values,
    )


def _say_spread_of(title: str, found: Funnel, outside: int, language: Language) -> str:
    """The finding where cities differ by more than chance: limits that were widened do not say what chance explains."""
    if not outside and found.has_hidden:
        return language.say("{title}: cities differ by more than chance, and no city shown stands apart", title=title)
    if not outside and found.count(NOT_JUDGED):
        return language.say(
            "{title}: cities differ by more than chance, and none of those judged stands apart", title=title
        )
    if not outside:
        return language.say("{title}: cities differ by more than chance, and none stands apart", title=title)
    return language.say_count(
        "{title}: cities differ by more than chance, and {n} of them stands apart even so",
        "{title}: cities differ by more than chance, and {n} of them stand apart even so",
        outside,
        title=title,
    )


def say_funnel_of_change(found: Funnel, language: Language) -> str:
    """What is the finding of a funnel of change?"""
    title = language.say(found.measure.title)
    outside, judged = found.count(BEYOND_998), _judged(found)
    if found.dispersion.is_widened:
        return _say_spread_of(_name(found, None, language), found, outside, language)
    if not outside and judged < LEAST_UNITS:
        return language.say(
            "{title}: too few cities with enough cases to tell whether any moved otherwise", title=title
        )
    if not outside and found.count(NOT_JUDGED):
        return language.say_count(
            "{title}: {n} city could be judged, without enough evidence that it moved otherwise than all together",
            "{title}: {n} cities could be judged, without enough evidence that any moved otherwise than all together",
            judged,
            title=title,
        )
    if not outside and found.has_hidden:
        return language.say(
            "{title}: not enough evidence that any city shown moved otherwise than all together", title=title
        )
    if not outside:
        return language.say("{title}: not enough evidence that any city moved otherwise than all together", title=title)
    return language.say_count(
        "{title}: {n} city moved otherwise than all cities together",
        "{title}: {n} cities moved otherwise than all cities together",
        outside,
        title=title,
    )


def say_no_funnel(found: Funnel, year: int | None, language: Language) -> str:
    """Why is there no funnel of this year? None: of the change between both."""
    named = _name(found, year, language)
    known = int(found.units["value"].notna().sum())
    if known < LEAST_UNITS:
        return language.say(
            "{title}: too few cities with known cases to tell chance from more ({n}; at least {least} are needed)",
            title=named, least=LEAST_UNITS, n=known,
        )  # fmt: skip
    return language.say("{title}: all cities have the same value here, so there is nothing to tell apart", title=named)


def _name(found: Funnel, year: int | None, language: Language) -> str:
    """What is a funnel of: its measure in this year, or its change between both (None)?"""
    title = language.say(found.measure.title)
    if year is None:
        return language.say("{title}, change", title=title)
    return language.say("{title}, {year}", title=title, year=language.year(year))


def list_funnel_notes(found: Funnel, language: Language) -> list[str]:
    """What must stand under a year's funnel: its method, how many lie outside by chance, and whether it was widened."""
    if found.measure.is_share:
        method = language.say("Exact binomial limits around the overall rate of all cities (Spiegelhalter 2005).")
    else:
        method = language.say("Exact Poisson limits around the overall rate of all cities (Spiegelhalter 2005).")
    return [method, _say_multiplicity(found, language), _say_dispersion(found, language)]


def list_change_notes(found: Funnel, language: Language) -> list[str]:
    """What must stand under a funnel of change: its middle, its method, who is not judged, multiplicity, spread."""
    notes = [
        language.say(
            "The middle is the change of all cities together ({change}); the limits are normal ones for a difference of "
            "two shares (Spiegelhalter 2005).",
            change=say_difference(found.overall, found.measure, language),
        )
    ]
    unjudged = found.count(NOT_JUDGED)
    if unjudged:
        notes.append(
            language.say_count(
                "{n} city is shown and not judged: fewer than {least} cases of either outcome are expected there in a year.",
                "{n} cities are shown and not judged: fewer than {least} cases of either outcome are expected there in a "
                "year.",
                unjudged,
                least=LEAST_EXPECTED,
            )
        )
    return [*notes, _say_multiplicity(found, language), _say_dispersion(found, language)]


def _judged(found: Funnel) -> int:
    return found.count(INSIDE, BEYOND_95, BEYOND_998)


def _say_multiplicity(found: Funnel, language: Language) -> str:
    judged, outside = _judged(found), found.count(BEYOND_95, BEYOND_998)
    chance = round(judged * 0.05)
    if not chance:
        return language.say(
            "Of {n} cities judged, fewer than one would lie beyond the 95% limits by chance alone; {outside} do. Between "
            "the 95% and the 99.8% limits is no finding.",
            n=judged, outside=outside,
        )  # fmt: skip
    return language.say_count(
        "Of {judged} cities judged, about {n} would lie beyond the 95% limits by chance alone; {outside} do. Between the "
        "95% and the 99.8% limits is no finding.",
        "Of {judged} cities judged, about {n} would lie beyond the 95% limits by chance alone; {outside} do. Between the "
        "95% and the 99.8% limits is no finding.",
        chance, judged=judged, outside=outside,
    )  # fmt: skip


def _say_dispersion(found: Funnel, language: Language) -> str:
    spread = found.dispersion
    if not spread.is_tested:
        return language.say(
            "Too few cities to tell whether they differ by more than chance; the limits are those of chance alone."
        )
    test = {"phi": language.number(spread.phi, 2), "p": _say_p(spread.p_value, language)}
    if spread.is_significant and not spread.is_widened:
        return language.say(
            "Some cities differ by more than chance (p {p}), and the others no more than that (φ = {phi}): the limits are "
            "those of chance alone.",
            **test,
        )
    if not spread.is_widened:
        return language.say(
            "There is not enough evidence that cities differ by more than chance (φ = {phi}, p {p}): the limits are those "
            "of chance alone.",
            **test,
        )
    between = spread.tau2**0.5
    return language.say(
        "Cities differ by more than chance (φ = {phi}, p {p}), so the limits were widened by the spread between them "
        "(τ = {tau}).",
        **test,
        tau=language.points(between, signed=False) if found.measure.is_share else language.number(between, 1),
    )


def _say_p(p_value: float, language: Language) -> str:
    if p_value < 0.001:
        return language.say("< {number}", number=language.number(0.001, 3))
    if p_value > 0.99:
        return language.say("> {number}", number=language.number(0.99, 2))
    return language.say("= {number}", number=language.number(p_value, 3 if p_value < 0.01 else 2))


def say_all_units(found: Funnel, headline: str, name_of: Mapping[str, str], language: Language) -> str:
    """What does a funnel show, in words, for somebody who cannot see it? Each city beyond the limits is told."""
    overall = (
        say_value(found.overall, found.measure, language)
        if "denominator" in found.units
        else say_difference(found.overall, found.measure, language)
    )
    counts = [found.count(place) for place in (INSIDE, BEYOND_95, BEYOND_998, NOT_JUDGED)]
    said = language.say(
        "{headline}. All cities together: {overall}. Within the 95% limits: {inside}; between the 95% and the 99.8% "
        "limits: {between}; beyond the 99.8% limits: {beyond}; not judged: {unjudged}.",
        headline=headline, overall=overall, inside=counts[0], between=counts[1], beyond=counts[2], unjudged=counts[3],
    )  # fmt: skip
    outside = [
        language.say(
            "{city}: {value}, {place}.",
            city=name_of[row["city"]], value=say_unit(row, found, language), place=say_place(row["place"], language),
        )
        for row in found.beyond()
    ]  # fmt: skip
    return " ".join([said, *outside])


def say_unit(row: Mapping, found: Funnel, language: Language) -> str:
    """How is the value of a city, or its change, written with its mark?"""
    if "denominator" in row:
        return say_cell(row["value"], row["status"], found.measure, language)
    said = say_difference(row["value"], found.measure, language)
    mark = say_cell(pd.NA, row["status"], found.measure, language)
    return said if mark == "—" else f"{said} {mark}"


def say_limits(row: Mapping, found: Funnel, language: Language) -> str:
    """Between which values does a city of this size stay by chance alone, 95 times of a hundred? A change in points."""
    if pd.isna(row["low_95"]):
        return "—"

    def said(value: float) -> str:
        if "denominator" in row:
            return say_value(value, found.measure, language)
        return language.number(value * 100, max(1, found.measure.decimals), signed=True)

    return language.say("{low} to {high}", low=said(row["low_95"]), high=said(row["high_95"]))

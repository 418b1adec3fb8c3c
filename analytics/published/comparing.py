"""May two published figures be compared, and what then changed? Like for like, or not at all."""

import pandas as pd

from analytics.published.judging import is_borne_out
from analytics.published.qualifiers import Quantity
from analytics.published.register import Register

COMPARABLE, WITH_CARE, NOT_COMPARABLE = "comparable", "with_care", "not_comparable"
# One shape for every comparison; `reason` is a code of reasons.py, `values` what fills its sentence.
COLUMNS = ("indicator", "programme", "before", "before_qualifier", "after", "after_qualifier", "unit", "before_unit",
           "after_unit", "qualifier",
           "absolute", "relative", "verdict", "reason", "values", "beside_year", "beside_value")  # fmt: skip


def compare_figures(
    register: Register, indicator: str | None = None, before: int = 2014, after: int = 2015
) -> pd.DataFrame:
    """What changed between two years, as far as what was printed allows to say?

    Returns COLUMNS, one row an indicator and programme with a figure in either year (all programmes of `indicator` when
    one is named); `absolute` in the unit, `relative` a fraction, both null unless the verdict allows a change.
    Raises UnknownName.
    """
    rows = register.rows(indicator)
    of_both_years = [row for row in rows if row["year"] in (before, after)]
    pairs = dict.fromkeys((row["indicator"], row["programme"]) for row in of_both_years or rows)
    return pd.DataFrame([_compare_years(register, *pair, before, after) for pair in pairs], columns=COLUMNS)


def sides(indicator: str, programme: str, before: dict, after: dict) -> dict:
    """Both figures of a comparison as columns of COLUMNS; a figure is a row of the register, or empty."""
    return {
        "indicator": indicator,
        "programme": programme,
        "before": before.get("value"),
        "before_qualifier": before.get("qualifier"),
        "after": after.get("value"),
        "after_qualifier": after.get("qualifier"),
        "unit": after.get("unit") or before.get("unit"),
        "before_unit": before.get("unit") or after.get("unit"),
        "after_unit": after.get("unit") or before.get("unit"),
    }


def _compare_years(register: Register, indicator: str, programme: str, before: int, after: int) -> dict:
    series = {row["year"]: row for row in register.rows(indicator, programme, is_national=True, is_preferred=True)}
    one, other = series.get(before, {}), series.get(after, {})
    judged = register.judgement(indicator, programme)
    # A year of the comparison does not stand beside it as well.
    beside_year = judged.get("beside_year") if judged.get("beside_year") not in (before, after) else None
    third = series.get(beside_year, {})
    beside = {"beside_year": beside_year, "beside_value": third.get("value")}
    values = {"before_year": before, "after_year": after, "before_value": one.get("value")} | beside
    values |= {"before_unit": one.get("unit"), "after_unit": other.get("unit")}
    row = sides(indicator, programme, one, other) | beside
    has_local = any(each["geography"] != "national" for each in register.rows(indicator, programme))
    verdict, reason = _decide(one, other, has_local)
    if verdict == COMPARABLE:
        row |= _difference(one, other)
        if row["qualifier"] is None:
            verdict, reason = WITH_CARE, "no_bound"
    is_said = judged and is_borne_out(judged["reason"], one, other, third)
    if is_said and not (verdict == NOT_COMPARABLE and judged.get("verdict") is None):
        verdict, reason = judged.get("verdict") or verdict, judged["reason"]
    if reason == "cities_in_common":
        values |= _cities_in_common(register)
    if verdict == NOT_COMPARABLE:
        row |= {"qualifier": None, "absolute": None, "relative": None}
    return row | {"verdict": verdict, "reason": reason, "values": values}


def _decide(before: dict, after: dict, has_local: bool) -> tuple[str, str]:
    """The verdict that the figures themselves give."""
    if not before and not after:
        return NOT_COMPARABLE, "local_only" if has_local else "no_figure_either"
    if not before:
        return NOT_COMPARABLE, "no_figure_before"
    if not after:
        return NOT_COMPARABLE, "no_figure_after"
    if before["unit"] != after["unit"]:
        return NOT_COMPARABLE, "different_units"
    if before["period"] != after["period"]:
        return NOT_COMPARABLE, "different_periods"
    return COMPARABLE, "like_for_like"


def _difference(before: dict, after: dict) -> dict:
    one = Quantity.printed(before["value"], before["qualifier"])
    other = Quantity.printed(after["value"], after["qualifier"])
    absolute, relative = other.minus(one), other.relative_to(one)
    return {
        "qualifier": absolute.qualifier,
        "absolute": absolute.value,
        "relative": relative.value if relative and relative.qualifier == absolute.qualifier else None,
    }


def _cities_in_common(register: Register) -> dict:
    cities = register.programme_cities()
    return {
        "common": int((cities["in_2014"] & cities["in_2015"]).sum()),
        "left": int((cities["in_2014"] & ~cities["in_2015"]).sum()),
        "new": int((~cities["in_2014"] & cities["in_2015"]).sum()),
    }

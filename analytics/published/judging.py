"""Does an editor's judgement hold for these two years? It was written for 2014 and 2015."""

from collections.abc import Callable, Mapping

from analytics.published.qualifiers import Quantity

LAUNCH = "ramadan_launch"
# The lists of cities that are held are those of these two programmes.
YEARS_OF_CITIES = (2014, 2015)


def is_borne_out(reason: str, before: Mapping, after: Mapping, beside: Mapping) -> bool:
    """Do the two figures, and the one beside them, bear this reason of comparisons.csv out?

    Each is a row of the register, empty where there is none. Where it does not hold the figures decide alone; a reason
    without a check is about the indicator itself, and stands whatever the years.
    """
    check = CHECKS.get(reason)
    return check is None or check(before, after, beside)


def _starts_low(before: Mapping, after: Mapping, beside: Mapping) -> bool:
    return (
        bool(before and after and beside)
        and beside["year"] == before["year"] - 1
        and _is_surely_less(before, beside)
        and _is_surely_less(before, after)
    )


def _is_surely_less(one: Mapping, other: Mapping) -> bool:
    quantities = [Quantity.printed(row["value"], row["qualifier"]) for row in (other, one)]
    return quantities[0].minus(quantities[1]).low > 0


def _are_of_a_launch(before: Mapping, after: Mapping, _beside: Mapping) -> bool:
    return before.get("period") == after.get("period") == LAUNCH


def _is_floor_after(before: Mapping, after: Mapping, _beside: Mapping) -> bool:
    return before.get("qualifier") == "exact" and after.get("qualifier") == "more_than"


def _has_both_city_lists(before: Mapping, after: Mapping, _beside: Mapping) -> bool:
    return (before.get("year"), after.get("year")) == YEARS_OF_CITIES


def _has_no_counterpart(before: Mapping, after: Mapping, _beside: Mapping) -> bool:
    return bool(before) and not after


CHECKS: dict[str, Callable[[Mapping, Mapping, Mapping], bool]] = {
    "low_base_year": _starts_low,
    "planned_at_launch": _are_of_a_launch,
    "lower_bound": _is_floor_after,
    "cities_in_common": _has_both_city_lists,
    "no_counterpart": _has_no_counterpart,
}

"""Why may two figures be compared, or not? Each reason is one sentence; its code stands in comparisons.csv and in code."""

from analytics.errors import UnknownName
from analytics.language import message

REASONS = {
    # What the figures themselves decide.
    "like_for_like": message("Same indicator, same programme, same kind of period, same unit."),
    "no_figure_before": message("The sources that were read give no figure for {before_year}."),
    "no_figure_after": message("The sources that were read give no figure for {after_year}."),
    "no_figure_either": message("The sources that were read give no figure for {before_year} or {after_year}."),
    "local_only": message("Only local figures were found, and they are no national total."),
    "different_periods": message("The two figures cover different periods."),
    "different_units": message("The two figures count different things: {before_unit} against {after_unit}."),
    "no_bound": message("What was printed leaves no certain difference."),
    "year_against_round": message(
        "One covers a whole year, the other a single funded round at Ramadan: setting them side by side would invent a "
        "change."
    ),
    "different_indicators": message(
        "They count different things: neither their difference nor their sum would mean anything."
    ),
    "overlap_not_stated": message(
        "They count different things, and the sources do not say how far they overlap: neither their difference nor "
        "their sum is a number of people."
    ),
    "inside_and_after_prison": message("One is about life inside prison, the other about the time after release."),
    # What an editor decided, from reading the sources (comparisons.csv).
    "low_base_year": message(
        "{before_year} is a low point: {beside_year} counted {beside_value}, and no source explains the fall to "
        "{before_value}: between {beside_year} and {before_year} a change of counting cannot be excluded."
    ),
    "support_not_creation": message(
        "“Support” may be guidance only: these are not projects created, and not projects still alive."
    ),
    "planned_at_launch": message("Both are numbers planned at the launch of the programme."),
    "lower_bound": message("The figure of {after_year} is a lower bound, so only the least change is certain."),
    "cities_in_common": message(
        "In both programmes: {common} cities; in that of {before_year} only: {left}; in that of {after_year} only: {new}."
    ),
    "no_counterpart": message(
        "The sources that were read give nothing like it for {after_year}; its parts may overlap, so they must not be "
        "added or subtracted."
    ),
    "different_samples": message(
        "The rates stated in July 2015 name another sample or none, and no clear period: they make no trend with this one."
    ),
    "one_sample": message(
        "It is the size of one sample, not the number of all who were followed: samples make no trend."
    ),
    "counted_in_a_sample": message(
        "It was counted within one sample of people followed: alone it is neither a rate nor a trend."
    ),
    "stock_not_releases": message(
        "This is the number of people in prison at the end of the year, not the number released: it is no denominator "
        "for reintegration."
    ),
    "different_populations": message("The sources disagree on whom they count: such shares make no trend."),
}


def reason_sentence(code: str) -> str:
    """Which English sentence stands for this code? Raises UnknownName."""
    if code not in REASONS:
        raise UnknownName(message("reason"), code, REASONS)
    return REASONS[code]

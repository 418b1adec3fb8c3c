"""How is a measured value, its change and the verdict said in the reader's language? Never more than the cells allow."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analytics.comparison.change import COMPARABLE, NOT_COMPARABLE, WITH_CARE, doubt_of
from analytics.comparison.families import FALSE_DISCOVERY_RATE
from analytics.language import Language, message
from analytics.measures.catalogue import Measure
from analytics.measures.cells import MARKS, SMALLEST_RELIABLE_DENOMINATOR, STATUS_MEANINGS, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.measures.measure import UNITS
from analytics.records.codes import CodeLists

VERDICTS = {
    "comparable": message("Comparable"),
    "with_care": message("With care"),
    "not_comparable": message("Not comparable"),
}
REASONS = {
    "like_for_like": message("Same measure and same rules in both years."),
    "confidential": message("A number is hidden to protect people."),
    "no_figure_either": message("Neither year has records here."),
    "no_figure_before": message("2014 has no records here."),
    "no_figure_after": message("2015 has no records here."),
    "break": message("The way of counting changed between the years."),
    "low_reliability": message("A rate rests on fewer than 30 records, too few to rely on [u]."),
    "provisional": message("Some supports have not been followed long enough yet [p]."),
    "assumption": message("Part of it is an assumption, because no figure was found."),
    "assumed_amount": message("The amount of 2015 is an assumption, because only a floor was published."),
    "only_a_floor": message("Of 2015 only a floor was published, so it cannot be said that it was less than in 2014."),
    "no_trend": message("No comparable rate was found for 2014, so neither a fall nor a rise can be said."),
    "not_enough_evidence": message("The interval contains zero: not enough evidence of a change."),
    "not_after_adjustment": message(
        "Taken alone the interval excludes zero; among the groups looked at together it is not enough evidence."
    ),
}
# What each reason makes of a comparison.
FORBIDDING = ("confidential", "no_figure_either", "no_figure_before", "no_figure_after", "only_a_floor", "no_trend")
VERDICT_OF = (
    dict.fromkeys(REASONS, WITH_CARE) | dict.fromkeys(FORBIDDING, NOT_COMPARABLE) | {"like_for_like": COMPARABLE}
)
# Beside a change that is not enough evidence of one (government statistics shorthand: not statistically significant).
DOUBT_MARK = "[ns]"
# Beside two numbers that do not compare.
UNEQUAL_MARK = "≠"
SMALLEST_P_SHOWN = 0.001


def say_why(reason: str, language: Language) -> str:
    """What does this reason say, in one sentence?"""
    words = REASONS[reason]
    return language.say(words)


def say_not_compared(title: str, years: Sequence[int], language: Language) -> str:
    """The headline of what is there for these years, and may not be set side by side."""
    said = language.join([language.year(year) for year in years])
    return language.say("{title}: {years} cannot be compared", title=title, years=said)


def say_value(value: float, wanted: Measure, language: Language) -> str:
    """How is a value of this measure written with its unit: “6.4%”, “4,500,000 MAD”, “1,719”?"""
    if value is None or pd.isna(value):
        return "—"
    if wanted.is_share:
        return language.percent(value, wanted.decimals)
    if wanted.unit == "MAD":
        return language.money(value)
    return language.number(value, wanted.decimals)


def say_cell(value: float, cell_status: str, wanted: Measure, language: Language) -> str:
    """How is a value written with the mark of its status: “6.4% [u]”, “[c]”?"""
    mark = language.mark(MARKS.get(cell_status, ""))
    if value is None or pd.isna(value):
        return mark or "—"
    return f"{say_value(value, wanted, language)} {mark}".strip()


def mark_cell(value: float, cell_status: str, wanted: Measure, language: Language) -> str:
    """How is a value written with its mark where the unit stands beside it: “15,962 [u]”?"""
    said = say_cell(value, cell_status, wanted, language)
    if wanted.unit != "MAD" or pd.isna(value):
        return said
    return f"{language.number(value)} {language.mark(MARKS.get(cell_status, ''))}".strip()


def say_difference(value: float, wanted: Measure, language: Language) -> str:
    """How is an absolute change written: points for shares, else the unit?"""
    if wanted.is_share:
        return language.points(value, decimals=max(1, wanted.decimals))
    if wanted.unit == "MAD":
        return language.money(value, signed=True)
    return language.number(value, wanted.decimals, signed=True)


def say_change(row: Mapping, wanted: Measure, language: Language) -> str:
    """How is the change of a group said: “+786 (+84%)”, “+0.9 points”? Empty where no change may be said."""
    if row["verdict"] == NOT_COMPARABLE or pd.isna(row["absolute"]):
        return ""
    absolute = say_difference(row["absolute"], wanted, language)
    # A percentage of a percentage is read as points: shares change by points only. And one person more where there was
    # one is not “+100%”: no percentage on a handful.
    counted = "before" if wanted.counts_rows else "before_numerator" if wanted.unit == "per_100k" else None
    is_handful = counted is not None and row[counted] < SMALLEST_RELIABLE_DENOMINATOR
    if wanted.is_share or is_handful or pd.isna(row["relative"]):
        return absolute
    return f"{absolute} ({language.percent(row['relative'], signed=True)})"


def mark_change(row: Mapping, wanted: Measure, language: Language) -> str:
    """How is a change written with the mark of one that is not enough evidence: “+0.9 points [ns]”?"""
    change = say_change(row, wanted, language)
    return f"{change} {language.mark(DOUBT_MARK)}" if change and doubt_of(row) else change


def _mark_unequal(row: Mapping, language: Language) -> str:
    """The sign beside two numbers that stand there both and do not compare."""
    return "" if pd.isna(row["before"]) or pd.isna(row["after"]) else language.mark(UNEQUAL_MARK)


def say_p(row: Mapping, language: Language) -> str:
    """How is the adjusted p-value of a group written: “0.012”, “< 0.001”? Empty where nothing was tested."""
    adjusted = row["p_adjusted"]
    if pd.isna(adjusted):
        return ""
    if adjusted < SMALLEST_P_SHOWN:
        return language.say("< {number}", number=language.number(SMALLEST_P_SHOWN, 3))
    return language.number(adjusted, 3)


def list_marks(language: Language) -> list[tuple[str, str]]:
    """What does each mark beside a number mean?"""
    meanings = [
        (mark, language.say(STATUS_MEANINGS[status], n=SMALLEST_RELIABLE_DENOMINATOR)) for status, mark in MARKS.items()
    ]
    doubt = language.say("Not enough evidence of a change, alone or among the groups looked at.")
    return [*meanings, (DOUBT_MARK, doubt)]


def list_doubt_notes(changes: pd.DataFrame, language: Language) -> list[str]:
    """What must stand under changes of several groups? What the mark of doubt means, and which family was adjusted."""
    notes = []
    if any(doubt_of(row) for row in list_rows(changes)):
        notes.append(language.say("{mark}: not enough evidence of a change.", mark=language.mark(DOUBT_MARK)))
    return notes + list_family_notes(list_rows(changes), language)


def list_family_notes(rows: Sequence[Mapping], language: Language) -> list[str]:
    """What must be known of groups that are looked at together? How many there are, and that they were adjusted for it."""
    family = max((row["family"] for row in rows if not pd.isna(row["family"])), default=0)
    if family < 2:
        return []
    return [
        language.say_count(
            "{n} group is looked at: of those called changed at most {rate} are expected to be chance.",
            "{n} groups are looked at together: their p-values are adjusted (Benjamini and Hochberg 1995), so that of "
            "those called changed at most {rate} are expected to be chance.",
            int(family),
            rate=language.percent(FALSE_DISCOVERY_RATE),
        )
    ]


def list_rounding_notes(rows: Sequence[Mapping], wanted: Measure, language: Language) -> list[str]:
    """What must stand under changes when one is not what a reader gets who takes one printed number from the other?"""
    digits = wanted.decimals + 2 * wanted.is_share
    for row in rows:
        if row["verdict"] != NOT_COMPARABLE and not pd.isna(row["absolute"]):
            before, after, change = (round(float(row[name]), digits) for name in ("before", "after", "absolute"))
            if abs(after - before - change) > 0.5 * 10.0**-digits:
                return [language.say("A change is worked out before its numbers are rounded.")]
    return []


def say_interval(row: Mapping, wanted: Measure, language: Language) -> str:
    """Between which ends does the change lie? Empty for complete counts and money, which are no estimates."""
    if pd.isna(row["low"]):
        return ""
    return language.say(
        "{low} to {high}",
        low=say_difference(row["low"], wanted, language),
        high=say_difference(row["high"], wanted, language),
    )


def say_reason(row: Mapping, language: Language) -> str:
    """Why is this the verdict?"""
    if row["reason"] == "not_after_adjustment":
        return language.say_count(
            "Taken alone the interval excludes zero; in a family of {n} group it is not enough evidence.",
            "Taken alone the interval excludes zero; among the {n} groups looked at together it is not enough evidence.",
            int(row["family"]),
        )
    sentence = REASONS[row["reason"]]
    return language.say(sentence)


def say_verdict(row: Mapping, language: Language) -> str:
    """What is the verdict, in a word or two?"""
    words = VERDICTS[row["verdict"]]
    return language.say(words)


def say_unit(wanted: Measure, language: Language) -> str:
    """What is the unit of this measure called?"""
    words = UNITS[wanted.unit]
    return language.say(words)


def say_comparison(row: Mapping, wanted: Measure, language: Language, group: str = "") -> str:
    """What may be said aloud about one group's change?"""
    title = language.say(wanted.title)
    name = language.say("{title}, {group}", title=title, group=group) if group else title
    values = {
        "name": name,
        "before": say_cell(row["before"], row["before_status"], wanted, language),
        "after": say_cell(row["after"], row["after_status"], wanted, language),
        "before_year": language.year(2014),
        "after_year": language.year(2015),
    }
    change = say_change(row, wanted, language)
    if not change:
        return language.say(
            "{name}: {before} in {before_year}, {after} in {after_year}; no change may be said.", **values
        )
    sentence = language.say(
        "{name}: {before} in {before_year}, {after} in {after_year}: {change}.", **values, change=change
    )
    interval = say_interval(row, wanted, language)
    if interval:
        sentence += " " + language.say("95% interval of the change: {interval}.", interval=interval)
    if doubt_of(row):
        sentence += " " + language.say("Not enough evidence of a change.")
    return sentence


def name_changes(
    changes: pd.DataFrame, wanted: Measure, by: str | None, code_lists: CodeLists, language: Language
) -> pd.DataFrame:
    """Changes with their texts: `code` (of the group), `group`, `before_label`, `after_label`, `before_cell`, `after_cell`
    (with marks), `change_label` (with the mark of doubt), `is_doubtful`, `interval_label`, `p_label`, `verdict_label`."""
    rows = list_rows(changes)
    code_list = DIMENSIONS[by].code_list if by else None
    return changes.assign(
        code=[str(row[by]) if by else "" for row in rows],
        group=[code_lists.name(code_list, row[by], language) if by else language.say("All") for row in rows],
        before_label=[say_value(row["before"], wanted, language) for row in rows],
        after_label=[say_value(row["after"], wanted, language) for row in rows],
        before_cell=[say_cell(row["before"], row["before_status"], wanted, language) for row in rows],
        after_cell=[say_cell(row["after"], row["after_status"], wanted, language) for row in rows],
        change_label=[mark_change(row, wanted, language) or _mark_unequal(row, language) for row in rows],
        is_doubtful=[doubt_of(row) is not None for row in rows],
        interval_label=[say_interval(row, wanted, language) for row in rows],
        p_label=[say_p(row, language) for row in rows],
        verdict_label=[
            language.say("{verdict}: {reason}", verdict=say_verdict(row, language), reason=say_reason(row, language))
            for row in rows
        ],
    )


def ticks(wanted: Measure, language: Language) -> Callable[[float], str]:
    """How are the numbers of an axis of this measure written?"""

    def written(value: float) -> str:
        if wanted.is_share:
            return language.percent(value, decimals=0 if round(value * 100, 6) == round(value * 100) else 1)
        return language.number(value, decimals=0 if value == int(value) else 1)

    return written


def say_all(changes: pd.DataFrame, named: pd.DataFrame, wanted: Measure, language: Language) -> str:
    """What does the figure of these changes show, in words, for somebody who cannot see it?"""
    return " ".join(
        say_comparison(row, wanted, language, group)
        for row, group in zip(list_rows(changes), named["group"], strict=True)
    )

"""How are the parts of a change said in the reader's language? Arithmetic, and never a cause."""

from collections.abc import Mapping

import pandas as pd

from analytics.comparison.change import doubt_of
from analytics.comparison.decomposition import (
    COMPOSITION,
    RATE,
    SMALLEST_CHANGE,
    TOTAL,
    decompose,
    dimensions_to_split_by,
)
from analytics.comparison.wording import say_cell, say_difference, say_value
from analytics.language import Language
from analytics.measures.catalogue import Measure
from analytics.measures.cells import list_rows
from analytics.measures.dimensions import DIMENSIONS


def name_parts(parts: pd.DataFrame, wanted: Measure, language: Language) -> pd.DataFrame:
    """The parts of `decompose` with their texts: `name`, `before_label`, `after_label` (with marks), `effect_label`."""
    rows = list_rows(parts)
    return parts.assign(
        name=[_name(row, wanted, language) for row in rows],
        before_label=[say_cell(row["before"], row["status"], wanted, language) for row in rows],
        after_label=[say_cell(row["after"], row["status"], wanted, language) for row in rows],
        effect_label=[
            "" if pd.isna(row["effect"]) else say_difference(row["effect"], wanted, language) for row in rows
        ],
    )


def _name(row: Mapping, wanted: Measure, language: Language) -> str:
    if row["part"] == TOTAL:
        return language.say("All")
    if row["part"] == COMPOSITION:
        title = DIMENSIONS[row["dimension"]].title
        return language.say("Who was served ({dimension})", dimension=language.say(title).lower())
    # Of an outcome one may say how people fared; of a share of women only how large it is within the groups.
    return language.say("How they fared") if wanted.horizon else language.say("The share within the groups")


def list_steps(named: pd.DataFrame, wanted: Measure, language: Language) -> pd.DataFrame:
    """The way from the first year to the second: `measure`, `name`, `part`, `start`, `end`, `label`, `status`, in order.
    No rows where the change cannot be split."""
    rows = list_rows(named)
    whole = rows[-1]
    steps = []
    if not pd.isna(whole["effect"]):
        steps.append(_year(whole, "before", 2014, wanted, language))
        for row in rows[:-1]:
            start = steps[-1]["end"]
            ends = {"start": start, "end": start + row["effect"], "label": row["effect_label"]}
            steps.append({"name": row["name"], "part": row["part"]} | ends)
        steps.append(_year(whole, "after", 2015, wanted, language))
    table = pd.DataFrame(steps, columns=["name", "part", "start", "end", "label"])
    table.insert(0, "measure", whole["measure"])
    return table.astype({"start": "Float64", "end": "Float64"}).assign(status=whole["status"])


def _year(whole: Mapping, side: str, year: int, wanted: Measure, language: Language) -> dict:
    label = say_value(whole[side], wanted, language)
    return {"name": language.year(year), "part": side, "start": whole[side], "end": whole[side], "label": label}


def say_parts_headline(parts: pd.DataFrame, overall: Mapping, wanted: Measure, language: Language) -> str:
    """What is the finding? The parts of the change, or that there is not enough evidence of one."""
    title = language.say(wanted.title)
    whole = parts.iloc[-1]
    if pd.isna(whole["effect"]):
        return language.say("{title}: the change cannot be split into parts", title=title)
    if doubt_of(overall) or abs(whole["effect"]) < SMALLEST_CHANGE:
        return language.say(
            "{title}: not enough evidence of a change; its parts are arithmetic and no more", title=title
        )
    effects = parts.groupby("part")["effect"].sum()
    values = {
        "title": title,
        "change": say_difference(whole["effect"], wanted, language),
        "composition": say_difference(effects[COMPOSITION], wanted, language),
        "rate": say_difference(effects[RATE], wanted, language),
    }
    if wanted.horizon:
        return language.say(
            "{title}: of {change}, who was served accounts arithmetically for {composition}, how they fared for {rate}",
            **values,
        )
    return language.say(
        "{title}: of {change}, who was served accounts arithmetically for {composition}, the share within the groups "
        "for {rate}",
        **values,
    )


def say_parts(named: pd.DataFrame, wanted: Measure, language: Language) -> str:
    """What does the figure of these parts show, in words, for somebody who cannot see it?"""
    rows = list_rows(named)
    whole = rows[-1]
    if pd.isna(whole["effect"]):
        return say_no_parts(whole, language)
    sentences = [
        language.say(
            "{name}: {before} in {before_year}, {after} in {after_year}: {change}.",
            name=language.say(wanted.title),
            before=whole["before_label"],
            after=whole["after_label"],
            before_year=language.year(2014),
            after_year=language.year(2015),
            change=whole["effect_label"],
        )
    ]
    sentences += [language.say("{name}: {change}.", name=row["name"], change=row["effect_label"]) for row in rows[:-1]]
    return " ".join(sentences)


def say_no_parts(whole: Mapping, language: Language) -> str:
    """Why can the change not be split?"""
    if whole["status"] == "confidential":
        return language.say("The change cannot be split: a number is hidden to protect people.")
    return language.say("The change cannot be split: one of the years has no known cases here.")


def list_part_notes(parts: pd.DataFrame, wanted: Measure, language: Language) -> list[str]:
    """What must be known to read the parts of a change of `wanted`? The method, what it rests on, what it does not say,
    and why the numbers that are written need not add up."""
    whole = parts.iloc[-1]
    if (parts["part"] == COMPOSITION).sum() == 1:
        method = language.say("Split as Kitagawa (1955) does, without remainder.")
    else:
        method = language.say("Split as Das Gupta (1993) does, without remainder and whatever the order.")
    notes = [
        language.say(
            "Arithmetic, not an explanation: there is no comparison group, and no interval is given for the parts."
        ),
        f"{method} " + language.say(
            "In the table the years of a part show the share if this part alone had differed."
        ),
    ]  # fmt: skip
    if whole["groups_in_one_year"]:
        notes.append(
            language.say_count(
                "{n} group of {groups} has known cases in one year only: its share of that year stands for both.",
                "{n} groups of {groups} have known cases in one year only: their shares of that year stand for both.",
                int(whole["groups_in_one_year"]),
                groups=int(whole["groups"]),
            )
        )
    return notes + _list_rounding_notes(parts, wanted, language)


def _list_rounding_notes(parts: pd.DataFrame, wanted: Measure, language: Language) -> list[str]:
    """Why do the parts that are written not add up to the change that is written? Nothing where they do."""
    digits = max(1, wanted.decimals) + 2
    *split, whole = list_rows(parts)
    if pd.isna(whole["effect"]):
        return []
    change = round(float(whole["effect"]), digits)
    summed = sum(round(float(row["effect"]), digits) for row in split)
    apart = round(float(whole["after"]), wanted.decimals + 2) - round(float(whole["before"]), wanted.decimals + 2)
    if max(abs(summed - change), abs(apart - change)) < 0.5 * 10.0**-digits:
        return []
    return [language.say("A change and its parts are worked out before they are rounded.")]


def list_share_notes(cells: pd.DataFrame, overall: Mapping, wanted: Measure, language: Language) -> list[str]:
    """What must stand under a share of both years in all, drawn by groups: how much of its change goes with who was served.

    cells: of the share, by year and one dimension; overall: its change over everybody, as `compare` judges it. Nothing is
    said where there is no change to be said or it cannot be split.
    """
    dimensions = [name for name in cells.columns if name in dimensions_to_split_by(wanted)]
    if doubt_of(overall) or pd.isna(overall["absolute"]) or len(dimensions) != 1 or cells.empty:
        return []
    parts = decompose(cells)
    if pd.isna(parts["effect"].iloc[-1]) or abs(parts["effect"].iloc[-1]) < SMALLEST_CHANGE:
        return []
    headline = say_parts_headline(parts, overall, wanted, language)
    return [f"{headline}.", *_list_rounding_notes(parts, wanted, language)]

"""What stands around the figures of money awarded: totals and means, how awards are spread, how evenly over cities?"""

import pandas as pd

from analytics.comparison import money_wording as money
from analytics.comparison import wording as measured
from analytics.comparison.change import compare, holds_assumed_amount
from analytics.comparison.concentration import concentrate
from analytics.comparison.distribution import classes_of, quartiles, regroup
from analytics.comparison.headline import say_headline
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import LOW_RELIABILITY, MARKS, list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.money import MoneyChoice
from analytics.web.stories.shared import list_notes, say_source_of

YEARS = (2014, 2015)


def tell_totals(
    overall: pd.DataFrame, totals: pd.DataFrame, means: pd.DataFrame, asked: MoneyChoice, data: Loaded
) -> tuple[pd.DataFrame, Story]:
    """Money awarded by group, with the mean award: rows of bars, and their story.

    overall: cells of `funding_total` by year; totals, means: of `funding_total` and `funding_mean` by year and group.
    """
    language, wanted, by = language_of_page(), MEASURES["funding_total"], asked.by
    all_in_all, changes = (compare(each, assumptions=data.assumptions, where=asked.where) for each in (overall, totals))
    named = money.name_totals(changes, means, by, data.cube.code_lists, language)
    title = language.say(DIMENSIONS[by].title) if by else language.say("Group")
    columns = {title: named["group"]}
    for side, year in money.SIDES:
        columns[language.year(year)] = named[f"{side}_cell"]
        label = language.say("Mean award · number, {year}", year=language.year(year))
        columns[label] = [text or "—" for text in named[f"{side}_beside"]]
    columns[language.say("Change")] = [label or "—" for label in named["change_label"]]
    columns[language.say("Verdict")] = named["verdict_label"]
    table = pd.DataFrame(columns)
    story = Story(
        key=f"funding-totals-{by or 'total'}",
        headline=say_headline(all_in_all.iloc[0], wanted, language, title if by else ""),
        subtitle=_join(language.say(wanted.definition), asked.filters_said),
        alt=_join(measured.say_all(changes, named, wanted, language), *_say_means(named, language)),
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:-1]),
        notes=list_notes([totals, means], data, asked.where, language),
        measures=("funding_total", "funding_mean"),
        cells=pd.concat([totals, means], ignore_index=True),
    )
    return named, story


def _say_means(named: pd.DataFrame, language: Language) -> list[str]:
    label = language.say("Mean award · number")
    return [
        language.say("{name}: {figure} in {year}.", name=f"{label}, {group}", figure=text, year=language.year(year))
        for side, year in money.SIDES
        for group, text in zip(named["group"], named[f"{side}_beside"], strict=True)
        if text
    ]


def beside_awards(asked: MoneyChoice, language: Language) -> dict:
    """How are totals drawn: with the mean award beside, and which dimension does a click narrow?"""
    return {"beside_label": language.say("Mean award · number"), "meta": {"narrows": asked.by}}


def tell_spread(amounts: pd.DataFrame, asked: MoneyChoice, data: Loaded) -> tuple[pd.DataFrame, pd.DataFrame, Story]:
    """How awards are spread over amounts: classes, quartiles, and their story. amounts: awards by year and band.

    A handful of awards is counted, and not said in percent: the classes then hold numbers.
    """
    language = language_of_page()
    found = quartiles(amounts)
    classes = regroup(amounts, classes_of(amounts))
    rows = list_rows(classes)
    labels = [_say_class(row, language) for row in rows]
    shares = [_say_count(row, language) for row in rows]
    drawn = classes.assign(class_label=labels, label=shares)
    is_handful = (classes["status"] == LOW_RELIABILITY).any()
    if is_handful:
        drawn["value"] = drawn["numerator"].astype("Float64")
    is_assumed = holds_assumed_amount(amounts, data.assumptions, asked.where)
    headline = money.say_spread(found, language, is_assumed=is_assumed)
    named = found.assign(label=[money.say_quartiles(row, language) for row in list_rows(found)])
    table = pd.DataFrame({language.say("Amount of an award, MAD"): list(dict.fromkeys(labels))})
    for year in [year for year in YEARS if year in set(classes["year"])]:
        table[language.year(year)] = [share for row, share in zip(rows, shares, strict=True) if row["year"] == year]
    story = Story(
        key="funding-spread",
        headline=headline,
        subtitle=_join(_say_axis(is_handful, language), asked.filters_said),
        alt=_describe_spread(headline, named, drawn, language),
        source=say_source_of(["funding_mean"], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=[
            *list_notes([amounts, found], data, asked.where, language),
            language.say("Median and quartiles are read off bands of 500 MAD and rounded to hundreds."),
        ],
        measures=("funding_mean",),
        cells=pd.concat([classes, found], ignore_index=True),
    )
    return drawn, named, story


def _describe_spread(headline: str, quartiles: pd.DataFrame, classes: pd.DataFrame, language: Language) -> str:
    told = [f"{headline}."]
    of_classes = list_rows(classes[["year", "class_label", "label"]])
    for row in list_rows(quartiles):
        told.append(language.say("{year}: {figure}", year=language.year(row["year"]), figure=row["label"]) + ".")
        parts = [f"{each['class_label']}: {each['label']}" for each in of_classes if each["year"] == row["year"]]
        told.append(language.clauses(parts) + ".")
    return " ".join(told)


def _say_axis(is_handful: bool, language: Language) -> str:
    if is_handful:
        return language.say("Awards by amount in dirhams: how many in each year.")
    return language.say("Awards by amount in dirhams, as a share of the year’s awards.")


def spread_texts(classes: pd.DataFrame, language: Language) -> dict:
    """How are amounts, and shares or a handful of awards, written in the figure of their spread?"""
    is_handful = (classes["status"] == LOW_RELIABILITY).any()
    levels = {"level_text": language.number, "least_level": 1} if is_handful else {"level_text": language.percent}
    return levels | {"tick_text": language.number, "strip_label": language.say("median and middle half")}


def _say_class(row: dict, language: Language) -> str:
    start = language.number(row["from_mad"])
    if pd.isna(row["to_mad"]):
        return language.say("{amount} or more", amount=start)
    return language.say("{amount} to under {end}", amount=start, end=language.number(row["to_mad"]))


def _say_count(row: dict, language: Language) -> str:
    if pd.isna(row["value"]):
        return language.mark("[c]")
    # A share of a handful of awards is not said as a percentage.
    count = language.number(row["numerator"])
    return count if row["status"] == LOW_RELIABILITY else f"{language.percent(row['value'])} · {count}"


def tell_concentration(
    cells: pd.DataFrame, supports: pd.DataFrame, asked: MoneyChoice, data: Loaded
) -> tuple[pd.DataFrame, dict[int, str], Story]:
    """How evenly money is spread over cities: Lorenz curves, what the key says of each, and their story.

    cells: `funding_per_integration` by year and city; supports: `integrations` by year and city.
    """
    language = language_of_page()
    curves, summary = concentrate(cells)
    rows = list_rows(summary)
    keys = {row["year"]: _say_gini(row, language) for row in rows}
    cities = supports.groupby("year")["city"].nunique()
    columns = {
        language.say("Year"): [language.year(row["year"]) for row in rows],
        language.say("Cities with an award"): [
            money.say_part(row["cities"], cities[row["year"]], language) for row in rows
        ],
        language.say("Integrations"): [_number(row["denominator"], language) for row in rows],
        language.say("Money, MAD"): [_number(row["numerator"], language) for row in rows],
        language.say("Money of the half with least"): [money.say_share(row["least_half"], language) for row in rows],
        language.say("Gini coefficient"): [_number(row["gini"], language, 2) for row in rows],
    }
    table = pd.DataFrame(columns)
    is_assumed = holds_assumed_amount(cells, data.assumptions, asked.where)
    headline = money.say_concentration(summary, language, is_assumed=is_assumed)
    alt = [f"{headline}.", *(f"{text}." for text in keys.values())]
    story = Story(
        key="funding-concentration",
        headline=headline,
        subtitle=_join(
            language.say(
                "Lorenz curve: which share of the money each share of the integrations had, from the cities with least "
                "money per integration."
            ),
            asked.filters_said,
        ),
        alt=" ".join(alt),
        source=say_source_of(["funding_total", "integrations"], data, language),
        kind=data.kind,
        table=table,
        numeric=tuple(table.columns[1:]),
        notes=[
            *list_notes([curves, summary], data, asked.where, language),
            *_say_cities(rows, cities, language),
            language.say(
                "Gini coefficient: 0 where each integration had the same in every city, towards 1 where one city had all; "
                "every such city is counted, so nothing is corrected for a sample."
            ),
        ],
        measures=("funding_per_integration",),
        cells=pd.concat([curves, summary], ignore_index=True),
    )
    return curves, keys, story


def curve_texts(keys: dict[int, str], language: Language) -> dict:
    """How are the Lorenz curves written: their key, their axes, and shares?"""
    level = language.say("Share of integrations, from the cities with least money per integration")
    axes = (level, language.say("Share of the money"))
    return {"share_text": language.percent, "key_texts": keys, "axis_texts": axes}


def _say_gini(row: dict, language: Language) -> str:
    gini = f"{_number(row['gini'], language, 2)} {language.mark(MARKS.get(row['status'], ''))}".strip()
    return language.say("{year}: Gini {number}", year=language.year(row["year"]), number=gini)


def _say_cities(rows: list[dict], cities: pd.Series, language: Language) -> list[str]:
    known = [row for row in rows if not pd.isna(row["cities"])]
    if all(row["cities"] == cities[row["year"]] for row in known):
        return []
    parts = [
        language.say(
            "{figure} in {year}",
            figure=money.say_part(row["cities"], cities[row["year"]], language),
            year=language.year(row["year"]),
        )
        for row in known
    ]
    return [
        language.say(
            "Only cities with an award in that year are counted: {parts}; of the others nothing is known about money.",
            parts=language.join(parts),
        )
    ]


def _number(value: float, language: Language, decimals: int = 0) -> str:
    return "—" if pd.isna(value) else language.number(value, decimals)


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)

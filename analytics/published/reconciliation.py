"""Do the records agree with what was published? The published figures beside the same counts from the records."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd

from analytics.language import Language, message
from analytics.measures.asking import ask
from analytics.measures.catalogue import measure
from analytics.measures.cube import Cube
from analytics.published.countable import GROUPS, REASONS, Count, find_count
from analytics.published.naming import say_name
from analytics.published.register import Register
from analytics.published.saying import say_figure

EQUAL, AGREES, DIFFERS, NOT_COUNTABLE, NO_RECORDS = "equal", "agrees", "differs", "not_countable", "no_records"
# “About” is how people round to two figures: 230 stands for 225 to 235, 2.2 % to each side.
ABOUT = 0.025
USUAL_PERIODS = ("calendar_year", "ramadan_launch")
COLUMNS = [
    "indicator", "programme", "year", "period", "sex", "age_group", "unit", "published", "qualifier", "counted",
    "difference", "relative", "agreement", "reason", "measure", "by", "where",
]  # fmt: skip
NUMBERS = ("published", "counted", "difference", "relative")
OBJECTS = ("reason", "measure", "by", "where")
AGREEMENTS = {
    EQUAL: message("equal"),
    AGREES: message("agrees"),
    DIFFERS: message("differs"),
    NOT_COUNTABLE: message("not countable"),
    NO_RECORDS: message("no records"),
}
GROUP_NAMES = {"female": message("women"), "juvenile": message("juveniles")}


def reconcile(
    register: Register, cube: Cube, years: Iterable[int] = (2014, 2015), indicator: str | None = None
) -> pd.DataFrame:
    """Which published national figures of these years do the records bear out, and by how much do others differ?

    Returns one row a preferred figure with the columns of COLUMNS: `agreement` is `equal`, `agrees` (with “about”, “more
    than”, “up to”), `differs` (`difference` = counted − published, `relative` as a fraction), `not_countable` or
    `no_records`, with a `reason` (an id of REASONS). `measure`, `by` and `where` repeat the question asked; they are None
    where none could be. A zero is counted only where the records hold the year, the programme and the kind of row.

    `indicator` asks for the figures of one alone. Raises UnknownName for a year or an indicator that the register does
    not hold.
    """
    # Groups of people count too: the women and the juveniles among the 1,401.
    figures = [
        row
        for row in register.rows(indicator=indicator, years=list(years), is_preferred=True)
        if row["geography"] == "national"
    ]
    rows = [_reconcile(row, cube) for row in figures]
    kinds = dict.fromkeys(NUMBERS, "Float64") | dict.fromkeys(OBJECTS, "object")  # in these None stays None
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds.get(name)) for name in COLUMNS})


def _reconcile(row: dict, cube: Cube) -> dict:
    told = dict.fromkeys(COLUMNS) | {name: row[name] for name in COLUMNS if name in row}
    told["published"] = row["value"]
    count = find_count(row)
    if not isinstance(count, Count):
        return told | {"agreement": NOT_COUNTABLE, "reason": count}
    where = {name: [code.format(year=row["year"]) for code in codes] for name, codes in count.where.items()}
    where |= {"year": [row["year"]]}
    for name in ("sex", "age_group"):
        where |= GROUPS.get((name, row[name]), {})
    missing = _find_missing(count, where, cube)
    if missing:
        return told | {"agreement": NO_RECORDS, "reason": missing}
    cells = ask(count.measure, by=count.by, where=where, cube=cube)
    told |= {"measure": count.measure, "by": list(count.by), "where": where}
    told |= _judge(row, _number(cells, count, row))
    if told["agreement"] == DIFFERS and measure(count.measure).horizon and _is_still_followed(where, cube):
        told["reason"] = "still_followed"
    return told


def _find_missing(count: Count, where: dict, cube: Cube) -> str | None:
    """What do the records not hold at all, so that a zero would be no count? An id of REASONS, or None."""
    year, asked_of = {"year": where["year"]}, measure(count.measure)
    if not set(where["year"]) <= set(cube.years):
        return "no_year"
    if "programme" in where:
        # A code list may know fewer programmes than were printed of, and to ask for an unknown one is refused.
        is_known = set(where["programme"]) <= set(cube.values("programme"))
        if not is_known or ask("integrations", where=year | {"programme": where["programme"]}, cube=cube).empty:
            return "no_programme"
    if asked_of.grain == "awards" and ask(asked_of.id, where=year, cube=cube).empty:
        return "no_awards"
    if asked_of.horizon and ask(asked_of.id, where=where, cube=cube)["value"].isna().all():
        return "no_follow_up"
    return None


def _is_still_followed(where: dict, cube: Cube) -> bool:
    in_question = ask("lost_12m", where=where, cube=cube)["denominator"].sum()
    return bool(in_question < ask("integrations", where=where, cube=cube)["value"].sum())


def _number(cells: pd.DataFrame, count: Count, figure: Mapping) -> float:
    if count.part == "cells":
        return float(len(cells))
    if cells.empty:
        return 0.0
    number = float(cells[count.part].iloc[0])
    # The records know a rate more finely than it was printed.
    return round(number * 100, _decimals(figure["value"])) if figure["unit"] == "percent" else number


def _decimals(printed: float) -> int:
    return max(0, -Decimal(repr(float(printed))).normalize().as_tuple().exponent)


def _judge(row: dict, counted: float) -> dict:
    published = row["value"]
    # Amounts are compared to the cent, printed rates as they were printed; what is left is no difference.
    difference = round(counted - published, 2)
    agrees = {
        "exact": False,
        "about": abs(difference) <= ABOUT * published,
        "more_than": counted > published,
        "up_to": counted <= published,
    }[row["qualifier"]]
    agreement = AGREES if agrees else DIFFERS
    if row["qualifier"] == "exact" and difference == 0:
        agreement = EQUAL
    return {
        "counted": counted,
        "difference": difference,
        "relative": difference / published if published else None,
        "agreement": agreement,
    }


def summarise(reconciled: pd.DataFrame) -> dict[str, int]:
    """How many figures are equal, agree, differ, cannot be counted, have no records? Every agreement, also with zero."""
    return {agreement: int((reconciled["agreement"] == agreement).sum()) for agreement in AGREEMENTS}


def name_reconciled(reconciled: pd.DataFrame, register: Register, language: Language) -> pd.DataFrame:
    """The rows of `reconcile` as ready texts: figure, year, published, counted, difference, agreement."""
    rows = reconciled.to_dict("records")
    return pd.DataFrame(
        {
            language.say("Figure"): [_say_name(row, register, language) for row in rows],
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Published"): [_say_published(row, language) for row in rows],
            language.say("Counted in the records"): [_say_counted(row, language) for row in rows],
            language.say("Difference"): [_say_difference(row, language) for row in rows],
            language.say("Agreement"): [say_agreement(row, language) for row in rows],
        }
    )


def say_word(agreement: str, language: Language) -> str:
    """What is this agreement called?"""
    words = AGREEMENTS[agreement]
    return language.say(words)


def say_agreement(row: Mapping, language: Language) -> str:
    """Does this figure agree, in a word, and why not where there is a reason?"""
    word = say_word(row["agreement"], language)
    if pd.isna(row["reason"]):
        return word
    why = REASONS[row["reason"]]
    return language.say("{agreement}: {reason}", agreement=word, reason=language.say(why))


def say_reconciliation(row: Mapping, register: Register, language: Language) -> str:
    """What may be said aloud of one figure: published, counted, and whether they agree?"""
    values = {
        "name": _say_name(row, register, language),
        "year": language.year(row["year"]),
        "published": _say_published(row, language),
        "agreement": say_agreement(row, language),
    }
    if row["agreement"] in (NOT_COUNTABLE, NO_RECORDS):
        return language.say("{name}, {year}: {published} published; {agreement}.", **values)
    values["counted"] = _say_counted(row, language)
    if row["agreement"] != DIFFERS:
        return language.say("{name}, {year}: {published} published, {counted} in the records; {agreement}.", **values)
    return language.say(
        "{name}, {year}: {published} published, {counted} in the records: {difference}; {agreement}.",
        difference=_say_difference(row, language),
        **values,
    )


def _say_name(row: Mapping, register: Register, language: Language) -> str:
    in_its_years = {"before_year": row["year"], "after_year": row["year"]}
    name = say_name({**row, "values": in_its_years}, register, language)
    groups = [GROUP_NAMES[row[column]] for column in ("sex", "age_group") if row[column] in GROUP_NAMES]
    parts = [language.say(words) for words in groups]
    if row["period"] not in USUAL_PERIODS:
        parts.append(register.code_lists.name("periods", row["period"], language))
    return language.say("{name} ({part})", name=name, part=language.clauses(parts)) if parts else name


def _say_published(row: Mapping, language: Language) -> str:
    return say_figure(row["published"], row["qualifier"], row["unit"], language)


def _say_counted(row: Mapping, language: Language) -> str:
    return "—" if pd.isna(row["counted"]) else _say_number(row["counted"], row, language)


def _say_difference(row: Mapping, language: Language) -> str:
    if pd.isna(row["difference"]):
        return "—"
    said = _say_number(row["difference"], row, language, signed=True)
    if row["unit"] == "percent" or pd.isna(row["relative"]) or not row["difference"]:
        return said
    return f"{said} ({language.percent(row['relative'], decimals=1, signed=True)})"


def _say_number(number: float, row: Mapping, language: Language, signed: bool = False) -> str:
    if row["unit"] == "percent":
        decimals = _decimals(row["published"])
        return language.points(number / 100, decimals) if signed else language.percent(number / 100, decimals)
    if row["unit"] == "MAD":
        return language.money(number, signed, decimals=0 if number == int(number) else 2)
    return language.number(number, signed=signed)

"""How does a measure's own SQL read in words? Numerator and denominator, put together from the names of what they hold."""

import re

from analytics.language import Language, message
from analytics.measures.dimensions import DIMENSIONS
from analytics.measures.measure import Measure
from analytics.records.codes import CodeLists

COUNTED = {
    "integrations": message("number of integrations"),
    "awards": message("number of awards"),
    "persons": message("number of persons"),
}
SUMMED = {
    "amount_mad": message("sum of the amounts awarded"),
    "funding_mad": message("sum of the awards of the integrations"),
    "population": message("inhabitants of the cities"),
}
CONDITIONS = {
    "is_known": message("situation known after {months}"),
    "is_in_question": message("at least {months} between start and end of observation"),
    "is_covered_by_funding": message("year, city and programme in which money was awarded"),
    "has_population": message("city with a published population"),
}
SITUATION = message("situation after {months}")
CHOICE = re.compile(r"(\w+) (?:= ('\w+')|IN \(([^)]*)\))")
SUM_WHERE = re.compile(r"CASE WHEN (.+) THEN (\w+) ELSE 0 END")
WITH_MONTHS = re.compile(r"(\w+?)_(\d+)m")


def say_sum(sql: str, wanted: Measure, code_lists: CodeLists, language: Language) -> str:
    """What does this numerator or denominator of the measure add up, in words?

    Raises ValueError for SQL that has no words yet.
    """
    where = SUM_WHERE.fullmatch(sql)
    if where or sql in SUMMED:
        summed = SUMMED[where[2] if where else sql]
        total = language.say(summed)
        return _with_condition(total, where[1], code_lists, language) if where else total
    counted = COUNTED[wanted.grain]
    total = language.say(counted)
    return total if sql == "true" else _with_condition(total, sql, code_lists, language)


def _with_condition(total: str, sql: str, code_lists: CodeLists, language: Language) -> str:
    return language.say("{total} ({condition})", total=total, condition=say_condition(sql, code_lists, language))


def say_condition(sql: str, code_lists: CodeLists, language: Language) -> str:
    """Which rows fulfil this condition, in words? Raises ValueError for SQL that has no words yet."""
    first, is_excepted, second = sql.partition(" AND NOT ")
    if is_excepted:
        return language.say(
            "{first}, but not: {second}",
            first=say_condition(first, code_lists, language),
            second=say_condition(second, code_lists, language),
        )
    chosen = CHOICE.fullmatch(sql)
    if chosen:
        return _say_choice(chosen[1], re.findall(r"'(\w+)'", chosen[2] or chosen[3]), code_lists, language)
    at = WITH_MONTHS.fullmatch(sql)
    name, months = (at[1], int(at[2])) if at else (sql, 0)
    if name not in CONDITIONS:
        raise ValueError(f"no words for {sql!r}: add them to CONDITIONS")
    sentence = CONDITIONS[name]
    return language.say(sentence, months=_say_months(months, language))


def _say_choice(name: str, codes: list[str], code_lists: CodeLists, language: Language) -> str:
    at = WITH_MONTHS.fullmatch(name)
    if at:
        what, code_list = language.say(SITUATION, months=_say_months(int(at[2]), language)), "follow_up_statuses"
    else:
        title, code_list = DIMENSIONS[name].title, DIMENSIONS[name].code_list
        what = language.say(title)
    names = [code_lists.name(code_list, code, language) for code in codes]
    return language.say("{dimension} = {values}", dimension=what, values=language.either(names))


def _say_months(months: int, language: Language) -> str:
    return language.say_count("{n} month", "{n} months", months)

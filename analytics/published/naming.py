"""What is a published figure about? The names of what is compared, so that no two read alike, and of parts and times."""

from collections.abc import Mapping

from analytics.language import Language, message
from analytics.published.beside import STATEMENT, is_statement
from analytics.published.register import Register

GROUPS = {"female": message("Women"), "juvenile": message("Juveniles")}


def say_name(row: Mapping, register: Register, language: Language) -> str:
    """What is compared: the indicator, or both, with the programme where the name does not say it?"""
    return " / ".join(say_names(row, register, language))


def say_names(row: Mapping, register: Register, language: Language) -> list[str]:
    """The name of each indicator of a comparison (a row of comparing.COLUMNS)."""
    names = []
    years = (row["values"]["before_year"], row["values"]["after_year"])
    for indicator, programme in zip(row["indicator"].split(" / "), row["programme"].split(" / "), strict=True):
        name = register.code_lists.name("indicators", indicator, language)
        context = _say_context(indicator, programme, years, register, language)
        names.append(language.say("{indicator} ({programme})", indicator=name, programme=context) if context else name)
    return names


def _say_context(indicator: str, programme: str, years: tuple[int, int], register: Register, language: Language) -> str:
    """What keeps this apart from the same indicator elsewhere: the programme, or else places and periods?"""
    if programme == "ramadan_programme":
        return register.code_lists.name("published_programmes", programme, language)
    of_all = register.rows(indicator)
    if programme != "other" or all(row["programme"] == programme for row in of_all):
        return ""
    rows = [row for row in of_all if row["programme"] == programme]
    rows = [row for row in rows if row["year"] in years] or rows
    rows = [row for row in rows if row["geography"] == "national"] or rows
    told = [
        register.code_lists.name("periods", row["period"], language)
        if row["geography"] == "national"
        else say_place(row["geography"], register, language)
        for row in rows
    ]
    return language.join(list(dict.fromkeys(told)))


def say_place(geography: str, register: Register, language: Language) -> str:
    """What is a city or region of the register (its French name) called?"""
    for name in ("cities", "regions"):
        places = register.code_lists.frame(name)
        found = places[places["name_fr"] == geography]
        if len(found):
            return language.name(found.iloc[0])
    return geography


def say_part(figure: Mapping, register: Register, language: Language) -> str:
    """Whom or where is a figure about that is not of the country and of everybody: “Agadir”, “Women”?"""
    told = [say_place(figure["geography"], register, language)] if figure["geography"] != "national" else []
    for group in (figure["sex"], figure["age_group"]):
        if group in GROUPS:
            words = GROUPS[group]
            told.append(language.say(words))
    return language.join(told)


def say_cities(n: int, language: Language) -> str:
    """How many cities, with the noun in the form that the number takes?"""
    return language.say_count("{n} city", "{n} cities", n)


def say_age_limit(language: Language) -> str:
    """What must be told with the juveniles of the published figures?"""
    return language.say("The source does not give the age limit of those it calls juveniles.")


def say_statement(figure: Mapping, language: Language) -> str:
    """When was a figure stated that names no clear period: “stated in July 2015 with no period given”?"""
    stated_in = figure["period"].removeprefix(STATEMENT).replace("_", "-")
    month = language.month(stated_in)
    if figure["year"] < int(stated_in[:4]):
        return language.say("stated in {month} of “last year”", month=month)
    return language.say("stated in {month} with no period given", month=month)


def say_time(figure: Mapping, said: str, register: Register, language: Language) -> str:
    """How is a figure, already `said`, told with its time: “2014: 933 (calendar year)”?"""
    if is_statement(figure):
        return language.say("{figure}, {when}", figure=said, when=say_statement(figure, language))
    return language.say(
        "{year}: {figure} ({period})",
        year=language.year(figure["year"]),
        figure=said,
        period=register.code_lists.name("periods", figure["period"], language),
    )

"""Who said so, when, and in which words? The sources behind published figures, as something to open."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from analytics.language import Language, Phrase, message
from analytics.published import Register
from analytics.published.beside import COUNTED_APART, counted_apart
from analytics.published.naming import say_age_limit, say_time
from analytics.published.saying import say_day, say_figure, say_publisher
from analytics.web.markup import paragraph

# Whose figure is it, where the indicator alone does not say so? Column, code, words after the number.
WHO = (
    ("sex", "female", message("women")),
    ("age_group", "juvenile", message("juveniles")),
    ("indicator", COUNTED_APART["micro_projects"], message("small companies (PME/PMI)")),
)


def figures_provenance(row: Mapping, register: Register, language: Language) -> str:
    """The provenance of one comparison: each figure of 2014, 2015 and the year beside them, and the variants."""
    beside = [int(row["beside_year"])] if not pd.isna(row["beside_year"]) else []
    years = [row["values"]["before_year"], row["values"]["after_year"], *beside]
    found = [each for each in register.rows(row["indicator"], row["programme"]) if each["year"] in years]
    found = [each for each in found if each["geography"] == "national"]
    found += counted_apart(register, row["indicator"], row["programme"], years)
    note = paragraph(say_age_limit(language)) if any(each["age_group"] == "juvenile" for each in found) else ""
    return quotes(found, register, language) + note


def series_provenance(indicator: str, programme: str, register: Register, language: Language) -> str:
    """The provenance of a series: every preferred national figure of every year, and the variants."""
    found = [each for each in register.rows(indicator, programme) if each["geography"] == "national"]
    found += counted_apart(register, indicator, programme, [each["year"] for each in found])
    return quotes(found, register, language)


def quotes(figures: list[dict], register: Register, language: Language) -> str:
    """Each figure with year, wording, publisher, date and address; variants are said to be variants."""
    markup = []
    for figure in sorted(figures, key=lambda each: (each["year"], each["preferred"] == "no")):
        said = say_figure(figure["value"], figure["qualifier"], figure["unit"], language)
        who = [words for column, code, words in WHO if figure[column] == code]
        if who:
            said = language.say("{figure} {who}", figure=said, who=Phrase(who[0]))
        line = say_time(figure, said, register, language)
        if figure["preferred"] == "no":
            line = language.say("Set aside: {line}", line=line)
        source = say_publisher(figure, language)
        if figure["published_on"]:
            source = language.say(
                "{publisher}, {date}", publisher=source, date=say_day(figure["published_on"], language)
            )
        markup.append(
            f"{paragraph(line)}<blockquote dir='auto'>{escape(figure['quote'])}</blockquote>"
            f"<p><a href='{escape(figure['url'], quote=True)}' target='_blank' rel='noopener noreferrer'>"
            f"{escape(source)}</a></p>"
        )
    return "".join(markup)


def source_line(figures: list[dict], language: Language) -> str:
    """The publishers behind a figure, in the order of the years, each once."""
    in_order = sorted(figures, key=lambda each: each["year"])
    return language.join(list(dict.fromkeys(say_publisher(each, language) for each in in_order)))

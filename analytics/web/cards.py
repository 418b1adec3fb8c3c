"""What does one glance show? The finding, a card per indicator, and what may not be compared."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

import pandas as pd

from analytics.comparison import wording as measured
from analytics.language import Language
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import Measure
from analytics.measures.cells import NOT_AVAILABLE, list_rows
from analytics.published import Register, compare_figures, wording
from analytics.published.naming import say_name
from analytics.published.saying import mark_figure, say_change
from analytics.web.address import language as language_of_page
from analytics.web.figures.figure import badges, eyebrow
from analytics.web.markup import chip, fold, heading, inline, paragraph, write
from analytics.web.on_this_page import keep_room_for_list, list_part
from analytics.web.provenance import figures_provenance

# More letters than this do not stand twice in a card with a connector between.
LONG_FIGURE = 8
CANNOT_COMPARE = "cannot-compare"


def finding(headline: str, subtitle: str) -> None:
    """The page's answer, in one sentence and what must stand beside it; then the list of what is on the page."""
    write(f"<div class='finding'>{heading(headline, 1)}{paragraph(subtitle)}</div>")
    keep_room_for_list()


def indicator_cards(register: Register, shown: tuple[tuple[str, str], ...], notes: tuple[str, ...] = ()) -> None:
    """A card per published indicator: both years, change with its qualifier, verdict, and where it comes from.

    shown: (indicator, programme) of each card, in order. notes: what must stand in each of them.
    """
    write(_indicator_cards(register, shown, notes, language_of_page()))


@lru_cache(maxsize=16)
def _indicator_cards(
    register: Register, shown: tuple[tuple[str, str], ...], notes: tuple[str, ...], language: Language
) -> str:
    rows = {(row["indicator"], row["programme"]): row for row in list_rows(compare_figures(register))}
    cards = [_indicator_card(rows[key], register, notes, language) for key in shown if key in rows]
    return f"<div class='cards'>{''.join(cards)}</div>"


def _indicator_card(row: Mapping, register: Register, notes: tuple[str, ...], language: Language) -> str:
    before = mark_figure(row["before"], row["before_qualifier"], row["before_unit"], language)
    after = mark_figure(row["after"], row["after_qualifier"], row["after_unit"], language)
    name = say_name(row, register, language)
    if row["unit"] == "MAD":
        name = language.say("{name}, million MAD", name=name)
    beside = wording.mark_beside(row, register, language)
    lines = [*([beside] if beside else []), *wording.mark_periods(row, register, language)]
    lines += wording.say_conflicts(row, register, language)[:1] if row["verdict"] != wording.NOT_COMPARABLE else []
    reason = wording.say_reason(row, register, language)
    # A refusal says why without being asked; so do “no change” where cities came and went, and what was only planned.
    says_why = row["verdict"] == wording.NOT_COMPARABLE or row["absolute"] == 0 or row["reason"] == "planned_at_launch"
    lines += [reason] if says_why else []
    lines += notes
    inside = ("" if says_why else paragraph(reason)) + figures_provenance(row, register, language)
    return _card(
        name,
        (before, after),
        say_change(row, language),
        row["verdict"],
        wording.say_verdict(row, language),
        lines,
        fold(language.say("Why, and who says so"), inside),
        language,
        language.say("no figure"),
    )


def measure_card(row: Mapping, wanted: Measure, kind: str, filters_said: str) -> None:
    """One measure of the records: both years, change with interval, verdict and reason. `filters_said`: what the page is
    narrowed to, empty where it is not."""
    language = language_of_page()
    lines = [measured.say_reason(row, language)]
    interval = measured.say_interval(row, wanted, language)
    if interval:
        lines.insert(0, language.say("95% interval of the change: {interval}.", interval=interval))
    lines += _say_base(row, wanted, language)
    lines += measured.list_rounding_notes([row], wanted, language)
    title = language.say(wanted.title)
    if wanted.unit == "MAD":
        title = language.say("{title}, {unit}", title=title, unit=measured.say_unit(wanted, language))
    card = _card(
        title,
        tuple(_mark_side(row, side, wanted, language) for side in ("before", "after")),
        measured.mark_change(row, wanted, language),
        row["verdict"],
        measured.say_verdict(row, language),
        lines,
        badges(kind, language),
        language,
        language.say("no records"),
        filters_said,
        eyebrow(kind, language),
    )
    write(f"<div class='cards single'>{card}</div>")


def _say_base(row: Mapping, wanted: Measure, language: Language) -> list[str]:
    """Of how many is this a share, in the years that have any?"""
    if not (wanted.is_ratio and wanted.counts_people_below):
        return []
    years = {2014: row["before_denominator"], 2015: row["after_denominator"]}
    known = {language.year(year): language.number(size) for year, size in years.items() if not pd.isna(size)}
    base = language.say(wanted.base)
    if len(known) == 1:
        ((year, size),) = known.items()
        return [language.say("{base}: {figure} in {year}.", base=base, figure=size, year=year)]
    if not known:
        return []
    (before_year, before), (after_year, after) = known.items()
    return [
        language.say(
            "{base}: {before} in {before_year}, {after} in {after_year}.",
            base=base, before=before, after=after, before_year=before_year, after_year=after_year,
        )
    ]  # fmt: skip


def _mark_side(row: Mapping, side: str, wanted: Measure, language: Language) -> str:
    # A code of statistics is no number to be read large; the card has words for what is not there.
    if row[f"{side}_status"] == NOT_AVAILABLE:
        return "—"
    return measured.mark_cell(row[side], row[f"{side}_status"], wanted, language)


def _card(
    name: str, figures: tuple[str, str], change: str, verdict: str, verdict_text: str, lines: list[str], foot: str,
    language: Language, nothing: str, filters_said: str = "", first_line: str = "",
) -> str:  # fmt: skip
    sides = []
    for side, year, figure in zip(("before", "after"), (2014, 2015), figures, strict=True):
        is_none = figure == "—"
        kind = " class='long'" if len(without_isolates(figure)) > LONG_FIGURE else ""
        shown = f"<b class='none'>{escape(nothing)}</b>" if is_none else f"<b{kind}>{escape(figure)}</b>"
        sides.append(f"<div class='year {side}'><span>{language.year(year)}</span>{shown}</div>")
    missing = "".join(f" no-{side}" for side, figure in zip(("before", "after"), figures, strict=True) if figure == "—")
    same = " same" if figures[0] == figures[1] and not missing else ""
    link = f"<div class='link {verdict}{missing}{same}' aria-hidden='true'><i></i><i></i></div>"
    beside = "".join(paragraph(line, "beside") for line in lines)
    head = f"{first_line}{heading(name, 3)}{say_narrowed(filters_said)}"
    years = f"<div class='years'>{sides[0]}{link}{sides[1]}</div>"
    said = f"{paragraph(change, 'change')}{chip(verdict, verdict_text)}{beside}{foot}"
    return f"<article class='card'>{head}{years}{said}</article>"


def say_narrowed(filters_said: str) -> str:
    """What is a card of numbers narrowed to? A card may be taken away alone, so each says it."""
    return paragraph(filters_said, "beside") if filters_said else ""


def cannot_compare(title: str, items: list[tuple[str, str]]) -> None:
    """What may not be set side by side, and why: each as a bold statement and its reason."""
    rows = "".join(f"<li><b>{inline(what, '')}</b> {inline(why, '')}</li>" for what, why in items)
    list_part(CANNOT_COMPARE, title)
    write(f"<section class='panel' id='{CANNOT_COMPARE}'>{heading(title, 3)}<ul>{rows}</ul></section>")


def question(text: str) -> None:
    """The question a page answers."""
    write(f"<div class='finding'>{heading(text, 1)}</div>")


def lead(text: str) -> None:
    """What a page is for, in one sentence under its question; then the list of what is on the page."""
    write(f"<div class='finding'>{paragraph(text)}</div>")
    keep_room_for_list()


def say_nothing_found() -> None:
    """One sentence where no record fits the filters."""
    sentence = language_of_page().say("No record fits these filters; remove one of them.")
    write(f"<div class='panel'>{paragraph(sentence)}</div>")


def cannot_draw(title: str, sentence: str) -> None:
    """Why one figure of a page is not there: its title, and one sentence."""
    write(f"<section class='panel'>{heading(title, 3)}{paragraph(sentence)}</section>")

"""Who looks at the pages: those who may see exact cells, or the public?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.access.roles import SEE_EXACT_CELLS
from analytics.comparison.remarks import NO_DATA, PUBLISHED
from analytics.disclosure.gate import AUDIENCES, INTERNAL, PUBLIC
from analytics.errors import NotPublic, UnknownName
from analytics.language import Language, message
from analytics.operation.serve import is_loopback
from analytics.web.address import language, link_parameters
from analytics.web.entrance.sign_in import configured
from analytics.web.markup import inline, link, paragraph, write
from analytics.web.visiting import may, visitor

VARIABLE = "IDMAJ_AUDIENCE"
# The section of the methods that says how numbers are hidden.
HIDDEN_NUMBERS = "hidden-numbers"
# The page whose numbers are cleared for the public, whoever opens it.
CLEARED_PAGE = "briefing"
# What the run of a page keeps from the public, in the order in which it comes to it.
_withheld: ContextVar[list[str] | None] = ContextVar("withheld", default=None)


def audience() -> str:
    """Whom does the page that runs here serve? The variable IDMAJ_AUDIENCE can make it the public for everybody. Else, where
    people sign in, their role says; where nobody does, whoever sits at this machine is an insider, and whoever comes over
    the network is the public. Raises UnknownName for another audience."""
    said = os.environ.get(VARIABLE)
    if said and said not in AUDIENCES:
        raise UnknownName(message("audience"), said, AUDIENCES)
    if said == PUBLIC or not may(SEE_EXACT_CELLS):
        return PUBLIC
    is_inside = said == INTERNAL or configured() or is_loopback(st.get_option("server.address"))
    return INTERNAL if is_inside else PUBLIC


def say_use(kind: str, language: Language) -> str:
    """Must what is shown here stay in the house? One sentence where it must, nothing where anybody may read it. `kind` is
    that of the data: what was published elsewhere, or is no data, may go anywhere."""
    if kind in (PUBLISHED, NO_DATA) or audience() == PUBLIC:
        return ""
    return language.say("Exact numbers: for internal use.")


@contextmanager
def part(place: DeltaGenerator, title: str = "") -> Iterator[None]:
    """A part of a page, in this place. Where it needs what was not cleared for the public, it is not there, and its title
    is told at the end of the page; a part without a title answers what was just asked, and says so in its place."""
    with place:
        try:
            yield
        except NotPublic:
            if title:
                withhold(language().say("“{title}”", title=title))
            else:
                write(
                    paragraph(language().say("This part rests on tables that are not cleared for the public."), "panel")
                )


def withhold(*kept: str) -> None:
    """Note what this page has for signed-in analysts only, in words that stand in a list."""
    held = _withheld.get()
    if held is not None:
        held += [each for each in kept if each not in held]


@contextmanager
def telling_for_whom(*, has_records: bool = True) -> Iterator[None]:
    """For whom is the page that runs here? Said at its end: to the public what signed-in analysts also have, to an
    insider that the exact numbers stay in the house. has_records: does it show numbers of the records?"""
    token = _withheld.set([])
    try:
        yield
        kept = _withheld.get()
        if kept:
            sentence = language().say(
                "On this page, signed-in analysts also have: {parts}.", parts=language().join(kept)
            )
            write(paragraph(sentence, "note at-the-end withheld"))
        if has_records and audience() == INTERNAL:
            write(_keep_inside(language()))
    finally:
        _withheld.reset(token)


def _keep_inside(language: Language) -> str:
    sentence = language.say(
        "The exact numbers on this page, also those of small groups, are for internal use and not for publication."
    )
    leads = visitor().may_open(CLEARED_PAGE)
    words = language.say("What may be published: pictures, tables and notes")
    way = f" {link(words, f'./{CLEARED_PAGE}?{urlencode(link_parameters())}', 'definition')}" if leads else ""
    return f"<p class='note at-the-end inside'>{inline(sentence, '')}{way}</p>"


def why_hidden() -> None:
    """Why are numbers hidden, and where does it say how? Once on a page of the public."""
    sentence = language().say(
        "Public tables. A number marked [c] is hidden: one small group anywhere in a table forces others to be hidden "
        "too, so that nobody can compute it."
    )
    words = language().say("How numbers are hidden")
    address = f"./methods?{urlencode(link_parameters())}#{HIDDEN_NUMBERS}"
    write(f"<p class='note'>{inline(sentence, '')} {link(words, address, 'definition')}</p>")

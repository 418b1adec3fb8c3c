"""Who looks at the pages: those who may see exact cells, or the public?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.disclosure.gate import AUDIENCES, INTERNAL, PUBLIC
from analytics.errors import NotPublic, UnknownName
from analytics.language import message
from analytics.web.address import language
from analytics.web.markup import heading, paragraph, write

VARIABLE = "IDMAJ_AUDIENCE"


def audience() -> str:
    """Whom does this server serve? The variable IDMAJ_AUDIENCE says; else whoever sits at this machine is an insider,
    and whoever comes over the network is the public. Raises UnknownName for another audience."""
    said = os.environ.get(VARIABLE)
    if said:
        if said not in AUDIENCES:
            raise UnknownName(message("audience"), said, AUDIENCES)
        return said
    return INTERNAL if _is_loopback(st.get_option("server.address")) else PUBLIC


def _is_loopback(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


@contextmanager
def part(place: DeltaGenerator, title: str = "") -> Iterator[None]:
    """A part of a page, in this place. Where it needs what was not cleared for the public, its title and one sentence
    stand there."""
    with place:
        try:
            yield
        except NotPublic:
            sentence = language().say("This part rests on tables that are not cleared for the public.")
            write(f"<section class='panel'>{heading(title, 3) if title else ''}{paragraph(sentence)}</section>")

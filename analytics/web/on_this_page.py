"""What is on a long page, and how does a reader on a phone get to it? A list of its parts that stays in sight."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.web.address import language
from analytics.web.markup import contents, fold, write


@dataclass
class _Listed:
    """What is on the page that runs: (id, title) of each part, in order; and where their list stands, if it has one."""

    is_long: bool
    parts: list[tuple[str, str]] = field(default_factory=list)
    place: DeltaGenerator | None = None


_listed: ContextVar[_Listed | None] = ContextVar("listed", default=None)


@contextmanager
def listing_parts(*, is_long: bool) -> Iterator[None]:
    """What has the page that runs here? If it is long, that is written at the end of the run, where room was kept."""
    token = _listed.set(_Listed(is_long))
    try:
        yield
        listed = _listed.get()
        if listed.place is not None and listed.parts:
            _write(listed)
    finally:
        _listed.reset(token)


def keep_room_for_list() -> None:
    """Here the list of this page stands, if it is long."""
    listed = _listed.get()
    if listed is not None and listed.is_long:
        listed.place = st.container(key="on-this-page")


def list_part(name: str, title: str) -> None:
    """This page has a part of this title, to which `#name` leads."""
    listed = _listed.get()
    if listed is not None:
        listed.parts.append((name, title))


def _write(listed: _Listed) -> None:
    counted = language().say("On this page ({n})", n=len(listed.parts))
    links = contents(listed.parts, language().say("On this page"))
    with listed.place:
        write(f"<div class='on-this-page'>{fold(counted, links)}</div>")

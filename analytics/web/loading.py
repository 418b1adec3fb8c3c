"""What do pages load once and share? The cube, the outline, the look: keyed by the state of the data."""

import json
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from analytics.charts.theme import Theme, theme_of
from analytics.comparison.remarks import kind_of
from analytics.disclosure.gate import PUBLIC, public_cube
from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.measures.cube import Cube, cube_of
from analytics.records.current import Records, current_records
from analytics.records.folder import DataFolder
from analytics.records.releases import DEMO, clean_up, current_release, list_releases
from analytics.records.scratch import sweep
from analytics.web import address
from analytics.web.audience import audience
from analytics.web.markup import paragraph, write
from analytics.web.serving.process import settle


@dataclass(frozen=True)
class Loaded:
    """The records a page asks: their cube, and what must be said of them."""

    records: Records
    cube: Cube

    @cached_property
    def kind(self) -> str:
        """Which kind of data is this, for the badge?"""
        return kind_of(self.records)

    @property
    def is_public(self) -> bool:
        """Does this cube answer what was cleared for the public, and nothing else?"""
        return self.cube.cleared is not None

    @property
    def release_named(self) -> str | None:
        """How does an address name these records? None where they are of no release."""
        return DEMO if self.records.is_synthetic and not self.records.release_id else self.records.release_id

    @property
    def apart(self) -> str:
        """Which folder holds these records, where they are not the current ones? For questions that are asked elsewhere."""
        folder = self.records.folder
        if self.release_named in (None, current_id(folder)):
            return ""
        path, here = self.records.path.absolute(), Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else path)

    @property
    def assumptions(self) -> list[dict]:
        return self.records.assumptions


def records() -> Loaded:
    """The records the address names, else the current ones, and their cube; built again when a file changed. The public
    gets those that are current, and a cube of what was cleared."""
    folder = DataFolder.at()
    clean_up(folder)
    sweep()
    named = address.release([DEMO, *(release.id for release in list_releases(folder))])
    if audience() == PUBLIC:
        if st.query_params.get(address.RELEASE) not in (None, current_id(folder)):
            _say_current(message("The address names a release; without signing in the current one is read."))
        # What other releases say differently would tell who was added: the public reads the current one alone.
        asked = current_records(folder)
        # Seconds, the first time that anybody asks these records.
        with st.spinner(address.language().say("The tables for the public are being protected and audited…")):
            return Loaded(asked, public_cube(cube_of(asked), folder))
    asked = current_records(folder, named)
    if named:
        _say_pinned(named, folder)
    elif address.RELEASE in st.query_params:
        _say_current(
            message("There is no release of the name that the address gives; you are reading the current one.")
        )
    cube = cube_of(asked)
    settle()
    return Loaded(asked, cube)


def current_id(folder: DataFolder) -> str | None:
    """Which release is the current one (`demo`: the demonstration)? None when that cannot be read."""
    try:
        now = current_release(folder)
    except UnreadableInput:
        return None
    return now.id if now else DEMO


def _say_pinned(named: str, folder: DataFolder) -> None:
    """The address may name a release that is no longer the current one; its reader must know."""
    if named != current_id(folder):
        language = address.language()
        if named == DEMO:
            sentence = language.say(
                "You are reading the demonstration records, which this address names; they are not the current release."
            )
        else:
            sentence = language.say(
                "You are reading the release {release}, which this address names; it is not the current one.",
                release=named,
            )
        others = {name: st.query_params.get_all(name) for name in st.query_params if name != address.RELEASE}
        words = escape(language.say("Read the current one"))
        link = f"<a href='?{escape(urlencode(others, doseq=True))}' target='_self'>{words}</a>"
        write(f"<div class='panel note' role='status'>{paragraph(sentence)}<p>{link}</p></div>")


def _say_current(sentence: str) -> None:
    """The address names a release, and the current one is shown; its reader must know."""
    said = address.language().say(sentence)
    write(f"<div class='panel note' role='status'>{paragraph(said)}</div>")


def theme() -> Theme:
    """Which look do the figures take: that of the reader's page?"""
    return theme_of(st.context.theme.type or "light")


@st.cache_resource(show_spinner=False)
def _outline(path: str, _modified: int) -> dict:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def land() -> dict:
    """The land outline, as parsed GeoJSON."""
    path = DataFolder.at().find("reference/land.geojson")
    return _outline(str(path), path.stat().st_mtime_ns)

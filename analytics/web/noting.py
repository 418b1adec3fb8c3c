"""On whose account does this page do things, and how is every file that leaves it noted in the audit trail?"""

from collections.abc import Callable

import streamlit as st

from analytics.disclosure.gate import PUBLIC
from analytics.operation.recording import name_current
from analytics.operation.trail import THIS_MACHINE, note
from analytics.records.folder import DataFolder
from analytics.records.releases import DEMO, list_releases
from analytics.web import address
from analytics.web.audience import audience
from analytics.web.visiting import visitor


def person() -> str:
    """Who looks at this page: the address of whoever is signed in, else whoever sits at this machine?"""
    return visitor().who or THIS_MACHINE


def download(
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    key: str,
    mime: str | None = None,
    kind: str = "tertiary",
    cleared_for: str = "",
) -> None:
    """A button for a file, which is made when it is asked for, and handed out once it is noted.

    cleared_for: the audience whose cells the file holds, where it is not that of the page.
    """
    who, seen_by, named = person(), cleared_for or audience(), address.named_release()

    def make_noted() -> bytes:
        content = make()
        folder = DataFolder.at()
        told = {"audience": seen_by, "release": _release_of(named if seen_by != PUBLIC else "", folder)}
        form = name.rpartition(".")[2].lower()
        note("exported", who=who, folder=folder, file=name, format=form, bytes=len(content), **told)
        return content

    st.download_button(
        label,
        data=make_noted,
        file_name=name,
        mime=mime,
        key=key,
        on_click="ignore",
        type=kind,
        icon=":material/download:",
    )


def _release_of(named: str, folder: DataFolder) -> str:
    """Which release is the file of: the one that the address names, else the current one?"""
    return named if named in (DEMO, *(each.id for each in list_releases(folder))) else name_current(folder)

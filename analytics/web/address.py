"""The state of a page is its address: `?lang=fr&measure=women_share&sex=F,M`, with ids, the same in every language.

Streamlit's own `bind="query-params"` writes the labels of options, which change with the language; so the widgets are
bound here. A value from the address is matched against the codes it may have and is otherwise left out; that this was done
is said, the value itself is never shown.
"""

import re
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from analytics.language import ARABIC, Language, language_of
from analytics.records.releases import DEMO

LANGUAGE = "lang"
RELEASE = "release"
RELEASE_ID = re.compile(rf"[0-9a-f-]{{1,40}}|{DEMO}", re.ASCII)


def language() -> Language:
    """Which language does the reader want? The address says; else the browser; else Arabic."""
    chosen = language_of(st.query_params.get(LANGUAGE))
    return chosen or language_of((st.context.locale or "")[:2]) or ARABIC


def link_parameters() -> dict[str, str]:
    """Which parameters does a link to another page carry? The language and the release, so that they stay."""
    kept = {LANGUAGE: language().code}
    named = named_release()
    return kept | ({RELEASE: named} if named else {})


def named_release() -> str:
    """What does the address say of a release? Empty where it names none; whether there is one of this name is not asked."""
    named = st.query_params.get(RELEASE, "")
    return named if RELEASE_ID.fullmatch(named) else ""


def release(known: Sequence[str]) -> str | None:
    """Which release does the address name? None where it names none that is known: the current one is meant."""
    named = st.query_params.get(RELEASE)
    return named if named in known else None


def forget_release() -> None:
    """Name no release any more, so that the current one is read."""
    st.query_params.pop(RELEASE, None)


def seed_one(name: str, allowed: Sequence[str], default: str) -> str:
    """Give the widget `name` the value of the address, when that is allowed, else the default."""
    value = st.query_params.get(name)
    st.session_state[name] = value if value in allowed else default
    return st.session_state[name]


def seed_several(name: str, allowed: Sequence[str]) -> list[str]:
    """Give the widget `name` those values of the address that are allowed, in the order of the list."""
    given = set(",".join(st.query_params.get_all(name)).split(","))
    st.session_state[name] = [value for value in allowed if value in given]
    return st.session_state[name]


def leaves_out(name: str, allowed: Collection[str]) -> bool:
    """Does the address say something of `name` that is not allowed, and so is left out?"""
    given = ",".join(st.query_params.get_all(name)).split(",")
    return any(value and value not in allowed for value in given)


def keep(name: str, default: object = None) -> None:
    """Write what the widget `name` now holds into the address (the callback of every bound widget)."""
    value = st.session_state[name]
    if value in (default, None, "", []):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = ",".join(value) if isinstance(value, list) else value


def toggle(chosen: Mapping[str, str]) -> None:
    """Filter by these values alone, or no more where they are the filters already. The script checks them as any other."""
    if all(st.query_params.get(name) == value for name, value in chosen.items()):
        forget(list(chosen))
    else:
        for name, value in chosen.items():
            st.query_params[name] = value


def forget(names: Sequence[str]) -> None:
    """Name none of these any more."""
    for name in names:
        st.query_params.pop(name, None)

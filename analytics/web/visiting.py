"""Who is at the page that runs here, and may they do what they ask? Asked at every run, and where something is done."""

import time

import streamlit as st

from analytics.access.refusals import NotSignedIn, NotYourRole
from analytics.access.visits import AT_THE_MACHINE, Visitor, admit
from analytics.operation.recording import note_refused
from analytics.web.entrance.sign_in import configured


def visitor() -> Visitor:
    """Who is it? Raises NotSignedIn, NoRole, or UnreadableInput where the file of roles cannot be read."""
    sign_in = configured()
    if sign_in is None:
        return AT_THE_MACHINE
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        raise NotSignedIn
    return admit(claims, sign_in.people(), sign_in.signed_out, time.time())


def may(deed: str) -> bool:
    """Is this theirs to do?"""
    return visitor().may(deed)


def must(deed: str) -> None:
    """Go on only where it is theirs to do: the check at the point where something is done. Raises as `visitor` does, and
    NotYourRole, which is noted in the audit trail."""
    who = visitor()
    try:
        who.must(deed)
    except NotYourRole:
        note_refused(who.who, what=deed)
        raise


def must_open(page: str) -> None:
    """Go on only where this page is theirs to open, also when its address was typed. Raises as `must` does."""
    who = visitor()
    if not who.may_open(page):
        note_refused(who.who, page=page)
        raise NotYourRole(who.contact)

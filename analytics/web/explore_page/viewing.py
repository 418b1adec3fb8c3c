"""How are questions kept and opened again? A name, a list, and a file to take elsewhere; for insiders alone."""

import hashlib
from collections.abc import Callable

import streamlit as st

from analytics.access.roles import KEEP_VIEWS
from analytics.errors import IdmajError
from analytics.language import Language, message
from analytics.records.folder import DataFolder
from analytics.web import address
from analytics.web.explore_page.exploring import link_to, question_of_the_address
from analytics.web.explore_page.saved_views import (
    FILE,
    LARGEST_FILE,
    LONGEST_NAME,
    View,
    add_views,
    delete_view,
    list_views,
    read_views,
    save_view,
    write_views,
)
from analytics.web.markup import done, link, paragraph, problem, write
from analytics.web.noting import download
from analytics.web.visiting import must

NAME, SAID, GIVEN = "view-name", "view-said", "view-given"


def saved_views(folder: DataFolder) -> None:
    """Keep the question of this page under a name; open, delete, export and import what was kept."""
    language = address.language()
    with st.expander(language.say("Saved views"), key="saved-views"):
        _say_outcome(language)
        with st.container(horizontal=True, vertical_alignment="bottom", key="view-save"):
            st.text_input(language.say("Name of this view"), key=NAME, max_chars=LONGEST_NAME)
            st.button(language.say("Save this view"), key="view-save-button", on_click=_save, args=(folder,))
        try:
            views = list_views(folder)
        except IdmajError as error:
            write(problem(error.say(language)))
            return
        if not views:
            write(paragraph(language.say("No view is saved yet."), "note"))
        for view in views:
            _row(view, folder, language)
        _exchange(views, folder, language)


def _row(view: View, folder: DataFolder, language: Language) -> None:
    place = hashlib.sha256(view.name.encode()).hexdigest()[:12]
    with st.container(horizontal=True, vertical_alignment="center", key=f"view-row-{place}"):
        write(link(view.name, link_to(view.question), "definition"))
        label = language.say("Delete “{name}”", name=view.name)
        st.button(label, key=f"view-delete-{place}", on_click=_delete, args=(view.name, folder), type="tertiary")


def _exchange(views: list[View], folder: DataFolder, language: Language) -> None:
    if views:
        download(
            language.say("Export all views (JSON)"),
            lambda: write_views(views),
            f"idmaj-{FILE}",
            mime="application/json",
            key="view-export",
        )
    given = st.file_uploader(language.say("Views from a file (JSON)"), type="json", key=GIVEN, max_upload_size=1)
    if given is not None:
        st.button(language.say("Add the views of this file"), key="view-import", on_click=_import, args=(folder,))


def _save(folder: DataFolder) -> None:
    view = View(st.session_state.get(NAME, ""), question_of_the_address())
    _try(lambda: save_view(view, folder), message("The view is saved."))


def _delete(name: str, folder: DataFolder) -> None:
    _try(lambda: delete_view(name, folder), message("The view is deleted."))


def _import(folder: DataFolder) -> None:
    given = st.session_state.get(GIVEN)
    if given is not None:
        _try(lambda: add_views(read_views(given.read(LARGEST_FILE + 1)), folder), message("The views are added."))


def _try(change: Callable[[], None], sentence: str) -> None:
    # A callback runs before the page does: its outcome is said when the page is drawn.
    try:
        must(KEEP_VIEWS)
        change()
    except IdmajError as error:
        st.session_state[SAID] = error
    else:
        st.session_state[SAID] = sentence


def _say_outcome(language: Language) -> None:
    said = st.session_state.pop(SAID, None)
    if isinstance(said, IdmajError):
        write(problem(said.say(language)))
    elif said:
        write(done(language.say(said)))

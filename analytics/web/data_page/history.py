"""What was loaded before, and can it be brought back? Also when what is current cannot be read. A part of the Data page."""

import streamlit as st

from analytics.access.roles import BRING_BACK, TAKE_REFUSED_ROWS
from analytics.comparison.releases import compare_releases, name_release_changes
from analytics.disclosure.gate import PUBLIC
from analytics.errors import IdmajError, InvalidData, UnreadableInput
from analytics.language import Language, Phrase, message
from analytics.measures.cube import cube_of
from analytics.operation.recording import switch_noted
from analytics.outputs.workbook import write_workbook
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from analytics.records.refused import list_refused
from analytics.records.releases import DEMO, Release, list_releases
from analytics.web import address
from analytics.web.address import language as language_of_page
from analytics.web.audience import audience
from analytics.web.loading import Loaded, current_id, records
from analytics.web.markup import heading, inline, paragraph, problem, table, write
from analytics.web.noting import download, person
from analytics.web.visiting import may, must

REFUSAL = "history-refusal"
DEMO_NAME = message("Demonstration records: people who do not exist")


def release_history(data: Loaded) -> None:
    """Every release, newest first, with the demonstration last; each can be brought back."""
    language = language_of_page()
    folder = data.records.folder
    now = current_id(folder)
    with st.container(border=True, key="card-history"):
        write(heading(language.say("History"), 2))
        _say_refusal(language)
        for release in list_releases(folder):
            is_current = release.id == now
            _row(release.id, _say_release(release, language), is_current, folder, language, release)
            if not is_current:
                with st.expander(language.say("What would change in the numbers")):
                    _changes(data, release.id, language)
        _row(DEMO, language.say(DEMO_NAME), now == DEMO, folder, language)


def records_or_mend() -> Loaded:
    """The records of the page, as `records` finds them; where they cannot be read, the page ends with what can be brought
    back in their place."""
    try:
        return records()
    except (UnreadableInput, InvalidData) as error:
        if audience() == PUBLIC or not may(BRING_BACK):  # who cannot mend it is told what all other pages tell
            raise
        _mend(error)
        st.stop()


def _mend(error: IdmajError) -> None:
    language, folder = language_of_page(), DataFolder.at()
    write(problem(error.say(language)))
    whole = [release for release in list_releases(folder) if _is_whole(folder, release.id)]
    with st.container(border=True, key="card-history"):
        write(heading(language.say("What can be brought back"), 2))
        _say_refusal(language)
        if whole:
            words = language.say("These releases are whole. The numbers come from the one that you bring back.")
        else:
            words = language.say("No other release is whole. Bring back the demonstration, then load the files again.")
        write(paragraph(words, "subtitle"))
        for release in whole:
            _row(release.id, _say_release(release, language), False, folder, language, release)
        if _is_whole(folder, DEMO):
            _row(DEMO, language.say(DEMO_NAME), False, folder, language)


def _is_whole(folder: DataFolder, release_id: str) -> bool:
    try:
        current_records(folder, release_id).check()
    except IdmajError:
        return False
    return True


def _say_release(release: Release, language: Language) -> str:
    return language.say(
        "{release}: {people} people and {integrations} integrations, loaded on {day} by {who}, {refused} rows refused",
        release=release.id,
        integrations=release.rows["integrations"],
        people=release.rows["beneficiaries"],
        day=language.date(release.made_at.date()),
        who=release.made_by,
        refused=release.refused_rows,
    )


def _row(
    release_id: str, said: str, is_current: bool, folder: DataFolder, language: Language, release: Release | None = None
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"release-{release_id}"):
        write(paragraph(said))
        if release and release.refused_rows and not release.refused_file and may(TAKE_REFUSED_ROWS):
            write(paragraph(language.say("Its refused rows lie where its records are."), "note"))
        elif release and release.refused_rows and may(TAKE_REFUSED_ROWS):
            download(
                language.say("Refused rows (XLSX)"),
                lambda: write_workbook(
                    list_refused(release, folder, language), right_to_left=language.is_right_to_left
                ),
                f"idmaj-refused-{release_id}-{language.code}.xlsx",
                key=f"refused-{release_id}",
            )
        if is_current:
            write(inline(language.say("current"), "chip comparable"))
        elif may(BRING_BACK):
            words = language.say("Bring back")
            st.button(words, key=f"use-{release_id}", on_click=_use, args=(folder, release_id), type="secondary")


def _use(folder: DataFolder, release_id: str) -> None:
    # A callback runs before the page does: what goes wrong is said when the page is drawn.
    try:
        must(BRING_BACK)
        switch_noted(folder, release_id, who=person())
    except IdmajError as error:
        st.session_state[REFUSAL] = Phrase(error.sentence, **error.values)
    else:
        address.forget_release()


def _say_refusal(language: Language) -> None:
    refusal = st.session_state.pop(REFUSAL, None)
    if refusal:
        sentence = refusal.sentence
        write(problem(language.say(sentence, **refusal.values)))


def _changes(data: Loaded, release_id: str, language: Language) -> None:
    try:
        other = cube_of(current_records(data.records.folder, release_id))
    except IdmajError as error:  # a damaged one must not take the rest of the page with it
        write(paragraph(error.say(language), "note"))
        return
    named = name_release_changes(compare_releases(data.cube, other), language)
    write(table(named, tuple(named.columns[2:]), language.say("What would change in the numbers")))

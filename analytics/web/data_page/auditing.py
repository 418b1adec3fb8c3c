"""What may the public see of these records, and does it hold? The audit, on the Data page, for insiders."""

import streamlit as st

from analytics.disclosure.clearing import ClearedTables
from analytics.disclosure.gate import find_cleared
from analytics.disclosure.wording import name_audit
from analytics.errors import IdmajError
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL
from analytics.web.address import language as language_of_page
from analytics.web.loading import Loaded
from analytics.web.markup import facts, fold, heading, paragraph, problem, table, write


def audit_card(data: Loaded) -> None:
    """How many tables and cells are cleared, how many are hidden, and what an outsider could prove of those."""
    language = language_of_page()
    with st.container(border=True, key="card-audit"):
        write(heading(language.say("What the public may see"), 2))
        with st.spinner(language.say("The tables for the public are being protected and audited…")):
            try:
                cleared = find_cleared(data.cube, data.records.folder)
            except IdmajError as error:  # the public is served nothing; the rest of the page may be what mends it
                write(problem(error.say(language)))
                return
        kind = "note" if cleared.is_safe else "problem"
        write(paragraph(cleared.say_audit(language), kind))
        write(facts(_count(cleared, language)))
        if len(cleared.audit):
            title = language.say("Hidden numbers, and what an outsider could prove of them")
            named = name_audit(cleared.audit, data.cube.code_lists, language)
            write(fold(title, table(named, tuple(named.columns[-1:]), title)))


def _count(cleared: ClearedTables, language: Language) -> list[tuple[str, str]]:
    frames = cleared.frames.values()
    hidden = sum(int(frame["status"].eq(CONFIDENTIAL).sum()) for frame in frames)
    # A number hidden only so that others cannot be worked out may itself be known.
    narrow = cleared.audit.loc[cleared.audit["required"].gt(0), "width"] if len(cleared.audit) else cleared.audit
    narrowest = narrow.min() if len(narrow) else None
    return [
        (language.say("Tables"), language.number(len(cleared.tables))),
        (language.say("Cells"), language.number(sum(map(len, frames)))),
        (language.say("Hidden cells"), language.number(hidden)),
        (language.say("Hidden numbers in them"), language.number(len(cleared.audit))),
        (
            language.say("Narrowest range provable of one"),
            "—" if narrowest is None else language.number(narrowest),
        ),
    ]

"""The frame of every page: head of the page with links and language switch, direction, and what happens on an error."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from analytics.access.roles import BRING_BACK
from analytics.access.visits import Visitor
from analytics.errors import IdmajError, InvalidData, UnreadableInput
from analytics.language import LANGUAGES, Language, message
from analytics.web import address
from analytics.web.audience import telling_for_whom
from analytics.web.colours import DARK, LIGHT, as_variables
from analytics.web.markup import link, problem, write
from analytics.web.on_this_page import listing_parts
from analytics.web.scheme import follow_scheme
from analytics.web.serving.known_scripts import ANCHORS, document_script, run_script
from analytics.web.visiting import may, must_open, visitor

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.png")


@dataclass(frozen=True)
class Place:
    """A page of the dashboard: its file, its title (an English sentence), its path in the address; is it long, and are
    there numbers of the records on it, as exact as its reader may see them?"""

    file: str
    title: str
    path: str
    is_long: bool = False
    has_records: bool = True


def frame(places: Sequence[Place]) -> None:
    """Draw the head of the page and run the page that the address names; say in one sentence what goes wrong."""
    language = address.language()
    st.set_page_config(page_title=language.say("Idmaj"), page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(place.file, title=language.say(place.title), url_path=place.path or None, default=not place.path)
        for place in places
    ]
    chosen = st.navigation(pages, position="hidden")
    _dress(language)
    try:
        who = visitor()
        _head(language, [page for page in pages if who.may_open(page.url_path)], chosen, who)
        must_open(chosen.url_path)
        place = next(place for place in places if place.path == chosen.url_path)
        with listing_parts(is_long=place.is_long), telling_for_whom(has_records=place.has_records):
            chosen.run()
    except IdmajError as error:
        write(problem(error.say(language)))
        if isinstance(error, (InvalidData, UnreadableInput)) and chosen.url_path != "data" and may(BRING_BACK):
            words = language.say("See on the page “Data” what can be brought back")
            write(f"<p>{link(words, f'./data?lang={language.code}', 'definition')}</p>")
    except Exception:
        logging.getLogger("idmaj").exception("a page failed")
        write(problem(language.say("Something went wrong on our side; nothing was changed. Please reload the page.")))


def _dress(language: Language) -> None:
    """Style, colours, and the direction of the page."""
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    look = f":root{{{as_variables(colours)}}} .stApp{{direction:{language.direction}}}"
    st.html(f"<style>{look}{STYLE.read_text(encoding='utf-8')}</style>")
    follow_scheme()
    run_script(document_script(language))
    # Streamlit draws a page long after the browser looked for the place that the address names.
    run_script(ANCHORS)
    cut_off = language.say(
        "The connection to the server is interrupted; it is tried again by itself. What is shown stays."
    )
    write(f"<p class='cut-off' role='status'>{cut_off}</p>")


def _head(language: Language, pages: list[Page], chosen: Page, who: Visitor) -> None:
    with st.container(key="page-head", horizontal=True, vertical_alignment="center", gap="small"):
        name = language.say("Idmaj")
        write(f"<a class='brand' href='./?lang={language.code}' target='_self'>{name}</a>")
        with st.container(key="page-links", horizontal=True, gap="small", width="stretch"):
            for page in pages:
                is_here = page.url_path == chosen.url_path
                with st.container(
                    key=f"link-{'here-' if is_here else ''}{page.url_path or 'overview'}", width="content"
                ):
                    st.page_link(page, label=page.title, query_params=address.link_parameters())
        st.session_state["language-switch"] = language.code
        st.segmented_control(
            language.say("Language"),
            list(LANGUAGES),
            key="language-switch",
            required=True,
            format_func=lambda code: LANGUAGES[code].own_name,
            label_visibility="collapsed",
            on_change=_switch_language,
        )
        if who.ends_at is not None:
            words = language.say("Sign out")
            write(link(words, f"./sign-out?lang={language.code}", "leave", f"{words} · {who.who}"))


def _switch_language() -> None:
    chosen = st.session_state["language-switch"]
    if chosen in LANGUAGES:
        st.query_params[address.LANGUAGE] = chosen


PAGES = (
    Place("pages/overview.py", message("Overview"), "", is_long=True, has_records=False),
    Place("pages/compare.py", message("Compare"), "compare"),
    Place("pages/cities.py", message("Cities"), "cities", is_long=True),
    Place("pages/people.py", message("People"), "people", is_long=True),
    Place("pages/routes.py", message("Routes"), "routes", is_long=True),
    Place("pages/funding.py", message("Funding"), "funding", is_long=True),
    Place("pages/explore.py", message("Explore"), "explore"),
    Place("pages/sql.py", message("SQL"), "sql"),
    Place("pages/briefing.py", message("Briefing"), "briefing", has_records=False),
    Place("pages/data.py", message("Data"), "data"),
    Place("pages/methods.py", message("Methods"), "methods", is_long=True, has_records=False),
)

"""How does a story fill the window, for a screenshot or the wall of a meeting room? Arrow keys and buttons move on."""

import threading
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from analytics.charts import LIGHT
from analytics.errors import CannotRender, IdmajError
from analytics.language import Language
from analytics.outputs.picture import draw_picture
from analytics.outputs.plates import plate_of
from analytics.outputs.sizes import SIZES
from analytics.outputs.stories import STORIES, Material, Told, tell_story
from analytics.web import address
from analytics.web.briefing_page.briefing import STORY, is_demonstration
from analytics.web.figures.plot import plot
from analytics.web.markup import link, paragraph, write
from analytics.web.serving.known_scripts import FIT, run_script

SLIDE, SHOWN = "slide", "1"
# Both are there, and style.css shows the one that fits: the server does not know how a phone is held.
WIDE, UPRIGHT = "full_hd", "story"


def is_slide() -> bool:
    """Does the address ask for the whole window?"""
    return st.query_params.get(SLIDE) == SHOWN


def show_slide(material: Material, language: Language) -> None:
    """The story of the address over the whole window, and the way to the others."""
    order = _order(material)
    place = _place(order)
    told = tell_story(order[place], material, language)
    with st.container(key="slide"):
        # Before the pictures, which take their time: a key that is pressed meanwhile is heard.
        _controls(order, place, language)
        _waiting(told)
        try:
            for size in (WIDE, UPRIGHT):
                with st.container(key=f"slide-{size.replace('_', '-')}"):
                    st.image(draw_picture(told, size, "svg").decode("utf-8"), alt=told.alt, width="stretch")
        except CannotRender:
            _draw_in_browser(told)
        # Streamlit hears of a rerun only when the page is there; the next slide is drawn meanwhile.
        threading.Thread(
            target=_draw_ahead, args=(order[(place + 1) % len(order)], material, language), daemon=True
        ).start()


def _waiting(told: Told) -> None:
    # The first picture of a server takes seconds; style.css takes this away when it is there.
    drawing = paragraph(told.language.say("The picture is being drawn…"), "note")
    write(f"<div class='slide-waiting'>{paragraph(told.headline)}{drawing}</div>")


def slide_link(told: Told) -> None:
    """Words that lead to this story over the whole window."""
    place = f"./briefing?{urlencode(address.link_parameters() | {STORY: told.id, SLIDE: SHOWN})}"
    write(link(told.language.say("Show it over the whole window"), place, "definition"))


def _order(material: Material) -> list[str]:
    """Which stories follow one another? Nobody steps from what was printed into what is made up: those of people who do not
    exist are an order of their own, which is entered from the page."""
    named = st.query_params.get(STORY)
    is_practice = named in STORIES and is_demonstration(named, material)
    return [name for name in STORIES if is_demonstration(name, material) == is_practice]


def _place(order: Sequence[str]) -> int:
    """Which story of the order does the address name? The first where it names none."""
    named = st.query_params.get(STORY)
    return order.index(named) if named in order else 0


def _controls(order: Sequence[str], place: int, language: Language) -> None:
    # Reading goes on to the left in Arabic, and so do the arrows.
    back, on = ("Right", "Left") if language.is_right_to_left else ("Left", "Right")
    with st.container(
        key="slide-controls", horizontal=True, horizontal_alignment="center", vertical_alignment="center"
    ):
        st.button(language.say("Previous"), key="slide-before", on_click=_go, args=(order, -1), shortcut=back)
        counted = language.say("{place} of {all}", place=place + 1, all=len(order))
        write(paragraph(counted, "slide-count"))
        st.button(language.say("Next"), key="slide-after", on_click=_go, args=(order, 1), shortcut=on)
        st.button(language.say("Leave"), key="slide-leave", on_click=_leave, shortcut="Esc")


def _go(order: Sequence[str], step: int) -> None:
    # From where the address is now: a key may be pressed again before the page has answered the last.
    st.query_params[STORY] = order[(_place(order) + step) % len(order)]


def _leave() -> None:
    st.query_params.pop(SLIDE, None)


def _draw_ahead(story: str, material: Material, language: Language) -> None:
    try:
        told = tell_story(story, material, language)
        for size in (WIDE, UPRIGHT):
            draw_picture(told, size, "svg")
    except IdmajError:
        return  # it is said when the slide itself is asked for


def _draw_in_browser(told: Told) -> None:
    plate = plate_of(told, SIZES[WIDE], LIGHT)
    still = {"displayModeBar": False, "staticPlot": True}
    plot(plate.figure, f"slide-{told.id}", told.alt, told.language, config=still)
    run_script(FIT)

"""What goes out of a briefing, and does the press officer see it first? Parts of the Briefing page; public cells only."""

from collections.abc import Callable, Mapping

import streamlit as st

from analytics.charts import LIGHT
from analytics.comparison.remarks import DEMONSTRATION
from analytics.disclosure.gate import PUBLIC
from analytics.errors import CannotRender
from analytics.language import Language
from analytics.outputs.imprint import say_to_send
from analytics.outputs.picture import draw_picture
from analytics.outputs.plates import plate_of
from analytics.outputs.sizes import SIZES, TITLES
from analytics.outputs.stories import STORIES, Material, Told, gather_material, name_story
from analytics.web import address
from analytics.web.figures.figure import badge
from analytics.web.figures.plot import plot
from analytics.web.markup import chip, heading, inline, paragraph, problem, table, write
from analytics.web.noting import download

STORY, SIZE = "story", "size"
FIRST = next(iter(STORIES))
WIDE = next(iter(SIZES))
# What a browser calls its own picture button, in its own words.
PICTURE_BUTTON = ("Download plot as a PNG", "Download plot as a SVG", "Download plot")
MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


def material(language: Language) -> Material:
    """What the stories are told from; the first time the tables for the public are cleared, which takes seconds."""
    with st.spinner(language.say("Preparing what may be published…")):
        return gather_material()


def titles(material: Material, language: Language) -> dict[str, str]:
    """The short title of every story, in the order of a briefing; those of people who do not exist say so."""
    kinds = {name: DEMONSTRATION if is_demonstration(name, material) else "" for name in STORIES}
    return {name: name_story(name, kind, language) for name, kind in kinds.items()}


def is_demonstration(name: str, material: Material) -> bool:
    """Is this story told of people who do not exist?"""
    return STORIES[name].is_measured and material.kind == DEMONSTRATION


def lead(material: Material, language: Language) -> str:
    """What is the page for, and what of it is for practice alone?"""
    said = language.say(
        "Everything here is cleared for the public: a picture, a deck or a note can leave the house as it is."
    )
    if material.kind != DEMONSTRATION:
        return said
    practice = language.say(
        "Not so the stories marked as demonstration: they are about people who do not exist, for practice, not for the "
        "press."
    )
    return f"{said} {practice}"


def size_titles(language: Language) -> dict[str, str]:
    """What every size is for, and its pixels."""
    named = {}
    for name, (width, height) in SIZES.items():
        words = TITLES[name]
        # Both numbers are one thing, read from left to right in every language.
        pixels = language.mark(f"{width} × {height}")
        named[name] = language.say("{title} · {pixels}", title=language.say(words), pixels=pixels)
    return named


def choose_story(material: Material, language: Language) -> str:
    """Which story is looked at? Kept in the address."""
    return _choose(st.radio, STORY, language.say("Story"), titles(material, language), FIRST)


def choose_size(language: Language) -> str:
    """In which size? Kept in the address."""
    return _choose(st.selectbox, SIZE, language.say("Size"), size_titles(language), WIDE)


def _choose(widget: Callable, name: str, label: str, named: Mapping[str, str], first: str) -> str:
    address.seed_one(name, list(named), first)
    widget(label, list(named), key=name, format_func=named.get, on_change=address.keep, args=(name, first))
    return st.session_state[name]


def preview(told: Told, size: str) -> bool:
    """The very picture that will be published; where the server cannot draw it, the browser does. Was it the server?"""
    language = told.language
    try:
        picture = draw_picture(told, size, "svg")
    except CannotRender as error:
        write(problem(error.say(language)))
        draw_in_browser(told, size)
        return False
    with st.container(key=f"preview-{size}"):
        st.image(picture.decode("utf-8"), alt=told.alt, width="stretch")
    return True


def draw_in_browser(told: Told, size: str) -> None:
    """The plate as a figure of the page, with the browser's own button for PNG or SVG."""
    language = told.language
    form = st.segmented_control(
        language.say("What the picture button makes"),
        ["png", "svg"],
        default="png",
        format_func=str.upper,
        required=True,
    )
    plate = plate_of(told, SIZES[size], LIGHT)
    words = dict.fromkeys(PICTURE_BUTTON, language.say("Take the picture"))
    plot(
        plate.figure,
        f"plate-{told.id}-{size}-{form}",
        told.alt,
        language,
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "locale": language.code,
            "locales": {language.code: {"dictionary": words}},
            "toImageButtonOptions": {
                "format": form, "filename": f"idmaj-{told.file_stem}-{language.code}-{size}",
                "width": plate.width, "height": plate.height, "scale": plate.scale if form == "png" else 1,
            },
        },
    )  # fmt: skip


def download_pictures(told: Told, size: str) -> None:
    """Buttons for this picture: each is drawn when it is asked for."""
    language = told.language
    with st.container(horizontal=True, key="picture-downloads"):
        for form, scale in (("png", 1), ("png", 2), ("svg", 1), ("pdf", 1)):
            name = language.mark(form.upper() + (" 2×" if scale == 2 else ""))
            download(
                name,
                lambda form=form, scale=scale: draw_picture(told, size, form, scale),
                f"idmaj-{told.file_stem}-{language.code}-{size}{'-2x' if scale == 2 else ''}.{form}",
                mime=MIME[form],
                key=f"picture-{form}-{scale}",
                kind="secondary",
                cleared_for=PUBLIC,
            )


def texts(told: Told) -> None:
    """What is said beside a picture that is sent on: all of it to send, its parts, description, source, numbers."""
    language = told.language
    title = heading(language.say("Words to send with it"), 2)
    write(f"<div class='section'>{title}</div>")
    with st.container(key="words-to-copy", gap="xxsmall"):
        for label, text in (
            (language.say("Headline, caution and source, to send as they are"), say_to_send(told)),
            (language.say("Headline alone"), told.headline),
            (language.say("Description for those who cannot see the picture"), told.alt),
            (language.say("Source"), told.source),
        ):
            write(paragraph(label, "caption"))
            st.code(text, language=None, wrap_lines=True)
    if told.verdict_said:
        write(chip(told.verdict, " · ".join(part for part in (told.verdict_said, told.reason) if part)))
    write(table(told.table, told.numeric, told.headline))
    source = language.say("Source: {source}", source=told.source)
    write(f"<p>{inline(source, 'source')} {badge(told.kind, language)}</p>")

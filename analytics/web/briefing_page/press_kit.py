"""How does the press officer take everything away at once: chosen, made while they see how far it is, and downloaded?"""

from collections.abc import Mapping

import streamlit as st

from analytics.access.roles import MAKE_PRESS_KIT
from analytics.disclosure.gate import PUBLIC
from analytics.language import LANGUAGES, Language, message
from analytics.outputs.stories import STORIES, Material
from analytics.web.briefing_page.briefing import WIDE, is_demonstration, size_titles, titles
from analytics.web.briefing_page.kit_job import KitJob, Wanted
from analytics.web.markup import done, heading, paragraph, points, problem, write
from analytics.web.noting import download
from analytics.web.visiting import must

JOB = "press-kit-job"
FORMS = {
    "png": message("Pictures, PNG"),
    "svg": message("Pictures, SVG"),
    "pdf": message("Pictures, PDF"),
    "pptx": message("Deck, PowerPoint"),
    "note": message("Note of two pages, PDF"),
}
CHOSEN_FIRST = ["png", "pptx", "note"]
# How often the page looks how far a kit is, in seconds.
LOOK_EVERY = 0.5
# A kit that is in the cache is there before the page is.
WAIT_FIRST = 0.4


def press_kit(material: Material, language: Language) -> None:
    """Choose stories, languages, sizes and files; make one ZIP of them, with their numbers and a README; take it away."""
    with st.container(border=True, key="card-press-kit"):
        write(heading(language.say("Press kit: everything in one file"), 2))
        told = language.say(
            "One ZIP: the chosen files, the numbers behind them as CSV and as a workbook, and a README with definitions, "
            "sources and descriptions."
        )
        write(paragraph(told, "note"))
        wanted = _choose(material, language)
        if any(is_demonstration(name, material) for name in wanted.stories):
            sentence = language.say(
                "Stories about people who do not exist are chosen: they are for practice, not for the press."
            )
            write(problem(sentence))
        job = st.session_state.get(JOB)
        is_running = isinstance(job, KitJob) and job.is_running
        is_empty = not (wanted.stories and wanted.languages and wanted.sizes and wanted.forms)
        if st.button(
            language.say("Make the press kit"), type="primary", key="make-kit", disabled=is_running or is_empty
        ):
            must(MAKE_PRESS_KIT)
            job = KitJob(wanted)
            st.session_state[JOB] = job
            job.start(material)
            job.wait(WAIT_FIRST)
            is_running = job.is_running
        if is_empty:
            write(paragraph(language.say("Choose at least one of each."), "note"))
        if is_running:
            _watch(language)
        elif isinstance(job, KitJob):
            _result(job, language)


def _choose(material: Material, language: Language) -> Wanted:
    left, right = st.columns(2, gap="medium")
    with left:
        # What is about people who do not exist goes out only when somebody asks for it.
        real = [name for name in STORIES if not is_demonstration(name, material)]
        stories = _several("kit-stories", language.say("Stories"), titles(material, language), real)
        sizes = _several("kit-sizes", language.say("Sizes"), size_titles(language), [WIDE])
    with right:
        names = {code: each.own_name for code, each in LANGUAGES.items()}
        languages = _several("kit-languages", language.say("Languages"), names, [language.code])
        forms = {}
        for form, sentence in FORMS.items():
            words = sentence
            forms[form] = language.say(words)
        chosen = _several("kit-forms", language.say("Files"), forms, CHOSEN_FIRST)
    return Wanted(tuple(stories), tuple(languages), tuple(sizes), tuple(chosen))


def _several(key: str, label: str, options: Mapping[str, str], default: list[str]) -> list[str]:
    # Kept from one visit of the page to the next, and when the language changes.
    chosen = st.pills(
        label, list(options), selection_mode="multi", default=default, format_func=options.get, key=key,
        persist_state="session", wrap=True,
    )  # fmt: skip
    return [name for name in options if name in (chosen or [])]


@st.fragment(run_every=LOOK_EVERY)
def _watch(language: Language) -> None:
    """How far is it? Looked at again and again, without the rest of the page."""
    job = st.session_state.get(JOB)
    if not isinstance(job, KitJob) or not job.is_running:
        st.rerun()  # the page shows what came of it
    share = job.done / job.total if job.total else 0.0
    counted = language.say_count("{done} of {n} file", "{done} of {n} files", job.total, done=job.done)
    st.progress(share, text=counted if job.total else language.say("Beginning…"))
    write(f"<div role='status'>{paragraph(job.making, 'note')}</div>")
    st.button(language.say("Cancel"), key="cancel-kit", on_click=job.cancel, disabled=job.is_cancelled)


def _result(job: KitJob, language: Language) -> None:
    if job.error is not None:
        write(problem(job.error.say(language)))
    elif job.kit is None:
        write(paragraph(language.say("Cancelled; nothing was kept."), "note"))
    else:
        count = language.say_count("{n} file in the press kit.", "{n} files in the press kit.", len(job.kit.rows))
        write(done(count) + points([reason.say(language) for reason in job.kit.left_out.values()]))
        download(
            language.say("Download the press kit"), lambda: job.content, "idmaj-press-kit.zip",
            mime="application/zip", key="download-kit", kind="primary", cleared_for=PUBLIC,
        )  # fmt: skip

"""Which scripts stand in the pages? Each is known word for word in advance, so that the browser refuses any other."""

import json
import re
from pathlib import Path

import streamlit as st

from analytics.language import LANGUAGES, Language, message

HERE = Path(__file__).parent
DOCUMENT = (HERE / "document.js").read_text(encoding="utf-8")
ANCHORS = (HERE / "anchors.js").read_text(encoding="utf-8")
FIT = (HERE / "fit.js").read_text(encoding="utf-8")
# Streamlit's script guesses where its server is by asking the deepest folder first; it is told instead.
WHERE_THE_SERVER_IS = "window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG_BASE_URL:location.origin}"
# A page that was left open leads to the sign-in when its time is over; also when the machine slept meanwhile.
UNTIL_THE_END = (
    "((began)=>setInterval(()=>{if(Date.now()-began>=1000*document.documentElement.dataset.secondsLeft)"
    "location.reload()},5000))(Date.now())"
)
STREAMLIT_DOCUMENT = Path(st.__file__).parent / "static" / "index.html"
# What Streamlit's own buttons are called for those who listen to the page.
STREAMLIT_WORDS = (
    message("Open"),
    message("Close"),
    message("Clear all"),
    message("Selected values"),
    message("file upload"),
    message("Add files"),
    message("Skip to main content"),
)


def run_script(script: str) -> None:
    """Run one of the scripts below on this page."""
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def document_script(language: Language) -> str:
    """What brings Streamlit's document into this language and its direction?"""
    words = {}
    for english in STREAMLIT_WORDS:
        words[english] = language.say(english)
    words["Upload"] = language.say("Choose files")
    words["Connection error"] = language.say("The server cannot be reached")
    words["Streamlit server is not responding. Are you connected to the internet?"] = language.say(
        "It is tried again by itself. What is shown stays; nothing can be chosen meanwhile."
    )
    words["Failed to generate file for download"] = language.say(
        "The file could not be made, or not be noted in the audit trail; nothing was handed out."
    )
    remove = language.say("Remove {value}", value="{value}")
    most = st.get_option("server.maxUploadSize")
    too_large = language.say("The file is larger than {most} megabytes and was not sent.", most=most)
    told = {"lang": language.code, "dir": language.direction, "words": words, "remove": remove, "tooLarge": too_large}
    return DOCUMENT.replace("SPOKEN", json.dumps(told).replace("</", "<\\/"))


def list_scripts() -> list[str]:
    """Every script that stands in a page or in Streamlit's document, whatever the reader's language."""
    streamlits = re.findall(r"<script>(.*?)</script>", STREAMLIT_DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return [WHERE_THE_SERVER_IS, UNTIL_THE_END, ANCHORS, FIT, *streamlits, *map(document_script, LANGUAGES.values())]

"""Runs the script of a page without a browser, at an address, and reads the figures that it shows."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).resolve().parents[1] / "pages"


def run_page(page, /, **address):
    """The page as it stands after one run, which raised nothing: run_page("people", lang="fr", sex="F")."""
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def without_left_out(text):
    """The text of a page without the sentence that something of its address was left out, which must be there once."""
    rest, count = re.subn(r" ?<div class='left-out.*?</div>", "", text)
    assert count == 1, text[:300]
    return rest


@dataclass(frozen=True)
class Shown:
    """A figure as the browser gets it: its key, what it says to those who do not see it, its traces and its layout."""

    key: str
    alt: str
    data: list
    layout: dict
    text: str


def figures_of(app):
    """Every figure of a page, in order."""
    shown = []
    for element in app.get("bidi_component"):
        assert element.proto.component_name == "figure"
        sent = json.loads(element.proto.bytes)
        key = element.proto.id.rpartition("figure-")[2]
        shown.append(Shown(key, sent["told"]["alt"], **sent["figure"], text=json.dumps(sent, ensure_ascii=False)))
    return shown


def names_of_traces(app):
    """How are the traces of a page's first figure called? None where it has no figure."""
    figures = figures_of(app)
    return [trace.get("name") for trace in figures[0].data] if figures else None

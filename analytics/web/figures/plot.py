"""How does a figure get into the browser? As JSON, to a node of its own that stays there when the figure changes.

Streamlit's own chart is set up anew whenever its data changed; this one asks Plotly to change what differs.
"""

import json
from collections.abc import Callable, Mapping

import streamlit as st

from analytics.language import Language
from analytics.web.figures.drawing import Forms
from analytics.web.figures.scripts import PLOT

# A figure's second form, where it has one, is shown from this width on, in pixels.
WIDE_FROM = 560
QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
PICKED = "picked"
# What is sent with every figure, so it is short. The script itself is one of the files beside the page.
ASK_THE_SCRIPT = f"""const script = await import(new URL("{PLOT}", document.baseURI));
export default script.default;"""
_mount = st.components.v2.component("figure", js=ASK_THE_SCRIPT, isolate_styles=False)


def plot(
    figure: object,
    key: str,
    alt: str,
    language: Language,
    *,
    on_pick: Callable[[list], None] | None = None,
    config: Mapping[str, object] = QUIET,
) -> None:
    """Show a finished figure under this key, as wide as its place is or as its layout says. Of one in two forms
    (`draw_both`) the wide one is shown from 560 pixels on.

    `alt` is what it says to those who do not see it. `on_pick` gets what the clicked marks carry, a list of their
    `customdata`, before the script runs again. `config` is Plotly's.
    """
    told = {"alt": alt, "keys": _say_keys(on_pick, language), "picks": on_pick is not None, "config": config}
    if isinstance(figure, Forms):
        first, wide, told["wideFrom"] = figure.narrow.written, figure.wide.written, WIDE_FROM
    else:
        first, wide = figure.written, b"null"
    data = b'{"told":%b,"figure":%b,"wide":%b}' % (json.dumps(told, ensure_ascii=False).encode(), first, wide)
    heard = {f"on_{PICKED}_change": lambda: on_pick(st.session_state[key][PICKED])} if on_pick else {}
    _mount(key=key, data=data, **heard)


def _say_keys(on_pick: Callable | None, language: Language) -> str:
    if on_pick:
        return language.say("Arrow keys go from mark to mark; Enter narrows the page to it.")
    return language.say("Arrow keys go from mark to mark.")

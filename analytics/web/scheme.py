"""Does an open page follow when the reader's system turns dark, or light again?

Streamlit changes only its own colours then. Texts and figures are made for one look, and so the script must run again.
"""

import streamlit as st

# By the time that the script runs again, Streamlit must have told the server which look it has now.
WATCH = """export default function watch({ setTriggerValue }) {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const tell = () => setTimeout(() => setTriggerValue("turned", scheme.matches), 100);
  scheme.addEventListener("change", tell);
  return () => scheme.removeEventListener("change", tell);
}"""
_mount = st.components.v2.component("scheme", js=WATCH, isolate_styles=False)


def follow_scheme() -> None:
    """Run the script again whenever the look of the reader's system changes."""
    _mount(key="scheme", on_turned_change=lambda: None)

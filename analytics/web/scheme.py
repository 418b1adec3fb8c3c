"""Does an open page follow when the reader's system turns dark, or light again?

Streamlit changes only its own colours then. Texts and figures are made for one look, and so the script must run again.
"""

import streamlit as st

# The server learns of the new look with the next run, so that run waits until Streamlit's own colours have changed.
WATCH = """export default function watch({ parentElement, setTriggerValue }) {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const ground = () => getComputedStyle(parentElement).getPropertyValue("--st-background-color");
  let shown = ground(), waiting;
  const tell = () => {
    clearInterval(waiting);
    const started = Date.now();
    waiting = setInterval(() => {
      if (ground() === shown && Date.now() - started < 5000) return;
      clearInterval(waiting);
      shown = ground();
      setTriggerValue("turned", scheme.matches);
    }, 20);
  };
  scheme.addEventListener("change", tell);
  return () => {
    clearInterval(waiting);
    scheme.removeEventListener("change", tell);
  };
}"""
_mount = st.components.v2.component("scheme", js=WATCH, isolate_styles=False)


def follow_scheme() -> None:
    """Run the script again whenever the look of the reader's system changes."""
    _mount(key="scheme", on_turned_change=lambda: None)

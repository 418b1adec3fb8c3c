"""How is the page written in Streamlit? A script that queries the records at each click: https://docs.streamlit.io"""

import streamlit as st

from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.questions import FIGURES, ask_figure, ask_numbers, draw_figure, say_numbers

st.set_page_config(layout="wide")
st.title("Integrations")
where = {name: st.radio(name, [ALL, *codes], horizontal=True) for name, codes in FILTERS.items()}

for column, (title, number) in zip(st.columns(4), say_numbers(ask_numbers(where)).items(), strict=True):
    column.metric(title, number)
for names in (list(FIGURES)[:3], list(FIGURES)[3:]):
    for column, name in zip(st.columns(3), names, strict=True):
        column.plotly_chart(draw_figure(name, ask_figure(name, where), where), key=name)

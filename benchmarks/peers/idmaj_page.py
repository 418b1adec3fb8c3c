"""How is the page written in Idmaj? As its own pages are: asked of the cube, drawn by its charts, shown in its cards."""

import streamlit as st

from analytics import ask, web
from analytics.comparison.wording import say_cell
from analytics.measures.catalogue import MEASURES
from benchmarks.peers.filters import FILTERS, say
from benchmarks.peers.idmaj_figures import FIGURES, NUMBERS, name_cells, tell, titled_bars, titled_months

language, theme, data = web.language(), web.theme(), web.records()

web.question(language.say("Integrations"))
asked = web.narrow(data.cube, dimensions=tuple(FILTERS), without=())
title = say({name: values[0] for name, values in asked.where.items()})

for column, measure in zip(st.columns(4), NUMBERS, strict=True):
    cell = ask(measure, where=asked.where, cube=data.cube).iloc[0]
    number = say_cell(cell["value"], cell["status"], MEASURES[measure], language)
    column.metric(language.say(MEASURES[measure].title), number)

for row in (FIGURES[:3], FIGURES[3:]):
    for column, (measure, series, group) in zip(st.columns(3, gap="medium"), row, strict=True):
        with web.part(column):
            cells = name_cells(ask(measure, by=[group, series], where=asked.where, cube=data.cube), series, group, data)
            form = titled_months if group == "month" else titled_bars
            figure = web.draw(form, cells, language, theme, title=title, series=series)
            web.figure_card(figure, tell(cells, series, group, asked, data))

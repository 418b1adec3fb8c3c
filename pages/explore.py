"""Explore: which measures, by what, for whom and when?"""

from dataclasses import replace

import streamlit as st

from analytics import charts, web
from analytics.access.roles import KEEP_VIEWS
from analytics.web.explore_page.crosstab import ask_exploration, choose_page, keep_page, pivot_card
from analytics.web.explore_page.exploring import explore, question_texts
from analytics.web.explore_page.viewing import saved_views
from analytics.web.stories.explore import tell_exploration
from analytics.web.stories.explore_several import choose_drawing

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("Any measure, by what you choose: what do the records say?"))
web.lead(say.say("Choose a measure, rows and columns; take away the table, the figure, or the question itself."))
asked = explore(data.cube, data.apart)

with web.part(st.container()):
    pivot = ask_exploration(asked, data)
    page = choose_page(asked, pivot)
    drawn = choose_drawing(asked, pivot, page.codes, data)
    story = tell_exploration(asked, keep_page(pivot, asked, page), page.said, drawn, data)
    draw = web.draw_both if drawn.form == "matrix" else web.draw
    figure = draw(getattr(charts, drawn.form), drawn.cells, say, theme, **drawn.look) if drawn.form else None
    with st.container(key="drawn-wide" if drawn.is_wide else "drawn"):
        web.figure_card(figure, replace(story, cells=pivot))
    pivot_card(asked, pivot, page, story, drawn, data)

question_texts(asked, data.release_named)
if not data.is_public and web.may(KEEP_VIEWS):
    saved_views(data.records.folder)

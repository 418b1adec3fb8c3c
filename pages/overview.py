"""Overview: what changed from 2014 to 2015, and what may be said of it?"""

import streamlit as st

from analytics import charts, register, web
from analytics.published import findings
from analytics.web.stories.overview import OVERVIEW_INDICATORS, SERIES, tell_cities, tell_parts, tell_series

say, theme, figures = web.language(), web.theme(), register()

found = findings.find_overview(figures, say)
web.finding(found.headline, found.subtitle)
web.indicator_cards(figures, OVERVIEW_INDICATORS)

for pair in (SERIES[:2], SERIES[2:]):
    for column, wanted in zip(st.columns(2, gap="medium"), pair, strict=True):
        with column:
            cells, story = tell_series(figures, wanted, say)
            web.figure_card(web.draw(charts.columns, cells, say, theme), story)

left, right = st.columns([11, 9], gap="medium")
with left:
    cells, story = tell_cities(figures, say)
    web.figure_card(web.draw_both(charts.city_map, cells, say, theme, web.land()), story)
with right:
    cells, story = tell_parts(figures, say)
    web.figure_card(web.draw(charts.parts, cells, say, theme), story)
    web.cannot_compare(say.say("What may not be compared, and why"), findings.list_comparisons_refused(figures, say))

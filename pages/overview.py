"""Overview: what changed from 2014 to 2015, and what may be said of it?"""

import streamlit as st

from analytics import charts, web
from analytics.published import findings, register
from analytics.published.comparing import compare_figures

say, theme, figures = web.language(), web.theme(), register()

found = findings.find_overview(figures, say)
web.finding(found.headline, found.subtitle)

changes = compare_figures(figures)
web.indicator_cards(changes, web.OVERVIEW_INDICATORS, figures)

for left, right in (web.SERIES[:2], web.SERIES[2:]):
    for column, wanted in zip(st.columns(2, gap="medium"), (left, right), strict=True):
        with column:
            series = figures.series(wanted.indicator, wanted.programme, wanted.years)
            found = wanted.find(figures, series, say)
            labelled = series.assign(label=findings.label_series(series, say))
            figure = web.draw(charts.columns, labelled, say, theme, meta={"question": f"published {wanted.indicator}"})
            web.figure_card(figure, web.story_of_series(wanted, found, labelled, figures))

left, right = st.columns([11, 9], gap="medium")
with left:
    cities = figures.programme_cities()
    found = findings.find_cities(cities, say)
    named = cities.assign(name=cities[f"name_{say.code}"])
    web.figure_card(
        web.draw(charts.city_map, named, say, theme, web.land()), web.story_of_cities(found, named, figures)
    )
with right:
    parts = figures.parts("education_training_integrations", 2014)
    found = findings.find_parts(parts, say)
    labelled = findings.label_parts(parts, say)
    web.figure_card(web.draw(charts.parts, labelled, say, theme), web.story_of_parts(found, labelled, figures))
    web.cannot_compare(say.say("What may not be compared, and why"), findings.list_comparisons_refused(figures, say))

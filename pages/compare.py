"""Compare: did it change between 2014 and 2015, for whom, and may we say so?"""

import streamlit as st

from analytics import ask, charts, compare, web
from analytics.comparison import decomposition_wording as parts_wording
from analytics.comparison import wording
from analytics.comparison.decomposition import decompose
from analytics.web.splitting import choose_split
from analytics.web.stories.change_parts import tell_change_parts
from analytics.web.stories.changes import tell_changes

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("What changed between 2014 and 2015, for whom, and may we say so?"))
web.lead(
    say.say("Choose a measure and what to divide it by; each difference comes with its uncertainty and a verdict.")
)
choice = web.choose(data.cube, web.MEASURES_BY_YEAR, "integrations", "route", without=("year", "month"))

total = ask(choice.measure.id, by="year", where=choice.where, cube=data.cube)
overall = compare(total, assumptions=data.assumptions, where=choice.where)
if overall.empty:
    web.say_nothing_found()
    st.stop()

summary, detail = st.columns([1, 3], gap="medium")
with web.part(summary):
    web.measure_card(overall.iloc[0], choice.measure, data.kind, choice.filters_said)
with web.part(detail):
    cells = ask(choice.measure.id, by=[*choice.dimensions, "year"], where=choice.where, cube=data.cube)
    changes = compare(cells, assumptions=data.assumptions, where=choice.where)
    named = wording.name_changes(changes, choice.measure, choice.by, data.cube.code_lists, say)
    ticks = wording.ticks(choice.measure, say)
    figure = web.draw(charts.dumbbell, named, say, theme, tick_text=ticks, meta={"narrows": choice.by})
    web.figure_card(figure, tell_changes(choice, overall.iloc[0], changes, named, data))

split = choose_split(choice, overall.iloc[0])
with web.part(st.container()):
    if split:
        cells = ask(choice.measure.id, by=[*split, "year"], where=choice.where, cube=data.cube)
        parts = parts_wording.name_parts(decompose(cells), choice.measure, say)
        steps = parts_wording.list_steps(parts, choice.measure, say)
        figure = None if steps.empty else web.draw(charts.waterfall, steps, say, theme, tick_text=ticks)
        web.figure_card(figure, tell_change_parts(choice, overall.iloc[0], parts, data))

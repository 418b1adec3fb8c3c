"""Cities: where did it happen, and where is a difference more than chance?"""

import streamlit as st

from analytics import charts, compare, register, web
from analytics.comparison import wording
from analytics.comparison.funnel import RATES
from analytics.measures.catalogue import MEASURES
from analytics.measures.each_year import ask_each_year
from analytics.web.funnels import change_card, funnel_cards
from analytics.web.pairs import cities_cards
from analytics.web.stories.cities import PLACES, tell_map
from analytics.web.stories.regions import tell_per_inhabitants, tell_reach, tell_regions

say, theme, data = web.language(), web.theme(), web.records()
web.question(say.say("Where did it happen, where did it change, and where would chance alone explain the difference?"))
web.lead(say.say("The map of both years, each city beside what chance alone would give, rates by inhabitants."))
asked = web.narrow(data.cube, [web.pick_measure(RATES, "active_12m", say)])
wanted, per_inhabitant = MEASURES[asked.picked["measure"]], MEASURES["integrations_per_100k"]
# Figures that compare places keep all of them, and name those that the page is narrowed to.
kept = asked.but(*PLACES)
by = "region" if kept == asked.where else "city"

served = ask_each_year("integrations", ["city"], asked.where, data.cube)
if served.empty:
    web.say_nothing_found()
    st.stop()
summary, where = st.columns([2, 3], gap="medium")
with web.part(summary):
    total = ask_each_year(wanted.id, [], asked.where, data.cube)
    cities_cards(served, compare(total, assumptions=data.assumptions, where=asked.where), wanted, asked, data)
with web.part(where):
    compared = served if by == "region" else ask_each_year("integrations", ["city"], kept, data.cube)
    cells, options, story = tell_map(compared, asked, data)
    web.figure_card(web.draw_both(charts.sized_map, cells, say, theme, web.land(), **options), story)

rates = ask_each_year(wanted.id, ["city"], kept, data.cube)
whole = total if kept == asked.where else ask_each_year(wanted.id, [], kept, data.cube)
funnel_cards(rates, whole, wanted, asked, data)
regions = ask_each_year(wanted.id, ["region"], kept, data.cube)
if wanted.is_share and regions["value"].notna().any():
    change, panels = st.columns(2, gap="medium")
    with web.part(change):
        change_card(rates, whole, wanted, asked, data)
    with web.part(panels):
        cells, options, story = tell_regions(regions, wanted, asked, data)
        web.figure_card(web.draw(charts.small_multiples, cells, say, theme, **options), story)

reach, density = st.columns(2, gap="medium")
with web.part(reach):
    cells, options, story = tell_reach(register(), say, is_narrowed=bool(asked.where))
    web.figure_card(web.draw(charts.distances, cells, say, theme, **options), story)
with web.part(density):
    cells = ask_each_year(per_inhabitant.id, [by], asked.where, data.cube)
    if len(cells):
        changes = compare(cells, assumptions=data.assumptions, where=asked.where)
        named = wording.name_changes(changes, per_inhabitant, by, data.cube.code_lists, say)
        ticks = wording.ticks(per_inhabitant, say)
        figure = web.draw(charts.dumbbell, named, say, theme, tick_text=ticks, meta={"narrows": by})
        web.figure_card(figure, tell_per_inhabitants(by, changes, named, asked, data))

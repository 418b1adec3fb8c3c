"""Routes: by which route, and what became of it?"""

import pandas as pd
import streamlit as st

from analytics import ask, charts, register, web
from analytics.comparison import flow_wording, gap_wording, wording
from analytics.comparison.cohorts import follow_cohorts
from analytics.comparison.gaps import PREPARED_OR_NOT, find_gaps
from analytics.measures.catalogue import MEASURES
from analytics.measures.follow_up import LATEST_STATUSES, ask_follow_up, ask_latest_status
from analytics.web.stories import route_shares, routes

# Shares by group, in the order of the page; those by preparation are also set against each other.
OUTCOMES = ("active_12m", "return_to_prison_12m")
OF_ROUTES = [(measure, "route") for measure in ("active_6m", "active_12m", "certified_12m")]
SHARES = [*OF_ROUTES, *((measure, "prepared") for measure in OUTCOMES)]

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("By which route, and what became of it?"))
web.lead(say.say("From programme over route to the last known situation: what still runs, and who returned to prison."))
asked = web.narrow(data.cube, [routes.pick_flow_year(data.cube, say)])
both = routes.where_of_both_years(asked, data.cube)

if ask("integrations", by="year", where=both, cube=data.cube).empty:
    web.say_nothing_found()
    st.stop()

with web.part(st.container(), say.say("From the programme to what was last seen")):
    flows = ask_latest_status(["programme", "route", "year"], routes.where_of_flow(asked), cube=data.cube)
    named, story = routes.tell_flow(flows, asked, data)
    look = {"heads": flow_wording.say_heads(say), "order": {"latest_status": LATEST_STATUSES}}
    look["meta"] = {"narrows": ["programme", "route"]}
    web.figure_card(web.draw(charts.flow, named, say, theme, **look) if len(named) else None, story)

with web.part(st.container(), say.say("Time to an ending, and to a return to prison")):
    curves = follow_cohorts(ask_follow_up("year", both, cube=data.cube), data.cube.observed_until).values()
    for column, cohorts in zip(st.columns(2, gap="medium"), curves, strict=False):
        with column:
            look = {"tick_text": wording.ticks(MEASURES["active_12m"], say)}
            curve = None if cohorts.is_empty else web.draw(charts.curves, cohorts.curves, say, theme, **look)
            web.figure_card(curve, routes.tell_curve(cohorts, asked, data, register()))

slots = [column for _ in range(3) for column in st.columns(2, gap="medium")]
cells = route_shares.ask_shares([*SHARES, *((measure, "year") for measure, _ in OF_ROUTES)], both, data.cube)
for column, (measure, by) in zip(slots, SHARES, strict=False):
    with web.part(column):
        named, story = route_shares.tell_outcomes(cells, measure, by, asked, data)
        look = {"tick_text": wording.ticks(MEASURES[measure], say), "far_head": say.say("known cases")}
        look["meta"] = {"narrows": by}
        is_known = named["value"].notna().any()
        web.figure_card(web.draw(charts.intervals, named, say, theme, **look) if is_known else None, story)

with web.part(slots[-1]):
    outcomes = pd.concat([cells[measure, "prepared"] for measure in OUTCOMES])
    named, story = route_shares.tell_prepared(find_gaps(outcomes, PREPARED_OR_NOT), asked, data)
    look = {"directions": gap_wording.say_directions(PREPARED_OR_NOT, say), "tick_text": gap_wording.gap_ticks(say)}
    is_known = named["value"].notna().any()
    web.figure_card(web.draw(charts.gaps, named, say, theme, **look) if is_known else None, story)

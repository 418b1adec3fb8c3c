"""People: for whom, by sex and juvenile status, and did their outcomes differ?"""

import streamlit as st

from analytics import charts, register, web
from analytics.comparison.gap_wording import gap_ticks, say_directions
from analytics.comparison.gaps import JUVENILES_AND_ADULTS, OUTCOMES, WOMEN_AND_MEN, find_gaps
from analytics.comparison.wording import ticks
from analytics.measures.catalogue import MEASURES
from analytics.web.stories.people import ask_people, count_people, sides, tell_pairs, tell_sides
from analytics.web.stories.people_shares import tell_gaps, tell_shares
from analytics.web.stories.published_people import tell_published_people

say, theme, data = web.language(), web.theme(), web.records()

web.question(say.say("For whom: women and men, juveniles and adults?"))
web.lead(say.say("Shares and outcomes of each group, with those of whom it is not known beside them."))
divided = web.pick_dimension(["route", "region", "programme"], "route", say, label=say.say("Shares divided by"))
asked = web.narrow(data.cube, [divided])
by, known = asked.picked["by"], say.say("known cases")

people = count_people(asked, data)
if people.is_nobody:
    web.say_nothing_found()
    st.stop()

by_sides, by_pairs, published = st.columns(3, gap="medium")
with web.part(by_sides):
    cells, story = tell_sides(people, asked, data)
    both = {"narrows": ["sex", "age_group"]}
    web.figure_card(web.draw(charts.mirrored_bars, cells, say, theme, sides=sides(data), meta=both), story)
with web.part(by_pairs):
    cells, story = tell_pairs(people, asked, data)
    web.figure_card(web.draw_both(charts.matrix, cells, say, theme, meta=both), story)
with web.part(published, say.say("Published figures beside the records")):
    cells, story = tell_published_people(register(), data)
    web.figure_card(web.draw(charts.parts, cells, say, theme), story)

for column, measure in zip(st.columns(2, gap="medium"), ("women_share", "juvenile_share"), strict=True):
    with web.part(column):
        shares, overall = (ask_people([measure], each, asked, data) for each in ([by], []))
        cells, story = tell_shares(shares, overall, by, people, asked, data)
        look = {"tick_text": ticks(MEASURES[measure], say), "far_head": known, "meta": {"narrows": by}}
        web.figure_card(web.draw(charts.intervals, cells, say, theme, **look), story)

for column, contrast in zip(st.columns(2, gap="medium"), (WOMEN_AND_MEN, JUVENILES_AND_ADULTS), strict=True):
    with web.part(column):
        gaps = find_gaps(ask_people(OUTCOMES, [contrast.dimension], asked, data), contrast)
        cells, story = tell_gaps(gaps, contrast, asked, data)
        look = {"tick_text": gap_ticks(say), "directions": say_directions(contrast, say), "far_head": known}
        web.figure_card(web.draw(charts.gaps, cells, say, theme, **look), story)

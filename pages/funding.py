"""Funding: how much money, for what and where, and what did it go with?"""

from functools import partial

import streamlit as st

from analytics import ask, charts, register, web
from analytics.comparison.money_coverage import cover
from analytics.measures.amounts import ask_amounts
from analytics.measures.catalogue import MEASURES
from analytics.web.money import choose_money, may_draw
from analytics.web.stories.cost import (
    PROGRAMME_INDICATORS,
    beside_divisor,
    beside_people,
    tell_coverage,
    tell_per_head,
    tell_ratio,
)
from analytics.web.stories.funding import (
    beside_awards,
    curve_texts,
    spread_texts,
    tell_concentration,
    tell_spread,
    tell_totals,
)

say, theme, data, figures = web.language(), web.theme(), web.records(), register()

web.question(say.say("How much money, for what, where, and what did it go with?"))
asked = choose_money(data.cube)
money = partial(ask, where=asked.where, cube=data.cube)
people = partial(ask, where=asked.of_people, cube=data.cube)
supports = people("integrations", by=["year", asked.group, "city"])
if supports.empty:
    web.say_nothing_found()
    st.stop()
paid = people("funding_per_integration", by=["year", asked.group, "city"])
coverage = cover(supports, paid, people("funding_mean", by=["year", asked.group]), asked.group)

left, right = st.columns(2, gap="medium")
with left:
    total, by = money("funding_total", by="year"), [*asked.dimensions, "year"]
    if may_draw(say.say("Funding awarded"), total, asked):
        bars, story = tell_totals(total, money("funding_total", by=by), money("funding_mean", by=by), asked, data)
        web.figure_card(web.draw(charts.paired_bars, bars, say, theme, **beside_awards(asked, say)), story)
with right:
    amounts = ask_amounts("year", where=asked.where, cube=data.cube)
    if may_draw(say.say("Awards by amount"), amounts, asked):
        classes, quartiles, story = tell_spread(amounts, asked, data)
        texts = spread_texts(classes, say)
        web.figure_card(web.draw(charts.distribution, classes, say, theme, quartiles, **texts), story)

left, right = st.columns(2, gap="medium")
with left:
    if may_draw(say.say("Integrations covered by recorded money"), paid, asked, against_people=True):
        bars, story = tell_coverage(coverage, asked, data)
        web.figure_card(web.draw(charts.paired_bars, bars, say, theme, **beside_people(asked, say)), story)
with right:
    if may_draw(say.say("Money over the cities"), paid, asked, against_people=True, over_cities=True):
        curves, keys, story = tell_concentration(paid, supports, asked, data)
        web.figure_card(web.draw(charts.lorenz, curves, say, theme, **curve_texts(keys, say)), story)

for column, name in zip(st.columns(2, gap="medium"), ("funding_per_integration", "cost_per_active_12m"), strict=True):
    with column:
        if may_draw(say.say(MEASURES[name].title), paid, asked, against_people=True):
            cells, overall = people(name, by=[asked.group, "year"]), people(name, by="year")
            bars, story = tell_ratio(name, overall, cells, coverage, asked, data, figures)
            drawn = web.draw(charts.paired_bars, bars, say, theme, **beside_divisor(name, asked, say))
            web.figure_card(drawn, story)

left, right = st.columns(2, gap="medium")
with left:
    cells, story = tell_per_head(figures, say)
    web.figure_card(web.draw(charts.columns, cells, say, theme), story)
with right:
    web.indicator_cards(figures, PROGRAMME_INDICATORS)

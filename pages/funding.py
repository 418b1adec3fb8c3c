"""Funding: how much money, for what and where, and what did it go with?"""

from functools import partial

import streamlit as st

from analytics import ask, charts, register, web
from analytics.comparison.money_coverage import cover
from analytics.measures.amounts import ask_amounts
from analytics.measures.catalogue import MEASURES
from analytics.web.money import choose_money, may_draw
from analytics.web.published_cost import published_cost_cards
from analytics.web.stories import cost, funding

say, theme, data, figures = web.language(), web.theme(), web.records(), register()
web.question(say.say("How much money, for what, where, and what did it go with?"))
web.lead(say.say("Totals, spread and evenness of awards; money beside people only where both cover the same."))
asked = choose_money(data.cube)
money = partial(ask, where=asked.where, cube=data.cube)
people = partial(ask, where=asked.of_people, cube=data.cube)
if people("integrations", by="year").empty:
    web.say_nothing_found()
    st.stop()

# Side by side stand figures of one height.
(of_awards, of_coverage), (of_amounts, of_cities) = st.columns(2, gap="medium"), st.columns(2, gap="medium")
with web.part(of_awards):
    total, by = money("funding_total", by="year"), [*asked.dimensions, "year"]
    if may_draw(say.say("Funding awarded"), total, asked):
        bars, story = funding.tell_totals(
            total, money("funding_total", by=by), money("funding_mean", by=by), asked, data
        )
        web.figure_card(web.draw(charts.paired_bars, bars, say, theme, **funding.beside_awards(asked, say)), story)
with web.part(of_amounts, say.say("Awards by amount")):
    amounts = ask_amounts("year", where=asked.where, cube=data.cube)
    if may_draw(say.say("Awards by amount"), amounts, asked):
        cells, quartiles, story = funding.tell_spread(amounts, asked, data)
        look = funding.spread_texts(cells, say)
        web.figure_card(web.draw(charts.distribution, cells, say, theme, quartiles, **look), story)

with web.part(st.container(), say.say("Money beside integrations and cities")):
    supports, paid = (people(name, by=["year", asked.group, "city"]) for name in ("integrations", cost.RATIOS[0]))
    coverage = cover(supports, paid, people("funding_mean", by=["year", asked.group]), asked.group)
    with of_coverage:
        if may_draw(say.say("Integrations covered by recorded money"), paid, asked, against_people=True):
            bars, story = cost.tell_coverage(coverage, asked, data)
            web.figure_card(web.draw(charts.paired_bars, bars, say, theme, **cost.beside_people(asked, say)), story)
    with of_cities:
        if may_draw(say.say("Money over the cities"), paid, asked, against_people=True, over_cities=True):
            curves, keys, story = funding.tell_concentration(paid, supports, asked, data)
            web.figure_card(web.draw(charts.lorenz, curves, say, theme, **funding.curve_texts(keys, say)), story)
    for column, name in zip(st.columns(2, gap="medium"), cost.RATIOS, strict=True):
        with column:
            if may_draw(say.say(MEASURES[name].title), paid, asked, against_people=True):
                found = (people(name, by=by) for by in ("year", [asked.group, "year"]))
                bars, story = cost.tell_ratio(name, *found, coverage, asked, data, figures)
                look = cost.beside_divisor(name, asked, say)
                web.figure_card(web.draw(charts.paired_bars, bars, say, theme, **look), story)

published_cost_cards(figures, is_narrowed=bool(asked.where))

"""How do the funnels of the cities page reach the reader? Both years beside each other, then the change between them."""

import pandas as pd
import streamlit as st

from analytics.charts.funnel import funnel as draw_funnel
from analytics.comparison.change import NO_TREND, assumptions_of, is_no_trend
from analytics.comparison.funnel import Funnel, funnel, funnel_of_change
from analytics.comparison.wording import say_not_compared, say_why
from analytics.measures.catalogue import Measure
from analytics.web.address import language
from analytics.web.cards import cannot_draw
from analytics.web.choosing import Narrowed
from analytics.web.figures.drawing import draw
from analytics.web.figures.figure import Story, figure_card
from analytics.web.loading import Loaded, theme
from analytics.web.stories.cities import YEARS, tell_funnel, tell_funnel_of_change


def funnel_cards(rates: pd.DataFrame, whole: pd.DataFrame, wanted: Measure, asked: Narrowed, data: Loaded) -> None:
    """Draw the funnel of `wanted` in each year. rates: cells by city and year; whole: of all these cities, by year."""
    for column, year in zip(st.columns(2, gap="medium"), YEARS, strict=True):
        with column:
            found = funnel(rates[rates["year"] == year], wanted, whole[whole["year"] == year])
            _card(found, *tell_funnel(found, year, asked, data))


def change_card(rates: pd.DataFrame, whole: pd.DataFrame, wanted: Measure, asked: Narrowed, data: Loaded) -> None:
    """Draw the funnel of the change of `wanted`, a share, or say why there is none. rates: cells by city and year; whole: of
    all of them, by year."""
    if is_no_trend(wanted.id, assumptions_of(whole, data.assumptions, asked.where)):
        cannot_draw(say_not_compared(language().say(wanted.title), YEARS, language()), say_why(NO_TREND, language()))
        return
    found = funnel_of_change(rates, wanted, whole=whole)
    _card(found, *tell_funnel_of_change(found, asked, data))


def _card(found: Funnel, units: pd.DataFrame, options: dict, story: Story) -> None:
    # Without units enough there are no empty axes: the headline says why, the table what there is.
    is_drawn = found.is_drawable
    figure = draw(draw_funnel, units, language(), theme(), found.curves, **options) if is_drawn else None
    figure_card(figure, story)

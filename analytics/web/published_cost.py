"""What was published of the programme's cost: for each beneficiary, and the figures it is worked out from."""

from dataclasses import replace

import streamlit as st

from analytics.charts.columns import columns
from analytics.published import Register
from analytics.web.address import language as language_of_page
from analytics.web.cards import indicator_cards
from analytics.web.figures.drawing import draw
from analytics.web.figures.figure import figure_card
from analytics.web.loading import theme
from analytics.web.stories.cost import PROGRAMME_INDICATORS, tell_per_head
from analytics.web.stories.shared import say_unfiltered


def published_cost_cards(register: Register, *, is_narrowed: bool) -> None:
    """Draw the cost for each beneficiary by year, and beside it the cards of cost and beneficiaries. is_narrowed: is the
    page, though these are not?"""
    language = language_of_page()
    unfiltered = say_unfiltered(is_narrowed, language)
    left, right = st.columns(2, gap="medium")
    with left:
        cells, story = tell_per_head(register, language)
        story = replace(story, notes=[*story.notes, *unfiltered])
        figure_card(draw(columns, cells, language, theme()), story)
    with right:
        indicator_cards(register, PROGRAMME_INDICATORS, tuple(unfiltered))

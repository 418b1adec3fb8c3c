"""By which dimensions is the change of a share split? One choice, in the address as all others."""

from collections.abc import Mapping

import streamlit as st

from analytics.comparison.change import NO_TREND
from analytics.comparison.cohorts import YEARS
from analytics.comparison.decomposition import MOST_DIMENSIONS, dimensions_to_split_by
from analytics.comparison.wording import say_not_compared, say_why
from analytics.measures.dimensions import DIMENSIONS
from analytics.web import address
from analytics.web.cards import cannot_draw
from analytics.web.choosing import Choice
from analytics.web.markup import heading, paragraph, write

SPLIT = "split"


def choose_split(choice: Choice, overall: Mapping) -> list[str]:
    """Draw the question and the choice of dimensions; none is chosen, and nothing drawn, for what is not a share.

    Until the reader chooses, the change is split by what the page is divided by. `overall` is the change, as `compare`
    judges it: one that may not be said has no parts.
    """
    language = address.language()
    possible = dimensions_to_split_by(choice.measure)
    if not possible:
        return []
    if overall["reason"] == NO_TREND:
        cannot_draw(say_not_compared(language.say(choice.measure.title), YEARS, language), say_why(NO_TREND, language))
        return []
    titles = {name: DIMENSIONS[name].title for name in possible}
    default = [name for name in choice.dimensions if name in possible]
    chosen = address.seed_several(SPLIT, possible)[:MOST_DIMENSIONS] or default
    st.session_state[SPLIT] = chosen
    question = language.say("What part of the change is who was served, and what part how they fared?")
    with st.container(key="split-bar"):
        write(f"<div class='section'>{heading(question, 2)}</div>")
        st.multiselect(
            language.say("Split the change by"),
            possible,
            key=SPLIT,
            format_func=lambda name: language.say(titles[name]),
            placeholder=language.say_count(
                "Choose up to {n} dimension", "Choose up to {n} dimensions", MOST_DIMENSIONS
            ),
            max_selections=MOST_DIMENSIONS,
            filter_mode=None,
            select_all=False,
            on_change=address.keep,
            args=(SPLIT, default),
        )
        if not chosen:
            write(paragraph(language.say("Choose a dimension to see its parts."), "note"))
    return chosen

"""The Streamlit pieces that pages share: frame, address, filter bar, cards, figure card."""

from analytics.web.address import language
from analytics.web.cards import (
    cannot_compare,
    cannot_draw,
    finding,
    indicator_cards,
    measure_card,
    question,
    say_nothing_found,
)
from analytics.web.choosing import choose, narrow, pick_dimension, pick_measure
from analytics.web.document import middleware
from analytics.web.drawing import draw
from analytics.web.figure import figure_card
from analytics.web.frame import PAGES, frame
from analytics.web.importing import load_files
from analytics.web.loaded import dictionary, loaded_card, reconciliation, release_history
from analytics.web.loading import land, records, theme
from analytics.web.money import choose_money, may_draw
from analytics.web.reference import reference
from analytics.web.splitting import choose_split
from analytics.web.stories.change_parts import tell_change_parts
from analytics.web.stories.changes import tell_changes
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
from analytics.web.stories.methods import tell_methods
from analytics.web.stories.overview import OVERVIEW_INDICATORS, SERIES, tell_cities, tell_parts, tell_series
from analytics.web.stories.people import ask_people, count_people, sides, tell_gaps, tell_pairs, tell_shares, tell_sides
from analytics.web.stories.published_people import tell_published_people
from analytics.web.stories.route_shares import tell_outcomes, tell_prepared
from analytics.web.stories.routes import pick_flow_year, tell_curve, tell_flow, where_of_both_years, where_of_flow
from analytics.web.stories.shared import MEASURES_BY_YEAR

__all__ = [
    "MEASURES_BY_YEAR",
    "OVERVIEW_INDICATORS",
    "PAGES",
    "PROGRAMME_INDICATORS",
    "SERIES",
    "ask_people",
    "beside_awards",
    "beside_divisor",
    "beside_people",
    "cannot_compare",
    "cannot_draw",
    "choose",
    "choose_money",
    "choose_split",
    "count_people",
    "curve_texts",
    "dictionary",
    "draw",
    "figure_card",
    "finding",
    "frame",
    "indicator_cards",
    "land",
    "language",
    "load_files",
    "loaded_card",
    "may_draw",
    "measure_card",
    "middleware",
    "narrow",
    "pick_dimension",
    "pick_flow_year",
    "pick_measure",
    "question",
    "reconciliation",
    "records",
    "reference",
    "release_history",
    "say_nothing_found",
    "sides",
    "spread_texts",
    "tell_change_parts",
    "tell_changes",
    "tell_cities",
    "tell_concentration",
    "tell_coverage",
    "tell_curve",
    "tell_flow",
    "tell_gaps",
    "tell_methods",
    "tell_outcomes",
    "tell_pairs",
    "tell_parts",
    "tell_per_head",
    "tell_prepared",
    "tell_published_people",
    "tell_ratio",
    "tell_series",
    "tell_shares",
    "tell_sides",
    "tell_spread",
    "tell_totals",
    "theme",
    "where_of_both_years",
    "where_of_flow",
]

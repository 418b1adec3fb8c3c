"""The Streamlit pieces that pages share: frame, address, filter bar, cards, figure card."""

from analytics.web.address import language
from analytics.web.cards import cannot_compare, finding, indicator_cards, measure_card
from analytics.web.choosing import choose
from analytics.web.figure import figure_card
from analytics.web.frame import frame
from analytics.web.loading import land, records, theme

__all__ = [
    "cannot_compare",
    "choose",
    "figure_card",
    "finding",
    "frame",
    "indicator_cards",
    "land",
    "language",
    "measure_card",
    "records",
    "theme",
]

"""The Streamlit pieces that pages share: frame, address, filter bar, cards, figure card."""

from analytics.web.address import language
from analytics.web.audience import part, withhold
from analytics.web.cards import (
    cannot_compare,
    cannot_draw,
    finding,
    indicator_cards,
    lead,
    measure_card,
    question,
    say_nothing_found,
)
from analytics.web.choosing import choose, narrow, pick_dimension, pick_measure
from analytics.web.data_page.auditing import audit_card
from analytics.web.data_page.history import records_or_mend, release_history
from analytics.web.data_page.importing import load_files
from analytics.web.data_page.loaded import dictionary, loaded_card, reconciliation
from analytics.web.data_page.trail_panel import audit_trail
from analytics.web.figures.drawing import draw, draw_both
from analytics.web.figures.figure import figure_card
from analytics.web.frame import PAGES, frame
from analytics.web.loading import land, records, theme
from analytics.web.serving.server import surroundings
from analytics.web.sql_page.console import console
from analytics.web.stories.shared import MEASURES_BY_YEAR
from analytics.web.visiting import may

__all__ = [
    "MEASURES_BY_YEAR",
    "PAGES",
    "audit_card",
    "audit_trail",
    "cannot_compare",
    "cannot_draw",
    "choose",
    "console",
    "dictionary",
    "draw",
    "draw_both",
    "figure_card",
    "finding",
    "frame",
    "indicator_cards",
    "land",
    "language",
    "lead",
    "load_files",
    "loaded_card",
    "may",
    "measure_card",
    "narrow",
    "part",
    "pick_dimension",
    "pick_measure",
    "question",
    "reconciliation",
    "records",
    "records_or_mend",
    "release_history",
    "say_nothing_found",
    "surroundings",
    "theme",
    "withhold",
]

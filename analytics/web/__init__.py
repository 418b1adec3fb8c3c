"""The Streamlit pieces that pages share: frame, address, filter bar, cards, figure card."""

from analytics.web.address import language
from analytics.web.audience import part, withhold
from analytics.web.auditing import audit_card
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
from analytics.web.console import console
from analytics.web.drawing import draw
from analytics.web.figure import figure_card
from analytics.web.frame import PAGES, frame
from analytics.web.history import records_or_mend, release_history
from analytics.web.importing import load_files
from analytics.web.loaded import dictionary, loaded_card, reconciliation
from analytics.web.loading import land, records, theme
from analytics.web.server import surroundings
from analytics.web.stories.shared import MEASURES_BY_YEAR
from analytics.web.trail_panel import audit_trail
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

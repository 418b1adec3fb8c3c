"""Cells become figures: one module a form, each answering one question."""

from analytics.charts.waterfall import waterfall

from analytics.charts.city_map import city_map
from analytics.charts.columns import columns
from analytics.charts.distribution import distribution
from analytics.charts.dumbbell import dumbbell
from analytics.charts.lorenz import lorenz
from analytics.charts.paired_bars import paired_bars
from analytics.charts.parts import parts
from analytics.charts.theme import DARK, LIGHT, Theme, finalise, theme_of

__all__ = [
    "DARK",
    "LIGHT",
    "Theme",
    "city_map",
    "columns",
    "distribution",
    "dumbbell",
    "finalise",
    "lorenz",
    "paired_bars",
    "parts",
    "theme_of",
    "waterfall",
]

"""Cells become figures: one module a form, each answering one question."""

from analytics.charts.apart import apart
from analytics.charts.arrangement import Words
from analytics.charts.city_map import city_map
from analytics.charts.columns import columns
from analytics.charts.curves import curves
from analytics.charts.distances import distances
from analytics.charts.distribution import distribution
from analytics.charts.dumbbell import dumbbell
from analytics.charts.flow import flow
from analytics.charts.funnel import funnel
from analytics.charts.gaps import gaps
from analytics.charts.intervals import intervals
from analytics.charts.lorenz import lorenz
from analytics.charts.matrix import matrix
from analytics.charts.mirrored_bars import mirrored_bars
from analytics.charts.months import months
from analytics.charts.paired_bars import paired_bars
from analytics.charts.parts import parts
from analytics.charts.plate import Plate, compose
from analytics.charts.points import points
from analytics.charts.series_bars import series_bars
from analytics.charts.series_lines import series_lines
from analytics.charts.sized_map import sized_map
from analytics.charts.small_multiples import small_multiples
from analytics.charts.theme import DARK, LIGHT, Theme, finalise, theme_of
from analytics.charts.waterfall import waterfall

__all__ = [
    "DARK",
    "LIGHT",
    "Plate",
    "Theme",
    "Words",
    "apart",
    "city_map",
    "columns",
    "compose",
    "curves",
    "distances",
    "distribution",
    "dumbbell",
    "finalise",
    "flow",
    "funnel",
    "gaps",
    "intervals",
    "lorenz",
    "matrix",
    "mirrored_bars",
    "months",
    "paired_bars",
    "parts",
    "points",
    "series_bars",
    "series_lines",
    "sized_map",
    "small_multiples",
    "theme_of",
    "waterfall",
]

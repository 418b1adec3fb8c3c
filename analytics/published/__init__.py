"""Figures that others printed: the register, qualifiers, and what may be compared."""

from analytics.published.comparing import compare_figures
from analytics.published.pairing import compare_indicators
from analytics.published.register import Register, register

__all__ = ["Register", "compare_figures", "compare_indicators", "register"]

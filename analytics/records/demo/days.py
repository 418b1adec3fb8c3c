"""How are days counted? As Arrow does, from 1 January 1970: a column of days is written as it lies in memory."""

from datetime import date

import numpy as np

NEVER = np.int32(2**30)


def count_days(day: date) -> int:
    """How many days after 1 January 1970?"""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def find_weekday(days: np.ndarray) -> np.ndarray:
    """Which day of the week? Monday is 0: 1 January 1970 was a Thursday."""
    return (days + 3) % 7

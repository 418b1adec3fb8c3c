"""What may answer the public in place of the sums? The tables that disclosure control cleared."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd


class Cleared(Protocol):
    """What was cleared for the public, in place of the sums."""

    key: str

    def answer(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> pd.DataFrame:
        """The cleared cells of this question, in any order. Raises NotPublic where there are none."""

    def can_answer(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> bool:
        """Was this question cleared?"""

    def name_of(self, measure_id: str, by: Sequence[str], where: Mapping[str, list]) -> str | None:
        """Which cleared table, by its name, answers this question?"""

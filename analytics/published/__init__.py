"""Figures that others printed: the register, qualifiers, and what may be compared.

`published(years=[2014])` is the register as a table, so that an analyst's notebook needs one import: the room answers
when it is called.
"""

import sys
from collections.abc import Iterable
from os import PathLike
from types import ModuleType

import pandas as pd

from analytics.published.comparing import compare_figures
from analytics.published.pairing import compare_indicators
from analytics.published.register import Register, register
from analytics.records.folder import DataFolder

__all__ = ["Register", "compare_figures", "compare_indicators", "register"]


class _Published(ModuleType):
    # Importing any module of this room puts the room itself in the place of a function of the same name.
    def __call__(
        self,
        years: int | Iterable[int] | None = None,
        indicators: str | Iterable[str] | None = None,
        *,
        data: str | PathLike | None = None,
    ) -> pd.DataFrame:
        """Which figures did others print, about these years and indicators, and where do they stand?

        years, indicators: one or several, all where none is given. data: a data folder (else IDMAJ_DATA, else the
        project's).

        Returns one row a figure: `indicator`, `programme`, `year`, `period`, `geography`, `sex`, `age_group`, `value`,
        `qualifier` (exact, about, more_than, up_to), `unit`, `preferred`, and where it stands: `source_id`, `publisher`
        and `publisher_ar` (null where Arabic writes it alike), `published_on`, `url`, `quote`, with `comparability_note`.

        Raises UnknownName for a year or an indicator that is not in the register, InvalidData and UnreadableInput as
        `register` does.
        """
        listed = [years] if isinstance(years, int) else list(years or ())
        named = [indicators] if isinstance(indicators, str) else list(indicators or ())
        return register(DataFolder.at(data)).figures(years=listed, indicators=named)


sys.modules[__name__].__class__ = _Published

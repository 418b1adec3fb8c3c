"""The one shape of every number: measure, dimensions…, numerator, denominator, value, status."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype

from analytics.language import message

NORMAL = "normal"
PROVISIONAL = "provisional"
LOW_RELIABILITY = "low_reliability"
CONFIDENTIAL = "confidential"
NOT_AVAILABLE = "not_available"
NOT_APPLICABLE = "not_applicable"
BREAK = "break"
STATUSES = (NORMAL, PROVISIONAL, LOW_RELIABILITY, CONFIDENTIAL, NOT_AVAILABLE, NOT_APPLICABLE, BREAK)
# The marks of the government statistics shorthand, as they stand beside a number.
MARKS = {
    PROVISIONAL: "[p]",
    LOW_RELIABILITY: "[u]",
    CONFIDENTIAL: "[c]",
    NOT_AVAILABLE: "[x]",
    NOT_APPLICABLE: "[z]",
    BREAK: "[b]",
}
STATUS_MEANINGS = {
    PROVISIONAL: message("Provisional: some of its supports have not been followed long enough yet."),
    LOW_RELIABILITY: message("Low reliability: fewer than {n} known cases."),
    CONFIDENTIAL: message("Confidential: hidden so that nobody can be recognised."),
    NOT_AVAILABLE: message("Not available: there are no records or no figure."),
    NOT_APPLICABLE: message("Not applicable: the question has no meaning here."),
    BREAK: message("Break: the way of counting changed between the years."),
}
NUMBER_COLUMNS = ("numerator", "denominator", "value")
# No rate is reliable on fewer than this many.
SMALLEST_RELIABLE_DENOMINATOR = 30


def require_status(cells: pd.DataFrame) -> pd.DataFrame:
    """Pass cells on, or raise ValueError: a table without `status` must not be drawn or written."""
    if "status" not in cells.columns:
        raise ValueError("a table without the column `status` is not cells and may not be shown")
    return cells


def is_prominent(value: object, status: str) -> bool:
    """May this number catch the eye among others? One that is there, and over enough cases to be relied on."""
    return not pd.isna(value) and status != LOW_RELIABILITY


def list_columns(frame: pd.DataFrame) -> dict[str, list]:
    """How are cells read column by column? As lists of plain values under their names."""
    # At once: a series made of every column, as `items()` does, would take longer than reading it.
    return dict(zip(frame.columns, frame.to_numpy(dtype=object).T.tolist(), strict=True))


def list_rows(frame: pd.DataFrame) -> list[dict]:
    """How are cells read one by one? As plain values under their names, in a tenth of the time that pandas takes."""
    columns = list_columns(frame)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def tabulate(rows: Sequence[Mapping], columns: Iterable[str], types: Mapping[str, object]) -> pd.DataFrame:
    """How do rows become a table again? With these columns in order, each of its type; one without a type has its own.

    A value that a row does not have is null. Pandas would take several times as long to find the types and change them.
    """
    listed = {name: [row.get(name, pd.NA) for row in rows] for name in columns}
    return pd.DataFrame(
        {name: pd.array(held, dtype=_type(types[name])) if name in types else held for name, held in listed.items()},
        copy=False,
    )


@lru_cache(maxsize=64)
def _type(named: object) -> ExtensionDtype | np.dtype:
    # Pandas tries a dozen kinds at each name.
    return pd.api.types.pandas_dtype(named)


def as_rows(frame: pd.DataFrame) -> list[dict]:
    """How are cells written as JSON: plain numbers, text and null, never NaN?"""
    return [
        {name: value if isinstance(value, list) or not pd.isna(value) else None for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]

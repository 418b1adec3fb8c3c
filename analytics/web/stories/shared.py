"""What must be said of every figure of a page that is drawn from the loaded records?"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analytics.comparison import remarks
from analytics.comparison.remarks import ASSUMPTION_NOTES, SOURCE_TABLES, STATUS_NOTES
from analytics.language import Language
from analytics.measures.catalogue import MEASURES
from analytics.web.loading import Loaded

__all__ = [
    "ASSUMPTION_NOTES",
    "MEASURES_BY_YEAR",
    "SOURCE_TABLES",
    "STATUS_NOTES",
    "list_notes",
    "say_source",
    "say_source_of",
    "say_unfiltered",
]
MEASURES_BY_YEAR = [each.id for each in MEASURES.values() if "year" in each.dimensions]


def say_source(tables: Iterable[str], data: Loaded, language: Language) -> str:
    """The tables behind a figure (ids of SOURCE_TABLES), and the release, so that a quotation can be found again."""
    return remarks.say_source(tables, data.records, language)


def say_source_of(measures: Iterable[str], data: Loaded, language: Language) -> str:
    """The tables behind these measures, and the release."""
    return remarks.say_source_of(measures, data.records, language)


def list_notes(
    cells: pd.DataFrame | Sequence[pd.DataFrame], data: Loaded, where: Mapping[str, object], language: Language
) -> list[str]:
    """What must stand under a figure of these cells: the assumptions they rest on, then the marks they carry."""
    return remarks.list_notes(cells, data.assumptions, where, language)


def say_unfiltered(is_narrowed: bool, language: Language) -> list[str]:
    """What must stand beside published figures on a page that is narrowed? Nothing on one that is not."""
    return [language.say("Published for the whole country: the filters do not apply here.")] if is_narrowed else []

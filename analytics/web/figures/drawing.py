"""Which figures were drawn before? A finished figure is kept under everything it is made from, so that a click that
asks for the same costs no second drawing."""

import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import pandas as pd

from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import list_columns

MOST_KEPT = 400
_kept: OrderedDict[str, object] = OrderedDict()
_lock = Lock()


def draw(
    form: Callable, cells: pd.DataFrame, language: Language, theme: Theme, *others: object, **options: object
) -> object:
    """The figure that `form(cells, *others, language, theme, **options)` draws, drawn once; None where there are no cells.

    The key holds the cells themselves: what one audience may not see never answers another. A function among the options
    writes numbers of the measure that the cells name, and so is not part of the key.
    """
    if cells.empty:
        return None
    plain = {name: value for name, value in options.items() if not callable(value)}
    parts = (
        form.__module__,
        form.__qualname__,
        list_columns(cells),
        [str(kind) for kind in cells.dtypes],
        language,
        theme,
        others,
        plain,
    )
    key = hashlib.sha256(pickle.dumps(parts)).hexdigest()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    figure = form(cells, *others, language, theme, **options)
    with _lock:
        _kept[key] = figure
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return figure


@dataclass(frozen=True)
class Forms:
    """One figure in two forms: as it is on a phone, and as it is where there is room."""

    narrow: object
    wide: object

    @property
    def meta(self) -> dict:
        return self.narrow.meta


def draw_both(
    form: Callable, cells: pd.DataFrame, language: Language, theme: Theme, *others: object, **options: object
) -> Forms | None:
    """Both forms of a figure, each drawn once; None where there are no cells."""
    if cells.empty:
        return None
    return Forms(*(draw(form, cells, language, theme, *others, narrow=each, **options) for each in (True, False)))

"""What is set once in the process that serves the pages? How texts of tables are held, and when memory is searched."""

import atexit
import gc
from functools import cache

import pandas as pd

# The tables of a page have some dozens of rows. Texts in Arrow's memory, pandas' own choice, are quicker for millions and
# slower for dozens: each column that is made or read costs several times what it costs as plain Python.
pd.set_option("mode.string_storage", "python")
# Python looks for lost objects after this many new ones (700 unless told), and a page makes thousands that it drops.
NEW_OBJECTS = 10_000


@cache
def settle() -> None:
    """Call once what stays is loaded: the modules, the cube. It is then not searched for lost objects any more, which
    would halt some answer for 100 ms or more."""
    gc.collect()
    gc.freeze()
    # At the end everything is let go, or DuckDB reports its own objects as leaked.
    atexit.register(gc.unfreeze)
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])

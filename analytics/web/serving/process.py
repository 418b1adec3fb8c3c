"""What is set once in the process that serves the pages? How texts of tables are held, how many connections there may be,
and when memory is searched."""

import atexit
import gc
from functools import cache

import pandas as pd

try:
    import resource
except ImportError:  # a system without it has no such limit
    resource = None

# The tables of a page have some dozens of rows. Texts in Arrow's memory, pandas' own choice, are quicker for millions and
# slower for dozens: each column that is made or read costs several times what it costs as plain Python.
pd.set_option("mode.string_storage", "python")
# Python looks for lost objects after this many new ones (700 unless told), and a page makes thousands that it drops.
NEW_OBJECTS = 10_000
# A session holds four files: its connection, and the event loop that Streamlit makes for it, which stays for two minutes
# after the connection is gone. The 1,024 that most systems give are used up by two hundred people.
OPEN_FILES = 16_384


def allow_many_files() -> None:
    """Call once when the server starts: take as many open files as the system lets this process have, up to OPEN_FILES."""
    if resource is None:
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


@cache
def settle() -> None:
    """Call once what stays is loaded: the modules, the cube. It is then not searched for lost objects any more, which
    would halt some answer for 100 ms or more."""
    gc.collect()
    gc.freeze()
    # At the end everything is let go, or DuckDB reports its own objects as leaked.
    atexit.register(gc.unfreeze)
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])

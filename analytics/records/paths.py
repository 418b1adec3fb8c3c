"""How is one file named to DuckDB, whatever letters stand in its name?"""

import contextlib
import re
import tempfile
from collections.abc import Iterator
from os import PathLike
from pathlib import Path


def exact_path(path: str | PathLike) -> str:
    """How is this one file named to read_parquet and read_csv, which take `*`, `?` and `[` for a pattern, `~` for home?

    Absolute. Ask with `hive_partitioning => false`, or a folder named `year=2014` becomes a column of the file.
    `COPY … TO` knows no patterns: it takes the absolute path as it stands.
    """
    return re.sub(r"([*?\[])", r"[\1]", str(Path(path).absolute()))


@contextlib.contextmanager
def file_holding(content: bytes) -> Iterator[str]:
    """Where can DuckDB read this content? In a file that never has a name on a disk, so that a kill leaves nothing."""
    with tempfile.TemporaryFile() as held:
        held.write(content)
        held.flush()
        held.seek(0)  # some systems share the place of reading
        yield f"/dev/fd/{held.fileno()}"

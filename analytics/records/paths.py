"""How is one file named to DuckDB, whatever letters stand in its name?"""

import re
from os import PathLike
from pathlib import Path


def exact_path(path: str | PathLike) -> str:
    """How is this one file named to read_parquet and read_csv, which take `*`, `?` and `[` for a pattern, `~` for home?

    Absolute. Ask with `hive_partitioning => false`, or a folder named `year=2014` becomes a column of the file.
    `COPY … TO` knows no patterns: it takes the absolute path as it stands.
    """
    return re.sub(r"([*?\[])", r"[\1]", str(Path(path).absolute()))

"""The command line for the cube: built on this machine, or on a cluster where the records lie."""

import argparse
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import Language, message

DUCKDB, SPARK = "duckdb", "spark"
# What Spark takes for a pattern in a path.
PATTERN = re.compile(r"([\\*?\[\]{}])")


def add_cube_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `cube` to the parser."""
    cube = command("cube", _cube, "build the cube of the records")
    cube.add_argument("--engine", choices=(DUCKDB, SPARK), default=DUCKDB)
    cube.add_argument("--master", metavar="URL", help="of the Spark cluster, such as spark://host:7077")
    cube.add_argument(
        "--records", metavar="DIR", help="a folder; for Spark also an address, such as s3a://bucket/folder"
    )
    cube.add_argument("--out", required=True, metavar="DIR")


def _cube(options: argparse.Namespace, _language: Language) -> None:
    from analytics.records.current import current_records, open_records
    from analytics.records.folder import DataFolder

    if (options.engine == SPARK) != bool(options.master):
        raise UnreadableInput(message("“--engine spark” and “--master” belong together, such as spark://host:7077."))
    folder, out = DataFolder.at(options.data), Path(options.out)
    if options.engine == SPARK and "://" in (options.records or ""):
        _sum_on_cluster(options.master, options.records.rstrip("/"), folder, out)
        return
    records = open_records(Path(options.records), folder) if options.records else current_records(folder)
    if out.absolute() == records.path:
        raise UnreadableInput(message("{path} holds the records; the cube needs a folder of its own."), path=str(out))
    if options.engine == SPARK:
        records.check()
        _sum_on_cluster(options.master, "file://" + PATTERN.sub(r"\\\1", str(records.path)), folder, out)
    else:
        from analytics.measures.cube import build_cube
        from analytics.records.manifest import MANIFEST

        build_cube(records, out)
        if (records.path / MANIFEST).exists():
            # With it the cube can be asked where the records are not.
            shutil.copyfile(records.path / MANIFEST, out / MANIFEST)


def _sum_on_cluster(master: str, records: str, folder: object, out: Path) -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise UnreadableInput(
            message("Apache Spark is not installed; install it with “pip install -r requirements-spark.txt”.")
        ) from error
    from analytics.measures.cluster.building import build_cube_on_cluster

    build_cube_on_cluster(master, records, folder, out)

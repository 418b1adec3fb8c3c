"""How long do the first things take? Run by `make bench`; writes RESULTS.md. With `full`, up to a hundred million records.

Ratios within one run mean more than milliseconds: an `ask` is set against a bare DuckDB count over the same records,
the start of the command line against that of Python with pandas and DuckDB.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from analytics.records.folder import PROJECT_DATA
from benchmarks.console import measure_console
from benchmarks.importing import measure_import
from benchmarks.kit import measure_kit
from benchmarks.pages import measure_filters
from benchmarks.painting import measure_painting
from benchmarks.peers.measuring import SMALLEST, measure_peers
from benchmarks.peers.report import tell_within
from benchmarks.scale import FULL, SMALL, measure_scale
from benchmarks.starting import measure_start
from benchmarks.telling import as_table, say_machine

PROJECT = Path(__file__).resolve().parents[1]
# Each is measured by itself, for it takes an hour or half of one.
LARGER = """## Larger

Up to a hundred million integrations: SCALE.md. The peers up to ten million: PEERS.md. Many readers at once: LOAD.md."""
MISSED = "## Aims that are missed, and why"
RESULTS = Path(__file__).with_name("RESULTS.md")


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each repetition."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def run(*command: str, data: Path) -> None:
    """One process from start to end."""
    environment = {**os.environ, "IDMAJ_DATA": str(data)}
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=PROJECT, env=environment)


def measure_command_line(data: Path) -> dict[str, list[float]]:
    """A first and a second `ask` as a person types it, beside what loading the libraries alone takes."""
    asking = ("-m", "analytics", "ask", "active_12m", "--by", "year,route")
    libraries = timed(lambda: run("-c", "import duckdb, pandas", data=data), 7)
    cold = []
    for number in range(5):
        fresh = data / f"fresh-{number}"
        fresh.mkdir()
        cold += timed(lambda fresh=fresh: run(*asking, data=fresh), 1)
    run(*asking, data=data)
    return {
        "libraries loaded (python, duckdb, pandas)": libraries,
        "ask, cold: cube built": cold,
        "ask, cube in the cache": timed(lambda: run(*asking, data=data), 7),
    }


def measure_ask() -> dict[str, list[float]]:
    """`ask` in a running process, beside the same count by DuckDB straight from the Parquet file."""
    import duckdb

    from analytics.measures.asking import ask
    from analytics.measures.cube import cube_of
    from analytics.records.current import current_records
    from analytics.records.folder import DataFolder

    cube = cube_of(current_records(DataFolder.at()))
    path = PROJECT_DATA / "demo" / "integrations.parquet"
    query = "SELECT year(started_on), route, count(*) FROM read_parquet($path) GROUP BY ALL ORDER BY ALL"
    connection = duckdb.connect()
    ask("integrations", by=["year", "route"], cube=cube)
    return {
        "DuckDB count from the Parquet file": timed(lambda: connection.execute(query, {"path": str(path)}).df(), 200),
        "ask integrations by year and route": timed(lambda: ask("integrations", by=["year", "route"], cube=cube), 200),
        "ask active_12m by year and city": timed(lambda: ask("active_12m", by=["year", "city"], cube=cube), 200),
    }


def measure_pages() -> dict[str, list[float]]:
    """The script of each page, warm, without the browser: Streamlit's own test runner."""
    from streamlit.testing.v1 import AppTest

    found = {}
    for name, script in (("nothing but a title", None), ("overview", "overview.py"), ("compare", "compare.py")):
        if script:
            app = AppTest.from_file(str(PROJECT / "pages" / script), default_timeout=60)
        else:
            app = AppTest.from_string("import streamlit as st\nst.title('x')", default_timeout=60)
        app.query_params["lang"] = "ar"
        for _ in range(3):
            app.run()
        found[f"page script: {name}"] = timed(app.run, 25)
    return found


def measure_clearing() -> dict[str, list[float]]:
    """The tables for the public: protected and audited, and opened from the cache."""
    from analytics.disclosure.clearing import clear
    from analytics.disclosure.rules import read_rules
    from analytics.measures.cube import cube_of
    from analytics.published.register import register
    from analytics.records.current import current_records
    from analytics.records.folder import DataFolder

    fresh, kept = [], []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as path:
            folder = DataFolder(Path(path))
            asked = (cube_of(current_records(folder)), folder, read_rules(folder), register(folder))
            fresh += timed(lambda asked=asked: clear(*asked), 1)
            kept += timed(lambda asked=asked: clear(*asked), 5)
    return {"tables for the public: protected and audited": fresh, "tables for the public: from the cache": kept}


def main() -> None:
    """Measure, and write the table."""
    # First, because the environment of the peers may have to be fetched, and a machine without network should say so soon.
    peers_told = tell_within(measure_peers(SMALLEST))
    with tempfile.TemporaryDirectory() as folder:
        results = measure_command_line(Path(folder)) | measure_ask() | measure_pages() | measure_clearing()
    results |= measure_start()
    filtered, filters_told = measure_filters()
    painted, painting_told = measure_painting()
    imported, import_told = measure_import()
    made, kit_told = measure_kit()
    beside, console_told = measure_console()
    scaled, scale_told = measure_scale(SMALL + FULL if sys.argv[1:] == ["full"] else SMALL)
    results |= filtered | painted | imported | made | beside | scaled
    lines = [
        "# Results",
        "",
        f"{say_machine()}; demonstration records (8,609 integrations). Milliseconds.",
        "",
        as_table(results),
    ]
    ratio = median(results["ask, cube in the cache"]) / median(results["libraries loaded (python, duckdb, pandas)"])
    lines += [
        "",
        f"A second `ask` takes {ratio:.1f} times what loading the libraries alone takes.",
        "",
        filters_told,
        "",
        painting_told,
        "",
        import_told,
        "",
        kit_told,
        "",
        console_told,
        "",
        scale_told,
        "",
        peers_told,
        "",
        LARGER,
        "",
    ]
    # Why an aim is missed is written by hand, and is kept.
    _, missed, reasons = RESULTS.read_text(encoding="utf-8").partition(MISSED)
    RESULTS.write_text("\n".join(lines) + f"\n{missed}{reasons}", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

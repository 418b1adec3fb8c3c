"""How are times told? The machine they were measured on, and a table of medians."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from statistics import median


def say_machine() -> str:
    """Day, system, processors and versions, in one line."""
    versions = {"DuckDB": "duckdb", "Streamlit": "streamlit", "pandas": "pandas", "Plotly": "plotly"}
    told = ", ".join(f"{name} {version(package)}" for name, package in versions.items())
    return (
        f"{date.today().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {told}"
    )


def as_table(results: Mapping[str, Sequence[float]]) -> str:
    """What was measured → milliseconds of each time, as a Markdown table."""
    lines = ["| what | median | least | most | times |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, values in results.items():
        lines.append(f"| {name} | {median(values):,.1f} | {min(values):,.1f} | {max(values):,.1f} | {len(values)} |")
    return "\n".join(lines)

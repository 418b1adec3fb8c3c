"""What came of the trials, as tables."""

import os
import platform
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.load.crowd import ARRIVING, Waiting
from benchmarks.load.people import CHANGED, OPENED, THINKING, WENT
from benchmarks.load.scenarios import LIMIT, Result

REPORT = Path(__file__).resolve().parents[1] / "LOAD.md"
HEAD = "| what | acts | failed | p50 | p95 | p99 | most | kB an act |\n| --- |" + " ---: |" * 7


def write(parts: Iterable[str], name: str = "Load") -> str:
    """The report as text, which also stands in LOAD.md; `name` is its part that is replaced, the others stay."""
    held = _parts(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    where = (
        f"{date.today().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, Streamlit {version('streamlit')}, DuckDB {version('duckdb')}, pandas "
        f"{version('pandas')}, Plotly {version('plotly')}; demonstration records; people and servers share the machine."
    )
    held[name] = "\n\n".join([where, *parts]).strip()
    REPORT.write_text(
        "".join(f"# {each}\n\n{text}\n\n" for each, text in held.items()).rstrip() + "\n", encoding="utf-8"
    )
    return held[name]


def _parts(text: str) -> dict[str, str]:
    found = (each.partition("\n") for each in ("\n" + text).split("\n# ")[1:])
    return {title.strip(): body.strip() for title, _, body in found}


def how_people_are() -> str:
    """What the people of the trials do, in a sentence."""
    return (
        f"Each person does something every {THINKING[0]:.0f} to {THINKING[1]:.0f} seconds: changes a filter, follows a link "
        "or opens a tab, in their language, on pages as people choose them. Seconds run from what is asked to the last "
        "message of the script, and for a new tab from the asking of the document. The quantiles are of acts begun after "
        f"the {ARRIVING:.0f} seconds in which people come."
    )


def one(result: Result) -> str:
    """A trial: its waiting, for every kind of act, and what the servers cost."""
    kinds = {kind: [act for act in result.acts if act.kind == kind] for kind in (CHANGED, WENT, OPENED)}
    lines = [_row("all acts", result.waiting)]
    lines += [_row(kind, Waiting.of(acts)) for kind, acts in kinds.items() if acts]
    return "\n".join([f"## {result.name}", "", HEAD, *lines, "", cost(result), "", result.told]).rstrip()


def pages(result: Result) -> str:
    """The same waiting for every page, whatever was done on it."""
    found = {
        name: [act for act in result.acts if act.page == name] for name in sorted({act.page for act in result.acts})
    }
    return "\n".join([HEAD, *(_row(f"/{name}", Waiting.of(acts)) for name, acts in found.items())])


def cost(result: Result) -> str:
    """What the servers cost, in a sentence."""
    held = "; ".join(f"{first:.0f}, {most:.0f}, {last:.0f}" for first, most, last in result.memory)
    used = ", ".join(f"{100 * used:.0f} %" for used in result.shares)
    return (
        f"Of one core the servers used {used}: {result.for_each:.0f} ms for each act; the people themselves "
        f"{100 * result.own:.0f} %. Memory in MB (at first, at most, at the end): {held}. Load of the machine when this "
        f"began: {result.load:.1f}."
    )


def ceiling(processes: int, people: int, steps: list[tuple[int, Waiting, float]]) -> str:
    """How many people there can be, and every step on the way there."""
    lines = [
        f"| {count} | {waiting.acts} | {waiting.failed} | {waiting.p50:.2f} | {waiting.p95:.2f} | {waiting.most:.2f} | "
        f"{100 * used:.0f} % |"
        for count, waiting, used in steps
    ]
    head = "| people | acts | failed | p50 | p95 | most | of one core |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    said = (
        f"The 95th percentile stays under {LIMIT:.0f} s up to {people} people."
        if people
        else (f"The 95th percentile passes {LIMIT:.0f} s at every step, with {steps[0][0]} people already.")
    )
    return "\n".join([f"## The ceiling of {say_servers(processes)}", "", head, *lines, "", said])


def say_servers(number: int) -> str:
    """How many processes serve, in words?"""
    return "one process" if number == 1 else f"{number} processes"


def _row(name: str, waiting: Waiting) -> str:
    seconds = (waiting.p50, waiting.p95, waiting.p99, waiting.most)
    told = " | ".join(f"{each:.2f}" for each in seconds)
    return f"| {name} | {waiting.acts} | {waiting.failed} | {told} | {waiting.size / 1000:.0f} |"

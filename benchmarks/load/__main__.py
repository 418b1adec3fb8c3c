"""How many people can look at once, and what else does the server stand? `python -m benchmarks.load` tries all of it in a
quarter of an hour, and writes benchmarks/LOAD.md; names of trials after it try these alone, and write nothing."""

import sys

from benchmarks.load import report
from benchmarks.load.scenarios import (
    BESIDE,
    BOMBS,
    PEOPLE,
    READERS,
    UPLOAD,
    ask_for_the_moon,
    attempt,
    find_ceiling,
    leave_at_once,
    look,
    read_slowly,
    send_a_huge_file,
)

SECONDS, STEP_SECONDS = 120, 40
TRIALS = {
    "people": lambda: _people(1),
    "processes": lambda: _people(2),
    "readers": lambda: _beside(f"{READERS} slow readers beside {BESIDE} people", read_slowly),
    "leaving": lambda: _beside(f"tabs opened and left at once beside {BESIDE} people", leave_at_once),
    "upload": lambda: _beside(f"a file of {UPLOAD} MB beside {BESIDE} people", send_a_huge_file),
    "sql": lambda: _beside(f"{BOMBS} queries without end beside {BESIDE} people", ask_for_the_moon),
    "ceiling": lambda: _ceiling(1),
    "ceilings": lambda: _ceiling(2),
}


def _people(processes: int) -> str:
    name = f"{PEOPLE} people, {report.say_servers(processes)}"
    result = attempt(name, look(SECONDS), people=PEOPLE, processes=processes)
    return f"{report.one(result)}\n\n{report.pages(result)}"


def _beside(name: str, trying: object) -> str:
    return report.one(attempt(name, trying, people=BESIDE))


def _ceiling(processes: int) -> str:
    return report.ceiling(processes, *find_ceiling(processes, STEP_SECONDS))


def main(asked: list[str]) -> None:
    """Try what is asked, or all of it."""
    unknown = set(asked) - set(TRIALS)
    if unknown:
        sys.exit(f"No trial {', '.join(sorted(unknown))}; there are {', '.join(TRIALS)}.")
    found = [TRIALS[name]() for name in (asked or TRIALS)]
    parts = [report.how_people_are(), *found]
    print("\n\n".join(parts) if asked else report.write(parts))


if __name__ == "__main__":
    main(sys.argv[1:])

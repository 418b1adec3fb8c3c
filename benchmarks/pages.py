"""How long does each page take to answer a filter, with all its figures, for eight thousand integrations and a million?

Streamlit's own test runner runs the script of the page; each filter is new, so that no figure was drawn before. Each size
is a process of its own. Before every answer a loop of plain Python is timed: on a shared machine it takes half as long
again, or twice as long, from one minute to the next, and so do the pages. `python -m benchmarks.pages` runs it alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parents[1]
PAGES = ("compare", "cities", "people", "routes", "funding")
SIZES = {"8,609": None, "1,000,000": 1_000_000}
LIMIT = 150
FILTERS = (
    {"sex": "F"}, {"sex": "M"}, {"age_group": "juvenile"}, {"age_group": "adult"}, {"prepared": "true"},
    {"prepared": "false"}, {"route": "micro_project"}, {"route": "micro_project,education"}, {"sex": "F,M"},
    {"region": "fes-meknes"}, {"programme": "annual_strategy"}, {"education": "primary,none"},
)  # fmt: skip
MEASURE = """
import json, sys, time
from streamlit.testing.v1 import AppTest
pages, filters = json.loads(sys.argv[1])
found = {"loop": []}
for page in pages:
    app = AppTest.from_file(f"pages/{page}.py", default_timeout=120)
    app.query_params["lang"] = "ar"
    for _ in range(2):
        app.run()
    assert not app.exception, app.exception
    found[page] = []
    for chosen in filters:
        for name, value in chosen.items():
            app.query_params[name] = value
        start = time.perf_counter()
        sum(number * number for number in range(200_000))
        found["loop"].append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        app.run()
        found[page].append((time.perf_counter() - start) * 1000)
        assert not app.exception, app.exception
        for name in chosen:
            del app.query_params[name]
print(json.dumps(found))
"""


def measure_filters() -> tuple[dict[str, list[float]], str]:
    """Milliseconds of every page and size, and what they say together."""
    found, loops = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for size, integrations in SIZES.items():
            data = Path(folder) / f"data-{integrations or 'demo'}"
            data.mkdir()
            if integrations:
                making = ("-m", "analytics", "demo", "--integrations", str(integrations), "--out", str(data / "demo"))
                _run(*making, data=data)
            measured = json.loads(_run("-c", MEASURE, json.dumps([PAGES, FILTERS]), data=data))
            found |= {f"page answers a filter: {page}, {size} integrations": measured[page] for page in PAGES}
            loops[f"plain Python, 200,000 squares, meanwhile ({size} integrations)"] = measured["loop"]
    few, many = ([median(found[name]) for name in found if size in name] for size in SIZES)
    slowest = max(median(values) for values in found.values())
    loop = median(each for values in loops.values() for each in values)
    told = (
        f"A page answers a new filter in at most {slowest:.0f} ms (median; the aim was {LIMIT}), which is "
        f"{slowest / loop:.0f} times what 200,000 squares took in plain Python meanwhile; for a million integrations it "
        f"takes {min(b / a for a, b in zip(few, many, strict=True)):.2f} to "
        f"{max(b / a for a, b in zip(few, many, strict=True)):.2f} times what it takes for 8,609."
    )
    return found | loops, told


def _run(*command: str, data: Path) -> str:
    environment = {**os.environ, "IDMAJ_DATA": str(data)}
    ran = subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=PROJECT, env=environment)
    return ran.stdout.decode().strip().splitlines()[-1] if ran.stdout.strip() else ""


if __name__ == "__main__":
    measured, said = measure_filters()
    for line, values in measured.items():
        print(f"{line}: {median(values):.0f} ({min(values):.0f} to {max(values):.0f})")
    print(said)

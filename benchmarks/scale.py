"""How large may the records of one machine be? The cube built, beside the bare queries a person would write over the same
Parquet files; `ask` for every measure by every two dimensions; and the most memory that each needs.

Every step is a process of its own. The records are drawn by the demonstration's generator, and deleted afterwards; the bare
queries group by the same columns, check nothing and keep nothing. A build holds half of the memory that is free, or what the
variable IDMAJ_MEMORY says. `python -m benchmarks.scale` runs it alone; with `full` it goes on to ten and a hundred million,
and writes SCALE.md after every step. `full FOLDER` works in that folder and notes every step there: a run of an hour that
was broken off goes on where it ended.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from analytics.records.scratch import UNWANTED
from benchmarks.telling import as_table, say_machine

PROJECT = Path(__file__).resolve().parents[1]
SCALE = Path(__file__).with_name("SCALE.md")
CITIES = PROJECT / "data" / "reference" / "cities.csv"
SMALL, FULL = (100_000, 1_000_000), (10_000_000, 100_000_000)
TIMES = {100_000: 5, 1_000_000: 3}
MOST_RATIO, MOST_ASK, MOST_DRIFT = 1.5, 5, 1.1
DRAWN, BARE, BUILT = "records drawn", "bare GROUP BY of the same columns", "cube built, every record checked"
ASKED = "ask, any measure by any two dimensions"
STEPS = (DRAWN, BARE, BUILT, ASKED)
ALONE = "cube built of a single integration"
# What every script ends with: its milliseconds, and its peak memory in MB.
TELL = """
print(json.dumps([found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
BEGIN = """
import json, resource, sys, time
from pathlib import Path
def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
records, cube = map(Path, sys.argv[1:3])
"""
DRAW = """
from analytics.records.demo.making import make_demo
found = [timed(lambda: make_demo(records, int(sys.argv[3])))]
"""
BUILD = """
from analytics.measures.cube import build_cube
from analytics.records.current import open_records
from analytics.records.folder import DataFolder
found = [timed(lambda: build_cube(open_records(records, DataFolder.at()), cube))]
"""
ASK = """
from itertools import combinations
from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.cube import open_cube
from analytics.records.folder import DataFolder
opened = open_cube(cube, DataFolder.at())
questions = [(name, by) for name, each in MEASURES.items() for by in combinations(each.dimensions, 2)]
for name, by in questions[::10]:
    ask(name, by, cube=opened)
found = [timed(lambda: ask(name, by, cube=opened)) for name, by in questions]
"""
# The plainest queries that give the groups of the five tables, and the sums that need the most of the records.
QUERIES = """
import duckdb
from analytics.records.scratch import UNWANTED
spill = cube.with_name("spill")
connection = duckdb.connect(config={"temp_directory": str(spill), "preserve_insertion_order": "false"})
connection.execute(f"SET disabled_optimizers = '{UNWANTED}'")
for name in ("beneficiaries", "integrations", "funding", "follow_ups"):
    connection.read_parquet(str(records / f"{name}.parquet")).create_view(name)
connection.read_csv(sys.argv[3]).create_view("cities")
where = '''year(started_on) AS year, strftime(started_on, '%Y-%m') AS month, integrations.city_id, region_id, centre_status,
    sex, juvenile, beneficiaries.education, route, programme, sector, partner, prepared_in_prison'''
of_a_person = "sex, juvenile, education, beneficiaries.city_id, region_id"
joined = '''integrations JOIN beneficiaries USING (beneficiary_id) JOIN cities ON cities.id = integrations.city_id'''
followed = '''(SELECT integration_id,
    arg_max(status, observed_on) FILTER (observed_on <= started_on + INTERVAL 6 MONTH) AS after_6m,
    arg_max(status, observed_on) FILTER (observed_on <= started_on + INTERVAL 12 MONTH) AS after_12m,
    arg_max(status, observed_on) AS latest, max(observed_on) AS seen_on,
    min(observed_on) FILTER (status NOT IN ('active', 'lost')) AS left_on
    FROM follow_ups JOIN integrations USING (integration_id) GROUP BY integration_id) AS followed'''
queries = [
    f'''SELECT {where}, count(*), count(*) FILTER (after_6m = 'active'), count(*) FILTER (after_12m = 'active'),
        count(*) FILTER (after_12m = 'certified'), count(*) FILTER (after_12m = 'returned_to_prison'),
        count(*) FILTER (seen_on IS NULL), sum(awarded)
        FROM {joined} LEFT JOIN {followed} USING (integration_id)
        LEFT JOIN (SELECT integration_id, sum(amount_mad) AS awarded FROM funding GROUP BY ALL) USING (integration_id)
        GROUP BY ALL''',
    f'''SELECT {where}, kind, floor(amount_mad / 500) AS band, count(*), sum(amount_mad)
        FROM funding JOIN integrations USING (integration_id) JOIN beneficiaries USING (beneficiary_id)
        JOIN cities ON cities.id = integrations.city_id GROUP BY ALL''',
    f'''SELECT {where}, latest, datediff('month', started_on, coalesce(left_on, seen_on)) AS months, count(*)
        FROM {joined} LEFT JOIN {followed} USING (integration_id) GROUP BY ALL''',
    f'''SELECT {of_a_person}, count(DISTINCT beneficiary_id) FROM integrations JOIN beneficiaries USING (beneficiary_id)
        JOIN cities ON cities.id = beneficiaries.city_id GROUP BY ALL''',
    f'''SELECT year(started_on), {of_a_person}, count(DISTINCT beneficiary_id) FROM integrations
        JOIN beneficiaries USING (beneficiary_id) JOIN cities ON cities.id = beneficiaries.city_id GROUP BY ALL''',
]
def group():
    for number, query in enumerate(queries):
        connection.execute(f"COPY ({query}) TO '{cube.with_name('bare')}-{number}.parquet' (FORMAT parquet)")
found = [timed(group)]
"""


class Notes:
    """What was measured so far, kept in a file: step → its runs, each with milliseconds and peak memory in MB."""

    def __init__(self, folder: Path, tell: Callable[["Notes"], None] = lambda _: None) -> None:
        self.folder, self.file, self.tell = folder, folder / "notes.json", tell
        known = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}
        self.load: float = known.get("load", os.getloadavg()[0])
        self.runs: dict[str, list[tuple[list[float], float]]] = known.get("runs", {})

    def run(self, name: str, times: int, script: str, *arguments: str) -> None:
        """One run of a step, unless it was run that often."""
        runs = self.runs.get(name, [])
        if len(runs) >= times:
            return
        self.runs[name] = [*runs, _run(script, *arguments)]
        self.file.write_text(json.dumps({"load": self.load, "runs": self.runs}), encoding="utf-8")
        self.tell(self)

    def times(self) -> dict[str, list[float]]:
        """Step → the milliseconds of all its runs, from the smallest size to the largest."""
        named = [f"{step}, {size:,} integrations" for size in SMALL + FULL for step in STEPS]
        return {
            name: [each for values, _ in self.runs[name] for each in values]
            for name in (ALONE, *named)
            if name in self.runs
        }

    def held(self, name: str) -> float:
        """The most memory that a run of this step held, in MB."""
        return max(held for _, held in self.runs[name])

    def first(self, name: str) -> list[float]:
        """The first time of each run."""
        return [values[0] for values, _ in self.runs[name]]


def measure_scale(sizes: Sequence[int] = SMALL, notes: Notes | None = None) -> tuple[dict[str, list[float]], str]:
    """Milliseconds of every step and size, and what they say together."""
    if notes is None:
        with tempfile.TemporaryDirectory() as folder:
            return measure_scale(sizes, Notes(Path(folder)))
    alone = notes.folder / "alone"
    place = str(alone / "records"), str(alone / "cube")
    if ALONE not in notes.runs:
        _run(DRAW, *place, "1")
    for time in range(TIMES[SMALL[0]]):
        notes.run(ALONE, time + 1, BUILD, *place)
    for size in sizes:
        _measure_size(notes, size)
    return notes.times(), tell_scale(notes, sizes)


def _measure_size(notes: Notes, size: int) -> None:
    folder, said, times = notes.folder / str(size), f"{size:,} integrations", TIMES.get(size, 1)
    place = str(folder / "records"), str(folder / "cube")
    if f"{DRAWN}, {said}" not in notes.runs:
        shutil.rmtree(folder, ignore_errors=True)  # half drawn
    notes.run(f"{DRAWN}, {said}", 1, DRAW, *place, str(size))
    for time in range(times):
        notes.run(f"{BARE}, {said}", time + 1, QUERIES, *place, str(CITIES))
        notes.run(f"{BUILT}, {said}", time + 1, BUILD, *place)
    notes.run(f"{ASKED}, {said}", 1, ASK, *place)
    shutil.rmtree(folder, ignore_errors=True)


def tell_scale(notes: Notes, sizes: Sequence[int]) -> str:
    """What do the sizes that were measured to their end say together?"""
    ended = [size for size in sizes if f"{ASKED}, {size:,} integrations" in notes.runs]
    if not ended:
        return "Nothing was measured to its end."
    memory, ratios, asked, times = [], [], [], notes.times()
    for size in ended:
        said = f"{size:,} integrations"
        steps = [f"{step}, {said}" for step in STEPS]
        drawn, bare, built, open_ = map(notes.held, steps)
        memory.append(f"{said} {drawn:,.0f} MB to draw, {bare:,.0f} bare, {built:,.0f} to build, {open_:,.0f} to ask")
        pairs = zip(notes.first(steps[1]), notes.first(steps[2]), strict=True)
        ratios.append(median(after / before for before, after in pairs))
        asked.append(median(times[steps[3]]))
    fixed, smallest = median(times[ALONE]), median(times[f"{BUILT}, {ended[0]:,} integrations"])
    each = ", ".join(f"{ratio:.1f} at {size:,}" for ratio, size in zip(ratios, ended, strict=True))
    return (
        f"Building a cube takes {min(ratios):.1f} to {max(ratios):.1f} times the bare queries (the aim was {MOST_RATIO}): "
        f"{each}; {fixed:.0f} ms of it are the same for every size ({fixed / smallest:.0%} of building {ended[0]:,}): "
        "code lists are read, each rule of the contract is a query of its own, and the sums of the catalogue are planned. "
        f"`ask` takes {min(asked):.1f} to {max(asked):.1f} ms (median; the aim was {MOST_ASK}), "
        f"{max(asked) / asked[0]:.2f} times at most what it takes for {ended[0]:,} integrations (the aim was {MOST_DRIFT}). "
        f"Most memory: {'; '.join(memory)}. Build and bare queries both run without DuckDB's splitting of groups by ranges "
        f"of their key ({UNWANTED}), which reads a file again for every part. Load of the machine when this began: "
        f"{notes.load:.1f}."
    )


def _run(script: str, *arguments: str) -> tuple[list[float], float]:
    """One process from start to end: its milliseconds and its peak memory in MB, as it says them."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        # From a file: DuckDB takes `python -c` for a person, and shows a progress bar among what is printed.
        file.write(BEGIN + script + TELL)
        file.flush()
        done = subprocess.run([sys.executable, file.name, *arguments], check=True, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "PYTHONPATH": str(PROJECT)})  # fmt: skip
    values, held = json.loads(done.stdout)
    return values, held


def main(asked: list[str]) -> None:
    """Measure, and print; with `full` also write SCALE.md, step by step."""
    if asked[:1] != ["full"]:
        measured, told = measure_scale()
        print(_as_text(measured, told))
        return
    sizes = SMALL + FULL
    with tempfile.TemporaryDirectory() as folder:
        place = Path(asked[1]) if asked[1:] else Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        written = Notes(place, lambda notes: _write(notes.times(), tell_scale(notes, sizes)))
        _write(*measure_scale(sizes, written))
    print(SCALE.read_text(encoding="utf-8"))


def _write(measured: dict[str, list[float]], told: str) -> None:
    SCALE.write_text(_as_text(measured, told), encoding="utf-8")


def _as_text(measured: dict[str, list[float]], told: str) -> str:
    return f"# Scale\n\n{say_machine()}. Milliseconds.\n\n{as_table(measured)}\n\n{told}\n"


if __name__ == "__main__":
    main(sys.argv[1:])

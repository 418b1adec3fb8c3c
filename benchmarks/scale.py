"""How large may the records of one machine be? The cube built, beside the bare queries a person would write over the same
Parquet files; `ask` for every measure by every two dimensions; and the most memory that each needs.

Every step is a process of its own. The records are drawn by the demonstration's generator, and deleted afterwards; the bare
queries group by the same columns, check nothing and keep nothing. A build holds half of the memory that is free, or what the
variable IDMAJ_MEMORY says. `python -m benchmarks.scale` runs it alone; with `full` it goes on to ten and a hundred million,
and writes SCALE.md.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.telling import as_table, say_machine

PROJECT = Path(__file__).resolve().parents[1]
SCALE = Path(__file__).with_name("SCALE.md")
CITIES = PROJECT / "data" / "reference" / "cities.csv"
SMALL, FULL = (100_000, 1_000_000), (10_000_000, 100_000_000)
TIMES = {100_000: 5, 1_000_000: 3}
MOST_RATIO, MOST_ASK, MOST_DRIFT = 1.5, 5, 1.1
DRAWN, BARE, BUILT = "records drawn", "bare GROUP BY of the same columns", "cube built, every record checked"
ASKED = "ask, any measure by any two dimensions"
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
spill = cube.with_name("spill")
connection = duckdb.connect(config={"temp_directory": str(spill), "preserve_insertion_order": "false"})
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


def measure_scale(sizes: tuple[int, ...] = SMALL) -> tuple[dict[str, list[float]], str]:
    """Milliseconds of every step and size, and what they say together."""
    found: dict[str, list[float]] = {}
    memory, ratios, asked, load = [], [], [], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "records"), str(Path(folder) / "cube")
        _run(DRAW, *place, "1")
        found[ALONE] = [each for _ in range(TIMES[SMALL[0]]) for each in _run(BUILD, *place)[0]]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place, said = (str(Path(folder) / "records"), str(Path(folder) / "cube")), f"{size:,} integrations"
            steps = {f"{DRAWN}, {said}": _run(DRAW, *place, str(size))}
            pairs = [(_run(QUERIES, *place, str(CITIES)), _run(BUILD, *place)) for _ in range(TIMES.get(size, 1))]
            for name, runs in ((BARE, [bare for bare, _ in pairs]), (BUILT, [built for _, built in pairs])):
                steps[f"{name}, {said}"] = (
                    [each for values, _ in runs for each in values],
                    max(held for _, held in runs),
                )
            steps[f"{ASKED}, {said}"] = _run(ASK, *place)
        found |= {name: values for name, (values, _) in steps.items()}
        drawn, bare, built, open_ = (held for _, held in steps.values())
        memory.append(f"{said} {drawn:,.0f} MB to draw, {bare:,.0f} bare, {built:,.0f} to build, {open_:,.0f} to ask")
        ratios.append(median(after[0] / before[0] for (before, _), (after, _) in pairs))
        asked.append(median(found[f"{ASKED}, {said}"]))
    fixed, smallest = median(found[ALONE]), median(found[f"{BUILT}, {sizes[0]:,} integrations"])
    told = (
        f"Building a cube takes {min(ratios):.1f} to {max(ratios):.1f} times the bare queries (the aim was {MOST_RATIO}); "
        f"{fixed:.0f} ms of it are the same for every size ({fixed / smallest:.0%} of the building of {sizes[0]:,}): "
        "code lists are read, each rule of the contract is a query of its own, and the sums of the catalogue are planned. "
        f"`ask` takes {min(asked):.1f} to {max(asked):.1f} ms (median; the aim was {MOST_ASK}), "
        f"{max(asked) / asked[0]:.2f} times at most what it takes for {sizes[0]:,} integrations (the aim was {MOST_DRIFT}). "
        f"Most memory: {'; '.join(memory)}. Load of the machine when this began: {load:.1f}."
    )
    return found, told


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
    """Measure, and print; with `full` also write SCALE.md."""
    is_full = asked == ["full"]
    measured, told = measure_scale(SMALL + FULL if is_full else SMALL)
    text = f"# Scale\n\n{say_machine()}. Milliseconds.\n\n{as_table(measured)}\n\n{told}\n"
    if is_full:
        SCALE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])

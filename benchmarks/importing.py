"""How long does a large import take? A million integrations from CSV, beside a bare all-text read and a Parquet write.

Each is a process of its own, in turns, so that its memory can be told too. `python -m benchmarks.importing` runs it alone.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

INTEGRATIONS, PEOPLE = 1_000_000, 900_000
TIMES = 5
MAKE = f"""
import duckdb
connection = duckdb.connect()
cities = "['fes','rabat','casablanca','tanger','oujda','safi','agadir','meknes','sale','settat']"
connection.execute(f'''COPY (SELECT 'B' || lpad(i::VARCHAR, 9, '0') AS beneficiary_id,
    ['F', 'M', 'M', 'M'][1 + (hash(i) % 4)::INT] AS sex, 1950 + (hash(i + 1) % 27)::INT AS birth_year, false AS juvenile,
    {{cities}}[1 + (hash(i + 2) % 10)::INT] AS city_id,
    ['primary', 'none', 'higher', 'vocational'][1 + (hash(i + 3) % 4)::INT] AS education,
    DATE '1995-06-01' + (hash(i + 4) % 6700)::INT AS release_date FROM range({PEOPLE}) t(i)) TO 'people.csv' (HEADER)''')
connection.execute(f'''COPY (SELECT 'I' || lpad(i::VARCHAR, 9, '0') AS integration_id,
    'B' || lpad((hash(i) % {PEOPLE})::VARCHAR, 9, '0') AS beneficiary_id,
    ['job_placement', 'micro_project', 'education'][1 + (hash(i + 1) % 3)::INT] AS route, 'annual_strategy' AS programme,
    {{cities}}[1 + (hash(i + 2) % 10)::INT] AS city_id,
    ['commerce', 'services', 'crafts'][1 + (hash(i + 3) % 3)::INT] AS sector,
    'foundation' AS partner, DATE '2014-01-01' + (hash(i + 4) % 730)::INT AS started_on, i % 2 = 0 AS prepared_in_prison
    FROM range({INTEGRATIONS}) t(i)) TO 'supports.csv' (HEADER)''')
"""
BARE = """
import duckdb, json, resource, time
start = time.perf_counter()
connection = duckdb.connect()
for name in ("people", "supports"):
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{name}.csv', all_varchar = true)")
    connection.execute(f"COPY {name} TO '{name}.parquet' (FORMAT parquet)")
print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
IMPORT = """
import json, resource, sys, tempfile, time
from pathlib import Path
from analytics.records.aliases import read_spellings
from analytics.records.folder import DataFolder
from analytics.records.intake import import_files
from analytics.records.opening import Given
folder = DataFolder.at(tempfile.mkdtemp(dir="."))
read_spellings(folder)
start = time.perf_counter()
release = import_files([Given(Path(name), name) for name in ("people.csv", "supports.csv")], folder)
took = time.perf_counter() - start
assert release.rows["integrations"] == 1_000_000
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure_import() -> tuple[dict[str, list[float]], str]:
    """Milliseconds of each repetition, and the sentence that sets them side by side."""
    project = str(Path(__file__).resolve().parents[1])
    with tempfile.TemporaryDirectory() as folder:

        def run(script: str) -> list[float]:
            done = subprocess.run([sys.executable, "-c", script], cwd=folder, env={"PYTHONPATH": project, "HOME": folder},
                                  check=True, capture_output=True, text=True)  # fmt: skip
            return json.loads(done.stdout) if done.stdout else []

        run(MAKE)
        run(BARE), run(IMPORT)
        pairs = [(run(BARE), run(IMPORT)) for _ in range(TIMES)]
    bare, imported = ([seconds * 1000 for seconds, _ in side] for side in zip(*pairs, strict=True))
    ratio = median(after[0] / before[0] for before, after in pairs)
    memory = max(after[1] for _, after in pairs)
    sentence = (
        f"Importing {INTEGRATIONS:,} integrations of {PEOPLE:,} people from CSV takes {ratio:.1f} times a bare all-text "
        f"read with a Parquet write of the same two files, and at most {memory:,.0f} MB."
    )
    return {"bare read of the CSV files, Parquet write": bare, "import of the same files": imported}, sentence


if __name__ == "__main__":
    measured, told = measure_import()
    for name, values in measured.items():
        print(name, [round(value) for value in values])
    print(told)

"""How long does a large import take? A million integrations from CSV, beside a bare all-text read and a Parquet write.

Each is a process of its own, in turns, so that its memory can be told too. `python -m benchmarks.importing` runs it alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

INTEGRATIONS, PEOPLE = 1_000_000, 900_000
WORKBOOK_PEOPLE, WORKBOOK_INTEGRATIONS = 9_000, 11_000
TIMES, SLOW_TIMES = 5, 3
BARE_READ, IMPORT_PLAIN = "bare read of the CSV files, Parquet write", "import of the same files"
IMPORT_QUOTED, IMPORT_WORKBOOK = "import of the same files, every cell quoted", "import of a workbook of 20,000 rows"
# People spread over 27 years of birth, 6,700 days of release, 10 cities, so that hardly two are alike.
MAKE = f"""
import duckdb
from openpyxl import Workbook
connection = duckdb.connect()
cities = "['fes','rabat','casablanca','tanger','oujda','safi','agadir','meknes','sale','settat']"
connection.execute(f'''CREATE TABLE people AS SELECT 'B' || lpad(i::VARCHAR, 9, '0') AS beneficiary_id,
    ['F', 'M', 'M', 'M'][1 + (hash(i) % 4)::INT] AS sex, 1950 + (hash(i + 1) % 27)::INT AS birth_year, false AS juvenile,
    {{cities}}[1 + (hash(i + 2) % 10)::INT] AS city_id,
    ['primary', 'none', 'higher', 'vocational'][1 + (hash(i + 3) % 4)::INT] AS education,
    DATE '1995-06-01' + (hash(i + 4) % 6700)::INT AS release_date FROM range({PEOPLE}) t(i)''')
connection.execute(f'''CREATE TABLE supports AS SELECT 'I' || lpad(i::VARCHAR, 9, '0') AS integration_id,
    'B' || lpad((hash(i) % if(i < {WORKBOOK_INTEGRATIONS}, {WORKBOOK_PEOPLE}, {PEOPLE}))::VARCHAR, 9, '0') AS beneficiary_id,
    ['job_placement', 'micro_project', 'education'][1 + (hash(i + 1) % 3)::INT] AS route, 'annual_strategy' AS programme,
    {{cities}}[1 + (hash(i + 2) % 10)::INT] AS city_id,
    ['commerce', 'services', 'crafts'][1 + (hash(i + 3) % 3)::INT] AS sector,
    'foundation' AS partner, DATE '2014-01-01' + (hash(i + 4) % 730)::INT AS started_on, i % 2 = 0 AS prepared_in_prison
    FROM range({INTEGRATIONS}) t(i)''')
book = Workbook(write_only=True)
for name, rows in (("people", {WORKBOOK_PEOPLE}), ("supports", {WORKBOOK_INTEGRATIONS})):
    connection.execute(f"COPY {{name}} TO '{{name}}.csv' (HEADER)")
    connection.execute(f"COPY {{name}} TO '{{name}}-quoted.csv' (HEADER, FORCE_QUOTE *)")
    sheet = book.create_sheet(name)
    found = connection.execute(f"FROM {{name}} WHERE rowid < {{rows}}")
    sheet.append([column[0] for column in found.description])
    for row in found.fetchall():
        sheet.append(row)
book.save("both.xlsx")
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
expected, *names = sys.argv[1:]
with tempfile.TemporaryDirectory(dir=".") as data:
    folder = DataFolder.at(data)
    read_spellings(folder)
    start = time.perf_counter()
    release = import_files([Given(Path(name), name) for name in names], folder)
    took = time.perf_counter() - start
    assert release.rows["integrations"] == int(expected), release.rows
    assert release.manifest["warned"]["beneficiaries"] < release.rows["beneficiaries"] / 10, release.manifest["warned"]
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
PLAIN = (str(INTEGRATIONS), "people.csv", "supports.csv")
QUOTED = (str(INTEGRATIONS), "people-quoted.csv", "supports-quoted.csv")
WORKBOOK = (str(WORKBOOK_INTEGRATIONS), "both.xlsx")


def measure_import() -> tuple[dict[str, list[float]], str]:
    """Milliseconds of each repetition, and the sentences that set them side by side."""
    with tempfile.TemporaryDirectory() as folder:
        _run(folder, MAKE)
        _run(folder, BARE), _run(folder, IMPORT, *PLAIN)
        load = os.getloadavg()[0]
        pairs = [(_run(folder, BARE), _run(folder, IMPORT, *PLAIN)) for _ in range(TIMES)]
        slow = [(_run(folder, IMPORT, *QUOTED), _run(folder, IMPORT, *WORKBOOK)) for _ in range(SLOW_TIMES)]
    runs = dict(zip((BARE_READ, IMPORT_PLAIN), zip(*pairs, strict=True), strict=True))
    runs |= dict(zip((IMPORT_QUOTED, IMPORT_WORKBOOK), zip(*slow, strict=True), strict=True))
    most = {name: max(memory for _, memory in found) for name, found in runs.items()}
    ratio = median(after[0] / before[0] for before, after in pairs)
    told = (
        f"Importing {INTEGRATIONS:,} integrations of {PEOPLE:,} people from CSV takes {ratio:.1f} times a bare all-text "
        f"read with a Parquet write of the same two files, and at most {most[IMPORT_PLAIN]:,.0f} MB; with every cell "
        f"quoted, at most {most[IMPORT_QUOTED]:,.0f} MB; the workbook, at most {most[IMPORT_WORKBOOK]:,.0f} MB. Load of "
        f"the machine when these began: {load:.1f}."
    )
    return {name: [seconds * 1000 for seconds, _ in found] for name, found in runs.items()}, told


def _run(folder: str, script: str, *arguments: str) -> list[float]:
    """One process from start to end: its seconds and its peak memory in MB, as it says them."""
    project = str(Path(__file__).resolve().parents[1])
    # From a file: DuckDB takes `python -c` for a person, and shows a progress bar among what is printed.
    path = Path(folder) / "script.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path), *arguments], cwd=folder, check=True, stdout=subprocess.PIPE,
                          env={"PYTHONPATH": project, "HOME": folder}, text=True)  # fmt: skip
    return json.loads(done.stdout) if done.stdout else []


if __name__ == "__main__":
    measured, told = measure_import()
    for name, values in measured.items():
        print(name, [round(value) for value in values])
    print(told)

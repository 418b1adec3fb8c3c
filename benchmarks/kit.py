"""How long does a press kit take? Ten stories in three languages and two sizes, first drawn, then from the cache, and the
most memory that Python and its Chromium hold meanwhile.

A process of its own with a fresh cache. `python -m benchmarks.kit` runs it alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

STORIES, SIZES = 10, ("wide", "square")
FIRST, AGAIN = "press kit of ten stories, three languages, two sizes: drawn", "the same press kit: from the cache"
SCRIPT = """
import json, os, sys, threading, time
from pathlib import Path
from analytics.language import LANGUAGES
from analytics.outputs.kit import make_kit
from analytics.outputs.stories import STORIES, gather_material

def memory():
    # What the process and all it started hold, shared pages by halves and thirds, in MB.
    parents, held = {}, 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    for process in parents:
        each = process
        while each and each != os.getpid():
            each = parents.get(each, 0)
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines() if each else []
        except OSError:
            continue
        held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held / 1024

most, is_over = [0], threading.Event()
def watch():
    while not is_over.wait(0.5):
        most[0] = max(most[0], memory())

count, *sizes = sys.argv[1:]
material = gather_material()
watching = threading.Thread(target=watch)
watching.start()
seconds = []
for name in ("first.zip", "second.zip"):
    start = time.perf_counter()
    kit = make_kit(list(STORIES)[:int(count)], list(LANGUAGES), sizes, ["png"], 1, material, Path(name))
    seconds.append(time.perf_counter() - start)
    assert sum(row["size"] is not None for row in kit.rows) == int(count) * len(LANGUAGES) * len(sizes), kit.left_out
is_over.set()
watching.join()
print(json.dumps([*seconds, most[0]]))
"""


def measure_kit() -> tuple[dict[str, list[float]], str]:
    """Milliseconds of both, and the sentence that says how much memory was held."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.py"
        script.write_text(SCRIPT, encoding="utf-8")
        load = os.getloadavg()[0]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "IDMAJ_DATA": folder}
        done = subprocess.run([sys.executable, str(script), str(STORIES), *SIZES], cwd=folder, check=True,
                              stdout=subprocess.PIPE, env=environment, text=True)  # fmt: skip
    first, again, memory = json.loads(done.stdout)
    told = (
        f"While the press kit is made, Python and its Chromium hold at most {memory:,.0f} MB. Load of the machine when it "
        f"began: {load:.1f}."
    )
    return {FIRST: [first * 1000], AGAIN: [again * 1000]}, told


if __name__ == "__main__":
    measured, told = measure_kit()
    for name, values in measured.items():
        print(name, [round(value) for value in values])
    print(told)

"""Does another reader feel an analyst's query? How long a page takes to answer a filter in the browser, alone and beside
queries that eat the processor or memory, and how long their processes live and how much they hold.

A server of its own with a fresh data folder, analysts on the SQL page and a reader on Compare. Each filter is new, and all
places for queries are taken while the page answers. `python -m benchmarks.console` runs it alone.
"""

import os
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from analytics.console.parent import MOST_AT_ONCE
from tests.browser.conftest import QUIET, Visit, chromium_path, serving
from tests.browser_pages import filter_by, peak_of, running_queries, start_query
from tests.console.harmful_answers import BOMBS

ALONE, BESIDE = "page answers a filter in the browser: alone", "page answers a filter in the browser: beside {}"
# One after the other, each one more.
FILTERS = (
    (ALONE, None, ("Job placement", "Micro-project", "Women", "Men")),
    (BESIDE.format("queries that eat the processor"), "a product of series", ("Education", "Adults", "Services")),
    (
        BESIDE.format("queries that eat memory"),
        "a text replaced by ever longer ones",
        ("Crafts", "Primary", "Commerce"),
    ),
)
LIVES = "process of such a query: from begin to end"
LIMIT, LONGEST_LIFE, MOST_MEMORY = 1_000, 7_000, 1_500


class Watch(threading.Thread):
    """Looks at the queries of a server as long as it has any: since when, until when, and how much memory at most."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.lives, self.memory = address, {}, 0

    def run(self) -> None:
        while processes := running_queries(self.address):
            for process in processes:
                now = time.perf_counter()
                self.lives[process] = (self.lives.get(process, (now, now))[0], now)
                self.memory = max(self.memory, (peak_of(process) or 0) / 1024)
            time.sleep(0.05)


def measure_console() -> tuple[dict[str, list[float]], str]:
    """Milliseconds of every kind, and what they say together."""
    found, lives, memory, load = {}, [], 0.0, os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (data := Path(folder) / "data").mkdir()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        with serving(data) as address:
            reader = Visit(browser.new_page(), address).open("/compare?lang=en")
            filter_by(reader, "Paid internship")
            for name, query, filters in FILTERS:
                for chosen in filters:
                    watch = _begin(query, browser, address) if query else None
                    start = time.perf_counter()
                    filter_by(reader, chosen)
                    found.setdefault(name, []).append((time.perf_counter() - start) * 1000)
                    if watch:
                        assert len(running_queries(address)) == MOST_AT_ONCE, (
                            "the queries ended before the page answered"
                        )
                        watch.join()
                        lives += [(end - begin) * 1000 for begin, end in watch.lives.values()]
                        memory = max(memory, watch.memory)
        browser.close()
    beside = max(max(times) for name, times in found.items() if name != ALONE)
    told = (
        f"Beside two queries that eat the processor or memory, a page answers a filter in at most {beside:,.0f} ms in the "
        f"browser (the aim was {LIMIT:,}), alone in {median(found[ALONE]):,.0f} ms (median). Their processes are gone "
        f"after at most {max(lives):,.0f} ms (the aim was {LONGEST_LIFE:,}) and hold at most {memory:,.0f} MB "
        f"({MOST_MEMORY:,}). Load of the machine when this began: {load:.1f}."
    )
    return found | {LIVES: lives}, told


def _begin(query: str, browser: Browser, address: str) -> Watch:
    """As many analysts as there are places run this query; back when all of them do."""
    analysts = [Visit(browser.new_page(), address).open("/sql?lang=en") for _ in range(MOST_AT_ONCE)]
    for analyst in analysts:
        start_query(analyst, BOMBS[query])
    while len(running_queries(address)) < MOST_AT_ONCE:
        time.sleep(0.02)
    watch = Watch(address)
    watch.start()
    for analyst in analysts:
        analyst.page.close()
    return watch


if __name__ == "__main__":
    measured, said = measure_console()
    for line, values in measured.items():
        print(f"{line}: {median(values):.0f} ({min(values):.0f} to {max(values):.0f})")
    print(said)

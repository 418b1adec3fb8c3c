"""How long does it take from a click on a filter until all figures of a page are painted anew, in a real Chromium?

The clock is the browser's: from the click to the frame after the last change inside a figure. Every filter is pressed and
let go: pressed for the first time its figures are drawn, afterwards they are kept. `python -m benchmarks.painting` runs it
alone, and against a server that runs already when its address follows.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import QUIET, chromium_path
from tests.serving import serving

PAGES = ("compare", "cities", "people", "routes", "funding")
# The pills of the filters that are pressed, by their place.
PILLS = (0, 1, 3, 4)
ROUNDS = 5
UNCHANGED = 400
WATCH = """() => {
  const clock = { click: 0, painted: 0, changes: 0 };
  window.clock = clock;
  addEventListener("click", () => Object.assign(clock, { click: performance.now(), painted: 0, changes: 0 }), true);
  new MutationObserver(found => {
    const isFigure = ({ target, addedNodes, removedNodes }) => target.parentElement?.closest(".js-plotly-plot")
      || [...addedNodes, ...removedNodes].some(node => node.querySelector?.(".js-plotly-plot"));
    if (!clock.click || !found.some(isFigure)) return;
    clock.changes += 1;
    const change = clock.changes;
    requestAnimationFrame(() => setTimeout(() => { if (change === clock.changes) clock.painted = performance.now(); }));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
# Every card has its figure, and none is still to be drawn: a page that stops half way is not quick.
DRAWN = """() => document.querySelectorAll(".js-plotly-plot .main-svg:first-child").length
  === document.querySelectorAll(".card-head:not(.no-figure)").length && !document.querySelector(".plot[aria-busy]")
  && document.querySelector("[data-testid=stApp]").getAttribute("data-test-script-state") === "notRunning" """
SETTLED = f"""quiet => {{
  const {{ click, painted }} = window.clock;
  return painted > click && performance.now() - painted > quiet && ({DRAWN})();
}}"""


def measure_painting(address: str = "") -> tuple[dict[str, list[float]], str]:
    """Milliseconds of every page, and the sentence that says what they stand beside."""
    found = {}
    with _serving(address) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for name in PAGES:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{server}/{name}?lang=fr")
            first, again = _press_filters(page)
            found[f"filter → painted: {name}"] = first
            found[f"filter → painted: {name}, figures kept"] = again
            page.close()
        browser.close()
    slowest = max(median(values) for values in found.values())
    return found, f"From a click on a filter to the last figure painted it takes at most {slowest:.0f} ms (median)."


def _press_filters(page: Page) -> tuple[list[float], list[float]]:
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    page.get_by_role("button", name="Filtres").click()
    pills = page.locator("[data-testid=stPopoverBody] button[data-variant=pills]")
    pills.first.wait_for()
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    rounds = []
    for _ in range(ROUNDS):
        rounds.append([])
        for place in PILLS:
            for _press in range(2):
                pills.nth(place).click()
                page.wait_for_function(SETTLED, arg=UNCHANGED, timeout=30_000)
                rounds[-1].append(page.evaluate("clock.painted - clock.click"))
    return rounds[0][::2], [each for later in rounds[1:] for each in later]


@contextmanager
def _serving(address: str) -> Iterator[str]:
    """A dashboard over the demonstration records, unless one runs at this address."""
    if address:
        yield address
        return
    with tempfile.TemporaryDirectory() as folder:
        (data := Path(folder) / "data").mkdir()
        with serving(data) as address:
            yield address


if __name__ == "__main__":
    measured, said = measure_painting(*sys.argv[1:2])
    for line, values in measured.items():
        print(f"{line}: {median(values):.0f} ({min(values):.0f} to {max(values):.0f}, {len(values)} times)")
    print(said)

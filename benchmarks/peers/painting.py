"""How long until all six figures are painted: from the navigation to a page, and from a click on one of its filters?

The clock is the browser's, and its script (painting.js) is the same for every page. A page is opened in a new context,
so that nothing of it is in the browser's cache, and every click asks what was not asked before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from benchmarks.peers import filters
from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.servers import Server
from benchmarks.painting import CHROMIUM

WATCH = Path(__file__).with_name("painting.js").read_text(encoding="utf-8")
# What a page asks of other hosts would be a measurement of the network.
ALONE = [*CHROMIUM, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PAINTED = "() => painting.painted > 0"
PATIENCE = 60_000
# After a page is painted it still does this and that.
REST = 1_500
# How does one find the button of a filter: by the place of the filter, and by that of its code, 0 for all?
RADIOS: dict[str, Callable[[Page, int, int], Locator]] = {
    "Dash": lambda page, place, code: page.locator(".dash-options-list").nth(place).locator("input").nth(code),
    "Panel": lambda page, place, code: page.locator(".bk-btn-group").nth(place).locator("button").nth(code),
    "Vizro": lambda page, place, code: page.get_by_role("radiogroup").nth(place).locator("input").nth(code),
    "Streamlit": lambda page, place, code: page.get_by_test_id("stRadio").nth(place).locator("label").nth(code),
}


@dataclass
class Times:
    """Milliseconds of every opening and of every click."""

    opened: list[float] = field(default_factory=list)
    clicked: list[float] = field(default_factory=list)


def visit(browser: Browser, server: Server, region: str, times: Times) -> None:
    """Open the page once and press its filters one after the other, beginning with this region; note how long it took."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    context.add_init_script(WATCH)
    context.add_init_script(f"painting.open({filters.say({})!r})")
    page = context.new_page()
    try:
        page.goto(server.address)
        times.opened.append(_wait(page))
        press = _pills(page) if server.peer.is_idmaj else _radios(page, server.peer.name)
        for name, code, said in filters.presses(region):
            page.wait_for_timeout(REST)
            page.evaluate("said => painting.click(said)", said)
            press(name, code)
            times.clicked.append(_wait(page))
    finally:
        context.close()


def _wait(page: Page) -> float:
    page.wait_for_function(PAINTED, timeout=PATIENCE, polling=100)
    return page.evaluate("painting.painted - painting.from")


def _radios(page: Page, peer: str) -> Callable[[str, str], None]:
    def press(name: str, code: str) -> None:
        RADIOS[peer](page, list(FILTERS).index(name), [ALL, *FILTERS[name]].index(code)).click()

    return press


def _pills(page: Page) -> Callable[[str, str], None]:
    """Idmaj keeps its filters in a popover, which stays open."""
    page.get_by_role("button", name="Filters").click()
    groups = page.get_by_test_id("stPopoverBody").get_by_test_id("stButtonGroup")
    groups.first.wait_for()

    def press(name: str, code: str) -> None:
        groups.nth(list(FILTERS).index(name)).locator("button").nth(FILTERS[name].index(code)).click()

    return press

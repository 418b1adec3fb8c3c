"""How long until all six figures are painted: from the navigation to a page, and from a click on one of its filters?

The clock is the browser's, and its script (painting.js) is the same for every page. A page is opened in a new context,
so that nothing of it is in the browser's cache, and every click asks what was not asked before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.peers import filters
from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.servers import Server
from tests.browser.conftest import QUIET

WATCH = Path(__file__).with_name("painting.js").read_text(encoding="utf-8")
# What a page asks of other hosts would be a measurement of the network.
ALONE = [*QUIET, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PAINTED = "() => painting.painted > 0"
PATIENCE = 60_000
# After a page is painted it still does this and that.
REST = 1_500
# How does one find the filters of a page, and in one of them its buttons, the first for all?
RADIOS = {
    "Dash": ("#year, #region, #sex", "label"),
    "Panel": (".bk-btn-group", "button"),
    "Vizro": ("#year, #region, #sex", "input"),
    "Streamlit": ("[data-testid=stRadio]", "[role=radiogroup] label"),
}


@dataclass
class Times:
    """Milliseconds of every opening and of every click; of a click until the last answer came; and of the browser alone,
    when it is given the same figures and nothing else is done."""

    opened: list[float] = field(default_factory=list)
    clicked: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    turned: list[float] = field(default_factory=list)


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
            page.evaluate("painting.keep()")
            page.evaluate("said => painting.click(said)", said)
            press(name, code)
            times.clicked.append(_wait(page))
            times.answered.append(page.evaluate("painting.tellAnswered()"))
            page.wait_for_timeout(REST)
            if page.evaluate("'Plotly' in window"):
                times.turned += page.evaluate("painting.turn()")
    finally:
        context.close()


def _wait(page: Page) -> float:
    page.wait_for_function(PAINTED, timeout=PATIENCE, polling=100)
    return page.evaluate("painting.painted - painting.from")


def _radios(page: Page, peer: str) -> Callable[[str, str], None]:
    group, button = RADIOS[peer]

    def press(name: str, code: str) -> None:
        place = [ALL, *FILTERS[name]].index(code)
        page.locator(group).nth(list(FILTERS).index(name)).locator(button).nth(place).click()

    return press


def _pills(page: Page) -> Callable[[str, str], None]:
    """Idmaj keeps its filters in a popover, which stays open."""
    page.get_by_role("button", name="Filters").click()
    groups = page.get_by_test_id("stPopoverBody").get_by_test_id("stButtonGroup")
    groups.first.wait_for()

    def press(name: str, code: str) -> None:
        groups.nth(list(FILTERS).index(name)).locator("button").nth(FILTERS[name].index(code)).click()

    return press

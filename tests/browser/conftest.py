"""One browser and one server for all browser tests; the server's data folder can be harmed and mended by a test."""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import serving

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of a context share a process, and so what was compiled for one is there for the next.
    "--process-per-site",
]


def chromium_path():
    """The browser that `make test` found; it is not skipped when there is none."""
    noted = Path(sys.prefix) / "chromium"
    path = os.environ.get("CHROMIUM") or (noted.read_text().strip() if noted.exists() else "")
    if not path or not Path(path).exists():
        pytest.fail("no Chromium: run `make test`, which finds or installs one, or set CHROMIUM")
    return path


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def server(data_folder):
    """The address of a running dashboard."""
    with serving(data_folder) as address:
        yield address


@pytest.fixture(scope="session")
def serve():
    """Starts further dashboards: `with serve(folder, IDMAJ_AUDIENCE="public") as address`."""
    return serving


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield launched
        launched.close()


class Visit:
    """A page as a person has it open: address, what the console said, what was asked of other machines."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.complaints, self.foreign = [], []
        self._heard = {
            "console": lambda said: self.complaints.append(said.text) if said.type == "error" else None,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": lambda dialog: (self.complaints.append("a dialog opened"), dialog.dismiss()),
            "request": self._note,
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def _note(self, request):
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, path):
        self.page.goto(self.address + path)
        return self.settle()

    def leave(self):
        """The page as a new one is, but for what it compiled of the scripts: opening one anew takes twice as long."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        self.page.evaluate("() => sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.emulate_media(color_scheme="null", reduced_motion="null")
        return self.page

    def settle(self):
        """Until the script has run and every figure is drawn."""
        self.page.wait_for_selector(".finding h1, .problem", timeout=30_000)
        # The library that draws is loaded after the page, so a card can stand for a moment without its figure.
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'"
            " && document.querySelectorAll('.plot').length"
            " === document.querySelectorAll('.card-head:not(.no-figure)').length"
            " && [...document.querySelectorAll('.plot')]"
            ".every(chart => chart.querySelector('.main-svg') && !chart.ariaBusy)",
            timeout=30_000,
        )
        self.page.wait_for_timeout(250)
        return self


@pytest.fixture(scope="session")
def begin_context(browser):
    """Makes a context whose pages are of this server; one stays open, so that the process of them all does too."""

    def begin(address):
        made = browser.new_context(accept_downloads=True)
        made.new_page().goto(f"{address}/_stcore/health")
        return made

    return begin


@pytest.fixture(scope="session")
def context(begin_context, server):
    """One context, so that what a page loads once is there for the next."""
    made = begin_context(server)
    yield made
    made.close()


@pytest.fixture(scope="module")
def pages(context):
    """The pages that stand open, to be gone on with."""
    kept = []
    yield kept
    for page in kept:
        page.close()


@pytest.fixture
def visit(context, server, pages):
    """Opens pages: visit("/compare?lang=fr", width=1280, dark=False)."""
    visits = []

    def make(path, width=1280, height=900, dark=False):
        page = pages.pop() if pages else context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        visits.append(Visit(page, server))
        return visits[-1].open(path)

    yield make
    pages += [each.leave() for each in visits if not each.page.is_closed()]

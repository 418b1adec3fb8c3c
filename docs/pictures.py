"""Makes the pictures of the README from the running app, in English, French and Arabic: `make pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, chromium_path
from tests.serving import serving

DOCS = Path(__file__).parent
# file → address, what must be there, and the height that shows what the README tells of it
PICTURES = {
    "overview-fr.png": ("/?lang=fr", ".main-svg", 1180),
    "explore-en.png": ("/explore?lang=en&measure=active_12m&by=route&columns=year", ".main-svg", 1180),
    "briefing-ar.png": ("/briefing?lang=ar&story=women", "[data-testid=stImage] img, .main-svg", 1180),
}


def main() -> None:
    """Start the app, photograph, stop."""
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        page = browser.new_page()
        for name, (path, drawn, height) in PICTURES.items():
            page.set_viewport_size({"width": 1280, "height": height})
            page.goto(address + path)
            page.wait_for_selector(drawn)
            page.wait_for_function(
                "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
            )
            # Fonts and figures settle.
            page.wait_for_timeout(3000)
            page.screenshot(path=DOCS / name)
        browser.close()


if __name__ == "__main__":
    main()

"""Makes the pictures of the README from the running app: `make pictures`."""

import contextlib
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
PORT = 8573
PICTURES = (("overview-fr.png", "/?lang=fr"), ("overview-ar.png", "/?lang=ar"))


def main() -> None:
    """Start the app, photograph, stop."""
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(PORT)], cwd=DOCS.parent
    )
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1)
                break
            time.sleep(0.25)
        with sync_playwright() as playwright:
            path = (Path(sys.prefix) / "chromium").read_text().strip()
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 1180})
            for name, address in PICTURES:
                page.goto(f"http://127.0.0.1:{PORT}{address}")
                page.wait_for_selector(".main-svg")
                page.wait_for_timeout(3000)
                page.screenshot(path=DOCS / name)
            browser.close()
    finally:
        server.terminate()


if __name__ == "__main__":
    main()

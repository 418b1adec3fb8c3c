"""Which Chromium drives the browser tests? Prints its path; finds it, or installs it, or fails and says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.installing import attempt, install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def runs(path: str | None) -> bool:
    """Does this file start as a browser?"""
    if not path or not Path(path).exists():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def found() -> str | None:
    """Which browser is there: the one named in CHROMIUM, Playwright's own, or the system's?"""
    candidates = [os.environ.get("CHROMIUM"), _of_playwright(), *map(shutil.which, NAMES)]
    return next((path for path in candidates if runs(path)), None)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def main() -> int:
    """Look, then Playwright's download, then the system's package manager."""
    path = found()
    if not path:
        attempt([sys.executable, "-m", "playwright", "install", "chromium"], 300)
        path = found()
    if not path:
        install("chromium")
        path = found()
    if not path:
        print(
            "No Chromium was found, and none could be installed. Install it, or set CHROMIUM to its path; "
            "the browser tests are part of `make test` and are not skipped.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())

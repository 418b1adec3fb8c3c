"""What the browser tests read of a page, its address and its text; what they do on it; and which queries its server runs."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from analytics.language.direction import without_isolates

LANGUAGE_CODES = ["ar", "fr", "en"]


def address_of(seen):
    return {name: values[0] for name, values in parse_qs(urlparse(seen.page.evaluate("location.href")).query).items()}


def text_of(seen, selector="[data-testid=stMain]"):
    seen.page.locator("[data-testid=stIconMaterial]").evaluate_all("all => all.forEach(icon => icon.remove())")
    return without_isolates("\n".join(seen.page.locator(selector).all_inner_texts())).replace("\u202f", " ").replace("\u00a0", " ")  # fmt: skip


def filter_by(seen, name):
    """Click this code among the filters, and wait until the page has answered."""
    choice = seen.page.get_by_role("button", name=name, exact=True)
    if not choice.is_visible():
        seen.page.get_by_role("button", name=re.compile("^Filters")).click()
        choice.wait_for()
    choice.click()
    seen.page.wait_for_function(
        "name => document.querySelector('.st-key-filters-said')?.innerText.includes(name)"
        " && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'",
        arg=name,
        timeout=30_000,
    )


def start_query(seen, query):
    """Run a query on the SQL page, which stays at it."""
    editor = seen.page.get_by_role("textbox", name="A SELECT in DuckDB’s dialect")
    editor.fill(query)
    editor.press("Control+Enter")
    seen.page.get_by_role("button", name="Run", exact=True).click()


def running_queries(address):
    """Which child processes has the server of this address now? Their ids, by what the system tells of its processes."""
    port, found = urlparse(address).port, []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"analytics.console.child" in (process / "cmdline").read_bytes():
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                if str(port).encode() in Path(f"/proc/{parent}/cmdline").read_bytes():
                    found.append(int(process.name))
        except OSError:
            continue
    return found


def peak_of(process):
    """The most kilobytes that this process has held so far; None when it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
    except (OSError, StopIteration):
        return None

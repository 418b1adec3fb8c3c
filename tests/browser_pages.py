"""What the browser tests read of a page: its address, its text, what is cut on it or cannot be read; what they do on it; and
which queries its server runs."""

import re
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from analytics.language.direction import without_isolates
from analytics.web.colours import DARK

LANGUAGE_CODES = ["ar", "fr", "en"]


def in_turn(*groups):
    """Every combination, the last of each a language: `make test` asks one language of each, in turn, `make test-all` all."""
    return [
        pytest.param(*names, code, marks=() if code == LANGUAGE_CODES[place % 3] else pytest.mark.thorough)
        for place, names in enumerate(product(*groups))
        for code in LANGUAGE_CODES
    ]


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


# Where does each letter of a text stand? For HTML by ranges, for SVG by the letters' own boxes.
PLACES = """([selector, wanted]) => {
  const found = [];
  for (const element of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.data.indexOf(wanted);
      if (start < 0) continue;
      const places = [];
      for (let i = start; i < start + wanted.length; i++) {
        const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect(); places.push(box.left);
      }
      found.push(places);
    }
  }
  return found;
}"""


def assert_reads_left_to_right(seen, selector, wanted):
    """Each letter stands to the right of the one before it: nothing was scrambled."""
    found = seen.page.evaluate(PLACES, [selector, wanted])
    assert found, f"{wanted!r} is not on the page"
    for places in found:
        assert all(after > before for before, after in zip(places, places[1:], strict=False)), (wanted, places)


WIDER_THAN_THE_WINDOW = """() => [
  ...document.querySelectorAll('.card, [class*=st-key-card-], .panel, h1, h3, .plot'),
].filter(each => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
  .map(each => each.className + ': ' + each.textContent.slice(0, 60))"""
# Texts of a figure that stand outside of it are cut.
CUT_LABELS = """() => [...document.querySelectorAll('.plot')].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('.main-svg text')]
    .filter(text => text.textContent.trim() && getComputedStyle(text).opacity > 0)
    .map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2))
    .map(([text, box]) => text + ' ' + [box.left - frame.left, box.right - frame.right].map(Math.round));
})"""

# In which colours are the headlines written, and the figures' own texts?
INKS = """() => [...document.querySelectorAll('h1, .card-head h3, .plot .ytick text')].map(text =>
  text instanceof SVGElement ? getComputedStyle(text).fill : getComputedStyle(text).color)"""


def as_rgb(colour):
    """As the browser says a colour: #1A1D21 is rgb(26, 29, 33)."""
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


def serious_faults(page, **asked):
    """What the accessibility engine finds serious. A figure is one picture with a text; what is in it is not read by itself."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, {"exclude": [[".plot > *"]]}, {"resultTypes": ["violations"], **asked})
    return [
        (each["id"], each["help"], [node["target"] for node in each["nodes"]][:3])
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def assert_fits(page, width):
    """Nothing is wider than the window, or cut."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == [], width
    assert page.evaluate(CUT_LABELS) == [], width


def turn_dark(seen):
    """The reader's system turns dark while the page is open."""
    seen.page.emulate_media(color_scheme="dark")
    seen.page.wait_for_function(
        "ink => getComputedStyle(document.documentElement).getPropertyValue('--ink') === ink", arg=DARK["ink"]
    )
    seen.settle()

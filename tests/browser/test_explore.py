"""A whole visit of an analyst: filter, pivot, narrow, keep, open the permanent address elsewhere, take the numbers away."""

import io
import json
import re
from urllib.parse import parse_qs, urlparse

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from axe_playwright_python.sync_playwright import Axe

from analytics import ask
from analytics.comparison.pivot import ALL
from tests.browser_pages import address_of, start_query, text_of

pytestmark = pytest.mark.thorough

CROSSTAB = "() => [...document.querySelectorAll('.crosstab tr')].map(row => [...row.children].map(cell => cell.innerText.trim()))"


def table_of(seen):
    return seen.page.evaluate(CROSSTAB)


def choose(seen, label, option, name):
    """Choose an option by hand, until the address holds it."""
    seen.page.get_by_role("combobox", name=label, exact=True).click()
    seen.page.get_by_role("option", name=option, exact=True).click()
    seen.page.wait_for_function(f"() => new URLSearchParams(location.search).has({name!r})")
    return seen.settle()


def download(seen, label):
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name=label).click()
    with open(waiting.value.path(), "rb") as file:
        return file.read()


def without_totals(frame, by):
    part = frame[(frame[by] != ALL).all(axis=1)].reset_index(drop=True)
    return part.astype({"value": "float64"})[[*by, "value", "status"]]


def test_a_whole_visit(visit, begin_context, server):
    seen = visit("/explore?lang=en")
    # Measure, rows and columns.
    choose(seen, "Measure", "Still active at 12 months", "measure")
    choose(seen, "Rows", "Region", "by")
    choose(seen, "Columns", "Sex", "columns")
    # A filter.
    seen.page.get_by_role("button", name="Filters").click()
    seen.page.get_by_role("button", name="Job placement", exact=True).click()
    seen.page.wait_for_function("() => new URLSearchParams(location.search).get('route') === 'job_placement'")
    seen.page.keyboard.press("Escape")
    seen.settle()
    where = {"route": "job_placement"}
    asked = ask("active_12m", by=["region", "sex"], where=where)
    table = table_of(seen)
    assert table[0] == ["Region", "Women", "Men", "Sex unknown", "All"]
    assert table[-1][-1] == f"{ask('active_12m', where=where)['value'].iloc[0]:.1%}"
    assert address_of(seen) == {"lang": "en", "measure": "active_12m", "by": "region", "columns": "sex", "route": "job_placement"}  # fmt: skip

    # Taken away, the numbers are those of `ask`.
    by = ["region", "sex"]
    expected = asked.astype({"value": "float64"})[[*by, "value", "status"]]
    parquet = pq.read_table(io.BytesIO(download(seen, "Download Parquet")))
    pd.testing.assert_frame_equal(without_totals(parquet.to_pandas(), by), expected, check_dtype=False)
    about = json.loads(parquet.schema.metadata[b"idmaj"])
    assert about["Data"] == "Demonstration data · Exact numbers: for internal use." and about["Question"].startswith('ask("active_12m", by=["region", "sex"]')  # fmt: skip
    csv = pd.read_csv(io.BytesIO(download(seen, "Download CSV")))
    pd.testing.assert_frame_equal(without_totals(csv, by), expected, check_dtype=False)
    book = openpyxl.load_workbook(io.BytesIO(download(seen, "Download XLSX")))
    rows = list(book["Cells"].values)
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    pd.testing.assert_frame_equal(without_totals(frame, by), expected, check_dtype=False)

    picture = download(seen, "Download PNG")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and len(picture) > 20_000

    # Kept under a name.
    seen.page.get_by_text("Saved views").click()
    seen.page.get_by_role("textbox", name="Name of this view").fill("Women and men by region")
    seen.page.get_by_role("button", name="Save this view").click()
    seen.page.get_by_text("The view is saved.").wait_for()
    seen.settle()

    # The permanent address, opened by somebody else, shows the same.
    seen.page.get_by_text("The same question elsewhere").click()
    texts = [text.strip() for text in seen.page.locator(".st-key-question-texts code").all_inner_texts()]
    permanent, query = texts[0], texts[-1]
    assert permanent.startswith(server) and "release=demo" in permanent
    other = begin_context(server)
    page = other.new_page()
    page.goto(permanent)
    page.wait_for_selector(".crosstab", timeout=60_000)
    assert page.evaluate(CROSSTAB) == table
    other.close()

    # A number leads to the narrower question, by keyboard too.
    place = table[0].index("Men")
    row = next(number for number, cells in enumerate(table) if cells[0].startswith("Casablanca"))
    number = seen.page.locator(".crosstab tr").nth(row).locator("td").nth(place - 1).locator("a")
    number.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("() => new URLSearchParams(location.search).get('sex') === 'M'")
    seen.settle()
    assert address_of(seen)["region"] == "casablanca-settat" and address_of(seen)["route"] == "job_placement"
    assert table_of(seen)[-1][-1] == table[row][place]

    # The kept view is there, and leads back.
    seen.page.get_by_text("Saved views").click()
    seen.page.get_by_role("link", name="Women and men by region").click()
    seen.page.wait_for_function("() => new URLSearchParams(location.search).get('columns') === 'sex'")
    seen.settle()
    assert table_of(seen) == table

    # The copied query, run on the page SQL, gives the same numbers, and its file as well.
    seen.page.get_by_role("link", name="SQL", exact=True).click()
    seen.page.wait_for_url("**/sql**")
    seen.settle()
    start_query(seen, query)
    seen.page.get_by_text(f"{len(asked)} rows in").wait_for(timeout=30_000)
    seen.settle()
    answer = pd.read_csv(io.BytesIO(download(seen, "Download the answer (CSV)")))
    assert set(answer["data"]) == {"Demonstration data"}
    assert set(answer["use"]) == {"Exact numbers: for internal use."}
    columns = [*by, "numerator", "denominator", "value"]
    order = {"check_dtype": False, "check_names": False}
    pd.testing.assert_frame_equal(
        answer[columns].sort_values(by, ignore_index=True), asked[columns].sort_values(by, ignore_index=True), **order
    )
    # It is drawn, a bar for each.
    assert (
        seen.page.locator(".st-key-card-query-figure .main-svg .barlayer .point").count()
        == asked["value"].notna().sum()
    )
    assert seen.complaints == [] and seen.foreign == []


def test_a_mark_of_the_figure_narrows_the_page(visit):
    seen = visit("/explore?lang=en&columns=sex")
    bars = seen.page.locator(".main-svg .barlayer .point path")
    bars.first.click(force=True)
    seen.page.wait_for_function("() => new URLSearchParams(location.search).has('sex')")
    seen.settle()
    assert address_of(seen)["route"] == "job_placement" and "Show everything" in text_of(seen)


def test_a_wide_figure_slides_inside_its_card_on_a_phone(visit):
    seen = visit("/explore?lang=ar&columns=sector", width=360)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    frame = seen.page.locator("[data-testid=stElementContainer]:has(.plot)")
    assert frame.evaluate("box => box.scrollWidth > box.clientWidth + 100")
    # By keyboard too, and a listener hears what it is.
    found = Axe().run(
        seen.page, options={"runOnly": ["scrollable-region-focusable", "aria-allowed-role", "aria-allowed-attr"]}
    )
    assert found.response["violations"] == []
    named = seen.page.get_by_role("region", name=seen.page.locator(".st-key-drawn-wide h3").inner_text())
    named.first.focus()
    before = frame.evaluate("box => box.scrollLeft")
    seen.page.keyboard.press("ArrowLeft")
    seen.page.wait_for_function("before => document.activeElement.scrollLeft < before", arg=before)
    # Where there is room it is no stop on the way.
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.page.wait_for_function(
        "() => !document.querySelector('.st-key-drawn-wide [data-testid=stElementContainer][tabindex]')"
    )


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_the_question_reads_left_to_right_in_every_language(visit, code):
    seen = visit(f"/explore?lang={code}&by=city")
    seen.page.locator(".st-key-question-texts summary").click()
    texts = seen.page.locator(".st-key-question-texts pre")
    texts.first.wait_for()
    assert all(texts.evaluate_all("all => all.map(each => getComputedStyle(each).direction === 'ltr')"))
    assert re.search(r'ask\("integrations", by=\["city", "year"\]\)', texts.nth(1).inner_text())
    asked = parse_qs(urlparse(texts.first.inner_text().strip()).query)
    assert asked["lang"] == [code] and asked["by"] == ["city"]

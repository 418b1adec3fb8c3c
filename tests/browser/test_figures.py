"""A figure in the browser: its node stays, its marks answer mouse and keyboard, and nothing is left behind."""

import json

import pytest

from analytics.language.direction import without_isolates
from tests.browser.conftest import Visit
from tests.browser_pages import CUT_LABELS, address_of

pytestmark = pytest.mark.thorough

MARKED = "[...document.querySelectorAll('.plot')].map(node => node.isMarked === true)"
ALTS = "[...document.querySelectorAll('.plot')].map(node => node.getAttribute('aria-label'))"
WIDTHS = """[...document.querySelectorAll('.plot')].map(node =>
  [node.parentElement.clientWidth, Number(node.querySelector('.main-svg').getAttribute('width'))])"""

LOOKS_OF_A_PAGE = "document.querySelectorAll('.stHtml > style').forEach(style => style.remove())"
MEASURED_IN = "getComputedStyle(document.querySelector('#js-plotly-tester')).direction"
# By how much is a note of a figure wider or narrower than it was when Plotly measured it?
OTHERWISE_THAN_MEASURED = """() => [...document.querySelectorAll('.plot .annotation')].map(note => {
  const [text, ground] = [note.querySelector('text'), note.querySelector('rect.bg')];
  return [text.textContent, Math.round(Math.abs(text.getBBox().width - ground.getBBox().width))];
}).filter(([, more]) => more > 3)"""


def press_filter(seen, place):
    pill = seen.page.locator("[data-testid=stPopoverBody] button[data-variant=pills]").nth(place)
    pill.click()
    seen.page.wait_for_timeout(100)
    seen.settle()


def test_a_filter_changes_every_figure_and_no_node(visit):
    seen = visit("/routes?lang=en")
    before = seen.page.evaluate(ALTS)
    seen.page.evaluate("document.querySelectorAll('.plot').forEach(node => node.isMarked = true)")
    seen.page.get_by_role("button", name="Filters").click()
    press_filter(seen, 0)
    seen.page.wait_for_selector("text=Show everything")
    seen.settle()
    after = seen.page.evaluate(ALTS)
    assert len(after) == len(before) == 9 and all(one != other for one, other in zip(before, after, strict=True))
    assert seen.page.evaluate(MARKED) == [True] * 9
    assert seen.complaints == []


def test_the_tab_key_leads_into_the_filters_and_out_again(visit):
    seen = visit("/explore?lang=en")
    keys, focused = seen.page.keyboard, "document.activeElement"
    seen.page.get_by_role("button", name="Filters").focus()
    keys.press("Enter")
    seen.page.wait_for_selector("[data-testid=stPopoverBody]")
    keys.press("Tab")
    assert seen.page.evaluate(f"{focused}.textContent") == "2014"
    keys.press("Shift+Tab")
    assert "Filters" in seen.page.evaluate(f"{focused}.textContent")
    keys.press("Tab")
    keys.press("Enter")
    seen.page.wait_for_selector("text=Show everything")
    assert "year=2014" in seen.page.url


def test_every_measure_chosen_is_read_whole(visit):
    seen = visit(
        "/explore?lang=fr&measure=active_12m&by=sex&more=return_to_prison_12m,certified_12m,lost_12m", width=700
    )
    box = "document.querySelector('[data-testid=stMultiSelectTagsContainer]')"
    assert seen.page.locator(".st-key-more [data-tag]").count() == 3
    assert seen.page.evaluate(f"{box}.scrollWidth <= {box}.clientWidth")
    texts = (
        "[...document.querySelectorAll('[data-tag] > span')].every(each => each.scrollWidth <= each.clientWidth + 1)"
    )
    assert seen.page.evaluate(texts)


def test_figures_follow_the_width_of_the_window_and_of_paper(visit):
    seen = visit("/people?lang=fr")
    for width in (1280, 700, 360):
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.wait_for_function(f"() => {WIDTHS}.every(([place, drawn]) => place === drawn)")
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.page.wait_for_function(f"() => {WIDTHS}.every(([place, drawn]) => place === drawn)")
    seen.page.emulate_media(media="print")
    # A page of paper is narrower than the window, and nothing is drawn anew for it.
    seen.page.evaluate("document.querySelectorAll('.plot').forEach(node => node.parentElement.style.width = '300px')")
    drawn = "[...document.querySelectorAll('.plot .main-svg')].map(each => each.getBoundingClientRect().width)"
    assert all(width <= 300 for width in seen.page.evaluate(drawn))


def test_the_keyboard_goes_through_the_marks_and_narrows_the_page(visit):
    seen = visit("/routes?lang=en")
    plot, said = seen.page.locator(".plot").first, seen.page.locator(".plot ~ [role=status]").first
    assert plot.get_attribute("aria-description") == "Arrow keys go from mark to mark; Enter narrows the page to it."
    plot.focus()
    assert said.inner_text() == ""
    plot.press("End")
    last = said.inner_text()
    plot.press("Home")
    first = said.inner_text()
    assert first != last and "<" not in first + last
    assert seen.page.locator(".plot").first.locator(".hoverlayer .hovertext").count() == 1
    plot.press("ArrowRight")
    assert said.inner_text() not in (first, last)
    plot.press("Escape")
    assert said.inner_text() == ""
    plot.press("Home")
    plot.press("Enter")
    seen.page.wait_for_selector("text=Show everything")
    seen.settle()
    assert address_of(seen)["programme"] == "annual_strategy"
    # The same key lets go: the figure is another one, and still at that mark.
    assert "Annual strategy" in without_isolates(said.inner_text())
    plot.press("Enter")
    seen.page.wait_for_function("() => !new URLSearchParams(location.search).has('programme')")


def test_what_draws_is_asked_for_once_and_of_this_server(visit):
    asked = []
    seen = visit("/compare?lang=fr")
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.get_by_role("link", name="Villes").click()
    seen.page.wait_for_url("**/cities**")
    seen.settle()
    assert seen.page.locator(".plot .main-svg").count() > 0
    assert not [url for url in asked if "plotly" in url.lower()] and seen.foreign == []


def test_a_tap_narrows_the_page_and_another_lets_go(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    seen = Visit(context.new_page(), server).open("/compare?lang=en")
    page = seen.page
    for words in ("route=job_placement", ""):
        mark = page.locator(".plot .scatterlayer .point").first
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        # What undoes it would follow at once.
        page.wait_for_timeout(1500)
        seen.settle()
        assert ("route=" in page.url) == bool(words) and words in page.url
    context.close()


def test_figures_that_went_away_leave_nothing_behind(visit):
    seen = visit("/routes?lang=en")
    counter = seen.page.context.new_cdp_session(seen.page)

    def held():
        # A busy browser lets go late: what is held for good is in the least of some counts too.
        counts = []
        for _ in range(4):
            seen.page.wait_for_timeout(250)
            counter.send("HeapProfiler.collectGarbage")
            counts.append(counter.send("Memory.getDOMCounters"))
        return {name: min(each[name] for each in counts) for name in counts[0]}

    def change(times):
        for _ in range(times):
            press_filter(seen, 0)

    seen.page.get_by_role("button", name="Filters").click()
    change(2)
    before = held()
    change(6)
    after = held()
    told = json.dumps([before, after])
    assert after["nodes"] < before["nodes"] * 1.05, told
    assert after["jsEventListeners"] < before["jsEventListeners"] * 1.05, told


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_no_figure_is_measured_before_its_letters_have_come(context, server, code):
    page, held = context.new_page(), []
    page.route("**/IBMPlexSansArabic-*.woff2", lambda route: held.append(route))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{server}/routes?lang={code}", wait_until="commit")
    page.wait_for_selector(".plot")
    page.wait_for_timeout(1000)
    assert len(held) == 3
    for letters in held:
        letters.continue_()
    Visit(page, server).settle()
    assert page.evaluate(OTHERWISE_THAN_MEASURED) == []
    assert page.evaluate(CUT_LABELS) == []
    page.close()


def test_figures_run_left_to_right_before_the_looks_of_the_page_have_come(visit):
    page = visit("/routes?lang=ar").page
    page.evaluate(LOOKS_OF_A_PAGE)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate(MEASURED_IN) == "ltr"
    assert page.evaluate(f"{MEASURED_IN.replace('#js-plotly-tester', '.js-plotly-plot')}") == "ltr"


@pytest.mark.parametrize("path", ["/", "/cities"])
def test_a_map_with_room_is_one_and_goes_on_below_where_there_is_little(visit, path):
    seen = visit(f"{path}?lang=en", width=1280)
    south = "[...document.querySelectorAll('.plot .annotation-text')].filter(n => n.textContent.includes('same scale'))"
    assert seen.page.evaluate(f"{south}.length") == 0
    seen.page.set_viewport_size({"width": 390, "height": 900})
    seen.page.wait_for_function(f"() => {south}.length === 1")
    plot = seen.page.locator(".plot", has_text="same scale")
    drawn = plot.locator(".main-svg").first.get_attribute("height")
    # The place grows with the form that stands in it.
    assert plot.evaluate("node => node.clientHeight") == round(float(drawn))
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.page.wait_for_function(f"() => {south}.length === 0")
    assert seen.complaints == [] and seen.foreign == []

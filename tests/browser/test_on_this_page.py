"""Does a reader on a phone find her way about a long page, and back to where she was?"""

import pytest

from analytics.language import LANGUAGES
from tests.browser_pages import LANGUAGE_CODES

pytestmark = pytest.mark.thorough

TOP_OF = "id => document.getElementById(id).getBoundingClientRect().top"


# As while the page comes: without room below, a place cannot be at the top yet.
STAND_ELSEWHERE = "() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
LET_MORE_COME = "() => document.querySelector('[class*=st-key-card-]').append(document.createElement('span'))"


@pytest.fixture
def phone(visit):
    return lambda path: visit(path, width=360, height=800).page


def test_a_wide_window_has_no_list(visit):
    assert not visit("/routes?lang=fr").page.locator(".on-this-page").is_visible()


def test_a_short_page_has_no_list(phone):
    assert phone("/compare?lang=fr").locator(".on-this-page").count() == 0


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_list_of_a_long_page_leads_to_each_figure_and_stays_in_sight(phone, code):
    page = phone(f"/routes?lang={code}")
    page.locator(".on-this-page summary", has_text=LANGUAGES[code].say("On this page ({n})", n=9)).click()
    links = page.locator(".on-this-page a")
    headlines = [words.replace("\xa0", " ") for words in page.locator(".card-head h3").all_text_contents()]
    assert [words.replace("\xa0", " ") for words in links.all_text_contents()] == headlines
    for place in (8, 4):
        if page.locator(".on-this-page details[open]").count() == 0:
            page.locator(".on-this-page summary").click()
        links.nth(place).click()
        page.wait_for_timeout(300)
        assert page.locator(".on-this-page details[open]").count() == 0
        name = page.locator(".card-head").nth(place).get_attribute("id")
        bar = page.locator(".on-this-page").bounding_box()
        assert bar["y"] == 0
        # The figure stands under the list, not behind it.
        assert bar["height"] <= page.evaluate(TOP_OF, name) < 200, name


def test_the_list_is_folded_by_escape_and_by_touching_the_page(phone):
    page = phone("/people?lang=ar")
    for let_go in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.locator(".on-this-page summary").click()
        assert page.locator(".on-this-page details[open]").count() == 1
        let_go()
        assert page.locator(".on-this-page details[open]").count() == 0


def test_whoever_comes_back_from_a_definition_finds_the_figure_that_led_there(phone):
    page = phone("/routes?lang=fr")
    card = page.locator("[class*=st-key-card-]").nth(5)
    name = card.locator(".card-head").get_attribute("id")
    card.locator(".definition").click()
    page.wait_for_selector("details[open] dl")
    page.go_back()
    page.wait_for_selector(f"#{name}")
    page.wait_for_function(f"() => Math.abs(({TOP_OF})({name!r})) < 200")


def test_back_from_a_place_of_the_list_is_where_it_was_left(phone):
    page = phone("/routes?lang=ar")
    main = "document.querySelector('[data-testid=stMain]')"
    page.evaluate(f"{main}.scrollTo(0, 700)")
    page.locator(".on-this-page summary").click()
    page.locator(".on-this-page a").nth(7).click()
    page.wait_for_function(f"() => {main}.scrollTop > 2000")
    page.go_back()
    page.wait_for_function(f"() => Math.abs({main}.scrollTop - 700) < 5")
    page.wait_for_timeout(600)
    assert abs(page.evaluate(f"{main}.scrollTop") - 700) < 5


def test_the_place_of_the_address_is_shown_again_while_the_page_comes_until_the_reader_moves(phone):
    page = phone("/routes?lang=ar")
    name = page.locator(".card-head").nth(3).get_attribute("id")
    page.goto(f"{page.url}#{name}")
    page.reload()
    in_sight, far_below = f"() => Math.abs(({TOP_OF})({name!r})) < 200", f"() => ({TOP_OF})({name!r}) > 1000"
    page.wait_for_selector(f"#{name}")
    page.wait_for_function(in_sight)
    page.evaluate(STAND_ELSEWHERE)
    page.evaluate(LET_MORE_COME)
    page.wait_for_function(in_sight)
    page.mouse.wheel(0, 50)
    page.wait_for_timeout(300)
    page.evaluate(STAND_ELSEWHERE)
    page.evaluate(LET_MORE_COME)
    page.wait_for_timeout(300)
    page.wait_for_function(far_below)


@pytest.mark.parametrize("code", ("ar", "fr"))
def test_the_link_of_this_page_stays_in_sight_until_somebody_moves_the_links(phone, code):
    page = phone(f"/funding?lang={code}")
    row, here = page.locator(".st-key-page-links"), page.locator('[class*="st-key-link-here-"]')

    def is_in_sight():
        inside, link = row.bounding_box(), here.bounding_box()
        return inside["x"] <= link["x"] and link["x"] + link["width"] <= inside["x"] + inside["width"]

    # However long the page takes to come.
    page.wait_for_timeout(3_500)
    row.evaluate("row => row.scrollTo(0, 0)")
    page.evaluate(LET_MORE_COME)
    page.wait_for_timeout(100)
    assert is_in_sight()
    row.dispatch_event("pointerdown")
    start = row.evaluate("row => { row.scrollTo(0, 0); return row.scrollLeft; }")
    page.evaluate(LET_MORE_COME)
    page.wait_for_timeout(100)
    assert row.evaluate("row => row.scrollLeft") == start and not is_in_sight()

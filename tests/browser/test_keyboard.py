"""Does somebody without a mouse get everywhere, and see where they are?"""

import pytest

from analytics.language import LANGUAGES
from tests.browser_pages import in_turn

FOCUSED = "[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"


@pytest.mark.parametrize("code", in_turn())
def test_the_first_key_offers_to_skip_the_links_in_the_language_of_the_page(visit, code):
    page = visit(f"/people?lang={code}").page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[0] == LANGUAGES[code].say("Skip to main content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.st-key-filter-bar')")


def test_the_link_to_a_page_that_the_keyboard_is_on_is_seen(visit):
    page = visit("/people?lang=fr").page
    page.locator(".brand").focus()
    for name in ("Vue d’ensemble", "Comparer"):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == [name, "solid"]

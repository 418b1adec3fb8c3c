"""The state of a page is its address: it stays through language, reload and links, and nothing hostile comes out of it."""

from urllib.parse import urlparse

import pytest

from analytics import ask
from tests.browser_pages import address_of, text_of

pytestmark = pytest.mark.thorough


def test_language_switch_reload_and_back_keep_the_state(visit):
    seen = visit("/compare?lang=fr&measure=women_share&by=education&sex=F,M&city=fes")
    assert "Femmes" in text_of(seen) and "Fès" in text_of(seen)
    seen.page.get_by_role("radio", name="العربية").click()
    seen.page.wait_for_function("() => document.documentElement.lang === 'ar'")
    seen.settle()
    kept = {"measure": "women_share", "by": "education", "sex": "F,M", "city": "fes"}
    assert address_of(seen) == kept | {"lang": "ar"}
    assert "فاس" in text_of(seen)
    seen.page.reload()
    seen.settle()
    assert address_of(seen) == kept | {"lang": "ar"}
    assert "نساء" in text_of(seen)
    seen.page.go_back()
    seen.page.wait_for_function("() => document.documentElement.lang === 'fr'")
    seen.settle()
    assert address_of(seen) == kept | {"lang": "fr"}
    assert seen.complaints == []


def test_the_language_stays_from_page_to_page(visit):
    seen = visit("/?lang=fr")
    seen.page.get_by_role("link", name="Comparer").click()
    seen.page.wait_for_url("**/compare?**")
    seen.settle()
    assert address_of(seen)["lang"] == "fr"
    assert "Qu" in seen.page.locator("h1").inner_text()


def test_a_choice_changes_the_numbers_and_the_address(visit):
    seen = visit("/compare?lang=en")
    seen.page.get_by_role("combobox").first.click()
    seen.page.get_by_role("option", name="Returned to prison within 12 months").click()
    seen.page.wait_for_selector(".card >> text=3.44%")
    seen.settle()
    assert address_of(seen)["measure"] == "return_to_prison_12m"
    card = text_of(seen, ".card")
    assert "3.44%" in card and "3.79%" in card and "Demonstration data" in card
    seen.page.get_by_role("button", name="Filters").click()
    seen.page.get_by_role("button", name="Women", exact=True).click()
    seen.page.wait_for_function("() => new URLSearchParams(location.search).get('sex') === 'F'")
    seen.settle()
    expected = ask("return_to_prison_12m", by="year", where={"sex": "F"})
    assert f"{expected['denominator'][1]:,}" in text_of(seen, ".card")


HOSTILE = "<img src=x onerror=alert(1)>"


LEFT_OUT = "The address also asks for something under {} that is not known or not possible here; it is left out."


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        (
            f"lang={HOSTILE}&measure={HOSTILE}&by={HOSTILE}&sex={HOSTILE}&city={HOSTILE}",
            [LEFT_OUT.format("“Measure”, “Divided by”, “City”, and “Sex”")],
        ),
        (
            "lang=zz&measure=recidivism&by=beneficiary_id&sex=X&year=1914&route='; DROP TABLE integrations_cube; --",
            [LEFT_OUT.format("“Measure”, “Divided by”, “Year”, “Sex”, and “Route”")],
        ),
        (
            "lang=en&measure=women_share%00&by=../../etc/passwd&city=**bold**,[link](http://example.org)",
            [LEFT_OUT.format("“Measure”, “Divided by”, and “City”")],
        ),
        ("lang=en&measure=&by=&sex=,,,&unknown=" + "x" * 3000, []),
    ],
    ids=["markup", "unknown", "paths and links", "empty"],
)
def test_hostile_values_in_the_address_change_nothing_and_are_not_echoed(visit, query, left_out):
    seen = visit(f"/compare?{query}")
    lines = text_of(seen).splitlines()
    ordinary = text_of(visit("/compare?lang=en")).splitlines()
    assert [line for line in lines if line.startswith("The address")] == left_out
    assert [line for line in lines if line and line not in left_out] == [line for line in ordinary if line]
    markup = seen.page.locator("[data-testid=stMain]").inner_html()
    assert not [
        part
        for part in ("onerror", "DROP TABLE", "etc/passwd", "example.org", "beneficiary_id", "xxxx")
        if part in markup
    ]
    assert seen.complaints == [] and seen.foreign == []


@pytest.mark.parametrize("path", ["/nowhere", "/beneficiaries/B0001", "/compare/../../etc/passwd", "/pages/compare.py"])
def test_an_unknown_address_leads_home(visit, path):
    seen = visit(f"{path}?lang=fr")
    assert urlparse(seen.page.url).path == "/" and address_of(seen)["lang"] == "fr"
    assert seen.page.locator(".card").count() == 8 and seen.page.get_by_role("dialog").count() == 0
    assert seen.complaints == []

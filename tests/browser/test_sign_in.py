"""Signing in as a person does, with a real OpenID provider on this machine: in, refused, over, out, and back to the page."""

import json
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlparse

import pytest
from oidc_provider_mock import User, run_server_in_thread

from analytics.access.roles import ROLES
from analytics.language import LANGUAGES
from tests.access.conftest import People, write_sign_in

pytestmark = pytest.mark.thorough

DEEP = "/compare?lang=fr&measure=women_share&by=education&sex=F"


@pytest.fixture(scope="module")
def closed(serve, tmp_path_factory):
    """A dashboard with sign-in and the provider that it asks."""
    people = [*ROLES, "stranger", "elsewhere"]
    users = [User(sub=name, claims={"email": f"{name}@example.org", "email_verified": True}) for name in people]
    folder = tmp_path_factory.mktemp("closed")
    with run_server_in_thread(user_claims=users) as provider:
        metadata = f"http://localhost:{provider.server_port}/.well-known/openid-configuration"
        with serve(folder / "data", before=lambda port: write_sign_in(folder, port, metadata)) as address:
            yield SimpleNamespace(address=address, folder=folder, people=People(address), provider=provider.server_port)


@pytest.fixture
def person(browser, closed):
    """A browser of somebody's own: person(width=360, dark=True, locale="fr")."""
    contexts = []

    def make(width=1280, dark=False, locale="en"):
        scheme = "dark" if dark else "light"
        made = browser.new_context(
            locale=locale, viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=closed.address
        )
        # The provider's own pages ask another machine for their looks; ours ask none.
        made.route(re.compile("cdn.jsdelivr.net"), lambda route: route.abort())
        contexts.append(made)
        return made.new_page()

    yield make
    for each in contexts:
        each.close()


def sign_in(page, name, path="/?lang=en"):
    page.goto(path)
    page.locator("a.button").click()
    page.get_by_role("button", name=name, exact=True).click()
    return page


def settle(page):
    page.wait_for_selector(".finding h1, .problem", timeout=60_000)
    # A page of the dashboard goes on after its first sentence.
    if page.locator("[data-testid=stApp]").count():
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    return page


def cookie_of(page):
    return next(each for each in page.context.cookies() if each["name"] == "_streamlit_user")


def address_of(page):
    parts = urlparse(page.url)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_a_deep_link_comes_back_to_its_page_after_the_sign_in(person):
    page = settle(sign_in(person(), "analyst", DEEP))
    found = {"lang": "fr", "measure": "women_share", "by": "education", "sex": "F"}
    assert address_of(page) == ("/compare", found)
    assert "Femmes" in page.locator("[data-testid=stMain]").inner_text()
    held = cookie_of(page)
    assert held["httpOnly"] and held["sameSite"] == "Lax"


def test_a_wrong_role_is_refused_at_the_address_itself_and_not_led_there(person):
    page = settle(sign_in(person(), "press", "/sql?lang=fr"))
    assert address_of(page)[0] == "/sql"
    assert "Votre rôle n’y donne pas accès" in page.locator(".problem").inner_text()
    assert page.locator("a[href*='/sql']").count() == 0 and page.get_by_role("link", name="Comparer").count() == 1
    assert page.locator("textarea").count() == 0


def test_whoever_has_no_role_is_told_so_and_may_leave(person):
    page = sign_in(person(), "stranger", "/?lang=fr")
    page.get_by_text("aucun rôle ne vous est attribué").wait_for()
    assert "stranger@example.org" in page.locator("section").inner_text()
    page.get_by_role("link", name="Se déconnecter").click()
    page.wait_for_url("**/end_session**")


def test_signing_out_ends_it_here_and_at_the_provider(person):
    page = settle(sign_in(person(), "leadership", "/methods?lang=fr"))
    copied = cookie_of(page)
    page.get_by_role("link", name="Se déconnecter").click()
    page.wait_for_url("**/end_session**")
    page.locator("button").first.click()
    page.get_by_role("heading", name="Se connecter à Idmaj").wait_for()
    assert address_of(page) == ("/", {"lang": "fr"})
    page.goto("/methods?lang=fr")
    assert page.locator("a.button").count() == 1
    # Also whoever kept a copy of the cookie is out.
    page.context.add_cookies([copied])
    page.goto("/methods?lang=fr")
    assert page.locator("a.button").count() == 1


def test_a_sign_in_that_ends_while_the_page_is_open_leads_to_the_sign_in_and_back(person, closed):
    page = person()
    value = closed.people.cookie("analyst", ago=8 * 3600 - 8)
    page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": closed.address}])
    settle(page.goto("/methods?lang=ar") and page)
    page.get_by_text("انتهت جلستكم").wait_for(timeout=30_000)
    page.locator("a.button").click()
    page.get_by_role("button", name="analyst", exact=True).click()
    settle(page)
    assert address_of(page) == ("/methods", {"lang": "ar"})


@pytest.mark.parametrize("harm", ["payload", "signature", "role"])
def test_a_tampered_cookie_opens_nothing(person, closed, harm):
    page = person()
    good = closed.people.cookie("press")
    payload, moment, signature = good.rsplit(".", 2)
    harmed = {
        "payload": f"{payload[:-3]}AAA.{moment}.{signature}",
        "signature": f"{payload}.{moment}.{signature[::-1]}",
        "role": closed.people.cookie("analyst", secret="z" * 40),
    }[harm]
    for value, status in ((good, 200), (harmed, 401)):
        page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": closed.address}])
        assert page.goto("/methods?lang=en").status == status
    assert (
        page.get_by_role("heading", name="Sign in to Idmaj").count() == 1
        and page.locator("[data-testid=stApp]").count() == 0
    )


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/compare", "/\\evil.example", "\\\\evil.example", "/compare/../../evil", "javascript:alert(1)",
        "/compare@evil.example", "https:evil.example", "/%2f%2fevil.example", "/compare\r\nLocation: https://evil.example", "/sign-out", "/auth/logout",
        "http://127.0.0.1:1/compare",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_site_after_the_sign_in(person, closed, target):
    """What the browser keeps, and where it is sent: both are asked without going to the provider and back each time."""
    page = person()
    answer = page.request.get("/sign-in", params={"to": target}, max_redirects=0)
    assert answer.status == 302 and answer.headers["location"].startswith("/auth/login?provider=")
    found = page.request.get("/oauth2callback", max_redirects=0)  # as if back from the provider
    assert found.status == 302 and found.headers["location"] == "/"


def test_a_forged_address_to_come_back_to_is_not_followed(person, closed):
    page = person()
    page.context.add_cookies([{"name": "idmaj_return", "value": "aHR0cHM6Ly9ldmlsLmV4YW1wbGUv", "url": closed.address}])
    sign_in_again = page.request.get("/oauth2callback", max_redirects=0)
    assert sign_in_again.headers["location"] == "/"


def test_an_answer_of_the_provider_that_nobody_asked_for_is_refused(person):
    page = person()
    page.goto("/oauth2callback?code=stolen&state=guessed")
    assert page.get_by_role("alert").inner_text().startswith("The sign-in did not succeed")
    assert not [each for each in page.context.cookies() if each["name"] == "_streamlit_user"]


def test_whoever_thinks_better_of_it_at_the_provider_is_told_and_may_try_again(person):
    page = person()
    page.goto("/cities?lang=en")
    page.locator("a.button").click()
    page.get_by_role("button", name="Deny").click()
    page.get_by_role("alert").wait_for()
    assert "to=%2Fcities%3Flang%3Den" in page.locator("a.button").get_attribute("href")


def test_a_download_is_for_its_person_alone(person):
    page = settle(sign_in(person(), "analyst", "/methods?lang=en"))
    page.goto("/compare?lang=en")
    settle(page)
    with page.expect_response(re.compile(r"/media/.*\.csv")) as told, page.expect_download():
        page.get_by_role("button", name="Download CSV").first.click()
    address = told.value.url
    assert page.request.get(address).status == 200
    assert person().request.get(address).status == 401
    other = sign_in(person(), "leadership", "/methods?lang=en")
    settle(other)
    assert other.request.get(address).status == 403


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_page_to_sign_in_speaks_each_language_and_fits(person, code, width, dark):
    page = person(width, dark, locale={"ar": "ar-MA", "fr": "fr-FR", "en": "en-GB"}[code])
    foreign = []
    page.on("request", lambda request: foreign.append(request.url) if "127.0.0.1" not in request.url else None)
    page.goto("/")
    language = LANGUAGES[code]
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [code, language.direction]
    words = language.say("Sign in to Idmaj")
    assert page.get_by_role("heading", name=words).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and foreign == []
    fonts = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
    )
    assert fonts >= 2
    for other in LANGUAGES.values():
        assert page.get_by_role("link", name=other.own_name).count() == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_to_sign_in_is_accessible(person, code):
    from axe_playwright_python.sync_playwright import Axe

    page = person()
    page.goto(f"/compare?lang={code}")
    found = Axe().run(page)
    assert found.violations_count == 0, json.dumps(found.response["violations"])[:600]


def test_no_token_and_no_secret_is_in_the_log(person, closed):
    page = sign_in(person(), "analyst", "/methods?lang=en")
    page.wait_for_url("**/methods?lang=en")
    logs = "".join(path.read_text() for path in closed.folder.glob("*.log"))
    assert logs and not re.search(r"eyJ|of the provider|a secret for tests|code=|state=", logs)

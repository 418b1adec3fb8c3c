"""Where somebody comes back to: the page that they asked for, and never another site's."""

import json

import pytest
from starlette.requests import Request
from streamlit.web.server.server_util import get_cookie_secret

from analytics.access.signed_out import SignedOut
from analytics.web.entrance.returning import Returning
from analytics.web.entrance.sign_in import SignIn
from tests.streamlit_session import sign

PATHS = frozenset({"", "compare", "sql"})


@pytest.fixture
def returning(tmp_path):
    return Returning(SignIn("default", "https://idmaj.example.org", SignedOut(tmp_path)), PATHS)


def request_for(path, query="", **headers):
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": given})


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/compare", "//evil.example/compare", "///evil.example", "http:compare", "javascript:alert(1)", "/\\evil.example",
        "/compare/../../x", "/compare\n//evil.example", "/sign-out", "/auth/logout", "/oauth2callback", "/%2F%2Fevil.example", "evil.example",
        "http://[", "\x00", "",
    ],
)  # fmt: skip
def test_whatever_is_no_page_leads_home(returning, address):
    assert returning.own(address) == "/"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/compare?lang=fr&sex=F,M&by=city", "/compare?lang=fr&sex=F%2CM&by=city"),
        ("/sql", "/sql"), ("/?lang=ar", "/?lang=ar"), ("/nowhere?lang=ar&x=1", "/?lang=ar"),
        ("/compare?lang=fr\r\nLocation: https://evil.example", "/compare?lang=frLocation%3A+https%3A%2F%2Fevil.example"),
        ("/compare?to=//evil.example", "/compare?to=%2F%2Fevil.example"),
    ],
)  # fmt: skip
def test_a_page_is_led_back_to_with_its_choices(returning, address, found):
    assert returning.own(address) == found


def test_an_endless_address_is_cut(returning):
    assert len(returning.own("/compare?x=" + "a" * 100_000)) < 2100


def test_what_the_browser_keeps_is_closed_to_scripts_other_sites_and_open_lines(returning):
    cookie = returning.end(request_for("/sign-out", "lang=fr")).headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "secure", "max-age=900"))


@pytest.fixture
def back_from_the_provider(returning, tmp_path, monkeypatch):
    """What the browser is answered when Streamlit has signed somebody in."""
    (tmp_path / "roles.toml").write_text("contact = 'x'\n[addresses]\npress = ['press@example.org']")
    monkeypatch.setenv("IDMAJ_ROLES", str(tmp_path / "roles.toml"))
    monkeypatch.setenv("IDMAJ_TRAIL", str(tmp_path / "trail"))
    value = sign(get_cookie_secret(), "https://idmaj.example.org", email="press@example.org")
    cookie = f"_streamlit_user={value}; HttpOnly; Path=/; SameSite=lax"
    start = {"status": 302, "headers": [(b"location", b"/"), (b"set-cookie", cookie.encode())]}
    return lambda: returning._answer(request_for("/oauth2callback", "code=1&state=2"), start)


def test_the_sign_in_itself_travels_over_https_alone(back_from_the_provider):
    answer = back_from_the_provider()
    assert answer.status_code == 302 and answer.headers["set-cookie"].endswith("; Secure")


def test_a_sign_in_is_noted_with_the_roles_of_the_person(back_from_the_provider, tmp_path):
    back_from_the_provider()
    (line,) = (tmp_path / "trail" / "trail.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert (told["event"], told["who"], told["role"]) == ("signed_in", "press@example.org", "press")


def test_a_sign_in_that_cannot_be_noted_does_not_count(back_from_the_provider, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("IDMAJ_TRAIL", str(tmp_path / "file"))
    answer = back_from_the_provider()
    assert answer.status_code == 503 and "set-cookie" not in answer.headers

"""Where somebody comes back to: the page that they asked for, and never another site's."""

import pytest
from starlette.requests import Request

from analytics.access.signed_out import SignedOut
from analytics.web.returning import Returning
from analytics.web.sign_in import SignIn

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


def test_the_sign_in_itself_travels_over_https_alone(returning):
    start = {
        "status": 302,
        "headers": [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=x; HttpOnly; Path=/; SameSite=lax")],
    }
    answer = returning._answer(request_for("/oauth2callback", "code=1&state=2"), start)
    assert answer.status_code == 302 and answer.headers["set-cookie"].endswith("; Secure")

"""Every role at every way in: pages, sessions, files, uploads. Asked of a real server, past everything that a page hides."""

import json
import re
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from analytics.access.roles import PAGES, ROLES, may_open
from tests.streamlit_session import Session, ask

REFUSED = b"Your role does not include this. Whoever needs it asks"
MEDIA = re.compile(rb"/media/[0-9a-f]{32,64}\.\w{3,4}")
WITHOUT = {
    "no cookie": lambda people: "",
    "another secret": lambda people: people.cookie("analyst", secret="x" * 40),
    "a changed letter": lambda people: people.cookie("analyst")[:-1] + "~",
    "another claim in front of the signature": lambda people: _forge(people),
    "the cookie of another dashboard": lambda people: people.cookie("analyst", origin="http://other.example"),
    "nobody signed in": lambda people: people.cookie("analyst", is_logged_in=False),
    "over since a second": lambda people: people.cookie("analyst", ago=8 * 3600 + 1),
    "nonsense": lambda people: "{}",
}


def _forge(people):
    press, analyst = people.cookie("press").split("."), people.cookie("analyst").split(".")
    return ".".join([*analyst[:-2], *press[-2:]])


@pytest.fixture(scope="module")
def opened(closed):
    """What each role is sent by each page, asked for as its address says: past the links of the head."""

    def run(role):
        with Session(closed.address, closed.people.cookie(role)) as session:
            return {page: session.open(page) for page in PAGES}

    return {role: run(role) for role in ROLES}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_the_roles_of_the_table_and_is_refused_to_the_others(opened, role, page):
    told = opened[role][page]
    assert (REFUSED in told) != may_open([role], page)
    assert (b"finding" in told.split(b"page-head")[-1]) == may_open([role], page)


@pytest.mark.parametrize("role", ROLES)
def test_the_head_leads_only_where_the_role_may_go(opened, role):
    keys = {
        page
        for page in PAGES
        if b"link-" + (page or "overview").encode() in opened[role]["methods"].replace(b"link-here-", b"link-")
    }
    assert keys == {page for page in PAGES if may_open([role], page)}


# Headings, whose last two words stay together.
INSIDE = (b"History", b"Published figures beside the&nbsp;records", b"What the public may&nbsp;see")


def test_press_is_sent_what_the_public_may_see_and_no_more(opened):
    assert not any(words in opened["press"]["data"] for words in INSIDE)
    assert b"signed-in analysts also have" in opened["press"]["people"]
    assert all(words in opened["analyst"]["data"] for words in INSIDE)
    assert b"signed-in analysts" not in b"".join(opened["analyst"].values())


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (b"Load&nbsp;files", {"steward"}),
        (b"Saved views", {"leadership", "analyst"}),
        (b"for internal use and not for publication", {"leadership", "analyst", "steward"}),
        (b"What may be published: pictures", {"leadership", "analyst"}),
    ],
)
def test_what_a_role_may_not_do_is_not_sent_to_it(opened, words, who):
    assert {role for role in ROLES if words in b"".join(opened[role].values())} == who


@pytest.mark.parametrize("path", ["/", "/compare", "/sql", "/nowhere"])
@pytest.mark.parametrize("how", WITHOUT)
def test_without_a_good_sign_in_every_address_is_the_page_to_sign_in(closed, how, path):
    status, headers, content = ask(closed.address, path, WITHOUT[how](closed.people), accept="text/html")
    assert status == 401 and headers["cache-control"] == "no-store"
    assert b"/sign-in?to=" in content and b"<script" not in content


@pytest.mark.parametrize(
    "path", ["/media/" + "a" * 32 + ".csv", "/_stcore/metrics", "/_stcore/script-health-check", "/component/x/y.js"]
)
@pytest.mark.parametrize("how", WITHOUT)
def test_without_a_good_sign_in_nothing_is_served(closed, how, path):
    status, _, content = ask(closed.address, path, WITHOUT[how](closed.people))
    assert status == 401 and len(content) < 100


@pytest.mark.parametrize("how", WITHOUT)
def test_without_a_good_sign_in_there_is_no_session(closed, how):
    with pytest.raises(InvalidStatus) as refusal:
        Session(closed.address, WITHOUT[how](closed.people))
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nothing_is_taken_from_whoever_is_not_signed_in(closed, method):
    assert ask(closed.address, "/_stcore/upload_file/session/file", method=method)[0] == 401


@pytest.mark.parametrize("role", ROLES)
def test_an_upload_is_taken_from_those_alone_who_may_send_files(closed, role):
    status, _, content = ask(
        closed.address, "/_stcore/upload_file/s/f", closed.people.cookie(role), method="PUT", accept_language="en"
    )
    is_refused = status == 403 and content.startswith(REFUSED)
    assert is_refused == (role == "press")


def test_whoever_is_signed_in_without_a_role_is_told_whom_to_ask_and_has_no_session(closed):
    cookie = closed.people.cookie("stranger")
    status, _, content = ask(closed.address, "/compare?lang=en", cookie, accept="text/html")
    assert status == 403 and b"stranger@example.org" in content and b"the data office" in content
    assert ask(closed.address, "/media/" + "a" * 32 + ".csv", cookie)[0] == 403
    with pytest.raises(InvalidStatus):
        Session(closed.address, cookie)


def test_a_file_is_for_those_to_whom_it_was_shown(closed, opened):
    name = MEDIA.search(opened["leadership"]["methods"])[0].decode()  # the sign of the page in the browser's tab
    mine = closed.people.cookie("leadership")
    assert ask(closed.address, name, mine)[0] == 200
    assert "no-store" in ask(closed.address, name, mine)[1]["cache-control"]
    assert ask(closed.address, name)[0] == 401
    assert ask(closed.address, name, closed.people.cookie("leadership", ago=9 * 3600))[0] == 401


def test_a_file_that_was_shown_to_somebody_else_is_refused(closed):
    roles = closed.folder / "roles.toml"
    held = roles.read_text()
    roles.write_text(held.replace('press = ["press@', 'press = ["late@example.org", "press@'))
    with Session(closed.address, closed.people.cookie("press")) as session:
        name = MEDIA.search(session.open(""))[0].decode()
        assert ask(closed.address, name, closed.people.cookie("press"))[0] == 200
        assert ask(closed.address, name, closed.people.cookie("late"))[0] == 403
    roles.write_text(held)


def test_a_session_that_was_good_does_nothing_more_once_its_time_is_over(closed):
    with Session(closed.address, closed.people.cookie("analyst", ago=8 * 3600 - 4)) as session:
        assert REFUSED not in session.open("methods")
        time.sleep(4.2)
        with pytest.raises(ConnectionClosed):
            session.open("methods")


def test_a_role_that_is_taken_away_ends_the_session_of_its_holder(closed):
    roles = closed.folder / "roles.toml"
    held = roles.read_text()
    with Session(closed.address, closed.people.cookie("steward")) as session:
        assert b"Load&nbsp;files" in session.open("data")
        roles.write_text(
            held.replace("steward = [", "leadership2 = [").replace(
                "leadership2 = [", 'steward = ["new@example.org"] # '
            )
        )
        with pytest.raises(ConnectionClosed):
            session.open("data")
    roles.write_text(held)


def test_a_file_of_roles_that_cannot_be_read_lets_nobody_in_and_says_so(closed):
    roles = closed.folder / "roles.toml"
    held = roles.read_text()
    roles.write_text("contact = ")
    status, _, content = ask(closed.address, "/?lang=en", closed.people.cookie("analyst"), accept="text/html")
    roles.write_text(held)
    assert status == 503 and b"nobody is let in" in content and b"roles.toml" not in content
    assert ask(closed.address, "/?lang=en", closed.people.cookie("analyst"), accept="text/html")[0] == 200


def test_after_signing_out_the_same_cookie_opens_nothing(closed):
    cookie = closed.people.cookie("analyst")
    with Session(closed.address, cookie) as session:
        session.open("methods")
        status, headers, _ = ask(closed.address, "/auth/logout", cookie)
        assert status == 302 and "_streamlit_user=" in headers["set-cookie"]
        with pytest.raises(ConnectionClosed):
            session.open("methods")
    assert ask(closed.address, "/", cookie, accept="text/html")[0] == 401


def test_who_signed_out_and_who_was_refused_what_is_noted(closed, opened):
    assert ask(closed.address, "/auth/logout", closed.people.cookie("steward"))[0] == 302
    told = [json.loads(line) for line in (closed.folder / "trail" / "trail.jsonl").read_text().splitlines()]
    noted = {(each["event"], each["who"], each.get("page")) for each in told}
    assert ("signed_out", "steward@example.org", None) in noted
    refused = {(who, page) for event, who, page in noted if event == "refused"}
    assert refused == {(f"{role}@example.org", page) for role in ROLES for page in PAGES if not may_open([role], page)}


def test_a_page_of_another_site_signs_nobody_out(closed):
    cookie = closed.people.cookie("analyst")
    status, headers, _ = ask(closed.address, "/auth/logout", cookie, sec_fetch_site="cross-site")
    assert status == 302 and headers["location"] == "/" and headers["set-cookie"] is None
    assert ask(closed.address, "/", cookie, accept="text/html")[0] == 200


@pytest.mark.parametrize("path", ["/_stcore/health", "/app/static/fonts/IBMPlexSansArabic-Regular.woff2"])
def test_what_the_page_to_sign_in_needs_is_open(closed, path):
    assert ask(closed.address, path)[0] == 200


def test_a_provider_that_is_away_is_told_in_a_sentence(closed):
    _, headers, _ = ask(closed.address, "/sign-in?to=/cities?lang=en")
    status, _, content = ask(closed.address, headers["location"], accept="text/html", accept_language="en")
    assert status == 503 and b"The sign-in service does not answer. Try again in a moment." in content

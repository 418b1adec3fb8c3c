"""The file of roles: what is refused in it, and who has which role by it."""

import os

import pytest

from analytics.access.people import read_people
from analytics.errors import UnreadableInput

GOOD = """
contact = "the data office"
[addresses]
steward = ["Amina@Example.org"]
press = ["press@example.org", "amina@example.org"]
[claim]
name = "groups"
analyst = ["idmaj-analysts", "statistics"]
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "roles.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contact = ", "cannot be read as TOML"),
        ("[addresses]\npress = ['a@b.org']", "“contact” is missing"),
        ("contact = ' '\n[addresses]\npress = ['a@b.org']", "“contact” is missing"),
        ("contact = 'x'", "gives nobody a role"),
        ("contact = 'x'\n[addresses]\npress = []", "gives nobody a role"),
        ("contact = 'x'\n[addresses]\nadmin = ['a@b.org']", "“admin” is unknown there; known are leadership, analyst, press, steward"),
        ("contact = 'x'\n[address]\npress = ['a@b.org']", "“address” is unknown there; known are contact, hours, addresses, claim"),
        ("contact = 'x'\n[addresses]\npress = 'a@b.org'", "“press” is a list of texts"),
        ("contact = 'x'\n[addresses]\npress = ['']", "“press” is a list of texts"),
        ("contact = 'x'\naddresses = ['a@b.org']", "are sections"),
        ("contact = 'x'\n[claim]\npress = ['a']", "[claim] needs “name”"),
        ("contact = 'x'\nhours = 0\n[addresses]\npress = ['a@b.org']", "“hours” is a number up to 168"),
        ("contact = 'x'\nhours = 169\n[addresses]\npress = ['a@b.org']", "“hours” is a number up to 168"),
        ("contact = 'x'\nhours = true\n[addresses]\npress = ['a@b.org']", "“hours” is a number up to 168"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_in_one_sentence_with_its_path(write, text, said):
    path = write(text)
    with pytest.raises(UnreadableInput) as refusal:
        read_people(path)
    assert said in str(refusal.value) and str(path) in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match="is missing"):
        read_people(tmp_path / "roles.toml")


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"email": "amina@example.org"}, ("press", "steward")),
        ({"email": " AMINA@example.org "}, ("press", "steward")),
        ({"email": "press@example.org", "email_verified": True}, ("press",)),
        ({"email": "x@example.org", "groups": ["statistics", "football"]}, ("analyst",)),
        ({"email": "press@example.org", "groups": "idmaj-analysts"}, ("analyst", "press")),
        # What anybody can set of themselves gives no role.
        ({"email": "press@example.org", "email_verified": False}, ()),
        ({"email": "press@example.org", "email_verified": None}, ()),
        ({"preferred_username": "press@example.org", "name": "press@example.org", "sub": "press@example.org"}, ()),
        ({"email": ["press@example.org"]}, ()),
        ({"email": "press@example.org.evil.org"}, ()),
        ({"groups": ["Statistics"]}, ()),
        ({"groups": {"statistics": True}}, ()),
        ({"roles": ["statistics"]}, ()),
        ({"groups": ["steward", "leadership"]}, ()),
        ({}, ()),
    ],
)  # fmt: skip
def test_roles_come_from_a_checked_address_or_from_the_named_claim(write, claims, roles):
    assert read_people(write(GOOD)).roles_of(claims) == roles


def test_a_sign_in_lasts_eight_hours_unless_the_file_says_otherwise(write):
    assert read_people(write(GOOD)).hours == 8
    path = write("hours = 1.5" + GOOD)
    os.utime(path, ns=(1, 1))
    assert read_people(path).hours == 1.5


def test_a_changed_file_counts_at_once(write):
    path = write(GOOD)
    assert read_people(path).roles_of({"email": "press@example.org"}) == ("press",)
    path.write_text(GOOD.replace("press@example.org", "other@example.org"))
    os.utime(path, ns=(2, 2))
    assert read_people(path).roles_of({"email": "press@example.org"}) == ()

"""Who is let in at which moment, and until when."""

import os

import pytest

from analytics.access.people import People
from analytics.access.refusals import NoRole, NotSignedIn, NotYourRole, SignInEnded
from analytics.access.signed_out import SignedOut
from analytics.access.visits import AT_THE_MACHINE, admit

PEOPLE = People("the data office", 8, {"press": frozenset({"press@example.org"})}, "", {})
BEGAN = 1_700_000_000
SIGNED_IN = {"email": "press@example.org", "sub": "7", "iat": BEGAN, "iss": "https://id.example.org", "nonce": "n"}
HOUR = 3600


@pytest.fixture
def nobody(tmp_path):
    """Nobody has signed out."""
    return SignedOut(tmp_path / "signed-out")


@pytest.mark.parametrize("later", [8 * HOUR, 8 * HOUR + 1, 10**9])
def test_a_sign_in_is_over_after_its_hours(later, nobody):
    with pytest.raises(SignInEnded):
        admit(SIGNED_IN, PEOPLE, nobody, BEGAN + later)


@pytest.mark.parametrize("later", [0, 8 * HOUR - 1, -200])
def test_until_then_it_holds_also_where_the_clocks_are_a_little_apart(later, nobody):
    visitor = admit(SIGNED_IN, PEOPLE, nobody, BEGAN + later)
    assert (visitor.who, visitor.roles, visitor.ends_at) == ("press@example.org", ("press",), BEGAN + 8 * HOUR)


def test_the_short_life_of_a_token_ends_nobodys_visit(nobody):
    assert admit(SIGNED_IN | {"exp": BEGAN + 60}, PEOPLE, nobody, BEGAN + HOUR)


@pytest.mark.parametrize("began", [None, "now", True, BEGAN + 2 * HOUR])
def test_a_sign_in_of_no_moment_or_of_the_future_is_none(began, nobody):
    with pytest.raises(NotSignedIn):
        admit(SIGNED_IN | {"iat": began}, PEOPLE, nobody, BEGAN)


def test_whoever_has_no_role_is_told_whom_to_ask(nobody):
    with pytest.raises(
        NoRole, match=r"signed in as \S*other@example.org\S*, and no role is noted for you. Ask \S*the data office"
    ):
        admit(SIGNED_IN | {"email": "other@example.org"}, PEOPLE, nobody, BEGAN)


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing_and_a_new_sign_in_does(nobody):
    assert admit(SIGNED_IN, PEOPLE, nobody, BEGAN)
    nobody.add(SIGNED_IN, BEGAN)
    with pytest.raises(NotSignedIn):
        admit(SIGNED_IN, PEOPLE, nobody, BEGAN + 1)
    assert admit(SIGNED_IN | {"iat": BEGAN + 2}, PEOPLE, nobody, BEGAN + 2)
    assert admit(SIGNED_IN | {"sub": "8"}, PEOPLE, nobody, BEGAN + 1)


def test_another_process_knows_who_signed_out_and_nothing_of_them_lies_about(nobody):
    nobody.add(SIGNED_IN, BEGAN)
    with pytest.raises(NotSignedIn):
        admit(SIGNED_IN, PEOPLE, SignedOut(nobody.folder), BEGAN + 1)
    (file,) = nobody.folder.iterdir()
    assert file.read_bytes() == b"" and "press" not in file.name


def test_whoever_signed_out_long_ago_is_forgotten(nobody):
    nobody.add(SIGNED_IN, BEGAN)
    (file,) = nobody.folder.iterdir()
    os.utime(file, (BEGAN, BEGAN))
    nobody.add(SIGNED_IN | {"sub": "8"}, BEGAN + 169 * HOUR)
    assert not file.exists() and len(list(nobody.folder.iterdir())) == 1


def test_signing_out_holds_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").touch()
    signed_out = SignedOut(tmp_path / "file" / "below")
    signed_out.add(SIGNED_IN, BEGAN)
    with pytest.raises(NotSignedIn):
        admit(SIGNED_IN, PEOPLE, signed_out, BEGAN + 1)


def test_a_deed_of_another_role_is_refused_and_ones_own_is_not(nobody):
    visitor = admit(SIGNED_IN, PEOPLE, nobody, BEGAN)
    with pytest.raises(NotYourRole, match="the data office"):
        visitor.must("load_files")
    visitor.must("make_press_kit")


def test_whoever_sits_at_the_machine_may_do_everything_without_an_end():
    assert AT_THE_MACHINE.may("load_files") and AT_THE_MACHINE.may("run_sql") and AT_THE_MACHINE.may_open("sql")
    assert AT_THE_MACHINE.ends_at is None

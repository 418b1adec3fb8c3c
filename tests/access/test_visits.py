"""Who is let in at which moment, and until when."""

import pytest

from analytics.access.people import People
from analytics.access.refusals import NoRole, NotSignedIn, NotYourRole, SignInEnded
from analytics.access.visits import AT_THE_MACHINE, admit, sign_out

PEOPLE = People("the data office", 8, {"press": frozenset({"press@example.org"})}, "", {})
BEGAN = 1_700_000_000
SIGNED_IN = {"email": "press@example.org", "sub": "7", "iat": BEGAN, "iss": "https://id.example.org", "nonce": "n"}
HOUR = 3600


@pytest.mark.parametrize("later", [8 * HOUR, 8 * HOUR + 1, 10**9])
def test_a_sign_in_is_over_after_its_hours(later):
    with pytest.raises(SignInEnded):
        admit(SIGNED_IN, PEOPLE, BEGAN + later)


@pytest.mark.parametrize("later", [0, 8 * HOUR - 1, -200])
def test_until_then_it_holds_also_where_the_clocks_are_a_little_apart(later):
    visitor = admit(SIGNED_IN, PEOPLE, BEGAN + later)
    assert (visitor.who, visitor.roles, visitor.ends_at) == ("press@example.org", ("press",), BEGAN + 8 * HOUR)


def test_the_short_life_of_a_token_ends_nobodys_visit():
    assert admit(SIGNED_IN | {"exp": BEGAN + 60}, PEOPLE, BEGAN + HOUR)


@pytest.mark.parametrize("began", [None, "now", True, BEGAN + 2 * HOUR])
def test_a_sign_in_of_no_moment_or_of_the_future_is_none(began):
    with pytest.raises(NotSignedIn):
        admit(SIGNED_IN | {"iat": began}, PEOPLE, BEGAN)


def test_whoever_has_no_role_is_told_whom_to_ask():
    with pytest.raises(
        NoRole, match=r"signed in as \S*other@example.org\S*, and no role is noted for you. Ask \S*the data office"
    ):
        admit(SIGNED_IN | {"email": "other@example.org"}, PEOPLE, BEGAN)


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing_and_a_new_sign_in_does():
    mine = SIGNED_IN | {"nonce": "of-this-test"}
    assert admit(mine, PEOPLE, BEGAN)
    sign_out(mine, BEGAN, PEOPLE)
    with pytest.raises(NotSignedIn):
        admit(mine, PEOPLE, BEGAN + 1)
    assert admit(mine | {"iat": BEGAN + 2}, PEOPLE, BEGAN + 2)
    assert admit(SIGNED_IN, PEOPLE, BEGAN + 1)


def test_a_deed_of_another_role_is_refused_and_ones_own_is_not():
    visitor = admit(SIGNED_IN, PEOPLE, BEGAN)
    with pytest.raises(NotYourRole, match="the data office"):
        visitor.must("load_files")
    visitor.must("make_press_kit")


def test_whoever_sits_at_the_machine_may_do_everything_without_an_end():
    assert AT_THE_MACHINE.may("load_files") and AT_THE_MACHINE.may("run_sql") and AT_THE_MACHINE.may_open("sql")
    assert AT_THE_MACHINE.ends_at is None

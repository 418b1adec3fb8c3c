"""Who may open and do what: the table of the product beside the one that the Foundation asked for."""

import pytest

from analytics.access.roles import DEEDS, PAGES, ROLES, may_do, may_open, may_send_files
from analytics.web.frame import PAGES as PLACES
from tests.conftest import read_text_table

# Written by hand from the order: import and bringing back by stewards alone, SQL by analysts alone, press is the public.
ASKED_FOR = """
    what              | leadership | analyst | press | steward
    /                 | yes        | yes     | yes   | yes
    /compare          | yes        | yes     | yes   | yes
    /cities           | yes        | yes     | yes   | yes
    /people           | yes        | yes     | yes   | yes
    /routes           | yes        | yes     | yes   | yes
    /funding          | yes        | yes     | yes   | yes
    /explore          | yes        | yes     | yes   | yes
    /sql              | no         | yes     | no    | no
    /briefing         | yes        | yes     | yes   | no
    /data             | yes        | yes     | yes   | yes
    /methods          | yes        | yes     | yes   | yes
    see_exact_cells   | yes        | yes     | no    | yes
    name_a_release    | yes        | yes     | no    | yes
    take_files        | yes        | yes     | yes   | yes
    make_press_kit    | yes        | yes     | yes   | no
    run_sql           | no         | yes     | no    | no
    keep_views        | yes        | yes     | no    | no
    read_audit        | yes        | yes     | no    | yes
    load_files        | no         | no      | no    | yes
    bring_back        | no         | no      | no    | yes
    take_refused_rows | no         | no      | no    | yes
    read_trail        | no         | no      | no    | yes
"""
ROWS = read_text_table(ASKED_FOR)
CASES = [(row["what"], role, row[role] == "yes") for row in ROWS for role in ROLES]


@pytest.mark.parametrize(("what", "role", "is_allowed"), CASES)
def test_the_table_of_the_product_is_the_one_asked_for(what, role, is_allowed):
    found = may_open([role], what.strip("/")) if what.startswith("/") else may_do([role], what)
    assert found == is_allowed


def test_no_page_and_no_deed_is_missing_from_the_table():
    assert {f"/{path}" for path in PAGES} | set(DEEDS) == {row["what"] for row in ROWS}
    assert {place.path for place in PLACES} == set(PAGES)


@pytest.mark.parametrize("role", [*ROLES, "", "admin"])
def test_what_is_not_in_the_table_is_for_nobody(role):
    assert not may_open([role], "admin") and not may_open([role], "compare/") and not may_do([role], "delete")


@pytest.mark.parametrize("role", ["", "admin", "Steward", "leadership,analyst"])
def test_a_role_that_there_is_not_opens_nothing(role):
    assert not any(may_open([role], path) for path in PAGES) and not any(may_do([role], deed) for deed in DEEDS)
    assert not any(may_open([], path) for path in PAGES)


def test_whoever_holds_two_roles_may_do_what_either_may():
    assert may_open(["press", "steward"], "briefing") and may_do(["press", "steward"], "load_files")
    assert not may_open(["press", "steward"], "sql")


def test_only_those_who_load_files_or_keep_views_send_any():
    assert {role: may_send_files([role]) for role in ROLES} == {
        "leadership": True, "analyst": True, "press": False, "steward": True,
    }  # fmt: skip

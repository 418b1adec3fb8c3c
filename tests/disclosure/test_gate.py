"""One gate: the public gets the tables of the closed list, protected, and nothing else by any way through the library."""

import dataclasses
import json
import math
import shutil

import pandas as pd
import pytest

from analytics import ask
from analytics.__main__ import main
from analytics.disclosure import clearing, gate
from analytics.disclosure.gate import find_cleared, public_cube
from analytics.disclosure.public_tables import public_tables
from analytics.errors import NotPublic, RefusedQuestion, UnknownName
from analytics.measures.amounts import ask_amounts
from analytics.measures.asking import ask as ask_cube
from analytics.measures.asking import ask_together
from analytics.measures.cube import cube_of
from analytics.measures.follow_up import ask_follow_up, ask_latest_status
from analytics.records.current import current_records
from analytics.records.folder import PROJECT_DATA, DataFolder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return DataFolder(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def cube(folder):
    return cube_of(current_records(folder))


@pytest.fixture(scope="module")
def cleared(cube, folder):
    return find_cleared(cube, folder)


@pytest.fixture(scope="module")
def public(cube, folder):
    return public_cube(cube, folder)


def test_what_is_shown_is_exact_and_what_is_hidden_has_no_number(cleared, cube, public):
    hidden = 0
    for table in cleared.tables:
        exact = ask_cube(table.measure, table.by, table.where, cube=cube)
        shown = ask_cube(table.measure, table.by, table.where, cube=public)
        pd.testing.assert_frame_equal(shown[["measure", *table.by]], exact[["measure", *table.by]])
        is_hidden = shown["status"].eq("confidential")
        hidden += int(is_hidden.sum())
        assert shown.loc[is_hidden, ["numerator", "denominator", "value"]].isna().all(axis=None)
        pd.testing.assert_frame_equal(shown[~is_hidden], exact[~is_hidden], check_dtype=False)
    assert hidden > 20


def test_small_counts_are_hidden_by_the_rules(cube, public):
    exact = ask_cube("integrations", ["year", "sex", "age_group"], cube=cube)
    shown = ask_cube("integrations", ["year", "sex", "age_group"], cube=public)
    small = exact["numerator"].lt(exact["age_group"].map({"juvenile": 20}).fillna(10))
    assert small.any() and shown.loc[small, "status"].eq("confidential").all()


def test_rows_of_a_cleared_table_may_be_chosen_and_nothing_added_up(cube, public):
    one = ask_cube("integrations", "year", {"route": "education"}, cube=public)
    assert (
        one["value"].tolist() == ask_cube("integrations", "year", {"route": "education"}, cube=cube)["value"].tolist()
    )
    chosen = ask_cube(
        "integrations", ["year", "route"], {"route": ["education", "micro_project"], "year": 2014}, cube=public
    )
    assert chosen["route"].tolist() == ["micro_project", "education"]
    with pytest.raises(NotPublic):
        ask_cube("integrations", "year", {"route": ["education", "micro_project"]}, cube=public)


@pytest.mark.parametrize(
    ("measure", "by", "where"),
    [
        ("integrations", ["city", "sex"], {}),
        ("integrations", ["year", "city"], {"age_group": "juvenile"}),
        ("integrations", ["month"], {}),
        ("juvenile_share", ["city"], {}),
        ("integrations_per_100k", ["city"], {"year": 2014}),
        ("funding_total", ["year", "city"], {}),
    ],
)
def test_what_is_not_on_the_list_is_for_insiders(public, measure, by, where):
    with pytest.raises(NotPublic, match="signed-in analysts"):
        ask_cube(measure, by, where, cube=public)


def test_no_other_question_reaches_the_records_either(public):
    for question in (
        lambda: ask_follow_up("year", cube=public),
        lambda: ask_latest_status("route", cube=public),
        lambda: ask_amounts("year", cube=public),
        lambda: public.select("integrations_cube", ["city"], {}, "sum(records) AS n"),
        lambda: public.values("city", "cities") and public.values("month", "funding_cube"),
        public.cursor,
    ):
        with pytest.raises(NotPublic):
            question()
    assert public.connection is None and public.key.startswith("public-")


def test_the_list_never_crosses_juveniles_with_cities():
    for table in public_tables():
        assert not {"city", "home_city"} & set(table.dimensions) or table.measure != "juvenile_share"
        assert not {"age_group", "city"} <= set(table.dimensions)
    names = [table.name for table in public_tables()]
    assert len(names) == len(set(names)) > 30


def test_an_audience_that_there_is_not():
    with pytest.raises(UnknownName, match="internal"):
        ask("integrations", audience="press")


def test_tables_whose_audit_failed_answer_nothing(cleared):
    harmed = cleared.audit.assign(is_safe=[False, *cleared.audit["is_safe"][1:]])
    unsafe = dataclasses.replace(cleared, audit=harmed)
    with pytest.raises(RefusedQuestion, match="worked out"):
        unsafe.answer("integrations", ["year"], {})
    with pytest.raises(RefusedQuestion):
        unsafe.list_tables()


def test_they_are_protected_once_for_a_state_of_records_and_rules(cleared, cube, folder, monkeypatch, tmp_path):
    from analytics.disclosure.rules import Rules, read_rules
    from analytics.published import register

    def never(*_args):
        raise AssertionError("protected again")

    with monkeypatch.context() as patched:
        patched.setattr(clearing, "protect_tables", never)
        again = clearing.clear(cube, folder, read_rules(folder), register(folder))
        assert again.key == cleared.key and again.tables == cleared.tables
        pd.testing.assert_frame_equal(again.audit, cleared.audit)
        with pytest.raises(AssertionError, match="again"):
            clearing.clear(cube, folder, Rules(smallest_count=11), register(folder))


def test_the_rules_and_printed_figures_of_a_folder_of_ones_own_are_those_that_clear(cube, tmp_path, monkeypatch):
    own = DataFolder(tmp_path)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/disclosure.toml").write_text("smallest_count = 17\n", encoding="utf-8")
    shutil.copytree(PROJECT_DATA / "published", tmp_path / "published")
    figures = tmp_path / "published/figures.csv"
    printed = figures.read_text(encoding="utf-8")
    assert printed.count(",all,all,1082,") == 1
    figures.write_text(printed.replace(",all,all,1082,", ",all,all,1083,"), encoding="utf-8")
    asked = []
    monkeypatch.setattr(gate, "clear", lambda *given: asked.append(given) or object())
    first = find_cleared(cube, own)
    (records, folder, rules, register), *others = asked
    assert (records, folder, others) == (cube, own, [])
    assert rules.smallest_count == 17 and rules.smallest_juvenile_count == 20
    placed = [row["value"] for row in register.rows() if (row["indicator"], row["year"]) == ("job_placements", 2012)]
    assert placed == [1083]
    # The same rules are cleared once, others anew.
    assert find_cleared(cube, own) is first and len(asked) == 1
    (tmp_path / "reference/disclosure.toml").write_text("smallest_count = 18\n", encoding="utf-8")
    assert find_cleared(cube, own) is not first
    assert [rules.smallest_count for _, _, rules, _ in asked] == [17, 18]


def test_measures_that_the_public_asks_together_are_those_it_asks_alone(public, cube):
    names, by = ["active_12m", "return_to_prison_12m", "integrations"], ["year", "age_group"]
    together = ask_together(names, by, {}, public)
    alone = pd.concat([ask_cube(name, by, cube=public) for name in names], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)
    assert together["status"].eq("confidential").any()
    assert not ask_together(names, by, {}, cube)["status"].eq("confidential").any()


def test_a_damaged_store_is_put_aside_and_worked_out_again(cleared, cube, folder, monkeypatch):
    from analytics.disclosure.rules import read_rules
    from analytics.published import register

    (path,) = folder.cache.glob("public-*")
    (path / "0.parquet").write_bytes(b"PAR1 harmed")
    called = []
    protect = clearing.protect_tables
    monkeypatch.setattr(clearing, "protect_tables", lambda *args: called.append(1) or protect(*args))
    again = clearing.clear(cube, folder, read_rules(folder), register(folder))
    assert called == [1]
    for name, frame in cleared.frames.items():
        pd.testing.assert_frame_equal(again.frames[name], frame)


# The command line.


def run(capsys, folder, *arguments):
    code = main([*arguments, "--data", str(folder.root)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_every_listed_table_is_answered(capsys, folder, cleared):
    code, out, _ = run(capsys, folder, "tables", "--audience", "public", "--format", "json")
    listed = json.loads(out)
    assert code == 0 and [each["name"] for each in listed] == [table.name for table in cleared.tables]
    for each in listed:
        cells = ask(each["measure"], each["by"], each["where"], audience="public", data=folder.root)
        assert len(cells) and list(cells.columns[: 1 + len(each["by"])]) == ["measure", *each["by"]]


def test_the_command_line_asks_as_the_public(capsys, folder):
    code, out, _ = run(
        capsys, folder, "ask", "integrations", "--by", "year", "--audience", "public", "--format", "json"
    )
    assert code == 0 and [row["value"] for row in json.loads(out)] == [3770, 4839]
    code, out, err = run(capsys, folder, "ask", "integrations", "--by", "city,sex", "--audience", "public")
    assert code == 1 and not out and "cleared for the public" in err


def test_the_audit_is_printed_and_fails_when_a_number_can_be_narrowed(capsys, folder, cleared, monkeypatch):
    code, out, err = run(capsys, folder, "audit", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and len(rows) == len(cleared.audit) and "no outsider" in err
    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)
    assert all(row["high"] - row["low"] >= row["required"] for row in rows)
    harmed = dataclasses.replace(cleared, audit=cleared.audit.assign(is_safe=False))
    monkeypatch.setattr("analytics.disclosure.gate.find_cleared", lambda *_: harmed)
    code, _, err = run(capsys, folder, "audit")
    assert code == 1 and "narrowed down too far" in err
    code, out, err = run(capsys, folder, "tables")
    assert code == 1 and not out and "worked out" in err


def test_a_number_that_may_be_however_large_has_no_upper_end(capsys, folder, cleared, monkeypatch):
    endless = cleared.audit.assign(high=math.inf, width=math.inf)
    monkeypatch.setattr(
        "analytics.disclosure.gate.find_cleared", lambda *_: dataclasses.replace(cleared, audit=endless)
    )
    code, out, _ = run(capsys, folder, "audit")
    assert code == 0 and "high           ∞" in out
    code, out, _ = run(capsys, folder, "audit", "--format", "json")
    assert code == 0 and {row["high"] for row in json.loads(out)} == {None}
    assert "Infinity" not in out and "inf" not in run(capsys, folder, "audit", "--format", "csv")[1]


def test_the_audit_of_a_release_that_there_is_not(capsys, folder):
    code, _, err = run(capsys, folder, "audit", "--release", "20990101-000000-abcd")
    assert code in (1, 2) and err

"""The commands of the records as a person at a terminal meets them: check, import, amend, mend, go back."""

import json

import duckdb
import openpyxl
import pytest

from analytics.__main__ import main
from analytics.records.folder import DataFolder
from analytics.records.releases import current_release
from tests.hostile_files import lines, workbook, written

PROBLEM = ["file", "row", "column", "rule", "value", "expected", "severity"]


@pytest.fixture
def run(capsys, tmp_path):
    """Run a command on a data folder of its own: exit code, what it printed, what it said on standard error."""

    def run(*arguments):
        code = main([*map(str, arguments), "--data", str(tmp_path / "data"), "--format", "json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, err

    return run


@pytest.fixture
def file(tmp_path):
    """Write a file of rows of a table."""

    def file(table, *changes, name=None):
        path = tmp_path / (name or f"{table}.csv")
        path.write_text(lines(written(table, *changes)), encoding="utf-8")
        return path

    return file


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def people(file):
    return file("beneficiaries", {}, {"sex": "F"})


@pytest.fixture
def supports(file):
    return file("integrations", {}, {"beneficiary_id": "pers0002"})


def held(folder, table, *columns):
    path = current_release(folder).path / f"{table}.parquet"
    found = duckdb.execute("SELECT * FROM read_parquet($path)", {"path": str(path)}).df()
    return sorted(map(tuple, found[list(columns)].astype(str).to_numpy()))


def test_a_check_without_problems_prints_nothing_and_stores_nothing(run, people, supports, folder):
    assert run("check", people, supports) == (0, [], "")
    assert not folder.releases.exists()


def test_a_check_of_one_file_asks_for_no_other(run, file):
    assert run("check", file("funding", {}, {}))[0] == 0


def test_a_check_tells_the_rows_above_the_headings_that_it_did_not_read(run, people, supports):
    people.write_text("Liste 2014\n\n" + people.read_text("utf-8"), encoding="utf-8")
    said = "beneficiaries.csv: the headings are in row 3, nothing above is read.\n"
    assert run("check", people, supports) == (0, [], said)


def test_totals_are_told_by_a_check_and_by_an_import(run, people, supports, folder):
    people.write_text(people.read_text("utf-8") + "Total,,,,,,2\n", encoding="utf-8")
    said = "beneficiaries.csv: rows of totals, not read: 4.\n"
    assert run("check", people, supports) == (0, [], said)
    code, made, told = run("import", people, supports)
    assert (code, made[0]["rows"], made[0]["refused"], told) == (0, 2, 0, said)
    assert current_release(folder).manifest["sources"][0]["totals"] == [4]


def test_every_file_that_cannot_be_read_is_told(run, people, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "b.csv").write_bytes(b"")
    code, out, err = run("check", tmp_path / "a.pdf", people, tmp_path / "b.csv")
    assert (code, out) == (2, None)
    assert "a.pdf is not a table" in err and "b.csv is empty" in err


def test_a_problem_is_a_row_of_seven_columns(run, file):
    code, problems, _ = run("check", file("beneficiaries", {}, {"city_id": "Atlantis"}))
    assert code == 1
    assert [list(problem) for problem in problems] == [PROBLEM]
    assert {name: problems[0][name] for name in PROBLEM if name != "expected"} == {
        "file": "beneficiaries.csv", "row": 3, "column": "city_id", "rule": "code", "value": "Atlantis",
        "severity": "error",
    }  # fmt: skip


def test_what_waits_for_a_refused_row_is_told_after_its_cause_and_comes_in_with_it(run, file, folder, tmp_path):
    people = file("beneficiaries", {}, {"city_id": "Atlantis"})
    supports = file("integrations", {}, {"beneficiary_id": "pers0002"}, {"beneficiary_id": "pers0009"})
    given = (supports, file("funding", {"integration_id": "supp0002"}), people)
    code, problems, _ = run("check", *given)
    assert code == 1
    assert [(p["column"], p["rule"], p["value"]) for p in problems] == [
        ("city_id", "code", "Atlantis"),
        ("beneficiary_id", "reference", "pers0009"),
        ("beneficiary_id", "waiting", "pers0002"),
        ("integration_id", "waiting", "supp0002"),
    ]
    assert "the row of this beneficiary, which is refused itself" in problems[2]["expected"]
    run("import", *given, "--accept-refused")
    out = tmp_path / "refused.xlsx"
    told = run("releases", "--refused", current_release(folder).id, "--out", out)[2]
    assert told == f"4 refused rows are in {out}.\n"
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["E2"] = "fes"
    book.save(out)
    run("import", out, "--amend", "--accept-refused")
    assert held(folder, "funding", "funding_id") == [("fund0001",)]
    assert held(folder, "integrations", "integration_id") == [("supp0001",), ("supp0002",)]


def test_a_check_says_what_was_expected_in_words_of_the_reader(run, file):
    people = file("beneficiaries", {"sex": "X", "juvenile": "perhaps", "beneficiary_id": "é"})
    _, problems, _ = run("check", people, "--lang", "fr")
    assert {p["column"]: p["expected"].replace("\u00a0", " ") for p in problems} == {
        "beneficiary_id": "de 4 à 40 lettres sans accent, chiffres, traits d’union ou tirets bas",
        "sex": "l’une de ces valeurs : Femmes, Hommes et Sexe inconnu",
        "juvenile": "oui ou non",
    }


def test_a_terminal_shows_each_fault_once_with_its_rows(file, tmp_path, capsys):
    people = file("beneficiaries", {}, *[{"city_id": "Atlantis"}] * 6)
    assert main(["check", str(people), "--data", str(tmp_path / "data")]) == 1
    told = capsys.readouterr().out
    assert told.count("Atlantis") == 1 and "3, 4, 5, and 3 more" in told
    assert "What was expected" in told and "unknown code" in told and "city_id" not in told


def test_a_warning_alone_is_no_refusal(run, file):
    code, problems, _ = run("check", file("funding", {"amount_mad": "600000"}))
    assert (code, [(p["rule"], p["severity"]) for p in problems]) == (0, [("large_award", "warning")])


def test_what_cannot_be_read_is_exit_two_and_one_sentence(run, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    code, out, err = run("check", path)
    assert (code, out, len(err.strip().splitlines())) == (2, None, 1)
    assert run("check", tmp_path / "no.csv")[0] == 2


def test_an_import_says_what_became_of_each_table(run, people, supports, file, folder):
    code, made, _ = run("import", people, supports, file("funding", {}))
    assert code == 0
    assert {row["table"]: (row["rows"], row["refused"], row["from"]) for row in made} == {
        "beneficiaries": (2, 0, "given"), "integrations": (2, 0, "given"), "funding": (1, 0, "given"),
        "follow_ups": (0, 0, "absent"),
    }  # fmt: skip
    assert {row["release"] for row in made} == {current_release(folder).id}


def test_refused_rows_keep_everything_out_until_they_are_accepted(run, file, supports, folder):
    people = file("beneficiaries", {}, {"city_id": "Atlantis"})
    code, problems, err = run("import", people, supports)
    assert (code, current_release(folder)) == (1, None)
    assert [(p["row"], p["column"]) for p in problems] == [(3, "city_id"), (3, "beneficiary_id")]
    assert "--accept-refused" in err
    code, made, _ = run("import", people, supports, "--accept-refused")
    assert code == 0
    assert [(row["rows"], row["refused"]) for row in made] == [(1, 1), (1, 1), (0, 0), (0, 0)]


def test_tables_that_are_not_given_are_carried_over(run, people, supports, file, folder):
    run("import", people, supports, file("funding", {}))
    code, made, _ = run("import", file("follow_ups", {}))
    assert code == 0
    assert [row["from"] for row in made] == ["carried", "carried", "carried", "given"]
    assert held(folder, "funding", "funding_id") == [("fund0001",)]


def test_the_first_import_needs_persons_and_supports(run, people, supports, file, folder):
    for given in ([people], [supports], [file("funding", {})]):
        code, _, err = run("import", *given)
        assert (code, current_release(folder)) == (1, None)
        assert "first import" in err


def test_there_is_nothing_to_amend_before_the_first_release(run, people, supports):
    assert run("import", people, supports, "--amend")[0] == 1


def test_an_amendment_replaces_the_same_key_and_adds_the_others(run, people, supports, file, folder):
    run("import", people, supports)
    changed = file("beneficiaries", {"sex": "F"}, {"beneficiary_id": "pers0003"}, name="more.csv")
    code, made, _ = run("import", "--amend", changed)
    assert (code, made[0]["from"]) == (0, "amended")
    assert held(folder, "beneficiaries", "beneficiary_id", "sex") == [
        ("pers0001", "F"), ("pers0002", "F"), ("pers0003", "M"),
    ]  # fmt: skip
    assert held(folder, "integrations", "integration_id") == [("supp0001",), ("supp0002",)]


@pytest.mark.parametrize("lang", ["ar", *(pytest.param(code, marks=pytest.mark.thorough) for code in ("fr", "en"))])
def test_refused_rows_come_back_mended(run, file, folder, tmp_path, lang):
    people = file("beneficiaries", {}, {"city_id": "Atlantis"}, {"beneficiary_id": "000123"})
    supports = file("integrations", {}, {"beneficiary_id": "pers0002"}, {"beneficiary_id": "000123"})
    funding = file("funding", {"amount_mad": "-1"}, {"integration_id": "supp0002", "amount_mad": "1.200,50"})
    assert run("import", people, supports, funding, "--accept-refused")[0] == 0
    refused = tmp_path / "refused.xlsx"
    assert run("releases", "--refused", current_release(folder).id, "--out", refused, "--lang", lang)[0] == 0
    book = openpyxl.load_workbook(refused)
    mended = {"Atlantis": "Fès", -1: 500}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = mended.get(cell.value, cell.value)
    book.save(refused)
    assert run("import", "--amend", refused)[:2][0] == 0
    assert held(folder, "beneficiaries", "beneficiary_id", "city_id") == [
        ("000123", "fes"), ("pers0001", "fes"), ("pers0002", "fes"),
    ]  # fmt: skip
    assert held(folder, "integrations", "integration_id", "beneficiary_id") == [
        ("supp0001", "pers0001"), ("supp0002", "pers0002"), ("supp0003", "000123"),
    ]  # fmt: skip
    assert held(folder, "funding", "funding_id", "amount_mad") == [
        ("fund0001", "500.0"), ("fund0002", "1200.5"),
    ]  # fmt: skip


def test_observed_until_is_kept_and_held_against_the_observations(run, people, supports, file, folder):
    seen = file("follow_ups", {})  # 2014-09-01
    assert run("import", people, supports, seen, "--observed-until", "2014-08-31")[0] == 1
    assert run("import", people, supports, seen, "--observed-until", "31/12/2014")[0] == 1
    assert current_release(folder) is None
    assert run("import", people, supports, seen, "--observed-until", "2014-12-31")[0] == 0
    assert str(current_release(folder).observed_until) == "2014-12-31"
    assert run("import", people, supports, seen)[0] == 0
    assert str(current_release(folder).observed_until) == "2014-09-01"


def test_the_history_and_the_way_back(run, people, supports, folder):
    run("import", people, supports)
    first = current_release(folder).id
    run("import", people)
    second = current_release(folder).id
    code, listed, _ = run("releases")
    assert code == 0
    assert [(row["release"], row["current"]) for row in listed][-1] == ("demo", False)
    assert {row["release"]: row["current"] for row in listed} == {first: False, second: True, "demo": False}
    assert [row.get("made_at", "").count(".") for row in listed[:2]] == [0, 0]  # seconds are enough
    assert run("use", first) == (0, None, f"All numbers now come from {first}.\n")
    assert current_release(folder).id == first
    assert run("use", "demo")[0] == 0
    assert current_release(folder) is None
    code, _, err = run("use", "../../etc")
    assert code == 1
    assert "release" in err


def test_a_refused_row_without_a_place_to_write_is_a_misuse(run):
    assert run("releases", "--refused", "x")[0] == 2


def test_the_encoding_and_the_decimal_mark_are_taken_from_the_command(run, tmp_path, people, supports, folder):
    awards = tmp_path / "awards.csv"
    awards.write_bytes(lines(written("funding", {"amount_mad": "1.200", "kind": "شيك"})).encode("cp1256"))
    assert run("import", people, supports, awards)[0] == 2
    assert run("import", people, supports, awards, "--encoding", "windows-1256")[0] == 1
    assert run("import", people, supports, awards, "--encoding", "windows-1256", "--decimal", "comma")[0] == 0
    assert held(folder, "funding", "kind", "amount_mad") == [("cheque", "1200.0")]


def test_one_workbook_can_be_the_first_import(run, tmp_path):
    sheets = [
        [list(rows[0]), *(list(row.values()) for row in rows)]
        for rows in map(written, ["beneficiaries", "integrations"], [{}, {}])
    ]
    path = tmp_path / "all.xlsx"
    path.write_bytes(workbook(*sheets))
    assert run("import", path)[0] == 0


def test_the_demonstration_has_no_refused_rows_and_is_not_said_to_be_no_release(run, tmp_path):
    code, _, err = run("releases", "--refused", "demo", "--out", tmp_path / "refused.xlsx")
    assert code == 1
    assert "never loaded from files" in err


def test_a_file_without_headings_is_told_how_far_they_were_looked_for(run, tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "in the first 20 rows" in run("check", tmp_path / "list.csv")[2]

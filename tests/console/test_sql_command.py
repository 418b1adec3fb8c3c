"""`python -m analytics sql`, as a script meets it."""

import csv
import io
import json

import pytest

from analytics.__main__ import main
from analytics.records.folder import DataFolder
from analytics.records.intake import Given, import_files


def run(capsys, *arguments):
    code = main(["sql", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_rows_are_printed_as_the_format_says(capsys):
    query = "SELECT year, sum(records) AS n FROM integrations_cube GROUP BY year ORDER BY year"
    code, out, err = run(capsys, query, "--format", "json")
    assert code == 0 and err == "" and json.loads(out) == [{"year": 2014, "n": 3770}, {"year": 2015, "n": 4839}]
    _, out, _ = run(capsys, query, "--format", "csv")
    assert list(csv.reader(io.StringIO(out))) == [["year", "n"], ["2014", "3770"], ["2015", "4839"]]
    assert run(capsys, query)[1].split() == ["year", "n", "2014", "3770", "2015", "4839"]


def test_a_query_is_read_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 'é' AS e, 'فاس' AS f"))
    assert json.loads(run(capsys, "-", "--format", "json")[1]) == [{"e": "é", "f": "فاس"}]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("DROP TABLE cities",), 1, "Only a SELECT"),
        (("SELECT * FROM read_csv('/etc/passwd')",), 1, "“read_csv”"),
        (("SELECT * FROM integrations_cube", "--audience", "public"), 1, "“integrations_cube”"),
        (("SELECT CAST(id AS INTEGER) FROM cities",), 1, "failed while it ran"),
        (("SELECT x FROM cities",), 1, 'Referenced column "x" not found'),
        (("DROP TABLE cities", "--lang", "fr"), 1, "Seul un SELECT"),
        ((), 2, "--schema"),
        (("SELECT 1", "--release", "demo", "--audience", "public"), 1, "reads the current release alone"),
        (("SELECT 1", "--release", "2016-01-01-none"), 1, "2016-01-01-none"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence_and_no_row(arguments, code, said, capsys):
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert said in err and len(err.strip().splitlines()) == 1 and "Traceback" not in err


def test_an_answer_that_is_cut_says_so(capsys):
    code, out, err = run(capsys, "SELECT a.range FROM range(10000) a, range(10) b", "--format", "csv")
    assert code == 0 and len(out.splitlines()) == 10_001
    assert err.strip() == "Only the first 10,000 rows are shown."


def test_the_schema_lists_tables_columns_types_and_meanings(capsys):
    _, out, _ = run(capsys, "--schema", "--format", "json")
    rows = {(row["table"], row["column"]): row for row in json.loads(out)}
    assert rows["integrations_cube", "records"]["type"] == "BIGINT"
    assert rows["cities", "population"]["meaning"] == "Inhabitants at the census of 2014"
    _, out, _ = run(capsys, "--schema", "--format", "json", "--audience", "public", "--lang", "ar")
    assert {row["table"] for row in json.loads(out)} & {"public_cells", "integrations_cube"} == {"public_cells"}


def test_a_text_that_a_spreadsheet_would_run_is_guarded(capsys):
    assert run(capsys, "SELECT '=1+1' AS x", "--format", "csv")[1].splitlines()[1] == "'=1+1"


def test_an_earlier_release_is_asked_by_its_name_and_the_trail_tells_which(capsys, tmp_path, monkeypatch, write_folder):
    monkeypatch.setenv("IDMAJ_TRAIL", str(tmp_path / "trail"))
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    made = []
    for number in (1, 2):
        rows = "\n".join(f"{each} | job_placement | 2014-03-01" for each in range(number))
        files = write_folder(tmp_path / f"files-{number}", f"support | route | started_on\n{rows}")
        given = [Given(files / f"{name}.csv", f"{name}.csv") for name in ("beneficiaries", "integrations")]
        made.append(import_files(given, DataFolder.at()).id)
    query = ("SELECT sum(records) AS n FROM integrations_cube", "--format", "json")
    for release, count in ((made[0], 1), (made[1], 2), ("demo", 8609)):
        assert json.loads(run(capsys, *query, "--release", release)[1]) == [{"n": count}]
    assert json.loads(run(capsys, *query)[1]) == [{"n": 2}]
    noted = [json.loads(line) for line in (tmp_path / "trail/trail.jsonl").read_text().splitlines()]
    assert [line["release"] for line in noted if line["event"] == "ran_sql"] == [*made, "demo", made[1]]

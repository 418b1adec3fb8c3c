"""The command line as a script meets it: formats, exit codes, one sentence on standard error, no traceback."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from analytics.__main__ import main


def run(*arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "analytics", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def run_here(capsys, *arguments):
    """In this process: quicker, for what needs no process of its own."""
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_integrations_add_up_to_every_published_figure(capsys):
    code, out, _ = run_here(capsys, "ask", "integrations", "--by", "year,route,programme", "--format", "json")
    cells = json.loads(out)
    assert code == 0

    def total(**where):
        return sum(cell["value"] for cell in cells if all(cell[name] == value for name, value in where.items()))

    assert total(year=2014, route="job_placement") == 933
    assert total(year=2014, route="micro_project") == 1436
    education = ("education", "vocational_training", "apprenticeship", "paid_internship")
    assert sum(total(year=2014, route=route) for route in education) == 1401
    assert total(year=2015, route="job_placement") == 1719
    assert total(year=2015, route="micro_project") == 1670
    assert total(programme="ramadan_2014") == 230
    assert total(programme="ramadan_2015") == 317


def test_return_to_prison_of_2015_is_134_of_3893(capsys):
    _, out, _ = run_here(capsys, "ask", "return_to_prison_12m", "--by", "year", "--format", "json")
    cell = json.loads(out)[1]
    assert (cell["year"], cell["numerator"], cell["denominator"]) == (2015, 134, 3893)
    assert round(cell["value"], 4) == 0.0344


def test_beneficiaries_are_counted_once(capsys):
    once = json.loads(run_here(capsys, "ask", "beneficiaries", "--format", "json")[1])[0]["value"]
    by_year = json.loads(run_here(capsys, "ask", "beneficiaries", "--by", "year", "--format", "json")[1])
    integrations = json.loads(run_here(capsys, "ask", "integrations", "--format", "json")[1])[0]["value"]
    assert once < sum(cell["value"] for cell in by_year) < integrations == 8609


def test_json_has_null_and_never_nan(capsys):
    _, out, _ = run_here(capsys, "compare", "--format", "json")
    rows = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    row = next(row for row in rows if row["indicator"] == "education_training_integrations")
    assert row["after"] is None and row["absolute"] is None and row["relative"] is None
    assert list(row) == ["indicator", "programme", "before", "after", "qualifier", "absolute", "relative", "verdict", "reason", "sentence"]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_compare_speaks_every_language_in_every_format(capfdbinary, form, language):
    assert main(["compare", "--lang", language, "--format", form]) == 0
    out = capfdbinary.readouterr().out.decode("utf-8")
    assert {"en": "Placements in partner", "fr": "Placements en entreprises", "ar": "المقاولات المواطنة"}[
        language
    ] in out


def test_csv_is_read_back_equal(capfdbinary):
    assert main(["ask", "women_share", "--by", "year,route", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8"))))
    assert [row["year"] for row in rows].count("2014") == 6
    assert all(float(row["value"]) == int(row["numerator"]) / int(row["denominator"]) for row in rows)


def test_two_indicators_are_answered_and_refused(capsys):
    code, out, _ = run_here(capsys, "compare", "job_placements", "programme_beneficiaries", "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["verdict"] == "not_comparable"


def test_published_figures_come_with_their_sources(capsys):
    code, out, _ = run_here(
        capsys, "published", "--year", "2014,2015", "--indicator", "job_placements", "--format", "json"
    )
    rows = json.loads(out)
    assert code == 0
    assert [(row["year"], row["value"]) for row in rows] == [(2014, 933), (2015, 1719)]
    assert all(row["publisher"] and row["quote"] and row["url"].startswith("http") for row in rows)


def test_measures_lists_what_can_be_asked_and_by_what(capsys):
    _, out, _ = run_here(capsys, "measures", "--format", "json", "--lang", "fr")
    rows = {row["id"]: row for row in json.loads(out)}
    assert len(rows) == 16
    assert rows["integrations_per_100k"]["dimensions"] == ["city", "region", "centre_status"]
    assert all(row["title"] and row["definition"] for row in rows.values())


REFUSED = [
    (["ask", "women_shar"], 1, "women_share"),
    (["ask", "integrations", "--by", "yeer"], 1, "year"),
    (["ask", "integrations", "--where", "sex=X"], 1, "F, M, U"),
    (["ask", "beneficiaries", "--by", "route"], 1, "integrations"),
    (["ask", "integrations", "--audience", "public"], 1, "public"),
    (["compare", "placements"], 1, "job_placements"),
    (["published", "--year", "1999"], 1, "1999"),
    (["published", "--indicator", "nope"], 1, "nope"),
    (["ask", "integrations", "--where", "sex"], 2, "sex=F"),
    (["ask", "integrations", "--records", "nowhere"], 2, "nowhere"),
    (["ask", "integrations", "--cube", "nowhere"], 2, "nowhere"),
    (["ask", "integrations", "--data", __file__], 2, "data folder"),
    (["published", "--year", "soon"], 2, "soon"),
    (["compare", "a", "b", "c"], 2, "one indicator or two"),
    (["measures", "--lang", "xx"], 2, "ar, fr, en"),
    (["demo", "--integrations", "0", "--out", "nowhere"], 2, "at least 1"),
    (["demo", "--integrations", "5", "--out", __file__], 2, "cannot be read or written"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), REFUSED)
def test_bad_questions_are_one_sentence_and_an_exit_code(capsys, arguments, code, says):
    found, out, error = run_here(capsys, *arguments)
    assert found == code and not out
    assert says in error and len(error.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["dance"], ["ask"], ["ask", "integrations", "--format", "xml"]])
def test_wrong_usage_is_exit_two(arguments):
    code, out, error = run(*arguments)
    assert code == 2 and not out and "usage" in error and "Traceback" not in error


def test_a_process_of_its_own_answers_and_refuses(tmp_path):
    code, out, error = run(
        "ask", "funding_total", "--by", "programme", "--format", "json", IDMAJ_DATA=str(tmp_path / "new")
    )
    # Whoever loaded nothing is told that these people do not exist.
    assert code == 0 and error == "Demonstration data; Records: funding\n"
    assert {cell["programme"]: cell["value"] for cell in json.loads(out)} == {"ramadan_2014": 4_500_000, "ramadan_2015": 5_060_000}  # fmt: skip
    code, out, error = run("ask", "wimmen_share", IDMAJ_LANG="fr")
    assert code == 1 and not out and "women_share" in error and "Traceback" not in error


def test_demo_and_cube_work_from_the_command_line(tmp_path):
    assert run("demo", "--integrations", "500", "--seed", "7", "--out", str(tmp_path / "records"))[0] == 0
    assert run("cube", "--records", str(tmp_path / "records"), "--out", str(tmp_path / "cube"))[0] == 0
    code, out, _ = run("ask", "integrations", "--cube", str(tmp_path / "cube"), "--format", "json")
    assert code == 0 and json.loads(out)[0]["value"] == 500

"""What people do is noted as it is done: by the command line and by the pages; and not done where it cannot be noted."""

import json
import os
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.operation.reading_trail import read_trail
from analytics.operation.statement import hash_query, show_shape
from analytics.records.folder import DataFolder
from analytics.records.releases import current_release, list_releases


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("IDMAJ_TRAIL")
    return DataFolder(tmp_path / "data")


@pytest.fixture
def files(tmp_path, write_folder):
    bare = write_folder(tmp_path / "Ahmed Benali", "support\n1\n2")
    return [str(bare / f"{table}.csv") for table in ("beneficiaries", "integrations")]


@pytest.fixture
def closed(folder):
    """The trail cannot be written, as on a disk that is broken there."""
    folder.root.mkdir()
    (folder.root / ".trail").write_text("")
    return folder


def run(folder, *arguments):
    return main([*arguments, "--data", str(folder.root)])


def told(folder, *, without=("seconds",)):
    """Event, who and facts of each entry, the first one first."""
    entries = reversed(read_trail(folder)[0])
    return [
        (each.event, each.who, {name: fact for name, fact in each.facts.items() if name not in without})
        for each in entries
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("sql", "SELECT 1"),
        ("use", "demo"),
        ("press", "--story", "placements", "--lang", "en", "--as", "csv", "--out", "{out}"),
    ],
)
def test_what_cannot_be_noted_is_not_done(closed, arguments, capsys, tmp_path):
    out = tmp_path / "out"
    assert run(closed, *(word.format(out=out) for word in arguments)) == 1
    said = capsys.readouterr()
    assert "cannot be noted in the audit trail" in said.err and len(said.err.splitlines()) == 1
    assert said.out == "" and not out.exists()
    assert not (closed.root / "releases" / "current").exists()


def test_no_release_is_made_that_cannot_be_noted(closed, files, capsys):
    assert run(closed, "import", *files) == 1
    assert "cannot be noted" in capsys.readouterr().err
    assert list_releases(closed) == []


def test_an_import_is_noted_when_it_begins_and_when_it_is_made_without_the_names_of_files(folder, files):
    assert run(folder, "import", *files) == 0
    made = current_release(folder).id
    assert told(folder) == [
        ("import_began", "this machine", {"files": 2, "amends": False}),
        (
            "imported", "this machine",
            {"release": made, "refused_rows": 0, "beneficiaries": 2, "integrations": 2, "funding": 0, "follow_ups": 0},
        ),
    ]  # fmt: skip
    held = (folder.root / ".trail" / "trail.jsonl").read_text()
    assert "Ahmed" not in held and "pers1" not in held


def test_an_import_that_is_refused_is_noted_with_its_kind_and_no_value(folder, files, tmp_path):
    path = Path(files[0])
    path.write_text(path.read_text().replace("1985", "1785", 1))
    assert run(folder, "import", *files) == 1
    assert told(folder)[-1] == ("refused", "this machine", {"what": "import", "reason": "RowsRefused"})
    assert "1785" not in (folder.root / ".trail" / "trail.jsonl").read_text()


def test_an_import_whose_second_line_fails_is_told_by_the_log(folder, files, monkeypatch, caplog):
    from analytics.operation import recording

    note = recording.note
    monkeypatch.setattr(
        recording, "note", lambda event, **given: note(event, **given) if event != "imported" else _full(folder)
    )
    assert run(folder, "import", *files) == 0
    made = current_release(folder).id
    assert [event for event, _, _ in told(folder)] == ["import_began"]
    assert made in caplog.text and "could not be written after: imported" in caplog.text


def _full(folder):
    from analytics.operation.trail import TrailUnwritable

    raise TrailUnwritable(folder.root)


def test_a_release_that_is_brought_back_is_noted_with_the_one_before(folder, files, capsys):
    run(folder, "import", *files)
    made = current_release(folder).id
    assert run(folder, "use", "demo") == 0
    assert told(folder)[-1] == ("switched_release", "this machine", {"release": "demo", "before": made})
    assert run(folder, "use", "Ahmed Benali") == 1
    assert len(told(folder)) == 3  # what is no release is not noted


def test_a_query_is_noted_with_its_shape_and_outcome(folder, capsys):
    query = "SELECT name_fr, 'Ahmed' AS \"Benali\", 612345678 FROM cities LIMIT 3 -- of Ahmed"
    assert run(folder, "sql", query, "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 3
    assert run(folder, "sql", "DROP TABLE cities") == 1
    assert run(folder, "sql", "SELECT CAST(id AS INTEGER) FROM cities") == 1
    common = {"audience": "internal", "release": "demo"}
    shape = "SELECT name_fr , … AS … , … FROM cities LIMIT 3"
    first, second, third = told(folder)
    answered = {"outcome": "answered", "rows": 3, "query": shape, "hash": hash_query(query)}
    assert first == ("ran_sql", "this machine", common | answered)
    assert (second[2]["outcome"], second[2]["query"]) == ("refused", "DROP TABLE cities")
    assert third[2]["outcome"] == "stopped"
    assert "Ahmed" not in (folder.root / ".trail" / "trail.jsonl").read_text()


@pytest.mark.parametrize(
    ("query", "shape"),
    [
        ("SELECT 'it''s', E'a\\'b', $$c$$, $t$d$t$", "SELECT … , … , … , …"),
        ('SELECT "a ""b"" c" FROM "t"', "SELECT … FROM …"),
        ("SELECT 2015, 12345, 1_000_000, 0612345678, x12345", "SELECT 2015 , … , … , … , …"),
        ("SELECT 1 /* Ahmed */ -- Benali\n, 2", "SELECT 1 , 2"),
        ("SELECT é, 'فاس', x", "SELECT é , … , x"),
        ("SELECT 'unclosed Ahmed", "SELECT …"),
        ("/* unclosed Ahmed", ""),
        ("\ud800 'Ahmed'", "? …"),
        ("", ""),
    ],
)
def test_the_shape_of_a_query_holds_no_text_no_long_number_and_no_remark(query, shape):
    assert show_shape(query) == shape


def test_a_press_kit_and_refused_rows_are_noted(folder, files, tmp_path, capsys):
    out = tmp_path / "out"
    options = ("--story", "placements", "--lang", "en", "--as", "csv", "--out", str(out))
    assert run(folder, "press", *options) == 0
    facts = {
        "file": "press kit", "format": "csv", "stories": "placements", "audience": "public", "release": "demo",
    }  # fmt: skip
    assert told(folder)[-1] == ("exported", "this machine", facts)
    path = Path(files[0])
    path.write_text(path.read_text().replace("1985", "1785", 1))
    assert run(folder, "import", *files, "--accept-refused") == 0
    made = current_release(folder).id
    workbook = tmp_path / "refused.xlsx"
    assert run(folder, "releases", "--refused", made, "--out", str(workbook)) == 0
    event, _, facts = told(folder)[-1]
    assert (event, facts["release"], facts["bytes"]) == ("exported", made, os.path.getsize(workbook))


def test_the_trail_is_a_command(folder, capsys):
    run(folder, "use", "demo")
    run(folder, "sql", "SELECT 1")
    capsys.readouterr()
    assert run(folder, "trail", "--event", "ran_sql", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["event"], row["who"]) == (2, "ran_sql", "this machine")
    assert run(folder, "trail", "--day", "2015-01-01", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(folder, "trail", "--event", "slept") == 1
    assert "“slept” is no event" in capsys.readouterr().err
    assert run(folder, "trail", "--day", "yesterday") == 2

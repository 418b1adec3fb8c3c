"""`python -m analytics press` as a scheduled run meets it: files, their list, exit codes, one sentence."""

import csv
import io
import json

import pytest

from analytics.__main__ import main
from analytics.errors import CannotRender, RefusedQuestion
from analytics.outputs import kit as kits
from analytics.outputs import picture
from analytics.outputs.renderer import RENDERER

KEYS = ["file", "story", "lang", "size", "scale", "pixels", "question", "alt", "source"]


@pytest.fixture
def press(capsys, monkeypatch, tmp_path):
    """Runs the command in this process, without a browser, into a folder; returns code, rows and sentence."""
    monkeypatch.delenv("IDMAJ_LANG", raising=False)
    monkeypatch.setattr(picture, "draw_picture", lambda told, size, form, scale, folder: f"{told.id} {size}".encode())

    def run(*options, out="out"):
        code = main(["press", *options, *(["--out", str(tmp_path / out)] if out else []), "--format", "json"])
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if captured.out else None, captured.err

    return run


def test_the_list_names_ten_stories_or_more_and_each_question_is_answered(press, capsys):
    code, rows, error = press("--list", out=None)
    assert (code, error) == (0, "") and len(rows) >= 10
    assert all(list(row) == ["story", "title", "question"] for row in rows)
    for question in {row["question"] for row in rows}:
        assert main(question.split()) == 0, question
    capsys.readouterr()


def test_all_stories_in_all_languages_are_made_wide_where_nothing_is_said(press, tmp_path):
    _, listed, _ = press("--list", out=None)
    code, rows, error = press()
    assert (code, error) == (0, "")
    assert {(row["size"], row["scale"], tuple(row["pixels"])) for row in rows} == {("wide", 1, (1200, 675))}
    assert {(row["story"], row["lang"]) for row in rows} == {
        (each["story"], code) for each in listed for code in ("ar", "fr", "en")
    }
    assert {path.name for path in (tmp_path / "out").iterdir()} == {row["file"] for row in rows} | {"kit.json"}
    assert json.loads((tmp_path / "out" / "kit.json").read_text(encoding="utf-8")) == rows
    assert all(list(row) == KEYS for row in rows)


def test_names_may_be_repeated_or_parted_by_commas(press):
    _, rows, _ = press(
        "--story",
        "women,routes",
        "--story",
        "women",
        "--lang",
        "ar,fr",
        "--lang",
        "en",
        "--size",
        "a4",
        "--size",
        "square,a4",
    )
    assert {row["story"] for row in rows} == {"women", "routes"} and {row["lang"] for row in rows} == {"ar", "fr", "en"}
    assert {row["size"]: row["pixels"] for row in rows} == {"a4": [1240, 1754], "square": [1080, 1080]}
    assert len(rows) == 2 * 3 * 2


def test_the_rows_read_as_a_table_and_as_csv(press, capsys, tmp_path):
    options = ["press", "--story", "women", "--lang", "en", "--out", str(tmp_path / "out")]
    assert main([*options, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert list(row) == KEYS and (row["scale"], row["pixels"]) == ("1", "1200, 675")
    assert main(options) == 0
    shown = capsys.readouterr().out
    assert "women-demonstration-en-wide.png" in shown and "Confidence interval" not in shown


def test_the_list_names_each_story_in_the_reader_s_language(press):
    _, listed, _ = press("--list", "--lang", "ar", out=None)
    assert listed[0]["title"] == "التشغيل في المقاولات"


@pytest.mark.parametrize(
    "option, name, nearest",
    [("--story", "womem", "women"), ("--size", "squre", "square"), ("--as", "pgn", "png")],
)
def test_an_unknown_name_is_refused_with_the_nearest(press, tmp_path, option, name, nearest):
    code, rows, error = press(option, name)
    assert (code, rows) == (1, None)
    assert name in error and nearest in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_sentences_are_in_the_first_language_named(press):
    assert press("--story", "x", "--lang", "fr,ar")[2].startswith("«\u00a0x\u00a0» est inconnu")


def test_a_language_that_is_not_spoken_is_misuse(press):
    assert press("--lang", "fr,de")[0] == 2


def test_other_commands_take_one_language(capsys):
    assert main(["measures", "--lang", "ar,fr"]) == 2
    assert main(["measures", "--lang", "en", "--lang", "fr", "--format", "json"]) == 0
    assert "Bénéficiaires" in capsys.readouterr().out


def test_without_a_folder_it_is_misuse(press):
    code, rows, error = press(out=None)
    assert (code, rows) == (2, None) and "--out DIR" in error


def test_a_folder_that_cannot_be_written_is_one_sentence(press, tmp_path):
    (tmp_path / "file").write_text("x")
    code, rows, error = press("--story", "women", out="file/inside")
    assert (code, rows) == (2, None)
    assert "could not be written" in error and error.count("\n") == 1


def test_a_picture_that_cannot_be_drawn_is_one_sentence_and_no_file(press, monkeypatch, tmp_path):
    def fail(*_, **__):
        raise CannotRender("Chromium failed while it drew the picture; please try again.")

    monkeypatch.setattr(picture, "draw_picture", fail)
    code, rows, error = press("--story", "women")
    assert (code, rows) == (1, None)
    assert error == "Chromium failed while it drew the picture; please try again.\n"
    assert not (tmp_path / "out").exists()


def test_without_a_chromium_the_sentence_says_so_and_the_numbers_are_made_where_they_are_asked_for(
    capsys, monkeypatch, tmp_path
):
    RENDERER.close()  # of another test
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))  # where no picture lies in the cache
    options = ["press", "--story", "placements", "--lang", "en", "--out", str(tmp_path / "out")]
    assert main(options) == 1
    # What the closing of the other one wrote may still come before it.
    assert capsys.readouterr().err.endswith("No Chromium was found on the server; it is needed to draw pictures.\n")
    assert not (tmp_path / "out").exists()
    assert main([*options, "--as", "csv,xlsx"]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"placements-en.csv", "idmaj-en.xlsx", "kit.json"}


def test_a_story_that_cannot_be_told_is_said_and_the_others_are_made(press, monkeypatch):
    def tell(story, *wanted, really=kits.tell_story):
        if story == "women":
            raise RefusedQuestion("there is no number for 2014 or 2015.")
        return really(story, *wanted)

    monkeypatch.setattr(kits, "tell_story", tell)
    code, rows, error = press("--story", "women,routes", "--lang", "en")
    assert code == 1 and [row["story"] for row in rows] == ["routes"]
    assert error == "“Women” was left out: there is no number for 2014 or 2015.\n"

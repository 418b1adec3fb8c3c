"""Press kits: every file asked for and listed, or none; read back as whoever receives one would."""

import csv
import io
import json
import struct
import sys
import threading
import time
import zipfile
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from analytics import ask
from analytics.errors import UnknownName
from analytics.language import FRENCH
from analytics.outputs import kit as kits
from analytics.outputs.picture import draw_picture
from analytics.outputs.stories import tell_story
from analytics.records.folder import DataFolder
from tests import kit_makers
from tests.kit_makers import files_of, unpacked


@pytest.fixture
def make(material, tmp_path):
    """Makes a kit in a folder that is not there yet, or in a ZIP there, without a browser."""
    return lambda *asked, name="out", **said: kit_makers.make(
        said.pop("material", material), tmp_path / name, *asked, **said
    )


def test_a_folder_gets_each_picture_and_a_list_of_them(make, tmp_path, material):
    kit = make(["women"], ["fr", "ar"], ["wide", "story"], ["png", "svg"], 2)
    files = files_of(tmp_path / "out")
    listed = json.loads(files.pop("kit.json"))
    assert listed == kit.rows and not kit.left_out
    assert {row["file"] for row in listed} == set(files)
    assert files["women-demonstration-ar-story@2x.png"] == b"women ar story png 2"
    assert files["women-demonstration-fr-wide.svg"] == b"women fr wide svg 1"
    told = tell_story("women", material, FRENCH)
    assert listed[0] == {
        "file": "women-demonstration-fr-wide@2x.png", "story": "women", "lang": "fr", "size": "wide", "scale": 2,
        "pixels": [2400, 1350], "question": "ask women_share --by year,route --audience public",
        "alt": told.alt, "source": told.source,
    }  # fmt: skip
    assert {tuple(row["pixels"]) for row in listed if row["size"] == "story"} == {(2160, 3840), (1080, 1920)}


def test_the_list_names_each_source_of_a_document_once(make, tmp_path):
    make(["placements", "micro_projects", "ramadan_people"], forms=["xlsx"])
    (row,) = json.loads((tmp_path / "out" / "kit.json").read_text(encoding="utf-8"))
    named = row["source"].split("\u00a0; ")
    assert named[:2] == ["MAP", "Al Ittihad Al Ichtiraki"] and len(named) == len(set(named))


def test_a_file_without_a_size_has_none_in_the_list(make, tmp_path):
    make(["women"], forms=["csv", "xlsx"])
    listed = json.loads((tmp_path / "out" / "kit.json").read_text(encoding="utf-8"))
    assert [(row["file"], row["story"]) for row in listed] == [
        ("women-demonstration-fr.csv", "women"),
        ("idmaj-fr.xlsx", None),
    ]
    assert all(row[name] is None for row in listed for name in ("size", "scale", "pixels", "alt"))


def test_a_zip_holds_pictures_numbers_workbook_and_readme_of_each_language(make, tmp_path):
    kit = make(["placements", "women"], ["fr", "ar"], forms=["png"], name="kit.zip")
    files = unpacked(tmp_path / "kit.zip")
    of_french = {
        f"fr/{name}"
        for name in (
            "placements-fr-wide.png",
            "women-demonstration-fr-wide.png",
            "placements-fr.csv",
            "women-demonstration-fr.csv",
            "idmaj-fr.xlsx",
            "README-fr.txt",
        )
    }
    assert set(files) == of_french | {name.replace("fr", "ar") for name in of_french} | {"kit.json"}
    assert json.loads(files["kit.json"]) == kit.rows and len(kit.rows) == 12
    assert openpyxl.load_workbook(io.BytesIO(files["ar/idmaj-ar.xlsx"])).sheetnames[3:] == ["1", "2"]


def test_the_numbers_of_a_kit_are_those_the_public_is_answered_with_and_say_what_they_are(make, tmp_path):
    make(["women"], ["fr"], name="kit.zip")
    text = unpacked(tmp_path / "kit.zip")["fr/women-demonstration-fr.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row.pop("data") for row in rows} == {"Données de démonstration"}
    assert {row["route"]: row["route_name"] for row in rows}["job_placement"] == "Placement en entreprise"
    assert {row["measure_name"] for row in rows} == {"Part des femmes"}
    assert all(row[f"{name}_name"] for row in rows for name in ("measure", "route", "status"))
    rows = [{name: said for name, said in row.items() if not name.endswith("_name")} for row in rows]
    asked = ask("women_share", by=["year", "route"], audience="public").astype(object)
    assert [list(row.values()) for row in rows] == [
        ["" if pd.isna(value) else str(value) for value in row] for row in asked.itertuples(index=False)
    ]
    assert any(
        row["status"] == "confidential" and row["numerator"] == row["denominator"] == row["value"] == "" for row in rows
    )


def test_figures_that_may_not_be_compared_never_stand_in_a_file_without_the_words_that_say_so(make, tmp_path):
    make(["cannot_compare"], ["fr"], name="kit.zip")
    text = unpacked(tmp_path / "kit.zip")["fr/cannot_compare-fr.csv"].decode("utf-8-sig")
    first, *others = csv.DictReader(io.StringIO(text))
    assert (first["before"], first["after"], first["before_unit_name"], first["verdict"]) == (
        "933", "317", "personnes", "not_comparable",
    )  # fmt: skip
    assert first["before_counts"].endswith("2014") and first["after_counts"].endswith("2015")
    assert {row["verdict_name"] for row in (first, *others)} == {"Non comparable"}
    assert len({row["reason"] for row in (first, *others)}) == 3


def test_the_readme_says_source_definition_release_address_licence_and_each_picture_in_words(make, tmp_path, material):
    released = replace(material.records, release_id="2026-01-02-abc")
    make(["women"], ["fr"], ["wide", "square"], name="kit.zip", material=replace(material, records=released))
    text = unpacked(tmp_path / "kit.zip")["fr/README-fr.txt"].decode("utf-8-sig")
    told = tell_story("women", material, FRENCH)
    for words in (
        told.headline, told.definition, told.alt, *told.notes, "Données de démonstration", "CC0 1.0", "pas à être publiées",
        "Fondation Mohammed VI", "women-demonstration-fr-wide.png", "women-demonstration-fr-square.png", "Version des données individuelles\u00a0: 2026-01-02-abc",
        "/briefing?story=women&lang=fr&release=2026-01-02-abc", "ask women_share --by year,route --audience public",
    ):  # fmt: skip
        assert words in text, words
    assert text.count(told.definition) == 1


def test_the_readme_explains_the_marks_that_occur_and_no_other(make, tmp_path):
    make(["placements", "women"], ["en"], name="kit.zip"), make(["ramadan_people"], ["en"], name="other.zip")
    text = unpacked(tmp_path / "kit.zip")["en/README-en.txt"].decode("utf-8-sig")
    explained = text.partition("Marks beside numbers")[2].splitlines()[2:]
    assert [line[:4] for line in explained if line.startswith("[")] == ["[c] ", "[ns]"]
    text = unpacked(tmp_path / "other.zip")["en/README-en.txt"].decode("utf-8-sig")
    assert "Marks beside numbers" not in text and "[" not in text
    assert text.rstrip().endswith("python -m analytics compare programme_beneficiaries")


def test_a_zip_beside_other_forms_holds_what_was_asked_beside_it(make, tmp_path):
    kit = make(["women"], forms=["svg", "zip"])
    files = files_of(tmp_path / "out")
    assert set(files) == {"women-demonstration-fr-wide.svg", "idmaj-press-kit.zip", "kit.json"}
    assert kit.rows[1] == dict.fromkeys(kit.rows[0]) | {"file": "idmaj-press-kit.zip"}
    assert "fr/women-demonstration-fr-wide.svg" in unpacked(tmp_path / "out" / "idmaj-press-kit.zip")


def test_the_same_kit_is_the_same_bytes(make, tmp_path):
    make(name="a.zip"), make(name="b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "wrong, nearest",
    [
        ({"stories": ["placments"]}, "placements"),
        ({"sizes": ["widee"]}, "wide"),
        ({"forms": ["pgn"]}, "png"),
        ({"languages": ["de"]}, "fr"),
        ({"scale": 3}, "1"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_before_anything_is_made(make, tmp_path, wrong, nearest):
    with pytest.raises(UnknownName, match=nearest):
        make(**wrong, draw=None)
    assert not (tmp_path / "out").exists()


def test_progress_tells_how_many_files_are_made_and_which_is_next(make):
    told = []
    make(["women"], ["fr", "en"], forms=["png", "csv"], progress=lambda *said: told.append(said))
    assert told == [
        (0, 4, "women-demonstration-fr-wide.png"), (1, 4, "women-demonstration-en-wide.png"), (2, 4, "women-demonstration-fr.csv"), (3, 4, "women-demonstration-en.csv"), (4, 4, ""),
    ]  # fmt: skip


def test_two_pictures_at_most_are_drawn_at_the_same_time(make):
    at_work, most, lock = [], [], threading.Lock()

    def draw(*wanted):
        with lock:
            at_work.append(wanted)
            most.append(len(at_work))
        time.sleep(0.01)
        with lock:
            at_work.pop()
        return b""

    make(languages=["fr", "en", "ar"], draw=draw)
    assert max(most) == 2


def test_a_hostile_source_does_nothing_in_the_numbers_of_a_kit(make, monkeypatch, tmp_path):
    hostile = '=HYPERLINK("http://x")'

    def tell(*wanted):
        told = tell_story(*wanted)
        return replace(told, source=hostile, cells=told.cells.assign(source_id=hostile))

    monkeypatch.setattr(kits, "tell_story", tell)
    make(["placements"], name="kit.zip")
    files = unpacked(tmp_path / "kit.zip")
    rows = list(csv.DictReader(io.StringIO(files["fr/placements-fr.csv"].decode("utf-8-sig"))))
    assert {row["source_id"] for row in rows} == {f"'{hostile}"}
    assert json.loads(files["kit.json"])[0]["source"] == hostile
    sheet = openpyxl.load_workbook(io.BytesIO(files["fr/idmaj-fr.xlsx"]))["1"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_real_picture_has_the_pixels_that_the_list_says(make, tmp_path, renderer):
    kit = make(
        ["placements"],
        ["ar"],
        ["square"],
        draw=partial(draw_picture, renderer=renderer, folder=DataFolder(tmp_path / "data")),
    )
    picture = (tmp_path / "out" / kit.rows[0]["file"]).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert list(struct.unpack(">II", picture[16:24])) == kit.rows[0]["pixels"] == [1080, 1080]


@pytest.fixture
def documents(monkeypatch):
    """In place of the deck and the note: what was written of which stories, and whether a figure could be drawn."""
    written = SimpleNamespace(of=[], figure=b"figure")

    def write(form):
        def made(stories, figure):
            written.of.append((form, [told.id for told in stories], stories[0].language.code))
            return f"{form} with {figure(stories[0], (10, 10))}".encode()

        return made

    def figure(*_):
        return written.figure

    for name, functions in {
        "deck": {"write_deck": write("deck"), "draw_figure": figure},
        "note": {"write_note": write("note")},
        "small_figure": {"draw_small_figure": figure},
    }.items():
        monkeypatch.setitem(sys.modules, f"analytics.outputs.{name}", SimpleNamespace(**functions))
    return written


def test_a_deck_and_a_note_hold_the_stories_of_their_language_and_are_kept(make, documents, tmp_path):
    folder = DataFolder(tmp_path / "data")
    for name in ("a", "b"):
        kit = make(languages=["fr", "ar"], forms=["pptx", "note"], name=name, folder=folder)
    assert {row["file"] for row in kit.rows} == {
        "idmaj-fr.pptx",
        "idmaj-ar.pptx",
        "idmaj-note-fr.pdf",
        "idmaj-note-ar.pdf",
    }
    assert sorted(documents.of) == [
        (form, ["placements", "women"], code) for form in ("deck", "note") for code in ("ar", "fr")
    ]  # once each, though two kits hold them
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")
    assert files_of(tmp_path / "b")["idmaj-fr.pptx"] == b"deck with b'figure'"


def test_a_deck_that_had_to_do_without_a_figure_is_made_again_when_one_can_be_drawn(make, documents, tmp_path):
    folder = DataFolder(tmp_path / "data")
    documents.figure = None
    make(forms=["pptx"], folder=folder)
    assert files_of(tmp_path / "out")["idmaj-fr.pptx"] == b"deck with None"
    documents.figure = b"figure"
    make(forms=["pptx"], folder=folder)
    assert files_of(tmp_path / "out")["idmaj-fr.pptx"] == b"deck with b'figure'"

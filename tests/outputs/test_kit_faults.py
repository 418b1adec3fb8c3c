"""Press kits that cannot be made: one sentence, and no file; a story that cannot be told is left out."""

import os
import zipfile
from dataclasses import replace
from errno import EACCES, ENOSPC
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import CannotRender, RefusedQuestion, UnreadableInput
from analytics.language import FRENCH
from analytics.outputs import kit as kits
from analytics.outputs.kit import KitCancelled
from analytics.outputs.stories import tell_story
from analytics.records.folder import DataFolder
from tests import kit_makers
from tests.kit_makers import drawn, files_of

FULL = OSError(ENOSPC, "No space left on device")


@pytest.fixture
def make(material, tmp_path):
    """Makes a kit in a folder that is not there yet, or in a ZIP there, without a browser."""
    return lambda *asked, name="out", **said: kit_makers.make(
        said.pop("material", material), tmp_path / name, *asked, **said
    )


def failing_at(number, failure):
    """A renderer that fails at its picture of this number."""
    counted = iter(range(1, 100))

    def draw(told, size, form, scale=1):
        if next(counted) >= number:
            raise failure
        return drawn(told, size, form, scale)

    return draw


@pytest.mark.parametrize("name", ["out", "kit.zip"])
def test_a_renderer_that_fails_midway_leaves_no_file(make, tmp_path, name):
    with pytest.raises(CannotRender, match="Chromium failed"):
        make(languages=["fr", "en"], name=name, draw=failing_at(3, CannotRender("Chromium failed")))
    assert not any(tmp_path.iterdir())


def test_a_kit_that_fails_leaves_an_earlier_one_as_it_was(make, tmp_path):
    make()
    before = files_of(tmp_path / "out")
    with pytest.raises(CannotRender):
        make(draw=failing_at(2, CannotRender("Chromium failed")))
    assert files_of(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["out", "kit.zip"])
def test_a_full_disk_is_told_in_a_sentence_and_leaves_no_file(make, tmp_path, monkeypatch, name):
    def full(*_, **__):
        raise FULL

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(UnreadableInput, match="no room for the press kit in .*; nothing of it was kept. Make room"):
        make(name=name)
    assert not any(tmp_path.iterdir())


def test_a_disk_that_refuses_the_last_step_leaves_no_file(make, tmp_path, monkeypatch):
    def refuse(path, place, move=os.replace):
        if Path(place).name == "kit.json":
            raise OSError(EACCES, "Permission denied")
        move(path, place)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UnreadableInput, match="could not be written in .*Permission denied.*Choose another folder"):
        make()
    assert not any(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be_is_told_in_a_sentence(make, tmp_path):
    (tmp_path / "out").write_text("here before")
    with pytest.raises(UnreadableInput, match="could not be written"):
        make()
    assert (tmp_path / "out").read_text() == "here before"


def test_a_cancelled_kit_leaves_no_file_and_draws_no_further(make, tmp_path):
    seen, asked = [], []

    def draw(*wanted):
        asked.append(wanted)
        return drawn(*wanted)

    with pytest.raises(KitCancelled):
        make(languages=["fr", "en", "ar"], sizes=["wide", "square"], draw=draw,
             progress=lambda done, total, name: seen.append(done), is_cancelled=lambda: len(seen) == 3)  # fmt: skip
    assert seen == [0, 1, 2]
    assert len(asked) < 12
    assert not any(tmp_path.iterdir())


def emptied(story, told):
    cells = told.cells.assign(value=pd.NA, status="not_available") if told.id == story else told.cells
    return replace(told, cells=cells)


def test_a_story_without_a_number_is_left_out_with_a_reason_and_the_others_are_made(make, monkeypatch, tmp_path):
    monkeypatch.setattr(kits, "tell_story", lambda *wanted: emptied("women", tell_story(*wanted)))
    kit = make()
    assert [row["story"] for row in kit.rows] == ["placements"]
    assert (
        kit.left_out["women"].say(FRENCH)
        == "«\u00a0Femmes\u00a0» a été laissé de côté\u00a0: il n’y a aucun chiffre pour 2014 ni pour 2015."
    )


def test_records_without_awards_have_no_story_of_money(make, records, material):
    from analytics.measures.cube import cube_of
    from analytics.records.current import open_records

    given = records(integrations="support | started_on\n 1 | 2014-03-01\n 2 | 2015-03-01")
    opened = open_records(given, DataFolder.at())
    few = replace(material, cube=cube_of(opened), records=opened)
    kit = make(["placements", "funding_by_kind"], material=few)
    assert list(kit.left_out) == ["funding_by_kind"] and len(kit.rows) == 1


def test_where_no_story_is_left_the_kit_is_refused(make, monkeypatch, tmp_path):
    monkeypatch.setattr(kits, "tell_story", lambda *wanted: emptied("women", tell_story(*wanted)))
    with pytest.raises(RefusedQuestion, match="None of these stories can be told"):
        make(["women"])
    assert not any(tmp_path.iterdir())

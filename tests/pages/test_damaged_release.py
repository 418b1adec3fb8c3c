"""When what is current cannot be read, the Data page is where it is mended: it says so, and offers what is whole."""

import shutil

import pytest

from analytics.errors import RefusedQuestion
from analytics.language import LANGUAGES, message
from analytics.operation import recording
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.releases import POINTER, current_release, importing, store_release, use_release
from tests.pages import test_scripts
from tests.pages.test_scripts import run

TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    return DataFolder(tmp_path)


def store(folder):
    def write(staging):
        for table in TABLES:
            shutil.copyfile(PROJECT_DATA / "demo" / f"{table}.parquet", staging / f"{table}.parquet")

    with importing(folder):
        return store_release(folder, {"made_by": "Amal"}, write)


def lose_a_file(release):
    (release.path / "funding.parquet").unlink()


def change_a_byte(release):
    path = release.path / "funding.parquet"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def point_elsewhere(release):
    (release.path.parent / POINTER).write_text("20150101-000000-0000\n")


def text_of(app):
    return test_scripts.text_of(app).replace("&nbsp;", " ")


def offered(app):
    return [button.key.removeprefix("use-") for button in app.button if button.key.startswith("use-")]


@pytest.mark.parametrize("damage", [lose_a_file, change_a_byte])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_whole_releases_and_the_demonstration_are_offered(folder, damage, code):
    old, new = store(folder), store(folder)
    damage(new)
    app = run("pages/data.py", lang=code)
    assert not app.exception
    assert offered(app) == [old.id, "demo"]
    assert LANGUAGES[code].say("What can be brought back") in text_of(app)


def test_a_whole_release_is_offered_when_the_pointer_names_none(folder):
    made = store(folder)
    point_elsewhere(made)
    app = run("pages/data.py", lang="en")
    assert "The current release 20150101-000000-0000 is missing or damaged" in text_of(app)
    assert offered(app) == [made.id, "demo"]


def test_one_click_brings_a_release_back_and_the_page_is_whole_again(folder):
    old, new = store(folder), store(folder)
    lose_a_file(new)
    app = run("pages/data.py", lang="en", release=new.id)
    app = app.button(f"use-{old.id}").click().run()
    assert not app.exception
    assert current_release(folder) == old
    text = text_of(app)
    assert "What is loaded" in text and "Data dictionary" in text and "What can be brought back" not in text
    assert "release" not in app.query_params


def test_where_no_release_is_whole_the_demonstration_is_the_way_out(folder):
    lose_a_file(store(folder))
    app = run("pages/data.py", lang="en")
    assert "No other release is whole" in text_of(app)
    assert offered(app) == ["demo"]
    app = app.button("use-demo").click().run()
    assert not app.exception and current_release(folder) is None
    assert "Load files" in text_of(app)


@pytest.mark.thorough
def test_a_whole_release_named_by_the_address_is_read_while_the_current_one_is_damaged(folder):
    old, new = store(folder), store(folder)
    lose_a_file(new)
    app = run("pages/data.py", lang="en", release=old.id)
    assert not app.exception
    assert "which this address names; it is not the current one" in text_of(app)
    assert "Data dictionary" in text_of(app)
    assert offered(app) == [old.id, "demo"]
    assert not run("pages/compare.py", lang="en", release=old.id).exception


def test_the_release_that_is_read_is_the_one_told(folder):
    old, _new = store(folder), store(folder)
    manifest = old.path / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace("Amal", "Bahija"))
    text = text_of(run("pages/data.py", lang="en", release=old.id))
    facts = text[text.index("Loaded by") :]
    assert facts.index("Bahija") < facts.index("History")


@pytest.mark.thorough
def test_a_damaged_release_in_the_history_does_not_take_the_rest_of_the_page(folder):
    old, new = store(folder), store(folder)
    use_release(folder, new.id)
    change_a_byte(old)
    app = run("pages/data.py", lang="en")
    assert not app.exception
    text = text_of(app)
    assert "is not the file that its manifest describes" in text and "Data dictionary" in text


@pytest.mark.thorough
def test_what_keeps_a_release_from_being_brought_back_is_said(folder, monkeypatch):
    old, _new = store(folder), store(folder)

    def refuse(*_):
        raise RefusedQuestion(message("Another import is under way; try again when it has ended."))

    monkeypatch.setattr(recording, "use_release", refuse)
    app = run("pages/data.py", lang="en").button(f"use-{old.id}").click().run()
    assert not app.exception
    assert "Another import is under way" in text_of(app)
    assert "Another import is under way" not in text_of(app.run())

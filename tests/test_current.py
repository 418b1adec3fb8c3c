"""Which records are asked, and are they still those that were stored?"""

import json
import os
import shutil

import duckdb
import pytest

from analytics.errors import UnknownName, UnreadableInput
from analytics.records import folder as folders
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.releases import importing, store_release, use_release

TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")


@pytest.fixture
def folder(tmp_path):
    """A data folder of its own, with its own demonstration records."""
    shutil.copytree(PROJECT_DATA / "demo", tmp_path / "data" / "demo")
    return DataFolder(tmp_path / "data")


def store(folder, tables=TABLES, **said):
    def write(staging):
        for table in tables:
            shutil.copyfile(PROJECT_DATA / "demo" / f"{table}.parquet", staging / f"{table}.parquet")

    with importing(folder):
        return store_release(folder, {"made_by": "Amal"} | said, write)


def load(records):
    connection = duckdb.connect()
    until = records.load(connection)
    return until, connection.execute("SELECT count(*) FROM integrations").fetchone()[0]


def test_the_release_asked_for_then_the_current_one_then_the_demonstration(folder):
    assert (current_records(folder).path, current_records(folder).release_id) == (folder.demo, None)
    old, new = store(folder), store(folder)
    assert (current_records(folder).path, current_records(folder).release_id) == (new.path, new.id)
    assert current_records(folder, old.id).release_id == old.id
    assert current_records(folder, "demo").path == folder.demo
    for name in ("", "..", "../demo", f"../releases/{old.id}"):
        with pytest.raises(UnknownName):
            current_records(folder, name)
    use_release(folder, "demo")
    assert current_records(folder).release_id is None


def test_only_the_demonstration_is_synthetic(folder):
    assert current_records(folder).is_synthetic
    made = store(folder)
    assert not current_records(folder).is_synthetic
    assert current_records(folder, "demo").is_synthetic
    assert not open_records(made.path, folder).is_synthetic


def test_a_release_is_loaded_as_it_was_stored(folder):
    store(folder, observed_until="2015-06-30")
    until, integrations = load(current_records(folder))
    assert (until.isoformat(), integrations) == ("2015-06-30", 8609)


def test_a_release_without_optional_tables_is_loaded(folder):
    store(folder, ("beneficiaries", "integrations"))
    assert load(current_records(folder)) == (None, 8609)


def test_the_state_of_a_release_is_its_own(folder):
    demo = current_records(folder).fingerprint
    prints = [current_records(folder, store(folder).id).fingerprint for _ in range(2)]
    assert len({demo, *prints}) == 3
    assert current_records(folder, "demo").fingerprint == demo
    assert current_records(folder).fingerprint == prints[1]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("is_release", [True, False])
def test_a_file_altered_behind_the_same_size_and_time_is_found(folder, table, is_release):
    if is_release:
        store(folder)
    records = current_records(folder)
    path = records.path / f"{table}.parquet"
    state, content = path.stat(), bytearray(path.read_bytes())
    content[100] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(UnreadableInput, match=rf"{table}\.parquet is not the file that its manifest describes"):
        load(current_records(folder))


def test_a_file_that_is_gone_or_was_put_there_is_found(folder):
    made = store(folder, ("beneficiaries", "integrations", "funding"))
    shutil.copyfile(PROJECT_DATA / "demo" / "follow_ups.parquet", made.path / "follow_ups.parquet")
    with pytest.raises(UnreadableInput, match=r"follow_ups\.parquet is not the file .* put there afterwards"):
        load(current_records(folder))
    (folder.demo / "funding.parquet").unlink()
    with pytest.raises(UnreadableInput, match=r"funding\.parquet is missing"):
        load(current_records(folder, "demo"))


def test_a_table_in_two_files_is_refused(records, folder):
    bare = records(integrations="support\n1")
    shutil.copyfile(PROJECT_DATA / "demo" / "follow_ups.parquet", bare / "follow_ups.parquet")
    with pytest.raises(UnreadableInput, match=r"holds both follow_ups\.parquet and follow_ups\.csv"):
        load(open_records(bare, folder))
    with pytest.raises(UnreadableInput, match="holds both"):
        open_records(bare, folder).fingerprint  # noqa: B018


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ([], "manifest.json"), (None, "manifest.json"), ("text", "manifest.json"), (3, "manifest.json"),
        ({"synthetic": "false"}, "synthetic"), ({"synthetic": None}, "synthetic"), ({"synthetic": 0}, "synthetic"),
        ({"observed_until": 2016}, "observed_until"), ({"observed_until": "31/12/2016"}, "observed_until"),
        ({"observed_until": ["2016-12-31"]}, "observed_until"), ({"observed_until": "2016-02-30"}, "observed_until"),
        ({"assumptions": None}, "assumptions"), ({"assumptions": {}}, "assumptions"), ({"assumptions": ["x"]}, "assumptions"),
        ({"assumptions": [{"id": "x"}]}, "assumptions"), ({"assumptions": [{"where": {}}]}, "assumptions"),
        ({"assumptions": [{"id": "x", "where": {"year": 2015}}]}, "assumptions"),
        ({"assumptions": [{"id": "x", "where": {}, "measures": None}]}, "assumptions"),
        ({"tables": None}, "tables"), ({"tables": []}, "tables"), ({"tables": {"funding": "funding.parquet"}}, "tables"),
        ({"tables": {"funding": {"file": "../funding.parquet"}}}, "tables"),
        ({"tables": {"funding": {"file": "funding.parquet", "sha256": 7}}}, "tables"),
        ({"tables": {"funding": {"file": "funding.parquet", "rows": "821"}}}, "tables"),
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_of_another_shape_is_one_sentence(records, folder, said, part):
    bare = records(integrations="support\n1")
    (bare / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=rf"manifest\.json: “{part}” is not as it should be; expected: "):
        load(open_records(bare, folder))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff{}", b"[" * 100_000, b"\xef\xbb\xbf{}"])
def test_a_manifest_that_is_not_json_is_one_sentence(records, folder, content):
    bare = records(integrations="support\n1")
    (bare / "manifest.json").write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"manifest\.json is not readable JSON"):
        load(open_records(bare, folder))


def test_a_manifest_may_say_little(records, folder):
    bare = records(integrations="support\n1")
    (bare / "manifest.json").write_text('{"observed_until": null, "seed": 3}', encoding="utf-8")
    assert load(open_records(bare, folder)) == (None, 1)


def test_the_data_folder_is_the_one_named(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    assert DataFolder.at().root == tmp_path
    assert DataFolder.at(tmp_path / "new").releases == tmp_path / "new" / "releases"
    with pytest.raises(UnreadableInput, match="path of the data folder is empty"):
        DataFolder.at("")
    monkeypatch.setenv("IDMAJ_DATA", "")
    assert DataFolder.at().root == PROJECT_DATA


@pytest.mark.parametrize("harm", ["file", "dangling", "above", "none"])
def test_a_cache_that_cannot_be_made_is_made_elsewhere(tmp_path, monkeypatch, harm):
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    if harm == "file":
        (folder.root / ".cache").write_text("")
    elif harm == "dangling":
        (folder.root / ".cache").symlink_to(tmp_path / "nowhere" / "else")
    elif harm == "above":
        folder = DataFolder(tmp_path / "data" / "file")
        folder.root.write_text("")
    expected = folder.root / ".cache" if harm == "none" else tmp_path / "cache" / "idmaj"
    assert folder.cache == expected


def test_a_service_without_a_home_keeps_its_cache_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(folders.os.path, "expanduser", lambda path: path)  # what Python answers where nobody has a home
    monkeypatch.setattr(folders.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / ".cache").write_text("")
    assert DataFolder(tmp_path).cache.parent == tmp_path
    assert DataFolder(tmp_path).cache.name.startswith("idmaj-")

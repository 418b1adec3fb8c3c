"""A host of the dashboard needs no record: every page runs where only the cube lies, its manifest and the code lists."""

import shutil

import pytest

from analytics.__main__ import main
from analytics.errors import UnreadableInput
from analytics.measures import cube as cubes
from analytics.measures.cube import cube_of
from analytics.records.current import Records, current_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.releases import DEMO, importing, list_releases, store_release
from tests.pages.test_scripts import PROJECT, run, text_of

PAGES = sorted(path.name for path in (PROJECT / "pages").glob("*.py"))
TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")


def copy_tables(staging):
    for table in TABLES:
        shutil.copyfile(PROJECT_DATA / "demo" / f"{table}.parquet", staging / f"{table}.parquet")


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A data folder with a release, of which the machine has the cube and the manifest; so too of the demonstration."""
    builder, host = (DataFolder(tmp_path_factory.mktemp(name)) for name in ("builder", "host"))
    with importing(builder):
        said = {"made_by": "Amal", "observed_until": "2016-12-31", "refused": dict.fromkeys(TABLES, 2)}
        release = store_release(builder, said, copy_tables)
    host.releases.mkdir(parents=True)
    for records, place in ((release.path, host.releases / release.id), (PROJECT_DATA / "demo", host.root / "demo")):
        assert main(["cube", "--records", str(records), "--out", str(place)]) == 0
    (host.releases / "current").write_text(release.id)
    return DataFolder(host.root)


@pytest.fixture
def forbidden(host, monkeypatch):
    """Whoever reads records fails; and there are none."""
    monkeypatch.setattr(Records, "load", lambda *_: pytest.fail("a page read the records"))
    monkeypatch.setenv("IDMAJ_DATA", str(host.root))
    cubes._opened.cache_clear()  # as a new process would ask
    assert not [path for table in TABLES for path in host.root.rglob(f"{table}.*")]
    return host


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_records(page, audience, forbidden, monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", audience)
    app = run(f"pages/{page}", lang="en")
    assert not app.exception
    text = text_of(app)
    assert "<h1" in text and "is not whole" not in text and "class='problem" not in text


def test_numbers_curves_and_reconciliation_come_from_the_cube(forbidden):
    assert "933" in text_of(run("pages/compare.py", lang="en", measure="integrations", route="job_placement"))
    shown = run("pages/data.py", lang="en")
    text = text_of(shown)
    assert "Published figures beside the records" in text and "8,609" in text
    assert "Its refused rows lie where its records are." in text
    assert "Refused rows (XLSX)" not in [each.proto.label for each in shown.get("download_button")]


def test_the_demonstration_too_is_shown_from_its_cube_alone(forbidden):
    assert current_records(forbidden, DEMO).is_cube_alone and current_records(forbidden, DEMO).is_synthetic
    assert "933" in text_of(
        run("pages/compare.py", lang="en", measure="integrations", route="job_placement", release=DEMO)
    )


def copied(host, tmp_path):
    shutil.copytree(host.root, tmp_path / "data")
    folder = DataFolder(tmp_path / "data")
    return folder, list_releases(folder)[0].path


def test_the_cube_of_other_records_is_not_shown_in_their_place(host, tmp_path):
    folder, path = copied(host, tmp_path)
    manifest = path / "manifest.json"
    manifest.write_text(
        manifest.read_text().replace('"observed_until": "2016-12-31"', '"observed_until": "2016-11-30"')
    )
    with pytest.raises(UnreadableInput, match="holds the cube of other records or code lists"):
        cube_of(current_records(folder))


def test_a_damaged_cube_is_not_shown(host, tmp_path):
    folder, path = copied(host, tmp_path)
    cubes._opened.cache_clear()
    table = path / "follow_up_cube.parquet"
    table.write_bytes(table.read_bytes()[:-100])
    with pytest.raises(UnreadableInput, match="holds no whole cube"):
        cube_of(current_records(folder))


def test_a_release_without_its_cube_and_its_records_is_not_whole(host, tmp_path):
    folder, path = copied(host, tmp_path)
    (path / "cube.json").unlink()
    assert list_releases(folder) == []


def test_what_needs_the_records_says_that_they_are_elsewhere(host, tmp_path, capsys):
    folder, path = copied(host, tmp_path)
    assert main(["cube", "--data", str(folder.root), "--out", str(tmp_path / "again")]) == 2
    assert "the cube of records that are elsewhere; this needs the records themselves" in capsys.readouterr().err
    awards = tmp_path / "awards.csv"
    awards.write_text("funding_id,integration_id,kind,amount_mad,awarded_on\nfund0001,supp0001,cheque,10,2015-01-01\n")
    assert main(["import", str(awards), "--data", str(folder.root)]) == 2
    assert f"The records of release {path.name} are elsewhere, only their cube is here" in capsys.readouterr().err

"""Odd and hostile files: read to the last value, or refused in a sentence with nothing left behind."""

import os
import shutil

import duckdb
import pytest

from analytics.errors import IdmajError
from analytics.language import LANGUAGES
from analytics.records import limits
from analytics.records.accepting import make_release
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked, import_files
from analytics.records.opening import Given
from analytics.records.releases import current_release, importing
from tests.hostile_cells import CELLS
from tests.hostile_files import READ, Case, lines, written
from tests.hostile_parquet import PARQUET
from tests.hostile_texts import TEXTS
from tests.hostile_workbooks import WORKBOOKS

CASES = [*TEXTS, *CELLS, *WORKBOOKS, *PARQUET]


def params_of(cases: list[Case]) -> list:
    """`make test` asks all that is refused whole, and a third of what is read, each kind of file among them; `make test-all`
    asks all."""
    read = [case.name for case in cases if not case.exit_code]
    return [
        pytest.param(
            case,
            id=case.name,
            marks=pytest.mark.thorough if not case.exit_code and read.index(case.name) % 3 else (),
        )
        for case in cases
    ]


@pytest.fixture(scope="module")
def first_release(tmp_path_factory):
    """A data folder with one release: a person, her support, its award and its follow-up."""
    folder = tmp_path_factory.mktemp("data")
    given = []
    for table in READ:
        path = tmp_path_factory.getbasetemp() / f"{table}.csv"
        path.write_text(lines(written(table, {})), encoding="utf-8")
        given.append(Given(path, path.name))
    import_files(given, DataFolder(folder))
    shutil.copytree(folder / "releases", folder / "kept")
    return folder


@pytest.fixture
def folder(first_release):
    """The same folder for every case, so that its code lists are read once; its releases are put back."""
    yield DataFolder(first_release)
    shutil.rmtree(first_release / "releases")
    shutil.copytree(first_release / "kept", first_release / "releases")


def give(case: Case, place) -> list[Given]:
    place.mkdir()
    for name, content in case.files.items():
        if content is None:
            (place / name).mkdir()
        else:
            (place / name).write_bytes(content)
    return [Given(place / name, name) for name in case.files]


def says(case: Case) -> Options:
    return Options(encoding=case.encoding, decimal=case.decimal)


def accepted(release, table: str) -> list[dict]:
    found = duckdb.execute("SELECT * FROM read_parquet($path)", {"path": str(release.path / f"{table}.parquet")})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def in_order(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def listing(folder: DataFolder) -> list[str]:
    return sorted(os.listdir(folder.releases))


def test_there_are_enough_cases_and_no_two_of_one_name():
    assert len(CASES) >= 75
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", params_of(CASES))
def test_a_file_is_read_whole_or_refused(case, folder, tmp_path, monkeypatch):
    for name, value in case.limits.items():
        monkeypatch.setattr(limits, name, value)
    given = give(case, tmp_path / "given")
    before, was = listing(folder), current_release(folder).id
    if case.exit_code:
        with pytest.raises(IdmajError) as refusal:
            import_files(given, folder, says(case), accept_refused=True)
        assert refusal.value.exit_code == case.exit_code, refusal.value
        assert case.word in str(refusal.value)
        for language in LANGUAGES.values():
            assert "{" not in refusal.value.say(language).replace("{4,40}", "")
        assert listing(folder) == before
        assert current_release(folder).id == was
        return
    with importing(folder), checked(given, folder, says(case)) as intake:
        problems = intake.problems()
        for language in LANGUAGES.values():
            assert all(problem.as_row(language)["expected"] for problem in problems)
        for severity, expected in (("error", case.refused), ("warning", case.warned)):
            found = {(p.row, p.column, p.rule) for p in problems if p.severity == severity}
            assert expected is None or found == expected
        assert intake.refused_rows == len({(p.file, p.row) for p in problems if p.severity == "error"})
        assert listing(folder) == before
        release = make_release(intake)
    assert in_order(accepted(release, case.table)) == in_order(case.rows)
    assert len(listing(folder)) == len(before) + 1


def test_a_file_that_is_not_there_is_unreadable(folder, tmp_path):
    with pytest.raises(IdmajError, match="missing") as refusal:
        import_files([Given(tmp_path / "no.csv", "no.csv")], folder)
    assert refusal.value.exit_code == 2


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads everything")
def test_a_file_without_the_right_to_read_it_is_an_error_of_the_system(folder, tmp_path):
    path = tmp_path / "locked.csv"
    path.write_text(lines(written("beneficiaries", {})), encoding="utf-8")
    path.chmod(0)
    with pytest.raises((OSError, IdmajError)):
        import_files([Given(path, path.name)], folder)

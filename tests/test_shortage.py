"""Too little memory or room is one sentence that names the place, with exit code 2, and changes nothing."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from analytics.errors import UnreadableInput
from analytics.language import LANGUAGES
from analytics.records import intake, shortage, workbooks
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked
from analytics.records.opening import Given
from analytics.records.scratch import PREFIX
from analytics.records.shortage import is_shortage, shortages_told, tell_shortage
from analytics.records.writing import failures_told
from tests.hostile_files import lines, written
from tests.hostile_workbooks import GOOD

PROJECT = Path(__file__).resolve().parents[1]
FULL = os.strerror(errno.ENOSPC)
PARTIAL = Options(is_partial=True)
# A process of few bytes of memory for its database, and of few bytes a file.
COMMAND = """
import resource, signal, sys
from analytics.__main__ import main
from analytics.records import intake
memory, most, command, root, *files = sys.argv[1:]
intake.MEMORY = memory
if int(most):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
sys.exit(main([command, *files, "--data", root]))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Beneficiaries and integrations, 60,000 of each, in UTF-8 and in UTF-16."""
    folder = tmp_path_factory.mktemp("files")
    given = {}
    for encoding in ("utf-8", "utf-16"):
        given[encoding] = []
        for table in ("beneficiaries", "integrations"):
            heading, row = lines(written(table, {})).splitlines()
            path = folder / f"{table}-{encoding}.csv"
            rows = (row.replace("0001", f"{number:06}") for number in range(60_000))
            path.write_text("\n".join([heading, *rows]) + "\n", encoding=encoding)
            given[encoding].append(path)
    return given


def run(place, data, files, command="import", memory="1500MB", most=0):
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, memory, str(most), command, str(data), *map(str, files)], cwd=PROJECT,
        env=os.environ | {"TMPDIR": str(place)}, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    (said,) = done.stderr.splitlines()
    assert os.listdir(place) == []
    assert not data.exists() or not [name for name in os.listdir(data / "releases") if name != ".lock"]
    return said


@pytest.mark.parametrize("command", ["check", "import"])
def test_too_little_memory_is_one_sentence(files, tmp_path, command):
    said = run(tmp_path / "it's tmp", tmp_path / "data", files["utf-8"], command, memory="4MB")
    assert said.startswith(f"These files need more memory than there is, also with what {tmp_path}/it's tmp holds")


def test_a_full_folder_for_temporary_files_is_not_told_as_the_disk_of_the_releases(files, tmp_path):
    said = run(tmp_path / "tmp", tmp_path / "data", files["utf-16"], most=100_000)
    assert said == f"No room is left on the disk of {tmp_path}/tmp; nothing was changed: make room, then try again."


def test_no_room_for_what_is_put_aside_names_its_place(files, tmp_path):
    said = run(tmp_path / "tmp", tmp_path / "data", files["utf-8"], memory="30MB", most=100_000)
    assert said.startswith(f"No room is left on the disk of {tmp_path}/tmp;")


def test_a_full_disk_of_the_releases_names_them(files, tmp_path):
    said = run(tmp_path / "tmp", tmp_path / "data", files["utf-8"], most=100_000)
    assert said.startswith(f"No room is left on the disk of {tmp_path}/data/releases;")


@pytest.mark.parametrize("write", [shortages_told, failures_told])
@pytest.mark.parametrize(
    ("error", "is_of_releases"),
    [
        (OSError(errno.ENOSPC, FULL), True),
        (OSError(errno.EDQUOT, "quota"), True),
        (duckdb.IOException(f'Could not write file "/data/releases/.staging-1/funding.parquet": {FULL}'), True),
        (duckdb.IOException(f'Could not write file "/tmp/{PREFIX}x/spill/duckdb_temp.tmp": {FULL}'), False),
        (duckdb.OutOfMemoryException("failed to offload data block of size 256.0 KiB"), False),
        (MemoryError(), False),
    ],
)
def test_the_place_of_a_shortage_is_the_one_that_was_written(monkeypatch, write, error, is_of_releases):
    monkeypatch.setattr(shortage.tempfile, "gettempdir", lambda: "/other/tmp")
    with pytest.raises(UnreadableInput) as refusal, write(Path("/data/releases")):
        raise error
    assert ("/data/releases" in str(refusal.value)) == is_of_releases
    assert ("/other/tmp" in str(refusal.value)) != is_of_releases
    assert refusal.value.__cause__ is error


def test_another_failure_of_what_is_put_aside_names_its_place_too(monkeypatch):
    monkeypatch.setattr(shortage.tempfile, "gettempdir", lambda: "/other/tmp")
    error = duckdb.IOException(f'Failed to create directory "/other/tmp/{PREFIX}x/spill": Permission denied')
    said = pytest.raises(UnreadableInput, match="/other/tmp cannot be read or written")
    with said, shortages_told(), failures_told(Path("/data/releases")):
        raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "no"), duckdb.ParserException("x"), ValueError("x")])
def test_what_is_no_shortage_stays_what_it_is(error):
    assert not is_shortage(error)
    with pytest.raises(type(error)), shortages_told():
        raise error


def test_it_is_told_in_every_language():
    for error in (MemoryError(), OSError(errno.ENOSPC, FULL)):
        said = {tell_shortage(error, Path("/x")).say(language) for language in LANGUAGES.values()}
        assert len(said) == 3


def test_want_of_memory_while_a_workbook_is_read_is_no_damage(tmp_path, monkeypatch):
    (tmp_path / "g.xlsx").write_bytes(GOOD)

    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(workbooks, "_text", fail)
    given = [Given(tmp_path / "g.xlsx", "g.xlsx")]
    with pytest.raises(UnreadableInput, match="memory"), checked(given, DataFolder.at(tmp_path / "data"), PARTIAL):
        pass


def test_want_of_memory_while_parquet_is_read_is_no_damage(tmp_path, monkeypatch):
    path = tmp_path / "p.parquet"
    duckdb.execute(
        "COPY (SELECT md5(CAST(range AS VARCHAR)) AS beneficiary_id, 'fes' AS city_id, '2013-12-01' AS release_date "
        "FROM range(200000)) TO $path (FORMAT parquet)", {"path": str(path)},
    )  # fmt: skip
    monkeypatch.setattr(intake, "MEMORY", "4MB")
    with pytest.raises(UnreadableInput, match="memory"), checked([Given(path, "p")], DataFolder.at(tmp_path), PARTIAL):
        pass

"""Files, data folder and folder for temporary files may be called anything: what is read and written is the same."""

import openpyxl
import pytest

from analytics.__main__ import main
from analytics.measures.asking import ask
from analytics.records import scratch
from tests.hostile_files import READ, lines, written

NAMES = [
    "d'été 2014",
    "a[1]*?",
    "year=2013",
    "city_id=rabat",
    "it''s; DROP TABLE x --",
    "ملفات «المستفيدين»",
    "~",
    "{x}",
]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [(NAMES[0], "utf-16"), *(pytest.param(name, "utf-8", marks=pytest.mark.thorough) for name in NAMES)],
)
def test_an_import_is_the_same_in_folders_of_any_name(tmp_path, monkeypatch, name, encoding):
    place = tmp_path / name
    (place / "tmp").mkdir(parents=True)
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(place / "tmp"))
    files = []
    for table in READ:
        path = place / f"{name} {table}.csv"
        rows = written(table, {}, {"city_id": "Atlantis"} if table == "beneficiaries" else {})
        rows = rows if table == "beneficiaries" else rows[:1]
        path.write_text(lines(rows), encoding=encoding)
        files.append(str(path))
    data = str(place / "data")
    assert main(["check", *files, "--data", data]) == 1
    assert main(["import", *files, "--accept-refused", "--data", data]) == 0
    assert main(["import", *files[:1], "--amend", "--accept-refused", "--data", data]) == 0
    cells = ask("integrations", by=["city", "year"], data=data)
    assert cells[["city", "year", "value"]].to_numpy().tolist() == [["fes", 2014, 1]]
    release = next(path.name for path in (place / "data" / "releases").iterdir() if path.is_dir())
    out = place / "refused.xlsx"
    assert main(["releases", "--refused", release, "--out", str(out), "--data", data]) == 0
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert len(rows) == 2 and "Atlantis" in rows[1]
    assert list((place / "tmp").iterdir()) == []

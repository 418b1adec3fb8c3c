"""The refused rows as a workbook: a person mends them there, so days are days, numbers numbers, and reasons sentences."""

from datetime import date, datetime

import openpyxl
import pytest

from analytics.__main__ import main
from analytics.language import LANGUAGES
from analytics.records.folder import DataFolder
from analytics.records.intake import import_files
from analytics.records.opening import Given
from analytics.records.refused import list_refused
from tests.hostile_files import lines, workbook, written


@pytest.fixture
def refused(tmp_path):
    """The frames of what is refused of these awards, in a language."""

    def refused(*awards, lang="en"):
        folder = DataFolder(tmp_path / "data")
        paths = {
            "people.csv": lines(written("beneficiaries", {})).encode(),
            "supports.csv": lines(written("integrations", {})).encode(),
            "awards.xlsx": workbook([list(awards[0]), *(list(each.values()) for each in awards)]),
        }
        for name, content in paths.items():
            (tmp_path / name).write_bytes(content)
        release = import_files([Given(tmp_path / name, name) for name in paths], folder, accept_refused=True)
        return list_refused(release, folder, LANGUAGES[lang])

    return refused


def award(**changes):
    return written("funding", {})[0] | {"integration_id": "supp0009", "amount_mad": 1200} | changes


def test_days_and_whole_numbers_are_such_and_everything_else_is_the_text_that_stood(refused):
    given = [
        award(awarded_on=datetime(2014, 3, 1)), award(awarded_on="2014-03-02", amount_mad="1.200,50"),
        award(awarded_on="03/04/2014", amount_mad="0012"), award(awarded_on="2014-02-30", amount_mad=12.5),
        award(awarded_on="2014-03-01T10:30:00", amount_mad=-1),
    ]  # fmt: skip
    frame = refused(*({"funding_id": f"fund000{n}"} | {k: v for k, v in g.items() if k != "funding_id"}
                      for n, g in enumerate(given, start=1)))["Awards"]  # fmt: skip
    assert list(frame["Day of the award"]) == [
        date(2014, 3, 1), date(2014, 3, 2), "03/04/2014", "2014-02-30", "2014-03-01T10:30:00",
    ]  # fmt: skip
    assert list(frame["Amount"]) == [1200, "1.200,50", "0012", "12.5", -1]
    assert list(frame["Row"]) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("lang", "sheet", "why"),
    [
        ("en", "Awards", "Support number: “supp0009” (reference not found); expected: the number of an integration that is accepted."),
        ("fr", "Financements", "Numéro de l’intégration : « supp0009 » (référence introuvable) ; attendu : le numéro d’une intégration acceptée."),
        ("ar", "التمويلات", "رقم الإدماج: «supp0009» (مرجع غير موجود)؛ المنتظر: رقم إدماج مقبول."),
    ],
)  # fmt: skip
def test_sheets_and_reasons_speak_the_language_of_the_reader_and_name_no_column_of_ours(refused, lang, sheet, why):
    frames = refused(award(), lang=lang)
    assert list(frames) == [sheet]
    assert frames[sheet].iloc[0, -1].replace("\u00a0", " ") == why


def test_a_day_of_a_workbook_is_told_without_an_hour(refused):
    frame = refused(award(integration_id="supp0001", awarded_on=datetime(2014, 2, 1)))["Awards"]
    assert "“2014-02-01” (award before the start)" in frame.iloc[0, -1]


def test_a_spreadsheet_shows_a_day_as_a_day(refused, tmp_path):
    refused(award(awarded_on=datetime(2014, 3, 1)))
    release = DataFolder(tmp_path / "data").releases.joinpath("current").read_text().strip()
    out = tmp_path / "refused.xlsx"
    assert main(["releases", "--refused", release, "--out", str(out), "--data", str(tmp_path / "data")]) == 0
    cell = openpyxl.load_workbook(out)["Awards"]["E2"]
    assert (cell.is_date, cell.value, cell.number_format) == (True, datetime(2014, 3, 1), "yyyy-mm-dd")

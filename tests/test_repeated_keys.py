"""A row that repeats an earlier one whole is set aside, and rows of one key that say different things are all refused."""

import pytest

from analytics.__main__ import main
from analytics.language import ENGLISH
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked, import_files
from analytics.records.opening import Given
from analytics.records.releases import importing

SUPPORT = (
    "integration_id,beneficiary_id,route,programme,city_id,sector,partner,started_on,prepared_in_prison\n"
    "supp0001,pers0009,education,annual_strategy,fes,,,2014-03-01,true\n"
)
HEADING = "beneficiary_id,sex,birth_year,juvenile,city_id,education,release_date"
OTHER = "pers0009,M,1970,false,sale,primary,2013-12-01"
ROW = "pers0001,M,1985,false,fes,primary,2013-12-01"
WOMAN = ROW.replace(",M,", ",F,")


def given(tmp_path, files, supports=SUPPORT):
    """Files of people by name, with one support of a person whom nothing is wrong with."""
    written = {name: "\n".join([HEADING, *rows]) + "\n" for name, rows in files.items()} | {"supports.csv": supports}
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [Given(tmp_path / name, name) for name in written]


def judged(tmp_path, files, supports=SUPPORT):
    """The faults of keys as {(file, row): what was expected}, the rows set aside, and the report of people."""
    folder = DataFolder(tmp_path / "data")
    with importing(folder), checked(given(tmp_path, files, supports), folder) as intake:
        faults = [each.as_row(ENGLISH) for each in intake.problems() if each.rule == "key"]
        aside = {source.name: source.repeats for source in intake.sources if source.repeats}
        return {(each["file"], each["row"]): each["expected"] for each in faults}, aside, intake.reports[0]


def says_otherwise(row, file=None):
    """What is said of a row of which this other has the key."""
    return f"a key that stands once; row {row}{f' of {file}' if file else ''} says otherwise"


@pytest.mark.parametrize(
    ("rows", "refused", "aside"),
    [
        ([ROW] * 3, {}, (4, 5)),
        ([ROW, WOMAN], {3: 4, 4: 3}, ()),
        # What is not known is another value than one that is, and the same as what is not known.
        ([ROW.replace("1985", ""), ROW], {3: 4, 4: 3}, ()),
        ([ROW.replace("1985", "")] * 2, {}, (4,)),
        # However a value is written, it says the same.
        ([ROW, ROW.replace("fes", "Fès").replace("2013-12-01", "01/12/2013")], {}, (4,)),
        ([ROW, WOMAN, ROW, WOMAN], {3: 4, 4: 3}, (5, 6)),
        ([ROW, WOMAN, ROW.replace("1985", "1986")], {3: 4, 4: 3, 5: 3}, ()),
        ([ROW, ROW.replace("0001", "0002").replace("1985", "1990")], {}, ()),
    ],
)
def test_what_repeats_is_set_aside_and_what_contradicts_is_refused_whole(tmp_path, rows, refused, aside):
    told, found, report = judged(tmp_path, {"people.csv": [OTHER, *rows]})
    assert told == {("people.csv", row): says_otherwise(other) for row, other in refused.items()}
    assert found.get("people.csv", ()) == aside
    assert (report.refused, report.given) == (len(refused), 1 + len(rows) - len(aside))
    assert report.accepted == report.given - report.refused


def test_rows_of_two_files_are_held_against_each_other(tmp_path):
    repeated = {"first.csv": [OTHER, ROW], "second.csv": [ROW]}
    assert judged(tmp_path, repeated)[:2] == ({}, {"second.csv": (2,)})
    told, aside, _ = judged(tmp_path, {"first.csv": [OTHER, ROW], "second.csv": [WOMAN]})
    assert told == {
        ("first.csv", 3): says_otherwise(2, "second.csv"),
        ("second.csv", 2): says_otherwise(3, "first.csv"),
    }
    assert aside == {}


def test_a_text_that_means_nothing_is_not_known_to_repeat_another(tmp_path):
    lost = [ROW.replace("fes", city) for city in ("Atlantis", "Nowhere")]
    told, aside, report = judged(tmp_path, {"people.csv": [OTHER, *lost]})
    assert (told, aside, report.refused) == ({}, {}, 2)


def test_what_belongs_to_contradicting_rows_waits_for_them(tmp_path):
    supports = SUPPORT + SUPPORT.splitlines()[1].replace("supp0001,pers0009", "supp0002,pers0001") + "\n"
    folder = DataFolder(tmp_path / "data")
    files = given(tmp_path, {"people.csv": [OTHER, ROW, WOMAN, OTHER]}, supports)
    with importing(folder), checked(files, folder) as intake:
        found = [(each.file, each.row, each.rule) for each in intake.problems() if each.severity == "error"]
    assert found == [("people.csv", 3, "key"), ("people.csv", 4, "key"), ("supports.csv", 3, "waiting")]
    import_files(files, folder, accept_refused=True)
    # The repeated row is lost to nobody.
    assert current_records(folder).refused_rows == 3


def test_contradicting_rows_replace_nothing_in_the_release_before(tmp_path):
    folder = DataFolder(tmp_path / "data")
    import_files(given(tmp_path, {"people.csv": [OTHER, ROW]}), folder)
    amendment = given(tmp_path, {"people.csv": [ROW.replace("fes", "sale"), ROW.replace("fes", "rabat")]})[:1]
    with importing(folder), checked(amendment, folder, Options(amend=True)) as intake:
        report = intake.reports[0]
        city = intake.connection.execute(
            "SELECT city_id FROM beneficiaries WHERE beneficiary_id = 'pers0001'"
        ).fetchall()
    assert (report.refused, report.replaced, report.kept, city) == (2, 0, 2, [("fes",)])


def test_a_check_and_an_import_say_what_was_set_aside(tmp_path, capsys):
    files = [str(each.path) for each in given(tmp_path, {"people.csv": [OTHER, ROW, *[ROW] * 6]})]
    said = {
        "check": "people.csv: rows that repeat an earlier one, set aside: 4, 5, 6, and 3 more.\n",
        "import": "6 rows that repeat an earlier one are set aside.\n",
    }
    for command, told in said.items():
        assert main([command, *files, "--data", str(tmp_path / "data"), "--format", "csv"]) == 0
        assert capsys.readouterr().err == told

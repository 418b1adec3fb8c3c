"""A key that stands twice is refused from its second row on, and who mends it is told whether the two rows say the same."""

import pytest

from analytics.language import ENGLISH
from analytics.records.folder import DataFolder
from analytics.records.intake import checked
from analytics.records.opening import Given
from analytics.records.releases import importing

WHOLE = "a key that stands once; the whole row repeats an earlier one"
OTHER = "a key that stands once; an earlier row has it with other values"
SUPPORT = (
    "integration_id,beneficiary_id,route,programme,city_id,sector,partner,started_on,prepared_in_prison\n"
    "supp0001,pers0001,education,annual_strategy,fes,,,2014-03-01,true\n"
)
HEADING = "beneficiary_id,sex,birth_year,juvenile,city_id,education,release_date"


def faults_of_keys(tmp_path, *paths):
    """The faults of keys that stand twice, of these files and one support of the first person."""
    supports = tmp_path / "supports.csv"
    supports.write_text(SUPPORT, encoding="utf-8")
    folder = DataFolder(tmp_path / "data")
    given = [Given(path, path.name) for path in (*paths, supports)]
    with importing(folder), checked(given, folder) as intake:
        return [each for each in intake.problems() if each.rule == "key"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["pers0001,M,1985,false,fes,primary,2013-12-01"] * 2, {3: WHOLE}),
        (["pers0001,M,1985,false,fes,primary,2013-12-01", "pers0001,F,1985,false,fes,primary,2013-12-01"], {3: OTHER}),
        # What is not known is another value than one that is, and the same as what is not known.
        (["pers0001,M,,false,fes,primary,2013-12-01", "pers0001,M,1985,false,fes,primary,2013-12-01"], {3: OTHER}),
        (["pers0001,M,,false,fes,primary,2013-12-01"] * 2, {3: WHOLE}),
        # A third row may repeat the first, and another the second.
        (
            [f"pers0001,{sex},1985,false,fes,primary,2013-12-01" for sex in ("M", "F", "M", "F")],
            {3: OTHER, 4: WHOLE, 5: WHOLE},
        ),
        (["pers0001,M,1985,false,fes,primary,2013-12-01", "pers0002,M,1985,false,fes,primary,2013-12-01"], {}),
    ],
)
def test_a_row_that_repeats_an_earlier_one_is_told_from_one_that_contradicts_it(tmp_path, rows, told):
    path = tmp_path / "people.csv"
    path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
    found = faults_of_keys(tmp_path, path)
    assert {each.row: ENGLISH.say(each.expected.sentence) for each in found} == told
    assert len(found) == len(told)


def test_rows_of_two_files_are_held_against_each_other(tmp_path):
    row = "pers0001,M,1985,false,fes,primary,2013-12-01"
    for name, rows in (("first", [row]), ("second", [row.replace("0001", "0002"), row])):
        (tmp_path / f"{name}.csv").write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
    found = faults_of_keys(tmp_path, tmp_path / "first.csv", tmp_path / "second.csv")
    assert [(each.file, each.row, each.expected.sentence) for each in found] == [("second.csv", 3, WHOLE)]

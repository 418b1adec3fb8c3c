"""A row that takes the place of another in the current release says which values were there before."""

import pytest

from analytics.language import ENGLISH
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked, import_files
from analytics.records.opening import Given
from analytics.records.releases import importing
from tests.hostile_files import lines, written


@pytest.fixture
def folder(tmp_path):
    """A release of two people, their supports, an award of 1,500 and a follow-up."""
    folder = DataFolder(tmp_path / "data")
    rows = {
        "beneficiaries": [{"birth_year": ""}, {"sex": "F"}],
        "integrations": [{}, {"beneficiary_id": "pers0002"}],
        "funding": [{"amount_mad": "1500.50"}],
        "follow_ups": [{}],
    }
    import_files([give(tmp_path, table, *changes) for table, changes in rows.items()], folder)
    return folder


def give(tmp_path, table, *changes, without=()):
    rows = [{name: text for name, text in row.items() if name not in without} for row in written(table, *changes)]
    path = tmp_path / f"{table}.csv"
    path.write_text(lines(rows), encoding="utf-8")
    return Given(path, path.name)


def warnings_of(folder, given):
    """Every warning as (row, column, rule, value, expected), and the report of the table."""
    with importing(folder), checked([given], folder, Options(amend=True)) as intake:
        rows = [each.as_row(ENGLISH) for each in intake.problems()]
        report = next(each for each in intake.reports if each.given)
    return [(r["row"], r["column"], r["rule"], r["value"], r["expected"]) for r in rows], report


def test_every_value_that_differs_is_told_with_the_one_before(folder, tmp_path):
    changed = {"birth_year": "1985", "sex": "ذكر", "city_id": "Salé", "juvenile": "oui"}
    told, report = warnings_of(folder, give(tmp_path, "beneficiaries", changed, {"sex": "F"}, {"birth_year": "1990"}))
    assert [each for each in told if each[2] == "replaces"] == [
        (2, "birth_year", "replaces", "1985", "in the current release so far: no value"),
        (2, "city_id", "replaces", "Salé", "in the current release so far: Fez"),
        (2, "juvenile", "replaces", "oui", "in the current release so far: no"),
    ]
    assert (report.replaced, report.kept, report.accepted) == (1, 0, 3)


def test_rows_that_are_equal_however_they_are_written_are_no_change(folder, tmp_path):
    told, report = warnings_of(
        folder, give(tmp_path, "funding", {"amount_mad": "1 500,50", "awarded_on": "01/04/2014"})
    )
    assert (told, report.replaced, report.warned) == ([], 0, 0)


def test_amounts_and_days_are_told_as_people_write_them(folder, tmp_path):
    told, report = warnings_of(folder, give(tmp_path, "funding", {"amount_mad": "1600", "awarded_on": "2014-05-01"}))
    assert told == [
        (2, "amount_mad", "replaces", "1600", "in the current release so far: 1500.5"),
        (2, "awarded_on", "replaces", "2014-05-01", "in the current release so far: 2014-04-01"),
    ]
    assert (report.replaced, report.warned) == (1, 1)


def test_a_column_that_is_not_given_takes_its_values_away_and_says_so(folder, tmp_path):
    told, _ = warnings_of(folder, give(tmp_path, "integrations", {}, without=("sector",)))
    assert told == [(2, "sector", "replaces", None, "in the current release so far: Services")]


def test_a_refused_row_replaces_nothing(folder, tmp_path):
    told, report = warnings_of(folder, give(tmp_path, "beneficiaries", {"sex": "F", "city_id": "Atlantis"}))
    assert [each[2] for each in told] == ["code"]
    assert (report.replaced, report.kept) == (0, 2)


def test_a_status_is_held_against_those_of_the_release(folder, tmp_path):
    told, report = warnings_of(folder, give(tmp_path, "follow_ups", {"status": "ended"}))
    assert (2, "status", "two_statuses", "ended", "one status of a support on one day") in told
    assert (report.warned, report.replaced, report.kept) == (1, 0, 1)


def test_what_was_refused_before_counts_until_its_key_comes_in(folder, tmp_path):
    def add(*changes, table="beneficiaries", amend=True):
        import_files([give(tmp_path, table, *changes)], folder, Options(amend=amend), accept_refused=True)
        return current_records(folder).refused_rows

    new = {"beneficiary_id": "pers0003"}
    assert add(new | {"city_id": "Atlantis"}, {"beneficiary_id": "pers0004", "city_id": "Nowhere"}) == 2
    assert add({"beneficiary_id": "pers0005"}) == 2
    assert add({"amount_mad": "1700"}, table="funding", amend=False) == 2
    assert add(new) == 1
    assert add({}, {}, amend=False) == 0


def test_a_row_that_is_refused_again_and_again_counts_once(folder, tmp_path):
    def add(*changes):
        import_files([give(tmp_path, "beneficiaries", *changes)], folder, Options(amend=True), accept_refused=True)
        return current_records(folder).refused_rows

    lost = {"beneficiary_id": "pers0003", "city_id": "Atlantis"}
    assert add(lost) == 1
    assert add(lost) == 1
    assert add({"beneficiary_id": "pers0004"}) == 1
    assert add(lost, {"beneficiary_id": "", "city_id": "Nowhere"}) == 2
    # Of rows without a number nobody knows whether they are the same.
    assert add({"beneficiary_id": "", "city_id": "Nowhere", "sex": "F"}) == 3


def kept_warnings(folder, given):
    """(table, row, rule) of every warning on a row of the release before."""
    with importing(folder), checked([given], folder, Options(amend=True)) as intake:
        return [
            (each.file.partition(" (")[0], each.row, each.rule) for each in intake.problems() if each.file != given.name
        ]


def test_warnings_of_rows_that_nobody_touches_do_not_come_back(folder, tmp_path):
    odd = {
        "beneficiaries": [{"juvenile": "true"}, {"sex": "F"}, {"sex": "F", "beneficiary_id": "pers0003"}],
        "integrations": [{"started_on": "2013-11-30"}, {"beneficiary_id": "pers0002"}],
        "funding": [{"amount_mad": "600000"}],
        "follow_ups": [{"observed_on": "2013-11-01"}, {}, {"status": "ended"}],
    }
    given = [give(tmp_path, table, *changes) for table, changes in odd.items()]
    with importing(folder), checked(given, folder) as intake:
        found = {each.rule: each.as_row(ENGLISH)["expected"] for each in intake.problems()}
    assert found["large_award"] == "at most 500,000 MAD"
    assert found.keys() == {"juvenile_birth_year", "duplicate_person", "start_before_release", "large_award",
                     "follow_up_before_start", "two_statuses"}  # fmt: skip
    import_files(given, folder)
    assert kept_warnings(folder, give(tmp_path, "beneficiaries", {"beneficiary_id": "pers0004", "sex": ""})) == []
    # Nor where a table is given whole, and the others are carried over.
    with importing(folder), checked([give(tmp_path, "funding", {})], folder) as intake:
        assert intake.problems() == []


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("beneficiaries", {"release_date": "2014-03-02"}, ("integrations", 2, "start_before_release")),
        ("beneficiaries", {"beneficiary_id": "pers0003", "sex": "F"}, ("beneficiaries", 3, "duplicate_person")),
        ("integrations", {"started_on": "2014-09-02"}, ("follow_ups", 2, "follow_up_before_start")),
        ("follow_ups", {"status": "ended"}, ("follow_ups", 2, "two_statuses")),
    ],
)
def test_a_warning_that_a_given_row_causes_on_one_of_the_release_is_told(folder, tmp_path, table, change, told):
    assert told in kept_warnings(folder, give(tmp_path, table, change))

"""The published figures beside the records: equal, within their qualifier, different by how much, or not countable."""

import pytest

from analytics.comparison.releases import compare_releases
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.measures.cube import cube_of
from analytics.published import register
from analytics.published.reconciliation import name_reconciled, reconcile, say_agreement
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder


@pytest.fixture(scope="module")
def figures():
    return register(DataFolder(PROJECT_DATA))


@pytest.fixture(scope="module")
def demonstration():
    return cube_of(current_records(DataFolder(PROJECT_DATA), "demo"))


def find(frame, indicator, year, sex="all", age="all"):
    found = frame[(frame["indicator"] == indicator) & (frame["year"] == year) & (frame["sex"] == sex) & (frame["age_group"] == age)]  # fmt: skip
    assert len(found) == 1, found
    return found.iloc[0]


@pytest.mark.parametrize(
    ("indicator", "year", "sex", "age", "counted", "agreement"),
    [
        ("job_placements", 2014, "all", "all", 933, "equal"),
        ("job_placements", 2015, "all", "all", 1719, "equal"),
        ("micro_projects", 2014, "all", "all", 1436, "equal"),
        ("micro_projects", 2015, "all", "all", 1670, "equal"),
        ("education_training_integrations", 2014, "all", "all", 1401, "equal"),
        ("education_training_integrations", 2014, "female", "all", 63, "equal"),
        ("education_training_integrations", 2014, "all", "juvenile", 644, "equal"),
        ("programme_beneficiaries", 2014, "all", "all", 230, "agrees"),
        ("programme_beneficiaries", 2015, "all", "all", 317, "equal"),
        ("programme_cost", 2014, "all", "all", 4_500_000, "equal"),
        ("programme_cost", 2015, "all", "all", 5_060_000, "agrees"),
        ("programme_cities_count", 2014, "all", "all", 12, "equal"),
        ("returns_to_prison", 2015, "all", "all", 134, "equal"),
        ("followup_sample", 2015, "all", "all", 3893, "equal"),
        ("recidivism_rate", 2015, "all", "all", 3.44, "equal"),
    ],
)
def test_the_demonstration_agrees_with_every_countable_figure(
    figures, demonstration, indicator, year, sex, age, counted, agreement
):
    found = reconcile(figures, demonstration)
    found = found[found["period"] != "statement_2015_07"]
    row = find(found, indicator, year, sex, age)
    assert (row["counted"], row["agreement"]) == (counted, agreement)


def test_what_the_records_cannot_hold_is_not_countable(figures, demonstration):
    found = reconcile(figures, demonstration)
    assert find(found, "prison_population_share", 2015, "female")["agreement"] == "not_countable"
    assert set(found["agreement"]) == {"equal", "agrees", "not_countable"}


def one_project(records):
    return cube_of(open_records(records(
        integrations="support | route | programme | started_on\n1 | micro_project | ramadan_2015 | 2015-06-20",
        funding="support | amount\n1 | 4000000",
    ), DataFolder.at()))  # fmt: skip


def test_a_difference_is_told_with_its_size_and_an_absent_year_is_no_zero(figures, records):
    found = reconcile(figures, one_project(records))
    projects = find(found, "micro_projects", 2015)
    assert (projects["counted"], projects["difference"], projects["agreement"]) == (1, -1669, "differs")
    placements = find(found, "job_placements", 2015)
    assert (placements["counted"], placements["agreement"]) == (0, "differs")
    below = find(found, "programme_cost", 2015)
    assert (below["counted"], below["agreement"]) == (4_000_000, "differs")
    absent = find(found, "micro_projects", 2014)
    assert (absent["agreement"], absent["reason"]) == ("no_records", "no_year")
    assert absent[["counted", "difference"]].isna().all()


@pytest.mark.parametrize("language", [ENGLISH, FRENCH, ARABIC])
def test_every_row_is_told_in_every_language(figures, records, language):
    found = reconcile(figures, one_project(records))
    named = name_reconciled(found, figures, language)
    assert len(named) == len(found) and named.notna().all(axis=None)
    assert all(say_agreement(row, language) for row in found.to_dict("records"))


def test_two_releases_differ_by_what_was_added_and_a_year_of_one_side_is_null(records, write_folder, tmp_path):
    before = one_project(records)
    path = write_folder(
        tmp_path / "other", integrations="support | started_on\n1 | 2015-06-20\n2 | 2015-07-01\n3 | 2014-05-01"
    )
    changes = compare_releases(before, cube_of(open_records(path, DataFolder.at())))
    supports = changes[changes["measure"] == "integrations"].set_index("year")
    assert supports.loc[2015, ["before_value", "after_value", "absolute", "relative"]].tolist() == [1, 2, 1, 1.0]
    assert supports.loc[2014, ["before_value", "absolute"]].isna().all()
    assert supports.loc[2014, "after_value"] == 1

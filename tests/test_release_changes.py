"""What another release would change in the headline numbers; what one of the two does not hold is never a zero."""

import pandas as pd
import pytest

from analytics.comparison.releases import HEADLINES, compare_releases, name_release_changes
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.measures.cube import cube_of
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder


@pytest.fixture
def compared(tmp_path, monkeypatch, write_folder):
    """Compares two folders of records that are written from little tables."""
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))

    def compare(before, after):
        folders = [write_folder(tmp_path / name, **given) for name, given in (("before", before), ("after", after))]
        return compare_releases(*(cube_of(open_records(path, DataFolder.at())) for path in folders))

    return compare


def row(changes, measure, year):
    found = changes[(changes["measure"] == measure) & (changes["year"] == year)]
    assert len(found) == 1
    return {name: None if pd.isna(value) else value for name, value in found.iloc[0].items()}


def test_the_columns_are_both_sides_and_what_changed(compared):
    given = {"integrations": "support\n1"}
    assert list(compared(given, given).columns) == [
        "measure", "year", "before_numerator", "before_denominator", "before", "before_status", "after_numerator",
        "after_denominator", "after", "after_status", "absolute", "relative",
    ]  # fmt: skip


def test_what_was_added_is_the_difference(compared):
    changes = compared(
        {"integrations": "support | started_on\n1 | 2015-06-20\n2 | 2015-06-20"},
        {
            "integrations": "support | person | started_on\n1 | 1 | 2015-06-20\n2 | 2 | 2015-06-20\n3 | 2 | 2015-07-01",
            "people": "person | sex\n1 | M\n2 | F",
        },
    )
    assert row(changes, "integrations", 2015) == {
        "measure": "integrations", "year": 2015,
        "before_numerator": 2, "before_denominator": None, "before": 2, "before_status": "normal",
        "after_numerator": 3, "after_denominator": None, "after": 3, "after_status": "normal",
        "absolute": 1, "relative": 0.5,
    }  # fmt: skip
    people = row(changes, "beneficiaries", 2015)
    assert (people["before"], people["after"], people["absolute"], people["relative"]) == (2, 2, 0, 0)
    women = row(changes, "women_share", 2015)
    assert (women["before_numerator"], women["before_denominator"], women["before"]) == (0, 2, 0)
    assert (women["after_numerator"], women["after_denominator"]) == (2, 3)
    assert women["absolute"] == pytest.approx(2 / 3) and women["relative"] is None  # nothing is a fraction of zero
    assert women["after_status"] == "low_reliability"


def test_a_year_of_one_release_only_is_null_in_the_other(compared):
    changes = compared({"integrations": "support | started_on\n1 | 2014-06-20"},
                       {"integrations": "support | started_on\n1 | 2015-06-20"})  # fmt: skip
    assert changes.loc[changes["measure"] == "integrations", "year"].tolist() == [2014, 2015]
    gone, new = row(changes, "integrations", 2014), row(changes, "integrations", 2015)
    assert (gone["before"], gone["after"], gone["after_status"]) == (1, None, None)
    assert (new["before"], new["before_status"], new["after"]) == (None, None, 1)
    for each in (gone, new):
        assert each["absolute"] is None and each["relative"] is None


def test_awards_of_one_release_only_are_null_in_the_other(compared):
    changes = compared({"integrations": "support\n1"},
                       {"integrations": "support\n1", "funding": "support | amount\n1 | 900.25"})  # fmt: skip
    money = row(changes, "funding_total", 2014)
    assert (money["before"], money["after"], money["absolute"]) == (None, 900.25, None)


def test_an_outcome_seen_since_then_replaces_no_outcome(compared):
    supports = "support | started_on\n1 | 2014-03-01\n2 | 2014-03-01"
    changes = compared(
        {"integrations": supports, "follow_ups": "support | seen | status\n1 | 2015-03-01 | active"},
        {
            "integrations": supports,
            "follow_ups": "support | seen | status\n1 | 2015-03-01 | active\n2 | 2015-01-01 | returned_to_prison",
        },
    )
    active, back = row(changes, "active_12m", 2014), row(changes, "return_to_prison_12m", 2014)
    assert (active["before"], active["after"], active["absolute"], active["relative"]) == (1, 0.5, -0.5, -0.5)
    assert (back["before_numerator"], back["before_denominator"]) == (0, 1)
    assert (back["after_numerator"], back["after_denominator"], back["absolute"]) == (1, 2, 0.5)


def test_a_release_does_not_differ_from_itself():
    cube = cube_of(current_records(DataFolder(PROJECT_DATA), "demo"))
    changes = compare_releases(cube, cube)
    assert changes["measure"].tolist() == [measure for measure in HEADLINES for _ in (2014, 2015)]
    assert (changes["absolute"] == 0).all() and (changes["relative"] == 0).all()
    assert set(name_release_changes(changes, ENGLISH)["Difference"]) == {"equal"}


def test_changes_are_said_with_unit_mark_and_sign(compared):
    named = name_release_changes(
        compared(
            {"integrations": "support | started_on\n1 | 2014-03-01", "funding": "support | amount\n1 | 1000"},
            {
                "integrations": "support | started_on\n1 | 2014-03-01\n2 | 2014-03-01\n3 | 2015-03-01",
                "funding": "support | amount\n1 | 3500",
                "people": "person | sex\n1 | F\n2 | M\n3 | M",
            },
        ),
        ENGLISH,
    )
    told = {tuple(each[:2]): tuple(each[2:]) for each in named.to_numpy().tolist()}
    assert told["Integrations", "2014"] == ("1", "2", "+1")
    assert told["Integrations", "2015"] == ("—", "1", "—")
    assert told["Share of women", "2014"] == ("0.0% [u]", "50.0% [u]", "+50.0 points")
    assert told["Still active at 12 months", "2014"] == ("[x]", "[x]", "—")
    assert told["Funding awarded", "2014"] == ("1,000 MAD", "3,500 MAD", "+2,500 MAD")


@pytest.mark.parametrize("language", [FRENCH, ARABIC])
def test_changes_are_told_in_every_language(compared, language):
    named = name_release_changes(compared({"integrations": "support\n1"}, {"integrations": "support\n1\n2"}), language)
    assert named.notna().all(axis=None) and (named != "").all(axis=None)
    assert not set(named.columns) & {"Measure", "Year", "Now", "In that release", "Difference"}

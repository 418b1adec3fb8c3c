"""What do the measures count? Their definitions on little tables, what is reliable, and what holds for all of them."""

import pandas as pd
import pytest

from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS


def numbers(cells):
    """(numerator, denominator) of the only cell, None where null."""
    assert len(cells) == 1
    return tuple(None if pd.isna(cells[name][0]) else cells[name][0] for name in ("numerator", "denominator"))


def by_group(cells, name):
    return dict(zip(cells[name], cells["value"], strict=True))


# Definitions, on little tables.


def test_persons_are_counted_once_and_once_a_year(records):
    folder = records(
        integrations="""
            support | person | route         | started_on
            1       | 1      | education     | 2014-02-01
            2       | 1      | job_placement | 2014-09-01   # the same person again
            3       | 1      | micro_project | 2015-03-01
            4       | 2      | job_placement | 2015-03-01
        """
    )
    assert numbers(ask("beneficiaries", records=folder)) == (2, None)
    assert by_group(ask("beneficiaries", by="year", records=folder), "year") == {2014: 1, 2015: 2}
    assert numbers(ask("integrations", records=folder)) == (4, None)


def test_shares_are_of_the_known_and_unknown_is_a_category(records):
    folder = records(
        integrations="""
            support | person | prepared_in_prison
            1       | 1      | true
            2       | 2      | false
            3       | 3      |
            4       | 4      | true
        """,
        people="""
            person | sex | juvenile
            1      | F   | true
            2      | M   | false
            3      | U   |
            4      |     | false
        """,
    )
    assert numbers(ask("women_share", records=folder)) == (1, 2)
    assert numbers(ask("juvenile_share", records=folder)) == (1, 3)
    assert numbers(ask("prepared_share", records=folder)) == (2, 3)
    assert by_group(ask("integrations", by="sex", records=folder), "sex") == {"F": 1, "M": 1, "U": 2}
    groups = by_group(ask("integrations", by="age_group", records=folder), "age_group")
    assert groups == {"juvenile": 1, "adult": 2, "unknown": 1}
    prepared = by_group(ask("integrations", by="prepared", records=folder), "prepared")
    assert prepared == {"true": 2, "false": 1, "unknown": 1}


FOLLOWED = """
    support | started_on
    1       | 2014-03-01
"""
CLOSING = "\n            99 | 2016-12-31 | active"  # another support, so that everybody has been observed until then


@pytest.mark.parametrize(
    ("observations", "known", "active", "returned"),
    [
        ("1 | 2015-03-01 | active", 1, 1, 0),  # on the day counts
        ("1 | 2015-02-28 | active", 0, 0, 0),  # the day before does not: not known
        ("1 | 2015-03-01 | returned_to_prison", 1, 0, 1),  # on the day counts as before
        ("1 | 2015-03-02 | returned_to_prison", 1, 1, 0),  # the day after: active at the horizon
        ("1 | 2014-06-01 | completed", 1, 1, 0),
        ("1 | 2014-06-01 | certified", 1, 1, 0),
        ("1 | 2014-06-01 | ended", 1, 0, 0),
        ("1 | 2014-06-01 | lost", 0, 0, 0),
        (
            "1 | 2014-06-01 | lost \n 1 | 2015-06-01 | active",
            0,
            0,
            0,
        ),  # lost is final: seen again does not make it known
        ("1 | 2014-06-01 | ended \n 1 | 2014-06-01 | returned_to_prison", 1, 0, 1),  # a return wins a tie
        ("1 | 2014-06-01 | ended \n 1 | 2014-07-01 | completed", 1, 1, 0),  # the last final status counts
        ("1 | 2014-06-01 | completed \n 1 | 2014-08-01 | lost", 1, 1, 0),  # lost adds nothing to a definite end
        ("1 | 2015-06-01 | lost", 1, 1, 0),  # something was observed after the horizon
    ],
)
def test_situation_at_twelve_months(records, observations, known, active, returned):
    lines = "\n".join(line.strip() for line in observations.splitlines())
    folder = records(
        integrations=FOLLOWED + "    99 | 2016-06-01",  # too young to be in question
        follow_ups="support | seen | status\n" + lines + "\n99 | 2016-12-31 | active",
    )
    in_question = {"year": 2014}
    assert numbers(ask("active_12m", where=in_question, records=folder)) == (active, known)
    assert numbers(ask("return_to_prison_12m", where=in_question, records=folder)) == (returned, known)
    assert numbers(ask("lost_12m", where=in_question, records=folder)) == (1 - known, 1)


def test_who_was_not_followed_long_enough_is_in_no_rate(records):
    folder = records(
        integrations="support | started_on\n1 | 2014-01-31\n2 | 2014-06-01",
        follow_ups="""
            support | seen       | status
            1       | 2014-07-31 | active
            2       | 2014-07-15 | returned_to_prison   # its six months are not over when observation ends
        """,
    )
    assert numbers(ask("active_6m", records=folder)) == (1, 1)
    assert numbers(ask("lost_12m", records=folder)) == (0, 0)
    assert ask("lost_12m", records=folder)["status"].tolist() == ["not_available"]


def test_calendar_months_end_with_the_month(records):
    folder = records(
        integrations="support | started_on\n1 | 2014-08-31",
        follow_ups="support | seen | status\n1 | 2015-02-28 | active",  # 31 August + 6 months
    )
    assert numbers(ask("active_6m", records=folder)) == (1, 1)


def test_awards_are_summed_before_they_are_joined(records):
    folder = records(
        integrations="""
            support | route         | programme       | city_id
            1       | micro_project | annual_strategy | fes
            2       | micro_project | annual_strategy | fes       # same year, city and programme, not funded itself
            3       | micro_project | annual_strategy | rabat     # no money there: in no cost
        """,
        funding="""
            support | kind      | amount
            1       | cheque    | 1000.50
            1       | equipment | 500
        """,
    )
    assert numbers(ask("funding_total", records=folder)) == (1500.5, None)
    assert numbers(ask("funding_mean", records=folder)) == (1500.5, 2)
    assert numbers(ask("cheque_share", records=folder)) == (1000.5, 1500.5)
    assert numbers(ask("funding_per_integration", records=folder)) == (1500.5, 2)
    assert numbers(ask("integrations", records=folder)) == (3, None)
    kinds = by_group(ask("funding_total", by="funding_kind", records=folder), "funding_kind")
    assert kinds == {"cheque": 1000.5, "equipment": 500}


def test_cost_counts_the_money_and_the_outcome_of_the_same_people(records):
    folder = records(
        integrations="support | started_on\n1 | 2014-03-01\n2 | 2014-03-01\n3 | 2014-03-01",
        funding="support | amount\n1 | 900\n2 | 300\n3 | 5000",
        follow_ups="""
            support | seen       | status
            1       | 2015-03-01 | active
            2       | 2014-05-01 | ended
            3       | 2014-05-01 | lost      # not known: neither its money nor its outcome
        """,
    )
    assert numbers(ask("cost_per_active_12m", records=folder)) == (1200, 1)


def test_rate_per_inhabitants_keeps_its_inhabitants_under_any_filter(records):
    folder = records(integrations="support | city_id\n1 | fes\n2 | meknes\n3 | agadir-ait-melloul")
    cells = ask("integrations_per_100k", by="region", where={"sex": "M"}, records=folder)
    fes_meknes = cells[cells["region"] == "fes-meknes"].iloc[0]
    assert fes_meknes["denominator"] == 1112072 + 632079  # HCP, census of 2014
    assert fes_meknes["value"] == pytest.approx(2 / 1744151 * 100_000)
    assert cells["region"].tolist() == ["fes-meknes"]  # Agadir-Aït Melloul has no population of its own


# Reliability.


def test_a_rate_on_fewer_than_thirty_is_marked(records):
    few = "support\n" + "\n".join(map(str, range(1, 30)))
    assert ask("women_share", records=records(integrations=few))["status"].tolist() == ["low_reliability"]
    enough = "support\n" + "\n".join(map(str, range(1, 31)))
    assert ask("women_share", records=records(integrations=enough))["status"].tolist() == ["normal"]


def test_a_cohort_whose_window_is_open_is_provisional(records):
    lines = "\n".join(f"{n} | 2014-01-{n % 28 + 1:02}" for n in range(1, 40)) + "\n99 | 2014-12-01"
    seen = "\n".join(f"{n} | 2015-06-30 | active" for n in range(1, 40))
    folder = records(integrations="support | started_on\n" + lines, follow_ups="support | seen | status\n" + seen)
    assert ask("active_12m", records=folder)["status"].tolist() == ["provisional"]
    assert ask("active_12m", where={"month": "2014-01"}, records=folder)["status"].tolist() == ["normal"]


def test_nobody_known_is_not_available_and_never_a_number(records):
    folder = records(integrations="support | person\n1 | 1", people="person | sex\n1 | U")
    cells = ask("women_share", records=folder)
    assert numbers(cells) == (0, 0)
    assert cells["value"].isna().all() and cells["status"].tolist() == ["not_available"]


# Properties over the demonstration records.


@pytest.mark.parametrize("measure_id", [name for name, each in MEASURES.items() if each.grain != "persons" and each.unit != "per_100k"])  # fmt: skip
def test_parts_reconcile_to_the_total(measure_id):
    total = ask(measure_id)
    for name in MEASURES[measure_id].dimensions:
        parts = ask(measure_id, by=name)
        assert parts["numerator"].sum() == pytest.approx(total["numerator"][0], abs=1e-6), name
        if MEASURES[measure_id].is_ratio:
            assert parts["denominator"].sum() == pytest.approx(total["denominator"][0], abs=1e-6), name


@pytest.mark.parametrize("measure_id", [name for name, each in MEASURES.items() if each.is_share])
def test_shares_lie_between_zero_and_one(measure_id):
    for name in MEASURES[measure_id].dimensions:
        values = ask(measure_id, by=name)["value"].dropna()
        assert values.between(0, 1).all(), name


def test_every_dimension_of_a_measure_exists():
    assert all(set(measure.filters) <= set(DIMENSIONS) for measure in MEASURES.values())

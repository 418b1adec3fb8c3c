"""How large the awards were: bands to the dirham, and the counts against hand-written SQL."""

import pytest

from analytics.errors import RefusedQuestion
from analytics.measures.amounts import ask_amounts
from analytics.measures.asking import ask, find_cube


def test_what_an_award_does_not_have_is_refused():
    with pytest.raises(RefusedQuestion, match="“awards” cannot be asked by “home_city”"):
        ask_amounts(by="home_city")


def test_bands_are_half_open_and_widen(records):
    folder = records(
        integrations="""
            support | started_on
            1       | 2014-02-01
        """,
        funding="""
            support | amount
            1       | 0
            1       | 499.99
            1       | 500
            1       | 99999.99
            1       | 100000
            1       | 104999.99
            1       | 1000000
        """,
    )
    cells = ask_amounts(cube=find_cube(records=folder))
    assert cells[["from_mad", "to_mad", "numerator"]].to_numpy().tolist() == [
        [0, 500, 2],
        [500, 1000, 1],
        [99_500, 100_000, 1],
        [100_000, 105_000, 2],
        [1_000_000, 1_050_000, 1],
    ]


def test_awards_equal_hand_written_sql(raw_records):
    by_hand = raw_records.execute("""
        SELECT date_part('year', i.started_on)::INTEGER, f.kind, (f.amount_mad - f.amount_mad % 500)::BIGINT, count(*)
        FROM funding f JOIN integrations i USING (integration_id) WHERE f.amount_mad < 100000 GROUP BY ALL
    """).fetchall()
    cells = ask_amounts(["year", "funding_kind"])
    found = {tuple(row) for row in cells[["year", "funding_kind", "from_mad", "numerator"]].itertuples(index=False)}
    assert found == set(by_hand)
    assert (cells["to_mad"] - cells["from_mad"] == 500).all()
    assert cells["numerator"].sum() == ask("funding_mean")["denominator"].sum()

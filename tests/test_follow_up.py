"""What became of the supports, by month: to the day, on little tables; and the sums against hand-written SQL."""

import pytest

from analytics.errors import RefusedQuestion, UnknownName
from analytics.measures.asking import ask
from analytics.measures.follow_up import EXITS, LATEST_STATUSES, ask_follow_up, ask_latest_status

# As many supports as a test follows at once, each in a city of its own.
CITIES = ("casablanca", "fes", "marrakech", "meknes", "rabat", "sale")


def write_supports(records, started_on, histories):
    """A folder of one support a history, in the cities above."""
    rows = "\n".join(f"{city} | {city} | {started_on}" for city, _ in zip(CITIES, histories, strict=False))
    lines = "\n".join(
        f"{city} | {day} | {status}" for city, seen in zip(CITIES, histories, strict=False) for day, status in seen
    )
    given = {"follow_ups": f"support | seen | status\n{lines}"} if lines else {}
    return records(integrations=f"support | city_id | started_on\n{rows}", **given)


def exits_of(records, started_on, histories):
    """(kind, month) of the support of each history."""
    cells = ask_follow_up("city", cube=cube_of_folder(write_supports(records, started_on, histories)))
    assert cells["numerator"].eq(1).all() and len(cells) == len(histories)
    found = cells.set_index("city")
    return [(found.at[city, "exit"], found.at[city, "exit_month"]) for city in CITIES[: len(histories)]]


def exit_of(records, started_on, follow_ups):
    """(kind, month) of the only support."""
    return exits_of(records, started_on, [follow_ups])[0]


def cube_of_folder(folder):
    from analytics.measures.asking import find_cube

    return find_cube(records=folder)


# Refusals come first.


def test_what_a_person_has_or_an_award_has_is_refused():
    for name in ("home_city", "funding_kind"):
        with pytest.raises(RefusedQuestion, match=f"“exits” cannot be asked by “{name}”"):
            ask_follow_up(by=name)
        with pytest.raises(RefusedQuestion, match=name):
            ask_latest_status(where={name: [ask_values(name)]})
    with pytest.raises(UnknownName, match="rout"):
        ask_follow_up(by="rout")
    with pytest.raises(UnknownName, match="“Z”"):
        ask_follow_up(where={"sex": "Z"})


def ask_values(name):
    return {"home_city": "fes", "funding_kind": "cheque"}[name]


# To the day.


def test_an_end_counts_in_the_month_it_completes(records):
    months = {
        "2014-03-15": 1,  # the first day
        "2014-03-16": 1,
        "2014-04-15": 1,  # one month has passed on the day
        "2014-04-16": 2,
        "2015-03-15": 12,
        "2015-03-16": 13,
    }
    found = exits_of(records, "2014-03-15", [[(day, "ended"), ("2016-01-01", "active")] for day in months])
    assert dict(zip(months, found, strict=True)) == {day: ("ended", month) for day, month in months.items()}


def test_a_month_ends_on_its_last_day_where_it_has_no_31st(records):
    ends = [[("2014-02-28", "ended")], [("2014-03-01", "ended")]]
    assert exits_of(records, "2014-01-31", ends) == [("ended", 1), ("ended", 2)]


def test_who_was_censored_counts_through_the_last_whole_month(records):
    months = {"2014-03-15": 0, "2014-04-14": 0, "2014-04-15": 1, "2015-03-14": 11, "2015-03-15": 12}
    found = exits_of(records, "2014-03-15", [[(day, "active")] for day in months])
    assert dict(zip(months, found, strict=True)) == {day: ("censored", month) for day, month in months.items()}


def test_nobody_seen_is_censored_at_once(records):
    assert exit_of(records, "2014-03-15", []) == ("censored", 0)


def test_lost_ends_what_is_known_at_the_last_day_seen_active(records):
    seen = [("2014-06-15", "active"), ("2014-12-20", "lost"), ("2015-06-01", "active")]
    assert exit_of(records, "2014-03-15", seen) == ("censored", 3)


def test_a_return_counts_whenever_it_was_seen_and_else_the_first_end(records):
    later = [("2014-06-15", "completed"), ("2015-01-15", "returned_to_prison")]
    two = [("2014-06-15", "completed"), ("2014-08-15", "ended")]
    tie = [("2014-06-15", "ended"), ("2014-06-15", "certified")]
    found = exits_of(records, "2014-03-15", [later, two, tie])
    assert found == [("returned_to_prison", 10), ("completed", 3), ("certified", 3)]


def test_latest_status_is_the_latest_definite_end_else_lost_else_active(records):
    cases = [
        ([], "not_followed"),
        ([("2014-05-01", "active")], "active"),
        ([("2014-05-01", "active"), ("2014-06-01", "lost")], "lost"),
        ([("2014-05-01", "ended"), ("2014-06-01", "completed")], "completed"),
        ([("2014-05-01", "ended"), ("2014-06-01", "lost")], "ended"),
        ([("2014-05-01", "certified"), ("2014-05-01", "returned_to_prison")], "returned_to_prison"),
    ]
    folder = write_supports(records, "2014-03-01", [seen for seen, _ in cases])
    found = ask_latest_status("city", cube=cube_of_folder(folder)).set_index("city")["latest_status"]
    assert found.to_dict() == {city: latest for city, (_, latest) in zip(CITIES, cases, strict=True)}


# Whole.


def test_everybody_leaves_once():
    whole = ask("integrations", by=["year", "route"])
    for cells in (ask_follow_up(["year", "route"]), ask_latest_status(["year", "route"])):
        sums = cells.groupby(["year", "route"], sort=False)["numerator"].sum()
        assert sums.to_dict() == whole.set_index(["year", "route"])["numerator"].to_dict()
        assert set(cells["status"]) == {"normal"} and cells["denominator"].isna().all()


def test_codes_stand_in_their_order():
    cells = ask_latest_status("year")
    assert cells["latest_status"].tolist() == [*LATEST_STATUSES, *LATEST_STATUSES]
    assert cells["year"].tolist() == [2014] * 7 + [2015] * 7
    exits = ask_follow_up()
    assert exits["exit"].drop_duplicates().tolist() == list(EXITS)
    assert exits.groupby("exit")["exit_month"].apply(lambda months: months.is_monotonic_increasing).all()


@pytest.mark.parametrize("by", ["route", "city", "sex"])
def test_returns_and_latest_statuses_equal_hand_written_sql(raw_records, by):
    name = {"route": "i.route", "city": "i.city_id", "sex": "coalesce(b.sex, 'U')"}[by]
    by_hand = raw_records.execute(f"""
        SELECT {name}, count(*) FROM integrations i JOIN beneficiaries b USING (beneficiary_id)
        WHERE (SELECT count(*) FROM follow_ups f WHERE f.integration_id = i.integration_id
               AND f.status = 'returned_to_prison' AND f.observed_on <= DATE '2016-12-31') > 0
        GROUP BY 1
    """).fetchall()
    cells = ask_follow_up(by)
    returned = cells[cells["exit"] == "returned_to_prison"].groupby(by)["numerator"].sum()
    assert returned.to_dict() == dict(by_hand)
    latest = ask_latest_status(by)
    assert latest[latest["latest_status"] == "returned_to_prison"].set_index(by)["numerator"].to_dict() == dict(by_hand)
    never = raw_records.execute(f"""
        SELECT {name}, count(*) FROM integrations i JOIN beneficiaries b USING (beneficiary_id)
        WHERE i.integration_id NOT IN (SELECT integration_id FROM follow_ups) GROUP BY 1
    """).fetchall()
    assert latest[latest["latest_status"] == "not_followed"].set_index(by)["numerator"].to_dict() == dict(never)


def test_months_of_returns_equal_a_count_of_calendar_months(raw_records):
    by_hand = raw_records.execute("""
        SELECT least_month, count(*) FROM (
            SELECT (SELECT min(m) FROM range(1, 60) r(m)
                    WHERE i.started_on + to_months(m::INTEGER) >= min(f.observed_on)) AS least_month
            FROM follow_ups f JOIN integrations i USING (integration_id)
            WHERE f.status = 'returned_to_prison' GROUP BY i.integration_id, i.started_on
        ) GROUP BY 1
    """).fetchall()
    cells = ask_follow_up()
    returned = cells[cells["exit"] == "returned_to_prison"].set_index("exit_month")["numerator"]
    assert returned.to_dict() == dict(by_hand)

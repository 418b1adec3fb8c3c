"""What each rule hides, and what the audit tells of it."""

import pytest

from analytics.disclosure.protect import protect_tables
from analytics.disclosure.tables import Table
from tests.disclosure_tables import by_sex, cells_of, protect


@pytest.mark.parametrize(("people", "expected"), [(1, None), (9, None), (10, 10), (11, 11)])
def test_a_count_of_1_to_9_is_hidden(people, expected):
    (published,), _ = protect(by_sex(F=people, M=500, U=60))
    assert published == [expected, 500, 60]


@pytest.mark.parametrize(("people", "expected"), [(19, None), (20, 20)])
def test_juveniles_are_hidden_up_to_19(people, expected):
    (published,), audit = protect(
        ("integrations", ("age_group",), f"age_group | numerator\njuvenile | {people}\nadult | 400")
    )
    assert published == [expected, 400]
    assert list(audit["reason"]) == ["small_juvenile"] * (expected is None)


def test_a_hidden_cell_has_no_number_at_all():
    table = Table("rate", "return_to_prison_12m", ("route",))
    frame = cells_of("return_to_prison_12m", "route | numerator | denominator\na | 4 | 200\nb | 30 | 400", "route")
    published = protect_tables([table], {"rate": frame}).frames["rate"]
    assert published.loc[0, ["numerator", "denominator", "value"]].isna().all()
    assert published["status"].tolist() == ["confidential", "normal"]
    assert published.loc[1].equals(frame.loc[1])


@pytest.mark.parametrize(
    ("numerator", "denominator", "reasons"),
    [
        (100, 400, []),
        (0, 400, ["whole_group"]),
        (400, 400, ["whole_group"]),
        (9, 400, ["small_count"]),
        (395, 400, ["small_rest"]),
        (14, 28, ["small_base"]),
        (14, 30, []),
    ],
)
def test_a_rate_is_hidden_for_few_nobody_or_everybody(numerator, denominator, reasons):
    text = f"route | numerator | denominator\na | {numerator} | {denominator}\nb | 300 | 900\nc | 250 | 800"
    (published,), audit = protect(("return_to_prison_12m", ("route",), text))
    assert published == [None if reasons else numerator, 300, 250]
    told = audit.drop_duplicates(["part", "reason"])
    assert told[told["reason"] != "secondary"]["reason"].tolist() == reasons


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        # The range that can be proved must be 3 wide, or half of the number that is hidden.
        (395, 400, ["rest", 5, 3]),
        (392, 400, ["rest", 8, 4]),
        (14, 28, ["numerator", 14, 7]),
        (400, 400, ["numerator", 400, 200]),
        (0, 400, ["numerator", 0, 3]),
    ],
)
def test_the_audit_names_the_number_of_a_rate_that_is_kept(numerator, denominator, told):
    text = f"route | numerator | denominator\na | {numerator} | {denominator}\nb | 300 | 900\nc | 250 | 800"
    _, audit = protect(("return_to_prison_12m", ("route",), text))
    assert audit.loc[0, ["part", "value", "required"]].tolist() == told


def test_the_audit_tells_every_reason_of_a_number_in_one_row():
    text = "route | numerator | denominator\na | 0 | 28\nb | 300 | 900"
    _, audit = protect(("return_to_prison_12m", ("route",), text))
    assert audit[["measure", "part"]].drop_duplicates().values.tolist() == [["return_to_prison_12m", "numerator"]]
    assert audit.loc[0, "reason"] == "small_base, whole_group"


def test_what_is_hidden_for_the_sake_of_another_is_in_the_audit_too():
    totals = ("integrations", (), "numerator\n75")
    (published, _), audit = protect(by_sex(F=5, M=50, U=20), totals)
    assert published.count(None) == 2
    assert audit[["measure", "part", "reason"]].values.tolist() == [
        ["integrations", "numerator", "small_count"], ["integrations", "numerator", "secondary"],
    ]  # fmt: skip


def test_a_rate_of_nobody_hides_nothing():
    text = "route | numerator | denominator\na | 0 | 0\nb | 300 | 900"
    (published,), audit = protect(("return_to_prison_12m", ("route",), text))
    assert published == [0, 300] and audit.empty


def test_a_zero_that_tells_no_outcome_is_shown():
    text = "route | numerator | denominator\na | 0 | 400\nb | 300 | 900"
    (published,), _ = protect(("women_share", ("route",), text))
    assert published == [0, 300]


@pytest.mark.parametrize(
    ("amount", "awards", "largest", "reason"),
    [
        (100_000, 20, 60_000, None),
        (100_000, 20, 60_001, "dominance"),
        (100_000, 10, 20_000, None),
        (100_000, 9, 20_000, "small_count"),
        # One award is one too few whatever is known of its size.
        (100_000, 1, 20_000, "small_count"),
    ],
)
def test_an_amount_is_hidden_where_one_award_or_too_few_make_it_up(amount, awards, largest, reason):
    text = f"sector | numerator | awards | largest\na | {amount} | {awards} | {largest}\nb | 900000 | 50 | 30000"
    (published,), audit = protect(("funding_total", ("sector",), text))
    assert published == [None if reason else amount, 900_000]
    assert list(audit["reason"]) == [reason] * bool(reason)
    assert (audit["width"] >= amount / 2).all()

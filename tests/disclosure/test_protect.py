"""Protection of tables: refusals, what each rule hides, and what is hidden so that nothing can be worked out."""

import pandas as pd
import pytest

from analytics.disclosure.known import know, know_change, know_share
from analytics.disclosure.protect import protect_tables
from analytics.disclosure.rules import Rules
from analytics.disclosure.tables import Table
from analytics.errors import IdmajError, RefusedQuestion, UnknownName
from tests.conftest import read_text_table


def cells(measure, text, *by):
    """Cells from a little table; a share where it has a denominator. Money has awards and largest."""
    rows = pd.DataFrame(read_text_table(text))
    frame = pd.DataFrame({"measure": [measure] * len(rows)}).assign(**{name: rows[name] for name in by})
    for name in ("numerator", "denominator", "awards", "largest"):
        if name in rows or name in ("numerator", "denominator"):
            frame[name] = pd.array(pd.to_numeric(rows[name]) if name in rows else [None] * len(rows), dtype="Int64")
    frame["value"] = frame["numerator"] / frame["denominator"] if "denominator" in rows else frame["numerator"]
    return frame.assign(status="normal")


def protect(*given, **options):
    """Protect (measure, by, text) tables; returns what is published of each and the audit."""
    tables = [Table(f"table {place}", measure, by) for place, (measure, by, _) in enumerate(given)]
    frames = {table.name: cells(table.measure, text, *table.by)
              for table, (_, _, text) in zip(tables, given, strict=True)}  # fmt: skip
    protected = protect_tables(tables, frames, **options)
    assert protected.is_safe, protected.audit.to_string()
    return [shown(protected.frames[table.name]) for table in tables], protected.audit


def shown(frame):
    return [None if pd.isna(value) else int(value) for value in frame["numerator"]]


def by_sex(**people):
    return ("integrations", ("sex",), "\n".join(["sex | numerator", *(f"{sex} | {n}" for sex, n in people.items())]))


# Refusals.


@pytest.mark.parametrize(
    "table",
    [
        Table("a", "integrations", ("city", "age_group")),
        Table("b", "juvenile_share", ("year", "city")),
        Table("c", "integrations", ("city",), {"age_group": "juvenile"}),
        Table("d", "integrations", ("city",), {"age_group": "adult"}),
        Table("e", "integrations", ("age_group",), {"city": ["fes"]}),
        Table("f", "beneficiaries", ("age_group", "home_city")),
    ],
    ids=lambda table: table.name,
)
def test_juveniles_by_city_are_refused(table):
    frame = cells(table.measure, "numerator\n50")
    with pytest.raises(RefusedQuestion, match=f"“{table.name}” crosses juveniles with cities"):
        protect_tables([table], {table.name: frame})


def test_a_measure_that_is_not_told_is_refused():
    with pytest.raises(UnknownName, match="“wellbeing” is no measure"):
        protect(("wellbeing", (), "numerator\n50"))


def test_tables_that_contradict_each_other_are_refused():
    with pytest.raises(IdmajError, match="“table 1” contradicts another table"):
        protect(("integrations", (), "numerator\n50"), ("exits", (), "numerator\n51"))


def test_figures_that_no_records_agree_with_are_refused():
    with pytest.raises(IdmajError, match="contradict each other"):
        protect(by_sex(F=5, M=50, U=20), known=[know("integrations", {}, 10)])


def test_a_table_that_crosses_too_much_is_refused():
    rows = [f"m{each} | c{each} | s{each} | 10" for each in range(60)]
    with pytest.raises(RefusedQuestion, match="too finely"):
        protect(("integrations", ("month", "city", "sector"), "\n".join(["month | city | sector | numerator", *rows])))


def test_tables_that_cross_much_together_are_crossed_in_parts():
    pairs = [("month", "city"), ("city", "sector"), ("sector", "month")]
    given = [("integrations", pair, f"{pair[0]} | {pair[1]} | numerator\n" + "\n".join(
        f"{pair[0]}{each} | {pair[1]}{each} | {9 + each}" for each in range(60))) for pair in pairs]  # fmt: skip
    published, audit = protect(*given)
    # Each line has one cell, which the other tables show too: the smallest is 9, and nothing gives it away.
    assert published == [[None, *range(10, 69)]] * 3
    assert audit["high"].tolist() == [float("inf")] * 3


def test_a_table_of_money_without_its_largest_award_is_an_error():
    with pytest.raises(ValueError, match="awards, largest"):
        protect(("funding_total", (), "numerator\n50000"))


def test_cells_without_status_are_an_error():
    with pytest.raises(ValueError, match="status"):
        protect_tables([Table("a", "integrations")], {"a": pd.DataFrame({"numerator": [50]})})


# What each rule hides.


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
    frame = cells("return_to_prison_12m", "route | numerator | denominator\na | 4 | 200\nb | 30 | 400", "route")
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


# What is hidden so that nothing can be worked out.


def test_one_hole_in_a_line_gets_a_second_the_smallest_that_does():
    (published, total), audit = protect(by_sex(F=6, M=500, U=60), ("integrations", (), "numerator\n566"))
    assert (published, total) == ([None, 500, None], [566])
    assert audit[["low", "high"]].values.tolist() == [[1, 65], [1, 65]]
    assert audit["reason"].tolist() == ["small_count", "secondary"]


def test_a_second_hole_that_is_too_small_is_not_enough():
    # 3 and 1 make 4, so that 3 could be no more than 3 (1 to 3): the range must be 3 wide, and one more cell is hidden.
    (published, _), _ = protect(by_sex(F=3, M=500, U=1), ("integrations", (), "numerator\n504"))
    assert published == [None, None, None]


def test_a_number_hidden_in_one_table_is_hidden_in_every_other():
    (by_route, share), _ = protect(
        ("integrations", ("route", "sex"), "route | sex | numerator\na | F | 7\na | M | 90\nb | F | 40\nb | M | 300"),
        ("women_share", ("route",), "route | numerator | denominator\na | 7 | 97\nb | 40 | 340"),
    )
    assert by_route[0] is None and share[0] is None


def test_totals_of_both_years_do_not_fill_a_hole():
    (by_year, both), _ = protect(
        (
            "integrations",
            ("year", "sex"),
            "year | sex | numerator\n2014 | F | 8\n2014 | M | 90\n2015 | F | 40\n2015 | M | 300",
        ),
        ("integrations", ("sex",), "sex | numerator\nF | 48\nM | 390"),
    )
    # 48 women less the 40 of 2015 would be the 8 of 2014.
    assert by_year[0] is None and (by_year[2] is None or both[0] is None)


def test_what_everybody_knows_is_not_hidden_and_helps_to_attack():
    known = [know("integrations", {"sex": "F"}, 8), know("integrations", {}, 75)]
    (published,), audit = protect(by_sex(F=8, M=60, U=7), known=known)
    # 8 women are printed; 60 and 7 make the other 67.
    assert published == [8, None, None]
    assert audit[audit["reason"] == "small_count"][["low", "high"]].values.tolist() == [[1, 66]]


def test_a_printed_change_undoes_no_hole():
    text = "year | numerator\n2014 | 8\n2015 | 40"
    before, after = ({"year": year} for year in ("2014", "2015"))
    (published,), audit = protect(
        ("integrations", ("year",), text), known=[know_change("integrations", before, after, 32)]
    )
    assert published == [None, None] and audit["high"].isna().sum() == 0


def test_a_printed_percentage_holds_as_it_was_rounded():
    text = "numerator | denominator\n8 | 400"
    known = know_share("return_to_prison_12m", {}, 2.0, 1)
    tables, frames = [Table("rate", "return_to_prison_12m")], {"rate": cells("return_to_prison_12m", text)}
    free = protect_tables(tables, frames, known).audit
    # 1.95 to 2.05 % of an unknown number of people says nothing; of the known 400 it says 7.8 to 8.2.
    assert free.loc[0, "width"] > 100
    known = [*known, know("return_to_prison_12m", {}, 400, part="denominator")]
    told = protect_tables(tables, frames, known)
    assert told.audit.loc[0, ["low", "high"]].tolist() == [8, 8]
    assert not told.is_safe


def test_a_region_does_not_give_its_small_city_away():
    nesting = pd.DataFrame({"city": ["a", "b", "c"], "region": ["north", "north", "south"]})
    (cities, regions), _ = protect(
        ("integrations", ("city",), "city | numerator\na | 4\nb | 50\nc | 70"),
        ("integrations", ("region",), "region | numerator\nnorth | 54\nsouth | 70"),
        nesting=[nesting],
    )
    assert cities[0] is None
    assert cities[1] is None or regions[0] is None


def test_no_more_persons_than_supports():
    (persons, supports), audit = protect(
        ("beneficiaries", ("year", "sex"), "year | sex | numerator\n2014 | F | 6\n2014 | M | 90"),
        ("integrations", ("year", "sex"), "year | sex | numerator\n2014 | F | 12\n2014 | M | 95"),
    )
    assert persons == [None, 90] and supports[1] == 95
    assert audit.loc[0, "high"] == (12 if supports[0] else float("inf"))


def test_rounding_is_of_counts_and_what_follows_from_them():
    text = "route | numerator | denominator\na | 43 | 400\nb | 300 | 902"
    table = Table("rate", "return_to_prison_12m", ("route",))
    frames = {"rate": cells("return_to_prison_12m", text, "route")}
    once = protect_tables([table], frames, rules=Rules(rounding=5)).frames
    assert once["rate"]["numerator"].tolist() == [45, 300]
    assert once["rate"]["denominator"].tolist() == [400, 900]
    assert once["rate"]["value"].tolist() == [45 / 400, 300 / 900]
    assert protect_tables([table], once, rules=Rules(rounding=5)).frames["rate"].equals(once["rate"])


def test_when_time_is_up_more_is_hidden_and_never_less():
    routes, sexes = "abcdef", "FMU"
    text = "route | sex | numerator\n" + "\n".join(
        f"{route} | {sex} | {3 + 7 * place + 11 * (sex != 'U')}" for place, route in enumerate(routes) for sex in sexes
    )
    inner = cells("integrations", text, "route", "sex")
    tables = [Table("inner", "integrations", ("route", "sex")), Table("route", "integrations", ("route",)),
              Table("sex", "integrations", ("sex",))]  # fmt: skip
    frames = {"inner": inner} | {
        name: inner.groupby(name, as_index=False)[["numerator", "value"]].sum()
        .assign(measure="integrations", denominator=pd.NA, status="normal")
        for name in ("route", "sex")
    }  # fmt: skip
    best = protect_tables(tables, frames)
    quick = protect_tables(tables, frames, rules=Rules(time_limit_seconds=1e-9))
    assert best.is_smallest and not quick.is_smallest
    assert best.is_safe and quick.is_safe
    hidden = [sum(frame["numerator"].isna().sum() for frame in each.frames.values()) for each in (best, quick)]
    assert hidden[0] <= hidden[1]

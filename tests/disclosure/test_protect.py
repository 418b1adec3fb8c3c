"""Protection of tables: refusals, and what is hidden so that nothing can be worked out."""

import pandas as pd
import pytest

from analytics.disclosure.known import know, know_change, know_share
from analytics.disclosure.protect import protect_tables
from analytics.disclosure.rules import Rules
from analytics.disclosure.tables import Table
from analytics.errors import IdmajError, RefusedQuestion, UnknownName
from tests.disclosure_tables import by_sex, cells_of, protect

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
    frame = cells_of(table.measure, "numerator\n50")
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


def test_what_cannot_be_hidden_far_enough_is_hidden_as_far_as_it_can_be_and_nothing_else_with_it():
    text = "route | sex | numerator\na | F | 1\na | M | 3\nb | F | 40\nb | M | 300"
    tables = [Table("inner", "integrations", ("route", "sex"))]
    frames = {"inner": cells_of("integrations", text, "route", "sex")}
    found = protect_tables(tables, frames, [know("integrations", {"route": "a"}, 4)])
    # The 4 of route a are printed: both of its numbers are 1 to 3 whatever is hidden, which is narrower than 3.
    assert found.frames["inner"]["numerator"].isna().tolist() == [True, True, False, False]
    assert found.audit[["low", "high"]].values.tolist() == [[1, 3], [1, 3]]
    assert not found.is_safe


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
    tables, frames = [Table("rate", "return_to_prison_12m")], {"rate": cells_of("return_to_prison_12m", text)}
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
    frames = {"rate": cells_of("return_to_prison_12m", text, "route")}
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
    inner = cells_of("integrations", text, "route", "sex")
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

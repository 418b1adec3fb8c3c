"""The pivot of Explore: its cells are those of `ask`, its totals are asked again, and all of them are those of SQL by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comparison.interval import wilson
from analytics.comparison.pivot import ALL, ask_pivot
from analytics.errors import RefusedQuestion, UnknownName
from analytics.measures.asking import ask, find_cube
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS
from tests.test_reference import as_set, count_by_hand, known, read_reference

# By what each kind of row can be divided, written from the interface and not from the code.
OF_SUPPORTS = {"year", "month", "city", "region", "centre_status", "sex", "age_group", "education", "route", "programme", "sector", "partner", "prepared"}  # fmt: skip
OF_PERSONS = {"year", "sex", "age_group", "education", "home_city", "home_region"}
AWARDS = {"funding_total", "funding_mean", "cheque_share"}
INHABITANTS = "integrations_per_100k"
VALUES = {
    "year": ["2014", "2015"], "month": ["2014-07", "2015-01", "2015-12"], "city": ["fes", "rabat", "casablanca", "tanger"],
    "region": ["casablanca-settat", "fes-meknes", "oriental"], "centre_status": ["open", "none"], "sex": ["F", "M", "U"],
    "age_group": ["juvenile", "adult", "unknown"], "education": ["none", "primary", "higher"],
    "route": ["job_placement", "micro_project", "apprenticeship"], "programme": ["annual_strategy", "ramadan_2015"],
    "sector": ["commerce", "food", "unknown"], "partner": ["company", "foundation"], "prepared": ["true", "false", "unknown"],
    "home_city": ["fes", "rabat"], "home_region": ["oriental", "fes-meknes"], "funding_kind": ["cheque", "equipment"],
}  # fmt: skip


def may_be_divided_by(measure_id):
    if measure_id == "beneficiaries":
        return OF_PERSONS
    if measure_id == INHABITANTS:
        return {"city", "region", "centre_status"}
    return OF_SUPPORTS | ({"funding_kind"} if measure_id in AWARDS else set())


def may_be_filtered_by(measure_id):
    return OF_SUPPORTS if measure_id == INHABITANTS else may_be_divided_by(measure_id)


def is_answered(measure_id, by, where):
    return set(by) <= may_be_divided_by(measure_id) and set(where) <= may_be_filtered_by(measure_id)


def write_condition(where):
    quoted = {name: ", ".join(f"'{value}'" for value in values) for name, values in where.items()}
    return " AND ".join(f"{name}::VARCHAR IN ({values})" for name, values in quoted.items()) or "true"


def ask_by_hand(raw_records, measure_id, by, where):
    """The sums of hand-written SQL over the raw records, of groups that have a known case."""
    is_by_year = measure_id == "beneficiaries" and ("year" in by or len(where.get("year", ())) == 1)
    if measure_id == "beneficiaries" and not is_by_year:
        where = {name: values for name, values in where.items() if name != "year"}  # both years are no filter
    sql = read_reference("beneficiaries_by_year" if is_by_year else measure_id)
    found = known(as_set(count_by_hand(raw_records, sql, by, write_condition(where))))
    if measure_id != INHABITANTS:
        return found
    names = {"city": "id", "region": "region_id", "centre_status": "centre_status"}
    near = {names[name]: values for name, values in where.items() if name in names}
    columns = "".join(f"{names[name]}, " for name in by)
    groups = f"GROUP BY {', '.join(names[name] for name in by)}" if by else ""
    rows = raw_records.execute(
        f"SELECT {columns}sum(population) FROM cities WHERE population IS NOT NULL AND {write_condition(near)} {groups}"
    ).fetchall()
    inhabitants = {row[:-1]: float(row[-1]) for row in rows if row[-1] is not None}  # filters may leave no city
    return {(*row[:-1], inhabitants[row[: len(by)]]) for row in found}


def sums_of(cells, by):
    texts = cells.assign(**{name: cells[name].astype(str) for name in by})
    return known(as_set(texts[[*by, "numerator", "denominator"]].astype(object).itertuples(index=False)))


def in_texts(rows, count):
    return {(*(str(int(code)) if isinstance(code, float) else code for code in row[:count]), *row[count:]) for row in rows}  # fmt: skip


@st.composite
def questions(draw):
    measure_id = draw(st.sampled_from(sorted(MEASURES)))
    # Most questions have an answer; the others must be refused.
    among = may_be_divided_by(measure_id) if draw(st.integers(0, 5)) else set(DIMENSIONS)
    sides = draw(st.permutations(sorted(among)))
    rows, columns = sides[: draw(st.integers(0, 2))], sides[-draw(st.integers(0, 1)) or len(sides) :]
    filters = draw(st.lists(st.sampled_from(sorted(among | {"year"})), max_size=2, unique=True))
    where = {
        name: draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=2, unique=True)) for name in filters
    }
    return measure_id, rows, [name for name in columns if name not in rows], where


@given(question=questions())
@settings(max_examples=200, deadline=None)
def test_pivot_equals_ask_and_sql_over_the_raw_records(question, raw_records):
    measure_id, rows, columns, where = question
    if not is_answered(measure_id, [*rows, *columns], where):
        for refused in (lambda: ask(measure_id, [*rows, *columns], where), lambda: ask_pivot(measure_id, rows, columns, where)):  # fmt: skip
            with pytest.raises(RefusedQuestion):
                refused()
        return
    pivot = ask_pivot(measure_id, rows, columns, where)
    seen = 0
    for has_rows in {True, not rows}:
        for has_columns in {True, not columns}:
            kept = [*(rows if has_rows else []), *(columns if has_columns else [])]
            is_of_this_kind = pd.Series(True, index=pivot.index)
            for name in [*rows, *columns]:
                is_of_this_kind &= (pivot[name] != ALL) if name in kept else (pivot[name] == ALL)
            part = pivot[is_of_this_kind].reset_index(drop=True)
            asked = ask(measure_id, kept, where)
            names = [*kept, "numerator", "denominator", "value", "status"]
            pd.testing.assert_frame_equal(
                part[names], asked.astype(dict.fromkeys(kept, "str"))[names], check_dtype=False
            )
            assert sums_of(part, kept) == in_texts(ask_by_hand(raw_records, measure_id, kept, where), len(kept))
            seen += len(part)
    assert seen == len(pivot)


def test_a_total_of_shares_is_not_a_sum_or_a_mean_of_shares(records):
    folder = records(
        people="""
            person | sex
            1      | F
            2      | M
            3      | M
            4      | M
        """,
        integrations="""
            support | person | route         | started_on
            1       | 1      | job_placement | 2014-01-05
            2       | 2      | education     | 2014-01-05
            3       | 3      | education     | 2014-01-05
            4       | 4      | education     | 2014-01-05
        """,
    )
    pivot = ask_pivot("women_share", ["route"], [], cube=find_cube(records=folder))
    assert dict(zip(pivot["route"], pivot["value"], strict=True)) == {"job_placement": 1.0, "education": 0.0, ALL: 0.25}
    assert pivot["status"].tolist() == ["low_reliability"] * 3


def test_persons_of_two_years_are_counted_once_in_all(records):
    folder = records(
        integrations="""
            support | person | started_on
            1       | 1      | 2014-01-05
            2       | 1      | 2015-01-05
            3       | 2      | 2015-02-05
        """
    )
    pivot = ask_pivot("beneficiaries", [], ["year"], cube=find_cube(records=folder))
    assert dict(zip(pivot["year"], pivot["value"], strict=True)) == {"2014": 1, "2015": 2, ALL: 2}


def test_intervals_are_those_of_wilson_and_only_where_there_is_an_estimate():
    pivot = ask_pivot("return_to_prison_12m", [], ["year"], with_intervals=True)
    row = pivot[pivot["year"] == "2015"].iloc[0]
    # 134 of 3,893 were published; the interval by the formula of Wilson (1927), z = 1.959964.
    centre, spread = (
        (134 + 1.920729) / (3893 + 3.841459),
        1.959964 * (134 * 3759 / 3893 + 0.960365) ** 0.5 / 3896.841459,
    )
    assert (row["low"], row["high"]) == pytest.approx((centre - spread, centre + spread), abs=1e-6)
    assert (row["low"], row["high"]) == pytest.approx(wilson(134, 3893))
    assert ask_pivot("integrations", [], ["year"], with_intervals=True)["low"].isna().all()


def test_no_code_is_called_as_a_total_is():
    cube = find_cube()
    assert not [name for name in DIMENSIONS if name not in ("year", "month") and ALL in cube.values(name)]


@pytest.mark.parametrize("wrong", [("recidivism", ["route"], []), ("integrations", ["rout"], []), ("integrations", [], ["rout"])])  # fmt: skip
def test_unknown_names_are_refused(wrong):
    with pytest.raises(UnknownName):
        ask_pivot(*wrong)


def test_the_public_gets_hidden_cells_and_only_totals_that_were_cleared():
    from analytics.disclosure.gate import public_cube
    from analytics.records.folder import DataFolder

    cube = public_cube(find_cube(), DataFolder.at())
    pivot = ask_pivot("active_12m", ["city"], ["year"], cube=cube)
    hidden = pivot[pivot["status"] == "confidential"]
    assert len(hidden) and hidden[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert set(pivot["year"]) == {"2014", "2015"}  # of both years together no table was cleared
    with pytest.raises(RefusedQuestion):
        ask_pivot("active_12m", ["city"], ["sex"], cube=cube)


def test_cells_stand_in_the_order_of_the_code_lists_and_each_total_after_what_it_is_of():
    pivot = ask_pivot("integrations", ["sex"], ["year"])
    sides = [(sex, year) for sex in ("F", "M", "U", ALL) for year in ("2014", "2015", ALL)]
    assert list(zip(pivot["sex"], pivot["year"], strict=True)) == sides


def test_intervals_come_only_when_they_are_asked_for():
    assert not {"low", "high"} & set(ask_pivot("active_12m", ["sex"], []))

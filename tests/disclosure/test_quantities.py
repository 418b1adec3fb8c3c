"""What each measure counts is told right: the same numbers, asked in two ways, are the same."""

import pandas as pd
import pytest

from analytics.disclosure.quantities import (
    COUNTED_ELSEWHERE,
    INTEGRATIONS,
    PARTS,
    PERSON_YEARS,
    PERSONS,
    Quantity,
    quantities_of,
    tells_outcome,
)
from analytics.errors import UnknownName
from analytics.measures.asking import ask
from analytics.measures.catalogue import EDUCATION_ROUTES, MEASURES


def numbers(measure, part="numerator", by=("year", "route"), **where):
    cells = ask(measure, by=by, where=where)
    return dict(zip(cells[list(by)].itertuples(index=False, name=None), cells[part].tolist(), strict=True))


def box(**codes):
    return {name: frozenset(values) for name, values in codes.items()}


def test_a_measure_whose_records_are_not_told_is_refused():
    with pytest.raises(UnknownName, match="“wellbeing” is no measure"):
        quantities_of("wellbeing", {})


def test_every_measure_of_the_catalogue_is_told():
    assert set(PARTS) == set(MEASURES) | COUNTED_ELSEWHERE
    for name, measure in MEASURES.items():
        assert PARTS[name].numerator.family == {"persons": PERSONS, "awards": "money"}.get(
            measure.grain, INTEGRATIONS
        ) or (measure.numerator_is_money and PARTS[name].numerator.family == "money")
        assert (PARTS[name].denominator is not None) == (measure.is_ratio and measure.unit != "per_100k")


@pytest.mark.parametrize("name", ["women_share", "juvenile_share", "prepared_share"])
@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_share_counts_supports_of_these_codes(name, part):
    (limited,) = quantities_of(name, {})[part].box
    found = numbers(name, part)
    expected = numbers("integrations", **{limited[0]: sorted(limited[1])})
    assert {key: value for key, value in found.items() if value} == expected


def test_follow_up_rates_share_who_is_known():
    known = numbers("active_12m", "denominator")
    assert numbers("return_to_prison_12m", "denominator") == known
    assert numbers("certified_12m", "denominator") == {key: n for key, n in known.items() if key[1] in EDUCATION_ROUTES}
    in_question, lost = numbers("lost_12m", "denominator"), numbers("lost_12m")
    assert {key: in_question[key] - lost[key] for key in in_question} == known
    active, returned = numbers("active_12m"), numbers("return_to_prison_12m")
    assert all(active[key] + returned[key] <= known[key] for key in known)
    certified = numbers("certified_12m")
    assert all(certified[key] <= active[key] for key in certified)


def test_one_sum_of_money_stands_behind_four_measures():
    total = numbers("funding_total", by=("year",))
    assert numbers("funding_mean", by=("year",)) == total
    assert numbers("cheque_share", "denominator", by=("year",)) == total
    assert numbers("funding_per_integration", by=("year",)) == total
    assert numbers("cheque_share", by=("year",)) == numbers("funding_total", by=("year",), funding_kind="cheque")


def test_persons_are_counted_once_or_once_a_year():
    assert quantities_of("beneficiaries", {})["numerator"].family == PERSONS
    assert quantities_of("beneficiaries", box(year=["2014"]))["numerator"].family == PERSON_YEARS


def test_women_of_a_table_by_sex_are_the_numerator_of_their_share():
    women = quantities_of("integrations", box(route=["education"], sex=["F"]))["numerator"]
    assert quantities_of("women_share", box(route=["education"]))["numerator"] == women
    assert quantities_of("women_share", box(sex=["M"]))["numerator"].is_empty


def test_what_is_left_of_a_denominator_is_a_quantity_too():
    parts = quantities_of("women_share", box(year=["2015"]))
    rest = parts["denominator"].without(parts["numerator"])
    assert rest == quantities_of("integrations", box(year=["2015"], sex=["M"]))["numerator"]
    assert Quantity.of(INTEGRATIONS, {}).without(Quantity.of(PERSONS, {})) is None


def test_only_follow_up_rates_tell_an_outcome():
    told = {name for name in MEASURES if tells_outcome(name)}
    assert told == {"active_6m", "active_12m", "certified_12m", "return_to_prison_12m", "lost_12m"}
    assert not tells_outcome("exits")
    assert pd.isna(ask("integrations")["denominator"]).all()

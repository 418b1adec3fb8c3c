"""`ask`: refusals, the shape of its answers, filters that are bound and never pasted."""

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.errors import RefusedQuestion, UnknownName, UnreadableInput
from analytics.measures.asking import ask, ask_several, ask_together, find_cube
from analytics.measures.catalogue import MEASURES

# Refusals come first.


@pytest.mark.parametrize("name", ["women_shar", "'; DROP TABLE integrations_cube; --", "", "recidivism"])
def test_unknown_measure_names_the_nearest(name):
    with pytest.raises(UnknownName) as refusal:
        ask(name)
    assert all(nearest in MEASURES for nearest in refusal.value.nearest)


def test_unknown_measure_close_to_one_names_it():
    with pytest.raises(UnknownName, match="women_share"):
        ask("women_shar")


def test_unknown_dimension_names_the_nearest():
    with pytest.raises(UnknownName, match="age_group"):
        ask("integrations", by="age_grup")


@pytest.mark.parametrize("value", ["X", "F' OR 1=1", "", "unknown"])
def test_value_outside_the_code_list_is_refused(value):
    with pytest.raises(UnknownName) as unknown:
        ask("integrations", where={"sex": value})
    assert sorted(unknown.value.nearest) == ["F", "M", "U"]
    assert unknown.value.nearest[0] == ("U" if value == "unknown" else "F")


def test_year_that_the_records_do_not_hold_is_refused():
    with pytest.raises(UnknownName, match="2014.*2015"):
        ask("integrations", where={"year": 1914})


def test_persons_by_route_are_refused_and_pointed_to_integrations():
    with pytest.raises(RefusedQuestion, match="ask “integrations”"):
        ask("beneficiaries", by="route")
    with pytest.raises(RefusedQuestion, match="ask “integrations”"):
        ask("beneficiaries", where={"route": "education"})


def test_persons_over_some_of_several_years_are_refused(records):
    folder = records(
        integrations="""
            support | person | started_on
            1       | 1      | 2014-01-05
            2       | 1      | 2015-01-05
            3       | 2      | 2016-01-05
        """
    )
    with pytest.raises(RefusedQuestion, match="Persons cannot be added"):
        ask("beneficiaries", where={"year": [2014, 2015]}, records=folder)
    assert ask("beneficiaries", where={"year": [2014, 2015, 2016]}, records=folder)["value"].tolist() == [2]
    assert ask("beneficiaries", where={"year": 2014}, records=folder)["value"].tolist() == [1]
    assert ask("beneficiaries", by="year", where={"year": [2014, 2015]}, records=folder)["value"].tolist() == [1, 1]


@pytest.mark.parametrize("name", ["funding_kind", "home_city"])
def test_dimension_of_another_grain_is_refused(name):
    with pytest.raises(RefusedQuestion, match="cannot be asked by"):
        ask("integrations", by=name)


@pytest.mark.parametrize("name", ["sex", "route", "year"])
def test_rate_per_inhabitants_is_asked_by_place_only(name):
    with pytest.raises(RefusedQuestion, match="city, region, centre_status"):
        ask("integrations_per_100k", by=name)


def test_no_value_is_no_filter_value():
    for nothing in (None, float("nan")):
        with pytest.raises(UnknownName, match="2014, 2015"):
            ask("integrations", where={"year": nothing})
    with pytest.raises(UnknownName, match="“None” is no dimension"):
        ask("integrations", by=["year", None])


def test_missing_record_folder_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableInput, match="is not a folder"):
        ask("integrations", records=tmp_path / "nowhere")


# The shape.


def test_cells_have_the_columns_of_the_interface_in_order():
    cells = ask("women_share", by=["year", "sex"])
    assert list(cells.columns) == ["measure", "year", "sex", "numerator", "denominator", "value", "status"]
    assert str(cells["numerator"].dtype) == "Int64" and str(cells["value"].dtype) == "Float64"


def test_a_sum_has_no_denominator_and_its_value_is_its_numerator():
    cells = ask("integrations", by="year")
    assert cells["denominator"].isna().all()
    assert (cells["value"] == cells["numerator"]).all()


def test_order_is_that_of_the_code_lists():
    assert ask("integrations", by="route")["route"].tolist() == [
        "job_placement", "micro_project", "education", "vocational_training", "apprenticeship", "paid_internship",
    ]  # fmt: skip


def test_empty_combinations_are_absent():
    cells = ask("integrations", by=["year", "programme"])
    assert (2014, "ramadan_2015") not in set(zip(cells["year"], cells["programme"], strict=True))
    assert len(ask("integrations", where={"programme": "ramadan_2014", "year": 2015})) == 0


def test_certificates_are_asked_of_education_routes_only():
    routes = ask("certified_12m", by="route")["route"].tolist()
    assert routes == ["education", "vocational_training", "apprenticeship", "paid_internship"]


def test_a_filter_that_names_every_year_is_no_filter():
    assert ask("beneficiaries", where={"year": [2014, 2015]}).equals(ask("beneficiaries"))


# Values as Python and pandas hold them.


@pytest.mark.parametrize(
    "year", [2014, "2014", np.int64(2014), np.array(2014), [2014], (2014,), {2014}, np.array([2014]), pd.Series([2014])]
)
def test_a_year_is_asked_as_text_as_a_number_or_in_any_kind_of_list(year):
    assert ask("integrations", where={"year": year})["value"].tolist() == [933 + 1436 + 1401]


def test_true_and_false_are_the_codes_true_and_false(records):
    folder = records(integrations="support | prepared_in_prison\n1 | true\n2 | true\n3 | false\n4 |")
    for value, count in [(True, 2), (np.bool_(True), 2), ("true", 2), (False, 1), ([True, False], 3)]:
        assert ask("integrations", where={"prepared": value}, records=folder)["value"].tolist() == [count]


def test_no_division_and_no_filter_may_be_none():
    assert ask("integrations", by=None, where=None).equals(ask("integrations"))


def test_an_empty_answer_keeps_its_columns_in_every_form(capsys):
    nothing = ["ask", "integrations", "--by", "sex", "--where", "programme=ramadan_2014", "--where", "year=2015"]
    expected = {
        "table": "measure sex numerator denominator value status",
        "csv": "measure,sex,numerator,denominator,value,status",
        "json": "[]",
    }
    for form, text in expected.items():
        assert main([*nothing, "--format", form]) == 0
        assert capsys.readouterr().out.strip() == text


def test_measures_asked_together_are_answered_as_each_alone():
    names = ["return_to_prison_12m", "certified_12m", "funding_mean", "active_12m"]
    by, where = ["route", "year"], {"sex": "F"}
    for name, cells in zip(names, ask_several(names, by, where, find_cube()), strict=True):
        pd.testing.assert_frame_equal(cells, ask(name, by=by, where=where))


def test_measures_asked_together_refuse_what_one_of_them_refuses():
    with pytest.raises(RefusedQuestion, match="beneficiaries"):
        ask_several(["integrations", "beneficiaries"], ["route"], {}, find_cube())


@pytest.mark.parametrize(
    "names", [["active_6m", "return_to_prison_12m"], ["funding_mean", "active_12m", "integrations"]]
)
def test_measures_in_one_table_are_those_asked_alone_one_after_another(names):
    by, where = ["route", "year"], {"sex": "F"}
    alone = [ask(name, by=by, where=where) for name in names]
    together = ask_together(names, by, where, find_cube())
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))


@pytest.mark.parametrize(
    ("where", "nearest"),
    [
        ({"city": "Fès"}, ["fes"]), ({"city": "فاس"}, ["fes"]), ({"city": "Marakech"}, ["marrakech"]),
        ({"programme": "Ramadan programme 2015"}, ["ramadan_2015"]), ({"year": "2041"}, ["2015", "2014"]),
        # as the files of the field offices may spell them
        ({"city": "Casa"}, ["casablanca"]), ({"city": "البيضاء"}, ["casablanca"]), ({"sex": "Femme"}, ["F"]),
    ],
)  # fmt: skip
def test_a_name_in_any_language_or_spelling_leads_to_its_code(where, nearest):
    with pytest.raises(UnknownName) as unknown:
        ask("integrations", where=where)
    assert unknown.value.nearest[: len(nearest)] == nearest

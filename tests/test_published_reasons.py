"""Why figures may not stand side by side: a reason claims only what was checked."""

import pytest

from analytics.language import ENGLISH
from analytics.published import compare_figures, compare_indicators, register
from analytics.published.judging import is_borne_out
from analytics.published.pairing import AFTER_RELEASE, INSIDE_PRISON, YEAR_OF_SERVICES
from analytics.published.reasons import REASONS
from analytics.published.wording import say_comparison, say_reason


def reason_of(indicator, programme=None, **years):
    rows = compare_figures(register(), indicator, **years).to_dict("records")
    return next(row["reason"] for row in rows if programme in (None, row["programme"]))


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("job_placements", "programme_cost", "different_units"),  # people against dirhams, whatever else differs
        ("inprison_followup", "programme_cost", "different_units"),
        ("inprison_followup", "vocational_training_centres", "different_units"),
        ("prison_population", "recidivism_rate", "different_units"),
        ("programme_cities_count", "accompaniment_centres_open", "different_units"),
        ("prison_population", "job_placements", "inside_and_after_prison"),
        ("inprison_education_enrolment", "micro_projects", "inside_and_after_prison"),
        ("vocational_training_centres", "accompaniment_centres_open", "inside_and_after_prison"),
        ("recidivism_rate", "prison_population_share", "inside_and_after_prison"),
        ("job_placements", "programme_beneficiaries", "year_against_round"),
        ("programme_beneficiaries", "micro_projects", "year_against_round"),  # projects stand for those who have them
        ("job_placements", "micro_projects", "overlap_not_stated"),
        ("job_placements", "education_training_integrations", "overlap_not_stated"),
        # Who leaves or enters prison is neither inside it nor after release; nor is the census.
        ("prison_releases_pardoned", "job_placements", "different_indicators"),
        ("prison_new_entrants", "job_placements", "different_indicators"),
        ("census_population", "prison_population", "different_indicators"),
        # Education and training may begin before release.
        ("education_training_integrations", "inprison_vocational_training", "different_indicators"),
        # A sample, or a part of a round, is no year of services and no round.
        ("followup_sample", "programme_beneficiaries", "different_indicators"),
        ("job_placements", "programme_beneficiaries_moussalaha", "different_indicators"),
    ],
)  # fmt: skip
def test_two_indicators_are_refused_for_what_differs_first(first, second, reason):
    for one, other in ((first, second), (second, first)):
        row = compare_indicators(register(), one, other).iloc[0].to_dict()
        assert (row["verdict"], row["reason"]) == ("not_comparable", reason)


def test_the_kinds_of_indicators_exist_and_do_not_overlap():
    known = set(register().code_lists.ids("indicators"))
    assert known >= INSIDE_PRISON | AFTER_RELEASE | YEAR_OF_SERVICES
    assert not INSIDE_PRISON & AFTER_RELEASE


def test_a_whole_programme_year_is_no_round_at_ramadan():
    row = compare_indicators(register(), "job_placements", "programme_beneficiaries", before=2015, after=2017).iloc[0]
    assert (row["after"], row["reason"]) == (391, "different_indicators")


def test_each_indicator_of_a_pair_is_told_with_its_own_year():
    row = compare_indicators(register(), "prison_releases_pardoned", "job_placements").iloc[0].to_dict()
    assert say_comparison(row, register(), ENGLISH) == (
        "Released by pardon: no figure for 2014; Placements in partner companies: 1,719 in 2015; no change may be said. "
        "They count different things: neither their difference nor their sum would mean anything."
    )


@pytest.mark.parametrize(
    ("indicator", "before", "after", "reason"),
    [
        ("job_placements", 2014, 2015, "low_base_year"),
        ("job_placements", 2013, 2014, "like_for_like"),
        ("job_placements", 2012, 2013, "like_for_like"),
        ("job_placements", 2015, 2018, "like_for_like"),
        ("programme_cities_count", 2014, 2015, "cities_in_common"),
        ("programme_cities_count", 2015, 2016, "like_for_like"),
        ("programme_beneficiaries", 2014, 2015, "planned_at_launch"),
        ("programme_beneficiaries", 2015, 2016, "planned_at_launch"),
        ("programme_beneficiaries", 2016, 2017, "different_periods"),
        ("programme_cost", 2014, 2015, "lower_bound"),
        ("programme_cost", 2015, 2016, "no_bound"),  # two lower bounds
        ("education_training_integrations", 2014, 2015, "no_counterpart"),
        ("education_training_integrations", 2013, 2014, "no_figure_before"),
        ("prison_population", 2016, 2017, "stock_not_releases"),  # true of the indicator, whatever the years
    ],
)
def test_a_reason_about_two_years_is_said_of_those_only(indicator, before, after, reason):
    programme = "annual_strategy" if indicator == "job_placements" else None
    assert reason_of(indicator, programme, before=before, after=after) == reason


def figure(year, value, qualifier="exact", period="calendar_year"):
    return {"year": year, "value": value, "qualifier": qualifier, "period": period}


@pytest.mark.parametrize(
    ("before", "after", "beside", "holds"),
    [
        (figure(2014, 933), figure(2015, 1719), figure(2013, 3142), True),
        (figure(2014, 933), figure(2015, 900), figure(2013, 3142), False),  # it goes on falling
        (figure(2014, 933), figure(2015, 1719), figure(2013, 700), False),  # it had not fallen
        (figure(2014, 933), figure(2015, 1719), figure(2012, 3142), False),  # what lies between is not known
        (figure(2014, 933, "more_than"), figure(2015, 1719), figure(2013, 3142), False),  # a floor is no low point
        (figure(2014, 933), figure(2015, 1719), {}, False),
        ({}, figure(2015, 1719), figure(2013, 3142), False),
    ],
)
def test_a_low_point_is_lower_than_both_its_neighbours(before, after, beside, holds):
    assert is_borne_out("low_base_year", before, after, beside) is holds


def test_no_reason_speaks_of_an_issuer_which_nobody_checks():
    row = compare_figures(register(), "job_placements", before=2012, after=2013).iloc[0].to_dict()
    assert say_reason(row, register(), ENGLISH) == "Same indicator, same programme, same kind of period, same unit."
    assert not [sentence for sentence in REASONS.values() if "issuer" in sentence]

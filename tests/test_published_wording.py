"""How published figures are told: no more than is held, each for its own time, and nothing left out beside them."""

import re

import pytest

from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.published import compare_figures, register
from analytics.published.findings import find_beneficiaries, find_cost, find_parts, find_projects
from analytics.published.naming import say_cities, say_names
from analytics.published.saying import say_change, say_figure, say_relative, say_sources
from analytics.published.wording import mark_beside, say_comparison, say_conflicts, say_reason
from analytics.web.provenance import figures_provenance
from analytics.web.stories.overview import tell_parts


def row_of(indicator, programme=None, **years):
    rows = compare_figures(register(), indicator, **years).to_dict("records")
    return next(row for row in rows if programme in (None, row["programme"]))


def sentence_of(indicator, programme=None, **years):
    return say_comparison(row_of(indicator, programme, **years), register(), ENGLISH)


# Only what is held.


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (
            "census_population",
            "Population of Morocco: 33,848,242 in 2014, no figure for 2015; no change may be said. The sources that were "
            "read give no figure for 2015.",
        ),
        (
            "prison_new_entrants",
            "New entrants to prison: no figure for 2014, 105,420 in 2015; no change may be said. The sources that were "
            "read give no figure for 2014.",
        ),
        (
            "education_training_integrations",
            "Integrated through education and training: 1,401 in 2014, no figure for 2015; no change may be said. The "
            "sources that were read give nothing like it for 2015; its parts may overlap, so they must not be added or "
            "subtracted.",
        ),
        (
            "returns_to_prison",
            "People returned to prison: no figure for 2014, 134 in 2015; no change may be said. It was counted within one "
            "sample of people followed: alone it is neither a rate nor a trend.",
        ),
    ],
)
def test_a_missing_year_is_a_figure_that_is_not_held(indicator, said):
    assert sentence_of(indicator) == said


def test_a_year_that_neither_source_tells_is_named_once():
    said = sentence_of("inprison_followup")
    assert said.startswith("People followed inside prison: no figure for 2014 or 2015; no change may be said.")


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_nothing_is_said_to_be_unpublished(language):
    rows = compare_figures(register()).to_dict("records")
    told = [say_comparison(row, register(), language) for row in rows]
    told += [find_parts(register().parts("education_training_integrations", 2014), language).alt]
    told += [find_projects(register(), register().series("micro_projects", "annual_strategy", range(2012, 2019)), language).alt]  # fmt: skip
    told += [say_figure(None, None, None, language)]
    for words in ("not published", "was published", "non publi", "été publié", "منشور", "ينشر"):
        assert not [sentence for sentence in told if words in sentence]


def test_a_share_that_is_told_of_women_only_says_so():
    assert sentence_of("prison_population_share") == (
        "Share of the prison population: no overall figure for 2014 or 2015; no change may be said. The sources disagree "
        "on whom they count: such shares make no trend. Women: 2.36% in 2015."
    )


def test_a_local_figure_is_told_with_its_place_and_is_no_total():
    assert sentence_of("launch_support_value") == (
        "Support handed over at the launch (Ramadan programme): no overall figure for 2014 or 2015; no change may be said. "
        "Only local figures were found, and they are no national total. Salé: 600,000 MAD in 2014."
    )


# Each for its own time.


def test_rates_stated_in_july_2015_are_told_for_no_calendar_year():
    said = sentence_of("recidivism_rate")
    assert "Libération prints up to 2.3%, stated in July 2015 with no period given." in said
    assert "Libération prints 3%, stated in July 2015 of “last year”." in said
    assert "2.3% for" not in said and "3% for" not in said


def test_the_sample_stated_in_july_2015_is_told_for_no_calendar_year():
    assert sentence_of("followup_sample").endswith(
        "Libération prints more than 6,000, stated in July 2015 with no period given."
    )


def test_the_sources_of_a_rate_keep_its_time():
    opened = figures_provenance(row_of("recidivism_rate"), register(), ENGLISH)
    assert "2015: 3.44% (calendar year)" in opened
    assert "Set aside: up to 2.3%, stated in July 2015 with no period given" in opened
    assert "Set aside: 3%, stated in July 2015 of “last year”" in opened
    assert "2015: up to 2.3%" not in opened and "2014: 3%" not in opened


def test_only_figures_of_one_period_disagree():
    held = register()
    assert held.conflicts("prison_population", "other", [2014, 2015]) == []  # about 74,000 is of the end of March
    assert held.conflicts("recidivism_rate", "annual_strategy", [2014, 2015]) == []
    assert held.conflicts("followup_sample", "annual_strategy", [2014, 2015]) == []
    assert held.conflicts("micro_projects", "annual_strategy", [2013]) == []  # 769 is of a season
    assert [row["value"] for row in held.conflicts("micro_projects", "annual_strategy", [2015])] == [1607]
    assert [row["value"] for row in held.conflicts("vocational_training_centres", "other", [2016])] == [58]
    assert "74,000" not in sentence_of("prison_population")


def test_conflicts_are_those_of_the_years_compared():
    assert (
        say_conflicts(row_of("micro_projects", "annual_strategy", before=2013, after=2014), register(), ENGLISH) == []
    )
    said = sentence_of("programme_beneficiaries", before=2015, after=2016)
    assert said.startswith("Beneficiaries (Ramadan programme): 317 in 2015, 333 in 2016: +16 (+5%).")


# A number before سنة is read as so many years.


def test_in_arabic_no_amount_stands_before_the_word_for_year():
    series = register().series("programme_cost", "ramadan_programme", range(2014, 2020))
    headline = find_cost(register(), series, LANGUAGES["ar"]).headline
    assert without_isolates(headline) == "كلفة برنامج رمضان بملايين الدراهم: 4,5 في سنة 2014، وأكثر من 13,5 في سنة 2019"


@pytest.mark.parametrize(("n", "said"), [(1, "مدينة واحدة"), (2, "مدينتان"), (3, "3 مدن"), (12, "12 مدينة")])
def test_cities_are_counted_in_the_form_that_the_number_takes(n, said):
    assert without_isolates(say_cities(n, LANGUAGES["ar"])) == said


# Newspapers, as the reader writes their names.


def test_arabic_writes_newspapers_in_its_own_letters():
    used = register().rows("programme_cost", "ramadan_programme", is_national=True, is_preferred=True)
    told = without_isolates(say_sources(used, LANGUAGES["ar"]))
    assert "وكالة المغرب العربي للأنباء؛ الاتحاد الاشتراكي؛ أوجوردوي لوماروك" in told
    assert not re.search("[A-Za-z]", told)
    assert say_sources(used, LANGUAGES["fr"]).startswith(
        "MAP\u00a0; Al Ittihad Al Ichtiraki\u00a0; Aujourd’hui le Maroc"
    )
    disagreeing = say_conflicts(row_of("micro_projects"), register(), LANGUAGES["ar"])
    assert [without_isolates(each) for each in disagreeing] == ["ورد في «تيل كيل»: 1.607 أشخاص عن سنة 2015."]


def test_a_newspaper_without_an_arabic_name_keeps_its_own():
    used = register().rows("job_placements", "annual_strategy", [2015], is_preferred=True)
    assert without_isolates(say_sources(used, LANGUAGES["ar"])) == "Le360"


def test_where_a_figure_was_read_is_no_part_of_who_printed_it():
    names = register().sources[["publisher", "publisher_ar"]].stack().dropna()
    assert [name for name in names if "via " in name or "print" in name] == []


# No two alike.


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("years", [(2014, 2015), (2015, 2025), (2013, 2014), (2017, 2018)])
def test_no_two_rows_have_one_name(years, language):
    rows = compare_figures(register(), before=years[0], after=years[1]).to_dict("records")
    names = [name for row in rows for name in say_names(row, register(), language)]
    assert len(names) == len(set(names)) >= 5


@pytest.mark.parametrize(
    ("years", "name"),
    [
        ({}, "Micro-projects supported (Agadir)"),
        ({"before": 2024, "after": 2025}, "Micro-projects supported (up to 19 November 2025)"),
    ],
)
def test_micro_projects_of_no_programme_are_named_by_place_or_period(years, name):
    assert say_names(row_of("micro_projects", "other", **years), register(), ENGLISH) == [name]


# Qualifiers.


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        ("exact", "no change"),
        ("about", "about the same"),
        ("at_least", "at least as much"),
        ("at_most", "at most as much"),
    ],
)
def test_no_change_is_said_of_exact_figures_only(qualifier, said):
    row = {"qualifier": qualifier, "absolute": 0, "relative": 0.0, "unit": "MAD"}
    assert say_change(row, ENGLISH) == say_relative(row, ENGLISH) == said


@pytest.mark.parametrize(
    ("qualifier", "relative", "said"),
    [
        ("exact", 0.1156, "+12%"),
        ("about", 0.1156, "about +12%"),
        ("at_least", 0.1156, "at least +11%"),  # a bound must not be rounded past itself
        ("at_least", -0.1144, "at least −12%"),
        ("at_most", 0.1144, "at most +12%"),
        ("at_most", -0.1156, "at most −11%"),
        ("at_least", 0.25, "at least +25%"),
        ("at_least", 0.0119, "at least +1.1%"),
    ],
)
def test_a_bound_stays_one_when_it_is_rounded(qualifier, relative, said):
    assert say_relative({"qualifier": qualifier, "absolute": 1, "relative": relative}, ENGLISH) == said


# What must stand beside.


def test_the_53_small_companies_stand_beside_the_729_micro_projects():
    row = row_of("micro_projects", "annual_strategy")
    assert mark_beside(row, register(), ENGLISH) == "2013: 729 micro-projects + 53 PME/PMI"
    assert say_reason(row, register(), ENGLISH) == (
        "“Support” may be guidance only: these are not projects created, and not projects still alive. 2013 counted 729 "
        "micro-projects, and 53 small companies (PME/PMI) apart from them."
    )
    assert "2013: 53 small companies (PME/PMI) (calendar year)" in figures_provenance(row, register(), ENGLISH)
    assert mark_beside(row_of("job_placements"), register(), ENGLISH) == "2013: 3,142"


def test_the_53_small_companies_are_named_where_2013_is_compared_or_drawn():
    said = "In 2013, 53 small companies (PME/PMI) were counted apart from them."
    assert said in sentence_of("micro_projects", "annual_strategy", before=2013, after=2014)
    series = register().series("micro_projects", "annual_strategy", range(2012, 2019))
    assert said in find_projects(register(), series, ENGLISH).subtitle
    # Where the reason stands beside, what it says is not said twice.
    explained = find_projects(register(), series, ENGLISH, is_explained=True).subtitle
    assert "guidance" not in explained and said not in explained


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_the_age_limit_of_the_juveniles_is_said_not_to_be_given(language):
    note = language.say("The source does not give the age limit of those it calls juveniles.")
    _, story = tell_parts(register(), language)
    assert story.notes == [note] and note in story.alt
    assert note in figures_provenance(row_of("education_training_integrations"), register(), language)
    assert note not in figures_provenance(row_of("job_placements"), register(), language)


# Headlines.


def test_the_headline_of_the_ramadan_series_tells_its_ends_and_no_dip_between_numbers_of_two_kinds():
    whole = register().series("programme_beneficiaries", "ramadan_programme", range(2014, 2020))
    assert find_beneficiaries(register(), whole, ENGLISH).headline == (
        "The Ramadan programme goes from about 230 people in 2014 to 478 in 2019"
    )

"""The register and what may be compared: like for like, or not at all. Expected values are the printed ones."""

import pytest

from analytics.errors import InvalidData, UnknownName, UnreadableInput
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.language.direction import without_isolates
from analytics.published import compare_figures, compare_indicators, register
from analytics.published.reasons import REASONS
from analytics.published.saying import say_change
from analytics.published.wording import say_comparison, say_reason
from analytics.records.folder import PROJECT_DATA, DataFolder


def change_of(indicator, programme=None, **years):
    rows = compare_figures(register(), indicator, **years).to_dict("records")
    return next(row for row in rows if programme in (None, row["programme"]))


@pytest.fixture
def broken(tmp_path):
    """A data folder whose copy of one published file is changed before it is read."""

    def make(file, change):
        folder = tmp_path / "data"
        (folder / "published").mkdir(parents=True)
        text = (PROJECT_DATA / "published" / file).read_text(encoding="utf-8")
        (folder / "published" / file).write_text(change(text), encoding="utf-8")
        return DataFolder(folder)

    return make


# What must be refused.


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ("education_training_integrations", "no_counterpart"),
        ("recidivism_rate", "different_samples"),
        ("followup_sample", "one_sample"),
        ("returns_to_prison", "counted_in_a_sample"),
        ("accompaniment_centres_open", "no_figure_before"),
    ],
)
def test_no_change_is_said_where_one_year_has_no_counterpart(indicator, reason):
    row = change_of(indicator)
    assert (row["verdict"], row["reason"]) == ("not_comparable", reason)
    assert all(row[name] is None or row[name] != row[name] for name in ("absolute", "relative", "qualifier"))
    assert say_change(row, ENGLISH) == ""
    assert "no change may be said" in say_comparison(row, register(), ENGLISH)


def test_a_year_of_services_is_never_set_against_a_ramadan_round():
    for first in ("job_placements", "micro_projects"):
        row = compare_indicators(register(), first, "programme_beneficiaries").iloc[0].to_dict()
        assert row["verdict"] == "not_comparable"
        assert row["before"] in (933, 1436) and row["after"] == 317
        assert "covers a whole year, the other a single funded round" in say_reason(row, register(), ENGLISH)


def test_any_two_indicators_are_refused_with_a_reason():
    ids = ["job_placements", "micro_projects", "programme_cost", "prison_population", "census_population"]
    for first in ids:
        for second in ids:
            if first != second:
                row = compare_indicators(register(), first, second).iloc[0].to_dict()
                assert row["verdict"] == "not_comparable"
                assert say_reason(row, register(), ENGLISH)


def test_unknown_indicator_names_the_nearest():
    with pytest.raises(UnknownName, match="job_placements"):
        compare_figures(register(), "job_placement")


# What may be said.


def test_placements_rise_by_84_percent_with_2013_beside_them():
    row = change_of("job_placements")
    assert (row["before"], row["after"], row["absolute"], row["verdict"]) == (933, 1719, 786, "comparable")
    assert row["relative"] == pytest.approx(786 / 933)
    assert (row["beside_year"], row["beside_value"]) == (2013, 3142)
    sentence = say_comparison(row, register(), ENGLISH)
    assert "+786 (+84%)" in sentence and "3,142" in sentence and "low point" in sentence


def test_micro_projects_rise_by_16_percent_and_the_conflict_is_told():
    row = change_of("micro_projects", "annual_strategy")
    assert (row["before"], row["after"], row["absolute"]) == (1436, 1670, 234)
    assert "TelQuel prints 1,607 people for 2015." in say_comparison(row, register(), ENGLISH)


def test_beneficiaries_rise_by_about_87():
    row = change_of("programme_beneficiaries", "ramadan_programme")
    assert (row["qualifier"], row["absolute"], row["verdict"]) == ("about", 87, "comparable")
    assert say_change(row, ENGLISH) == "about +87 (about +38%)"


def test_cost_rises_by_at_least_500000():
    row = change_of("programme_cost", "ramadan_programme")
    assert (row["qualifier"], row["absolute"], row["verdict"]) == ("at_least", 500_000, "comparable")
    assert say_change(row, ENGLISH) == "at least +500,000 MAD (at least +11%)"


def test_cities_stay_twelve_with_nine_in_common():
    row = change_of("programme_cities_count")
    assert (row["before"], row["after"], row["absolute"]) == (12, 12, 0)
    said = "In both programmes: 9 cities; in that of 2014 only: 3; in that of 2015 only: 3."
    assert say_reason(row, register(), ENGLISH) == said


def test_prison_population_falls_by_1_2_percent():
    row = change_of("prison_population")
    assert row["absolute"] == 74039 - 74941
    assert say_change(row, ENGLISH) == "−902 (−1.2%)"


def test_the_same_number_in_other_words_is_no_conflict():
    assert register().conflicts("programme_beneficiaries", "ramadan_programme", [2014, 2015]) == []
    costs = register().conflicts("programme_cost", "ramadan_programme", [2014, 2015])
    assert [row["value"] for row in costs] == [
        4_200_000,
        5_000_000,
    ]  # the second drops "more than": a bound became a point


@pytest.mark.parametrize("language", [ARABIC, FRENCH, ENGLISH])
def test_every_comparison_reads_in_every_language(language):
    for row in compare_figures(register()).to_dict("records"):
        sentence = without_isolates(say_comparison(row, register(), language))
        assert "{" not in sentence and "nan" not in sentence.lower() and "None" not in sentence


def test_every_reason_has_a_sentence():
    for indicator in register().code_lists.ids("indicators"):
        for programme in register().code_lists.ids("published_programmes"):
            judged = register().judgement(indicator, programme)
            assert not judged or judged["reason"] in REASONS


# The register.


def test_series_shows_missing_years_as_missing():
    series = register().series("job_placements", "annual_strategy", range(2012, 2019))
    missing = series[series["status"] == "not_available"]
    assert missing["year"].tolist() == [2016, 2017]
    assert missing["value"].isna().all()


def test_parts_are_of_the_printed_whole_and_not_stacked():
    parts = register().parts("education_training_integrations", 2014).set_index("part")
    assert parts["value"].to_dict() == {"all": 1401, "female": 63, "juvenile": 644}
    assert parts.loc["female", "share"] == pytest.approx(0.045, abs=5e-4)  # 4.5 %
    assert parts.loc["juvenile", "share"] == pytest.approx(0.460, abs=5e-4)  # 46.0 %


def test_programme_cities_are_twelve_and_twelve_and_nine_in_common():
    cities = register().programme_cities()
    assert (cities["in_2014"].sum(), cities["in_2015"].sum(), (cities["in_2014"] & cities["in_2015"]).sum()) == (
        12,
        12,
        9,
    )
    without_centre = cities[cities["in_2014"] & (cities["centre_status"] != "open")]
    assert len(without_centre) == 7  # of 12, by the lists of 2014 and July 2015
    assert (cities["centre_status"] == "open").sum() == 9


def replace_once(old, new):
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        ("figures.csv", replace_once(",933,exact,", ",many,exact,"), ("figures.csv", "8", "value", "type", "many")),
        ("figures.csv", replace_once(",933,exact,", ",933,maybe,"), ("figures.csv", "8", "qualifier", "code", "maybe")),
        ("figures.csv", replace_once("people,seed-2015", "persons,seed-2015"), ("figures.csv", "unit", "code", "persons")),
        ("figures.csv", replace_once("seed-2015,تشغيل", "nowhere,تشغيل"), ("figures.csv", "8", "source_id", "reference", "nowhere")),
        ("figures.csv", replace_once(",933,exact,", ",-933,exact,"), ("figures.csv", "8", "value", "range", "-933")),
        ("figures.csv", replace_once(",933,exact,", ",,exact,"), ("figures.csv", "8", "value", "required")),
        ("figures.csv", replace_once("2014,local_ceremony,Tanger", "2014,local_ceremony,Tangerine"), ("geography", "code", "Tangerine")),
        ("figures.csv", replace_once(",933,exact", ",933"), ("figures.csv", "8", "fields")),
        ("figures.csv", replace_once("value,qualifier", "valeur,qualifier"), ("figures.csv", "value", "column")),
        ("figures.csv", lambda text: text + text.splitlines()[1] + "\n", ("figures.csv", "93", "preferred", "key")),
        ("sources.csv", lambda text: text + text.splitlines()[1] + "\n", ("sources.csv", "source_id", "key", "seed-2015")),
        ("programme_cities.csv", replace_once("2014,Fès", "2014,Fess"), ("programme_cities.csv", "4", "city", "code", "Fess")),
    ],
)  # fmt: skip
def test_a_malformed_row_is_one_sentence_that_says_where(broken, file, change, expected):
    with pytest.raises(InvalidData) as refusal:
        register(broken(file, change))
    for language in (ENGLISH, FRENCH, ARABIC):
        sentence = without_isolates(refusal.value.say(language))
        assert all(part in sentence for part in expected), sentence


def test_a_file_that_is_no_text_is_unreadable(broken):
    folder = broken("figures.csv", lambda text: text)
    (folder.root / "published/figures.csv").write_bytes(b"\xff\xfe\x00binary\x00")
    with pytest.raises(UnreadableInput, match=r"figures\.csv"):
        register(folder)


def test_every_city_has_a_source_that_is_listed(tmp_path):
    (tmp_path / "reference").mkdir()
    text = (PROJECT_DATA / "reference" / "cities.csv").read_text(encoding="utf-8")
    changed = text.replace("hcp-rgph2014", "nobody", 1)
    (tmp_path / "reference" / "cities.csv").write_text(changed, encoding="utf-8")
    with pytest.raises(
        InvalidData, match=r"cities\.csv, row 2, column source_id: “nobody” breaks the rule “reference”"
    ):
        register(DataFolder(tmp_path))


@pytest.mark.parametrize(
    ("change", "reason", "says"),
    [
        (
            replace_once("annual_strategy,2015,calendar_year", "annual_strategy,2015,mid_2015"),
            "different_periods",
            "periods",
        ),
        (replace_once("1719,exact,people", "1719,exact,projects"), "different_units", "people against projects"),
    ],
)
def test_unlike_figures_of_one_indicator_are_not_compared(broken, change, reason, says):
    figures = register(broken("figures.csv", change))
    row = compare_figures(figures, "job_placements").iloc[0].to_dict()
    assert (row["verdict"], row["reason"]) == ("not_comparable", reason)
    assert says in say_reason(row, figures, ENGLISH) and say_change(row, ENGLISH) == ""


def test_two_floors_leave_no_certain_change(broken):
    text = replace_once(",933,exact,", ",933,more_than,")
    figures = register(broken("figures.csv", lambda found: text(found).replace(",1719,exact,", ",1719,more_than,", 1)))
    row = compare_figures(figures, "job_placements").iloc[0].to_dict()
    assert row["verdict"] == "with_care" and say_change(row, ENGLISH) == ""
    assert "no certain change" in say_comparison(row, figures, ENGLISH)


def test_more_than_the_same_amount_is_not_said_to_be_no_change(broken):
    figures = register(broken("figures.csv", replace_once(",4500000,exact,", ",5000000,exact,")))
    row = compare_figures(figures, "programme_cost").iloc[0].to_dict()
    assert (row["qualifier"], row["absolute"]) == ("at_least", 0)
    sentence = say_comparison(row, figures, ENGLISH)
    assert "5,000,000 MAD in 2014, more than 5,000,000 MAD in 2015: at least as much." in sentence


def without_row(*parts):
    def change(text):
        lines = text.splitlines()
        kept = [line for line in lines if not line.startswith(parts)]
        assert len(kept) == len(lines) - 1
        return "\n".join(kept) + "\n"

    return change


@pytest.mark.parametrize(
    "row",
    [
        "job_placements,annual_strategy,2014,calendar_year",
        "job_placements,annual_strategy,2013,calendar_year",
        "micro_projects,annual_strategy,2013,calendar_year",
        "sme_creations,annual_strategy,2013,calendar_year",
        "education_training_integrations,annual_strategy,2014,calendar_year,national,female",
        "programme_cost,ramadan_programme,2015,ramadan_launch,national,all,all,5000000,more_than",
    ],
)
def test_a_missing_row_is_one_sentence_and_not_a_gap(broken, row):
    with pytest.raises(InvalidData) as refusal:
        register(broken("figures.csv", without_row(row)))
    sentence = refusal.value.say(ENGLISH)
    assert (
        "figures.csv, row 92, column indicator" in sentence
        and "“missing”" in sentence
        and row.split(",")[0] in sentence
    )


def test_the_register_survives_other_line_ends(broken):
    figures = register(broken("figures.csv", lambda text: text.replace("\n", "\r\n")))
    assert len(figures.rows()) == 91


def test_each_figure_of_a_pair_keeps_its_own_unit():
    row = compare_indicators(register(), "job_placements", "programme_cost").iloc[0].to_dict()
    assert "933 in 2014" in say_comparison(row, register(), ENGLISH)
    assert "933 MAD" not in say_comparison(row, register(), ENGLISH)

"""Explore: every shape has its figure, its totals are real, its links narrow, and nothing hostile comes out of it."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest

from analytics import ask
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from analytics.web.explore_page import crosstab
from analytics.web.explore_page.exploring import Exploration
from tests.explore_page import headline, links_of, markup_of, rows_of, run
from tests.page_scripts import figures_of, names_of_traces, without_left_out

INTEGRATIONS = MEASURES["integrations"]


# Refused, empty, hidden: one sentence each.


def replace_records(folder, monkeypatch):
    from analytics import web
    from analytics.measures.cube import cube_of
    from analytics.records.current import open_records
    from analytics.records.folder import DataFolder
    from analytics.web.loading import Loaded

    bare = open_records(folder, DataFolder.at())
    monkeypatch.setattr(web, "records", lambda: Loaded(bare, cube_of(bare)))


def test_a_question_without_an_honest_answer_is_one_sentence(records, monkeypatch):
    folder = records(
        integrations="""
            support | person | started_on
            1       | 1      | 2014-01-05
            2       | 1      | 2015-01-05
            3       | 2      | 2016-01-05
        """
    )
    replace_records(folder, monkeypatch)
    refused = run(measure="beneficiaries", by="sex", columns="total", year="2014,2015")
    assert "Persons cannot be added over some of several years" in markup_of(refused)
    assert not figures_of(refused) and "crosstab" not in markup_of(refused)
    # Three years are a table of three years, and the figure shows the last two.
    three = run(measure="beneficiaries", by="sex")
    assert rows_of(three)[1] == ["Men", "1", "1", "1", "2"] and {"2015", "2016"} <= set(names_of_traces(three))
    assert "2014" not in names_of_traces(three)


def test_no_record_is_one_sentence():
    empty = run(route="education", sector="commerce")
    assert "No record fits these filters" in markup_of(empty) and "crosstab" not in markup_of(empty)


def test_the_public_sees_cleared_cells_without_links_filters_or_views(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    seen = run(measure="active_12m", by="city", sex="F", columns="sex")
    assert "[c]" in markup_of(seen) and links_of(seen) == []
    assert rows_of(seen)[0] == [
        "City",
        "2014",
        "2015",
    ]  # what is not cleared is not on offer, nor a total of both years
    assert not [button for button in seen.button if "view" in str(button.key)]
    assert 'audience="public"' in seen.code[1].value
    assert "FROM public_cells" in seen.code[3].value and "_cube" not in seen.code[3].value


@pytest.mark.parametrize("value", ["<b>x</b>", "F' OR 1=1", "x" * 5000, "\u202e", "__class__", "99", "-1"])
def test_an_unknown_value_in_the_address_is_left_out_and_that_is_said(value):
    names = ("measure", "by", "columns", "colour", "chart", "intervals", "page", "sex", "city", "month")
    assert without_left_out(markup_of(run(**dict.fromkeys(names, value)))) == markup_of(run())


# What it shows.


def test_what_a_measure_cannot_be_divided_by_is_said_and_leaves_the_address():
    app = run(measure="beneficiaries", by="month", columns="partner", sex="F")
    assert "“Beneficiaries” cannot be divided by month and partner here" in without_isolates(markup_of(app))
    assert dict(app.query_params) == {"lang": "en", "measure": "beneficiaries", "sex": "F"}
    said = markup_of(run(measure="integrations", by="month", columns="partner"))
    assert "cannot be divided" not in said


@pytest.mark.parametrize(
    ("address", "marks"),
    [
        ({"measure": "active_12m", "by": "city", "columns": "sector"}, {"—", "[x]"}),
        ({"measure": "integrations", "by": "city", "columns": "sector"}, {"—"}),
        ({"measure": "integrations"}, set()),
    ],
)
def test_what_stands_where_there_is_no_number_is_explained_where_it_stands(address, marks):
    app = run(**address)
    shown = {cell for row in rows_of(app) for cell in row}
    said = without_isolates(markup_of(app))
    assert marks == shown & {"—", "[x]"}
    assert ("—: there are no records of it." in said) == ("—" in marks)
    assert ("[x]: not available; there are no records or no figure." in said) == ("[x]" in marks)


def test_a_number_of_low_reliability_has_no_tint_in_the_table():
    table = re.search(r"<table class='crosstab'>(.*?)</table>", markup_of(run(measure="active_12m", by="city"))).group(
        1
    )
    unreliable = [cell for cell in re.findall(r"<td class='number'.*?</td>", table) if "[u]" in cell]
    assert unreliable and not any("--strength" in cell for cell in unreliable)
    assert "--strength:100%" in table


def test_the_table_is_that_of_ask_with_totals_that_are_asked_again():
    app = run(measure="active_12m")
    asked = {(row.route, row.year): f"{row.value:.1%}" for row in ask("active_12m", by=["route", "year"]).itertuples()}
    totals = [f"{value:.1%}" for value in [*ask("active_12m", by="year")["value"], *ask("active_12m")["value"]]]
    rows = rows_of(app)
    assert rows[0] == ["Route", "2014", "2015", "All"] and rows[-1] == ["All", *totals]
    assert rows[1][1:3] == [asked["job_placement", 2014], asked["job_placement", 2015]]
    assert headline(app) == f"Still active at 12 months, by route and year: {totals[-1]} in all"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_opens_in_every_language(measure_id, code):
    app = run(measure=measure_id, lang=code)
    assert without_isolates(LANGUAGES[code].say(MEASURES[measure_id].title)) in markup_of(app)
    assert len(rows_of(app)) >= 3  # also what cannot be divided by route is divided by something


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({}, ["2014", "values", "2015", "values"]),  # paired bars
        ({"measure": "active_12m"}, ["2014", "2015", "values"]),  # joined marks
        ({"measure": "active_12m", "intervals": "1"}, ["rows", "firm interval 2014", "firm interval 2015"]),
        ({"measure": "active_12m", "chart": "small_multiples"}, ["grid", "foot"]),
        ({"columns": "sex"}, ["2015"]),  # a tile for each pair
        ({"year": "2015"}, ["2015", "values"]),  # a bar for each group
        ({"columns": "total"}, ["2014 and 2015", "values"]),
        ({"columns": "sex", "colour": "year"}, ["2014", "2015"]),
        ({"by": "month"}, ["2014", "2015"]),
        ({"by": "total"}, ["columns"]),
        ({"by": "city", "columns": "month"}, None),  # too wide to read: the table says it
        ({"by": "total", "columns": "total"}, None),
    ],
)
def test_each_shape_has_the_form_that_fits(address, expected):
    found = names_of_traces(run(**address))
    assert found == expected if expected is None else found[: len(expected)] == expected


def test_a_figure_of_one_year_says_no_year_without_data():
    app = run(year="2015")
    assert names_of_traces(app) == ["2015", "values"] and "no data" not in markup_of(app)


@pytest.mark.parametrize(
    ("address", "is_offered"),
    [({}, True), ({"year": "2015"}, False), ({"columns": "sex", "colour": "year"}, False), ({"by": "month"}, False)],
)
def test_a_form_can_be_chosen_only_where_another_fits(address, is_offered):
    assert ("chart" in {menu.key for menu in run(**address).selectbox}) == is_offered


def test_a_mark_of_doubt_is_explained_under_the_figure_that_has_it_and_not_under_the_table_of_totals():
    said = without_isolates(markup_of(run(measure="active_12m", by="route")))
    assert said.count("[ns]: not enough evidence of a change.") == 1
    figure, table = said.split("A total is asked again")
    assert "[ns]: not enough evidence" in figure and "[ns]" not in table


def test_intervals_stand_in_the_table():
    rows = rows_of(run(measure="return_to_prison_12m", by="total", intervals="1"))
    assert rows[1][2] == "3.44%2.91% to 4.06%"  # 134 of 3,893, by the formula of Wilson


def test_rows_come_a_page_at_a_time_and_the_total_stays(monkeypatch):
    monkeypatch.setattr(crosstab, "ROWS_A_PAGE", 4)
    first, second = run(), run(page="2")
    assert [row[0] for row in rows_of(first)[1:]] == ["Job placement", "Micro-project", "Education", "Vocational training", "All"]  # fmt: skip
    assert [row[0] for row in rows_of(second)[1:]] == ["Apprenticeship", "Paid internship", "All"]
    assert rows_of(first)[-1] == rows_of(second)[-1] and "Rows 5 to 6 of 6." in markup_of(second)


# Where it leads.


def test_a_number_leads_to_the_narrower_question():
    app = run(sex="F")
    link = links_of(app)[1]
    assert link == {"lang": "en", "measure": "integrations", "by": "region", "columns": "total", "route": "job_placement", "year": "2015", "sex": "F"}  # fmt: skip
    narrower = run(**link)
    total = ask("integrations", where={"route": "job_placement", "year": 2015, "sex": "F"})["value"].iloc[0]
    assert rows_of(app)[1][2] == rows_of(narrower)[-1][1] == f"{total:,}"


def test_a_narrower_question_of_everything_still_divides():
    asked = Exploration(INTEGRATIONS, "city", "sex", None, {"route": ["education"]})
    assert asked.narrowed({"city": "fes", "sex": "F"}) == {
        "measure": "integrations", "by": "region", "columns": "year", "route": "education", "city": "fes", "sex": "F",
    }  # fmt: skip
    assert asked.narrowed({"sex": "F"})["by"] == "city"


def test_a_mark_narrows_to_what_it_stands_for():
    for address, expected in (({}, "route"), ({"columns": "sex"}, ["route", "sex"]), ({"by": "month"}, "month")):
        assert figures_of(run(**address))[0].layout["meta"]["narrows"] == expected


def test_the_question_can_be_copied_in_four_forms():
    app = run(measure="women_share", by="city", sex="F,M")
    address, python, command, sql = (block.value for block in app.code)
    asked = {name: values[0] for name, values in parse_qs(urlparse(address).query).items()}
    assert asked == {"lang": "en", "release": "demo", "measure": "women_share", "by": "city", "sex": "F,M"}
    assert python.endswith('ask("women_share", by=["city", "year"], where={"sex": ["F", "M"]})')
    assert command == "python -m analytics ask women_share --by city,year --where sex=F,M"
    assert sql.startswith("SELECT") and "FROM integrations_cube" in sql


def test_every_year_is_no_filter_also_in_the_copied_question():
    app = run(measure="beneficiaries", by="sex", columns="total", year="2014,2015")
    assert "year" not in app.code[1].value and "FROM persons_cube" in app.code[3].value


# What is kept.


def save(app, name):
    app.text_input(key="view-name").set_value(name)
    return app.button(key="view-save-button").click().run()


def test_a_view_is_kept_opened_and_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    app = save(run(measure="women_share", by="region", sex="F"), "Women by region")
    assert not app.exception and "The view is saved." in markup_of(app)
    assert json.loads((tmp_path / "data" / "views.json").read_text())["views"] == [
        {"name": "Women by region", "question": {"measure": "women_share", "by": "region", "sex": "F"}}
    ]
    seen = run()
    link = next(unescape(each) for each in re.findall(r"href='([^']*)'[^>]*>Women by region<", markup_of(seen)))
    opened = run(**{name: values[0] for name, values in parse_qs(urlparse(link).query).items()})
    assert rows_of(opened) == rows_of(app)
    delete = next(button for button in seen.button if button.label == "Delete “Women by region”")
    assert "Women by region" not in markup_of(delete.click().run())


def test_a_name_that_is_markup_is_one_sentence_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    app = save(run(), "<img src=x onerror=alert(1)>")
    assert "plain punctuation" in markup_of(app) and "onerror" not in markup_of(app)
    assert not (tmp_path / "data" / "views.json").exists()


def test_a_damaged_file_of_views_leaves_the_page_standing(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "views.json").write_text("{ half")
    app = run()
    assert "holds no saved views" in markup_of(app) and len(rows_of(app)) == 8

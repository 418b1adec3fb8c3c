"""The routes page: what it says of all, of one year, of a route without certificates, and of records nobody followed."""

import re
from functools import partial

import pytest

from analytics import ask
from analytics.language.direction import without_isolates
from tests.page_scripts import figures_of, run_page

run = partial(run_page, "routes", lang="en")


def headlines(app):
    markup = without_isolates(" ".join(element.proto.body for element in app.get("html")))
    return [re.sub(r"<[^>]*>|&nbsp;", " ", found).strip() for found in re.findall(r"<h3>(.*?)</h3>", markup)]


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def narrowed_by(app):
    return [(figure.layout["meta"] or {}).get("narrows") for figure in figures_of(app)]


@pytest.fixture(scope="module")
def whole():
    return run()


def test_every_figure_has_its_card_and_its_words(whole):
    assert len(headlines(whole)) == len(figures_of(whole)) == 9
    assert all(len(figure.alt) > 80 for figure in figures_of(whole))


def test_the_flow_holds_every_integration(whole):
    total = int(ask("integrations")["value"].iloc[0])
    assert headlines(whole)[0].startswith(f"Of {total:,} integrations, when last seen:")


def test_the_flow_says_why_its_share_is_another_one(whole):
    assert "“Still active at 12 months” also counts those completed or certified, among those" in text_of(whole)


def test_the_year_of_the_flow_leaves_the_other_figures_whole(whole):
    one = run(year="2014")
    count = int(ask("integrations", where={"year": 2014})["value"].iloc[0])
    assert headlines(one)[0].startswith(f"Of {count:,} integrations") and "Supports begun in 2014." in text_of(one)
    assert headlines(one)[1:] == headlines(whole)[1:]


def test_marks_narrow_the_page_to_what_they_stand_for(whole):
    shares = ["route", "route", "route", "prepared", "prepared"]
    assert narrowed_by(whole) == [["programme", "route"], None, None, *shares, None]


def test_rates_of_2014_say_that_they_are_assumed(whole):
    assert (
        text_of(whole).count("What became of people of 2014 is an assumption: no comparable follow-up was found.") == 9
    )
    free = run(programme="ramadan_2015")
    assert "no comparable follow-up was found" not in text_of(free)


def test_a_flow_of_several_years_says_that_they_are_added_up(whole):
    assert "Supports begun in 2014 and 2015, added up." in text_of(whole)
    assert "added up" not in text_of(run(year="2014")) and "Supports begun in 2014." in text_of(run(year="2014"))


def test_the_published_rate_stands_beside_the_whole_only(whole):
    assert "Published for 2015: 3.44% of those followed returned to prison" in text_of(whole)
    assert "Published for 2015" not in text_of(run(sex="F"))


def test_a_route_without_certificates_has_a_sentence_and_no_figure():
    placed = run(route="job_placement")
    assert "Certified within 12 months: does not apply to this selection" in headlines(placed)
    assert len(figures_of(placed)) == 8


def test_a_change_that_is_not_the_difference_of_its_two_numbers_is_explained(whole):
    rounded = "A change is worked out before its numbers are rounded."
    assert rounded in text_of(run(sex="F")) and rounded not in text_of(whole)


def test_a_handful_has_no_headline_in_percent():
    few = run(route="paid_internship", sex="F")
    assert not [said for said in headlines(few) if "%" in said and "[u]" not in said]


def test_records_that_nobody_followed_are_said_to_be_such(records, monkeypatch):
    folder = records(
        integrations="""
            support | started_on
            1       | 2014-03-01
            2       | 2015-03-01
        """,
        follow_ups="""
            support | seen       | status
            1       | 2014-03-01 | active
        """,
    )
    from analytics import web
    from analytics.measures.cube import cube_of
    from analytics.records.current import open_records
    from analytics.records.folder import DataFolder
    from analytics.web.loading import Loaded

    bare = open_records(folder, DataFolder.at())
    monkeypatch.setattr(web, "records", lambda: Loaded(bare, cube_of(bare)))
    app = run()
    assert "Still under way: nobody was followed" in headlines(app)
    # Only the flow has something to draw.
    assert len(figures_of(app)) == 1

"""Every page's script in every language, without a browser: it ends, says its numbers, and asks only the cube."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from analytics.records.current import Records
from analytics.web import MEASURES_BY_YEAR
from tests.page_scripts import without_left_out

PROJECT = Path(__file__).resolve().parents[2]


def run(page, **address):
    app = AppTest.from_file(str(PROJECT / page), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", ["app.py", "pages/overview.py", "pages/compare.py", "pages/data.py"])
def test_page_ends_without_an_exception(page, code):
    app = run(page, lang=code)
    assert not app.exception
    assert "<h1" in text_of(app)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("measure_id", MEASURES_BY_YEAR)
def test_every_measure_can_be_compared(measure_id, code):
    by = {"persons": "home_city", "awards": "funding_kind"}.get(MEASURES[measure_id].grain, "city")
    app = run("pages/compare.py", lang=code, measure=measure_id, by=by)
    assert not app.exception
    assert LANGUAGES[code].say(MEASURES[measure_id].title) in text_of(app)


def test_every_dimension_can_divide():
    for by in MEASURES["funding_mean"].dimensions:
        assert not run("pages/compare.py", lang="fr", measure="funding_mean", by=by).exception


def test_a_filter_of_the_address_reaches_the_numbers():
    text = text_of(run("pages/compare.py", lang="en", measure="integrations", route="job_placement"))
    assert "933" in text and "1,719" in text and "+786 (+84%)" in text


def test_a_warm_page_reads_no_records(monkeypatch):
    run("pages/compare.py", lang="en")
    monkeypatch.setattr(Records, "load", lambda *_: pytest.fail("a page read the records"))
    assert not run("pages/compare.py", lang="en", by="sex").exception


def test_the_overview_says_the_published_figures():
    text = text_of(run("pages/overview.py", lang="en"))
    for said in (
        "In 2015, 1,719 former prisoners were placed in companies, against 933 in",
        "+786 (+84%)", "+234 (+16%)", "about +87 (about +38%)", "at least +500,000 MAD (at least +11%)",
        "fallen by 70%", "2013: 3,142", "TelQuel prints 1,607 people for 2015.", "3.44%",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("value", ["<b>x</b>", "F' OR 1=1", "x" * 5000, "\u202e", "None"])
def test_an_unknown_value_in_the_address_is_left_out_and_that_is_said(value):
    ordinary = text_of(run("pages/compare.py", lang="en"))
    asked = text_of(run("pages/compare.py", lang="en", measure=value, by=value, sex=value, city=value))
    assert without_left_out(asked) == ordinary

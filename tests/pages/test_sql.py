"""The SQL page as its reader meets it: ask, be refused, take something up again, see only one's own tables."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.console.examples import EXAMPLES
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.web.sql_page.job import SqlJob
from tests.page_scripts import figures_of, names_of_traces

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "sql.py")


def open_page(code="en"):
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.query_params["lang"] = code
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def ask(app, query):
    app.text_area(key="sql-query").set_value(query)
    app.button(key="run-sql").click().run()
    job = app.session_state["sql-history"][-1]
    job.wait(20)  # whatever else this machine does
    return app.run()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_example_answers_in_the_words_of_its_reader(code):
    app = open_page(code)
    assert f"name_{code}" in app.text_area(key="sql-query").value
    text = text_of(ask(app, app.text_area(key="sql-query").value))
    name = {"en": "Vocational training", "fr": "Formation professionnelle", "ar": "التكوين المهني"}[code]
    assert name in text and "1426" in text
    assert {"en": "12 rows in", "fr": "12 lignes en", "ar": "12 سطرا في"}[code] in text


def test_the_badge_says_which_data_an_answer_is_about():
    app = open_page()
    assert "Demonstration data" in text_of(ask(app, "SELECT sum(records) FROM integrations_cube"))
    assert "Demonstration data" in text_of(ask(app, "WITH c AS (FROM Integrations_Cube) SELECT sum(records) FROM c"))
    published = text_of(ask(app, "SELECT indicator FROM published"))
    assert "Demonstration data" not in published and "<span class='badge published'>" in published
    typed = text_of(ask(app, "SELECT 1719 AS published, 'integrations_cube' AS sources"))
    assert "No data of Idmaj" in typed and "Demonstration data" not in typed
    assert "<span class='badge published'>" not in typed


def test_a_refused_query_says_why_and_shows_no_row():
    text = text_of(ask(open_page(), "SELECT * FROM read_csv('/etc/passwd')"))
    assert "The function “read_csv” is not allowed here." in text and "root:" not in text


def test_markup_in_an_answer_is_text():
    assert "&lt;b&gt;x&lt;/b&gt;" in text_of(ask(open_page(), "SELECT '<b>x</b>' AS \"<i>\""))


def test_a_long_answer_is_shown_in_part_and_said_to_be_cut():
    text = text_of(ask(open_page(), "SELECT a.range FROM range(10000) a, range(10) b"))
    assert (
        "10,000 rows in" in text and "The answer was cut here" in text and text.count("<tr><td class='number'>") == 200
    )


def test_a_query_is_taken_up_again_and_only_the_latest_rows_are_kept():
    app = ask(ask(open_page(), "SELECT 1 AS one"), "SELECT 2 AS two")
    first, second = app.session_state["sql-history"]
    assert first.result is None and first.rows == 1 and second.result.frame.two[0] == 2
    app.button(key="again-0").click().run()
    assert app.text_area(key="sql-query").value == "SELECT 1 AS one"


def test_an_example_comes_into_the_editor():
    app = open_page()
    app.button(key="example-1").click().run()
    assert app.text_area(key="sql-query").value == EXAMPLES[1].query.strip()


def test_a_running_query_can_be_cancelled(monkeypatch):
    monkeypatch.setattr(SqlJob, "wait", lambda *_: None)
    app = open_page()
    app.text_area(key="sql-query").set_value("SELECT sum(a.range * b.range * c.range) FROM range(10000) a, range(10000) b, range(10000) c")  # fmt: skip
    app.button(key="run-sql").click().run()
    job = app.session_state["sql-history"][-1]
    assert job.is_running and app.button(key="run-sql").disabled
    app.button(key="cancel-sql").click().run()
    assert job.is_cancelled
    monkeypatch.undo()
    SqlJob.wait(job, 20)
    assert "The query was cancelled." in text_of(app.run())


def test_the_public_has_its_own_tables_and_examples(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    app = open_page()
    text = text_of(app)
    assert "public_cells" in text and "_cube" not in text
    assert "no table “persons_cube” here" in text_of(ask(app, "FROM persons_cube"))
    assert "confidential" in text_of(ask(app, "SELECT DISTINCT status FROM public_cells"))


# As a figure.


def test_an_answer_is_drawn_in_the_form_that_fits_and_says_what_it_is():
    app = ask(
        open_page(), "SELECT route, year, sum(records) AS supports FROM integrations_cube GROUP BY ALL ORDER BY ALL"
    )
    assert names_of_traces(app) == ["2014", "values", "2015", "values"]
    text = text_of(app)
    assert "supports by route" in text and "answer to your query" in text and text.count("Demonstration data") == 2
    assert "job_placement; 2014; 933" in figures_of(app)[0].alt


def test_its_reader_chooses_another_form_and_other_columns():
    query = "SELECT month, sum(records) AS supports, sum(women_share_numerator) AS women FROM integrations_cube GROUP BY month"
    app = ask(open_page(), query)
    form, number = app.selectbox
    assert form.options == ["Line", "Bars", "Dots"] and names_of_traces(app) == ["women"]
    number.set_value("supports").run()
    assert names_of_traces(app) == ["supports"]
    app.selectbox[0].set_value("points").run()
    assert names_of_traces(app) == ["points"] and not app.exception


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT count(*) AS n FROM cities", "fewer than two rows needs no figure"),
        ("SELECT id, name_en FROM routes", "no column of numbers"),
        (
            "SELECT route, n FROM (SELECT route, records AS n FROM integrations_cube)",
            "Several rows have the same “route”",
        ),
    ],
)
def test_an_answer_that_cannot_be_drawn_says_why(query, sentence):
    app = ask(open_page(), query)
    assert names_of_traces(app) is None and sentence in text_of(app)


def test_markup_in_an_answer_is_text_in_its_figure_too():
    app = ask(open_page(), "SELECT '<b>x</b>' AS \"<i>\", 1 AS n UNION ALL SELECT '<img src=x>', 2")
    layout = figures_of(app)[0].layout
    groups = [each["text"] for each in layout["annotations"] if each["name"] == "group"]
    assert groups == ["&lt;b>x&lt;/b>", "&lt;img src=x>"] and "<i>" not in text_of(app)

"""How a figure reaches the browser: as JSON that is written once, and with a script of this server."""

import json
from importlib.metadata import distribution

import numpy as np
import plotly.io
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.charts.drawing import Drawing, bar, scatter
from analytics.web.scripts import FETCHED_EARLY, FOLDER, routes
from tests.page_scripts import figures_of, run_page


@pytest.fixture(scope="module")
def server():
    return TestClient(Starlette(routes=routes()))


@pytest.mark.parametrize("name", ["plot.py", "style.css", "..%2Fplot.py", "../plot.py", ""])
def test_no_other_file_leaves_the_server(server, name):
    assert server.get(f"/{FOLDER}/{name}").status_code == 404


def test_an_older_name_is_not_answered_with_a_newer_script(server):
    assert server.get("/figures/0123456789abcdef/plot.js").status_code == 404


@pytest.mark.parametrize("accepted", ["gzip, br", "identity"])
def test_what_draws_is_the_script_of_the_plotly_package(server, accepted):
    answer = server.get(f"/{FOLDER}/plotly.min.js", headers={"accept-encoding": accepted})
    shipped = distribution("plotly").locate_file("plotly/package_data/plotly.min.js").read_bytes()
    assert answer.content == shipped
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers.get("content-encoding") == ("gzip" if "gzip" in accepted else None)


def test_every_script_is_fetched_early_and_is_there(server):
    names = FETCHED_EARLY.decode().split('href="./')[1:]
    assert len(names) == 4
    assert all(server.get("/" + name.split('"')[0]).status_code == 200 for name in names)


def test_a_figure_is_written_as_plotly_writes_it():
    drawing = Drawing(layout={"height": 100})
    numbers = [float("nan"), np.float64(2), np.int64(3)]
    drawing.traces += [scatter(x=np.array([0.5, np.nan]), y=[1, None]), bar(x=numbers, y=["a", "b", "c"])]
    figure = drawing.figure()
    assert json.loads(figure.written) == json.loads(plotly.io.to_json(figure, validate=False))
    assert json.loads(figure.written)["data"][1]["x"] == [None, 2, 3]


def test_a_figure_is_written_once_and_in_plain_letters():
    figure = Drawing([scatter(x=[1], y=[2], customdata=[["فاس <b>3</b>", "fes"]])]).figure()
    assert "فاس <b>3</b>" in figure.written.decode("utf-8")
    assert figure.written is figure.written


def test_what_is_sent_besides_the_figure_is_short():
    app = run_page("compare", lang="ar")
    sent = app.get("bidi_component")[0].proto
    assert len(sent.js_content) < 200 and not sent.html_content + sent.css_content
    assert len(sent.bytes) < len(plotly.io.to_json(json.loads(sent.bytes)["figure"], validate=False)) + 2000


def test_only_a_figure_that_narrows_the_page_hears_of_clicks():
    heard = {
        figure.key: json.loads(figure.text)["told"]["picks"] for figure in figures_of(run_page("routes", lang="en"))
    }
    assert heard["routes-flow"] is True
    assert sum(heard.values()) == 6  # the flow, three shares by route and two by preparation


def test_a_figure_says_what_it_shows_and_what_the_keys_do():
    for code, keys in (("fr", "Les flèches du clavier"), ("ar", "مفاتيح الأسهم")):
        told = json.loads(figures_of(run_page("compare", lang=code))[0].text)["told"]
        assert keys in told["keys"] and len(told["alt"]) > 80


def test_a_browser_that_sends_nonsense_for_a_click_narrows_nothing(monkeypatch):
    from analytics.web import figure

    asked = []
    monkeypatch.setattr(figure.address, "toggle", asked.append)
    for marks in ([], [None], ["text"], [{}], [["only text"]], [["text", ""]], [[]], [7]):
        figure._narrow(["route"], marks)
    assert asked == []
    figure._narrow(["programme", "route"], [["text", "", "education"]])
    assert asked == [{"route": "education"}]

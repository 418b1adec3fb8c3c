"""How a figure reaches the browser: as JSON that is written once, and with a script of this server."""

import gzip
import json
from importlib.metadata import distribution

import numpy as np
import plotly.io
import pytest
from starlette.routing import Router

from analytics.charts.drawing import Drawing, bar, scatter
from analytics.web.scripts import FETCHED_EARLY, FOLDER, figure_routes
from tests.own_loop import run_apart
from tests.page_scripts import figures_of, run_page


def answer_of(path, accepted="gzip"):
    """Status, headers and body of what the server answers."""
    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", accepted.encode())]}
    events = []

    async def receive():
        return {"type": "http.request"}

    async def send(event):
        events.append(event)

    run_apart(Router(figure_routes())(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in events[0]["headers"]}
    return events[0]["status"], headers, b"".join(event.get("body", b"") for event in events[1:])


@pytest.mark.parametrize("name", ["plot.py", "style.css", "..%2Fplot.py", "../plot.py", ""])
def test_no_other_file_leaves_the_server(name):
    assert answer_of(f"/{FOLDER}/{name}")[0] == 404


def test_an_older_name_is_not_answered_with_a_newer_script():
    assert answer_of("/figures/0123456789abcdef/plot.js")[0] == 404


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", gzip.decompress), ("identity", bytes)])
def test_what_draws_is_the_script_of_the_plotly_package(accepted, unpack):
    status, headers, body = answer_of(f"/{FOLDER}/plotly.min.js", accepted)
    assert status == 200
    assert unpack(body) == distribution("plotly").locate_file("plotly/package_data/plotly.min.js").read_bytes()
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_every_script_is_fetched_early_and_is_there():
    places = [link.split('"')[0] for link in FETCHED_EARLY.split('href="./')[1:]]
    assert len(places) == 4
    assert [answer_of(f"/{place}")[0] for place in places] == [200] * 4


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

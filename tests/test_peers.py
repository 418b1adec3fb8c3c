"""The page that Idmaj is compared with asks what Idmaj answers, and is watched as every other."""

import json
import math
import re
from pathlib import Path

import duckdb
import pytest

from analytics import ask
from analytics.records.folder import PROJECT_DATA
from benchmarks.peers import filters, idmaj_figures, questions
from benchmarks.peers.data import flatten
from benchmarks.peers.environment import REQUIREMENTS, versions
from benchmarks.peers.measuring import OURS, Measured
from benchmarks.peers.report import tell
from benchmarks.peers.servers import PEERS

CHOICES = (
    {},
    {"sex": "F"},
    {"year": "2015", "region": "casablanca-settat"},
    {"year": "2014", "region": "oriental", "sex": "M"},
)


@pytest.fixture(scope="module", autouse=True)
def parquet(tmp_path_factory):
    path = tmp_path_factory.mktemp("peers") / "integrations.parquet"
    flatten(PROJECT_DATA / "demo", path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEERS_PARQUET", str(path))
        yield path


@pytest.mark.parametrize("where", CHOICES, ids=str)
@pytest.mark.parametrize(("name", "ours"), tuple(zip(questions.FIGURES, idmaj_figures.FIGURES, strict=True)))
def test_each_figure_of_the_peers_draws_the_numbers_of_ours(name, ours, where):
    measure, series, group = ours
    theirs = questions.ask_figure(name, where)
    cells = ask(measure, by=[series, group], where=where, data=PROJECT_DATA)
    assert len(theirs) == len(cells) > 0
    found = {(str(row[series]), str(row[group])): row["value"] for row in theirs.to_dict("records")}
    for row in cells.to_dict("records"):
        assert found[str(row[series]), str(row[group])] == pytest.approx(row["value"])


@pytest.mark.parametrize("where", CHOICES, ids=str)
def test_the_four_numbers_of_the_peers_are_ours(where):
    theirs = questions.ask_numbers(where).iloc[0]
    for measure in idmaj_figures.NUMBERS:
        assert theirs[measure] == pytest.approx(ask(measure, where=where, data=PROJECT_DATA)["value"].iloc[0])


def test_the_filters_are_those_that_the_records_hold(parquet):
    for name, codes in filters.FILTERS.items():
        found = duckdb.execute(
            f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM read_parquet($path)", {"path": str(parquet)}
        )
        assert {code for (code,) in found.fetchall()} == set(codes)


def test_no_click_asks_what_was_asked_before_and_no_title_can_be_taken_for_another():
    said = [filters.say({}), *(title for region in filters.ROUNDS for _, _, title in filters.presses(region))]
    assert len(said) == 1 + 3 * len(filters.ROUNDS)
    for title in said:
        assert [other for other in said if title in other] == [title]


def test_every_figure_of_the_peers_says_the_filters_in_its_title():
    for name in questions.FIGURES:
        where = {"sex": "F"}
        figure = json.loads(questions.draw_figure(name, questions.ask_figure(name, where), where).to_json())
        assert filters.say(where) in figure["layout"]["title"]["text"]


def test_every_peer_is_pinned_to_one_version():
    lines = [line.partition("#")[0].strip() for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines()]
    for line in filter(None, lines):
        assert re.fullmatch(r"[a-z]+==\d+(\.\d+)+", line), line
    assert {"dash", "panel", "vizro", "streamlit"} < set(versions())


def test_what_peers_and_dashboard_share_has_one_version():
    ours = (Path(__file__).resolve().parents[1] / "requirements.txt").read_text(encoding="utf-8")
    shared = dict(re.findall(r"^(\w+)==([\d.]+)", ours, re.MULTILINE))
    for name in ("streamlit", "plotly", "duckdb", "pandas"):
        assert versions()[name] == shared[name]


def test_an_aim_that_was_missed_is_told_as_missed():
    measured = Measured(10_000_000, 147.0, memory=dict.fromkeys((peer.name for peer in PEERS), 100.0), load=[0.1, 0.2])
    for peer in PEERS:
        measured.times[peer.name].clicked = [400.0]
        measured.times[peer.name].opened = [3000.0]
        measured.times[peer.name].answered = [150.0]
    measured.times[OURS].turned = [40.0, 60.0]
    measured.times[OURS].clicked = [101.0]
    measured.times[OURS].opened = [2999.0]
    text = tell([measured])
    assert "0.253 times as long as the fastest of the others, Dash (the aim was 0.25 at most: missed)" in text
    assert "1.000 times as long as in plain Streamlit (the aim was 1 at most: reached)" in text
    assert "Of the 101 ms Plotly alone takes 50, 0.125 times what Dash takes in all." in text
    assert "| Idmaj | 101 (101–101; 1 times) | 1.00 | 150 | 50 |" in text
    assert "| Panel | 400 (400–400; 1 times) | 3.96 | 150 | – |" in text
    assert math.isclose(400 / 101, 3.96, abs_tol=0.005) and "| 3.96 |" in text

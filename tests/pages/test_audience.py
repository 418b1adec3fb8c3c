"""Whom does a server serve, and what does a page of the public hold?"""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.errors import UnknownName
from analytics.web.audience import audience

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("said", "address", "expected"),
    [
        ("public", "127.0.0.1", "public"), ("internal", "0.0.0.0", "internal"), ("", "127.0.0.1", "internal"),
        ("", "localhost", "internal"), ("", "::1", "internal"), ("", "0.0.0.0", "public"), ("", "192.168.1.4", "public"),
        ("", "dashboard.example", "public"), ("", None, "public"),
    ],
)  # fmt: skip
def test_whoever_comes_over_the_network_is_the_public(monkeypatch, said, address, expected):
    monkeypatch.setenv("IDMAJ_AUDIENCE", said)
    monkeypatch.setattr(st, "get_option", lambda name: address if name == "server.address" else None)
    assert audience() == expected


def test_an_audience_that_there_is_not_is_refused(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "everybody")
    with pytest.raises(UnknownName, match="internal, public|public, internal"):
        audience()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", ["compare", "cities", "people", "routes", "funding", "data", "methods"])
def test_every_page_opens_for_the_public(monkeypatch, page, language):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    app = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.query_params["sex"] = "F"
    app.run()
    assert not app.exception
    # Nothing is filtered, whatever the address says, and nothing can be.
    assert not app.multiselect and not app.get("popover")


def test_the_public_is_not_offered_what_would_mend_a_damaged_release(monkeypatch, tmp_path):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "current").write_text("20260101-000000-abcd\n")
    app = AppTest.from_file(str(PROJECT / "pages" / "data.py"), default_timeout=60)
    app.run()
    assert app.exception and not app.button


def test_rules_that_cannot_be_read_are_told_and_the_rest_of_the_page_stays(monkeypatch, tmp_path):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "disclosure.toml").write_text("smallest_count = 'ten'\n")
    app = AppTest.from_file(str(PROJECT / "pages" / "data.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    texts = " ".join(str(each.proto) for each in app.get("html"))
    assert "smallest_count" in texts and "History" in texts

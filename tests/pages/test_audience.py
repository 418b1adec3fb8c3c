"""Whom does a server serve, and what does a page of the public hold?"""

from html import escape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import web
from analytics.errors import UnknownName
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.web.audience import audience
from analytics.web.data_page import auditing
from analytics.web.figures.figure import card_foot, label, labels_of
from tests.page_scripts import figures_of

PROJECT = Path(__file__).resolve().parents[2]
OF_RECORDS = ("compare", "cities", "people", "routes", "funding")
INSIDE = "The exact numbers on this page, also those of small groups, are for internal use and not for publication."
FRAMED = """
import runpy
from analytics.web.audience import telling_for_whom
with telling_for_whom():
    runpy.run_path({path!r})
"""


def open_page(page, code="en", **address):
    """A page of the records as its frame runs it."""
    app = AppTest.from_string(FRAMED.format(path=str(PROJECT / "pages" / f"{page}.py")), default_timeout=60)
    for name, value in ({"lang": code} | address).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def texts_of(app):
    return [without_isolates(each.proto.body) for each in app.get("html")]


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
    monkeypatch.setattr(st, "get_option", lambda name: address if name == "server.address" else [])
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


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", OF_RECORDS)
def test_a_page_says_to_the_public_once_why_numbers_are_hidden_and_where_it_says_how(monkeypatch, page, code):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    texts = texts_of(open_page(page, code))
    said = [text for text in texts if f"./methods?lang={code}#hidden-numbers" in text]
    assert len(said) == 1
    assert without_isolates(LANGUAGES[code].say("How numbers are hidden")) in said[0] and "[c]" in said[0]


def test_the_methods_say_from_which_size_on_a_number_is_shown(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    found = [text for text in texts_of(open_page("methods")) if "id='hidden-numbers'" in text]
    assert len(found) == 1
    for threshold in ("fewer than 10 people", "fewer than 20 juveniles", "fewer than 30 known cases", "more than 60%"):
        assert threshold in found[0]


# What rests on tables that are not on the closed list, by the titles of those parts.
@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("routes", ["From the programme to what was last seen", "Time to an ending, and to a return to prison"]),
        ("funding", ["Awards by amount", "Money beside integrations and cities"]),
        ("people", ["Published figures beside the records"]),
        ("data", ["earlier releases", "the loading of files"]),
    ],
)
def test_what_a_page_keeps_from_the_public_is_told_in_its_last_sentence_and_nowhere_else(monkeypatch, page, kept):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    *before, last = texts_of(open_page(page))
    assert last.startswith("<p class='note at-the-end withheld'>On this page, signed-in analysts also have: ")
    for title in kept:
        assert title in last and not any(title in text for text in before)
    assert not any("not cleared for the public" in text for text in before)


@pytest.mark.parametrize("page", [*OF_RECORDS, "data", "methods"])
def test_insiders_are_told_nothing_of_what_the_public_does_not_see(monkeypatch, page):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "internal")
    texts = texts_of(open_page(page))
    assert not any("signed-in analysts" in text or "Public tables." in text for text in texts)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", [*OF_RECORDS, "explore", "data"])
def test_a_page_of_exact_numbers_ends_with_the_word_that_they_stay_inside(monkeypatch, page, code):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "internal")
    language = LANGUAGES[code]
    last = texts_of(open_page(page, code))[-1]
    assert "not for publication" in last or code != "en"
    assert escape(without_isolates(language.say(INSIDE))) in last
    assert f"href='./briefing?lang={code}'" in last
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    assert "at-the-end inside" not in " ".join(texts_of(open_page(page, code)))


def test_a_page_of_what_was_published_is_cleared_or_is_words_alone_has_nothing_to_keep_inside():
    assert {place.path for place in web.PAGES if not place.has_records} == {"", "briefing", "methods"}


@pytest.mark.parametrize(
    ("kind", "said", "use"),
    [
        ("published", "internal", ""), ("published", "public", ""), ("records", "public", ""),
        ("demonstration", "public", ""), ("records", "internal", "Exact numbers: for internal use."),
        ("demonstration", "internal", "Exact numbers: for internal use."),
    ],
)  # fmt: skip
def test_exact_numbers_carry_into_their_card_and_file_that_they_stay_inside(monkeypatch, kind, said, use):
    monkeypatch.setenv("IDMAJ_AUDIENCE", said)
    english = LANGUAGES["en"]
    foot = card_foot("a list", kind, english)
    assert ("Exact numbers" in foot) == bool(use) and use in foot
    file = label(pd.DataFrame({"value": [1, 2], "use": ["a", "b"]}), labels_of(kind, english))
    assert file["use"].tolist() == ["a", "b"]
    assert list(file.columns) == ["value", "use", "data", *(["use_"] if use else [])]
    assert not use or set(file["use_"]) == {use}


def test_what_the_public_asks_for_and_may_not_see_is_refused_where_it_was_asked(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    texts = texts_of(open_page("compare", measure="active_12m", by="route", split="route,sex"))
    assert sum("This part rests on tables that are not cleared for the public." in text for text in texts) == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pointer_on_a_hidden_number_reads_why_it_is_hidden(monkeypatch, code):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    reason = LANGUAGES[code].say("Hidden so that nobody can be recognised")
    hidden = 0
    for page in ("cities", "people", "routes"):
        for figure in figures_of(open_page(page, code)):
            for trace in figure.data:
                written = trace.get("text") or []
                marks = [place for place, text in enumerate(written) if "[c]" in text]
                told = [trace["customdata"][place] for place in marks]
                assert all(reason in (each if isinstance(each, str) else each[0]) for each in told)
                hidden += len(marks)
    assert hidden > 30


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_mark_in_a_table_says_what_it_means(monkeypatch, code):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    tables = [text for text in texts_of(open_page("people", code)) if "<table>" in text]
    meaning = without_isolates(LANGUAGES[code].say("Confidential: hidden so that nobody can be recognised."))
    cells = [cell for text in tables for cell in text.split("<td")[1:] if "[c]" in cell.partition("</td>")[0]]
    assert cells and all(f"<abbr title='{meaning}'>[c]</abbr>" in cell for cell in cells)


def test_the_page_on_data_is_all_there_before_the_audit_is_worked_out(monkeypatch):
    drawn = []
    for name in ("loaded_card", "load_files", "release_history", "reconciliation", "dictionary"):
        draw = getattr(web, name)
        monkeypatch.setattr(web, name, lambda *given, name=name, draw=draw: (draw(*given), drawn.append(name)))
    find = auditing.find_cleared
    monkeypatch.setattr(auditing, "find_cleared", lambda *given: (drawn.append("audit"), find(*given))[1])
    texts = texts_of(open_page("data"))
    assert drawn[-1] == "audit" and len(drawn) == 6
    # And yet it stands second on the page.
    heads = [text for text in texts if "<h2" in text]
    assert "What the public may" in heads[1]

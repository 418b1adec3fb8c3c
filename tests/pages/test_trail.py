"""The audit trail on the Data page: not there for the public; of an event or a day; damaged lines are told."""

import pytest

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.operation.trail import note
from tests.page_scripts import run_page


@pytest.fixture
def trail(tmp_path, monkeypatch):
    place = tmp_path / "trail"
    monkeypatch.setenv("IDMAJ_TRAIL", str(place))
    note("imported", who="amina@example.org", release="20160101-000000-abcd")
    note("ran_sql", who="this machine", query="SELECT …", outcome="answered")
    note("exported", who="<b>karim</b>", file="<i>x</i>.csv")
    return place / "trail.jsonl"


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def shown(**address):
    app = run_page("data", **address)
    return app.toggle(key="trail-shown").set_value(True).run()


def test_the_public_has_no_trail(trail, monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    app = run_page("data", lang="en")
    assert "trail-shown" not in {each.key for each in app.toggle} and "amina" not in text_of(app)


def test_it_is_read_when_it_is_asked_for(trail):
    assert "amina" not in text_of(run_page("data", lang="en"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Imported", "SQL asked", "this machine", "query: SELECT …"]),
        ("fr", ["Fichiers chargés", "Requête SQL", "cette machine", "requête\u00a0: SELECT …"]),
        ("ar", ["تحميل ملفات", "استعلام SQL", "هذا الجهاز", "الاستعلام: SELECT …"]),
    ],
)
def test_each_line_is_told_in_the_language_of_its_reader(trail, code, said):
    assert code in LANGUAGES
    text = text_of(shown(lang=code))
    assert all(each in text for each in [*said, "amina@example.org", "20160101-000000-abcd"])
    assert "&lt;b&gt;karim" in text and "<i>x" not in text


def test_an_event_and_a_day_narrow_it(trail):
    app = shown(lang="en")
    app.selectbox(key="trail-event").set_value("ran_sql").run()
    assert "SQL asked" in text_of(app) and "amina" not in text_of(app)
    app.text_input(key="trail-day").set_value("2015-01-01").run()
    assert "Nothing of this kind is noted." in text_of(app)
    app.text_input(key="trail-day").set_value("soon").run()
    assert "The day must read as 2016-12-31." in text_of(app)


def test_a_line_that_was_cut_short_is_told(trail):
    trail.write_bytes(trail.read_bytes()[:-9])
    assert "1 line cannot be read: it was cut short." in text_of(shown(lang="en"))

"""What somebody does is refused where it is done: also when the button was still on their page."""

import json
import time
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from analytics import web
from analytics.access.people import People
from analytics.access.refusals import NotYourRole
from analytics.access.roles import ROLES, may_do
from analytics.access.signed_out import SignedOut
from analytics.language.direction import without_isolates
from analytics.records.folder import DataFolder
from analytics.records.intake import Given, import_files
from analytics.records.releases import current_release
from analytics.web import visiting
from analytics.web.audience import audience
from analytics.web.data_page import importing
from analytics.web.explore_page.saved_views import list_views
from analytics.web.sql_page import job as sql_job
from tests.conftest import PROJECT
from tests.page_scripts import figures_of

PEOPLE = People("the data office", 8, {role: frozenset({f"{role}@example.org"}) for role in ROLES}, "", {})
REFUSED = "Your role does not include this. Whoever needs it asks the data office."
TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")


@pytest.fixture
def become(monkeypatch, tmp_path):
    """Whoever looks at the pages from now on has this role."""
    told, nobody = {}, SignedOut(tmp_path / "signed-out")
    monkeypatch.setattr(visiting, "configured", lambda: SimpleNamespace(people=lambda: PEOPLE, signed_out=nobody))
    monkeypatch.setattr(visiting, "st", SimpleNamespace(user=SimpleNamespace(to_dict=lambda: told)))

    def become(role, ago=0):
        told.update(is_logged_in=True, email=f"{role}@example.org", sub=role, iat=time.time() - ago)

    return become


@pytest.fixture
def folder(tmp_path, monkeypatch, write_folder):
    """A data folder with one release of a steward's."""
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(web, "audit_card", lambda _data: None)  # it takes seconds, and is not in question
    support = "support | route | started_on\n1 | job_placement | 2014-03-01\n2 | micro_project | 2015-05-01"
    files = write_folder(tmp_path / "files", support, follow_ups="support | seen | status\n1 | 2015-06-01 | active")
    made = DataFolder(tmp_path / "data")
    import_files([Given(files / f"{name}.csv", f"{name}.csv") for name in TABLES], made, made_by="steward@example.org")
    return made


def open_page(page, **address):
    app = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=120)
    for name, value in ({"lang": "en"} | address).items():
        app.query_params[name] = value
    return app.run()


def texts_of(app):
    return without_isolates(" ".join(each.proto.body for each in app.get("html")))


def keys_of(app):
    return {each.key for each in app.button} | {each.proto.id.split("-", 2)[-1] for each in app.get("download_button")}


@pytest.mark.parametrize("role", ROLES)
def test_only_whoever_may_bring_back_or_load_has_what_does_it(become, folder, role):
    become(role)
    app = open_page("data")
    assert not app.exception
    assert any("use-" in key for key in keys_of(app)) == may_do([role], "bring_back")
    assert bool(app.get("file_uploader")) == may_do([role], "load_files")
    assert ("loaded on" in texts_of(app)) == may_do([role], "see_exact_cells")


def test_a_release_is_not_brought_back_by_whoever_lost_the_role_meanwhile(become, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_TRAIL", str(tmp_path / "trail"))
    become("steward")
    app = open_page("data")
    before = current_release(folder)
    become("analyst")
    app.button(key="use-demo").click().run()
    assert current_release(folder) == before
    assert REFUSED in texts_of(app)
    *_, last = (tmp_path / "trail" / "trail.jsonl").read_text().splitlines()
    noted = json.loads(last)
    assert (noted["event"], noted["who"], noted["what"]) == ("refused", "analyst@example.org", "bring_back")


def test_a_steward_brings_back(become, folder):
    become("steward")
    open_page("data").button(key="use-demo").click().run()
    assert current_release(folder) is None


@pytest.mark.parametrize("deed", [importing._check, importing._accept])
@pytest.mark.parametrize("role", ["leadership", "analyst", "press"])
def test_nothing_is_loaded_for_others_than_stewards(become, folder, deed, role):
    become(role)
    with pytest.raises(NotYourRole):
        deed(*[None] * deed.__code__.co_argcount)


def test_a_release_says_who_loaded_it(folder):
    assert current_release(folder).made_by == "steward@example.org"


@pytest.mark.parametrize("role", ["leadership", "press", "steward"])
def test_no_query_runs_for_whoever_is_no_analyst(become, monkeypatch, role):
    begun = []
    monkeypatch.setattr(sql_job.SqlJob, "start", lambda *given: begun.append(given))
    become("analyst")
    app = open_page("sql")
    become(role)
    app.button(key="run-sql").click().run()
    assert not begun and REFUSED in texts_of(app)


def test_an_analyst_is_answered(become):
    become("analyst")
    app = open_page("sql")
    app.text_area(key="sql-query").set_value("SELECT sum(integrations) AS n FROM integrations_cube").run()
    app.button(key="run-sql").click().run()
    assert REFUSED not in texts_of(app)


@pytest.mark.parametrize("role", ["press", "steward"])
def test_no_view_is_kept_for_whoever_may_keep_none(become, folder, role):
    become("analyst")
    app = open_page("explore")
    app.text_input(key="view-name").set_value("mine").run()
    become(role)
    app.button(key="view-save-button").click().run()
    assert list_views(folder) == []


def test_no_press_kit_is_made_for_a_steward(become):
    become("press")
    app = open_page("briefing")
    become("steward")
    app.button(key="make-kit").click().run()
    assert [each.message for each in app.exception] and "press-kit-job" not in app.session_state


def test_an_ended_sign_in_does_nothing_more(become, folder):
    become("steward")
    app = open_page("data")
    become("steward", ago=9 * 3600)
    app.button(key="use-demo").click().run()
    assert current_release(folder) is not None


def test_what_one_role_loaded_is_never_shown_to_another(become):
    """Caches are shared by everybody in the process, whoever filled them."""
    seen = []
    for role in ("analyst", "press", "leadership", "press"):
        become(role)
        app = open_page("compare", measure="active_12m", by="city")
        seen.append((texts_of(app), [each.text for each in figures_of(app)]))
    inside, public = seen[0], seen[1]
    assert seen == [inside, public, inside, public]
    assert "Public tables." in public[0] and "Public tables." not in inside[0] and inside[1] != public[1]


@pytest.mark.parametrize(
    ("role", "said", "expected"),
    [
        ("press", None, "public"), ("press", "internal", "public"), ("press", "public", "public"),
        ("analyst", None, "internal"), ("steward", None, "internal"), ("leadership", None, "internal"),
        ("analyst", "public", "public"), ("analyst", "internal", "internal"),
    ],
)  # fmt: skip
def test_the_role_says_who_is_the_public_and_the_variable_only_narrows_it(become, monkeypatch, role, said, expected):
    monkeypatch.delenv("IDMAJ_AUDIENCE", raising=False)
    if said:
        monkeypatch.setenv("IDMAJ_AUDIENCE", said)
    become(role)
    assert audience() == expected


@pytest.mark.thorough
def test_press_reads_the_current_release_whatever_the_address_names(become, folder):
    become("analyst")
    assert "they are not the current release" in texts_of(open_page("people", release="demo"))
    become("press")
    assert "they are not the current release" not in texts_of(open_page("people", release="demo"))

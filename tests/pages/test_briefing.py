"""The Briefing page without a browser: it tells every story, offers what can be taken away, and says what is missing."""

import pytest

from analytics.errors import CannotRender
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.outputs.imprint import say_to_send
from analytics.outputs.stories import STORIES, gather_material, tell_story
from analytics.web.briefing_page import briefing
from analytics.web.briefing_page.kit_job import KitJob, Wanted
from tests.page_scripts import figures_of, run_page
from tests.pages.test_wording import said_by

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


@pytest.fixture(scope="module")
def material():
    return gather_material()


@pytest.fixture
def drawn(monkeypatch):
    """The page with a picture that needs no Chromium; what it was asked to draw."""
    asked = []

    def draw(told, size, form="png", scale=1):
        asked.append((told.id, told.language.code, size, form, scale))
        return SVG

    monkeypatch.setattr(briefing, "draw_picture", draw)
    return asked


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_the_page_shows_the_story_of_its_address_with_the_words_to_send(drawn, material, story, code):
    app = run_page("briefing", lang=code, story=story, size="square")
    told = tell_story(story, material, LANGUAGES[code])
    assert drawn == [(story, code, "square", "svg", 1)]
    copied = [element.value for element in app.code]
    assert copied == [say_to_send(told), told.headline, told.alt, told.source]
    assert without_isolates(told.reason) in said_by(app)
    assert len(app.get("download_button")) == 4


def test_where_nothing_can_be_drawn_the_page_says_so_and_the_browser_draws(monkeypatch):
    def fail(*_args, **_options):
        raise CannotRender("No Chromium was found on the server; it is needed to draw pictures.")

    monkeypatch.setattr(briefing, "draw_picture", fail)
    app = run_page("briefing", lang="fr")
    assert "Aucun Chromium" in said_by(app)
    assert len(figures_of(app)) == 1
    assert app.get("download_button") == []


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_briefing_is_public_whoever_looks(drawn, monkeypatch, audience):
    monkeypatch.setenv("IDMAJ_AUDIENCE", audience)
    app = run_page("briefing", lang="en", story="juveniles")
    assert "[c]" in said_by(app)


def test_nothing_chosen_makes_no_kit(drawn):
    app = run_page("briefing", lang="en")
    app.session_state["kit-stories"] = []
    app.run()
    assert app.button(key="make-kit").disabled
    assert "at least one of each" in said_by(app)


def test_a_kit_that_fails_says_why(material, monkeypatch):
    from analytics.web.briefing_page import kit_job

    def fail(*_args, **_options):
        raise CannotRender("Chromium failed while it drew the picture; please try again.")

    monkeypatch.setattr(kit_job, "make_kit", fail)
    job = KitJob(Wanted(("placements",), ("en",), ("wide",), ("png",)))
    job.start(material)
    job.wait(10)
    assert str(job.error).startswith("Chromium failed")
    assert job.kit is None and job.content == b""


def test_a_full_disk_is_one_sentence(material, monkeypatch):
    from analytics.web.briefing_page import kit_job

    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kit_job, "make_kit", fail)
    job = KitJob(Wanted(("placements",), ("en",), ("wide",), ("png",)))
    job.start(material)
    job.wait(10)
    assert "no room" in str(job.error)


def test_a_kit_that_waits_its_turn_can_be_cancelled(material):
    from analytics.web.briefing_page import kit_job

    with kit_job._turn:
        job = KitJob(Wanted(("placements",), ("en",), ("wide",), ("png",)))
        job.start(material)
        job.cancel()
        job.wait(10)
    assert not job.is_running
    assert job.kit is None and job.error is None and job.is_cancelled

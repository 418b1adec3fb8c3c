"""The shared pieces of the pages: safe markup, the document, the cards' data, figures drawn once."""

import io

import pandas as pd
import pytest

from analytics import ask, charts
from analytics.language import LANGUAGES
from analytics.web import markup
from analytics.web.figures import drawing, figure
from analytics.web.figures.figure import KINDS, Story, badge, figure_card
from analytics.web.serving.document import _in_language

HOSTILE = "<script>alert(1)</script>'\"&"


@pytest.mark.parametrize(
    "made",
    [
        markup.paragraph(HOSTILE), markup.inline(HOSTILE, "x"), markup.heading(HOSTILE, 1), markup.chip("with_care", HOSTILE),
        markup.fold(HOSTILE, ""), markup.anchored(HOSTILE, HOSTILE, ""), markup.code(HOSTILE, HOSTILE), markup.section(HOSTILE, "<p>&lt;script</p>"),
        markup.contents([(HOSTILE, HOSTILE)], HOSTILE), markup.points([HOSTILE]), markup.definitions([(HOSTILE, HOSTILE)]), markup.table(pd.DataFrame({HOSTILE: [HOSTILE]}), caption=HOSTILE),
    ],
)  # fmt: skip
def test_values_never_become_markup(made):
    assert "<script" not in made and "&lt;script" in made


def test_a_heading_leaves_no_word_alone():
    assert markup.heading("one two three four", 2) == "<h2>one two three&nbsp;four</h2>"


def test_a_figure_without_status_is_not_shown():
    story = Story("x", "h", "s", "a", "src", "published", pd.DataFrame(), cells=pd.DataFrame({"value": [1]}))
    with pytest.raises(ValueError, match="status"):
        figure_card(None, story)


def test_a_file_of_cells_says_its_filters_and_its_source_in_every_row(monkeypatch):
    kept = {}
    monkeypatch.setattr(figure, "download", lambda label, make, name, **_: kept.update({name: make}))
    cells = pd.DataFrame({"value": [1, 2], "status": "normal", "source": ["own", "own"]})
    figure_card(
        None, Story("x", "h", "Rate. Only Sex: women.", "a", "Records: r", "records", pd.DataFrame(), cells=cells)
    )
    (make,) = kept.values()
    read = pd.read_csv(io.BytesIO(make()))
    assert list(read.columns) == ["value", "status", "source", "data", "use", "about", "source_"]
    assert set(read["about"]) == {"Rate. Only Sex: women."} and set(read["source_"]) == {"Records: r"}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_each_kind_of_data_has_its_own_badge(language):
    assert len({badge(kind, language) for kind in KINDS}) == len(KINDS) == 4


def test_a_figure_is_drawn_once_and_anew_when_a_number_changes(monkeypatch):
    drawing._kept.clear()
    drawn = []
    cells = ask("women_share", by="year")

    def form(cells, language, theme):
        drawn.append(1)
        return object()

    language, theme = LANGUAGES["en"], charts.LIGHT
    first = drawing.draw(form, cells, language, theme)
    assert drawing.draw(form, cells, language, theme) is first and len(drawn) == 1
    changed = cells.assign(value=cells["value"] + 1e-9)
    assert drawing.draw(form, changed, language, theme) is not first
    hidden = cells.assign(status="confidential")
    assert drawing.draw(form, hidden, language, theme) is not first
    drawing.draw(form, cells, LANGUAGES["ar"], theme)
    drawing.draw(form, cells, language, charts.DARK)
    assert len(drawn) == 5


def test_no_more_figures_are_kept_than_fit(monkeypatch):
    drawing._kept.clear()
    monkeypatch.setattr(drawing, "MOST_KEPT", 3)
    for number in range(10):
        drawing.draw(lambda *_: object(), pd.DataFrame({"value": [number]}), LANGUAGES["en"], charts.LIGHT)
    assert len(drawing._kept) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_document_says_its_language_direction_and_title(code):
    document = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'
    changed = _in_language(document, LANGUAGES[code]).decode()
    assert f'<html lang="{code}" dir="{LANGUAGES[code].direction}">' in changed
    assert f"<title>{LANGUAGES[code].say('Idmaj')}</title>" in changed


def test_code_runs_left_to_right_and_can_be_scrolled_by_keyboard():
    made = markup.code("a < b", "Numerator")
    assert "dir='ltr'" in made and "tabindex='0'" in made and "<code>a &lt; b</code>" in made


def test_a_place_can_be_named_in_the_address():
    assert markup.anchored("active_12m", "Still active", "<p>x</p>").startswith("<details id='active_12m'")

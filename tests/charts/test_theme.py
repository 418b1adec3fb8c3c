"""The palette can be read, and every figure leaves framed alike."""

import pytest

from analytics.charts import DARK, LIGHT, finalise, theme_of
from analytics.charts.drawing import Drawing
from analytics.language import ARABIC, ENGLISH, FRENCH


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
@pytest.mark.parametrize("ink", ["text", "muted", "before_text", "after_text"])
def test_texts_can_be_read_on_the_card(theme, ink):
    assert contrast(getattr(theme, ink), theme.card) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
@pytest.mark.parametrize("ground", ["land", "sea"])
def test_names_of_cities_can_be_read_on_land_and_at_sea(theme, ground):
    assert contrast(theme.text, getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_marks_of_the_years_and_of_centres_stand_out_from_the_card(theme):
    for mark in (theme.before, theme.after, theme.centre):
        assert contrast(mark, theme.card) >= 3


def test_the_two_years_keep_the_colours_of_the_project():
    assert (LIGHT.before, LIGHT.after, DARK.after) == ("#12436D", "#F46A25", "#F46A25")


@pytest.mark.parametrize("mode, theme", [("dark", DARK), ("light", LIGHT), ("<script>", LIGHT), (None, LIGHT)])
def test_anything_but_dark_is_light(mode, theme):
    assert theme_of(mode) is theme


def test_a_finished_figure_is_framed_by_the_page_and_not_by_itself():
    figure = finalise(Drawing(), FRENCH, LIGHT, height=240, margin={"t": 8}, meta={"question": "ask integrations"})
    layout = figure.layout
    assert layout.title.text is None and layout.width is None and layout.height == 240
    assert layout.template.layout.paper_bgcolor == layout.template.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.template.layout.font.family == "IBM Plex Sans Arabic, sans-serif"
    assert layout.template.layout.dragmode is False and layout.template.layout.showlegend is False
    assert layout.meta == {"question": "ask integrations"}
    assert (layout.margin.l, layout.margin.t) == (0, 8)


@pytest.mark.parametrize("language, marks", [(ENGLISH, ".,"), (FRENCH, ",\u00a0"), (ARABIC, ",.")])
def test_numbers_plotly_writes_itself_follow_the_language(language, marks):
    assert finalise(Drawing(), language, LIGHT, height=100, margin={}).layout.separators == marks


def test_hover_labels_start_at_the_side_reading_starts():
    for language, side in ((ARABIC, "right"), (FRENCH, "left")):
        assert finalise(Drawing(), language, DARK, height=100, margin={}).layout.hoverlabel.align == side

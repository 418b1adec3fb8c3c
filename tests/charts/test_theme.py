"""The palette can be read, and every figure leaves framed alike."""

import numpy as np
import pytest

from analytics.charts import DARK, LIGHT, finalise, theme_of
from analytics.charts.drawing import Drawing
from analytics.language import ARABIC, ENGLISH, FRENCH

# How those see who lack one kind of cone: on linear red, green and blue; Machado, Oliveira and Fernandes (2009), severity 1.
SEEN_BY = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(colour):
    """Red, green and blue in proportion to light, IEC 61966-2-1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return np.array([part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts])


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def lab(light):
    """CIELAB of linear red, green and blue, for the white of D65."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    relative = np.array(to_xyz) @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


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


def test_lab_of_pure_red_is_the_known_one():
    assert lab(linear("#FF0000")) == pytest.approx([53.2, 80.1, 67.2], abs=0.2)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
@pytest.mark.parametrize("kind", SEEN_BY)
def test_the_two_years_are_two_colours_to_those_who_see_fewer(theme, kind):
    pairs = ((theme.before, theme.after), (theme.before_text, theme.after_text), (theme.before, theme.card))
    for one, other in pairs:
        seen_one, seen_other = (lab(np.array(SEEN_BY[kind]) @ linear(each)) for each in (one, other))
        # From about 10 on, two colours are told apart at a glance; 40 is far beyond.
        assert np.linalg.norm(seen_one - seen_other) > 40


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

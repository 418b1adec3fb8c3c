"""The figure of a story alone, for a slide whose words stand around it."""

import pytest

from analytics.language.direction import without_isolates
from analytics.outputs.plates import figure_of
from analytics.outputs.stories import tell_story

WITH_PICTURE = ("cities_and_centres", "cannot_compare")


def test_a_figure_drawn_for_a_slide_fills_its_frame_and_repeats_no_words_of_the_slide(material, language):
    for name in WITH_PICTURE:
        told = tell_story(name, material, language)
        plate = figure_of(told, (1760, 1380))
        assert plate.width * plate.scale == pytest.approx(1760)
        assert plate.height * plate.scale <= 1380.5
        written = [without_isolates(note["text"]) for note in plate.figure.to_dict()["layout"]["annotations"]]
        assert written
        for text in (told.headline, told.source, told.verdict_said):
            assert not any(without_isolates(text) in each for each in written)

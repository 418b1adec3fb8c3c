"""What does a speaker find under a slide? What was measured, the command that answers with it, where it comes from."""

from collections.abc import Sequence

from pptx.slide import Slide

from analytics.language import Language
from analytics.outputs.deck.text import Line, write
from analytics.outputs.plates import words_of
from analytics.outputs.stories.told import Told


def add_speaker_notes(slide: Slide, told: Told, absence: Sequence[str]) -> None:
    """Write the notes of this slide: definition, question, source, verdict with its reason, notes."""
    write(slide.notes_slide.notes_text_frame, _lines(told, absence, told.language), told.language)


def _lines(told: Told, absence: Sequence[str], language: Language) -> list[Line]:
    verdict = told.verdict_said
    if told.reason:
        verdict = language.say("{verdict}: {reason}", verdict=told.verdict_said, reason=told.reason)
    # What was printed has no definition of ours: its subtitle says what it is of.
    is_printed = told.definition == told.subtitle
    return [
        Line(told.definition if is_printed else language.say("Definition: {title}", title=told.definition)),
        Line(language.say("Command that gives these numbers:")),
        Line(f"python -m analytics {told.question}", is_latin=True),
        Line(words_of(told).source),
        *(Line(text) for text in (verdict, *told.notes, *absence) if text),
    ]

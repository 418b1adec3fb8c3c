"""How does a told story become a plate: its figure with everything that stands around it, in one frame?"""

from analytics.charts import LIGHT, Plate, Theme, Words, compose
from analytics.comparison.remarks import say_kind
from analytics.language import message
from analytics.outputs.stories.told import Told

FOUNDATION = message("Mohammed VI Foundation for the Reintegration of Prisoners")


def words_of(told: Told) -> Words:
    """What stands around the figure of this story?"""
    say = told.language.say
    return Words(
        headline=told.headline,
        subtitle=told.subtitle,
        source=say("Source: {source}", source=told.source),
        badge=say_kind(told.kind, told.language),
        kind=told.kind,
        signature=say(FOUNDATION),
        notes=told.notes,
        verdict=told.verdict,
        verdict_said=told.verdict_said,
        reason=told.reason,
    )


def plate_of(told: Told, pixels: tuple[int, int], theme: Theme = LIGHT) -> Plate:
    """The plate of this story in a frame of these pixels."""
    return compose(
        lambda narrow, height: told.form.draw(theme, narrow, height),
        words_of(told),
        pixels,
        told.language,
        theme,
        least_height=told.form.least_height,
    )

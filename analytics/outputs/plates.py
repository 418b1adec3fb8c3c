"""How does a told story become a plate: its figure with everything that stands around it, in one frame?"""

from analytics.charts import LIGHT, Plate, Theme, Words, compose
from analytics.charts.drawing import Finished
from analytics.charts.plate import NARROW_FROM, WIDE_FROM
from analytics.comparison.remarks import say_kind
from analytics.disclosure.gate import INTERNAL
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
        badge=" · ".join(filter(None, [say_kind(told.kind, told.language), told.use])),
        kind=INTERNAL if told.use else told.kind,
        signature=say(FOUNDATION),
        notes=told.notes,
        verdict=told.verdict,
        verdict_said=told.verdict_said,
        reason=told.reason,
    )


def plate_of(told: Told, pixels: tuple[int, int], theme: Theme = LIGHT) -> Plate:
    """The plate of this story in a frame of these pixels."""
    broad = told.form.draw_broad
    return compose(
        lambda narrow, height: told.form.draw(theme, narrow, height),
        words_of(told),
        pixels,
        told.language,
        theme,
        least_height=told.form.least_height,
        draw_broad=(lambda: broad(theme)) if broad else None,
    )


def figure_of(told: Told, pixels: tuple[int, int], theme: Theme = LIGHT) -> Plate:
    """The figure of this story alone, for a slide whose words stand around it as words: set in the largest type with
    which it fits these pixels, and as high as it then is."""
    forms = {narrow: told.form.draw(theme, narrow, told.form.least_height).to_dict() for narrow in (False, True)}
    ratio = pixels[0] / pixels[1]
    widths = {
        narrow: max(NARROW_FROM if narrow else WIDE_FROM, figure["layout"]["height"] * ratio)
        for narrow, figure in forms.items()
    }
    narrow = min(widths, key=widths.get)
    width, layout = widths[narrow], forms[narrow]["layout"]
    layout = layout | {"width": width, "autosize": False, "paper_bgcolor": theme.card}
    return Plate(Finished(forms[narrow] | {"layout": layout}), width, layout["height"], pixels[0] / width)

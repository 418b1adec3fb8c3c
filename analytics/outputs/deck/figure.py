"""How is the figure of a story drawn for a slide, whose words stand around it as words?"""

from analytics.charts.theme import LIGHT
from analytics.errors import CannotRender
from analytics.outputs.renderer import RENDERER, Renderer
from analytics.outputs.stories.told import Told

# Which width does a form need, narrow or not, in pixels?
LEAST_WIDTHS = {False: 560, True: 300}


def draw_figure(told: Told, pixels: tuple[int, int], *, renderer: Renderer = RENDERER) -> bytes | None:
    """The figure alone as PNG, set in the largest type with which it fits these pixels. None where there is no renderer."""
    wide, tall = pixels
    drawn = [_lay_out(told, narrow, wide / tall) for narrow in LEAST_WIDTHS]
    figure, width, height = min(drawn, key=lambda each: each[1])
    try:
        return renderer.render(figure, "png", width, height, wide / width)
    except CannotRender:
        return None


def _lay_out(told: Told, narrow: bool, ratio: float) -> tuple[dict, int, int]:
    """The figure, and its width and height in pixels, in a frame this many times as wide as tall."""
    figure = told.form.draw(LIGHT, narrow, told.form.least_height).to_dict()
    height = figure["layout"]["height"]
    width = max(LEAST_WIDTHS[narrow], round(height * ratio))
    figure["layout"] |= {"width": width, "autosize": False, "paper_bgcolor": LIGHT.card}
    return figure, width, height

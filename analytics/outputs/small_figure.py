"""How is a story's figure drawn for a column of print, without the words that stand around it there?"""

from analytics.charts import LIGHT
from analytics.errors import CannotRender
from analytics.outputs.renderer import RENDERER, Renderer
from analytics.outputs.stories.told import Told

# In pixels: a narrow figure, in which type of 12 pixels becomes one of nearly 9 points in a column of half an A4 page.
WIDTH = 340


def draw_small_figure(told: Told, renderer: Renderer = RENDERER) -> bytes | None:
    """The figure of this story as SVG, as tall as it is by itself; None where no picture can be drawn."""
    figure = told.form.draw(LIGHT, True, told.form.least_height).to_dict()
    try:
        return renderer.render(figure, "svg", WIDTH, figure["layout"]["height"], 1)
    except CannotRender:
        return None

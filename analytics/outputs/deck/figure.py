"""Which picture stands on a slide where no chart of the office program can?"""

from analytics.errors import CannotRender
from analytics.outputs.picture import FIGURE, draw_picture
from analytics.outputs.stories.told import Told


def draw_figure(told: Told, _pixels: tuple[int, int]) -> bytes | None:
    """The figure of this story alone, as PNG; None where none can be drawn, and the slide holds the table."""
    try:
        return draw_picture(told, FIGURE, "png")
    except CannotRender:
        return None

"""How does a story become a picture that stands alone: PNG, SVG or PDF, in a size and a language?

A picture is drawn once for what it shows, and then kept.
"""

from functools import partial

from analytics.errors import UnknownName
from analytics.language import message
from analytics.outputs.keeping import keep
from analytics.outputs.plates import figure_of, plate_of
from analytics.outputs.renderer import RENDERER, Renderer
from analytics.outputs.sizes import pixels_of
from analytics.outputs.stories.told import Told
from analytics.outputs.vector import finish_svg
from analytics.records.folder import DataFolder

FORMS = ("png", "svg", "pdf")
SCALES = (1, 2)
FIGURE, FIGURE_PIXELS = "figure", (1760, 1380)
POINTS_OF_A_PIXEL = 0.75
A4_POINTS = (595.276, 841.89)


def draw_picture(
    told: Told,
    size: str,
    form: str = "png",
    scale: int = 1,
    *,
    renderer: Renderer = RENDERER,
    folder: DataFolder | None = None,
) -> bytes:
    """The picture of this story, in a size of `sizes.SIZES`, as one of FORMS; a PNG `scale` times as many pixels.

    FIGURE as a size is the figure alone, for a slide, as PNG. Raises UnknownName for another size, form or scale, and
    CannotRender.
    """
    if not (size == FIGURE and form == "png"):
        pixels_of(size)
    if form not in FORMS:
        raise UnknownName(message("form"), form, FORMS)
    if scale not in SCALES:
        raise UnknownName(message("scale"), scale, SCALES)
    draw = partial(_draw, told, size, form, scale, renderer)
    return keep([told], [size, scale], form, draw, folder or DataFolder.at())


def _draw(told: Told, size: str, form: str, scale: int, renderer: Renderer) -> bytes:
    plate = figure_of(told, FIGURE_PIXELS) if size == FIGURE else plate_of(told, pixels_of(size))
    figure = plate.figure.to_dict()
    if form == "png":
        # A canvas is cut to whole pixels: what is short of one by a rounding error must not lose it.
        times = plate.scale * scale * (1 + 1e-9)
        return renderer.render(figure, "png", plate.width, plate.height, times)
    drawn = renderer.render(figure, "svg", plate.width, plate.height, 1)
    if form == "svg":
        return finish_svg(drawn, pixels_of(size), told.headline, told.alt, told.language)
    from analytics.outputs.page import write_page  # Typst takes its time to load, and only a PDF needs it

    width, height = pixels_of(size)
    points = A4_POINTS if size == "a4" else (width * POINTS_OF_A_PIXEL, height * POINTS_OF_A_PIXEL)
    return write_page(drawn, points, told.headline, told.alt, told.language)

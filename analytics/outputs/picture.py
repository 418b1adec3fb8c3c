"""How does a story become a picture that stands alone: PNG, SVG or PDF, in a size and a language?

A picture is drawn once for what it shows, and then kept: it holds public cells alone.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import fields
from functools import cache
from pathlib import Path

from analytics.charts import Plate
from analytics.errors import UnknownName
from analytics.language import message
from analytics.outputs.plates import figure_of, plate_of
from analytics.outputs.renderer import RENDERER, Renderer
from analytics.outputs.sizes import pixels_of
from analytics.outputs.stories.told import Told
from analytics.outputs.vector import finish_svg
from analytics.records.folder import DataFolder

FORMS = ("png", "svg", "pdf")
SCALES = (1, 2)
FIGURE, FIGURE_PIXELS = "figure", (1760, 1380)
MOST_KEPT = 1500
POINTS_OF_A_PIXEL = 0.75
A4_POINTS = (595.276, 841.89)
CODE = Path(__file__).resolve().parents[1]


def draw_picture(
    told: Told,
    size: str,
    form: str = "png",
    scale: int = 1,
    *,
    renderer: Renderer = RENDERER,
    folder: DataFolder | None = None,
    is_kept: bool = True,
) -> bytes:
    """The picture of this story, in a size of `sizes.SIZES`, as one of FORMS; a PNG `scale` times as many pixels.

    FIGURE as a size is the figure alone, for a slide, as PNG. is_kept: false for cells that are not public, of which nothing
    stays behind. Raises UnknownName for another size, form or scale, and
    CannotRender.
    """
    pixels = FIGURE_PIXELS if size == FIGURE and form == "png" else pixels_of(size)
    if form not in FORMS:
        raise UnknownName(message("form"), form, FORMS)
    if scale not in SCALES:
        raise UnknownName(message("scale"), scale, SCALES)
    draw_plate = figure_of if size == FIGURE else plate_of
    if not is_kept:
        return _draw(draw_plate(told, pixels), told, size, form, scale, renderer)
    kept = _place_of(told, size, form, scale, folder or DataFolder.at())
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    drawn = _draw(draw_plate(told, pixels), told, size, form, scale, renderer)
    _keep(kept, drawn)
    return drawn


def _draw(plate: Plate, told: Told, size: str, form: str, scale: int, renderer: Renderer) -> bytes:
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


def _place_of(told: Told, size: str, form: str, scale: int, folder: DataFolder) -> Path:
    """Where is this picture kept? Under everything it shows, and the code that draws it."""
    texts = [getattr(told, field.name) for field in fields(told) if field.type in (str, "str", "tuple[str, ...]")]
    tables = [frame.to_json(orient="split", date_format="iso") for frame in (told.cells, told.table)]
    shown = json.dumps([_code(), texts, told.language.code, tables, size, form, scale], ensure_ascii=False)
    return folder.cache / "pictures" / f"{hashlib.sha256(shown.encode()).hexdigest()}.{form}"


@cache
def _code() -> str:
    files = sorted(path for room in ("charts", "outputs") for path in (CODE / room).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _keep(place: Path, drawn: bytes) -> None:
    """Keep the picture where the disk allows; it was drawn either way."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(drawn)
            os.replace(fresh, place)
        except OSError:
            os.unlink(fresh)
        kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)

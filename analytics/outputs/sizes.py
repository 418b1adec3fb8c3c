"""In which sizes are pictures made? Named after where they are shown; width and height in pixels."""

from analytics.errors import UnknownName
from analytics.language import message

SIZES = {
    "wide": (1200, 675),
    "full_hd": (1920, 1080),
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "story": (1080, 1920),
    # 210 × 297 mm at 150 dots an inch
    "a4": (1240, 1754),
}
TITLES = {
    "wide": message("Web and mail"),
    "full_hd": message("Full HD screen"),
    "square": message("Square post"),
    "portrait": message("Portrait post"),
    "story": message("Story on a phone"),
    "a4": message("A4 page"),
}


def pixels_of(size: str) -> tuple[int, int]:
    """How wide and how tall is a picture of this size, in pixels? Raises UnknownName."""
    if size not in SIZES:
        raise UnknownName(message("size"), size, SIZES)
    return SIZES[size]

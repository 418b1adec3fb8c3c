"""In which font is Arabic set so that it can be copied and searched in a PDF?

IBM Plex Sans Arabic joins pairs of letters (لا, في, ير) into one glyph, and readers of PDF give the letters of such a glyph
in the wrong order. In the print family every letter has a glyph of its own (`joined_letters`); what is seen is the same.

The files are derived: `make fonts` makes them anew. Their family has a name of its own because the licence (SIL Open Font
License 1.1) reserves the name “Plex” for the fonts as they were published.
"""

import io
import re
from pathlib import Path
from unicodedata import normalize

from fontTools.ttLib import TTFont

from analytics.outputs.joined_letters import close_gaps, part_joined_letters

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
PRINT_FONTS = FONTS / "print"
SCREEN_FAMILY, PRINT_FAMILY = "IBM Plex Sans Arabic", "Idmaj Print"
WEIGHTS = ("Regular", "SemiBold", "Bold")
LICENCE = "OFL.txt"
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
FAMILY_RECORDS = (1, 3, 4, 6, 16)


def printable(text: str) -> str:
    """How is a text set so that a PDF gives it back? Without Arabic vowel signs, which come back in the wrong places."""
    return VOWEL_SIGNS.sub("", normalize("NFC", text))


def main() -> None:
    """Make the print fonts anew, with their licence beside them."""
    PRINT_FONTS.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        made = make_print_font((FONTS / f"IBMPlexSansArabic-{weight}.ttf").read_bytes())
        (PRINT_FONTS / f"IdmajPrint-{weight}.ttf").write_bytes(made)
    (PRINT_FONTS / LICENCE).write_bytes((FONTS / LICENCE).read_bytes())


def make_print_font(source: bytes) -> bytes:
    """Which font looks like this one and keeps a glyph for every letter of a required ligature?"""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    part_joined_letters(font)
    close_gaps(font)
    _rename(font)
    made = io.BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


def _rename(font: TTFont) -> None:
    """A name of its own; “SmBld” is written out, or Typst takes that weight for another family."""
    for record in font["name"].names:
        if record.nameID in FAMILY_RECORDS:
            said = record.toUnicode().replace("SmBld", "SemiBold").replace(SCREEN_FAMILY, PRINT_FAMILY)
            record.string = said.replace(SCREEN_FAMILY.replace(" ", ""), PRINT_FAMILY.replace(" ", ""))


if __name__ == "__main__":
    main()

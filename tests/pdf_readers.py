"""What do other programs read in a PDF file? Poppler and PDFium, which know nothing of how it was made."""

import contextlib
import io
import re
import subprocess
import unicodedata
import zlib

import pypdfium2
from PIL import Image

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_with_poppler(content, *options):
    """The text that `pdftotext` gives; fails where Poppler is missing (`make test` finds or installs it)."""
    return _ask_poppler("pdftotext", content, *options, "-", "-").decode()


def describe(content):
    """What `pdfinfo` says: title, pages, size, whether it is tagged."""
    lines = _ask_poppler("pdfinfo", content, "-").decode().splitlines()
    return {name: said.strip() for name, _, said in (line.partition(":") for line in lines)}


def read_structure(content):
    """The tags of a file with the texts under them, as `pdfinfo` lists them."""
    return _ask_poppler("pdfinfo", content, "-struct-text", "-").decode(errors="replace")


def read_fonts(content):
    """The names of the fonts inside, without the mark of a subset; fails where one is not embedded."""
    rows = [line.split() for line in _ask_poppler("pdffonts", content, "-").decode().splitlines()[2:]]
    assert all(row[-5] == "yes" for row in rows), rows
    return {row[0].partition("+")[2] for row in rows}


def draw_with_poppler(content, page=1, dots=96):
    """A page, from 1 on, as a Pillow picture in grey with so many dots an inch."""
    drawn = _ask_poppler("pdftoppm", content, "-gray", "-r", str(dots), "-f", str(page), "-l", str(page), "-")
    return Image.open(io.BytesIO(drawn))


def _ask_poppler(program, content, *options):
    done = subprocess.run([program, *options], input=content, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def read_with_pdfium(content):
    """The text that PDFium gives, as Chrome's viewer copies it."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


READERS = {"poppler": read_with_poppler, "pdfium": read_with_pdfium}


def inflated(content):
    """The file's own notation, with what was compressed in it unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = []
    for part in parts:
        with contextlib.suppress(zlib.error):
            unpacked.append(zlib.decompress(part))
    return content + b"".join(unpacked)


def without_invisible(text):
    """The text without marks of direction, each letter in one code."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def draw_with_pdfium(content, page=0, scale=1.0):
    """A page as a Pillow picture in grey."""
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=scale).to_pil().convert("L")

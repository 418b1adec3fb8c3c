"""Pictures that stand alone, read back with other tools; and what happens where Chromium is away, hangs or fails."""

import io
import os
import re
import stat
import time
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from analytics.errors import CannotRender, UnknownName
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.language.direction import without_isolates
from analytics.outputs import keeping
from analytics.outputs import renderer as rendering
from analytics.outputs.picture import draw_picture
from analytics.outputs.plates import plate_of
from analytics.outputs.renderer import Renderer
from analytics.outputs.sizes import SIZES
from analytics.outputs.stories import tell_story
from analytics.outputs.vector import finish_svg
from analytics.records.folder import DataFolder

SVG = "{http://www.w3.org/2000/svg}"


class Painter:
    """Stands in for the Chromium: says what it was asked to draw."""

    def __init__(self, drawn=b"drawn"):
        self.asked, self.drawn = [], drawn

    def render(self, figure, form, width, height, scale):
        self.asked.append((form, round(width * scale, 3), round(height * scale, 3)))
        return self.drawn


@pytest.fixture
def folder(tmp_path):
    return DataFolder.at(tmp_path)


def words_of(svg):
    """What is written in an SVG, line by line, as a reader of text sees it."""
    root = ET.fromstring(svg)
    texts = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    return without_isolates(" ".join(texts)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("options", "name"),
    [(("poster", "png", 1), "poster"), (("wide", "gif", 1), "gif"), (("wide", "png", 3), "3")],
)
def test_what_cannot_be_drawn_is_refused_by_name(material, folder, options, name):
    told = tell_story("placements", material, ENGLISH)
    with pytest.raises(UnknownName, match=name):
        draw_picture(told, *options, renderer=Painter(), folder=folder)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1, 2])
def test_a_picture_has_exactly_the_pixels_of_its_size(material, folder, size, scale):
    painter = Painter()
    draw_picture(tell_story("ramadan_cost", material, FRENCH), size, "png", scale, renderer=painter, folder=folder)
    width, height = SIZES[size]
    assert painter.asked == [("png", width * scale, height * scale)]


def test_a_picture_is_drawn_once_and_again_when_what_it_says_changes(material, folder):
    painter = Painter()
    for language in (ENGLISH, ENGLISH, FRENCH):
        draw_picture(tell_story("placements", material, language), "wide", renderer=painter, folder=folder)
    assert len(painter.asked) == 2


def test_a_full_disk_costs_no_picture(material, folder, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.tempfile, "mkstemp", full)
    told = tell_story("placements", material, ENGLISH)
    assert draw_picture(told, "wide", renderer=Painter(), folder=folder) == b"drawn"
    assert list((folder.cache / "pictures").iterdir()) == []


@pytest.mark.parametrize("size", ["wide", "story"])
def test_png_and_svg_read_back(material, folder, renderer, language, size):
    told = tell_story("placements", material, language)
    image = Image.open(io.BytesIO(draw_picture(told, size, "png", renderer=renderer, folder=folder)))
    assert image.size == SIZES[size]
    # The two colours of the two years are there as the palette has them.
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
    assert {(0x12, 0x43, 0x6D), (0xF4, 0x6A, 0x25)} <= colours
    svg = draw_picture(told, size, "svg", renderer=renderer, folder=folder)
    root = ET.fromstring(svg)
    assert (int(root.get("width")), int(root.get("height"))) == SIZES[size]
    said = words_of(svg)
    for text in (told.headline, told.source, told.verdict_said, told.reason):
        for word in without_isolates(text).replace("\u00a0", " ").replace("\u202f", " ").split():
            assert word in said
    assert without_isolates(root.find(f"{SVG}title").text) == without_isolates(told.headline)
    assert root.find(f"{SVG}desc").text == told.alt
    assert svg.count(b"@font-face") == 2
    assert not re.search(rb"https?://(?!www\.w3\.org)", svg)


def test_the_same_svg_is_drawn_to_the_same_bytes(material, renderer):
    told = tell_story("micro_projects", material, ARABIC)
    plate = plate_of(told, SIZES["square"])
    drawn = [
        finish_svg(
            renderer.render(plate.figure.to_dict(), "svg", plate.width, plate.height, 1),
            SIZES["square"], told.headline, told.alt, ARABIC,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert drawn[0] == drawn[1]


def test_text_of_a_source_is_never_markup_in_an_svg():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><text>a</text></svg>'
    done = finish_svg(svg, (90, 90), "<script>1</script>", 'a "quoted" & <b>', ENGLISH)
    root = ET.fromstring(done)
    assert root.find(f"{SVG}title").text == "<script>1</script>"
    assert root.find(f"{SVG}desc").text == 'a "quoted" & <b>'


def test_where_there_is_no_chromium_one_sentence_says_so(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(CannotRender, match="No Chromium was found"):
        Renderer().render({"data": [], "layout": {}}, "png", 100, 100, 1)


def script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize("body", ["exit 3", "sleep 60"], ids=["fails", "hangs"])
def test_a_chromium_that_does_not_start_is_said_and_left_behind_by_nothing(tmp_path, monkeypatch, body):
    monkeypatch.setenv("CHROMIUM", script(tmp_path / "chromium", body))
    monkeypatch.setattr(rendering, "SECONDS_TO_START", 2)
    monkeypatch.setattr(rendering, "SECONDS_TO_CLOSE", 1)
    hurt = Renderer()
    with pytest.raises(CannotRender, match="could not be started"):
        hurt.render({"data": [], "layout": {}}, "png", 100, 100, 1)
    assert not hurt.is_running
    until = time.monotonic() + 20
    # The system takes a moment to bury what was ended.
    while any(str(tmp_path) in line for line in processes()):
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.thorough
def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_drawn(renderer):
    assert renderer.render({"data": [], "layout": {}}, "svg", 100, 100, 1).startswith(b"<svg")
    slow = Renderer(seconds_to_draw=0.001)
    try:
        with pytest.raises(CannotRender, match="not drawn within"):
            slow.render({"data": [], "layout": {}}, "png", 100, 100, 1)
        assert not slow.is_running
        slow._seconds = 20
        assert slow.render({"data": [], "layout": {}}, "png", 100, 100, 1).startswith(b"\x89PNG")
    finally:
        slow.close()


def processes():
    """The command lines of everything that runs, as /proc tells them."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as file:
                    found.append(file.read().replace(b"\0", b" ").decode("utf-8", "replace"))
            except OSError:
                continue
    return found

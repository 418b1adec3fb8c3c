"""What a press officer does: look, take a picture, fill the window, make a kit or change their mind."""

import io
import json
import zipfile

import pytest
from PIL import Image
from playwright.sync_api import expect

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.outputs.sizes import SIZES
from analytics.outputs.stories import STORIES, gather_material, tell_story
from tests.browser_pages import address_of, in_turn, text_of

pytestmark = pytest.mark.thorough

NAVY, ORANGE = (0x12, 0x43, 0x6D), (0xF4, 0x6A, 0x25)


@pytest.fixture(scope="module")
def material():
    return gather_material()


def settle(seen, selector):
    seen.page.wait_for_selector(selector, timeout=30_000)
    seen.page.wait_for_function(
        "selector => [...document.querySelectorAll(selector)].every(image => image.complete && image.naturalWidth)",
        arg=selector,
        timeout=30_000,
    )
    seen.page.wait_for_timeout(300)


@pytest.fixture
def slide(context, server):
    """Opens a story over the whole window: slide("placements", "ar", 1280, 720)."""
    from tests.browser.conftest import Visit

    pages = []

    def show(story, code, width, height):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        seen = Visit(page, server)
        page.goto(f"{server}/briefing?slide=1&story={story}&lang={code}")
        settle(seen, f".st-key-slide-{'full-hd' if width > height else 'story'} img")
        # Keys are heard by the buttons.
        page.locator(".st-key-slide-after button").wait_for(state="attached")
        return seen

    yield show
    for page in pages:
        page.close()


def bands_of(image, colour):
    """From which column to which is this colour seen, as parts of the width, run by run?"""
    image = image.convert("RGB")
    width, height = image.size
    pixels = image.load()
    columns = [any(pixels[x, y] == colour for y in range(0, height, 2)) for x in range(width)]
    edges = [x for x in range(1, width) if columns[x] != columns[x - 1]]
    return [round(edge / width, 2) for edge in edges[:1] + edges[-1:]]


@pytest.mark.parametrize("code", in_turn())
def test_what_is_seen_is_what_is_taken_away(visit, material, code):
    seen = visit(f"/briefing?lang={code}&story=ramadan_people&size=square")
    settle(seen, "[class*=st-key-preview-] img")
    told = tell_story("ramadan_people", material, LANGUAGES[code])
    shown = seen.page.locator("[class*=st-key-preview-] img")
    assert shown.get_attribute("alt") == told.alt
    with seen.page.expect_download() as waiting:
        seen.page.locator(".st-key-picture-png-1 button").click()
    assert waiting.value.suggested_filename == f"idmaj-ramadan_people-{code}-square.png"
    taken = Image.open(waiting.value.path())
    assert taken.size == SIZES["square"]
    on_screen = Image.open(io.BytesIO(shown.screenshot(scale="css")))
    for colour in (NAVY, ORANGE):
        assert bands_of(on_screen, colour) == pytest.approx(bands_of(taken, colour), abs=0.03)
    # 2014 before 2015, in every language: time runs to the right.
    assert bands_of(taken, NAVY)[0] < bands_of(taken, ORANGE)[0]
    assert seen.complaints == [] and seen.foreign == []


def test_a_story_and_a_size_stay_in_the_address(visit):
    seen = visit("/briefing?lang=fr")
    seen.page.get_by_test_id("stRadioGroup").get_by_text("Programme Ramadan : coût").click()
    seen.page.wait_for_function("() => location.search.includes('story=ramadan_cost')", timeout=15_000)
    assert address_of(seen)["story"] == "ramadan_cost"
    again = visit("/briefing?lang=fr&story=ramadan_cost&size=portrait")
    settle(again, ".st-key-preview-portrait img")
    assert "annoncé à plus de 5" in again.page.locator(".st-key-preview-portrait img").get_attribute("alt")


def test_an_address_of_no_story_shows_the_first_and_echoes_nothing(visit):
    seen = visit("/briefing?lang=en&story=%3Cb%3Enothing&size=huge")
    settle(seen, ".st-key-preview-wide img")
    assert "nothing" not in text_of(seen)
    assert "933" in seen.page.locator(".st-key-preview-wide img").get_attribute("alt")


@pytest.mark.parametrize(
    ("code", "size"), [("ar", (1920, 1080)), ("fr", (1280, 720)), ("en", (1024, 768)), ("ar", (390, 844))]
)
def test_a_slide_fills_the_window_and_nothing_else_is_seen(slide, material, code, size):
    seen = slide("placements", code, *size)
    image = seen.page.locator(".st-key-slide img:visible")
    box = image.bounding_box()
    assert (round(box["x"]), round(box["y"]), round(box["width"]), round(box["height"])) == (0, 0, *size)
    told = tell_story("placements", material, LANGUAGES[code])
    assert image.get_attribute("alt") == told.alt
    # What is read while the first picture is being drawn makes way for it.
    waiting = seen.page.locator(".slide-waiting")
    assert told.headline in waiting.text_content() and not waiting.is_visible()
    # Whatever lies under a place of the window belongs to the slide.
    assert seen.page.evaluate(
        "([width, height]) => [[9, 9], [width - 9, 9], [width / 2, 40], [9, height - 9]].every("
        "([x, y]) => document.elementFromPoint(x, y).closest('.st-key-slide'))",
        list(size),
    )
    picture = Image.open(io.BytesIO(seen.page.screenshot()))
    assert picture.size == size
    # A phone that is held upright shows the upright picture, as high as its width allows.
    drawn = image.evaluate("e => [e.naturalWidth, e.naturalHeight]")
    assert drawn == ([1080, 1920] if size[0] < size[1] else [1920, 1080])
    assert bands_of(picture, NAVY) and bands_of(picture, ORANGE)
    assert seen.complaints == [] and seen.foreign == []


@pytest.mark.parametrize(("code", "on", "back"), [("en", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")])
def test_arrow_keys_move_on_in_the_direction_of_reading(slide, code, on, back):
    order = list(STORIES)
    seen = slide(order[0], code, 1280, 720)
    for key, story in ((on, order[1]), (on, order[2]), (back, order[1])):
        seen.page.keyboard.press(key)
        seen.page.wait_for_function("story => location.search.includes('story=' + story)", arg=story, timeout=15_000)
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector(".st-key-card-press-kit", timeout=30_000)
    assert "slide" not in address_of(seen)


@pytest.mark.parametrize(
    ("size", "shown", "other"), [((1280, 720), "full-hd", "story"), ((390, 844), "story", "full-hd")]
)
def test_the_picture_of_the_story_before_makes_way_for_the_words_of_the_next(slide, size, shown, other):
    seen = slide("placements", "fr", *size)
    picture, words = seen.page.locator(f".st-key-slide-{shown} img"), seen.page.locator(".slide-waiting")
    # So Streamlit marks what the page has not answered yet. The picture that nobody sees may take longer.
    stale = "element => element.closest('[data-testid=stElementContainer]').dataset.stale = 'true'"
    seen.page.locator(f".st-key-slide-{other} img").evaluate(stale)
    seen.page.wait_for_timeout(1500)
    expect(picture).to_be_visible()
    expect(words).not_to_be_visible()
    picture.evaluate(stale)
    # A step that is answered at once shows no words in between.
    expect(words).not_to_be_visible()
    expect(words).to_be_visible(timeout=5000)
    expect(picture).not_to_be_visible()


@pytest.mark.parametrize(("story", "key", "next_story"), [("cannot_compare", "ArrowRight", "placements"),
                                                          ("women", "ArrowLeft", "outcomes_12m")])  # fmt: skip
def test_nobody_steps_from_what_was_printed_into_what_is_made_up(slide, story, key, next_story):
    seen = slide(story, "en", 1280, 720)
    seen.page.keyboard.press(key)
    seen.page.wait_for_function("story => location.search.includes('story=' + story)", arg=next_story, timeout=15_000)
    assert " of 5" in text_of(seen) if story == "women" else " of 7" in text_of(seen)


def test_buttons_move_on_and_are_reached_by_the_keyboard(slide):
    order = list(STORIES)
    seen = slide(order[0], "fr", 1280, 720)
    seen.page.get_by_role("button", name="Suivant").click()
    seen.page.wait_for_function("story => location.search.includes('story=' + story)", arg=order[1], timeout=15_000)
    seen.page.get_by_role("button", name="Précédent").focus()
    controls = seen.page.locator(".st-key-slide-controls")
    assert float(controls.evaluate("e => getComputedStyle(e).opacity")) == 1
    # The picture leaves them their room: nothing that it says is covered.
    picture = seen.page.locator(".st-key-slide img:visible").bounding_box()
    assert (round(picture["y"]), picture["height"] > 500) == (0, True)
    assert picture["height"] <= controls.bounding_box()["y"] + 1


def choose_only(seen, key, names):
    """Leave these pills pressed and no other."""
    pills = seen.page.locator(f".st-key-{key} button")
    pills.first.wait_for()
    for position, name in enumerate(pills.all_inner_texts()):
        pill = pills.nth(position)
        is_wanted = any(wanted in name for wanted in names)
        if (pill.get_attribute("aria-pressed") == "true") != is_wanted:
            pill.click()
            seen.page.wait_for_timeout(350)
        expect(pill).to_have_attribute("aria-pressed", str(is_wanted).lower())


def test_a_kit_is_made_watched_and_downloaded(visit, material):
    seen = visit("/briefing?lang=en")
    choose_only(seen, "kit-stories", ["Placements", "Women"])
    choose_only(seen, "kit-forms", ["PNG"])
    seen.page.get_by_role("button", name="Make the press kit").click()
    seen.page.wait_for_selector(".st-key-download-kit button", timeout=60_000)
    with seen.page.expect_download() as waiting:
        seen.page.locator(".st-key-download-kit button").click()
    with zipfile.ZipFile(waiting.value.path()) as kit:
        rows = json.loads(kit.read("kit.json"))
        told = {story: tell_story(story, material, LANGUAGES["en"]) for story in ("placements", "women")}
        pictures = [row for row in rows if row["file"].endswith(".png")]
        assert {row["story"] for row in pictures} == set(told)
        for row in pictures:
            assert Image.open(io.BytesIO(kit.read(row["file"]))).size == tuple(row["pixels"]) == SIZES["wide"]
            assert row["alt"] == told[row["story"]].alt
            assert row["question"] == told[row["story"]].question
        assert all(row["file"] in kit.namelist() for row in rows)


def test_a_kit_that_is_cancelled_leaves_nothing(visit):
    seen = visit("/briefing?lang=fr")
    choose_only(seen, "kit-sizes", ["1920", "1080 × 1350", "1754"])
    choose_only(seen, "kit-languages", ["العربية", "Français", "English"])
    choose_only(seen, "kit-forms", ["PNG", "SVG"])
    seen.page.get_by_role("button", name="Préparer le dossier de presse").click()
    seen.page.get_by_role("button", name="Annuler").click(timeout=30_000)
    seen.page.wait_for_selector("text=rien n’a été conservé", timeout=60_000)
    assert seen.page.locator(".st-key-download-kit").count() == 0


# Whether mouse and Enter reach the button, at once and at each change of what it belongs to: the answer before, or the new.
WATCH_A_BUTTON = """button => {
  const box = button.closest("[data-stale]");
  const look = () => {
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    const reached = [getComputedStyle(button).pointerEvents !== "none", button.dispatchEvent(enter)];
    window.reached.push([box.dataset.stale, ...reached]);
  };
  window.reached = [];
  look();
  new MutationObserver(look).observe(box, { attributeFilter: ["data-stale"] });
}"""


def test_no_picture_is_taken_of_the_story_before(visit):
    seen = visit("/briefing?lang=en")
    button = seen.page.locator(".st-key-picture-png-1 button")
    button.evaluate(WATCH_A_BUTTON)
    seen.page.get_by_text("Women (demonstration)", exact=True).first.click()
    seen.page.wait_for_function("() => window.reached.length >= 3", timeout=30_000)
    assert seen.page.evaluate("reached") == [["false", True, True], ["true", False, False], ["false", True, True]]
    with seen.page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "idmaj-women-demonstration-en-wide.png"


def test_without_chromium_the_browser_draws_and_the_page_says_what_is_missing(serve, context, tmp_path):
    from tests.browser.conftest import Visit

    folder = tmp_path / "data"
    folder.mkdir()
    with serve(folder, CHROMIUM="/nowhere") as address:
        page = context.new_page()
        seen = Visit(page, address)
        page.goto(f"{address}/briefing?lang=ar")
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
        assert "Chromium" in without_isolates(text_of(seen, ".problem"))
        assert page.locator(".plot[role=img]").get_attribute("aria-label")
        page.locator(".js-plotly-plot").hover()
        with page.expect_download() as waiting:
            page.locator(".modebar-btn").first.click(force=True)
        taken = Image.open(waiting.value.path())
        assert taken.size == SIZES["wide"]
        assert page.locator(".modebar-btn").first.get_attribute("data-title") == "حفظ الصورة"
        page.goto(f"{address}/briefing?lang=ar&slide=1")
        page.wait_for_selector(".st-key-slide .js-plotly-plot .main-svg", timeout=60_000)
        page.wait_for_timeout(800)
        box = page.locator(".st-key-slide .js-plotly-plot").bounding_box()
        assert box["width"] == pytest.approx(1280, rel=0.03)
        assert not page.locator(".slide-waiting").is_visible()
        page.close()


@pytest.mark.parametrize("code", ("ar", "fr"))
def test_the_button_that_copies_is_seen_and_stands_where_no_word_begins(visit, code):
    seen = visit(f"/briefing?lang={code}&story=placements")
    settle(seen, "[class*=st-key-preview-] img")
    text = seen.page.locator(".st-key-words-to-copy [data-testid=stCode]").first
    button = text.locator("button").bounding_box()
    box = text.bounding_box()
    assert text.locator("> div").evaluate("each => getComputedStyle(each).visibility") == "visible"
    start, end = (button["x"] - box["x"]), (box["x"] + box["width"] - button["x"] - button["width"])
    assert (start < end) == (code == "ar")

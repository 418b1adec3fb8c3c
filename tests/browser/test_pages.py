"""What a person sees and does, in real Chromium, in three languages."""

import csv
import getpass
import io
import re
import shutil

import pytest

from analytics import ask
from analytics.language import LANGUAGES
from analytics.records.folder import PROJECT_DATA
from analytics.web.colours import DARK, LIGHT
from tests.browser_pages import (
    INKS,
    LANGUAGE_CODES,
    as_rgb,
    assert_fits,
    assert_reads_left_to_right,
    in_turn,
    serious_faults,
    text_of,
    turn_dark,
)

PATHS = {
    "overview": "/", "compare": "/compare", "cities": "/cities", "people": "/people", "routes": "/routes",
    "funding": "/funding", "explore": "/explore", "sql": "/sql", "briefing": "/briefing", "data": "/data",
    "methods": "/methods",
}  # fmt: skip
# A desk at a zoom of 400 % (WCAG 2.2, 1.4.10) is as narrow as the smallest telephone; most are a little wider.
NARROW = {"ar": 320, "fr": 360, "en": 320}
WITHOUT_FIGURES = ("sql", "briefing", "data", "methods")


def assert_stands_to_the_right(page):
    for selector in ("h1", "h3", ".finding", ".source"):
        for side in page.locator(selector).evaluate_all("all => all.map(e => getComputedStyle(e))"):
            assert side["direction"] == "rtl" and side["textAlign"] in ("start", "right"), selector
    right_edges = page.locator(".card-head h3").evaluate_all(
        "all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e);"
        " return e.getBoundingClientRect().right - r.getBoundingClientRect().right })"
    )
    assert all(gap < 3 for gap in right_edges)


def assert_is_arabic(seen):
    """No word of English or of Streamlit's own shows through; newspapers have their names in Arabic, but one."""
    seen.page.locator("details").evaluate_all("all => all.forEach(e => e.open = false)")
    # Queries, and the names of the tables that they ask, are in their own language.
    seen.page.locator("textarea, #sql-tables summary").evaluate_all("all => all.forEach(e => e.remove())")
    text = re.sub(r"SQL|SELECT|DuckDB|Le360|CSV|XLSX|Parquet|PNG|SVG|PDF", "", text_of(seen))
    # Releases that another test made are listed with their id and with who made them.
    text = re.sub(r"\d{8}-\d{6}-[0-9a-f]{4}", "", text).replace(getpass.getuser(), "")
    switch = "English Français"
    words = [word for word in re.findall(r"[A-Za-zéèçà]{3,}", text) if word not in switch]
    assert words == []


@pytest.mark.parametrize(("name", "code"), in_turn(PATHS))
def test_page_is_whole_and_quiet_and_open_to_everybody(visit, name, code):
    seen = visit(f"{PATHS[name]}?lang={code}")
    page = seen.page
    assert page.evaluate("document.documentElement.lang") == code
    assert page.evaluate("document.documentElement.dir") == LANGUAGES[code].direction
    assert page.title() == LANGUAGES[code].say("Idmaj")
    assert page.locator("h1").count() == 1
    # Every figure says in words what it shows.
    alts = page.locator(".plot").evaluate_all("plots => plots.map(each => each.ariaLabel)")
    assert (alts or name in WITHOUT_FIGURES) and all(alt and len(alt) > 40 for alt in alts)
    assert serious_faults(page) == []
    assert_fits(page, 1280)
    if code == "ar":
        assert_stands_to_the_right(page)
        assert_is_arabic(seen)
    # The dark look differs in its colours alone, and a narrow window in the places alone: both at once.
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": NARROW[code], "height": 900})
    page.reload()
    seen.settle()
    assert_fits(page, NARROW[code])
    assert page.locator("h1").evaluate("each => getComputedStyle(each).color") == as_rgb(DARK["ink"])
    assert serious_faults(page, runOnly=["cat.color"]) == []
    assert seen.complaints == [] and seen.foreign == []


def test_a_page_opened_in_the_dark_is_dark_at_once(visit):
    page = visit("/compare?lang=ar", dark=True).page
    assert serious_faults(page) == []
    assert_fits(page, 1280)
    assert set(page.evaluate(INKS)) == {as_rgb(DARK["ink"])}


def test_an_open_page_follows_when_the_system_turns_dark_and_nothing_on_it_is_lost(visit):
    seen = visit("/sql?lang=en")
    editor = seen.page.get_by_role("textbox", name="A SELECT in DuckDB’s dialect")
    editor.fill("SELECT 41 + 1")
    turn_dark(seen)
    assert editor.input_value() == "SELECT 41 + 1"
    seen = visit("/compare?lang=en")
    assert set(seen.page.evaluate(INKS)) == {as_rgb(LIGHT["ink"])}
    turn_dark(seen)
    assert set(seen.page.evaluate(INKS)) == {as_rgb(DARK["ink"])}


def test_nothing_moves_for_those_who_asked_for_that(visit):
    page = visit("/compare?lang=fr").page
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e))"
        ".filter(s => (s.transitionProperty !== 'none' && parseFloat(s.transitionDuration)) || s.animationName !== 'none')"
        ".length"
    )
    assert moving == 0


def test_what_is_chosen_is_read_whole_on_a_phone_also_beside_a_filter(visit):
    seen = visit("/cities?lang=fr&city=fes")
    seen.page.set_viewport_size({"width": 390, "height": 844})
    seen.settle()
    chosen = seen.page.get_by_role("combobox").first
    assert chosen.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_a_table_of_two_columns_is_read_whole_on_the_narrowest_phone(visit):
    seen = visit("/methods?lang=fr")
    seen.page.set_viewport_size({"width": 320, "height": 700})
    seen.settle()
    widths = seen.page.evaluate(
        "() => [...document.querySelectorAll('.scroll:has(td:nth-child(2):last-child)')]"
        ".filter(box => box.clientWidth).map(box => box.scrollWidth - box.clientWidth)"
    )
    assert len(widths) >= 2 and max(widths) <= 0


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_numbers_and_signs_keep_their_order(visit, code):
    seen = visit(f"/?lang={code}")
    space = "\u00a0"
    thousands = {"ar": ".", "fr": "\u202f"}[code]
    assert_reads_left_to_right(seen, ".change", f"+84{space}%")
    assert_reads_left_to_right(seen, ".change", f"+38{space}%")
    assert_reads_left_to_right(seen, ".years b", f"1{thousands}719")
    assert_reads_left_to_right(seen, ".years b", f"≈{space}230")
    assert_reads_left_to_right(seen, ".years b", f">{space}5")
    seen.page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
    assert_reads_left_to_right(seen, ".card details p", f"5{thousands}000{thousands}000")
    assert_reads_left_to_right(seen, ".main-svg text", f"1{thousands}719")


@pytest.mark.thorough
def test_charts_are_mirrored_in_arabic_and_time_is_not(visit):
    def middle_of(seen, words):
        return seen.page.evaluate(
            "words => { const t = [...document.querySelectorAll('.main-svg text')].find(e => e.textContent.includes(words));"
            " const b = t.getBoundingClientRect(), c = t.closest('.main-svg').getBoundingClientRect();"
            " return ((b.left + b.right) / 2 - c.left) / c.width }",
            words,
        )

    english, arabic = visit("/compare?lang=en"), visit("/compare?lang=ar")
    assert middle_of(english, "Micro-project") < 0.3
    assert middle_of(arabic, "المشاريع الصغرى") > 0.7
    for code in LANGUAGE_CODES:
        seen = visit(f"/?lang={code}")
        assert middle_of(seen, "2012") < middle_of(seen, "2015") < middle_of(seen, "2018")


@pytest.mark.parametrize("code", in_turn())
def test_every_number_of_the_overview_opens_its_provenance(visit, code):
    seen = visit(f"/?lang={code}")
    cards = seen.page.locator(".card")
    assert cards.count() == 8
    for number in range(8):
        card = cards.nth(number)
        card.locator("summary").click()
        assert card.locator("blockquote").first.is_visible()
        assert card.locator("details a").first.get_attribute("href").startswith("http")
    text = text_of(seen)
    assert "تشغيل 933 سجينا سابقا" in text and "1.719 anciens détenus" in text  # the exact words, in their own language
    assert "1 607 autres personnes" in text  # and those of the paper that disagrees


def test_what_may_not_be_compared_is_said_plainly(visit):
    panel = text_of(visit("/?lang=fr"), ".panel")
    for figure in ("933", "317", "1 401", "3,44 %"):
        assert figure in panel


def test_a_downloaded_table_is_the_answer_of_ask(visit):
    seen = visit("/compare?lang=fr&measure=active_12m&by=route")
    card = seen.page.locator(".st-key-card-active_12m-route")
    with seen.page.expect_download() as waiting:
        card.get_by_role("button", name="Télécharger").click()
    assert waiting.value.suggested_filename == "idmaj-active_12m-route-internal-fr.csv"
    content = open(waiting.value.path(), "rb").read()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    expected = ask("active_12m", by=["year", "route"])
    for side, year in (("before", 2014), ("after", 2015)):
        wanted = expected[expected["year"] == year].set_index("route")["value"]
        assert {row["route"]: float(row[side]) for row in rows} == pytest.approx(wanted.to_dict())
    assert {row["data"] for row in rows} == {"Données de démonstration"}
    assert all(row["verdict"] and row["after_status"] for row in rows)


def test_demonstration_badge_stands_inside_every_frame_of_the_records_and_in_none_of_the_published(visit):
    compare = visit("/compare?lang=en")
    assert compare.page.locator(".card .badge.demonstration, [class*=st-key-card-] .badge.demonstration").count() == 2
    overview = visit("/?lang=en")
    assert overview.page.locator(".badge.demonstration").count() == 0
    frames = overview.page.locator(".plot").count()
    assert overview.page.locator(".badge").count() == frames == 6


def test_nothing_found_is_one_sentence(visit):
    seen = visit("/compare?lang=en&programme=ramadan_2014&route=education")
    assert "No record fits these filters" in text_of(seen)
    assert seen.page.locator(".main-svg").count() == 0


@pytest.mark.parametrize("code", in_turn())
def test_broken_data_is_one_sentence_on_the_page(visit, data_folder, code):
    published = data_folder / "published"
    published.mkdir(exist_ok=True)
    text = (PROJECT_DATA / "published" / "figures.csv").read_text(encoding="utf-8")
    (published / "figures.csv").write_text(text.replace(",933,exact,", ",933,perhaps,", 1), encoding="utf-8")
    try:
        seen = visit(f"/?lang={code}")
        said = text_of(seen, ".problem")
        assert all(part in said for part in ("figures.csv", "8", "qualifier", "perhaps"))
        assert "Traceback" not in text_of(seen) and seen.complaints == []
        assert seen.page.get_by_role("radio").count() == 3  # the frame still stands
    finally:
        shutil.rmtree(published)
    assert seen.open(f"/?lang={code}").page.locator(".card").count() == 8


def test_a_broken_record_file_is_one_sentence_on_the_page(visit, data_folder):
    demo = data_folder / "demo"
    shutil.copytree(PROJECT_DATA / "demo", demo)
    (demo / "integrations.parquet").write_bytes(b"PAR1 nothing of the kind PAR1")
    try:
        seen = visit("/compare?lang=fr")
        assert "integrations.parquet" in text_of(seen, ".problem")
    finally:
        shutil.rmtree(demo)
    assert seen.open("/compare?lang=fr").page.locator(".main-svg").count() > 0


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_menu_opens_in_the_direction_of_the_page_whatever_the_language_of_the_browser(visit, code):
    seen = visit(f"/briefing?lang={code}")
    page = seen.page
    page.locator('[data-testid="stSelectbox"] input').first.click()
    option = page.get_by_role("option").first
    option.wait_for()
    assert option.evaluate("each => getComputedStyle(each).direction") == LANGUAGES[code].direction
    assert_reads_left_to_right(seen, '[role="option"]', "1200 × 675")


def test_a_lost_connection_is_told_and_nothing_is_told_while_there_is_one(visit):
    seen = visit("/data?lang=fr")
    told = seen.page.locator(".cut-off")
    assert told.count() == 1 and not told.is_visible()
    app = "document.querySelector('[data-testid=stApp]')"
    seen.page.evaluate(f"{app}.setAttribute('data-test-connection-state', 'PINGING_SERVER')")
    assert told.is_visible() and "interrompue" in told.inner_text()
    assert seen.page.locator(".finding h1").is_visible()

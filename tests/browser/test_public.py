"""Every way out of the dashboard as the public uses it: no number is found there that is hidden or was not cleared."""

import base64
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from analytics.comparison import methods
from analytics.disclosure.gate import find_cleared
from analytics.language import LANGUAGES
from analytics.measures.asking import ask
from analytics.measures.cube import cube_of
from analytics.outputs.kit import make_kit
from analytics.outputs.stories import STORIES, gather_material
from analytics.published import register
from analytics.records.current import current_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from analytics.records.intake import Given, import_files

pytestmark = pytest.mark.thorough

PLANTED = 77_654_321.5
TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")
PATHS = (
    "/",
    "/compare",
    "/cities",
    "/people",
    "/routes",
    "/funding",
    "/explore",
    "/sql",
    "/briefing",
    "/data",
    "/methods",
)
LANGUAGE_CODES = tuple(LANGUAGES)
# What a curious reader types into the address.
CURIOUS = (
    "/compare?measure=funding_total&by=city", "/compare?measure=active_12m&by=sex&city=fes", "/compare?measure=juvenile_share&by=city",
    "/compare?measure=return_to_prison_12m&by=route&split=route,sex", "/cities?measure=lost_12m&sex=F&age_group=juvenile",
    "/people?by=region&city=casablanca", "/routes?year=2014&route=education", "/funding?by=city&funding_kind=cheque",
    "/explore?measure=funding_total&by=city&columns=month", "/explore?measure=active_12m&by=city&columns=sex&city=fes&intervals=1",
    "/data?release=demo", "/cities?release=demo&city=fes",
)  # fmt: skip
# Questions that are not on the list, with many numbers that would be recognised.
NOT_CLEARED = (
    ("integrations", ["city", "sex"]), ("integrations", ["route", "sex"]), ("integrations", ["centre_status", "sex"]),
    ("integrations", ["sector", "sex", "year"]), ("integrations", ["education", "route"]), ("integrations", ["partner", "sex"]),
    ("funding_total", ["city"]), ("funding_total", ["city", "year"]), ("funding_total", ["sector", "year"]),
    ("funding_total", ["partner", "year"]), ("funding_total", ["month"]), ("active_12m", ["sector"]), ("active_12m", ["education"]),
)  # fmt: skip
# Shorter numbers stand everywhere by chance.
LEAST = 1000
GROUPS = re.compile(r"(?<![\w.,])\d{1,3}(?:[,\u00a0\u202f\u066c ]\d{3})+(?!\d)|(?<![\w.])\d+(?:\.\d+)?(?![\w])")
# The fonts inside a picture are letters and digits by chance.
FONTS = re.compile(r"base64,[A-Za-z0-9+/=%]+")
# Streamlit names every run and session by chance, four digits between hyphens among them; in a frame of the socket other
# letters stand at its ends.
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STYLES = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
TYPED = re.compile(r'"dtype":"(\w+)","bdata":"([^"]*)"|"bdata":"([^"]*)","dtype":"(\w+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release: the demonstration, and one award that everybody would know again."""
    files = tmp_path_factory.mktemp("files")
    for table in TABLES:
        duckdb.execute(
            "COPY (SELECT * FROM read_parquet($source)) TO $file (HEADER)",
            {"source": str(PROJECT_DATA / "demo" / f"{table}.parquet"), "file": str(files / f"{table}.csv")},
        )
    lines = (files / "funding.csv").read_text().splitlines()
    heading = lines[0].split(",")
    place = next(number for number, line in enumerate(lines) if "cheque" in line and ",2015-" in line)
    award = dict(zip(heading, lines[place].split(","), strict=True)) | {"amount_mad": str(PLANTED)}
    lines[place] = ",".join(award[name] for name in heading)
    (files / "funding.csv").write_text("\n".join(lines) + "\n")
    made = DataFolder(tmp_path_factory.mktemp("public") / "data")
    made.root.mkdir()
    import_files([Given(files / f"{table}.csv", f"{table}.csv") for table in TABLES], made, accept_refused=True)
    return made


@pytest.fixture(scope="module")
def secrets(folder):
    """Every large number of the exact cells that the public must not find, and that stands nowhere else."""
    cube = cube_of(current_records(folder))
    cleared = find_cleared(cube, folder)
    exact = [ask(table.measure, table.by, table.where, cube=cube) for table in cleared.tables]
    shown = set(_numbers_of(cleared.frames.values())) | {row["value"] for row in register(folder).rows()}
    # The page on methods names volumes and pages of journals.
    shown |= set(numbers_in(Path(methods.__file__).read_text(encoding="utf-8")))
    asked = [ask(measure, by, cube=cube) for measure, by in NOT_CLEARED]
    found = {number for number in _numbers_of([*exact, *asked]) if _is_rare(number)} - shown
    assert PLANTED in found or any(number > PLANTED for number in found)
    return found


def _numbers_of(frames):
    for frame in frames:
        for name in ("numerator", "denominator", "value"):
            yield from map(_rounded, frame[name].dropna())


def _rounded(number):
    """As fine as it can be known again: a share as a file would hold it, an amount to the cent."""
    return round(float(number), 7 if abs(number) < 1 else 2)


def _is_rare(number):
    return number >= LEAST or (0 < number < 1 and round(number, 3) != number)


def numbers_in(text):
    """Every number of a text, however its digits are grouped; those of typed arrays of figures too."""
    for found in GROUPS.finditer(text):
        yield float(re.sub(r"[,\u00a0\u202f\u066c ]", "", found[0]))
    for found in TYPED.finditer(text):
        kind, packed = (found[1], found[2]) if found[1] else (found[4], found[3])
        yield from map(float, np.frombuffer(base64.b64decode(packed), dtype=np.dtype(f"<{kind}")).tolist())


def leaks(texts, secrets):
    # Figures travel as JSON, in which a space between thousands or a letter of base64 may be written as \\u202f.
    clean = (UUIDS.sub("", STYLES.sub("", FONTS.sub("", text))) for text in texts)
    plain = (ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in clean)
    return {number for text in plain for number in numbers_in(text) if _rounded(number) in secrets}


class Listener:
    """Opens pages and keeps all that the server sent: document, frames of the socket, downloads, alt texts, tables."""

    def __init__(self, context, address):
        self.context, self.address = context, address

    def open(self, path, downloads=False):
        page, sent = self.context.new_page(), []

        def keep(payload):
            sent.append(payload if isinstance(payload, str) else payload.decode("utf-8", errors="ignore"))

        page.on("websocket", lambda socket: socket.on("framereceived", keep))
        page.goto(self.address + path)
        page.wait_for_selector(".finding h1, .problem", timeout=60_000)
        page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'",
            timeout=60_000,
        )
        page.wait_for_timeout(500)
        texts = [page.content(), page.inner_text("body"), *sent, *(self._downloads(page) if downloads else [])]
        page.close()
        return texts

    def _downloads(self, page):
        buttons = page.locator("[data-testid=stDownloadButton] button")
        for number in range(buttons.count()):
            with page.expect_download(timeout=60_000) as waiting:
                buttons.nth(number).click()
            yield read_text_of(Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename)


def read_text_of(content, name):
    """What can be read in a file that was taken away. What a PNG shows is read in the SVG beside it."""
    if name.endswith(".png"):
        return " ".join(map(str, Image.open(io.BytesIO(content)).info.values()))
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        return " ".join(page.get_textpage().get_text_range() for page in document)
    if name.endswith((".xml", ".svg", ".rels")):
        # Places and sizes are numbers by chance; what is said stands between the tags, or describes what is seen.
        root = ElementTree.fromstring(content)
        said = [element.get(attribute, "") for element in root.iter() for attribute in ("descr", "title", "v")]
        return " ".join([*root.itertext(), *said])
    return content.decode("utf-8", errors="ignore")


@pytest.fixture(scope="module")
def public(begin_context, folder, serve):
    with serve(folder.root, IDMAJ_AUDIENCE="public") as address:
        yield Listener(begin_context(address), address)


@pytest.fixture(scope="module")
def internal(begin_context, folder, serve):
    with serve(folder.root) as address:
        yield Listener(begin_context(address), address)


def test_the_search_finds_what_insiders_may_see(internal, secrets):
    assert len(secrets) > 80
    assert len(leaks(internal.open("/compare?measure=funding_total&by=city&lang=en"), secrets)) > 10
    assert any(
        0 < number < 1
        for number in leaks(internal.open("/compare?measure=active_12m&by=sex&lang=fr", downloads=True), secrets)
    )
    assert leaks(internal.open("/people?lang=ar"), secrets)


@pytest.mark.parametrize("path", PATHS)
def test_no_way_out_of_a_page_leads_to_a_hidden_number(public, secrets, path):
    code = LANGUAGE_CODES[PATHS.index(path) % len(LANGUAGE_CODES)]
    assert leaks(public.open(f"{path}?lang={code}", downloads=True), secrets) == set()


@pytest.mark.parametrize("path", CURIOUS)
def test_no_address_leads_to_a_hidden_number(public, secrets, path):
    assert leaks(public.open(f"{path}&lang=en"), secrets) == set()


def test_the_public_can_neither_load_nor_read_what_was_loaded(public):
    texts = "".join(public.open("/data?lang=en")).replace("\u00a0", " ")
    assert "What is loaded" in texts
    for words in ("History", "Refused", "Browse files", "What the public may see", "Loaded by"):
        assert words not in texts


def test_the_reason_of_a_hidden_number_leads_to_the_methods_that_say_how(public):
    page = public.context.new_page()
    page.goto(f"{public.address}/people?lang=ar")
    page.locator("a[href$='#hidden-numbers']").click(timeout=60_000)
    page.wait_for_function(
        "() => { const place = document.querySelector('#hidden-numbers'); return place && "
        "Math.abs(place.getBoundingClientRect().top) < innerHeight / 2; }",
        timeout=60_000,
    )
    assert "lang=ar" in page.url
    page.close()


def test_what_is_kept_from_the_public_leaves_no_gap(public):
    page = public.context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{public.address}/funding?lang=en")
    page.wait_for_selector(".withheld", timeout=60_000)
    whole = page.locator(".withheld").bounding_box()["width"]
    assert page.locator("[class*='st-key-card-funding-totals']").bounding_box()["width"] == pytest.approx(whole, abs=2)
    page.close()


def files_within(content, name):
    """Every file of a package, and of the packages inside it: a kit holds decks, and decks hold workbooks."""
    if not name.endswith((".zip", ".pptx", ".xlsx")):
        yield read_text_of(content, name)
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for inside in package.namelist():
            yield from files_within(package.read(inside), inside)


def test_no_file_of_a_press_kit_holds_a_hidden_number(folder, secrets, tmp_path):
    kit = tmp_path / "kit.zip"
    make_kit(list(STORIES), ["fr"], ["wide"], ["svg", "pdf", "pptx", "note"], 1, gather_material(folder.root), kit)
    texts = list(files_within(kit.read_bytes(), kit.name))
    assert len(texts) > 100
    # The search works on such files: the public number of placements is found in them.
    assert leaks(texts, {1719.0}) == {1719.0}
    # An axis is numbered by round numbers, whatever is drawn on it.
    assert leaks(texts, {number for number in secrets if number % 500}) == set()

"""Decks, read back with python-pptx: what stands on each slide, in which direction, and what an editor finds behind it."""

import io
import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.util import Inches

from analytics.comparison.remarks import say_kind
from analytics.language import ARABIC, ENGLISH, FRENCH, LANGUAGES
from analytics.measures.asking import ask
from analytics.outputs.deck import write_deck
from analytics.outputs.stories import STORIES, tell_story

MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
WITH_PICTURE = ("cities_and_centres", "cannot_compare")
ROUTES = ["job_placement", "micro_project", "education", "vocational_training", "apprenticeship", "paid_internship"]


def plain(text):
    """The words alone: direction marks away, spaces that do not break as spaces."""
    return MARKS.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def picture(_told, _pixels):
    drawn = io.BytesIO()
    Image.new("RGB", (640, 320), "white").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture(scope="module")
def written(material):
    """Per language: the stories and their deck as bytes."""
    told = {code: [tell_story(name, material, each) for name in STORIES] for code, each in LANGUAGES.items()}
    return {code: (stories, write_deck(stories, picture)) for code, stories in told.items()}


def slides_of(written, language):
    stories, content = written[language.code]
    title, *slides = Presentation(io.BytesIO(content)).slides
    return title, dict(zip((told.id for told in stories), zip(stories, slides, strict=True), strict=True))


def words_on(slide):
    return plain("\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))


def chart_on(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def sheet_behind(chart):
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def labels_of(series):
    return [plain("".join(each.xpath(".//a:t/text()"))) for each in series._element.xpath("c:dLbls/c:dLbl/c:tx/c:rich")]


def test_a_deck_of_no_stories_is_refused():
    with pytest.raises(ValueError, match="at least one story"):
        write_deck([], picture)


def test_a_hidden_number_is_in_no_chart_and_in_no_workbook_behind_one(written, material):
    _, slides = slides_of(written, ENGLISH)
    cells = ask("juvenile_share", by=["year", "route"], cube=material.cube)
    hidden = {(row.year, ROUTES.index(row.route)) for row in cells.itertuples() if row.status == "confidential"}
    assert hidden
    chart = chart_on(slides["juveniles"][1])
    rows = sheet_behind(chart)
    assert rows[0][1:] == ["2014", "2015"]
    for which, year in enumerate((2014, 2015)):
        series = chart.plots[0].series[which]
        gaps = {place for place, value in enumerate(series.values) if value is None}
        empty = {place for place, row in enumerate(rows[1:]) if row[1 + which] is None}
        assert gaps == empty == {place for hidden_year, place in hidden if hidden_year == year}
        assert len(labels_of(series)) == 6 - len(gaps)


def test_a_hidden_number_is_named_where_its_bar_would_be_and_its_reason_is_given(written):
    _, slides = slides_of(written, ENGLISH)
    _, slide = slides["juveniles"]
    categories = dict(category.split("\n", 1) for category in chart_on(slide).plots[0].categories if "\n" in category)
    assert categories == {
        "Job placement": "2014: [c]", "Micro-project": "[c]", "Apprenticeship": "2014: [c]", "Paid internship": "[c]",
    }  # fmt: skip
    reason = "[c]: hidden so that nobody can be recognised."
    assert reason in words_on(slide)
    assert reason in slide.notes_slide.notes_text_frame.text


def test_a_year_without_a_figure_is_a_gap_and_not_a_zero(written):
    _, slides = slides_of(written, ENGLISH)
    chart = chart_on(slides["placements"][1])
    # Printed: MAP 2013 and 2014, Al Ittihad Al Ichtiraki, Le360, La Vie éco.
    assert list(chart.plots[0].series[0].values) == [1082, 3142, 933, 1719, None, None, 453]
    assert [row[1] for row in sheet_behind(chart)[1:]] == [1082, 3142, 933, 1719, None, None, 453]
    assert list(chart.plots[0].categories)[3:6] == ["2015", "2016\nno figure", "2017\nno figure"]


def test_the_numbers_are_those_that_the_public_is_answered(written, material):
    _, slides = slides_of(written, ENGLISH)
    for story, measure in (("routes", "integrations"), ("outcomes_12m", "active_12m"), ("women", "women_share")):
        cells = ask(measure, by=["year", "route"], cube=material.cube)
        public = {(row.year, row.route): row.value if row.status == "normal" else None for row in cells.itertuples()}
        for series, year in zip(chart_on(slides[story][1]).plots[0].series, (2014, 2015), strict=True):
            assert list(series.values) == [public[year, route] for route in ROUTES]
    first, second = (list(series.values)[:2] for series in chart_on(slides["routes"][1]).plots[0].series)
    assert (first, second) == ([933, 1436], [1719, 1670])


@pytest.mark.parametrize(
    ("language", "people", "cost"),
    [
        (ENGLISH, ["≈ 230", "317"], ["4.5", "> 5"]),
        (FRENCH, ["≈ 230", "317"], ["4,5", "> 5"]),
        (ARABIC, ["≈ 230", "317"], ["4,5", "> 5"]),
    ],
)
def test_labels_keep_what_the_source_said_of_its_number(written, language, people, cost):
    _, slides = slides_of(written, language)
    for story, expected in (("ramadan_people", people), ("ramadan_cost", cost)):
        series = chart_on(slides[story][1]).plots[0].series[0]
        assert labels_of(series)[:2] == expected


def test_a_slide_stands_alone(written, language):
    _, slides = slides_of(written, language)
    for number, (told, slide) in enumerate(slides.values(), start=2):
        assert plain(slide.shapes.title.text_frame.text) == plain(told.headline)
        words = words_on(slide)
        badge = say_kind(told.kind, language)
        foundation = language.say("Mohammed VI Foundation for the Reintegration of Prisoners")
        for text in (told.subtitle, told.source, badge, told.verdict_said, told.reason, *told.notes, foundation):
            assert plain(text) in words
        number_field = slide._element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [field.text for field in number_field] == [str(number)]


def test_a_speaker_finds_the_definition_the_command_and_the_source(written, language):
    _, slides = slides_of(written, language)
    for told, slide in slides.values():
        said = plain(slide.notes_slide.notes_text_frame.text)
        for text in (told.definition, told.question, told.source, told.verdict_said, told.reason, *told.notes):
            assert plain(text) in said
        # What was printed is not defined by anybody: its subtitle says what it is of, and is not called a definition.
        is_called_definition = plain(language.say("Definition: {title}", title=told.definition)) in said
        assert is_called_definition == (told.kind != "published")


def test_the_title_slide_says_what_the_deck_holds_and_from_which_data(written, language):
    title, _ = slides_of(written, language)
    words = words_on(title)
    assert plain(title.shapes.title.text_frame.text) == language.say("Idmaj")
    for story in STORIES.values():
        assert plain(language.say(story.title)) in words
    for kind in ("published", "demonstration"):
        assert say_kind(kind, language) in words


def test_who_cannot_see_is_told_every_figure_and_no_ornament(written, language):
    _, slides = slides_of(written, language)
    for told, slide in slides.values():
        figures = slide._element.xpath(".//p:graphicFrame/p:nvGraphicFramePr/p:cNvPr | .//p:pic/p:nvPicPr/p:cNvPr")
        assert [plain(each.get("descr")) for each in figures] == [plain(told.alt)]
        for shape in slide.shapes:
            if shape.has_text_frame and not shape.text_frame.text:
                assert b"decorative" in _bytes_of(shape)
    layouts = slide.slide_layout.slide_master.slide_layouts
    ornaments = [shape for layout in layouts for shape in layout.shapes if not shape.is_placeholder]
    assert len(ornaments) == 4
    assert all(b"decorative" in _bytes_of(shape) for shape in ornaments)


def _bytes_of(shape):
    return etree.tostring(shape._element)


def test_arabic_runs_right_to_left_and_the_others_do_not(written, language):
    title, slides = slides_of(written, language)
    every = [title, *(slide for _, slide in slides.values())]
    written_in = {"ar": "ar-MA", "fr": "fr-MA", "en": "en-GB"}[language.code]
    for slide in [*every, *(slide.notes_slide for _, slide in slides.values())]:
        paragraphs = [each for each in slide._element.xpath(".//p:txBody/a:p") if each.xpath("a:r")]
        assert paragraphs
        for paragraph in paragraphs:
            is_command = "python -m analytics" in "".join(paragraph.xpath("a:r/a:t/text()"))
            expected = "1" if language is ARABIC and not is_command else "0"
            assert paragraph.xpath("a:pPr/@rtl") == [expected]
            assert set(paragraph.xpath("a:r/a:rPr/@lang")) == {"en-GB" if is_command else written_in}
    headlines = [slide.shapes.title._element.xpath(".//a:pPr/@algn") for slide in every]
    assert headlines == [["r" if language is ARABIC else "l"]] * 13


def test_no_isolate_is_left_that_powerpoint_would_show_as_a_box(written):
    with zipfile.ZipFile(io.BytesIO(written["ar"][1])) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                assert not re.search("[\u2066-\u2069]", package.read(name).decode("utf-8")), name


def test_groups_are_read_from_the_top_and_years_from_the_left(written, language):
    _, slides = slides_of(written, language)
    rows = chart_on(slides["routes"][1])
    assert rows.category_axis.reverse_order
    names_stand = rows.category_axis.tick_label_position
    assert (names_stand == XL_TICK_LABEL_POSITION.HIGH) == (language is ARABIC)
    columns = chart_on(slides["placements"][1])
    assert not columns.category_axis.reverse_order
    assert [name.split("\n")[0] for name in columns.plots[0].categories] == [str(year) for year in range(2012, 2019)]
    for chart in (rows, columns):
        assert not chart.value_axis._element.xpath("c:scaling/c:orientation[@val='maxMin']")
        assert not chart.value_axis.has_major_gridlines


def test_the_two_years_keep_their_colours(written):
    _, slides = slides_of(written, ENGLISH)
    series = chart_on(slides["placements"][1]).plots[0].series[0]
    points = {place: series.points[place].format for place in (0, 2, 3)}
    assert str(points[2].line.color.rgb) == str(points[2].fill.fore_color.rgb) == "12436D"
    assert str(points[3].fill.fore_color.rgb) == "F46A25"
    assert str(points[0].fill.fore_color.rgb) == "C9C4BC"


def test_where_no_picture_can_be_drawn_the_table_stands_there_and_the_slide_says_so(material, language):
    stories = [tell_story(name, material, language) for name in WITH_PICTURE]
    _, *slides = Presentation(io.BytesIO(write_deck(stories, lambda _told, _pixels: None))).slides
    sentence = "No picture could be drawn on this server; the table of the same numbers stands in its place."
    for told, slide in zip(stories, slides, strict=True):
        assert plain(language.say(sentence)) in words_on(slide)
        assert plain(language.say(sentence)) in plain(slide.notes_slide.notes_text_frame.text)
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        read = [[plain(cell.text) for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
        assert read == [[plain(str(text)) for text in row] for row in told.table.to_numpy().tolist()]


def test_a_picture_is_shown_undistorted(written):
    _, slides = slides_of(written, ENGLISH)
    shown = next(shape for shape in slides["cities_and_centres"][1].shapes if shape.shape_type == 13)
    assert shown.width / shown.height == pytest.approx(2, rel=0.001)


def test_everything_stands_within_a_slide_of_16_to_9(written, language):
    deck = Presentation(io.BytesIO(written[language.code][1]))
    assert (deck.slide_width, deck.slide_height) == (Inches(40 / 3), Inches(7.5))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height


def test_no_two_shapes_of_a_slide_share_a_number_so_that_powerpoint_repairs_nothing(written, language):
    deck = Presentation(io.BytesIO(written[language.code][1]))
    for part in [*deck.slides, *deck.slide_layouts]:
        numbers = [shape.shape_id for shape in part.shapes]
        assert len(numbers) == len(set(numbers))


def test_the_same_stories_give_the_same_bytes_with_no_date_of_today(material):
    stories = [tell_story(name, material, FRENCH) for name in ("placements", "juveniles")]
    content = write_deck(stories, picture)
    assert content == write_deck(stories, picture)
    packages = [zipfile.ZipFile(io.BytesIO(content))]
    packages += [
        zipfile.ZipFile(io.BytesIO(packages[0].read(name))) for name in packages[0].namelist() if name.endswith("xlsx")
    ]
    assert len(packages) == 3
    for package in packages:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        stated = re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", package.read("docProps/core.xml").decode())
        assert set(stated) == {"2000-01-01T00:00:00Z"}


def test_the_deck_says_its_title_language_and_author(written):
    about = Presentation(io.BytesIO(written["fr"][1])).core_properties
    assert (plain(about.title), about.language, about.author) == ("Idmaj : 2014 et 2015", "fr-MA", "Idmaj")


def test_every_script_is_set_in_our_type(written):
    with zipfile.ZipFile(io.BytesIO(written["ar"][1])) as package:
        themes = [package.read(name).decode() for name in package.namelist() if "/theme/" in name]
        charts = [package.read(name).decode() for name in package.namelist() if re.search(r"/chart\d+\.xml$", name)]
    assert len(themes) == 2
    assert len(charts) == 10
    for part in themes:
        fonts = re.search("<a:fontScheme.*</a:fontScheme>", part, re.DOTALL).group()
        assert set(re.findall('typeface="([^"]*)"', fonts)) == {"IBM Plex Sans Arabic"}
    for part in charts:
        assert set(re.findall('typeface="([^"]*)"', part)) == {"IBM Plex Sans Arabic"}

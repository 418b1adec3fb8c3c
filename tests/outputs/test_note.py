"""The note: two A4 pages that hold everything, in reading order, with headings, tables and alternative texts."""

import re
from dataclasses import replace
from functools import cache

import pytest

from analytics.errors import CannotRender
from analytics.language import ARABIC, ENGLISH, FRENCH, LANGUAGES
from analytics.outputs.note import write_note
from analytics.outputs.note_words import say_note
from analytics.outputs.small_figure import draw_small_figure
from analytics.outputs.stories import STORIES, gather_material, tell_story
from tests.pdf_readers import (
    describe,
    inflated,
    read_fonts,
    read_structure,
    read_with_pdfium,
    read_with_poppler,
    without_invisible,
)

FIGURE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="340" height="165" viewBox="0 0 340 165">
<rect width="340" height="120" style="fill: rgb(18, 67, 109);"/><text x="9" y="140" text-anchor="start"
style="font-size: 12px; fill: rgb(26, 29, 33);">inside the figure</text></svg>"""
A4 = "595.276 x 841.89 pts (A4)"
HOSTILE = '#eval("1+1") ] } $x$ \\u{41} @ref *b* _e_ `raw` // /* <label> #pagebreak() <svg/> &amp; "q"'


@cache
def told(code, names=tuple(STORIES)):
    material = gather_material()
    return tuple(tell_story(name, material, LANGUAGES[code]) for name in names)


@cache
def note_of(code):
    return write_note(told(code), lambda _: FIGURE)


def words(text):
    """Arabic and Latin words and numbers, in whatever order a reader puts runs of both directions."""
    return set(re.findall(r"[\u0621-\u064a]+|[a-zA-ZÀ-ÿœŒ]+|\d+", without_invisible(text)))


@pytest.fixture(params=LANGUAGES.values(), ids=list(LANGUAGES))
def language(request):
    return request.param


def test_more_than_two_pages_can_hold_is_refused_and_not_cut():
    long = [replace(story, notes=("A word. " * 900,)) for story in told("en")]
    with pytest.raises(CannotRender, match="choose fewer"):
        write_note(long, lambda _: None)


def test_hostile_texts_are_read_as_they_are_written():
    first, second, *others = told("en")
    changed = [
        replace(first, source=HOSTILE),
        replace(second, headline=HOSTILE),
        *(replace(each, source=HOSTILE) for each in others),
    ]
    read = " ".join(read_with_pdfium(write_note(changed, lambda _: FIGURE)).split())
    assert read.count("#eval(") >= len(STORIES) - 2
    assert not words(HOSTILE) - words(read)
    assert "#pagebreak()" in read and "<label>" in read and "&amp;" in read


def test_the_note_has_two_a4_pages_in_every_language(language):
    said = describe(note_of(language.code))
    assert (said["Pages"], said["Page size"], said["Tagged"]) == ("2", A4, "yes")
    assert f"/Lang({language.code})".encode() in note_of(language.code)
    assert "CreationDate" not in said


@pytest.mark.parametrize("number", [1, 2, 5])
@pytest.mark.parametrize("figure", [FIGURE, None])
def test_few_stories_take_two_pages_as_well(number, figure):
    stories = told("en")[:number]
    content = write_note(stories, lambda _: figure)
    assert describe(content)["Pages"] == "2"
    assert not words(" ".join(story.headline for story in stories)) - words(read_with_poppler(content))


def test_more_stories_than_find_room_take_two_pages_as_well():
    content = write_note(told("fr") * 3, lambda _: FIGURE)
    assert describe(content)["Pages"] == "2"


def test_every_story_has_both_figures_its_change_its_verdict_and_its_source(language):
    read = words(read_with_poppler(note_of(language.code)))
    for story in told(language.code):
        for said in (story.before, story.after, story.change, story.verdict_said, story.reason, story.source):
            assert words(said) - read == set(), said
        assert words(story.definition) - read == set(), story.id


def test_what_cannot_be_compared_stands_with_its_reasons(language):
    read = words(read_with_poppler(note_of(language.code)))
    refused = next(story for story in told(language.code) if story.id == "cannot_compare")
    assert not words(" ".join(refused.table.astype(str).to_numpy().ravel())) - read


@pytest.mark.parametrize(
    ("code", "foundation", "kind", "marks"),
    [
        ("en", "Mohammed VI Foundation for the Reintegration of Prisoners", "Demonstration data", "Marks beside numbers"),
        ("fr", "Fondation Mohammed VI pour la réinsertion des détenus", "Données de démonstration", "Marques à côté des nombres"),
        ("ar", "مؤسسة محمد السادس لإعادة إدماج السجناء", "معطيات توضيحية غير حقيقية", "العلامات المرافقة للأرقام"),
    ],
)  # fmt: skip
def test_the_note_names_the_foundation_the_kinds_of_data_and_the_marks(code, foundation, kind, marks):
    read = " ".join(without_invisible(read_with_poppler(note_of(code))).split())
    for said in (foundation, kind, marks):
        assert said in read
    for mark in ("c", "u", "p", "ns"):
        assert re.search(rf"\[{mark}(?![a-z])", read)


def test_pages_are_numbered():
    content = note_of("en")
    for page in ("1", "2"):
        read = read_with_poppler(content, "-f", page, "-l", page)
        assert re.search(rf"^{page} ?/ ?2$", read, re.MULTILINE)


@pytest.mark.parametrize("code", LANGUAGES)
def test_headings_are_headings_tables_tables_and_lists_lists(code):
    structure = read_structure(note_of(code))
    for tag in ("H1", "H2", "H3", "Table", "THead", "TH", "TD", "L", "Figure"):
        assert re.search(rf"^\s*{tag}\b", structure, re.MULTILINE), tag


def test_a_figure_has_the_alternative_text_of_its_story_and_its_words_are_text():
    first = replace(told("en")[0], alt="What it shows")
    content = write_note([first], lambda _: FIGURE)
    assert b"(What it shows)" in inflated(content)
    assert "inside the figure" in read_with_poppler(content)


def test_the_table_stands_where_there_is_no_figure():
    first = told("fr")[0]
    read = words(read_with_poppler(write_note([first], lambda _: None)))
    assert not words(" ".join(first.table.astype(str).to_numpy().ravel())) - read
    assert "Le360" in " ".join(first.table.astype(str).to_numpy().ravel())


def test_all_fonts_are_inside(language):
    assert read_fonts(note_of(language.code)) <= {"IdmajPrint", "IdmajPrint-SemiBold", "IdmajPrint-Bold"}


def test_the_same_stories_give_the_same_bytes():
    assert write_note(told("ar")[:3], lambda _: FIGURE) == write_note(told("ar")[:3], lambda _: FIGURE)


def test_a_small_figure_holds_the_figure_without_the_words_around_it():
    story = told(FRENCH.code)[0]
    drawn = draw_small_figure(story).decode()
    assert 'viewBox="0 0 340 165"' in drawn
    assert "2015" in drawn and "Maghress" not in drawn and "contre" not in drawn


def test_no_browser_no_figure(monkeypatch):
    monkeypatch.setattr("analytics.outputs.small_figure.RENDERER.render", _fail)
    assert draw_small_figure(told(ENGLISH.code)[0]) is None


def _fail(*_):
    raise CannotRender("none")


def test_an_arabic_headline_is_read_in_its_order():
    story = told(ARABIC.code)[0]
    read = without_invisible(read_with_poppler(note_of("ar")))
    found = re.findall(r"[\u0621-\u064a]+", " ".join(read.split()))
    wanted = re.findall(r"[\u0621-\u064a]+", without_invisible(story.headline))
    assert any(found[start : start + len(wanted)] == wanted for start in range(len(found)))


def read_flat(content):
    return " ".join(without_invisible(read_with_poppler(content)).split())


def test_a_note_of_printed_figures_names_no_release_and_no_practice_and_one_of_people_who_do_not_exist_both():
    published, with_women = (
        read_flat(write_note(told("en", names), lambda _: FIGURE))
        for names in (("placements",), ("placements", "women"))
    )
    for said in ("Release of the records: demonstration", "for practice, not for publication"):
        assert said not in published and said in with_women


def test_reasons_stand_once_with_the_story_that_is_shown_and_in_the_part_of_one_that_is_not():
    said = "What cannot be compared"
    shown = told("en", ("placements", "cannot_compare", "women"))
    assert said not in read_flat(write_note(shown, lambda _: FIGURE))
    assert said in read_flat(note_of("en"))


def test_verdicts_are_counted_in_the_words_of_the_badges_and_what_is_not_counted_is_named():
    read = read_flat(write_note(told("en", ("placements", "cannot_compare", "women")), lambda _: FIGURE))
    assert "Findings by verdict: Comparable: 1; With care: 0; Not comparable: 1." in read
    assert "for practice and not for publication: Women (demonstration)." in read


@pytest.mark.parametrize(("code", "third"), [("en", "2013 counted 3,142"), ("fr", "3 142 en 2013"), ("ar", "3.142")])
def test_the_placements_of_2013_stand_beside_the_finding_that_leads(code, third):
    # Twice: with the finding that leads, and with the story itself.
    story = told(code, ("placements",))
    read = read_flat(write_note(story, lambda _: FIGURE)).replace("\u00a0", " ").replace("\u202f", " ")
    assert read.count(third) == 2


def test_a_finding_that_leads_says_why_its_figures_are_less_than_they_seem():
    read = read_flat(write_note(told("en", ("micro_projects",)), lambda _: FIGURE))
    lead = read.split("What may be said of it")[1].split("Findings by verdict")[0]
    assert "these are not projects created, and not projects still alive" in lead


def test_a_row_about_people_who_do_not_exist_says_so_with_its_title_and_its_source_and_not_once_more():
    defined = next(part for part in say_note(told("en", ("women",)), [])["parts"] if part["terms"])["terms"][0]
    row = " ".join(piece["text"] for name in ("name", "said") for piece in defined[name])
    assert row.lower().count("demonstration") == 2

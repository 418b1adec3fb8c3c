"""Texts, numbers and direction in three languages."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel.numbers import format_decimal

from analytics.language import ARABIC, ENGLISH, FRENCH, LANGUAGES, Phrase, language_of
from analytics.language.catalogue import read_catalogue
from analytics.language.digits import write_digits
from analytics.language.direction import is_arabic, with_marks, without_isolates
from analytics.language.extract import extract, list_untranslated, read_translations
from analytics.records.codes import CODE_LISTS, read_code_lists
from analytics.records.folder import DataFolder

PROJECT = Path(__file__).resolve().parents[1]
ISOLATED = "\u2066{}\u2069"


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_sentence_of_the_code_is_translated(code):
    assert list_untranslated(code) == []


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_no_translation_is_left_of_a_sentence_that_is_gone(code):
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in extract() if entry.id}
    held = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in read_translations(code) if entry.id}
    assert held - known == set()


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_translations_keep_the_placeholders(code):
    for sentence, text in read_catalogue(code)[0].items():
        wanted = set(re.findall(r"{(\w+)}", sentence)) - {"n"}
        for form in text if isinstance(text, (tuple, list)) else (text,):
            found = set(re.findall(r"{(\w+)}", form))
            assert found - {"n"} == wanted, sentence


# Names of formats, encodings, columns and files, which are Latin in every language.
LATIN_EVERYWHERE = re.compile(
    r"Chromium|Parquet|JSON|TOML|XLSX|HTML|Windows|beneficiary_id|integration_id|started_on|--decimal (?:comma|point)|heading_aliases|aliases|windows|\u2066[^\u2069]*\u2069"
)


def test_arabic_is_arabic_and_no_english_is_left():
    for sentence, text in read_catalogue("ar")[0].items():
        for form in text if isinstance(text, (tuple, list)) else (text,):
            bare = re.sub(r"{\w+}|“[^”]*”|«[^»]*»|--?\w+", "", LATIN_EVERYWHERE.sub("", form))
            assert not re.search(r"[A-Za-z]{4,}", bare), form
            if re.search(r"[A-Za-z]", re.sub(r"{\w+}", "", sentence)):
                assert is_arabic(form), sentence


@pytest.mark.parametrize("name", [*CODE_LISTS, "cities"])
def test_every_code_has_three_names(name):
    frame = read_code_lists(DataFolder.at()).frame(name)
    assert (frame[["name_en", "name_fr", "name_ar"]].map(str.strip) != "").all().all()
    assert frame["name_ar"].map(is_arabic).all()


def test_numbers_are_written_as_the_reader_writes_them():
    assert ENGLISH.number(5_000_000) == "5,000,000"
    assert FRENCH.number(5_000_000) == "5\u202f000\u202f000"
    assert ARABIC.number(1234) == ISOLATED.format("1.234")
    assert FRENCH.percent(0.384, signed=True) == "+38\u00a0%"
    assert ARABIC.percent(0.384, signed=True) == ISOLATED.format("+38\u00a0%")
    assert ENGLISH.percent(0.0344, decimals=2) == "3.44%"
    assert ENGLISH.number(-902) == "−902"
    assert ENGLISH.number(-0.2) == "0" and ENGLISH.number(0, signed=True) == "0"


def test_western_digits_in_every_language():
    for language in LANGUAGES.values():
        assert re.search(r"[\u0660-\u0669]", language.number(1234567) + language.date(date(2015, 7, 3))) is None


def test_months_are_those_of_morocco():
    assert without_isolates(ARABIC.date(date(2015, 7, 3))) == "3 يوليوز 2015"
    assert FRENCH.month("2014-08") == "août 2014"


def test_latin_words_are_isolated_in_arabic_and_arabic_words_are_not():
    assert ISOLATED.format("TelQuel") in ARABIC.say("{publisher} prints {figure} for {year}.", publisher="TelQuel", figure="x", year=1)  # fmt: skip
    assert "\u2066" not in ARABIC.join(["فاس", "الرباط"])
    assert ARABIC.join(["Le360", "MAP"]).count("\u2066") == 2


def test_a_phrase_inside_a_sentence_is_translated_too():
    said = FRENCH.say(
        "“{name}” is no {kind}; the nearest are: {nearest}.", name="x", kind=Phrase("measure"), nearest="y"
    )
    assert "measure" not in said


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 1401])
def test_arabic_has_a_form_for_every_count(n):
    said = without_isolates(ARABIC.say_count("There is {n} more problem.", "There are {n} more problems.", n))
    assert is_arabic(said) and "{" not in said


@pytest.mark.parametrize("value", ["xx", "", None, 3, "AR", "<script>"])
def test_no_other_language_is_spoken(value):
    assert language_of(value) is None


def test_no_sentence_hides_inside_an_f_string():
    """Babel does not look there, so it would never be translated."""
    hidden = []
    for path in [*(PROJECT / "analytics").rglob("*.py"), *(PROJECT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
                names = [getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls]
                hidden += [f"{path.name}:{node.lineno}" for name in names if name in ("say", "say_count", "message")]
    assert hidden == []


@pytest.mark.parametrize("language", [ARABIC, FRENCH, ENGLISH], ids=lambda language: language.code)
@pytest.mark.parametrize(
    "amount", [0, 0.5, 1.5, 2.5, 0.125, 999.5, 999.95, 1000, 1719, 29.45, 1234567.891, 0.1 + 0.2, 1e15]
)
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_digits_are_those_of_babel(language, amount, decimals):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert write_digits(amount, decimals, language.locale) == format_decimal(amount, pattern, language.locale)


def test_marks_keep_a_number_in_order_where_isolates_are_unknown():
    # Between left-to-right marks a number is a run of its own; the mark after it leaves what follows to the Arabic.
    assert with_marks("أي \u2066+38\u00a0%\u2069 (\u2066+786\u2069)") == (
        "أي \u200e+38\u00a0%\u200e\u200f (\u200e+786\u200e\u200f)"
    )
    assert with_marks("no mark is needed: +38%") == "no mark is needed: +38%"

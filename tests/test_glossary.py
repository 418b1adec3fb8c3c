"""The glossary: what docs/glossary.md says of French and Arabic is what the translations hold, and nothing that it avoids."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.language.catalogue import read_catalogue
from analytics.language.direction import without_isolates
from analytics.records.codes import CODE_LISTS, read_code_lists
from analytics.records.folder import DataFolder

DOCUMENT = (Path(__file__).resolve().parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
# Imported files are written with these headings, so they stay as they are.
NAMED_LISTS = [name for name in (*CODE_LISTS, "cities") if name != "headings"]


def rows_of(title: str) -> list[list[str]]:
    section = DOCUMENT.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    # Only the outer spaces of a cell are of the table: a no-break space may be what is said.
    return [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines[2:]]


TERMS = rows_of("Terms")
NEVER = [(language, word) for language, words, _ in rows_of("Never written") for word in words.split(", ")]
CODES = {"French": "fr", "Arabic": "ar"}
WRITTEN = {
    "thousands": lambda language: language.number(1234567),
    "decimals": lambda language: language.number(3.4, 1),
    "less than zero": lambda language: language.number(-902),
    "percent": lambda language: language.percent(0.034, 1),
    "points": lambda language: language.points(0.021),
    "money": lambda language: language.money(5_000_000),
    "day": lambda language: language.date(date(2015, 8, 1)),
    "month": lambda language: language.month("2014-07"),
    "three things": lambda language: language.join(
        {"en": ["Fez", "Safi", "Salé"], "fr": ["Fès", "Safi", "Salé"], "ar": ["فاس", "آسفي", "سلا"]}[language.code]
    ),
}


def without_vowels(text: str) -> str:
    """Vowel signs are written where a word would be misread, and are no part of a term; accents of French are."""
    return "".join(mark for mark in text if not "\u064b" <= mark <= "\u0652")


def translations_of(code: str) -> list[tuple[str, str]]:
    """Each English sentence beside its translation, once for each plural form."""
    held = read_catalogue(code)[0].items()
    forms = [(sentence, form) for sentence, text in held for form in (text if isinstance(text, tuple) else (text,))]
    return [(sentence, without_vowels(unicodedata.normalize("NFC", form)).lower()) for sentence, form in forms]


def with_something_counted(code: str) -> list[tuple[str, str]]:
    """The same without Arabic's form for none, which may say that there is none in words of its own."""
    none = {without_vowels(text[0]).lower() for text in read_catalogue(code)[0].values() if len(text) == 6 and isinstance(text, tuple)}  # fmt: skip
    return [(sentence, text) for sentence, text in translations_of(code) if text not in none]


def forms_of(cell: str) -> list[str]:
    """The term and, in parentheses, its other forms."""
    return [without_vowels(form).lower() for form in re.split(r" \(|, ", cell.rstrip(")"))]


def holds_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", text.lower()) is not None


def without_placeholders(sentence: str) -> str:
    return re.sub(r"{\w+}|“[a-z_]+”", "", sentence)


def test_nothing_of_the_glossary_is_empty_or_said_twice():
    english = [word for row in TERMS for word in row[0].split(", ")]
    assert len(english) == len(set(english))
    assert 50 <= len(TERMS) <= 60
    assert all(all(row[:3]) for row in TERMS)


@pytest.mark.parametrize(("language", "word"), NEVER)
def test_what_is_never_written_is_in_no_translation(language, word):
    wrong = [(sentence, form) for sentence, form in translations_of(CODES[language]) if holds_word(form, word)]
    assert wrong == []


@pytest.mark.parametrize(("language", "word"), NEVER)
def test_what_is_never_written_is_in_no_name_of_a_code_list(language, word):
    lists = read_code_lists(DataFolder.at())
    names = [name for each in NAMED_LISTS for name in lists.frame(each)[f"name_{CODES[language]}"]]
    assert [name for name in names if holds_word(without_vowels(name), word)] == []


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row[0])
@pytest.mark.parametrize(("code", "column"), [("fr", 1), ("ar", 2)])
def test_where_english_says_a_term_its_translation_says_it_too(row, code, column):
    forms = forms_of(row[column])
    said = [
        (sentence, text)
        for sentence, text in with_something_counted(code)
        if any(holds_word(without_placeholders(sentence), word) for word in row[0].split(", "))
    ]
    assert said, "no sentence says it: the term is not of the product any more"
    assert [(sentence, text) for sentence, text in said if not any(form in text for form in forms)] == []


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row[0])
@pytest.mark.parametrize(("code", "column"), [("fr", 1), ("ar", 2)])
def test_each_form_that_stands_in_the_glossary_is_used(row, code, column):
    together = "\n".join(text for _, text in translations_of(code))
    assert [form for form in forms_of(row[column]) if form not in together] == []


def test_french_marks_never_begin_a_line():
    wrong = re.compile(r"[ \u202f][;:?!%»](?!\w)|«[ \u202f]|\w[;:?!]\s|'")
    assert [text for _, text in translations_of("fr") if wrong.search(re.sub(r"{\w+}", "x", text))] == []


def test_arabic_is_quoted_and_parted_by_arabic_marks():
    assert [text for _, text in translations_of("ar") if re.search(r"[“”\"]|[\u0620-\u064a] ?[,;?]", text)] == []


@pytest.mark.parametrize("row", rows_of("Numbers, dates and marks"), ids=lambda row: row[0])
def test_numbers_and_dates_are_written_as_the_glossary_says(row):
    written = [without_isolates(WRITTEN[row[0]](language)) for language in (ENGLISH, FRENCH, ARABIC)]
    assert written == row[1:]

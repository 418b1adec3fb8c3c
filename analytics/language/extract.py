"""Which sentences does the code hold, and which have no translation yet? Run by `make messages`.

Reads every `say("…")`, `say_count("…", "…")` and `message("…")`, and brings `locale/ar.po` and `locale/fr.po` up to
date: new sentences are added untranslated, those gone are dropped, translations are kept.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from analytics.language.catalogue import LOCALE_FOLDER

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("analytics", "pages")
KEYWORDS = {"say": None, "message": None, "say_count": (1, 2)}
TRANSLATED = ("ar", "fr")
IDLE_HEADERS = ('"Report-Msgid', '"POT-Creation', '"PO-Revision', '"Last-Translator', '"Language-Team', '"Generated-By')


def extract() -> Catalog:
    """Which sentences does the code hold? A catalogue without translations, in the order of the files."""
    found = Catalog(charset="utf-8")
    for room in ROOMS:
        for file, line, sentence, _comments, context in extract_from_dir(
            str(PROJECT / room), [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(sentence, locations=[(f"{room}/{file}", line)], context=context)
    return found


def read_translations(code: str) -> Catalog:
    """What is translated so far? An empty catalogue for a new language."""
    path = LOCALE_FOLDER / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code, project="idmaj", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def write_translations(code: str, translations: Catalog) -> None:
    """Write a translation file: sorted, without the places and dates that would change it when nothing changed."""
    text = io.BytesIO()
    write_po(text, translations, width=110, sort_output=True, no_location=True)
    lines = text.getvalue().decode("utf-8").splitlines()
    body = [line for line in lines if not line.startswith(IDLE_HEADERS)]
    first = next(number for number, line in enumerate(body) if line.startswith("msgid"))
    path = LOCALE_FOLDER / f"{code}.po"
    path.write_text("\n".join([f"# Idmaj, {code}: the English sentence is the key.", *body[first:]]) + "\n", "utf-8")


def list_untranslated(code: str) -> list[str]:
    """Which sentences of the code have no translation in this language, or only part of its plural forms?"""
    translations = read_translations(code)
    missing = []
    for entry in extract():
        if not entry.id:
            continue
        key = entry.id
        held = translations.get(key[0] if isinstance(key, tuple) else key)
        forms = held.string if held else ""
        if not forms or (isinstance(forms, tuple) and not all(forms)):
            missing.append(key[0] if isinstance(key, tuple) else key)
    return missing


def main() -> int:
    """Bring the translation files up to date; returns 1 while a sentence is not translated."""
    template = extract()
    missing = 0
    for code in TRANSLATED:
        translations = read_translations(code)
        translations.update(template, no_fuzzy_matching=True)
        translations.obsolete.clear()
        write_translations(code, translations)
        untranslated = list_untranslated(code)
        missing += len(untranslated)
        for sentence in untranslated:
            print(f"{code}: {sentence}")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())

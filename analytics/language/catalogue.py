"""Where do the translations come from? From gettext .po files, read once by Babel, without a compile step."""

from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE_FOLDER = Path(__file__).parent / "locale"


@cache
def read_catalogue(code: str) -> tuple[dict, object]:
    """Which translation has each English sentence, and which plural form does a count take?

    Returns the messages of `locale/<code>.po` (English sentence → text, or tuple of plural forms) and a function from a
    count to the index of its form. English is the key itself and has no file.
    """
    path = LOCALE_FOLDER / f"{code}.po"
    if not path.exists():
        return {}, lambda count: int(count != 1)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    messages = {}
    for entry in catalogue:
        if entry.id and not entry.fuzzy:
            key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            if entry.string and all(entry.string):
                messages[key] = entry.string
    return messages, c2py(catalogue.plural_expr)

"""When are two spellings one word? When they are equal after folding."""

import re
import unicodedata

MARKS = dict.fromkeys([*range(0x200B, 0x2010), 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x0640])
# Morocco writes the sound g with a dotted kaf as often as with a plain one: أگادير, أكادير.
_LETTERS = str.maketrans("أإآٱىةیکگݣڭ", "اااايهيكككك") | {ord("œ"): "oe", ord("æ"): "ae"}
DIGITS = {ord(digit): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
_BREAKS = re.compile(r"[\s'’‘ʼ`´\-‐-―_./\\()\[\]:*,;،؛«»\"“”°º]+")


def western_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits as Western ones, without invisible marks."""
    return text.translate(DIGITS).translate(MARKS)


def fold(text: str) -> str:
    """The form in which two spellings of one word are equal: without case, accents, vowel signs, or forms of a letter."""
    if text.isascii():
        return _BREAKS.sub(" ", text.casefold()).strip()
    text = unicodedata.normalize("NFKC", text).casefold().translate(MARKS | DIGITS)
    # Hamza above an alif is a combining mark once it is decomposed, as an accent is.
    text = "".join(
        letter for letter in unicodedata.normalize("NFD", text.translate(_LETTERS)) if not unicodedata.combining(letter)
    )
    return _BREAKS.sub(" ", text.translate(_LETTERS)).strip()

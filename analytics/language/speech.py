"""How does the product speak? One immutable value per language; the locale is given once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list

from analytics.language.catalogue import read_catalogue
from analytics.language.digits import write_digits
from analytics.language.direction import is_arabic, isolate_arabic, isolate_number

NO_BREAK_SPACE = "\u00a0"
MINUS_SIGN = "\u2212"


def message(sentence: str) -> str:
    """Mark a sentence that is translated later, when its reader is known."""
    return sentence


class Phrase:
    """Words inside a sentence that are themselves translated when the sentence is, such as what was expected."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence = sentence
        self.values = values

    def __repr__(self) -> str:
        return f"Phrase({self.sentence!r}, {self.values!r})"


@dataclass(frozen=True)
class Named:
    """What a thing of the data is called in each language, by its code; `id` is what programs call it."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Language:
    """A language to speak: `say` for sentences, `number`, `percent`, `money`, `date` for values, `name` for codes."""

    code: str
    locale: str
    own_name: str

    @property
    def is_right_to_left(self) -> bool:
        return self.code == "ar"

    @property
    def direction(self) -> str:
        return "rtl" if self.is_right_to_left else "ltr"

    def say(self, sentence: str, **values: object) -> str:
        """How does this English sentence read here, with its {values} filled in and kept in order?"""
        messages, _ = read_catalogue(self.code)
        text = messages.get(sentence, sentence)
        return text.format(**self._place(values)) if values else text

    def say_count(self, one: str, many: str, n: int, **values: object) -> str:
        """How does a sentence about {n} things read here, in the plural form that n takes?"""
        messages, plural = read_catalogue(self.code)
        forms = messages.get(one)
        text = forms[plural(abs(int(n)))] if isinstance(forms, tuple) else (one if n == 1 else many)
        return text.format(n=self.number(n), **self._place(values))

    def _place(self, values: Mapping[str, object]) -> dict[str, str]:
        return {name: self._place_one(value) for name, value in values.items()}

    def _place_one(self, value: object) -> str:
        # A Phrase is translated, a number formatted, a list joined; Latin text in Arabic is isolated or would be reordered.
        if isinstance(value, Phrase):
            return self.say(value.sentence, **value.values)
        if isinstance(value, Named):
            return self._place_one(value.names.get(self.code, value.id))
        if isinstance(value, list):
            return self.join(value)
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, (int, float, Decimal)):
            return self.number(value)
        text = str(value)
        if self.is_right_to_left and text and text[0] not in "\u2066\u2067" and not is_arabic(text):
            return isolate_number(text)
        return text

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """How is a number written here: 1,719 in English, 1 719 in French, 1.719 in Arabic?"""
        text = write_digits(abs(value), decimals, self.locale)
        return self._isolate(self._sign(value, text, signed))

    def percent(self, share: float, decimals: int = 0, signed: bool = False) -> str:
        """How is a share (0.0344) written as a percentage: 38% in English, 38 % in French and Arabic?"""
        text = write_digits(abs(share) * 100, decimals, self.locale)
        space = "" if self.code == "en" else NO_BREAK_SPACE
        return self._isolate(self._sign(share, text, signed) + space + "%")

    def points(self, share: float, decimals: int = 1, signed: bool = True) -> str:
        """How is a difference of shares written, in percentage points?"""
        return self.say("{number} points", number=self.number(share * 100, decimals, signed))

    def money(self, amount: float, signed: bool = False, decimals: int = 0) -> str:
        """How is an amount in dirhams written in full?"""
        return self.say("{amount} MAD", amount=self.number(amount, decimals, signed))

    def millions(self, amount: float, decimals: int = 1, signed: bool = False) -> str:
        """How is an amount written in millions of dirhams, without needless zeros (4.5, 5)?"""
        millions = amount / 1_000_000
        decimals = 0 if round(millions, decimals) == int(millions) else decimals
        return self.number(millions, decimals, signed)

    def form_of_millions(self, amount: float) -> int:
        """Which number does the word “million” agree with behind this amount? With the whole millions, but that Arabic has
        the singular behind a broken number (4,5 مليون), as behind eleven."""
        whole = int(amount / 1_000_000)
        return 11 if self.code == "ar" and amount % 1_000_000 else whole

    def date(self, day: date) -> str:
        """How is a day written, with Morocco's month names in Arabic and an ordinal for the first in French?"""
        written = format_date(day, "long", locale=self.locale)
        return f"1er{written[1:]}" if self.code == "fr" and day.day == 1 else written

    def month(self, month: str) -> str:
        """How is a month such as 2014-07 written?"""
        year, number = month.split("-")
        return format_date(date(int(year), int(number), 1), "LLLL y", locale=self.locale)

    def month_initial(self, number: int) -> str:
        """What stands for a month (1 to 12) where there is room for a letter?"""
        return format_date(date(2014, number, 1), "LLLLL", locale=self.locale)

    def year(self, year: int) -> str:
        """How is a year written: never with a thousands mark, and in order?"""
        return self._isolate(str(int(year)))

    def join(self, items: list) -> str:
        """How are things listed in a sentence?"""
        return format_list([self._place_one(item) for item in items], locale=self.locale) if items else ""

    def either(self, items: list[str]) -> str:
        """How are alternatives listed in a sentence?"""
        return format_list([self._place_one(item) for item in items], style="or", locale=self.locale) if items else ""

    def clauses(self, parts: list[str]) -> str:
        """How are clauses of one sentence parted?"""
        between = "؛ " if self.is_right_to_left else "\u00a0; " if self.code == "fr" else "; "
        return between.join(self._place_one(part) for part in parts)

    def name(self, row: Mapping) -> str:
        """What is a row of a code list called here, from its columns name_en, name_fr, name_ar?"""
        return row[f"name_{self.code}"]

    def mark(self, mark: str) -> str:
        """How does a mark such as [u] keep its brackets?"""
        return self._isolate(mark) if mark else ""

    def in_plot(self, text: str) -> str:
        """How must this text be wrapped inside a figure, whose box is forced left to right?"""
        return isolate_arabic(text) if self.is_right_to_left and text else text

    def _sign(self, value: float, text: str, signed: bool) -> str:
        is_zero = not any(digit in "123456789" for digit in text)
        if value < 0 and not is_zero:
            return MINUS_SIGN + text
        return "+" + text if signed and not is_zero else text

    def _isolate(self, text: str) -> str:
        return isolate_number(text) if self.is_right_to_left else text


ARABIC = Language("ar", "ar_MA", "العربية")
FRENCH = Language("fr", "fr_MA", "Français")
ENGLISH = Language("en", "en", "English")
LANGUAGES = {language.code: language for language in (ARABIC, FRENCH, ENGLISH)}


def language_of(code: object) -> Language | None:
    """Which language has this code? None for anything else, so that a caller never echoes what it was given."""
    return LANGUAGES.get(code) if isinstance(code, str) else None

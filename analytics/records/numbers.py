"""Which number is meant? French, Moroccan, English and Arabic habits of writing, decided for a whole column at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from analytics.records.spelling import DIGITS, MARKS

LONGEST = 40
_ZERO = Decimal(0)  # never -0
_PLAIN = re.compile(r"-?\d{1,15}(?:\.(?:\d{1,2}|\d{4,9}))?", re.ASCII)
_WORD = r"dhs?|drhs?|mad|dirhams?|درهم|درهما|دراهم"
# A point glued between the word and the number could be the number's own: DH.500 is not read.
_CURRENCY = re.compile(
    rf"(?:(?:{_WORD})(?:\.(?= ))?|د\. ?م\.) ?(?P<after>[^ ].*)|(?P<before>.*[^ ]) ?(?:(?:{_WORD})\.?|د\. ?م\.?)",
    re.IGNORECASE,
)
_WESTERN = "0123456789"
_MARKS = MARKS | DIGITS | str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007'’", " ") | {"\u2212": "-"})
# Thousands come in groups of three after one to three digits that do not begin with zero.
_GROUPED = r"(?:\d+|[1-9]\d{{0,2}}(?:{mark}\d{{3}})+)"
_STYLES = {
    "point": re.compile(rf"({_GROUPED.format(mark=' ')}|{_GROUPED.format(mark=',')})(?:\.(\d+))?", re.ASCII),
    "comma": re.compile(rf"({_GROUPED.format(mark=' ')}|{_GROUPED.format(mark=chr(92) + '.')})(?:,(\d+))?", re.ASCII),
}


@dataclass(frozen=True)
class NumbersRead:
    """What the texts of a column mean; `ambiguous` are those that keep the column from having one meaning."""

    values: dict[str, Decimal]
    ambiguous: tuple[str, ...] = ()


def read_numbers(texts: Iterable[str], decimal: str | None = None, is_workbook: bool = False) -> NumbersRead:
    """Which number does each distinct text of a column mean?

    decimal: "comma", "point", or None to find out from the column. A text that only one habit can read is read by it; one
    that both read differently ("1.200") takes the column's habit where all other texts show it, else it is ambiguous.
    is_workbook: plain numbers may come from cells that are numbers, and then show nobody's habit of writing.
    Texts that are no number are absent from `values`.
    """
    values: dict[str, Decimal] = {}
    open_texts: dict[str, tuple[Decimal, Decimal]] = {}
    shown: set[str] = set()
    for text in texts:
        if _PLAIN.fullmatch(text):
            values[text] = Decimal(text) or _ZERO
            if "." in text and not is_workbook:
                shown.add("point")
            continue
        read = _read(text)
        if len(read) == 2 and read["comma"] != read["point"]:
            open_texts[text] = (read["comma"], read["point"])
        elif read:
            values[text] = next(iter(read.values()))
            if len(read) == 1:
                shown |= set(read)
    habit = decimal or (next(iter(shown)) if len(shown) == 1 else None)
    if open_texts and habit is None:
        return NumbersRead(values, tuple(sorted(open_texts)))
    place = 0 if habit == "comma" else 1
    return NumbersRead(values | {text: both[place] for text, both in open_texts.items()})


def read_whole_numbers(texts: Iterable[str], decimal: str | None = None, is_workbook: bool = False) -> NumbersRead:
    """Which whole number does each distinct text mean? As `read_numbers`; 1985.0 is 1985, a fraction is no whole number."""
    read = read_numbers(texts, decimal, is_workbook)
    return NumbersRead({text: int(v) for text, v in read.values.items() if v == v.to_integral_value()}, read.ambiguous)


def _read(text: str) -> dict[str, Decimal]:
    """The number under each habit (comma or point as decimal mark) that can read this text."""
    text = text.strip()
    if len(text) > LONGEST:
        return {}
    body = text.translate(_MARKS).strip()
    minus, body = _unwrap(body)
    if "\u066b" in body or "\u066c" in body:
        # The Arabic marks have one meaning each.
        if "," in body or "." in body:
            return {}
        matched = _STYLES["point"].fullmatch(body.replace("\u066c", ",").replace("\u066b", "."))
        return dict.fromkeys(_STYLES, _number(minus, matched)) if matched else {}
    found = {habit: pattern.fullmatch(body) for habit, pattern in _STYLES.items()}
    return {habit: _number(minus, matched) for habit, matched in found.items() if matched}


def _unwrap(body: str) -> tuple[str, str]:
    """The minus, if any, and the bare number: a sign or brackets and a currency stand around it once, in any order."""
    minus, has_currency = "", False
    while body and not (body[0] in _WESTERN and body[-1] in _WESTERN):
        currency = None if has_currency else _CURRENCY.fullmatch(body)
        if currency:
            has_currency, body = True, currency["after"] or currency["before"]
        elif not minus and body[0] == "-":
            minus, body = "-", body[1:].lstrip()
        elif not minus and body[0] == "(" and body[-1] == ")":
            minus, body = "-", body[1:-1].strip()
        else:
            break
    return minus, body


def _number(minus: str, matched: re.Match) -> Decimal:
    # Written out, because arithmetic would round what has more than 28 digits.
    whole = matched[1].replace(" ", "").replace(",", "").replace(".", "")
    number = Decimal(f"{minus}{whole}.{matched[2] or '0'}")
    return number or _ZERO

"""Numbers as people write them: one meaning for a whole column, and never a wrong one in silence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records.numbers import read_numbers, read_whole_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"), ("007", "7"), ("1200", "1200"), ("1200.5", "1200.5"), ("-12", "-12"), ("\u221212", "-12"),
        ("- 12", "-12"), ("3,50", "3.5"), ("3.50", "3.5"), ("0.500", "0.5"), ("0,500", "0.5"), ("1200.500", "1200.5"),
        ("1234,567", "1234.567"), ("012,345", "12.345"), ("1 200", "1200"), ("1\u00a0200", "1200"),
        ("1\u202f200\u202f000", "1200000"), ("1\u2009200", "1200"), ("1'200", "1200"), ("1’200", "1200"),
        ("1 200,5", "1200.5"), ("1 200.5", "1200.5"), ("1 200,500", "1200.5"), ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"), ("1.234.567", "1234567"), ("1,234,567", "1234567"),
        ("(1 200)", "-1200"), ("(1 200 DH)", "-1200"), ("(1 200) DH", "-1200"), ("-1 200 DH", "-1200"),
        ("DH -1 200", "-1200"), ("1200DH", "1200"), ("1 200 Dhs.", "1200"), ("MAD 1 200", "1200"),
        ("1 200 drh", "1200"), ("DH. 500", "500"), ("١٢٠٠", "1200"), ("۱۲۰۰", "1200"), ("٣٫٥٠", "3.5"),
        ("١٬٢٠٠", "1200"), ("١٬٢٠٠٫٧٥", "1200.75"), ("١ ٢٠٠ درهم", "1200"), ("1 200 د.م.", "1200"),
        ("د.م.\u200f 1 200", "1200"), ("\u200f1200\u200f", "1200"), ("  1200  ", "1200"),
        (" " * 60 + "5", "5"), ("1234567890123456789012345678901.5 DH", "1234567890123456789012345678901.5"),
    ],
)  # fmt: skip
def test_a_text_with_one_reading_is_read_exactly(text, value):
    read = read_numbers([text])
    assert read.values == {text: Decimal(value)}
    assert read.ambiguous == ()


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "DH", "()", "abc", "1E5", "1.23E+11", "1e3", "12%", "12 %", "0x1F", "1_000", "inf", "nan", "NaN",
        "--5", "-(5)", "(-5)", "5-", "+5", "1,,2", "1..2", "1.", ".5", ",5", "1,", "1 20", "12 00", "1  200", "1 2000",
        "0 500", "01 200", "1,23,456", "1.200.00", "1,200,00", "1 200.300,5", "1.200 300", "1٬20", "1٬200.5", "½", "²",
        "१२", "１２", "12 DH 5", "DH 5 DH", "DH.500", "1 200 MDH", "4,5 M", "12 KDH", "5 €", "5 / 6", "9" * 41,
        "1.200.DH", "=1+1", "1\n200\n", "2014-03-01",
    ],
)  # fmt: skip
def test_what_is_no_number_of_this_grammar_is_not_understood(text):
    read = read_numbers([text])
    assert read.values == {}
    assert read.ambiguous == ()


@pytest.mark.parametrize(
    ("texts", "values", "ambiguous"),
    [
        (["1.200", "350"], {"350": 350}, ["1.200"]),
        (["1,200", "350"], {"350": 350}, ["1,200"]),
        (["1.200", "3,50"], {"1.200": 1200, "3,50": "3.5"}, []),
        (["1.200", "3.5"], {"1.200": "1.2", "3.5": "3.5"}, []),
        (["1,200", "3.5"], {"1,200": 1200, "3.5": "3.5"}, []),
        (["1.200", "0.500"], {"1.200": "1.2", "0.500": "0.5"}, []),
        (["1.200", "1.234.567"], {"1.200": 1200, "1.234.567": 1234567}, []),
        (["1.200", "1,300"], {}, ["1,300", "1.200"]),
        (["3,50", "3.5"], {"3,50": "3.5", "3.5": "3.5"}, []),
        (["3,50", "3.5", "1.200"], {"3,50": "3.5", "3.5": "3.5"}, ["1.200"]),
        (["1.200", "n/a"], {}, ["1.200"]),
        (["1.200 DH", "٣٫٥"], {"٣٫٥": "3.5"}, ["1.200 DH"]),  # the Arabic mark shows nothing of the point
    ],
)  # fmt: skip
def test_a_column_shows_its_habit_or_is_ambiguous(texts, values, ambiguous):
    read = read_numbers(texts)
    assert read.values == {text: Decimal(value) for text, value in values.items()}
    assert read.ambiguous == tuple(ambiguous)


@pytest.mark.parametrize(
    ("decimal", "values"),
    [("comma", {"1.200": 1200, "1,250": "1.25", "7": 7}), ("point", {"1.200": "1.2", "1,250": 1250, "7": 7})],
)
def test_a_stated_decimal_mark_settles_the_column(decimal, values):
    read = read_numbers(["1.200", "1,250", "7"], decimal)
    assert read.values == {text: Decimal(value) for text, value in values.items()}
    assert read.ambiguous == ()


def test_minus_zero_is_zero():
    assert str(read_numbers(["-0"]).values["-0"]) == "0"


def test_whole_numbers_are_whole_and_fractions_are_not():
    texts = ["1985", "1986.0", "1987,0", "1988.5", "١٩٨٩", "1 990", "1991 DH", "1E3"]
    read = read_whole_numbers(texts)
    assert read.values == {"1985": 1985, "1986.0": 1986, "1987,0": 1987, "١٩٨٩": 1989, "1 990": 1990, "1991 DH": 1991}
    assert all(type(value) is int for value in read.values.values())
    assert read_whole_numbers(["1.985"]).ambiguous == ("1.985",)
    assert read_whole_numbers(["1.985"], "comma").values == {"1.985": 1985}


amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False)


@given(amounts, st.sampled_from(["fr", "ma", "en", "ar"]), st.sampled_from(["", " DH", "\u00a0MAD", " درهم"]))
def test_any_amount_in_any_habit_reads_back(amount, habit, currency):
    group, mark, decimal = {
        "fr": ("\u202f", ",", "comma"), "ma": (".", ",", "comma"), "en": (",", ".", "point"), "ar": ("٬", "٫", "comma"),
    }[habit]  # fmt: skip
    text = f"{amount:,f}".replace(",", "g").replace(".", mark).replace("g", group) + currency
    if habit == "ar":
        text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_numbers([text], decimal).values == {text: amount}


@given(st.lists(st.text(alphabet="0123456789.,- ()٫٬\u00a0'DH", max_size=12), unique=True, max_size=6))
def test_no_text_is_both_read_and_ambiguous_and_order_does_not_matter(texts):
    read, turned = read_numbers(texts), read_numbers(texts[::-1])
    assert not set(read.values) & set(read.ambiguous)
    assert read == turned


def test_a_number_cell_of_a_workbook_shows_nobodys_habit():
    assert read_numbers(["3.5", "1.200"]).values == {"3.5": Decimal("3.5"), "1.200": Decimal("1.2")}
    assert read_numbers(["3.5", "1.200"], is_workbook=True).ambiguous == ("1.200",)
    assert read_numbers(["3.5", "1.200"], "comma", is_workbook=True).values["1.200"] == Decimal(1200)

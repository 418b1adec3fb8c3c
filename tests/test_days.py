"""Days as people write them: day before month, names in three languages, and no column in two orders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.records.days import read_days


@pytest.mark.parametrize(
    "text",
    [
        "2014-03-12", "2014/03/12", "2014-3-12", "12/03/2014", "12/3/2014", "12-03-2014", "12.03.2014",
        "2014-03-12 00:00:00", "2014-03-12T00:00:00", "2014-03-12 00:00", "2014-03-12T00:00:00.000",
        "12/03/2014 00:00:00", "12/03/2014 0:00", "١٢/٠٣/٢٠١٤", "٢٠١٤-٠٣-١٢", "۱۲/۰۳/۲۰۱۴",
        "\u200f12/03/2014\u200f", "\u2067١٢/٠٣/٢٠١٤\u2069", "\u200f١٢\u200f/\u200f٠٣\u200f/\u200f٢٠١٤", " 12/03/2014 ",
        "12 mars 2014", "12\u00a0mars\u00a02014", "12 MARS 2014", "12 March 2014", "12th March 2014", "March 12, 2014",
        "Mar 12 2014", "12-Mar-2014", "12/mars/2014", "12 mar. 2014", "12 مارس 2014", "١٢ مارس ٢٠١٤", "12 مارس، 2014",
        "12 mars 2014 00:00:00",
    ],
)  # fmt: skip
def test_every_accepted_form_is_the_twelfth_of_march(text):
    read = read_days([text])
    assert read.values == {text: date(2014, 3, 12)}
    assert read.ambiguous == ()


@pytest.mark.parametrize(
    "text", ["1er mars 2014", "1ER Mars 2014", "1st March 2014", "March 1st, 2014", "فاتح مارس 2014"]
)
def test_the_first_of_a_month_has_its_own_word(text):
    assert read_days([text]).values == {text: date(2014, 3, 1)}


MONTHS = {
    1: "janvier janv jan January يناير", 2: "février fevrier févr fév February feb فبراير",
    3: "mars march mar مارس", 4: "avril avr April apr أبريل ابريل إبريل", 5: "mai May ماي مايو",
    6: "juin June jun يونيو", 7: "juillet juil July jul يوليوز يوليو", 8: "août aout August aug غشت أغسطس اغسطس",
    9: "septembre sept September sep شتنبر سبتمبر", 10: "octobre oct October أكتوبر اكتوبر",
    11: "novembre nov November نونبر نوفمبر", 12: "décembre dec déc December دجنبر ديسمبر",
}  # fmt: skip


@pytest.mark.parametrize(("month", "name"), [(month, name) for month, row in MONTHS.items() for name in row.split()])
def test_months_have_names_in_three_languages(month, name):
    read = read_days([f"5 {name} 2015", f"5 {name}. 2015"])
    assert list(read.values.values()) == [date(2015, month, 5)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "41699", "20140312", "12/03/14", "12-Mar-14", "12 mars 14", "2014", "03/2014", "mars 2014", "12 mars",
        "31/02/2014", "30 février 2014", "02/30/2014", "2014-13-01", "2014-00-10", "00/01/2014", "32/01/2014",
        "29/02/2015", "12/03/1899", "12/03/2101", "12/03/1435", "2014-03-12T00:00:00Z", "2014-03-12 00:00:00+01:00",
        "2014-03-12 08:30:00", "12/03/2014 10:00", "2014-03/12", "12/03-2014", "12 mmars 2014", "12 mars 20145",
        "012/03/2014", "-12/03/2014", "१२/०३/२०१४", "१२ mars 2014", "12 mars 2014 x", "le 12 mars 2014", "2" * 1000,
        "12 mardi 2014", "12 ju 2014",
    ],
)  # fmt: skip
def test_what_is_no_whole_day_is_not_understood(text):
    read = read_days([text])
    assert read.values == {}
    assert read.ambiguous == ()


def test_the_limits_of_the_years_are_in():
    assert list(read_days(["01/01/1900", "31/12/2100"]).values.values()) == [date(1900, 1, 1), date(2100, 12, 31)]


def test_one_text_that_is_only_month_first_makes_the_column_suspect():
    read = read_days(["03/04/2014", "03/25/2014", "05/05/2014", "25/03/2014", "2014-01-02", "31/02/2014"])
    assert read.ambiguous == ("03/25/2014", "03/04/2014")
    assert read.values == {
        "05/05/2014": date(2014, 5, 5),
        "25/03/2014": date(2014, 3, 25),
        "2014-01-02": date(2014, 1, 2),
    }


def test_without_such_a_text_days_stand_before_months():
    read = read_days(["03/04/2014", "3/3/2014", "3/03/2014"])
    assert read.values == {"03/04/2014": date(2014, 4, 3), "3/3/2014": date(2014, 3, 3), "3/03/2014": date(2014, 3, 3)}
    assert read.ambiguous == ()


DIGITS = {"western": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}
FORMS = (
    "{y:04}-{m:02}-{d:02}", "{y:04}/{m:02}/{d:02}", "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}",
    "{d:02}.{m:02}.{y}", "{y:04}-{m:02}-{d:02} 00:00:00", "{y:04}-{m:02}-{d:02}T00:00:00", "{d} {name} {y}",
)  # fmt: skip


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(sorted(DIGITS)),
    st.integers(0, 3),
    st.booleans(),
)
def test_any_day_in_any_form_and_digits_reads_back(day, form, digits, which, is_marked):
    text = form.format(y=day.year, m=day.month, d=day.day, name=MONTHS[day.month].split()[which])
    text = text.translate(str.maketrans(DIGITS["western"], DIGITS[digits]))
    text = f"\u200f{text}\u200f" if is_marked else text
    assert read_days([text]).values == {text: day}

"""Odd cells: numbers, days, true and false, codes, keys and references, as people write them."""

from datetime import date
from decimal import Decimal

from tests.hostile_files import Breaks, Case, column, lines, read, refused, written

TYPE, CODE, RANGE = Breaks("type"), Breaks("code"), Breaks("range")
YES = ["true", "TRUE", "1", "yes", "Oui", "نعم", "١"]
NO = ["false", "0", "No", "non", "NON", "لا", "٠"]


def amounts(*texts: str) -> str:
    return lines(written("funding", *[{"amount_mad": text} for text in texts]))


def pairs(
    table: str, changes: list[dict], name: str, rows: list[dict], errors: set, warned: set = frozenset(), **said
) -> Case:
    return Case(
        name,
        {"g.csv": lines(written(table, *changes)).encode()},
        table,
        rows,
        frozenset(errors),
        frozenset(warned),
        **said,
    )


NUMBERS = [
    column("decimal commas", "funding", "amount_mad", {
        "1.200,50": Decimal("1200.50"), "1 200,50": Decimal("1200.50"), "1\u00a0200,5": Decimal("1200.5"),
        "1\u202f200,50": Decimal("1200.50"), "1200,5": Decimal("1200.5"), "1.234.567": Decimal(1234567),
        "1.200": Decimal(1200), "0": Decimal(0), "0,200": Decimal("0.2"),
    }),
    column("decimal points", "funding", "amount_mad", {
        "1,200.50": Decimal("1200.50"), "1 200.5": Decimal("1200.5"), "1200.50": Decimal("1200.50"),
        "1,200": Decimal(1200), "1.200": Decimal("1.2"),
    }),
    column("digits and marks of Arabic, currencies, brackets", "funding", "amount_mad", {
        "١٢٠٠": Decimal(1200), "١٬٢٠٠٫٥٠": Decimal("1200.5"), "1 200 DH": Decimal(1200), "1200 درهم": Decimal(1200),
        "MAD 1200": Decimal(1200), "(1 200)": RANGE, "-1": RANGE, "\u22121": RANGE,
    }),
    column("what is no amount", "funding", "amount_mad", {
        "1200": Decimal(1200), "inf": TYPE, "nan": TYPE, "1E5": TYPE, "1_000": TYPE, "0x10": TYPE, "12.34.56": TYPE,
        "mille": TYPE, "1,2,3": TYPE, "1 20": TYPE, "#REF!": TYPE, "10%": TYPE, "１２": TYPE, "1000000000000": TYPE,
        "NULL": TYPE, "-": TYPE, "": Breaks("required"), "\u00a0": Breaks("required"),
    }),
    column("1.200 with a comma said", "funding", "amount_mad", {"1.200": Decimal(1200)}, decimal="comma"),
    column("1.200 with a point said", "funding", "amount_mad", {"1.200": Decimal("1.2")}, decimal="point"),
    column("1,200 with a comma said", "funding", "amount_mad", {"1,200": Decimal("1.2")}, decimal="comma"),
    refused("1.200 alone", amounts("1.200"), 1, "--decimal"),
    refused("1,200 alone", amounts("1,200", "3500"), 1, "--decimal"),
    refused("two habits in one column and a doubtful text", amounts("1.200", "3,5", "2.75"), 1, "1.200"),
    column("years of birth", "beneficiaries", "birth_year", {
        "1985": 1985, "١٩٨٥": 1985, "1985.0": 1985, "": None, "85": RANGE, "1985.5": TYPE, "2016": RANGE, "1899": RANGE,
        "19 85": TYPE, "né en 1985": TYPE, "0": RANGE,
    }),
]  # fmt: skip

FIRST_OF_MARCH = date(2014, 3, 1)
DAYS = [
    column("days as people write them", "follow_ups", "observed_on", {
        "01/03/2014": FIRST_OF_MARCH, "2014-03-02": date(2014, 3, 2), "03-03-2014": date(2014, 3, 3),
        "4.3.2014": date(2014, 3, 4), "٠٥/٠٣/٢٠١٤": date(2014, 3, 5), "6 مارس 2014": date(2014, 3, 6),
        "٧ غشت ٢٠١٤": date(2014, 8, 7), "1er avril 2014": date(2014, 4, 1), "8-Mar-2014": date(2014, 3, 8),
        "March 9, 2014": date(2014, 3, 9), "2014-03-10T00:00:00": date(2014, 3, 10), "2014/3/11": date(2014, 3, 11),
        "29/02/2016": date(2016, 2, 29), "31/12/2014 00:00": date(2014, 12, 31),
    }),
    column("what is no day", "follow_ups", "observed_on", {
        "2014-09-01": date(2014, 9, 1), "31/02/2014": TYPE, "29/02/2015": TYPE, "01/03/14": TYPE, "41699": TYPE,
        "01/03/0201": TYPE, "01/03/3014": TYPE, "2014-03-10 14:30": TYPE, "mars 2014": TYPE, "2014": TYPE,
        "20140301": TYPE, "13/13/2014": TYPE, "01/03-2014": TYPE, "٠١/٠٣/١٤٣٥": TYPE, "": Breaks("required"),
    }),
    refused("days in the order of the United States", lines(written("follow_ups", {"observed_on": "03/25/2014"}, {"observed_on": "04/05/2014"})), 1, "month/day/year"),
    column("year-day-month", "follow_ups", "observed_on", {"2014-25-03": TYPE, "2014-05-04": date(2014, 5, 4)}),
]  # fmt: skip

CODES = [
    column("true and false", "beneficiaries", "juvenile", dict.fromkeys(NO, False) | {"": None, "2": TYPE, "-1": TYPE, "peut-être": TYPE, "1.5": TYPE}),
    column("true and false of the support", "integrations", "prepared_in_prison", dict.fromkeys(YES, True) | dict.fromkeys(NO, False) | {"2": TYPE}),
    column("cities by any name", "beneficiaries", "city_id", {"Fès": "fes", "FES": "fes", "فاس": "fes", " fez ": "fes", "Salé": "sale", "سلا": "sale", "أكادير": "agadir", "El-Jadida": "el-jadida", "Atlantis": CODE, "fes/meknes": CODE, "": Breaks("required")}),
    column("sexes by any name", "beneficiaries", "sex", {"Femme": "F", "f": "F", "ذكر": "M", "H": "M", "أنثى": "F", "": None, "X": CODE}),
    column("routes by any name", "integrations", "route", {"Job placement": "job_placement", "JOB-PLACEMENT": "job_placement", "Micro-projet": "micro_project", "التكوين المهني": "vocational_training", "stage remunere": "paid_internship", "chômage": CODE}),
    pairs("beneficiaries", [{}, {"juvenile": "true"}, {"birth_year": "1998"}], "juvenile against birth year is a warning", read("beneficiaries", {}, {"juvenile": True}, {"birth_year": 1998}), set(), {(3, "juvenile", "juvenile_birth_year"), (4, "juvenile", "juvenile_birth_year")}),
    pairs("funding", [{}, {"awarded_on": "2014-02-28"}, {"awarded_on": ""}], "an award before the start", [*read("funding", {}), read("funding", {}, {}, {"awarded_on": None})[2]], {(3, "awarded_on", "award_before_start")}),
    pairs("funding", [{"amount_mad": "600000"}, {"amount_mad": "500000"}], "a large award is a warning", read("funding", {"amount_mad": Decimal(600000)}, {"amount_mad": Decimal(500000)}), set(), {(2, "amount_mad", "large_award")}),
    pairs("integrations", [{}, {"programme": "ramadan_2014", "started_on": "2015-07-01"}, {"programme": "Ramadan 2015", "started_on": "2015-07-01"}], "a Ramadan programme outside its year", [*read("integrations", {}), read("integrations", {}, {}, {"programme": "ramadan_2015", "started_on": date(2015, 7, 1)})[2]], {(3, "started_on", "programme_year")}),
    pairs("integrations", [{}, {"started_on": "2013-11-30"}, {"started_on": "2013-11-30", "route": "education"}, {"started_on": "1999-12-31"}], "a start before the release is a warning, before 2000 an error", read("integrations", {}, {"started_on": date(2013, 11, 30)}, {"started_on": date(2013, 11, 30), "route": "education"}), {(5, "started_on", "range")}, {(3, "started_on", "start_before_release"), (5, "started_on", "start_before_release")}),
    pairs("beneficiaries", [{}, {"sex": "F"}, {"beneficiary_id": "pers0002", "sex": "F", "birth_year": "1970"}], "a key twice", read("beneficiaries", {}), {(3, "beneficiary_id", "key"), (4, "beneficiary_id", "key")}),
    pairs("follow_ups", [{}, {}, {"status": "lost"}], "a follow-up twice", read("follow_ups", {}, {"status": "lost"}), set(), {(row, "status", "two_statuses") for row in (2, 4)}),
    pairs("integrations", [{}, {"beneficiary_id": "pers9999"}, {"beneficiary_id": ""}, {"beneficiary_id": "PERS0001"}], "a person who is not there", read("integrations", {}), {(3, "beneficiary_id", "reference"), (4, "beneficiary_id", "required"), (5, "beneficiary_id", "reference")}),
    Case("a support of a person who was refused, and what hangs on it", {
        "people.csv": lines(written("beneficiaries", {}, {"city_id": "Atlantis"})).encode(),
        "supports.csv": lines(written("integrations", {}, {"beneficiary_id": "pers0002"})).encode(),
        "awards.csv": lines(written("funding", {}, {"integration_id": "supp0002"})).encode(),
    }, "funding", read("funding", {}), frozenset({(3, "city_id", "code"), (3, "beneficiary_id", "waiting"), (3, "integration_id", "waiting")})),
    Case("persons who are likely the same", {"g.csv": lines(written("beneficiaries", {}, {}, {"sex": "F"})).encode()}, "beneficiaries", read("beneficiaries", {}, {}, {"sex": "F"}), warned=frozenset({(3, "beneficiary_id", "duplicate_person")})),
]  # fmt: skip

CELLS = [*NUMBERS, *DAYS, *CODES]

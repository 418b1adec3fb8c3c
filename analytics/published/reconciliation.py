"""Do the records agree with what was published? The published figures beside the same counts from the records."""

from dataclasses import dataclass, field

import pandas as pd

from analytics.errors import UnknownName
from analytics.language import Language, message
from analytics.measures.asking import ask
from analytics.measures.cube import Cube
from analytics.published.register import Register
from analytics.published.wording import say_figure

EQUAL, AGREES, DIFFERS, NOT_COUNTABLE, NO_RECORDS = "equal", "agrees", "differs", "not_countable", "no_records"
EDUCATION_ROUTES = ("education", "vocational_training", "apprenticeship", "paid_internship")
COUNTED_PERIODS = ("calendar_year", "ramadan_launch")
# “About” is how people round to two figures: 230 stands for 225 to 235, 2.2 % to each side.
ABOUT = 0.025
COLUMNS = [
    "indicator", "programme", "year", "period", "sex", "age_group", "unit", "published", "qualifier", "counted",
    "difference", "relative", "agreement", "reason", "measure", "by", "where",
]  # fmt: skip


@dataclass(frozen=True)
class Count:
    """How a published indicator is counted in the records.

    part: which number of the answer counts: `value`, `numerator`, `denominator`, or `cells` (how many groups there are).
    """

    indicator: str
    programme: str
    measure: str
    where: dict = field(default_factory=dict)
    by: str | None = None
    part: str = "value"


COUNTS = (
    Count("job_placements", "annual_strategy", "integrations", {"route": ["job_placement"]}),
    Count("micro_projects", "annual_strategy", "integrations", {"route": ["micro_project"]}),
    Count("education_training_integrations", "annual_strategy", "integrations", {"route": list(EDUCATION_ROUTES)}),
    # Projects are what the programme supports, so the supports are counted, not the persons behind them.
    Count("programme_beneficiaries", "ramadan_programme", "integrations", {"programme": ["ramadan_{year}"]}),
    Count("programme_cost", "ramadan_programme", "funding_total", {"programme": ["ramadan_{year}"]}),
    Count(
        "programme_cities_count",
        "ramadan_programme",
        "integrations",
        {"programme": ["ramadan_{year}"]},
        "city",
        "cells",
    ),
    Count("recidivism_rate", "annual_strategy", "return_to_prison_12m"),
    Count("followup_sample", "annual_strategy", "return_to_prison_12m", part="denominator"),
    Count("returns_to_prison", "annual_strategy", "return_to_prison_12m", part="numerator"),
)
GROUPS = {"female": {"sex": ["F"]}, "juvenile": {"age_group": ["juvenile"]}}
REASONS = {
    "not_in_records": message("the records hold nothing of this kind"),
    "other_method": message("stated without its method or period"),
    "no_year": message("the records hold nothing of that year"),
    "no_programme": message("the code list has no such programme"),
}
AGREEMENTS = {
    EQUAL: message("equal"),
    AGREES: message("agrees"),
    DIFFERS: message("differs"),
    NOT_COUNTABLE: message("not countable"),
    NO_RECORDS: message("no records"),
}


def reconcile(register: Register, cube: Cube, years: tuple[int, ...] = (2014, 2015)) -> pd.DataFrame:
    """Which published national figures of these years do the records bear out, and by how much do others differ?

    Returns one row a preferred figure with the columns of COLUMNS: `agreement` is `equal`, `agrees` (with “about”, “more
    than”, “up to”), `differs` (`difference` = counted − published, `relative` as a fraction), `not_countable` or
    `no_records`, with a `reason` (an id of REASONS). `measure`, `by` and `where` repeat the question asked.
    """
    # Groups of people count too: the women and the juveniles among the 1,401.
    national = [row for row in register.rows(years=list(years), is_preferred=True) if row["geography"] == "national"]
    rows = [_reconcile(row, cube) for row in national]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"published": "Float64", "counted": "Float64", "difference": "Float64", "relative": "Float64"}
    )


def _reconcile(row: dict, cube: Cube) -> dict:
    known = {
        name: row[name]
        for name in ("indicator", "programme", "year", "period", "sex", "age_group", "unit", "qualifier")
    }
    nothing = dict.fromkeys(("counted", "difference", "relative", "measure", "by", "where", "reason"), None)
    told = nothing | known | {"published": float(row["value"])}
    wanted = next((c for c in COUNTS if (c.indicator, c.programme) == (row["indicator"], row["programme"])), None)
    if wanted is None:
        return told | {"agreement": NOT_COUNTABLE, "reason": "not_in_records"}
    if row["period"] not in COUNTED_PERIODS:
        return told | {"agreement": NOT_COUNTABLE, "reason": "other_method"}
    year = int(row["year"])
    if year not in cube.years:
        return told | {"agreement": NO_RECORDS, "reason": "no_year"}
    where = {name: [code.format(year=year) for code in codes] for name, codes in wanted.where.items()}
    where |= {"year": [str(year)]} | GROUPS.get(row["sex"], {}) | GROUPS.get(row["age_group"], {})
    told |= {"measure": wanted.measure, "by": wanted.by, "where": where}
    try:
        cells = ask(wanted.measure, by=[wanted.by] if wanted.by else [], where=where, cube=cube)
    except UnknownName:
        return told | {"agreement": NO_RECORDS, "reason": "no_programme"}
    return told | _judge(row, _number(cells, wanted, row["unit"]))


def _number(cells: pd.DataFrame, wanted: Count, unit: str) -> float:
    if wanted.part == "cells":
        return float(len(cells))
    if cells.empty or pd.isna(cells.loc[0, wanted.part]):
        return 0.0
    number = float(cells.loc[0, wanted.part])
    # Printed rates have two decimals; the count is held to what was printed.
    return round(number * 100, 2) if unit == "percent" else number


def _judge(row: dict, counted: float) -> dict:
    published = float(row["value"])
    difference = counted - published
    agrees = {
        "exact": False,
        "about": abs(difference) <= ABOUT * published,
        "more_than": counted > published,
        "up_to": counted <= published,
    }[row["qualifier"]]
    if row["qualifier"] == "exact" and abs(difference) < 0.005:
        agreement, difference = EQUAL, 0.0
    else:
        agreement = AGREES if agrees else DIFFERS
    relative = difference / published if published else None
    return {"counted": counted, "difference": difference, "relative": relative, "agreement": agreement}


def name_reconciled(frame: pd.DataFrame, register: Register, language: Language) -> pd.DataFrame:
    """The rows of `reconcile` as ready texts: figure, year, published, counted, difference, agreement."""
    rows = frame.to_dict("records")
    return pd.DataFrame(
        {
            language.say("Figure"): [_name(row, register, language) for row in rows],
            language.say("Year"): [language.year(row["year"]) for row in rows],
            language.say("Published"): [
                say_figure(row["published"], row["qualifier"], row["unit"], language) for row in rows
            ],
            language.say("Counted in the records"): [_say(row["counted"], row["unit"], language) for row in rows],
            language.say("Difference"): [_say(row["difference"], row["unit"], language, True) for row in rows],
            language.say("Agreement"): [say_agreement(row, language) for row in rows],
        }
    )


def say_agreement(row: dict, language: Language) -> str:
    """Does this figure agree, in a word, and why not where there is a reason?"""
    words = AGREEMENTS[row["agreement"]]
    if not row["reason"] or pd.isna(row["reason"]):
        return language.say(words)
    why = REASONS[row["reason"]]
    return language.say("{agreement}: {reason}", agreement=language.say(words), reason=language.say(why))


def _name(row: dict, register: Register, language: Language) -> str:
    name = register.code_lists.name("indicators", row["indicator"], language)
    parts = [language.say("women")] if row["sex"] == "female" else []
    parts += [language.say("juveniles")] if row["age_group"] == "juvenile" else []
    if row["programme"] != "annual_strategy":
        parts.insert(0, register.code_lists.name("published_programmes", row["programme"], language))
    return language.say("{name} ({part})", name=name, part=language.join(parts)) if parts else name


def _say(number: float, unit: str, language: Language, signed: bool = False) -> str:
    if number is None or pd.isna(number):
        return "—"
    if unit == "percent":
        return language.points(number / 100, 2) if signed else language.percent(number / 100, 2)
    return language.number(number, 0, signed)

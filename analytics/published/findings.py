"""What do the published figures say? Headlines written from the numbers, which never say more than those allow."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analytics.language import Language
from analytics.measures.cells import NORMAL
from analytics.published.beside import counted_apart
from analytics.published.comparing import compare_figures
from analytics.published.naming import say_age_limit, say_cities, say_names
from analytics.published.pairing import compare_indicators
from analytics.published.register import Register
from analytics.published.saying import mark_figure, say_figure, say_qualified
from analytics.published.wording import say_counted_apart, say_reason


@dataclass(frozen=True)
class Finding:
    """A headline, what is measured where and when, and the alternative text of its figure."""

    headline: str
    subtitle: str
    alt: str = ""


@lru_cache(maxsize=16)
def find_overview(register: Register, language: Language) -> Finding:
    """What changed from 2014 to 2015, in one sentence, and what must be said beside it?"""
    rows = {
        row["indicator"]: row for row in compare_figures(register).to_dict("records") if row["programme"] != "other"
    }
    placements, projects = rows["job_placements"], rows["micro_projects"]
    people = rows["programme_beneficiaries"]
    sides = {name: _sides(row, language) for name, row in rows.items()}
    headline = language.say(
        "In 2015, {after} former prisoners were placed in companies, against {before} in 2014",
        **sides["job_placements"],
    )
    parts = [
        language.say("Micro-projects supported went from {before} to {after}.", **sides[projects["indicator"]]),
        language.say(
            "The Ramadan programme was announced for {after} people, against {before}.", **sides[people["indicator"]]
        ),
    ]
    fall = compare_figures(register, placements["indicator"], before=2013, after=2014).iloc[0]
    if not pd.isna(fall["relative"]) and fall["relative"] < 0:
        parts.append(
            language.say(
                "Placements had fallen by {percent} from 2013 to 2014; the sources do not say why, and the way of counting "
                "may have changed.",
                percent=language.percent(-fall["relative"]),
            )
        )
    return Finding(headline, " ".join(parts))


def find_placements(register: Register, series: pd.DataFrame, language: Language) -> Finding:
    """How do placements of 2014 and 2015 stand in their years?"""
    value = series.set_index("year")["value"]
    if value[2014] < value[2015] < value[2013]:
        headline = language.say("In 2015 placements rise again, short of the level of 2013")
    else:
        headline = language.say("Placements in partner companies, year by year")
    subtitle = language.say("Former prisoners placed in partner companies, by year.")
    return _of_series(headline, subtitle, register, series, language)


def find_projects(
    register: Register, series: pd.DataFrame, language: Language, *, is_explained: bool = False
) -> Finding:
    """How do micro-projects of 2014 and 2015 stand in their years? is_explained: the reason of the comparison, which says
    what support may be and what was counted apart, stands beside."""
    value = series.set_index("year")["value"].dropna()
    if value.is_monotonic_increasing:
        headline = language.say("More micro-projects are supported in each year with a figure")
    else:
        headline = language.say("Micro-projects supported, year by year")
    if is_explained:
        return _of_series(headline, language.say("Micro-projects supported, by year."), register, series, language)
    subtitle = language.say("Micro-projects supported, by year; support may be guidance only.")
    apart = counted_apart(register, "micro_projects", "annual_strategy", list(series["year"]))
    subtitle = " ".join([subtitle, *(say_counted_apart(figure, language) for figure in apart)])
    return _of_series(headline, subtitle, register, series, language)


def find_beneficiaries(register: Register, series: pd.DataFrame, language: Language) -> Finding:
    """How many people was each Ramadan programme for?"""
    # Between its ends stands a number of another kind, that of the whole year, so that neither a rise nor a dip is told.
    headline = language.say(
        "The Ramadan programme goes from {before} people in {first} to {after} in {last}", **_ends(series, language)
    )
    subtitle = language.say(
        "People the programme was announced for at its launch; {year} is told for the whole year.",
        year=language.year(2017),
    )
    return _of_series(headline, subtitle, register, series, language)


def find_cost(register: Register, series: pd.DataFrame, language: Language) -> Finding:
    """What did each Ramadan programme cost?"""
    headline = language.say(
        "The cost of the Ramadan programme goes from {before} million dirhams in {first} to {after} in {last}",
        **_ends(series, language),
    )
    subtitle = language.say(
        "Cost of the Ramadan programme, million dirhams; {first} and {second} are told for the whole year.",
        first=language.year(2017),
        second=language.year(2018),
    )
    return _of_series(headline, subtitle, register, series, language)


def find_cities(cities: pd.DataFrame, language: Language) -> Finding:
    """Which cities had a programme in both years, which left, which joined?"""
    both = cities[cities["in_2014"] & cities["in_2015"]]
    left = cities[cities["in_2014"] & ~cities["in_2015"]]
    joined = cities[~cities["in_2014"] & cities["in_2015"]]
    is_open, is_begun = (cities["centre_status"] == status for status in ("open", "under_construction"))
    # It says programme and years itself: it is quoted without what stands around it.
    headline = language.say(
        "Ramadan programmes of 2014 and 2015: {both} in both, {left} in that of 2014 only, {joined} in that of 2015 only",
        both=say_cities(len(both), language), left=len(left), joined=len(joined),
    )  # fmt: skip
    subtitle = language.say("Cities of the Ramadan programmes of 2014 and 2015, and accompaniment centres in mid 2015.")

    def names(found: pd.DataFrame) -> str:
        return language.join([language.name(row) for row in found.to_dict("records")])

    alt = language.say(
        "Map. In both programmes: {both}. In 2014 only: {left}. In 2015 only: {joined}. Open centres: {open}. "
        "Centres under construction: {begun}.",
        both=names(both), left=names(left), joined=names(joined), open=names(cities[is_open]),
        begun=names(cities[is_begun]),
    )  # fmt: skip
    return Finding(headline, subtitle, f"{headline}. {alt}")


def find_parts(parts: pd.DataFrame, language: Language) -> Finding:
    """How many of those integrated through education and training in 2014 were women, how many juveniles?"""
    value = parts.set_index("part")
    headline = language.say(
        "Of {whole} people integrated through education and training in 2014, {juveniles} were juveniles and {women} women",
        whole=language.number(value.loc["all", "value"]),
        juveniles=language.number(value.loc["juvenile", "value"]),
        women=language.number(value.loc["female", "value"]),
    )
    subtitle = language.say(
        "Education, vocational training, apprenticeship and paid internship; the parts may overlap; no figure for 2015."
    )
    return Finding(headline, subtitle, f"{headline}. {subtitle} {say_age_limit(language)}")


def find_comparisons_refused(register: Register) -> list[dict]:
    """What may not be set side by side? The trap first, then what was published for one year only. Rows of a comparison."""
    refused = [compare_indicators(register, "job_placements", "programme_beneficiaries").iloc[0].to_dict()]
    for indicator in ("education_training_integrations", "recidivism_rate"):
        refused.append(compare_figures(register, indicator).iloc[0].to_dict())
    return refused


@lru_cache(maxsize=16)
def list_comparisons_refused(register: Register, language: Language) -> list[tuple[str, str]]:
    """What may not be set side by side, and why? One pair of sentences each."""
    items = []
    for row in find_comparisons_refused(register):
        known = [
            language.say("{name}: {figure} in {year}", name=name, figure=figure, year=language.year(year))
            for name, figure, year in _known_sides(row, register, language)
            if figure
        ]
        what = (
            language.say("{first} against {second}.", first=known[0], second=known[1])
            if len(known) > 1
            else known[0] + "."
        )
        items.append((what, say_reason(row, register, language)))
    return items


def name_comparisons_refused(rows: list[dict], register: Register, language: Language) -> pd.DataFrame:
    """Comparisons that are refused, with their texts, as cells: `measure`, `before`, `after` (in the unit of each, null
    where there is none), `before_label`, `after_label` (the figures as they are read; empty where there is none),
    `before_name`, `after_name` (what each counts, and its year), `before_unit`, `after_unit`, `verdict`,
    `reason`, `status`."""
    told = []
    for row in rows:
        texts = {"measure": row["indicator"], "before": row["before"], "after": row["after"], "status": NORMAL}
        texts |= {name: row[name] for name in ("before_unit", "after_unit", "verdict")}
        for side, (name, figure, year) in zip(("before", "after"), _known_sides(row, register, language), strict=True):
            texts[f"{side}_label"] = figure
            texts[f"{side}_name"] = language.say("{name}, {year}", name=name, year=language.year(year))
        told.append(texts | {"reason": say_reason(row, register, language)})
    return pd.DataFrame(told).astype({"before": "Float64", "after": "Float64"})


def _known_sides(row: dict, register: Register, language: Language) -> list[tuple[str, str, int]]:
    """Name, figure (empty where none was printed) and year of both sides."""
    sides, names = _sides(row, language), say_names(row, register, language)
    return [
        (name, "" if pd.isna(row[side]) else sides[side], year)
        for name, side, year in zip((names * 2)[:2], ("before", "after"), (2014, 2015), strict=True)
    ]


def label_series(series: pd.DataFrame, language: Language) -> list[str]:
    """The direct label of each figure of a series: “1,719”, “≈ 230”, “> 5”."""
    return [mark_figure(row["value"], row["qualifier"], row["unit"], language) for row in series.to_dict("records")]


def say_series(series: pd.DataFrame, language: Language) -> list[str]:
    """Each figure of a series in full: “about 230”, “no figure”."""
    return [say_figure(row["value"], row["qualifier"], row["unit"], language) for row in series.to_dict("records")]


def _sides(row: dict, language: Language) -> dict[str, str]:
    return {
        side: say_figure(row[side], row[f"{side}_qualifier"], row[f"{side}_unit"], language)
        for side in ("before", "after")
    }


def _ends(series: pd.DataFrame, language: Language) -> dict[str, str]:
    """The first and the last figure of a series (before, after), and their years (first, last)."""
    known = series.dropna(subset="value")
    ends = {}
    for figure, year, row in (("before", "first", known.iloc[0]), ("after", "last", known.iloc[-1])):
        number = language.millions(row["value"]) if row["unit"] == "MAD" else language.number(row["value"])
        ends |= {figure: say_qualified(row["qualifier"], number, language), year: language.year(row["year"])}
    return ends


def _of_series(headline: str, subtitle: str, register: Register, series: pd.DataFrame, language: Language) -> Finding:
    told = [
        language.say("{year}: {figure}", year=language.year(year), figure=figure)
        for year, figure in zip(series["year"], say_series(series, language), strict=True)
    ]
    missing = series.loc[series["value"].isna(), "year"].tolist()
    if missing:
        years = language.join([language.year(year) for year in missing])
        subtitle += " " + language.say_count(
            "No figure for {years}.", "No figure for {years}.", len(missing), years=years
        )
    return Finding(headline, subtitle, f"{headline}. {language.clauses(told)}.")


def label_parts(parts: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The whole and its parts with their texts: `part`, `number`, `share_label`, `label`, `is_whole`; `part_id` stays."""
    names = {"all": language.say("All"), "female": language.say("Women"), "juvenile": language.say("Juveniles")}
    numbers = [language.number(each) for each in parts["value"]]
    shares = [
        "" if pd.isna(row["share"]) else language.percent(row["share"], decimals=1) for row in parts.to_dict("records")
    ]
    return parts.assign(
        part_id=parts["part"],
        part=[names[each] for each in parts["part"]],
        is_whole=parts["part"] == "all",
        number=numbers,
        share_label=shares,
        label=numbers,
    )

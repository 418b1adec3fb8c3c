"""What do the stories of printed figures say? Each with its two years, the years around them, and what must stand beside."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analytics import charts
from analytics.comparison.remarks import PUBLISHED
from analytics.language import Language
from analytics.measures.cells import list_rows
from analytics.outputs.stories.material import Material
from analytics.outputs.stories.told import COLUMNS, ROWS, Bars, Form, Told
from analytics.published import findings
from analytics.published.comparing import NOT_COMPARABLE, compare_figures
from analytics.published.findings import Finding
from analytics.published.naming import say_age_limit
from analytics.published.saying import say_change, say_figure, say_publisher, say_qualified, say_sources
from analytics.published.wording import say_comparison, say_conflicts, say_reason, say_verdict

BEFORE, AFTER = 2014, 2015
LEAST_HEIGHT = 165
# The numbers that may not be set side by side never go without the words that say so.
REFUSED = (
    "measure",
    "before_name",
    "before",
    "before_unit",
    "after_name",
    "after",
    "after_unit",
    "verdict",
    "reason",
    "status",
)


@dataclass(frozen=True)
class PrintedSeries:
    """A printed figure by year: its key in the register, its years, what finds its texts, and its headline."""

    id: str
    indicator: str
    programme: str
    years: range
    find: Callable[..., Finding]
    say: Callable[[dict, Language], str]

    @property
    def question(self) -> str:
        return f"compare {self.indicator}"

    def tell(self, material: Material, language: Language) -> Told:
        """The story, in this language."""
        register = material.register
        cells = register.series(self.indicator, self.programme, self.years)
        compared = _compare(self.indicator, self.programme, material)
        found = self.find(register, cells, language)
        is_told = compared["verdict"] != NOT_COMPARABLE
        headline = self.say(compared, language) if is_told else found.headline
        labels, said = findings.label_series(cells, language), findings.say_series(cells, language)
        used = register.rows(self.indicator, self.programme, is_national=True, is_preferred=True)
        used = [row for row in used if row["year"] in self.years]
        drawn = cells.assign(label=labels)
        publisher = {row["source_id"]: say_publisher(row, language) for row in used}
        rows = list_rows(cells)
        figure, source = language.say("Figure"), language.say("Source")
        return Told(
            id=self.id,
            language=language,
            headline=headline,
            subtitle=found.subtitle,
            alt=f"{headline}. {found.alt} {say_comparison(compared, register, language)}",
            notes=_notes(compared, material, language),
            source=say_sources(used, language),
            definition=found.subtitle,
            kind=PUBLISHED,
            question=self.question,
            cells=cells,
            table=pd.DataFrame(
                {
                    language.say("Year"): [language.year(row["year"]) for row in rows],
                    figure: said,
                    source: [publisher.get(row["source_id"], "—") for row in rows],
                }
            ),
            numeric=(figure,),
            form=Form(
                lambda theme, _narrow, height: charts.columns(drawn, language, theme, height=height), LEAST_HEIGHT
            ),
            bars=_bars_of_years(cells, labels, found.subtitle, language),
            release_id=material.release_id,
            **_verdict(compared, material, language),
        )


def tell_cities(material: Material, language: Language) -> Told:
    """Where were the two Ramadan programmes, and where the centres?"""
    register = material.register
    cells = register.programme_cities()
    cities = cells.assign(name=cells[f"name_{language.code}"])
    found = findings.find_cities(cities, language)
    compared = _compare("programme_cities_count", "ramadan_programme", material)
    used = register.rows("programme_cities_count", years=[BEFORE, AFTER])
    used += register.rows("accompaniment_centres_open", years=[AFTER])
    said = {True: language.say("yes"), False: language.say("no")}
    lists = register.code_lists
    return Told(
        id="cities_and_centres",
        language=language,
        headline=found.headline,
        subtitle=found.subtitle,
        alt=found.alt,
        notes=(
            language.say("Land only; no border is drawn."),
            language.say("A centre serves a region: a city without a centre may be served from another."),
        ),
        source=say_sources([row for row in used if row["preferred"] == "yes"], language),
        definition=found.subtitle,
        kind=PUBLISHED,
        question="compare programme_cities_count",
        cells=cells.drop(columns=["name_en", "name_fr", "name_ar"]),
        table=pd.DataFrame(
            {
                language.say("City"): cities["name"],
                language.say("Programme {year}", year=language.year(BEFORE)): cities["in_2014"].map(said),
                language.say("Programme {year}", year=language.year(AFTER)): cities["in_2015"].map(said),
                language.say("Accompaniment centre"): [
                    lists.name("centre_statuses", each, language) for each in cities["centre_status"]
                ],
            }
        ),
        numeric=(),
        form=Form(
            lambda theme, narrow, _height: charts.city_map(cities, material.land, language, theme, narrow=narrow)
        ),
        release_id=material.release_id,
        # What the comparison says of them is the headline; as many cities are not the same cities.
        **_verdict(compared, material, language)
        | {
            "reason": language.say("The sources name each city of both programmes."),
            "change": language.say_count(
                "{n} city in common", "{n} cities in common", int((cells["in_2014"] & cells["in_2015"]).sum())
            ),
        },
    )


def tell_parts(material: Material, language: Language) -> Told:
    """How many of the 1,401 of 2014 were women, how many juveniles?"""
    register = material.register
    cells = register.parts("education_training_integrations", BEFORE)
    found = findings.find_parts(cells, language)
    parts = findings.label_parts(cells, language)
    compared = _compare("education_training_integrations", "annual_strategy", material)
    used = register.rows("education_training_integrations", years=[BEFORE], is_preferred=True)
    number, share = language.say("People"), language.say("Share")
    values = tuple(float(row["value"]) for row in list_rows(parts))
    return Told(
        id="education_2014",
        language=language,
        headline=found.headline,
        subtitle=found.subtitle,
        alt=found.alt,
        notes=(say_age_limit(language),),
        source=say_sources(used, language),
        definition=found.subtitle,
        kind=PUBLISHED,
        question="compare education_training_integrations",
        cells=cells,
        table=pd.DataFrame(
            {language.say("Group"): parts["part"], number: parts["number"], share: parts["share_label"]}
        ),
        numeric=(number, share),
        form=Form(lambda theme, narrow, _height: charts.parts(parts, language, theme, narrow=narrow)),
        bars=Bars(ROWS, tuple(parts["part"]), ((language.year(BEFORE), values, tuple(parts["label"])),)),
        release_id=material.release_id,
        **_verdict(compared, material, language),
    )


def tell_refused(material: Material, language: Language) -> Told:
    """Which figures of the two years may not be set side by side, and why?"""
    register = material.register
    rows = findings.find_comparisons_refused(register)
    told = findings.list_comparisons_refused(register, language)
    drawn = findings.name_comparisons_refused(rows, register, language)
    indicators = {name for row in rows for name in row["indicator"].split(" / ")}
    used = [row for name in sorted(indicators) for row in register.rows(name, is_national=True, is_preferred=True)]
    used = [row for row in used if row["year"] in (BEFORE, AFTER)]
    headline = language.say("These figures of 2014 and 2015 may not be set side by side")
    subtitle = language.say(
        "Two figures are comparable where the same thing was counted in the same way in both years."
    )
    pairs, reason = language.say("Figures"), language.say("Why they may not be compared")
    return Told(
        id="cannot_compare",
        language=language,
        headline=headline,
        subtitle=subtitle,
        alt=" ".join([f"{headline}.", *(f"{what} {why}" for what, why in told)]),
        notes=(),
        source=say_sources(used, language),
        definition=subtitle,
        kind=PUBLISHED,
        question="compare job_placements programme_beneficiaries",
        cells=drawn[list(REFUSED)].rename(columns={"before_name": "before_counts", "after_name": "after_counts"}),
        table=pd.DataFrame(told, columns=[pairs, reason]),
        numeric=(),
        form=Form(
            lambda theme, narrow, _height: charts.apart(drawn, language, theme, narrow=narrow),
            draw_broad=lambda theme: charts.apart(drawn, language, theme, broad=True),
        ),
        release_id=material.release_id,
        verdict=NOT_COMPARABLE,
        verdict_said=say_verdict({"verdict": NOT_COMPARABLE}, language),
    )


def say_placements(row: dict, language: Language) -> str:
    """How many were placed in companies, against how many the year before?"""
    return language.say_count(
        "In 2015, {n} former prisoner was placed in a partner company, against {before} in 2014",
        "In 2015, {n} former prisoners were placed in partner companies, against {before} in 2014",
        row["after"],
        before=_figure(row, "before", language),
    )


def say_projects(row: dict, language: Language) -> str:
    """How many micro-projects were supported, against how many the year before?"""
    return language.say_count(
        "In 2015, {n} micro-project was supported, against {before} in 2014",
        "In 2015, {n} micro-projects were supported, against {before} in 2014",
        row["after"],
        before=_figure(row, "before", language),
    )


def say_people(row: dict, language: Language) -> str:
    """How many people was the Ramadan programme announced for, against how many the year before?"""
    return language.say_count(
        "The Ramadan programme of 2015 was announced for {n} person, against {before} in 2014",
        "The Ramadan programme of 2015 was announced for {n} people, against {before} in 2014",
        row["after"],
        before=_figure(row, "before", language),
    )


def say_cost(row: dict, language: Language) -> str:
    """What did the Ramadan programme cost, against what the year before?"""
    sides = {
        side: say_qualified(row[f"{side}_qualifier"], language.millions(row[side]), language)
        for side in ("before", "after")
    }
    return language.say_count(
        "The Ramadan programme of 2015 was announced at {after} million dirhams, against {before} in 2014",
        "The Ramadan programme of 2015 was announced at {after} million dirhams, against {before} in 2014",
        language.form_of_millions(row["after"]),
        **sides,
    )


def _figure(row: dict, side: str, language: Language) -> str:
    return say_figure(row[side], row[f"{side}_qualifier"], row[f"{side}_unit"], language)


def _compare(indicator: str, programme: str, material: Material) -> dict:
    rows = compare_figures(material.register, indicator).to_dict("records")
    return next(row for row in rows if row["programme"] == programme)


def _verdict(compared: dict, material: Material, language: Language) -> dict[str, str]:
    return {
        "verdict": compared["verdict"],
        "verdict_said": say_verdict(compared, language),
        "reason": say_reason(compared, material.register, language),
        "before": _figure(compared, "before", language),
        "after": _figure(compared, "after", language),
        "change": say_change(compared, language) if compared["verdict"] != NOT_COMPARABLE else "",
    }


def _notes(compared: dict, material: Material, language: Language) -> tuple[str, ...]:
    return tuple(say_conflicts(compared, material.register, language))


def _bars_of_years(cells: pd.DataFrame, labels: list[str], name: str, language: Language) -> Bars:
    years = cells["year"].tolist()
    values = tuple(None if pd.isna(value) else float(value) for value in cells["value"])
    return Bars(
        way=COLUMNS,
        groups=tuple(language.year(year) for year in years),
        series=((name, values, tuple(labels)),),
        highlights=tuple(years.index(year) for year in (BEFORE, AFTER) if year in years),
    )

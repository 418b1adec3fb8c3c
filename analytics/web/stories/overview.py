"""What stands around each published figure? Headline, subtitle, source, table and download of every card of the overview."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analytics.language import Language
from analytics.measures.cells import list_rows
from analytics.published import Register, findings
from analytics.published.findings import Finding
from analytics.published.naming import say_age_limit
from analytics.published.saying import say_publisher
from analytics.web.figures.figure import PUBLISHED, Story
from analytics.web.provenance import quotes, series_provenance, source_line

# The cards of the overview: what was printed for 2014, for 2015 or for both.
OVERVIEW_INDICATORS = (
    ("job_placements", "annual_strategy"),
    ("micro_projects", "annual_strategy"),
    ("programme_beneficiaries", "ramadan_programme"),
    ("programme_cost", "ramadan_programme"),
    ("programme_cities_count", "ramadan_programme"),
    ("education_training_integrations", "annual_strategy"),
    ("recidivism_rate", "annual_strategy"),
    ("accompaniment_centres_open", "annual_strategy"),
)


@dataclass(frozen=True)
class Series:
    """A published series of the overview: its key, its years, and what finds its headline."""

    indicator: str
    programme: str
    years: range
    find: Callable[..., Finding]


SERIES = (
    Series("job_placements", "annual_strategy", range(2012, 2019), findings.find_placements),
    Series("micro_projects", "annual_strategy", range(2012, 2019), findings.find_projects),
    Series("programme_beneficiaries", "ramadan_programme", range(2014, 2020), findings.find_beneficiaries),
    Series("programme_cost", "ramadan_programme", range(2014, 2020), findings.find_cost),
)


# Told once for a state of the register and a language; the frames inside are read and never written.
@lru_cache(maxsize=64)
def tell_series(register: Register, wanted: Series, language: Language) -> tuple[pd.DataFrame, Story]:
    """A published series by year: its cells with their labels, and its story."""
    cells = register.series(wanted.indicator, wanted.programme, wanted.years)
    found = wanted.find(register, cells, language)
    used = register.rows(wanted.indicator, wanted.programme, is_national=True, is_preferred=True)
    used = [row for row in used if row["year"] in wanted.years]
    publisher = {row["source_id"]: say_publisher(row, language) for row in used}
    rows = list_rows(cells)
    figure_column, source_column = language.say("Figure"), language.say("Source")
    table = pd.DataFrame(
        {
            language.say("Year"): [language.year(row["year"]) for row in rows],
            figure_column: findings.say_series(cells, language),
            source_column: [publisher.get(row["source_id"], "—") for row in rows],
        }
    )
    story = _tell(
        wanted.indicator, found, used, language,
        table=table,
        numeric=(figure_column,),
        provenance=series_provenance(wanted.indicator, wanted.programme, register, language),
        cells=cells,
    )  # fmt: skip
    return cells.assign(label=findings.label_series(cells, language)), story


@lru_cache(maxsize=16)
def tell_cities(register: Register, language: Language) -> tuple[pd.DataFrame, Story]:
    """The programme cities and centres: their cells with names, and their story."""
    cells = register.programme_cities()
    cities = cells.assign(name=cells[f"name_{language.code}"])
    found = findings.find_cities(cities, language)
    said = {True: language.say("yes"), False: language.say("no")}
    centres = register.code_lists
    table = pd.DataFrame(
        {
            language.say("City"): cities["name"],
            language.say("Programme {year}", year=language.year(2014)): cities["in_2014"].map(said),
            language.say("Programme {year}", year=language.year(2015)): cities["in_2015"].map(said),
            language.say("Accompaniment centre"): [
                centres.name("centre_statuses", each, language) for each in cities["centre_status"]
            ],
        }
    )
    lists = register.rows("programme_cities_count", years=[2014, 2015])
    lists += register.rows("accompaniment_centres_open", years=[2015])
    story = _tell(
        "programme-cities", found, lists, language,
        table=table,
        notes=[
            language.say("Land only; no border is drawn."),
            language.say("A centre serves a region: a city without a centre may be served from another."),
        ],
        provenance=quotes(lists, register, language),
        cells=cells.drop(columns=["name_en", "name_fr", "name_ar"]),
    )  # fmt: skip
    return cities, story


@lru_cache(maxsize=16)
def tell_parts(register: Register, language: Language) -> tuple[pd.DataFrame, Story]:
    """The 1,401 of 2014, with women and juveniles: their cells with labels, and their story."""
    cells = register.parts("education_training_integrations", 2014)
    found = findings.find_parts(cells, language)
    parts = findings.label_parts(cells, language)
    used = register.rows("education_training_integrations", years=[2014])
    number, share = language.say("People"), language.say("Share")
    table = pd.DataFrame({language.say("Group"): parts["part"], number: parts["number"], share: parts["share_label"]})
    story = _tell(
        "education-training", found, used, language,
        table=table,
        numeric=(number, share),
        notes=[say_age_limit(language)],
        provenance=quotes(used, register, language),
        cells=cells,
    )  # fmt: skip
    return parts, story


def _tell(key: str, found: Finding, used: list[dict], language: Language, **rest: object) -> Story:
    """The story of published figures: the texts of its finding and the sources of the `used` rows."""
    texts = {"headline": found.headline, "subtitle": found.subtitle, "alt": found.alt}
    return Story(key=key, **texts, source=source_line(used, language), kind=PUBLISHED, **rest)

"""Which figures were printed, by whom, in which words? DuckDB over the CSV files of `data/published/`, checked first."""

from collections.abc import Collection, Iterable
from functools import lru_cache

import duckdb
import pandas as pd

from analytics.errors import InvalidData, UnknownName
from analytics.language import Phrase, message
from analytics.measures.cells import NORMAL, NOT_AVAILABLE
from analytics.published.needed import list_missing
from analytics.records.codes import CODE_LISTS, CodeLists, load_checked, read_code_lists
from analytics.records.contract import read_contract
from analytics.records.folder import DataFolder
from analytics.records.problem import Problem

TABLES = ("sources", "figures", "programme_cities", "centres", "comparisons")
# Among preferred rows these name one figure; two of them would be a disagreement nobody decided.
FIGURE_KEY = ("indicator", "programme", "year", "period", "geography", "sex", "age_group")
BOUNDS = ("more_than", "up_to")
# One source counts the projects, another the people who have them: they can disagree all the same.
UNIT_FAMILIES = {"projects": "people"}
COLUMNS = (*FIGURE_KEY, "value", "qualifier", "unit", "preferred", "source_id", "publisher", "publisher_ar",
           "published_on", "url", "quote", "comparability_note")  # fmt: skip
ALL_FIGURES = f"""
    SELECT {", ".join(COLUMNS)}
    FROM (
        SELECT
            figures.* EXCLUDE (value, year), CAST(figures.value AS DOUBLE) AS value, CAST(year AS INTEGER) AS year,
            publisher, publisher_ar, published_on, url, row_number() OVER () AS place
        FROM figures
        JOIN sources USING (source_id)
    )
    ORDER BY place
"""
WRONG_PLACES = """
    SELECT file_row, geography
    FROM (SELECT *, row_number() OVER () + 1 AS file_row FROM figures)
    WHERE geography NOT IN (SELECT 'national' UNION SELECT name_fr FROM cities UNION SELECT name_fr FROM regions)
    ORDER BY file_row
"""
# The list of cities is read before the sources are; its own are looked up here.
WRONG_CITY_SOURCES = """
    SELECT file_row, source_id
    FROM (SELECT *, row_number() OVER () + 1 AS file_row FROM cities)
    WHERE source_id NOT IN (SELECT source_id FROM sources)
    ORDER BY file_row
"""
REPEATED_FIGURES = f"""
    SELECT file_row, indicator
    FROM (
        SELECT *, row_number() OVER (PARTITION BY {", ".join(FIGURE_KEY)} ORDER BY file_row) AS place
        FROM (SELECT *, row_number() OVER () + 1 AS file_row FROM figures)
        WHERE preferred = 'yes'
    )
    WHERE place > 1
    ORDER BY file_row
"""
PROGRAMME_CITIES = """
    SELECT
        'programme_cities_count' AS measure, cities.id AS city, name_en, name_fr, name_ar,
        CAST(longitude AS DOUBLE) AS longitude, CAST(latitude AS DOUBLE) AS latitude,
        count(*) FILTER (WHERE programme_year = 2014) > 0 AS in_2014,
        count(*) FILTER (WHERE programme_year = 2015) > 0 AS in_2015,
        centre_status,
        count(programme_year) AS numerator, CAST(NULL AS BIGINT) AS denominator,
        count(programme_year) AS value, 'normal' AS status
    FROM cities
    LEFT JOIN programme_cities ON city = name_fr AND programme_year IN (2014, 2015)
    GROUP BY ALL
    HAVING count(programme_year) > 0 OR centre_status <> 'none'
    ORDER BY latitude DESC, cities.id
"""


class Register:
    """The published figures of a data folder, checked and held in memory: there are never more than some hundreds.

    `rows()` are figures as plain rows; `figures()`, `series()`, `parts()` and `programme_cities()` are frames.
    """

    def __init__(self, folder: DataFolder) -> None:
        self.code_lists: CodeLists = read_code_lists(folder)
        self._connection = duckdb.connect()
        load_checked(self._connection, folder, TABLES, self.code_lists.load_into(self._connection))
        self._check_figures(read_contract(folder).resource("figures").path.rpartition("/")[2])
        self._rows = self._select(ALL_FIGURES)
        self._cities = self._connection.execute(PROGRAMME_CITIES).df()
        self._judgements = {
            (row["indicator"], row["programme"]): row for row in self._select("SELECT * FROM comparisons")
        }
        self.sources = self._connection.execute("SELECT * FROM sources").df()
        self._connection.close()

    def _check_figures(self, file: str) -> None:
        """What the contract cannot say: places are the country, a city or a region; one preferred row a figure."""
        expected = Phrase(message("national, or a city or region"))
        problems = [
            Problem(file, row["file_row"], "geography", "code", row["geography"], expected)
            for row in self._select(WRONG_PLACES)
        ]
        expected = Phrase(message("one preferred row for each figure"))
        problems += [
            Problem(file, row["file_row"], "preferred", "key", row["indicator"], expected)
            for row in self._select(REPEATED_FIGURES)
        ]
        problems += list_missing(self._connection, file)
        expected = Phrase(message("a {key} that “{table}” holds"), key="source_id", table="sources")
        problems += [
            Problem("cities.csv", row["file_row"], "source_id", "reference", row["source_id"], expected)
            for row in self._select(WRONG_CITY_SOURCES)
        ]
        if problems:
            raise InvalidData(problems)

    def _select(self, query: str) -> list[dict]:
        found = self._connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def rows(
        self,
        indicator: str | None = None,
        programme: str | None = None,
        years: Iterable[int] | None = None,
        *,
        is_national: bool = False,
        is_preferred: bool | None = None,
    ) -> list[dict]:
        """Which figures are these, as rows of COLUMNS (null is None)? `is_national`: of the country and of everybody.

        Raises UnknownName for an indicator or year that is not in the register.
        """
        if indicator is not None and indicator not in self.code_lists.ids("indicators"):
            raise UnknownName(message("indicator"), indicator, self.code_lists.ids("indicators"))
        known = sorted({row["year"] for row in self._rows})
        for year in years or ():
            if year not in known:
                raise UnknownName(message("year"), year, known)
        return [
            row
            for row in self._rows
            if indicator in (None, row["indicator"])
            and programme in (None, row["programme"])
            and (not years or row["year"] in years)
            and (not is_national or (row["geography"], row["sex"], row["age_group"]) == ("national", "all", "all"))
            and is_preferred in (None, row["preferred"] == "yes")
        ]

    def figures(self, years: list[int] | None = None, indicators: list[str] | None = None) -> pd.DataFrame:
        """Which figures are about these years and indicators, with their sources?

        Returns COLUMNS, one row a figure in the order of the register; `value` in `unit` (percent as printed, 3.44).
        Raises UnknownName.
        """
        for name in indicators or ():
            self.rows(name)
        found = [row for row in self.rows(years=years) if not indicators or row["indicator"] in indicators]
        return pd.DataFrame(found, columns=list(COLUMNS))

    def series(self, indicator: str, programme: str, years: range | None = None) -> pd.DataFrame:
        """Which preferred national figures of an indicator make its series?

        Returns cells by year: `measure`, `programme`, `year`, `numerator`, `denominator` (null), `value`, `status`, and
        the `qualifier`, `period`, `unit`, `source_id` behind each; a year of `years` without a figure is not_available.
        """
        held = {row["year"]: row for row in self.rows(indicator, programme, is_national=True, is_preferred=True)}
        shown = list(years) if years is not None else sorted(held)
        value = pd.array([held[year]["value"] if year in held else None for year in shown], dtype="Float64")
        cells = pd.DataFrame({"measure": indicator, "programme": programme, "year": shown})
        cells["numerator"] = value
        cells["denominator"] = pd.array([None] * len(shown), dtype="Int64")
        cells["value"] = value
        cells["status"] = [NORMAL if year in held else NOT_AVAILABLE for year in shown]
        for name in ("qualifier", "period", "unit", "source_id"):
            cells[name] = pd.Series([held.get(year, {}).get(name) for year in shown], dtype="object")
        return cells

    def parts(self, indicator: str, year: int) -> pd.DataFrame:
        """Which whole and which (possibly overlapping) parts were printed for a year?

        Returns cells by `part` (all, female, juvenile), each a sum, and beside them its `share` of the whole (null for
        the whole itself).
        """
        found = [row for row in self.rows(indicator, years=[year], is_preferred=True) if row["geography"] == "national"]
        value = pd.array([row["value"] for row in found], dtype="Float64")
        part = [row["sex"] if row["sex"] != "all" else row["age_group"] for row in found]
        whole = value[part.index("all")]
        return pd.DataFrame(
            {
                "measure": indicator,
                "year": year,
                "part": part,
                "numerator": value,
                "denominator": pd.array([None] * len(found), dtype="Int64"),
                "value": value,
                "share": pd.array(
                    [None if name == "all" else each / whole for name, each in zip(part, value, strict=True)],
                    dtype="Float64",
                ),
                "status": NORMAL,
                "source_id": [row["source_id"] for row in found],
            }
        )

    def conflicts(self, indicator: str, programme: str, years: Collection[int]) -> list[dict]:
        """Which printed figures disagree with the preferred one of the same year and period? Rows of COLUMNS.

        Of the country and of everybody, in units that count the same. The same number in other words is no disagreement,
        unless one of the two is a bound.
        """
        found = [row for row in self.rows(indicator, programme, is_national=True) if row["year"] in years]
        said = {_of_what(row): _as_said(row) for row in found if row["preferred"] == "yes"}
        return [
            row
            for row in found
            if row["preferred"] == "no" and _of_what(row) in said and _as_said(row) != said[_of_what(row)]
        ]

    def programme_cities(self) -> pd.DataFrame:
        """Which cities had the Ramadan programme of 2014 and of 2015, and a centre in mid 2015?

        Returns cells by city: `measure`, `city` (id), names, `longitude`, `latitude`, `in_2014`, `in_2015`,
        `centre_status`, `numerator` = `value` (programmes of the two years), `denominator` (null), `status`.
        """
        return self._cities.copy()

    def judgement(self, indicator: str, programme: str) -> dict:
        """Which editorial judgement stands in comparisons.csv for this indicator? Empty where the figures decide alone."""
        return self._judgements.get((indicator, programme), {})


def unit_family(unit: str | None) -> str | None:
    """Which unit stands for all those that can be set against this one?"""
    return UNIT_FAMILIES.get(unit, unit)


def _of_what(row: dict) -> tuple:
    return row["year"], row["period"], unit_family(row["unit"])


def _as_said(row: dict) -> tuple:
    # “More than 5” and “up to 5” are not the same words either.
    return row["value"], row["qualifier"] if row["qualifier"] in BOUNDS else ""


def register(folder: DataFolder | None = None) -> Register:
    """What was published? Read and checked again only when a file changed.

    Raises InvalidData (a row breaks the contract: the sentence names file, row, column, rule and value) and
    UnreadableInput (a file is missing or broken).
    """
    folder = folder or DataFolder.at()
    contract = read_contract(folder)
    paths = [folder.find(contract.resource(name).path) for name in (*TABLES, *CODE_LISTS, "cities")]
    state = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.exists())
    return _register(folder, state)


@lru_cache(maxsize=4)
def _register(folder: DataFolder, _state: tuple) -> Register:
    return Register(folder)

"""Which figures were printed, by whom, in which words? DuckDB over the CSV files of `data/published/`, checked first."""

from functools import cache

import duckdb
import pandas as pd

from analytics.errors import InvalidData, UnknownName
from analytics.language import Phrase, message
from analytics.measures.cells import NORMAL, NOT_AVAILABLE
from analytics.records.codes import CODE_LISTS, CodeLists, load_checked, read_code_lists
from analytics.records.contract import read_contract
from analytics.records.folder import DataFolder
from analytics.records.problem import Problem

TABLES = ("sources", "figures", "programme_cities", "centres", "comparisons")
# Among preferred rows these name one figure; two of them would be a disagreement nobody decided.
FIGURE_KEY = ("indicator", "programme", "year", "period", "geography", "sex", "age_group")
BOUNDS = ("more_than", "up_to")
COLUMNS = (*FIGURE_KEY, "value", "qualifier", "unit", "preferred", "source_id", "publisher", "published_on", "url",
           "quote", "comparability_note")  # fmt: skip


class Register:
    """The published figures of a data folder, checked: `figures()`, `series()`, `conflicts()`, `programme_cities()`."""

    def __init__(self, folder: DataFolder) -> None:
        self.code_lists: CodeLists = read_code_lists(folder)
        self._connection = duckdb.connect()
        load_checked(self._connection, folder, (*CODE_LISTS, "sources", "cities", *TABLES[1:]))
        self._check_figures(read_contract(folder).resource("figures").path.rpartition("/")[2])

    def _check_figures(self, file: str) -> None:
        places = self._select(
            "SELECT 'national' AS place UNION SELECT name_fr FROM cities UNION SELECT name_fr FROM regions"
        )["place"].tolist()
        numbered = "SELECT *, row_number() OVER () + 1 AS file_row FROM figures"
        wrong = self._select(
            f"SELECT file_row, geography FROM ({numbered}) WHERE NOT list_contains($places, geography) ORDER BY 1",
            {"places": places},
        )
        problems = [
            Problem(file, int(row), "geography", "code", place, Phrase(message("national, or a city or region")))
            for row, place in wrong.itertuples(index=False)
        ]
        key = ", ".join(FIGURE_KEY)
        repeated = self._select(
            f"SELECT file_row, indicator FROM (SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY file_row) AS place"
            f" FROM ({numbered}) WHERE preferred = 'yes') WHERE place > 1 ORDER BY 1"
        )
        problems += [
            Problem(file, int(row), "preferred", "key", indicator, Phrase(message("one preferred row for each figure")))
            for row, indicator in repeated.itertuples(index=False)
        ]
        if problems:
            raise InvalidData(problems)

    def _select(self, query: str, parameters: dict | None = None) -> pd.DataFrame:
        return self._connection.cursor().execute(query, parameters or {}).df()

    def figures(self, years: list[int] | None = None, indicators: list[str] | None = None) -> pd.DataFrame:
        """Which figures are about these years and indicators, with their sources?

        Returns COLUMNS, one row a figure in the order of the register; `value` in `unit` (percent as printed, 3.44).
        Raises UnknownName for an indicator or year that is not in the register.
        """
        for name in indicators or ():
            if name not in self.code_lists.ids("indicators"):
                raise UnknownName(message("indicator"), name, self.code_lists.ids("indicators"))
        known = self._select("SELECT DISTINCT year FROM figures ORDER BY 1")["year"].tolist()
        for year in years or ():
            if year not in known:
                raise UnknownName(message("year"), year, known)
        return self._select(
            f"SELECT {', '.join(COLUMNS)} FROM (SELECT figures.*, CAST(figures.value AS DOUBLE) AS value, publisher, "
            "published_on, url, row_number() OVER () AS place FROM figures JOIN sources USING (source_id)) "
            "WHERE ($years IS NULL OR list_contains($years, year)) "
            "AND ($indicators IS NULL OR list_contains($indicators, indicator)) ORDER BY place",
            {"years": years or None, "indicators": indicators or None},
        ).assign(year=lambda frame: frame["year"].astype("int64"))

    def series(self, indicator: str, programme: str, years: range | None = None) -> pd.DataFrame:
        """Which preferred national figures of an indicator make its series?

        Returns cells by year: `measure`, `programme`, `year`, `numerator`, `denominator` (null), `value`, `status`, and
        the `qualifier`, `period`, `unit`, `source_id` behind each; a year of `years` without a figure is not_available.
        """
        found = self.figures(indicators=[indicator])
        national = found.query(
            "programme == @programme and geography == 'national' and sex == 'all' and age_group == 'all' "
            "and preferred == 'yes'"
        ).sort_values("year")
        if years is not None:
            national = national.set_index("year").reindex(years).rename_axis("year").reset_index()
        value = national["value"].astype("Float64")
        return pd.DataFrame(
            {
                "measure": indicator,
                "programme": programme,
                "year": national["year"].astype("int64"),
                "numerator": value,
                "denominator": pd.array([pd.NA] * len(national), dtype="Int64"),
                "value": value,
                "status": [NOT_AVAILABLE if pd.isna(each) else NORMAL for each in value],
                "qualifier": national["qualifier"],
                "period": national["period"],
                "unit": national["unit"],
                "source_id": national["source_id"],
            }
        ).reset_index(drop=True)

    def parts(self, indicator: str, year: int) -> pd.DataFrame:
        """Which whole and which (possibly overlapping) parts were printed for a year?

        Returns cells by `part` (all, female, juvenile), each a sum, and beside them its `share` of the whole (null for
        the whole itself).
        """
        found = self.figures(years=[year], indicators=[indicator]).query(
            "geography == 'national' and preferred == 'yes'"
        )
        part = [sex if sex != "all" else age for sex, age in zip(found["sex"], found["age_group"], strict=True)]
        cells = pd.DataFrame({"measure": indicator, "year": year, "part": part, "numerator": found["value"]})
        cells["denominator"] = pd.array([pd.NA] * len(cells), dtype="Int64")
        cells["value"] = cells["numerator"]
        whole = cells.loc[cells["part"] == "all", "value"].iloc[0]
        cells["share"] = (cells["value"] / whole).where(cells["part"] != "all").astype("Float64")
        return cells.assign(status=NORMAL, source_id=found["source_id"].to_numpy()).reset_index(drop=True)

    def conflicts(self, indicator: str, programme: str, years: list[int]) -> pd.DataFrame:
        """Which printed figures disagree with the preferred ones, or were set aside? Columns of `figures`.

        The same number in other words is no disagreement, unless one of the two is a bound.
        """
        found = self.figures(indicators=[indicator])
        found = found.query(
            "programme == @programme and year in @years and geography == 'national' and sex == 'all' and age_group == 'all'"
        )
        said = {
            (row["year"], row["value"], row["qualifier"] in BOUNDS)
            for row in found[found["preferred"] == "yes"].to_dict("records")
        }
        disagrees = [
            row["preferred"] == "no" and (row["year"], row["value"], row["qualifier"] in BOUNDS) not in said
            for row in found.to_dict("records")
        ]
        return found[disagrees].reset_index(drop=True)

    def programme_cities(self) -> pd.DataFrame:
        """Which cities had the Ramadan programme of 2014 and of 2015, and a centre in mid 2015?

        Returns cells by city: `measure`, `city` (id), names, `longitude`, `latitude`, `in_2014`, `in_2015`,
        `centre_status`, `numerator` = `value` (programmes of the two years), `denominator` (null), `status`.
        """
        return self._select(
            """
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
            ORDER BY latitude DESC
            """
        )

    def sources(self) -> pd.DataFrame:
        """Which publications were read? The rows of sources.csv."""
        return self._select("SELECT * FROM sources")

    def judgement(self, indicator: str, programme: str) -> dict | None:
        """Which editorial judgement stands in comparisons.csv for this indicator? None where the figures decide alone."""
        found = self._select(
            "SELECT * FROM comparisons WHERE indicator = $indicator AND programme = $programme",
            {"indicator": indicator, "programme": programme},
        )
        return None if found.empty else found.astype(object).where(found.notna(), None).iloc[0].to_dict()


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


@cache
def _register(folder: DataFolder, _state: tuple) -> Register:
    return Register(folder)

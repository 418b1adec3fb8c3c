"""Which tables and columns can be queried, and what does each mean?"""

import pandas as pd

from analytics.console.database import Database
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS

OF_A_MEASURE = {
    "numerator": message("Numerator of “{measure}”: a sum, which adds up over cells"),
    "denominator": message("Denominator of “{measure}”: a sum, which adds up over cells"),
    "records": message("How many records “{measure}” is about"),
}
# Cells first, as they are what is asked; then what their codes mean; then what was printed.
CELL_TABLES = (
    "public_cells",
    "integrations_cube",
    "funding_cube",
    "persons_cube",
    "person_years_cube",
    "follow_up_cube",
)
LAST = ("published", "sources")
# What a row of them sums up.
SUMMED = {
    "public_cells": message("whatever may be made public"),
    "integrations_cube": message("integrations"),
    "funding_cube": message("awards"),
    "persons_cube": message("beneficiaries"),
    "person_years_cube": message("beneficiaries of each year"),
    "follow_up_cube": message("integrations, by how they ended and after how many months"),
}
MEANINGS = {
    "id": message("Code, as it stands in the other tables"),
    "name_en": message("Name in English"),
    "name_fr": message("Name in French"),
    "name_ar": message("Name in Arabic"),
    "records": message("How many supports, awards or persons the cell counts"),
    "open_6m": message("How many were not followed for 6 months yet"),
    "open_12m": message("How many were not followed for 12 months yet"),
    "latest_status": message("The last situation observed"),
    "exit": message("How the support ended; “censored” where no end was observed"),
    "exit_month": message("Months from the start to the end, or to the last observation"),
    "from_mad": message("Amounts from this many dirhams"),
    "to_mad": message("Amounts below this many dirhams"),
    "name": message("The cleared table, as “tables” lists it"),
    "measure": message("What is measured, as “measures” lists it"),
    "published.sex": message("Everybody, or women alone"),
    "published.age_group": message("Everybody, or juveniles alone"),
    "divided_by": message("The dimensions of the cleared table; the others are empty"),
    "numerator": message("Numerator; null where the cell is hidden"),
    "denominator": message("Denominator; null where the cell is hidden, and of a sum"),
    "value": message("The figure: a share is a fraction, money is in dirhams"),
    "published.value": message("The figure, in its unit"),
    "status": message("How far the cell can be relied on; “confidential” is hidden"),
    "region_id": message("Region of the city"),
    "longitude": message("Longitude"),
    "latitude": message("Latitude"),
    "population": message("Inhabitants at the census of 2014"),
    "indicator": message("What was counted"),
    "period": message("The period within or around the year"),
    "geography": message("The country, or the French name of a city or region"),
    "qualifier": message("How the source limits the figure"),
    "unit": message("Unit of the figure"),
    "preferred": message("Whether this figure is used where several disagree"),
    "source_id": message("Code of the source"),
    "publisher": message("Who published it"),
    "publisher_ar": message("Its name in Arabic letters"),
    "title": message("Title"),
    "language": message("Language of the text"),
    "published_on": message("When it was published, as far as known"),
    "url": message("Address"),
    "quote": message("The exact words, short"),
    "comparability_note": message("What the figure may be compared with"),
    "note": message("What was read, and what it confirms"),
}


def list_columns(database: Database, language: Language) -> pd.DataFrame:
    """What can be queried, a row a column: `table`, `column`, `type`, `meaning`."""
    rows = [
        (table, column, type, say_meaning(table, column, language))
        for table in sorted(database.columns, key=_place)
        for column, type in database.columns[table].items()
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning"])


def group_of(table: str, language: Language) -> str:
    """Among which tables is this one listed?"""
    if table in CELL_TABLES:
        return language.say("Sums by group")
    return language.say("Published figures") if table in LAST else language.say("Code lists")


def _place(table: str) -> tuple[int, str]:
    if table in CELL_TABLES:
        return CELL_TABLES.index(table), ""
    return len(CELL_TABLES) + 1 + (table in LAST), table


def say_meaning(table: str, column: str, language: Language) -> str:
    """What does this column hold?"""
    own = MEANINGS.get(f"{table}.{column}")
    if own:
        return language.say(own)
    if column in DIMENSIONS:
        return language.say(DIMENSIONS[column].title)
    if column in MEANINGS:
        return language.say(MEANINGS[column])
    measure, _, part = column.rpartition("_")
    return language.say(OF_A_MEASURE[part], measure=language.say(MEASURES[measure].title))

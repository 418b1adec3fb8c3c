"""What does the page of every peer ask, and how is it drawn? Queries over one Parquet file, and Plotly Express.

The peers share this, so that only layout and callbacks are their own. The file is named by the variable PEERS_PARQUET.
"""

import os
from collections.abc import Mapping

import duckdb
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from benchmarks.peers.filters import ALL, say

STILL_ACTIVE = """count(*) FILTER (situation_12m IN ('active', 'completed', 'certified'))
    / nullif(count(*) FILTER (is_known_12m), 0)"""
NUMBERS = f"""
SELECT
    count(*) AS integrations,
    count(*) FILTER (sex = 'F') / nullif(count(*) FILTER (sex IN ('F', 'M')), 0) AS women_share,
    {STILL_ACTIVE} AS active_12m,
    CAST(sum(funding_mad) AS DOUBLE) AS funding_total
FROM read_parquet($path)
WHERE {{filters}}"""
# figure → (title, by what, the number that is drawn)
FIGURES = {
    "months": ("Integrations by month", ("year", "month"), "count(*)"),
    "routes": ("Integrations by route", ("year", "route"), "count(*)"),
    "regions": ("Integrations by region", ("year", "region"), "count(*)"),
    "people": ("Women and men by juvenile status", ("sex", "age_group"), "count(*)"),
    "outcomes": ("Still active at 12 months by route", ("year", "route"), STILL_ACTIVE),
    "sectors": ("Integrations by sector", ("year", "sector"), "count(*)"),
}
_connection = duckdb.connect()


def ask_numbers(where: Mapping[str, str]) -> pd.DataFrame:
    """The four numbers above the figures: one row."""
    return _ask(NUMBERS, where)


def ask_figure(name: str, where: Mapping[str, str]) -> pd.DataFrame:
    """What a figure draws: a row a group, with `value`."""
    _, by, value = FIGURES[name]
    groups = ", ".join(by)
    query = f"SELECT {groups}, {value} AS value FROM read_parquet($path) WHERE {{filters}}"
    return _ask(f"{query} GROUP BY {groups} ORDER BY {groups}", where)


def draw_figure(name: str, frame: pd.DataFrame, where: Mapping[str, str]) -> go.Figure:
    """The figure of these rows; its title says the filters."""
    title, (colour, group), _ = FIGURES[name]
    frame = frame.astype({colour: "str"})
    titled = {"title": f"{title}<br><sup>{say(where)}</sup>", "color": colour}
    if name == "months":
        frame = frame.assign(month=frame["month"].str[5:])
        return px.line(frame, x="month", y="value", markers=True, **titled)
    return px.bar(frame, x="value", y=group, orientation="h", barmode="group", **titled)


def say_numbers(numbers: pd.DataFrame) -> dict[str, str]:
    """Title → number as it is read, of the four numbers."""
    row = numbers.iloc[0]
    return {
        "Integrations": f"{row['integrations']:,.0f}",
        "Share of women": f"{row['women_share']:.1%}",
        "Still active at 12 months": f"{row['active_12m']:.1%}",
        "Funding awarded, MAD": f"{row['funding_total']:,.0f}",
    }


def _ask(query: str, where: Mapping[str, str]) -> pd.DataFrame:
    chosen = {name: int(code) if name == "year" else code for name, code in where.items() if code != ALL}
    filters = " AND ".join(f"{name} = ${name}" for name in chosen) or "true"
    bound = {"path": os.environ["PEERS_PARQUET"], **chosen}
    # A cursor for each call: callbacks run in threads.
    return _connection.cursor().execute(query.format(filters=filters), bound).df()

"""What does everybody know of these records? The figures that were printed of them, and which codes go together."""

import pandas as pd

from analytics.disclosure.known import Known, know, know_share
from analytics.measures.cube import Cube
from analytics.published.countable import COUNTS
from analytics.published.reconciliation import ABOUT, AGREES, EQUAL, reconcile
from analytics.published.register import Register


def know_published(register: Register, cube: Cube) -> list[Known]:
    """Which printed figures can an outsider use against these records? Those that the records bear out.

    An exact figure is an equation; so is “about 230” where it is 230 exactly, since nobody knows that it is not; otherwise
    “about”, “more than” and “up to” are bounds, and a percentage holds as it was rounded. A figure that the records
    contradict leads whoever uses it astray, and is left out.
    """
    known: list[Known] = []
    printed = {row["year"] for row in register.rows()}
    for row in reconcile(register, cube, [year for year in cube.years if year in printed]).to_dict("records"):
        count = COUNTS.get((row["indicator"], row["programme"]))
        if row["agreement"] in (EQUAL, AGREES) and count and count.part != "cells":
            known += _as_known(row, "numerator" if count.part == "value" else count.part)
    return known


def _as_known(row: dict, part: str) -> list[Known]:
    printed, where = float(row["published"]), row["where"]
    if row["unit"] == "percent":
        decimals = len(repr(printed).partition(".")[2].rstrip("0"))
        return list(know_share(row["measure"], where, printed, decimals))
    if row["difference"] == 0 and row["qualifier"] in ("exact", "about"):
        return [know(row["measure"], where, printed, part=part)]
    low, high = {
        "about": ((1 - ABOUT) * printed, (1 + ABOUT) * printed),
        "more_than": (printed, float("inf")),
        "up_to": (0.0, printed),
    }.get(row["qualifier"], (0.0, float("inf")))
    return [know(row["measure"], where, low, high, part)]


def nest_codes(cube: Cube) -> list[pd.DataFrame]:
    """Which codes can only occur together? Cities with their region and centre, programmes and months with their year."""
    cities = cube.code_lists.frame("cities")
    places = pd.DataFrame(
        {
            "city": cities["id"],
            "region": cities["region_id"],
            "centre_status": cities["centre_status"],
            "has_population": cities["population"].notna().map({True: "yes", False: "no"}),
        }
    )
    homes = pd.DataFrame({"home_city": cities["id"], "home_region": cities["region_id"]})
    programmes = cube.code_lists.frame("programmes")
    rounds = [
        {"programme": name, "year": str(year)}
        for name, only in zip(programmes["id"], programmes["year"], strict=True)
        for year in cube.years
        if pd.isna(only) or int(only) == year
    ]
    months = [{"month": month, "year": month[:4]} for month in cube.values("month")]
    return [frame for frame in (places, homes, pd.DataFrame(rounds), pd.DataFrame(months)) if len(frame)]

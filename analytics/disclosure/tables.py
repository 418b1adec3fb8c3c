"""Which tables are published together? A closed list of questions; some must never be on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analytics.errors import RefusedQuestion
from analytics.language import message
from analytics.measures.asking import code_of

PLACES_OF_ONE_TOWN = ("city", "home_city")
ABOUT_JUVENILES = ("juvenile_share",)


@dataclass(frozen=True)
class Table:
    """A table to publish: what `ask` (or `ask_follow_up`, `ask_amounts`) is asked. `by` are the columns that divide it,
    `where` the filters; every code is kept as text."""

    name: str
    measure: str
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", (self.by,) if isinstance(self.by, str) else tuple(self.by))
        listed = {
            name: values if pd.api.types.is_list_like(values) else [values] for name, values in self.where.items()
        }
        object.__setattr__(self, "where", {name: tuple(sorted(map(code_of, each))) for name, each in listed.items()})

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what is it divided or filtered?"""
        return (*self.by, *(name for name in self.where if name not in self.by))


def refuse_juveniles_by_city(table: Table) -> None:
    """Raise RefusedQuestion for a table that crosses juveniles, or who is none, with a city: it is never published.

    Adults by city are refused as well: the juveniles are what is missing to the city's total.
    """
    is_about_age = "age_group" in table.dimensions or table.measure in ABOUT_JUVENILES
    if is_about_age and set(PLACES_OF_ONE_TOWN) & set(table.dimensions):
        raise RefusedQuestion(
            message("“{table}” crosses juveniles with cities; no such table may be shown to the public."),
            table=table.name,
        )

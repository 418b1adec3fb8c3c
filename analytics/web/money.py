"""What is asked of money, and which of its figures can be drawn? One sentence stands for each that cannot."""

from dataclasses import dataclass

import pandas as pd

from analytics.language import message
from analytics.measures.cells import SMALLEST_RELIABLE_DENOMINATOR
from analytics.measures.cube import Cube
from analytics.measures.dimensions import OF_AN_AWARD
from analytics.web import address
from analytics.web.cards import cannot_draw
from analytics.web.choosing import TOTAL, Narrowed, narrow, pick_dimension

DIVIDED_BY = (TOTAL, *(name for name in OF_AN_AWARD if name not in ("year", "month")))
KIND = "funding_kind"
NO_AWARD = message("No award is recorded for this selection.")
OF_ONE_KIND = message(
    "Money of one kind is not set against integrations; remove the filter on the kind of funding to see this."
)
ONE_CITY = message("Money is recorded for one city only here, so there is nothing to compare between cities.")

TOO_FEW = message(
    "Money is recorded for fewer than 30 integrations of each year here: too few to compare between cities."
)


@dataclass(frozen=True)
class MoneyChoice(Narrowed):
    """A question about money: `by` is the dimension that totals are divided by (none for the total), `group` the one by
    which money is set against people."""

    by: str | None = None
    group: str = "programme"

    @property
    def dimensions(self) -> list[str]:
        return [self.by] if self.by else []

    @property
    def of_people(self) -> dict[str, list[str]]:
        """The filters that people have too; they have no kind of funding."""
        return self.but(KIND)


def choose_money(cube: Cube) -> MoneyChoice:
    """Draw the filter bar of the page about money."""
    language = address.language()
    narrowed = narrow(cube, [pick_dimension(DIVIDED_BY, KIND, language)], dimensions=OF_AN_AWARD)
    by = narrowed.picked["by"]
    group = "route" if by == "route" else "programme"
    return MoneyChoice(narrowed.where, narrowed.filters_said, narrowed.picked, None if by == TOTAL else by, group)


def may_draw(
    title: str, cells: pd.DataFrame, asked: MoneyChoice, *, against_people: bool = False, over_cities: bool = False
) -> bool:
    """Can a figure of this title be drawn from these cells? Where it cannot, one sentence says why.

    against_people: it divides money by people; over_cities: it compares cities.
    """
    sentence = ""
    if against_people and KIND in asked.where:
        sentence = OF_ONE_KIND
    elif cells.empty:
        sentence = NO_AWARD
    elif over_cities and cells.groupby("year")["city"].nunique().max() < 2:
        sentence = ONE_CITY
    elif over_cities and cells.groupby("year")["denominator"].sum().max() < SMALLEST_RELIABLE_DENOMINATOR:
        sentence = TOO_FEW
    if sentence:
        cannot_draw(title, address.language().say(sentence))
    return not sentence

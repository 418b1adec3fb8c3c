"""Which tables are cleared for the public? A closed list: what the pages show when nothing is filtered."""

from collections.abc import Iterator, Mapping

from analytics.disclosure.tables import Table
from analytics.measures.catalogue import MEASURES

YEARS = ("2014", "2015")
# By what each measure may be divided, beside the year. Every table that is added makes the others tell more, and so hides
# more of them: a dimension of many small groups is on the list only where a page rests on it.
OF_OUTCOMES = ("route", "sex", "age_group")
DIVIDED_BY = {
    "integrations": (
        "route", "programme", "region", "city", "centre_status", "sex", "age_group", "education", "sector", "partner",
        "prepared",
    ),
    "women_share": ("route",),
    "juvenile_share": ("route",),
    "active_6m": OF_OUTCOMES,
    "active_12m": (*OF_OUTCOMES, "region", "city", "prepared"),
    "certified_12m": OF_OUTCOMES,
    "return_to_prison_12m": (*OF_OUTCOMES, "prepared"),
    "lost_12m": ("sex", "age_group"),
    "funding_total": ("funding_kind", "programme", "route", "region"),
    "funding_mean": ("funding_kind", "programme", "route", "region"),
    "funding_per_integration": ("programme",),
    "cost_per_active_12m": ("programme",),
}  # fmt: skip
CROSSED = {"integrations": (("sex", "age_group"),)}


def public_tables() -> tuple[Table, ...]:
    """The closed list. Names read as questions: “integrations by year, route”."""
    return tuple(_list())


def _list() -> Iterator[Table]:
    for measure in MEASURES.values():
        if "year" in measure.dimensions:
            yield _table(measure.id, ("year",))
            for dimension in DIVIDED_BY.get(measure.id, ()):
                yield _table(measure.id, ("year", dimension))
            for dimensions in CROSSED.get(measure.id, ()):
                yield _table(measure.id, ("year", *dimensions))
        else:
            # Inhabitants are not divided by year: one table a year.
            for by in ((), ("region",)):
                for year in YEARS:
                    yield _table(measure.id, by, {"year": (year,)})


def _table(measure_id: str, by: tuple[str, ...], where: Mapping[str, tuple[str, ...]] | None = None) -> Table:
    filters = "".join(f", {name} {', '.join(values)}" for name, values in (where or {}).items())
    divided = f" by {', '.join(by)}" if by else ""
    return Table(f"{measure_id}{divided}{filters}", measure_id, by, where or {})

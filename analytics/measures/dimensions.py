"""By what can a measure be asked, and filtered? Dimensions, their code lists, and which grain has them."""

from dataclasses import dataclass

from analytics.errors import UnknownName
from analytics.language import message


@dataclass(frozen=True)
class Dimension:
    """A way to divide. `code_list` names its codes and their order; None for year and month, which the data hold."""

    id: str
    title: str
    code_list: str | None
    type: str = "VARCHAR"


DIMENSIONS = {
    dimension.id: dimension
    for dimension in (
        Dimension("year", message("Year"), None, "INTEGER"),
        Dimension("month", message("Month"), None),
        Dimension("city", message("City"), "cities"),
        Dimension("region", message("Region"), "regions"),
        Dimension("centre_status", message("Accompaniment centre"), "centre_statuses"),
        Dimension("sex", message("Sex"), "sexes"),
        Dimension("age_group", message("Juvenile status"), "age_groups"),
        Dimension("education", message("Education"), "education"),
        Dimension("home_city", message("Home city"), "cities"),
        Dimension("home_region", message("Home region"), "regions"),
        Dimension("route", message("Route"), "routes"),
        Dimension("programme", message("Programme"), "programmes"),
        Dimension("sector", message("Sector"), "sectors"),
        Dimension("partner", message("Partner"), "partners"),
        Dimension("prepared", message("Prepared in prison"), "prepared"),
        Dimension("funding_kind", message("Kind of funding"), "funding_kinds"),
    )
}

OF_AN_INTEGRATION = (
    "year", "month", "city", "region", "centre_status", "sex", "age_group", "education", "route", "programme",
    "sector", "partner", "prepared",
)  # fmt: skip
OF_AN_AWARD = (*OF_AN_INTEGRATION, "funding_kind")
OF_A_PERSON = ("year", "sex", "age_group", "education", "home_city", "home_region")
OF_A_POPULATION = ("city", "region", "centre_status")


def dimension(name: str) -> Dimension:
    """Which dimension has this id? Raises UnknownName with the nearest ones."""
    if name not in DIMENSIONS:
        raise UnknownName(message("dimension"), name, DIMENSIONS)
    return DIMENSIONS[name]

"""By what can the page be filtered, how is that said in a title, and which filters does the benchmark press?"""

from collections.abc import Iterator, Mapping

ALL = "all"
# filter → its codes, as the records hold them
FILTERS = {
    "year": ("2014", "2015"),
    "region": (
        "tanger-tetouan-al-hoceima", "oriental", "fes-meknes", "rabat-sale-kenitra", "beni-mellal-khenifra",
        "casablanca-settat", "marrakech-safi", "souss-massa", "laayoune-sakia-el-hamra",
    ),
    "sex": ("F", "M", "U"),
}  # fmt: skip
# A region a round, so that no round asks what another asked, and nothing is answered from a cache. The first warms up.
ROUNDS = (
    "casablanca-settat", "fes-meknes", "rabat-sale-kenitra", "marrakech-safi", "oriental", "souss-massa",
)  # fmt: skip


def say(where: Mapping[str, str]) -> str:
    """What does every title say of these filters? No two choices say the same, and none is part of another."""
    return f"({', '.join(f'{name}: {where.get(name, ALL)}' for name in FILTERS)})"


def presses(region: str) -> Iterator[tuple[str, str, str]]:
    """Which filters are pressed in a round, one after the other? Filter, code, and what every title then says."""
    where = {}
    for name, code in (("region", region), ("sex", "F"), ("year", "2015")):
        where[name] = code
        yield name, code, say(where)

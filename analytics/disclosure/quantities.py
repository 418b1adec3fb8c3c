"""Which number of which records is this? Every published number is the count, or the money, of one box of records.

Two tables are linked because they count the same records: women by route are the numerator of the share of women; who is
known at 12 months is the denominator of two rates. A quantity says so: a family of records, and the codes that a record
must have. The same quantity in two tables is one unknown to whoever attacks them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.errors import UnknownName
from analytics.language import message
from analytics.measures.catalogue import EDUCATION_ROUTES, MEASURES
from analytics.measures.dimensions import OF_A_PERSON

# Families of records. Persons are counted once, person-years once in every year with a support.
INTEGRATIONS, AWARDS, MONEY, PERSONS, PERSON_YEARS = "integrations", "awards", "money", "persons", "person_years"
# What a person has one of, so that a person in a group means a support in the group of the same name.
OF_ONE_PERSON = tuple(name for name in OF_A_PERSON if not name.startswith("home_"))

Box = Mapping[str, frozenset[str]]

# Situations 6 or 12 months after the start, in which the rates are counted.
SITUATIONS = ("active", "certified", "returned", "ended", "unseen", "open")
_KNOWN = frozenset({"active", "certified", "returned", "ended"})
_IN_QUESTION = _KNOWN | {"unseen"}
# Dimensions that no table is divided by, with all their codes.
OWN_DIMENSIONS = {
    "situation_6m": SITUATIONS,
    "situation_12m": SITUATIONS,
    "covered": ("yes", "no"),
    "has_population": ("yes", "no"),
}


@dataclass(frozen=True)
class Quantity:
    """A count (or the money) of the records of a family that have one of these codes in every dimension named."""

    family: str
    box: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, family: str, *boxes: Box) -> "Quantity":
        """The records that lie in all of these boxes."""
        joined: dict[str, frozenset[str]] = {}
        for box in boxes:
            for name, codes in box.items():
                joined[name] = joined[name] & codes if name in joined else frozenset(codes)
        return cls(family, tuple(sorted(joined.items())))

    @property
    def is_money(self) -> bool:
        return self.family == MONEY

    @property
    def is_empty(self) -> bool:
        """Can no record at all be in it, as no man is among the women?"""
        return any(not codes for _, codes in self.box)

    @property
    def is_about_juveniles(self) -> bool:
        return dict(self.box).get("age_group") == frozenset({"juvenile"})

    def without(self, part: "Quantity") -> "Quantity | None":
        """The rest of these records when a part of them is taken away; None where the rest is no box."""
        mine, other = dict(self.box), dict(part.box)
        differing = [name for name in other if mine.get(name) != other[name]]
        if self.family != part.family or len(differing) != 1 or differing[0] not in mine:
            return None
        name = differing[0]
        return Quantity.of(self.family, {**mine, name: mine[name] - other[name]})


@dataclass(frozen=True)
class Part:
    """A numerator or denominator: a family of records and what, beside the cell's own codes, they must have."""

    family: str
    box: Box


@dataclass(frozen=True)
class Parts:
    """What a measure counts. `rows`: the records of which at least one must be there for a cell to exist."""

    numerator: Part
    denominator: Part | None = None
    rows: Part | None = None


def _box(**codes: Iterable[str]) -> Box:
    return {name: frozenset(values) for name, values in codes.items()}


def _rate(months: int, situations: Iterable[str], among: Iterable[str] = _KNOWN, **only: Iterable[str]) -> Parts:
    """A follow-up rate: who is in these situations among who is in those."""
    named = f"situation_{months}m"
    return Parts(
        Part(INTEGRATIONS, _box(**{named: situations}, **only)),
        Part(INTEGRATIONS, _box(**{named: among}, **only)),
        Part(INTEGRATIONS, _box(**only)),
    )


def _share(name: str, code: str, known: Iterable[str]) -> Parts:
    every = Part(INTEGRATIONS, {})
    return Parts(Part(INTEGRATIONS, _box(**{name: [code]})), Part(INTEGRATIONS, _box(**{name: known})), every)


_ACTIVE = ("active", "certified")
_COVERED = Part(INTEGRATIONS, _box(covered=["yes"]))
# Money is only where money was awarded, so that the measures of covered groups hold all of it.
PARTS = {
    "beneficiaries": Parts(Part(PERSONS, {})),
    "integrations": Parts(Part(INTEGRATIONS, {})),
    "women_share": _share("sex", "F", ("F", "M")),
    "juvenile_share": _share("age_group", "juvenile", ("juvenile", "adult")),
    "prepared_share": _share("prepared", "true", ("true", "false")),
    "active_6m": _rate(6, _ACTIVE),
    "active_12m": _rate(12, _ACTIVE),
    "certified_12m": _rate(12, ["certified"], route=EDUCATION_ROUTES),
    "return_to_prison_12m": _rate(12, ["returned"]),
    "lost_12m": _rate(12, ["unseen"], among=_IN_QUESTION),
    "funding_total": Parts(Part(MONEY, {}), rows=Part(AWARDS, {})),
    "funding_mean": Parts(Part(MONEY, {}), Part(AWARDS, {}), Part(AWARDS, {})),
    "cheque_share": Parts(Part(MONEY, _box(funding_kind=["cheque"])), Part(MONEY, {}), Part(AWARDS, {})),
    "funding_per_integration": Parts(Part(MONEY, {}), _COVERED, _COVERED),
    "cost_per_active_12m": Parts(
        Part(MONEY, _box(situation_12m=_KNOWN)),
        Part(INTEGRATIONS, _box(covered=["yes"], situation_12m=_ACTIVE)),
        _COVERED,
    ),
    # Divided by the inhabitants, whom everybody can look up.
    "integrations_per_100k": Parts(Part(INTEGRATIONS, _box(has_population=["yes"]))),
    # What ask_follow_up and ask_amounts count.
    "exits": Parts(Part(INTEGRATIONS, {})),
    "awards": Parts(Part(AWARDS, {})),
}
COUNTED_ELSEWHERE = {"exits", "awards"}


def quantities_of(measure_id: str, box: Box) -> dict[str, Quantity]:
    """Which quantities does a cell of this measure show? `numerator`, `denominator` where it has one, and `rows`.

    Raises UnknownName for a measure whose records are not told here: what is not known to be safe is not published.
    """
    if measure_id not in PARTS:
        raise UnknownName(message("measure"), measure_id, [*MEASURES, *COUNTED_ELSEWHERE])
    parts = PARTS[measure_id]
    told = {"numerator": parts.numerator, "denominator": parts.denominator, "rows": parts.rows or parts.numerator}
    return {name: Quantity.of(_family(part, box), box, part.box) for name, part in told.items() if part}


def _family(part: Part, box: Box) -> str:
    return PERSON_YEARS if part.family == PERSONS and "year" in box else part.family


def tells_outcome(measure_id: str) -> bool:
    """Does it tell what became of people, so that nobody or everybody of a group tells it of each of them?"""
    return measure_id in MEASURES and MEASURES[measure_id].source == "follow_ups" and MEASURES[measure_id].is_share

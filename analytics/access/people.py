"""Who has which role? From a claim of the provider, or from a list of addresses: both in one small file.

contact = "the data office, data@example.org"   # whom those ask who have no role
hours = 8                                       # how long a sign-in lasts

[addresses]
steward = ["amina@example.org"]
press = ["press@example.org"]

[claim]
name = "groups"
analyst = ["idmaj-analysts"]
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.access.roles import ROLES
from analytics.errors import UnreadableInput
from analytics.language import message

HOURS, MOST_HOURS = 8, 24 * 7


@dataclass(frozen=True)
class People:
    """The file as read: whom to ask, how long a sign-in lasts, which addresses and which values of which claim have
    each role."""

    contact: str
    hours: float
    of_address: Mapping[str, frozenset[str]]
    claim: str
    of_claim: Mapping[str, frozenset[str]]

    def roles_of(self, claims: Mapping[str, object]) -> tuple[str, ...]:
        """Which roles has the person whom the provider describes so? None where it says nothing that is noted here."""
        address = _address_of(claims)
        values = _values_of(claims.get(self.claim)) if self.claim else frozenset()
        return tuple(
            role
            for role in ROLES
            if (address and address in self.of_address.get(role, ())) or values & self.of_claim.get(role, frozenset())
        )


def name_of(claims: Mapping[str, object]) -> str:
    """What is this person called in a sentence and in a record of what was done? The address, else the provider's key."""
    return _address_of(claims) or str(claims.get("sub", ""))


def read_people(path: Path) -> People:
    """What does this file say? Read again when it has changed. Raises UnreadableInput, naming what is wrong and where."""
    try:
        state = path.stat().st_mtime_ns
    except OSError as error:
        raise UnreadableInput(
            message("{path} is missing: it says who has which role, and nobody has one without it."), path=str(path)
        ) from error
    return _read(path, state)


@lru_cache(maxsize=4)
def _read(path: Path, _state: int) -> People:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableInput(
            message("{path} cannot be read as TOML: {reason}."), path=str(path), reason=str(error)
        ) from error
    contact, hours, addresses, claim = (given.pop(name, None) for name in ("contact", "hours", "addresses", "claim"))
    _refuse_unknown(path, given, ("contact", "hours", "addresses", "claim"))
    if not isinstance(contact, str) or not contact.strip():
        raise UnreadableInput(
            message("{path}: “contact” is missing; it says whom those ask who have no role."), path=str(path)
        )
    hours = HOURS if hours is None else hours
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
        raise UnreadableInput(message("{path}: “hours” is a number up to {most}."), path=str(path), most=MOST_HOURS)
    claim = dict(_section(path, claim))
    name = claim.pop("name", "")
    if not isinstance(name, str) or (claim and not name):
        raise UnreadableInput(message("{path}: [claim] needs “name”, the claim that is read."), path=str(path))
    people = People(
        contact=contact.strip(),
        hours=hours,
        of_address=_lists(path, _section(path, addresses), str.casefold),
        claim=name,
        of_claim=_lists(path, claim, str),
    )
    if not people.of_address and not people.of_claim:
        raise UnreadableInput(
            message("{path} gives nobody a role; note an address under [addresses], or values under [claim]."),
            path=str(path),
        )
    return people


def _section(path: Path, given: object) -> Mapping[str, object]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise UnreadableInput(message("{path}: [addresses] and [claim] are sections."), path=str(path))
    return given


def _lists(path: Path, given: Mapping[str, object], spell: object) -> dict[str, frozenset[str]]:
    _refuse_unknown(path, given, ROLES)
    for role, values in given.items():
        if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
            raise UnreadableInput(message("{path}: “{role}” is a list of texts."), path=str(path), role=role)
    return {role: frozenset(spell(each.strip()) for each in values) for role, values in given.items() if values}


def _refuse_unknown(path: Path, given: Iterable[str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise UnreadableInput(
                message("{path}: “{name}” is unknown there; known are {known}."),
                path=str(path), name=name, known=", ".join(known),
            )  # fmt: skip


def _address_of(claims: Mapping[str, object]) -> str:
    """The address, in small letters. One that the provider says it did not check is none: anybody could have typed it."""
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified", True) not in (True, "true"):
        return ""
    return address.strip().casefold()


def _values_of(claim: object) -> frozenset[str]:
    return frozenset(each for each in (claim if isinstance(claim, list) else [claim]) if isinstance(each, str))

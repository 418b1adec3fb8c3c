"""May this person come in now, and until when? What the provider said, against the file of people and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.access.people import People, name_of
from analytics.access.refusals import NoRole, NotSignedIn, NotYourRole, SignInEnded
from analytics.access.roles import ROLES, may_do, may_open, may_send_files
from analytics.access.signed_out import SignedOut

# How far the clocks of provider and server may be apart, in seconds.
CLOCKS_APART = 300


@dataclass(frozen=True)
class Visitor:
    """Somebody who was let in: what they are called, their roles, whom they ask for more, and when it ends (seconds
    since 1970; None: never)."""

    who: str
    roles: tuple[str, ...]
    contact: str = ""
    ends_at: float | None = None

    def may_open(self, page: str) -> bool:
        """Is the page at this path theirs to open?"""
        return may_open(self.roles, page)

    def may(self, deed: str) -> bool:
        """Is this theirs to do?"""
        return may_do(self.roles, deed)

    @property
    def may_send_files(self) -> bool:
        return may_send_files(self.roles)

    def must(self, deed: str) -> None:
        """Go on only where this is theirs to do. Raises NotYourRole."""
        if not self.may(deed):
            raise NotYourRole(self.contact)


# Without sign-in: whoever sits at the machine.
AT_THE_MACHINE = Visitor("", ROLES)


def admit(claims: Mapping[str, object], people: People, signed_out: SignedOut, now: float) -> Visitor:
    """Who is this, and may they come in at this moment (seconds since 1970)?

    claims: of a sign-in whose signature was checked; signed_out: those that were ended by hand. The end is counted from
    when the provider issued it (`iat`): the `exp` of many providers is minutes, and means the token, not the person.
    Raises NotSignedIn, SignInEnded, NoRole.
    """
    began = claims.get("iat")
    if isinstance(began, bool) or not isinstance(began, int | float) or began > now + CLOCKS_APART:
        raise NotSignedIn
    ends_at = began + people.hours * 3600
    if now >= ends_at:
        raise SignInEnded
    if signed_out.holds(claims):
        raise NotSignedIn
    roles = people.roles_of(claims)
    if not roles:
        raise NoRole(name_of(claims), people.contact)
    return Visitor(name_of(claims), roles, people.contact, ends_at)

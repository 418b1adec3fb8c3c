"""Why is somebody not let in, or not let do what they asked? One sentence each."""

from analytics.errors import IdmajError
from analytics.language import message


class NotSignedIn(IdmajError):
    """Nobody is signed in here: there is no sign-in, or it cannot be trusted."""

    def __init__(self) -> None:
        super().__init__(message("Sign in to open this page."))


class SignInEnded(NotSignedIn):
    """A sign-in that was good and is over."""

    def __init__(self) -> None:
        IdmajError.__init__(self, message("Your sign-in has ended. Sign in again to go on."))


class NoRole(IdmajError):
    """Somebody who is signed in and has no role."""

    def __init__(self, who: str, contact: str) -> None:
        self.who = who
        super().__init__(
            message("You are signed in as {who}, and no role is noted for you. Ask {contact}."),
            who=who,
            contact=contact,
        )


class NotYourRole(IdmajError):
    """Something that none of the roles of a person may open or do."""

    def __init__(self, contact: str) -> None:
        super().__init__(message("Your role does not include this. Whoever needs it asks {contact}."), contact=contact)

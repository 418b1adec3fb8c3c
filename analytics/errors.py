"""What can go wrong, said in one sentence in the reader's language.

One family: whoever embeds the product catches `IdmajError` and gets a sentence that says what was wanted, what was
found, where, and what to do. The command line turns the family into its exit codes, the app into one sentence on the page.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from analytics.language import ENGLISH, Language, Phrase, message

# So few names are all listed; a name longer than any real one is cut.
FEW = 8
LONGEST_NAME = 60


class IdmajError(Exception):
    """A sentence with its values, translated when it is shown. `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(self.say(ENGLISH))

    def say(self, language: Language) -> str:
        """How does this read in that language?"""
        return language.say(self.sentence, **self.values)

    @property
    def reasons(self) -> list["IdmajError"]:
        """For which reasons was it refused, one sentence each?"""
        return [self]


class UnknownName(IdmajError):
    """A measure, dimension, code or option that does not exist; the sentence names the nearest ones, first those that are
    likely `meant`."""

    def __init__(self, kind: str, name: object, known: Iterable[object], meant: Sequence[str] = ()) -> None:
        known = [str(each) for each in known]
        self.nearest = list(meant) or get_close_matches(str(name), known, n=3, cutoff=0.5)
        if len(known) <= FEW:
            self.nearest += [each for each in known if each not in self.nearest]
        elif not self.nearest:
            self.nearest = known[:FEW]
        super().__init__(
            message("“{name}” is no {kind}; the nearest are: {nearest}."),
            kind=Phrase(kind),
            name=str(name)[:LONGEST_NAME],
            nearest=", ".join(self.nearest) or "—",
        )


class RefusedQuestion(IdmajError):
    """A question that is understood and has no honest answer; the sentence says what to ask instead."""


class NotPublic(RefusedQuestion):
    """A question that only those may ask who see the exact records; to the public it is not answered."""

    def __init__(self) -> None:
        super().__init__(
            message("This table is not in the list of tables cleared for the public; it is for signed-in analysts.")
        )


class InvalidData(IdmajError):
    """Rows that break the contract. `problems` holds them all; the sentence tells the first one and counts the rest."""

    def __init__(self, problems: list) -> None:
        self.problems = list(problems)
        super().__init__(self.problems[0].sentence, **self.problems[0].values)

    def say(self, language: Language) -> str:
        first = super().say(language)
        others = len(self.problems) - 1
        if others:
            first += " " + language.say_count("There is {n} more problem.", "There are {n} more problems.", others)
        return first


class SeveralRefused(IdmajError):
    """Several files that are refused whole, each for its own reason; all are told."""

    def __init__(self, errors: list[IdmajError]) -> None:
        self._errors = list(errors)
        self.exit_code = max(each.exit_code for each in errors)
        super().__init__(errors[0].sentence, **errors[0].values)

    def say(self, language: Language) -> str:
        return " ".join(each.say(language) for each in self._errors)

    @property
    def reasons(self) -> list[IdmajError]:
        return self._errors


class UnreadableInput(IdmajError):
    """A file or folder that cannot be read at all, or a command used wrongly."""

    exit_code = 2


class CannotRender(IdmajError):
    """A picture that could not be drawn: no Chromium, one that does not answer, or one that failed."""

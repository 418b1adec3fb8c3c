"""What does the page of the methods say of hidden numbers? Which are, why others with them, and who checks it."""

from analytics.disclosure.rules import Rules
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL, MARKS
from analytics.web.audience import HIDDEN_NUMBERS
from analytics.web.reference import Section


def tell_hidden_numbers(rules: Rules, language: Language) -> Section:
    """The section on what the public does not see, with the thresholds of these rules."""
    numbers = {
        "n": language.number(rules.smallest_count),
        "juveniles": language.number(rules.smallest_juvenile_count),
        "base": language.number(rules.smallest_base),
        "part": language.percent(rules.dominance),
    }
    points = [
        language.say(
            "The public sees a closed list of tables; in them a hidden number is written {mark}.",
            mark=language.mark(MARKS[CONFIDENTIAL]),
        ),
        language.say(
            "Hidden for itself: a count of fewer than {n} people or awards, of fewer than {juveniles} juveniles; a "
            "percentage of fewer than {base} known cases, or one that tells what became of everybody of a group; a sum of "
            "which one award is more than {part}.",
            **numbers,
        ),
        language.say(
            "Hidden with it: as few other numbers as possible, so that it cannot be computed from totals, from the other "
            "year, from percentages or from another table that counts the same people."
        ),
        language.say("Juveniles and cities are never crossed in a public table."),
        language.say(
            "Before a release is shown, an attack is computed on all public tables and published figures together; where "
            "a hidden number could be narrowed down too far, the public is shown none of them."
        ),
        language.say("What was published elsewhere is known to everybody and is not hidden here."),
    ]
    return Section(HIDDEN_NUMBERS, language.say("Hidden numbers"), points=points)

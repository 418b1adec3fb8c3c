"""What must whoever opens a file know of it: which data, of which release, from whom, under which licence, which marks?"""

from collections.abc import Iterable, Sequence

from analytics.comparison.remarks import DEMONSTRATION, PUBLISHED, RECORDS, say_kind
from analytics.language import Language, message
from analytics.outputs.stories.told import Told

ABOUT_KINDS = {
    PUBLISHED: message("Printed by the Foundation, the press agency and the press, each with its source."),
    DEMONSTRATION: message(
        "The records are a demonstration: people who do not exist, made so that their sums equal the published "
        "figures; what nobody published is an assumption."
    ),
    RECORDS: message("Sums of the Foundation’s records, cleared for the public; no person can be recognised in them."),
}
PRACTICE = message(
    "The stories marked as demonstration are about people who do not exist: they are for practice, not for publication."
)
LICENCES = {
    PUBLISHED: message("The printed figures may be quoted with the source that stands beside each of them."),
    DEMONSTRATION: message(
        "The files of the demonstration data are in the public domain (CC0 1.0), for whoever wants to practise with them."
    ),
    RECORDS: message("The sums of the records belong to the Foundation; they may be quoted with their source."),
}


def list_kinds(stories: Iterable[Told], language: Language) -> list[tuple[str, str]]:
    """Which kinds of data do these stories rest on? Each with what it is."""
    found = []
    for kind in dict.fromkeys(told.kind for told in stories):
        words = ABOUT_KINDS[kind]
        found.append((say_kind(kind, language), language.say(words)))
    return found


def list_licences(stories: Iterable[Told], language: Language) -> list[str]:
    """What may be done with these numbers?"""
    found = []
    for kind in dict.fromkeys(told.kind for told in stories):
        words = LICENCES[kind]
        found += [language.say(PRACTICE)] if kind == DEMONSTRATION else []
        found.append(language.say(words))
    return found


def say_practice(told: Told) -> str:
    """What must stand beside a story of people who do not exist? Empty beside any other."""
    if told.kind != DEMONSTRATION:
        return ""
    return told.language.say("Demonstration data about people who do not exist: for practice, not for publication.")


def say_to_send(told: Told) -> str:
    """What goes into a mail with the picture: the headline with what must not be left out beside it, and the source?"""
    said = f"{told.headline}. {told.reason}" if told.reason else told.alt
    source = told.language.say("Source: {source}", source=told.source)
    return " ".join(part for part in (said, say_practice(told), f"{source}.") if part)


def say_release(stories: Sequence[Told], language: Language) -> str:
    """Which release of the records were the stories told from? Empty where all are of printed figures."""
    if all(told.kind == PUBLISHED for told in stories):
        return ""
    release = next((told.release_id for told in stories if told.release_id), None)
    if release:
        return language.say("Release of the records: {release}", release=release)
    return language.say("Release of the records: demonstration")


def say_verdict(told: Told) -> str:
    """How may the two years be compared, and why? Empty where nothing is compared."""
    if not (told.verdict_said and told.reason):
        return told.verdict_said
    return told.language.say("{verdict}: {reason}", verdict=told.verdict_said, reason=told.reason)

"""What does whoever opens a press kit read first? What each file shows, its source, and what may be done with it."""

from collections.abc import Iterator, Mapping, Sequence

from analytics.comparison.remarks import say_kind
from analytics.comparison.wording import list_marks
from analytics.outputs.imprint import list_kinds, list_licences, say_practice, say_release, say_verdict
from analytics.outputs.plates import FOUNDATION
from analytics.outputs.stories.told import Told


def write_readme(stories: Sequence[Told], pictures: Mapping[str, Sequence[str]]) -> bytes:
    """Which bytes hold the text that goes with these stories, all of one language? `pictures`: the files of each."""
    language = stories[0].language
    title = language.say("Reintegration of former prisoners in Morocco, 2014 and 2015: press kit")
    about = [language.say(FOUNDATION), *filter(None, [say_release(stories, language)])]
    about += [f"{name}. {what}" for name, what in list_kinds(stories, language)]
    parts = [[title, "=" * len(title)], about]
    parts += [_story(told, pictures.get(told.id, ())) for told in stories]
    said = "\n".join(_list_texts(stories))
    marks = [f"{language.mark(mark)} {meaning}" for mark, meaning in list_marks(language) if mark in said]
    if marks:
        parts.append([*_headed(language.say("Marks beside numbers")), *marks])
    parts.append([*_headed(language.say("Licence")), *list_licences(stories, language)])
    commands = [language.mark(f"python -m analytics {told.question}") for told in stories]
    parts.append(
        [*_headed(language.say("For analysts: the commands that give these numbers")), *dict.fromkeys(commands)]
    )
    # Windows shows a text without this mark in the letters of the system's own language.
    return ("\n\n".join("\n".join(part) for part in parts) + "\n").encode("utf-8-sig")


def _story(told: Told, pictures: Sequence[str]) -> list[str]:
    say = told.language.say
    lines = [
        *_headed(told.headline),
        told.subtitle,
        say_practice(told) or say_kind(told.kind, told.language),
        "" if told.is_defined else say("Definition: {title}", title=told.definition),
        say_verdict(told),
        *told.notes,
        say("Source: {source}", source=told.source),
        say("Address below that of the dashboard: {address}", address=told.permalink),
        say("Pictures: {files}", files=told.language.join(list(pictures))) if pictures else "",
        say("In words: {alt}", alt=told.alt),
    ]
    return [line for line in lines if line]


def _list_texts(stories: Sequence[Told]) -> Iterator[str]:
    """Everything of these stories in which a mark may stand."""
    for told in stories:
        yield from (told.headline, told.subtitle, told.alt, told.before, told.after, told.change, *told.notes)
        yield from map(str, told.table.to_numpy().ravel())


def _headed(heading: str) -> list[str]:
    return [heading, "-" * min(len(heading), 72)]

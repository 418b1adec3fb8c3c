"""Which words stand in a note, and where? Lead, table, stories, and what explains them, as the template takes them."""

from collections import Counter
from collections.abc import Sequence

from analytics.charts import LIGHT
from analytics.comparison.remarks import DEMONSTRATION, say_kind
from analytics.comparison.wording import list_marks
from analytics.language import Language, message
from analytics.language.direction import without_isolates
from analytics.outputs.imprint import list_kinds, say_practice, say_release
from analytics.outputs.lettering import picture_of
from analytics.outputs.plates import FOUNDATION
from analytics.outputs.print_fonts import PRINT_FAMILY, printable
from analytics.outputs.stories.listing import name_story
from analytics.outputs.stories.told import Told
from analytics.outputs.typesetting import pieces_of
from analytics.published.wording import say_verdict

COLOURS = ("text", "muted", "grid", "centre", "good", "good_text", "care", "care_text", "stop", "stop_text")
GROUNDS = {"comparable": "good", "with_care": "care", "not_comparable": "stop"}
KIND_GROUNDS = {"demonstration": "care"}
NUMERIC = (1, 2, 3)
MOST_LED = 3
HEADING = message("Reintegration of former prisoners in Morocco: what changed between 2014 and 2015")
NO_CAUSE = message("There is no comparison group: a difference between two years says nothing of where it comes from.")
REFUSED = "cannot_compare"


def say_note(stories: Sequence[Told], shown: Sequence[dict]) -> dict:
    """Everything that stands in the note, where the first stories are `shown` and the others are rows."""
    language = stories[0].language
    say = language.say
    return {
        "language": language.code,
        "is_mirrored": language.is_right_to_left,
        "family": PRINT_FAMILY,
        "colours": {name: getattr(LIGHT, name) for name in COLOURS},
        "title": printable(say(HEADING)),
        "heading": pieces_of(say(HEADING)),
        "signature": pieces_of(say(FOUNDATION)),
        "badges": [_badge(kind, language) for kind in dict.fromkeys(told.kind for told in stories)],
        "dateline": pieces_of(say_release(stories, language)),
        "lead_heading": pieces_of(say("What may be said of it")),
        "lead": [pieces_of(said) for said in _like_with_like(stories)],
        "caution": pieces_of(_caution(stories, language)),
        "table_heading": pieces_of(say("Main figures")),
        "table": _table(stories, language),
        "stories_heading": pieces_of(say("Findings")),
        "stories": list(shown),
        "parts": [part for part in _parts(stories, len(shown), language) if part["terms"]],
        "footer": pieces_of(say(FOUNDATION)),
    }


def say_story(told: Told, svg: bytes | None) -> dict:
    """A story with its figure, or its table where there is none."""
    rows = told.table.astype(str).to_numpy().tolist()
    return {
        "headline": pieces_of(told.headline),
        "subtitle": pieces_of(told.subtitle),
        "picture": picture_of(svg, printable(told.alt)) if svg else None,
        "columns": [pieces_of(str(name)) for name in told.table.columns],
        "rows": [[pieces_of(said) for said in row] for row in rows],
        "numeric": [place for place, name in enumerate(told.table.columns) if name in told.numeric],
        "ground": GROUNDS.get(told.verdict),
        "verdict": pieces_of(told.verdict_said),
        "remarks": pieces_of(_remarks(told)),
        "kind": _badge(told.kind, told.language),
        "practice": pieces_of(say_practice(told)),
        "source": pieces_of(told.language.say("Source: {source}", source=told.source)),
    }


def _like_with_like(stories: Sequence[Told]) -> list[str]:
    """The findings that lead, each with the reason of its verdict: what its two figures do not say of themselves."""
    like = [told for told in stories if told.verdict == "comparable" and told.kind != DEMONSTRATION]
    return [" ".join(filter(None, [f"{told.headline}.", told.reason])) for told in like[:MOST_LED]]


def _caution(stories: Sequence[Told], language: Language) -> str:
    """How may the findings be read, and what does none of them say?"""
    verdicts = Counter(told.verdict for told in stories if told.kind != DEMONSTRATION)
    # In the words of the badges, so that whoever counts them finds the same.
    counts = [
        language.say("{name}: {value}", name=say_verdict({"verdict": verdict}, language), value=verdicts[verdict])
        for verdict in GROUNDS
    ]
    counted = language.say("Findings by verdict: {counts}.", counts=language.clauses(counts))
    invented = language.clauses([_title(told) for told in stories if told.kind == DEMONSTRATION])
    practice = language.say(
        "Not counted, because about people who do not exist, for practice and not for publication: {stories}.",
        stories=invented,
    )
    counted = [counted] if verdicts else []
    return " ".join([*counted, *([practice] if invented else []), language.say(NO_CAUSE)])


def _badge(kind: str, language: Language) -> dict:
    return {"said": pieces_of(say_kind(kind, language)), "ground": KIND_GROUNDS.get(kind, "good")}


def _table(stories: Sequence[Told], language: Language) -> dict:
    """The two figures of every story, those of one kind of data together."""
    say = language.say
    columns = (say("Finding"), language.year(2014), language.year(2015), say("Change"), say("Verdict"))
    listed = [told for told in stories if told.id != REFUSED]
    groups = []
    for kind in dict.fromkeys(told.kind for told in listed):
        of_kind = [told for told in listed if told.kind == kind]
        practice = pieces_of(say_practice(of_kind[0]))
        groups.append({"kind": _badge(kind, language), "practice": practice, "rows": [_row(told) for told in of_kind]})
    return {"columns": [pieces_of(name) for name in columns], "groups": groups, "numeric": NUMERIC}


def _row(told: Told) -> dict:
    return {
        "cells": [pieces_of(said or "—") for said in (_title(told), told.before, told.after, told.change)],
        "ground": GROUNDS.get(told.verdict),
        "verdict": pieces_of(told.verdict_said),
    }


def _title(told: Told) -> str:
    return name_story(told.id, told.kind, told.language)


def _parts(stories: Sequence[Told], shown: int, language: Language) -> list[dict]:
    """What explains the figures: what may not be compared, definitions, marks, and the kinds of data."""
    # A story that stands with its figure has said its reasons there.
    refused = [term for told in stories[shown:] if told.id == REFUSED for term in _refused(told)]
    defined = [(_title(told), _say_row(told)) for told in stories[shown:] if told.id != REFUSED]
    marks = [(language.mark(mark), meaning) for mark, meaning in list_marks(language)]
    return [
        _part(language.say("What cannot be compared"), refused),
        _part(language.say("Definitions and sources"), defined),
        _part(language.say("Marks beside numbers"), marks),
        _part(language.say("Data"), list_kinds(stories, language)),
    ]


def _refused(told: Told) -> list[Sequence[str]]:
    """Each pair with the reason why it is refused, and where the figures are from."""
    return [*told.table.astype(str).to_numpy().tolist(), ("", _say_row(told))]


def _part(heading: str, terms: Sequence[Sequence[str]]) -> dict:
    return {
        "heading": pieces_of(heading),
        "terms": [{"name": pieces_of(name), "said": pieces_of(said)} for name, said in terms],
    }


def _say_row(told: Told) -> str:
    """What stands beside a story that has no figure here: what is counted, why it is compared so, and where it is from.

    Title and source of one about people who do not exist have said so.
    """
    source = told.language.say("Source: {source}", source=told.source)
    kind = "" if told.kind == DEMONSTRATION else f"{say_kind(told.kind, told.language)}."
    said = (told.definition, _remarks(told), f"{source}.", kind)
    return " ".join(part for part in said if part)


def _remarks(told: Told) -> str:
    """The reason of the verdict and the notes, but for marks, which are explained once for all."""
    notes = [note for note in told.notes if not without_isolates(note).startswith("[")]
    return " ".join(part for part in (told.reason, *notes) if part)

"""What must be said of every figure: which kind of data it is drawn from, its source, its assumptions, and its marks?"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from analytics.comparison.change import NO_TREND, assumptions_of, is_no_trend
from analytics.comparison.wording import say_why
from analytics.language import Language, message
from analytics.measures.catalogue import measure
from analytics.measures.cells import CONFIDENTIAL, LOW_RELIABILITY, PROVISIONAL
from analytics.records.current import Records

# What a figure is drawn from; the reader must never take one for another.
PUBLISHED, DEMONSTRATION, RECORDS = "published", "demonstration", "records"
# A query may read neither; its answer must pass for none of them.
NO_DATA = "no-data"
KINDS = {
    PUBLISHED: message("Published figures"),
    DEMONSTRATION: message("Demonstration data"),
    RECORDS: message("Records of the Foundation"),
    NO_DATA: message("No data of Idmaj"),
}
ASSUMPTION_NOTES = {
    "education_2015": message("Education and training of 2015 are an assumption: no figure was found."),
    "ramadan_cost_2015": message(
        "The money of the programme of 2015 is an assumption: only “more than 5,000,000 MAD” was published."
    ),
    "outcomes_2014": message("What became of people of 2014 is an assumption: no comparable follow-up was found."),
}
STATUS_NOTES = {
    LOW_RELIABILITY: message("[u]: fewer than 30 known cases; too few to rely on."),
    PROVISIONAL: message("[p]: provisional; some supports have not been followed long enough yet."),
    CONFIDENTIAL: message("[c]: hidden so that nobody can be recognised."),
}
SOURCE_TABLES = {
    "beneficiaries": message("beneficiaries"),
    "integrations": message("integrations"),
    "funding": message("funding"),
    "follow_ups": message("follow-ups"),
}


def kind_of(records: Records) -> str:
    """Which kind of data are these records: demonstration, or records of the Foundation?"""
    return DEMONSTRATION if records.is_synthetic else RECORDS


def say_kind(kind: str, language: Language) -> str:
    """What kind of data is this, as every frame says it? `kind` is one of KINDS."""
    words = KINDS[kind]
    return language.say(words)


def say_source(tables: Iterable[str], records: Records, language: Language) -> str:
    """Which tables (ids of SOURCE_TABLES) is a figure drawn from, of which release, so that it can be found again? And how
    many rows of the loaded files were refused, and so are in no number?"""
    words = [SOURCE_TABLES[name] for name in dict.fromkeys(tables)]
    table = language.join([language.say(word) for word in words])
    if not records.release_id:
        return language.say_count("Records: {table}", "Records: {table}", len(words), table=table)
    source = language.say_count(
        "Records: {table}, release {release}",
        "Records: {table}, release {release}",
        len(words),
        table=table,
        release=records.release_id,
    )
    if not records.refused_rows:
        return source
    refused = language.say_count(
        "{n} row of the loaded files was refused and is not counted",
        "{n} rows of the loaded files were refused and are not counted",
        records.refused_rows,
    )
    return language.clauses([source, refused])


def say_source_of(measures: Iterable[str], records: Records, language: Language) -> str:
    """Which tables do these measures rest on, and which release?"""
    return say_source([measure(name).source for name in measures], records, language)


def list_notes(
    cells: pd.DataFrame | Sequence[pd.DataFrame],
    assumptions: list[dict],
    where: Mapping[str, object],
    language: Language,
) -> list[str]:
    """What must stand under a figure of these cells? That they form no trend, where they form none; the assumptions they
    rest on; the marks they carry."""
    frames = [cells] if isinstance(cells, pd.DataFrame) else list(cells)
    assumed = {name for frame in frames for name in assumptions_of(frame, assumptions, where)}
    no_trend = [say_why(NO_TREND, language)] if any(_tempts_to_a_trend(frame, assumed) for frame in frames) else []
    marks = {status for frame in frames for name in frame if name.endswith("status") for status in frame[name]}
    notes = [note for name, note in ASSUMPTION_NOTES.items() if name in assumed]
    notes += [note for status, note in STATUS_NOTES.items() if status in marks]
    return [*no_trend, *(language.say(note) for note in notes)]


def _tempts_to_a_trend(cells: pd.DataFrame, assumed: Collection[str]) -> bool:
    """Do years stand beside each other here between which neither a fall nor a rise may be said?"""
    if "year" not in cells or cells["year"].nunique() < 2:
        return False
    return any(is_no_trend(name, assumed) for name in cells["measure"].unique())

"""How is what people do done and noted at once? An import, a release brought back, a file taken away, a query.

Whatever cannot be noted is not done. An import is noted before it begins, since a release is made in one step: should its
second line fail, the first one and the release's own manifest still tell of it.
"""

import logging
from collections.abc import Sequence

from analytics.console.database import Database
from analytics.console.parent import Result, run_sql
from analytics.console.sentences import RefusedQuery
from analytics.errors import IdmajError, UnreadableInput
from analytics.operation.statement import hash_query, show_shape
from analytics.operation.trail import THIS_MACHINE, TrailUnwritable, find_trail, note
from analytics.records.folder import DataFolder
from analytics.records.intake import Options, import_files
from analytics.records.opening import Given
from analytics.records.releases import DEMO, Release, current_release, find_release, use_release
from analytics.records.shortage import is_shortage, tell_shortage

LOGGER = logging.getLogger("idmaj.trail")


def import_noted(
    given: Sequence[Given], folder: DataFolder, options: Options, *, who: str, accept_refused: bool = False
) -> Release:
    """Make a release of these files, and note it. Raises as `import_files` does, also for a disk that is
    full before the import begins, and TrailUnwritable; nothing is done then.

    Names of files are not noted: they may be those of people. The release's manifest holds them.
    """
    try:
        note("import_began", who=who, folder=folder, files=len(given), amends=options.amend)
    except TrailUnwritable as unwritten:
        # A full disk is the same to who imports, whichever file met it first.
        if is_shortage(unwritten.__cause__):
            raise tell_shortage(unwritten.__cause__, find_trail(folder)) from unwritten
        raise
    try:
        release = import_files(given, folder, options, accept_refused, made_by=None if who == THIS_MACHINE else who)
    except IdmajError as refusal:
        _note_afterwards("refused", who=who, folder=folder, what="import", reason=type(refusal).__name__)
        raise
    _note_afterwards(
        "imported", who=who, folder=folder, release=release.id, refused_rows=release.refused_rows, **release.rows
    )
    return release


def switch_noted(folder: DataFolder, release_id: str, *, who: str) -> None:
    """Make this release (or `demo`) the current one, and note it. Raises as `use_release`, and TrailUnwritable."""
    if release_id != DEMO:
        find_release(folder, release_id)  # what an address says is noted only when it is the name of a release
    note("switched_release", who=who, folder=folder, release=release_id, before=name_current(folder))
    try:
        use_release(folder, release_id)
    except IdmajError as refusal:
        _note_afterwards("refused", who=who, folder=folder, what="switched_release", reason=type(refusal).__name__)
        raise


def ask_noted(
    query: str, database: Database, *, who: str, folder: DataFolder, audience: str, release: str, **given: object
) -> Result:
    """Run a query and note it; its rows are handed out when the line is written.

    release: whose cells the database holds. given: as for `run_sql`. Raises as that does, and TrailUnwritable.
    """
    told = {"audience": audience, "release": release, "query": show_shape(query), "hash": hash_query(query)}
    try:
        result = run_sql(query, database, **given)
    except IdmajError as refusal:
        outcome = "refused" if isinstance(refusal, RefusedQuery) else "stopped"
        note("ran_sql", who=who, folder=folder, outcome=outcome, **told)
        raise
    counted = {"rows": len(result.frame), "seconds": round(result.seconds, 3)}
    note("ran_sql", who=who, folder=folder, outcome="answered", **counted, **told)
    return result


def note_refused(who: str, **told: str) -> None:
    """Note that somebody was not let do, or open, something; nothing depends on it, so the log tells where it fails."""
    _note_afterwards("refused", who=who or THIS_MACHINE, folder=DataFolder.at(), reason="role", **told)


def note_signed_out(who: str) -> None:
    """Note that somebody signed out; they do so also where it cannot be noted."""
    _note_afterwards("signed_out", who=who, folder=DataFolder.at())


def name_current(folder: DataFolder) -> str:
    """Which release is asked now, in one word?"""
    try:
        now = current_release(folder)
    except UnreadableInput:
        return "unreadable"
    return now.id if now else DEMO


def _note_afterwards(event: str, **told: object) -> None:
    """Note what is done already, and cannot be refused any more: where that fails, the log tells it."""
    try:
        note(event, **told)
    except TrailUnwritable:
        facts = {name: value for name, value in told.items() if name not in ("who", "folder")}
        LOGGER.error("the trail could not be written after: %s %s", event, facts)

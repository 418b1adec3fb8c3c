"""The command of the console: `sql`, a query over the cells that an audience may see."""

import argparse
import sys
from collections.abc import Callable

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import Language, message
from analytics.record_commands import Answer


def add_console_commands(command: Callable[[str, Callable, str], argparse.ArgumentParser]) -> None:
    """Add it to the command line; `command` makes one."""
    asking = command("sql", _sql, "a SELECT over the cells that an audience may see")
    asking.add_argument("query", nargs="?", metavar="QUERY", help="or - for standard input")
    asking.add_argument("--audience", choices=("internal", "public"), default="internal")
    asking.add_argument(
        "--release", metavar="R", help="a release (or “demo”) instead of the current one; internal only"
    )
    asking.add_argument("--schema", action="store_true", help="the tables and columns instead")


def _sql(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.console.database import open_database
    from analytics.console.schema import list_columns
    from analytics.disclosure.gate import PUBLIC
    from analytics.measures.cube import cube_of
    from analytics.operation.recording import ask_noted, name_current
    from analytics.operation.trail import THIS_MACHINE
    from analytics.records.current import current_records
    from analytics.records.folder import DataFolder

    if not options.schema and options.query is None:
        raise UnreadableInput(message("“sql” needs a query, or - to read it from standard input; or --schema."))
    if options.release and options.audience == PUBLIC:
        # What other releases say differently would tell who was added.
        raise RefusedQuestion(message("The public reads the current release alone; “--release” is for insiders."))
    query = sys.stdin.read() if options.query == "-" else options.query
    folder = DataFolder.at(options.data)
    database = open_database(cube_of(current_records(folder, options.release)), folder, options.audience)
    if options.schema:
        return Answer(list_columns(database, language))
    release = options.release or name_current(folder)
    result = ask_noted(query, database, who=THIS_MACHINE, folder=folder, audience=options.audience, release=release)
    if not result.is_cut:
        return Answer(result.frame)
    return Answer(
        result.frame,
        0,
        language.say_count("Only the first {n} row is shown.", "Only the first {n} rows are shown.", len(result.frame)),
    )

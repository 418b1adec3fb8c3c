"""The commands of operation: `serve`, `backup`, `restore`, `trail`."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.errors import UnknownName, UnreadableInput
from analytics.language import Language, message
from analytics.record_commands import Answer

TRAIL_COLUMNS = ["number", "at", "event", "who", "facts"]


def add_operation_commands(command: Callable[[str, Callable, str], argparse.ArgumentParser]) -> None:
    """Add them to the command line; `command` makes one."""
    serving = command("serve", _serve, "run the dashboard, in one process or several, until it is told to end")
    serving.add_argument(
        "--processes", type=int, default=1, metavar="N", help="on consecutive ports; each uses a processor"
    )
    serving.add_argument("--address", default="127.0.0.1", metavar="A")
    serving.add_argument("--port", type=int, default=8501, metavar="P", help="the first one")
    serving.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a name that browsers reach it under"
    )
    saving = command("backup", _backup, "the data folder as one file, with a hash of everything in it")
    saving.add_argument("--to", required=True, metavar="FILE.tar.gz")
    restoring = command("restore", _restore, "bring a backup back, once every hash in it is right")
    restoring.add_argument("--from", dest="backup", required=True, metavar="FILE.tar.gz")
    restoring.add_argument("--replace", action="store_true", help="put what is there aside first")
    trail = command("trail", _trail, "the audit trail, the latest first")
    trail.add_argument("--event", default="", metavar="E")
    trail.add_argument("--day", default="", metavar="DATE", help="in UTC, as 2016-12-31")


def _serve(options: argparse.Namespace, _language: Language) -> Answer:
    import os

    from analytics.operation.logs import write_json_lines
    from analytics.operation.serve import Wanted, serve
    from analytics.records.folder import DataFolder

    if options.data:
        os.environ["IDMAJ_DATA"] = str(DataFolder.at(options.data).root)
    write_json_lines()
    serve(Wanted(options.processes, options.address, options.port, options.name))
    return Answer(None)


def _backup(options: argparse.Namespace, _language: Language) -> Answer:
    from analytics.operation.backup import back_up
    from analytics.records.folder import DataFolder

    held = back_up(DataFolder.at(options.data), Path(options.to))
    return Answer(pd.DataFrame(held))


def _restore(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.operation.restore import restore
    from analytics.records.folder import DataFolder

    aside = restore(Path(options.backup), DataFolder.at(options.data), replace=options.replace)
    said = language.say("What was there before lies in {path}.", path=str(aside)) if aside else ""
    return Answer(None, 0, said)


def _trail(options: argparse.Namespace, _language: Language) -> Answer:
    from analytics.operation.reading_trail import list_rows, read_trail
    from analytics.operation.trail import EVENTS
    from analytics.records.folder import DataFolder

    if options.event and options.event not in EVENTS:
        raise UnknownName(message("event"), options.event, EVENTS)
    try:
        day = date.fromisoformat(options.day) if options.day else None
    except ValueError:
        raise UnreadableInput(message("The day must read as 2016-12-31.")) from None
    entries, _ = read_trail(DataFolder.at(options.data), event=options.event, day=day)
    return Answer(pd.DataFrame(list_rows(entries), columns=TRAIL_COLUMNS))

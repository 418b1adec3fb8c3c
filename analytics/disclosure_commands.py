"""The commands of disclosure control: `tables`, `audit`."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from analytics.language import Language
from analytics.record_commands import Answer

if TYPE_CHECKING:
    from analytics.disclosure.clearing import ClearedTables


def add_disclosure_commands(command: Callable[[str, Callable, str], argparse.ArgumentParser]) -> None:
    """Add them to the command line; `command` makes one."""
    listing = command("tables", _tables, "the closed list of tables that the public may see")
    listing.add_argument("--audience", choices=("public",), default="public")
    auditing = command("audit", _audit, "what an outsider could prove of the hidden cells")
    auditing.add_argument("--release", metavar="R", help="a release (or “demo”) instead of the current one")


def _tables(options: argparse.Namespace, _language: Language) -> pd.DataFrame:
    return _find(options.data, None).list_tables()


def _audit(options: argparse.Namespace, language: Language) -> Answer:
    cleared = _find(options.data, options.release)
    return Answer(cleared.audit, int(not cleared.is_safe), cleared.say_audit(language))


def _find(data: str | None, release: str | None) -> "ClearedTables":
    from analytics.disclosure.gate import find_cleared
    from analytics.measures.cube import cube_of
    from analytics.records.current import current_records
    from analytics.records.folder import DataFolder

    folder = DataFolder.at(data)
    return find_cleared(cube_of(current_records(folder, release)), folder)

"""Who may see what? One gate: insiders ask the exact cells, the public a cube that knows nothing but what was cleared."""

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from os import PathLike

import pandas as pd

from analytics.disclosure.clearing import ClearedTables, clear
from analytics.disclosure.rules import Rules, read_rules
from analytics.errors import UnknownName
from analytics.language import message
from analytics.measures import asking
from analytics.measures.cube import Cube, Keyed
from analytics.published.register import Register, register
from analytics.records.folder import DataFolder

INTERNAL, PUBLIC = "internal", "public"
AUDIENCES = (INTERNAL, PUBLIC)
MOST_OPEN = 8


def ask(
    measure_id: str,
    by: str | Iterable[str] | None = (),
    where: Mapping[str, object] | None = None,
    *,
    audience: str = INTERNAL,
    data: str | PathLike | None = None,
    records: str | PathLike | None = None,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """What is this measure, by these dimensions, for these cells, as this audience may see it?

    Arguments, columns and errors are those of `analytics.measures.asking.ask`. audience: `internal` (exact cells, those
    of few known cases marked) or `public` (the tables of `public_tables`, some cells `confidential`, without numbers).

    Raises also UnknownName for another audience, NotPublic for a table that was not cleared, and RefusedQuestion where
    the audit of the cleared tables failed.
    """
    if audience not in AUDIENCES:
        raise UnknownName(message("audience"), audience, AUDIENCES)
    cube = asking.find_cube(cube, data, records)
    if audience == PUBLIC:
        cube = public_cube(cube, DataFolder.at(data))
    return asking.ask(measure_id, by, where, cube=cube)


def public_cube(cube: Cube, folder: DataFolder) -> Cube:
    """The cube that the public asks in place of this one. Raises what `find_cleared` raises."""
    return cube if cube.cleared is not None else cube.for_public(find_cleared(cube, folder))


_clearing = threading.Lock()


def find_cleared(cube: Cube, folder: DataFolder) -> ClearedTables:
    """What of these records is cleared: kept in memory for this state of records, rules and printed figures.

    Raises what `clear`, `read_rules` and `register` raise.
    """
    with _clearing:
        return _find_cleared(Keyed.of(cube), folder, read_rules(folder), register(folder))


@lru_cache(maxsize=MOST_OPEN)
def _find_cleared(records: Keyed, folder: DataFolder, rules: Rules, figures: Register) -> ClearedTables:
    return clear(records.cube, folder, rules, figures)

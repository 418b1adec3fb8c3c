"""In which row do the headings of a table stand? People write a title above them; rows of data never stand there."""

import contextlib
import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from analytics.errors import RefusedQuestion
from analytics.language import message

LOOKED_AT = 20  # rows
TITLE_CELLS = 2  # a title, and a day or a unit beside it


@dataclass(frozen=True)
class Heading:
    """A row of headings: its number as a spreadsheet shows it, its cells, and how many of them are ours."""

    row: int = 0
    cells: Sequence[str | None] = ()
    known: int = 0
    is_below_titles: bool = True  # and not below rows that may be data


def find_heading(rows: Iterable[tuple[int, Sequence[str | None]]], recognises: Callable[[str], bool]) -> Heading:
    """Which of the first rows holds the headings?

    The first row with more than one heading of our tables, else the very first with one; none is `known` = 0.
    rows: numbered; recognises: is this a heading of our tables?
    """
    first, are_titles = Heading(), True
    with contextlib.suppress(csv.Error):  # what cannot be read holds none
        for row, cells in islice(rows, LOOKED_AT):
            known = sum(recognises(cell or "") for cell in cells)
            if known > 1:
                return Heading(row, cells, known, are_titles)
            if known and row == 1:
                first = Heading(row, cells, known)
            are_titles &= sum(1 for cell in cells if cell and cell.strip()) <= TITLE_CELLS
    return first


def refuse_no_heading(heading: Heading, name: str) -> None:
    """Raises RefusedQuestion where no row holds headings, or where rows that may be data stand above them."""
    if not heading.known:
        raise RefusedQuestion(
            message(
                "{file}: no known heading stands in the first {n} rows. The headings of one of the four tables were "
                "expected in one of them, such as beneficiary_id, integration_id, started_on."
            ),
            file=name,
            n=LOOKED_AT,
        )
    if not heading.is_below_titles:
        raise RefusedQuestion(
            message(
                "{file}: the headings stand in row {row}, below rows with more cells than a title has. Delete these rows, "
                "or bring them below the headings."
            ),
            file=name,
            row=str(heading.row),
        )

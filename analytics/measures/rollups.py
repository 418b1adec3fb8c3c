"""Which smaller copies of a table answer sooner? Who asks by month rarely asks by education too, and most ask by neither: it
is then summed from some thousand cells, however many records there are."""

from collections.abc import Iterable, Sequence

# How large an award was: what the awards hold besides dimensions that can be asked by.
OF_AN_AMOUNT = ("from_mad", "to_mad")
# table → the dimensions left out of its copies, the smallest last
ROLLUPS = {
    "integrations_cube": (
        ("month", "education"),
        ("education", "sector", "partner"),
        ("month", "sector", "partner"),
        ("month", "education", "sector", "partner"),
    ),
    "funding_cube": (("month", *OF_AN_AMOUNT), ("education", *OF_AN_AMOUNT), ("month", "education", *OF_AN_AMOUNT)),
    # Pages filter by anything but the month.
    "follow_up_cube": (
        ("month", "education"),
        ("month", "sector", "partner"),
        ("month", "education", "sector", "partner"),
    ),
}


def smallest_copy(table: str, names: Iterable[str], rollups: Sequence[tuple[str, ...]] | None = None) -> str:
    """Which is the smallest copy of this table that still has these dimensions? Of these copies, or of all."""
    asked = set(names)
    listed = ROLLUPS.get(table, ()) if rollups is None else rollups
    fitting = [number for number, dropped in enumerate(listed, start=1) if not asked & set(dropped)]
    return f"{table}_{fitting[-1]}" if fitting else table

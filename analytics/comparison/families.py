"""How sure is one finding when many groups are looked at at once? A family of tests is declared and adjusted together."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

# Of the findings that are called real, at most this share is expected to be chance.
FALSE_DISCOVERY_RATE = 0.05


def adjust(p_values: Iterable[float | None]) -> pd.api.extensions.ExtensionArray:
    """What does each p-value say, once the whole family that was looked at is taken into account?

    p_values: of every test of one declared family, in any order; null where no test was possible, which is then not of
    the family. Returns the adjusted p-values in the same order (Float64, null where there was none): those of at most
    `FALSE_DISCOVERY_RATE` survive. Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57: 289-300.

    Raises ValueError for a p-value outside 0 to 1.
    """
    # Imported when first needed: statsmodels takes a second to load.
    from statsmodels.stats.multitest import multipletests

    family = np.array([np.nan if pd.isna(p_value) else p_value for p_value in p_values], dtype=float)
    is_tested = ~np.isnan(family)
    if not ((family[is_tested] >= 0) & (family[is_tested] <= 1)).all():
        raise ValueError("a p-value lies between 0 and 1")
    if is_tested.any():
        family[is_tested] = multipletests(family[is_tested], method="fdr_bh")[1]
    return pd.arrays.FloatingArray(family, ~is_tested)

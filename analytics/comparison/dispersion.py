"""Do cities differ by more than chance alone? Over-dispersion of z-scores, and how far it widens the limits."""

from dataclasses import dataclass

import numpy as np

# The outermost tenth of each end is drawn in, so that the very cities looked for do not widen the limits.
WINSORISED = 0.1
# With fewer units a tenth is not even one of them.
LEAST_UNITS = 10
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Dispersion:
    """How widely units spread: the test of their heterogeneity; `phi` (about 1 by chance alone, ends drawn in) and `tau2`,
    the variance between units that follows from it (in the squared unit of the rate). `is_tested` is false for too few
    units; limits are widened only when `is_widened`."""

    units: int
    phi: float
    p_value: float
    tau2: float

    @property
    def is_tested(self) -> bool:
        return self.units >= LEAST_UNITS

    @property
    def is_significant(self) -> bool:
        """Do they spread more widely than chance alone would spread them?"""
        return bool(self.is_tested and self.p_value < SIGNIFICANT)

    @property
    def is_widened(self) -> bool:
        return self.is_significant and self.tau2 > 0


def winsorise(scores: object, share: float = WINSORISED) -> np.ndarray:
    """Which scores remain when the outermost `share` of each end is set to the quantile it begins at?"""
    scores = np.asarray(scores, dtype=float)
    return np.clip(scores, *np.quantile(scores, [share, 1 - share]))


def phi_of(scores: object) -> float:
    """How many times the variance of chance do these z-scores have? Their mean square (Spiegelhalter 2005, A.3.1)."""
    return float(np.mean(np.square(scores)))


def tau2_of(phi: float, errors: object) -> float:
    """How large is the variance between units, beyond their standard `errors`? Never below zero.

    Method of moments of DerSimonian and Laird (1986), Controlled Clinical Trials 7: 177-188, with the winsorised `phi`
    as Spiegelhalter (2005, A.3.2) has it.
    """
    weights = 1 / np.square(np.asarray(errors, dtype=float))
    room = weights.sum() - np.square(weights).sum() / weights.sum()
    return max(0.0, float((len(weights) * phi - (len(weights) - 1)) / room)) if room > 0 else 0.0


def dispersion_of(scores: object, errors: object) -> Dispersion:
    """Do these units spread more widely than chance alone would spread them?

    scores: z-score of each unit; errors: its standard error by chance, in the unit of the rate. The test compares the sum
    of the squared scores, as they are, with a chi-square distribution of units − 1 degrees of freedom (Cochran 1954,
    Biometrics 10: 417-451); with their ends drawn in the sum has no such distribution. Each unit needs five expected cases
    of either outcome.
    """
    units = len(scores)
    if units < LEAST_UNITS:
        return Dispersion(units, np.nan, np.nan, 0.0)
    from scipy.stats import chi2

    phi = phi_of(winsorise(scores))
    return Dispersion(units, phi, float(chi2.sf(np.square(scores).sum(), units - 1)), tau2_of(phi, errors))

"""Which statistical methods does the product use, where do they come from, and what do they not say? Declared once."""

from dataclasses import dataclass

from analytics.language import message


@dataclass(frozen=True)
class Method:
    """A method: its id, its title and one sentence (both English, translated when shown), the source it is taken from, and
    the function that is it."""

    id: str
    title: str
    sentence: str
    source: str
    function: str


METHODS = (
    Method(
        "newcombe",
        message("Interval of a difference of two shares"),
        message("The 95% interval of a change or a gap, made of the intervals of its two shares."),
        "Newcombe (1998), Statistics in Medicine 17: 873–890, method 10",
        "analytics.comparison.interval.newcombe",
    ),
    Method(
        "wilson",
        message("Interval of a share"),
        message("The 95% interval of one share; it stays between 0 and 100% and holds for small numbers too."),
        "Wilson (1927), Journal of the American Statistical Association 22: 209–212",
        "analytics.comparison.interval.wilson",
    ),
    Method(
        "chi-squared",
        message("Test of a change of a share"),
        message(
            "How often two equal shares would differ by at least as much, by chance alone: the p-value of a change."
        ),
        "Pearson (1900), Philosophical Magazine 50: 157–175; without continuity correction",
        "analytics.comparison.evidence.p_value",
    ),
    Method(
        "fisher",
        message("Exact test of a gap between two groups"),
        message("The p-value of a gap between two groups of one year, exact for small numbers."),
        "Fisher (1935), Journal of the Royal Statistical Society 98: 39–82",
        "analytics.comparison.gaps.fisher",
    ),
    Method(
        "benjamini-hochberg",
        message("Adjustment of a family of tests"),
        message(
            "Of many groups looked at together some differ by chance; their p-values are adjusted, so that of the changes "
            "called real at most 5% are expected to be chance."
        ),
        "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57: 289–300",
        "analytics.comparison.families.adjust",
    ),
    Method(
        "kitagawa",
        message("Who was served and how they fared, by one dimension"),
        message(
            "The change of a share is the sum of two parts: the groups weigh otherwise than before, at the mean of their "
            "shares; and their shares differ, at the mean of their weights."
        ),
        "Kitagawa (1955), Journal of the American Statistical Association 50: 1168–1194",
        "analytics.comparison.decomposition.decompose",
    ),
    Method(
        "das-gupta",
        message("Who was served and how they fared, by several dimensions"),
        message(
            "The make-up by several dimensions is written as a product of one factor for each; a part is averaged over "
            "every order in which the factors can change, and the parts add up exactly."
        ),
        "Das Gupta (1993), Standardization and Decomposition of Rates, US Bureau of the Census P23-186, chapters 2 and 5",
        "analytics.comparison.composition.split_product",
    ),
    Method(
        "funnel",
        message("Funnel of cities"),
        message(
            "The limits within which chance alone would keep a city of its size, at 95% and 99.8%, around the rate of all; "
            "cities are held against chance and not against each other."
        ),
        "Spiegelhalter (2005), Statistics in Medicine 24: 1185–1202",
        "analytics.comparison.funnel.funnel",
    ),
    Method(
        "exact-limits",
        message("Exact limits of a funnel"),
        message(
            "The limits of the funnel from the binomial and Poisson distributions, so that they hold for few cases."
        ),
        "Seaton and Manktelow (2012), BMC Medical Research Methodology 12: 98",
        "analytics.comparison.exact_limits.binomial_limits",
    ),
    Method(
        "over-dispersion",
        message("Over-dispersion"),
        message(
            "Cities that differ by more than chance for reasons nobody measured widen the limits of the funnel, and the "
            "figure says so. The test adds up the squared z-scores of the cities with at least 5 expected cases of either "
            "outcome, as they are, against a chi-square distribution. φ is their mean square with the outermost tenth of "
            "each end drawn in, so that a few cities do not widen the limits for all; τ² follows from it."
        ),
        "Cochran (1954), Biometrics 10: 417–451; Spiegelhalter (2005), Statistics in Medicine 24: 1185–1202, appendix; "
        "DerSimonian and Laird (1986), Controlled Clinical Trials 7: 177–188",
        "analytics.comparison.dispersion.dispersion_of",
    ),
    Method(
        "kaplan-meier",
        message("Share still under way, month by month"),
        message("Supports that were not followed to their end count for as long as they were followed."),
        "Kaplan and Meier (1958), Journal of the American Statistical Association 53: 457–481",
        "analytics.comparison.survival.still_running",
    ),
    Method(
        "aalen-johansen",
        message("Share ended in a given way, month by month"),
        message(
            "The ways of ending compete, and each support ends in one: a return to prison whenever it was seen, else the "
            "first of the others."
        ),
        "Aalen and Johansen (1978), Scandinavian Journal of Statistics 5: 141–150",
        "analytics.comparison.survival.cumulative_incidence",
    ),
    Method(
        "log-rank",
        message("Test of two curves"),
        message("Whether two cohorts ended alike, over the months that both were observed for."),
        "Mantel (1966), Cancer Chemotherapy Reports 50: 163–170",
        "analytics.comparison.log_rank.log_rank",
    ),
    Method(
        "lorenz-gini",
        message("Concentration of money"),
        message(
            "The share of the money that goes to each share of the integrations, and one number for it: 0 where every "
            "integration has as much, near 1 where one has all."
        ),
        "Lorenz (1905), Publications of the American Statistical Association 9: 209–219; Gini (1912), Variabilità e "
        "mutabilità",
        "analytics.comparison.concentration.concentrate",
    ),
    Method(
        "grouped-quantiles",
        message("Median and quartiles of awards"),
        message(
            "Taken from the number of awards in narrow bands of amounts, over which they are taken to be spread evenly."
        ),
        "NCERT, Mathematics for Class X, chapter 14",
        "analytics.comparison.distribution.grouped_quantile",
    ),
)

# What no number of the product says, whatever its interval.
LIMITS = (
    message("There is no comparison group: a difference between two years says nothing of where it comes from."),
    message(
        "Cities and groups are not put in order of a rate: much of their difference is the chance of small numbers."
    ),
    message("A rate over fewer than 30 known cases is marked [u]: too few to rely on."),
    message("A cohort that was not yet followed long enough is provisional [p]: its numbers will still move."),
    message(
        "Persons are not added over routes or years, because one person may have several supports; integrations are."
    ),
    message(
        "Shares of women and of juveniles are of those whose sex or age is known; the unknown are shown beside them."
    ),
    message(
        "Outcomes are of those whose situation is known; those lost sight of may have fared otherwise and are counted "
        "apart."
    ),
    message(
        "An end is dated by the day on which it was first seen: until then a support counts as active, also where it had "
        "ended between two visits, or is lost sight of later."
    ),
    message("Money is divided by people only where both cover the same year, city and programme."),
    message("Integrations per inhabitants use the census of 2014 for both years."),
)

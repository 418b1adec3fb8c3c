"""What can be asked? Every measure, declared once: a ratio of two sums, or one sum.

`numerator` and `denominator` are SQL over one row of the measure's grain (the views of `facts.sql`): a condition counts
the rows where it is true (unknown is not true, so a denominator says itself which rows are known), a number is summed.
Adding a measure is an entry here, its two sentences in the translations, and its reference SQL in `tests/reference/`.
"""

from analytics.errors import UnknownName
from analytics.language import message
from analytics.measures.measure import Measure

EDUCATION_ROUTES = ("education", "vocational_training", "apprenticeship", "paid_internship")
_IS_EDUCATION_ROUTE = "route IN ('" + "', '".join(EDUCATION_ROUTES) + "')"

_ALL = (
    Measure(
        id="beneficiaries",
        title=message("Beneficiaries"),
        definition=message(
            "Persons who received at least one support, each counted once; by year, once in every year with a support."
        ),
        grain="persons",
        numerator="true",
        denominator=None,
        unit="persons",
        better="higher",
        source="integrations",
    ),
    Measure(
        id="integrations",
        title=message("Integrations"),
        definition=message("Supports received: placements, micro-projects, studies and training. Not persons."),
        grain="integrations",
        numerator="true",
        denominator=None,
        unit="integrations",
        better="higher",
        source="integrations",
    ),
    Measure(
        id="women_share",
        title=message("Share of women"),
        definition=message("Integrations of women among the integrations of persons whose sex is known."),
        grain="integrations",
        numerator="sex = 'F'",
        denominator="sex IN ('F', 'M')",
        unit="percent",
        better=None,
        source="beneficiaries",
        decimals=1,
    ),
    Measure(
        id="juvenile_share",
        title=message("Share of juveniles"),
        definition=message(
            "Integrations of persons recorded as juvenile at release, among those whose juvenile status is known."
        ),
        grain="integrations",
        numerator="age_group = 'juvenile'",
        denominator="age_group IN ('juvenile', 'adult')",
        unit="percent",
        better=None,
        source="beneficiaries",
        decimals=1,
    ),
    Measure(
        id="prepared_share",
        title=message("Share prepared in prison"),
        definition=message(
            "Integrations whose life project was drawn up during the sentence, among those where this is known."
        ),
        grain="integrations",
        numerator="prepared = 'true'",
        denominator="prepared IN ('true', 'false')",
        unit="percent",
        better="higher",
        source="integrations",
        decimals=1,
    ),
    Measure(
        id="active_6m",
        title=message("Still active at 6 months"),
        definition=message(
            "Integrations active, completed or certified 6 months after their start, among those whose situation then "
            "is known."
        ),
        grain="integrations",
        numerator="situation_6m IN ('active', 'completed', 'certified')",
        denominator="is_known_6m",
        unit="percent",
        better="higher",
        source="follow_ups",
        horizon=6,
        decimals=1,
    ),
    Measure(
        id="active_12m",
        title=message("Still active at 12 months"),
        definition=message(
            "Integrations active, completed or certified 12 months after their start, among those whose situation then "
            "is known."
        ),
        grain="integrations",
        numerator="situation_12m IN ('active', 'completed', 'certified')",
        denominator="is_known_12m",
        unit="percent",
        better="higher",
        source="follow_ups",
        horizon=12,
        decimals=1,
    ),
    Measure(
        id="certified_12m",
        title=message("Certified within 12 months"),
        definition=message(
            "Integrations through education and training that ended in a certificate within 12 months, among those "
            "whose situation then is known."
        ),
        grain="integrations",
        numerator="situation_12m = 'certified'",
        denominator="is_known_12m",
        unit="percent",
        better="higher",
        source="follow_ups",
        only=_IS_EDUCATION_ROUTE,
        horizon=12,
        decimals=1,
    ),
    Measure(
        id="return_to_prison_12m",
        title=message("Returned to prison within 12 months"),
        definition=message(
            "Integrations whose beneficiary returned to prison within 12 months of the start, among those whose "
            "situation then is known."
        ),
        grain="integrations",
        numerator="situation_12m = 'returned_to_prison'",
        denominator="is_known_12m",
        unit="percent",
        better="lower",
        source="follow_ups",
        horizon=12,
        decimals=2,
    ),
    Measure(
        id="lost_12m",
        title=message("Lost sight of at 12 months"),
        definition=message(
            "Integrations whose situation 12 months after their start is not known, among all that started early enough "
            "to be known."
        ),
        grain="integrations",
        numerator="is_in_question_12m AND NOT is_known_12m",
        denominator="is_in_question_12m",
        base=message("Cases in question"),
        unit="percent",
        better="lower",
        source="follow_ups",
        horizon=12,
        decimals=1,
    ),
    Measure(
        id="funding_total",
        title=message("Funding awarded"),
        definition=message("Sum of all awards, cheques and equipment, in dirhams."),
        grain="awards",
        numerator="amount_mad",
        denominator=None,
        unit="MAD",
        better=None,
        source="funding",
        numerator_is_money=True,
    ),
    Measure(
        id="funding_mean",
        title=message("Mean award"),
        definition=message("Sum of all awards divided by the number of awards, in dirhams."),
        grain="awards",
        numerator="amount_mad",
        denominator="true",
        unit="MAD",
        better=None,
        source="funding",
        numerator_is_money=True,
    ),
    Measure(
        id="cheque_share",
        title=message("Share paid by cheque"),
        definition=message("Amount awarded by cheque among all amounts awarded."),
        grain="awards",
        numerator="CASE WHEN funding_kind = 'cheque' THEN amount_mad ELSE 0 END",
        denominator="amount_mad",
        unit="percent",
        better=None,
        source="funding",
        numerator_is_money=True,
        denominator_is_money=True,
        decimals=1,
    ),
    Measure(
        id="funding_per_integration",
        title=message("Funding per integration"),
        definition=message(
            "Sum of all awards divided by the number of integrations, only over years, cities and programmes in which "
            "money was awarded."
        ),
        grain="integrations",
        numerator="funding_mad",
        denominator="true",
        unit="MAD",
        better=None,
        source="funding",
        only="is_covered_by_funding",
        numerator_is_money=True,
    ),
    Measure(
        id="cost_per_active_12m",
        title=message("Cost per project active at 12 months"),
        definition=message(
            "Awards of the integrations whose situation at 12 months is known, divided by the number of them then "
            "active, completed or certified; only over years, cities and programmes in which money was awarded."
        ),
        grain="integrations",
        numerator="CASE WHEN is_known_12m THEN funding_mad ELSE 0 END",
        denominator="situation_12m IN ('active', 'completed', 'certified')",
        unit="MAD",
        better="lower",
        source="funding",
        only="is_covered_by_funding",
        numerator_is_money=True,
        horizon=12,
    ),
    Measure(
        id="integrations_per_100k",
        title=message("Integrations per 100,000 inhabitants"),
        definition=message(
            "Integrations divided by the inhabitants (census of 2014) of the cities of the group, whatever else is "
            "filtered; cities without a published population count on neither side."
        ),
        grain="integrations",
        numerator="true",
        denominator="population",
        unit="per_100k",
        better=None,
        source="integrations",
        only="has_population",
        per=100_000,
        decimals=1,
    ),
)
MEASURES = {measure.id: measure for measure in _ALL}


def measure(name: str) -> Measure:
    """Which measure has this id? Raises UnknownName with the nearest ones."""
    if name not in MEASURES:
        raise UnknownName(message("measure"), name, MEASURES)
    return MEASURES[name]

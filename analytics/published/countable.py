"""Which published figures can be counted in the records, by which question, and why are the others not counted?"""

from dataclasses import dataclass, field

from analytics.language import message
from analytics.measures.catalogue import EDUCATION_ROUTES
from analytics.published.beside import is_statement


@dataclass(frozen=True)
class Count:
    """How a published indicator is counted: the measure to ask, its filters (`{year}` is filled in) and its division.

    part: which number of the answer counts: `value`, `numerator`, `denominator`, or `cells` (how many groups there are).
    """

    indicator: str
    programme: str
    period: str
    measure: str
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    part: str = "value"


OF_THE_YEAR = ("annual_strategy", "calendar_year")
OF_A_ROUND = ("ramadan_programme", "ramadan_launch")
THE_ROUND = {"programme": ("ramadan_{year}",)}
_ALL = (
    Count("job_placements", *OF_THE_YEAR, "integrations", {"route": ("job_placement",)}),
    Count("micro_projects", *OF_THE_YEAR, "integrations", {"route": ("micro_project",)}),
    Count("education_training_integrations", *OF_THE_YEAR, "integrations", {"route": EDUCATION_ROUTES}),
    # Supports and not persons: these beneficiaries are holders of some of the year's micro-projects, one support each.
    Count("programme_beneficiaries", *OF_A_ROUND, "integrations", THE_ROUND),
    Count("programme_cost", *OF_A_ROUND, "funding_total", THE_ROUND),
    Count("programme_cities_count", *OF_A_ROUND, "integrations", THE_ROUND, by=("city",), part="cells"),
    Count("recidivism_rate", *OF_THE_YEAR, "return_to_prison_12m"),
    Count("returns_to_prison", *OF_THE_YEAR, "return_to_prison_12m", part="numerator"),
    Count("followup_sample", *OF_THE_YEAR, "return_to_prison_12m", part="denominator"),
)
COUNTS = {(count.indicator, count.programme): count for count in _ALL}
# How the records name the groups that figures are printed of.
GROUPS = {
    ("sex", "female"): {"sex": ["F"]},
    ("age_group", "juvenile"): {"age_group": ["juvenile"]},
}

# Why an indicator is counted nowhere in the records.
UNCOUNTED = {
    "accompaniment_centres_open": "centres",
    "accompaniment_centres_under_construction": "centres",
    "sme_creations": "told_apart",
    "launch_support_value": "told_apart",
    "launch_cheque_recipients": "told_apart",
    "programme_beneficiaries_moussalaha": "told_apart",
    "planned_training_and_placement": "planned",
    "inprison_followup": "inside_prison",
    "inprison_vocational_training": "inside_prison",
    "inprison_education_enrolment": "inside_prison",
    "vocational_training_centres": "inside_prison",
    "prison_population": "prisoners",
    "prison_population_share": "prisoners",
    "prison_new_entrants": "prisoners",
    "prison_releases_acquitted": "prisoners",
    "prison_releases_pardoned": "prisoners",
    "census_population": "population",
}
REASONS = {
    # not_countable
    "centres": message("centres are not in the records"),
    "told_apart": message("the records do not tell these apart"),
    "planned": message("planned, not counted"),
    "inside_prison": message("this is inside prison, before the records begin"),
    "prisoners": message("the records hold those who were supported, not all prisoners"),
    "population": message("the records do not hold the population"),
    "statement": message("stated without its method or period"),
    "other_period": message("counted over another period than the year"),
    "other_indicator": message("the records hold nothing of this kind"),
    # no_records
    "no_year": message("the records hold nothing of that year"),
    "no_programme": message("the records hold nothing of that programme"),
    "no_awards": message("the records hold no award of that year"),
    "no_follow_up": message("nobody’s situation 12 months later is in the records"),
    # differs
    "still_followed": message("some have not been followed for 12 months yet"),
}


def find_count(figure: dict) -> Count | str:
    """How is this figure (a row of the register) counted, or for which reason is it not (an id of REASONS)?"""
    count = COUNTS.get((figure["indicator"], figure["programme"]))
    if count is None:
        return UNCOUNTED.get(figure["indicator"], "other_indicator")
    if is_statement(figure):
        return "statement"
    return count if figure["period"] == count.period else "other_period"

"""Which rows contradict themselves or another table? The rules over several columns that the data package names.

The package says which rules hold for a table, with their severity; what each means in SQL stands here. `checked` is the row
in question; `integrations` and `beneficiaries` are the accepted rows.
"""

from dataclasses import dataclass

from analytics.language import Phrase, message

FIRST_KEPT = 1000  # sources of the release before are numbered from here, given ones from 0
EDUCATION_ROUTES = "('education', 'vocational_training', 'apprenticeship', 'paid_internship')"
# Two rows that are alike in all of these, where all are known, are likely one person.
ALIKE = "sex, birth_year, juvenile, city_id, education, release_date"
GIVEN = f"given.source < {FIRST_KEPT}"
KNOWN = "sex <> 'U' AND birth_year IS NOT NULL AND juvenile IS NOT NULL AND education <> 'unknown'"


@dataclass(frozen=True)
class CrossRule:
    """A rule: the column that is shown, the condition of the rows that break it, and what was expected.

    by_given: the condition of the rows of the release before that a given row can have made break it; none, where a row
    breaks it by itself.
    """

    column: str
    condition: str
    expected: Phrase
    by_given: str = "false"


CROSS_RULES = {
    "award_before_start": CrossRule(
        "awarded_on",
        "EXISTS (SELECT 1 FROM integrations WHERE integrations.integration_id = checked.integration_id "
        "AND checked.awarded_on < integrations.started_on)",
        Phrase(message("an award on or after the first day of the support")),
    ),
    "programme_year": CrossRule(
        "started_on",
        "EXISTS (SELECT 1 FROM programmes WHERE programmes.id = checked.programme "
        "AND programmes.year <> year(checked.started_on))",
        Phrase(message("a first day in the year of its programme")),
    ),
    "start_before_release": CrossRule(
        "started_on",
        f"checked.route NOT IN {EDUCATION_ROUTES} AND EXISTS (SELECT 1 FROM beneficiaries "
        "WHERE beneficiaries.beneficiary_id = checked.beneficiary_id AND checked.started_on < beneficiaries.release_date)",
        Phrase(message("a first day on or after the release")),
        "checked.beneficiary_id IN (SELECT given.beneficiary_id FROM beneficiaries_typed AS given "
        f"WHERE {GIVEN} AND given.beneficiary_id IS NOT NULL)",
    ),
    # A person of 18 at release was born 18 or 19 calendar years before: only what no birthday can explain is told.
    "juvenile_birth_year": CrossRule(
        "juvenile",
        "(checked.juvenile AND year(checked.release_date) - checked.birth_year > 18) OR "
        "(NOT checked.juvenile AND year(checked.release_date) - checked.birth_year < 18)",
        Phrase(message("by the year of birth, at the release a juvenile is 18 at most, anyone else 18 at least")),
    ),
    "large_award": CrossRule(
        "amount_mad",
        "checked.amount_mad > 500000",
        Phrase(message("at most {limit} MAD"), limit=500000),
    ),
    # A row that repeats the number of the first of them is a key that stands twice, and no second person.
    "duplicate_person": CrossRule(
        "beneficiary_id",
        f"(checked.source, checked.file_row) IN (SELECT (source, file_row) FROM (SELECT source, file_row, beneficiary_id, "
        f"first_value(beneficiary_id IGNORE NULLS) OVER (PARTITION BY {ALIKE} ORDER BY source, file_row) AS first_id "
        f"FROM beneficiaries_typed WHERE ({ALIKE}) IN (SELECT ({ALIKE}) FROM beneficiaries_typed WHERE {KNOWN} "
        f"GROUP BY {ALIKE} HAVING count(*) > 1)) WHERE beneficiary_id <> first_id)",
        Phrase(message("a person who is not already there under another number")),
        f"({ALIKE}) IN (SELECT ({ALIKE}) FROM beneficiaries_typed AS given WHERE {GIVEN} AND {KNOWN})",
    ),
    "follow_up_before_start": CrossRule(
        "observed_on",
        "EXISTS (SELECT 1 FROM integrations WHERE integrations.integration_id = checked.integration_id "
        "AND checked.observed_on < integrations.started_on)",
        Phrase(message("a day on or after the first day of the support")),
        "checked.integration_id IN (SELECT given.integration_id FROM integrations_typed AS given "
        f"WHERE {GIVEN} AND given.integration_id IS NOT NULL)",
    ),
    "two_statuses": CrossRule(
        "status",
        "checked.integration_id IS NOT NULL AND checked.observed_on IS NOT NULL AND "
        "(checked.integration_id, checked.observed_on) IN (SELECT (integration_id, observed_on) FROM follow_ups_typed "
        "GROUP BY integration_id, observed_on HAVING min(status) <> max(status))",
        Phrase(message("one status of a support on one day")),
        "(checked.integration_id, checked.observed_on) IN (SELECT (given.integration_id, given.observed_on) "
        f"FROM follow_ups_typed AS given WHERE {GIVEN})",
    ),
}

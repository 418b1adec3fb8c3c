"""Which queries show how to ask? Ten that run as they stand, each with the question it answers."""

from dataclasses import dataclass

from analytics.disclosure.gate import INTERNAL, PUBLIC
from analytics.language import Language, message


@dataclass(frozen=True)
class Example:
    """A query, and its question. audiences: who has the tables for it."""

    question: str
    query: str
    audiences: tuple[str, ...] = (INTERNAL,)

    def in_language(self, language: Language) -> str:
        """The query, with the names of codes in this language."""
        return self.query.strip().replace("name_en", f"name_{language.code}")


EXAMPLES = (
    Example(
        message("How many were still active at 12 months, by route and year?"),
        """
SELECT
    routes.name_en AS route,
    year,
    sum(active_12m_numerator) AS active,
    sum(active_12m_denominator) AS known,
    round(sum(active_12m_numerator) / sum(active_12m_denominator), 3) AS share
FROM integrations_cube
JOIN routes ON routes.id = route
GROUP BY ALL
ORDER BY route, year
""",
    ),
    Example(
        message("What were 2014 and 2015 in each region, side by side?"),
        """
SELECT
    regions.name_en AS region,
    sum(integrations_numerator) FILTER (WHERE year = 2014) AS in_2014,
    sum(integrations_numerator) FILTER (WHERE year = 2015) AS in_2015,
    in_2015 - in_2014 AS change
FROM integrations_cube
JOIN regions ON regions.id = region
GROUP BY regions.name_en
ORDER BY change DESC NULLS LAST
""",
    ),
    Example(
        message("How did supports add up over the months?"),
        """
WITH months AS (
    SELECT month, sum(integrations_numerator) AS started
    FROM integrations_cube
    GROUP BY month
)
SELECT month, started, sum(started) OVER (ORDER BY month) AS since_2014
FROM months
ORDER BY month
""",
    ),
    Example(
        message("How many inhabitants are there for each support, by city?"),
        """
WITH supports AS (
    SELECT city, sum(integrations_numerator) AS supports
    FROM integrations_cube
    GROUP BY city
)
SELECT
    cities.name_en AS city,
    supports,
    population,
    round(population / supports) AS inhabitants_for_each
FROM supports
JOIN cities ON cities.id = city
WHERE population IS NOT NULL
ORDER BY inhabitants_for_each
""",
    ),
    Example(
        message("What share of the money was cheques, with totals?"),
        """
SELECT
    coalesce(programme, 'all') AS programme,
    coalesce(CAST(year AS VARCHAR), 'all') AS year,
    sum(funding_total_numerator) AS dirhams,
    round(sum(cheque_share_numerator) / sum(cheque_share_denominator), 3) AS cheque_share
FROM funding_cube
GROUP BY ROLLUP (programme, year)
ORDER BY GROUPING(programme), programme, GROUPING(year), year
""",
    ),
    Example(
        message("Which cities lie above the median of returns to prison?"),
        """
WITH rates AS (
    SELECT
        city,
        sum(return_to_prison_12m_denominator) AS known,
        sum(return_to_prison_12m_numerator) / sum(return_to_prison_12m_denominator) AS rate
    FROM integrations_cube
    WHERE year = 2015
    GROUP BY city
    HAVING known >= 30
)
SELECT city, known, round(rate, 4) AS rate
FROM rates
WHERE rate > (SELECT median(rate) FROM rates)
ORDER BY rate DESC
""",
    ),
    Example(
        message("How did supports end, and within how many months did half of them?"),
        """
WITH ends AS (
    SELECT "exit" AS how, exit_month, sum(records) AS supports
    FROM follow_up_cube
    WHERE "exit" <> 'censored'
    GROUP BY ALL
),
places AS (
    SELECT
        *,
        sum(supports) OVER (PARTITION BY how ORDER BY exit_month) AS until_then,
        sum(supports) OVER (PARTITION BY how) AS total
    FROM ends
)
SELECT how, max(total) AS supports, min(exit_month) FILTER (WHERE 2 * until_then >= total) AS half_within_months
FROM places
GROUP BY how
ORDER BY supports DESC
""",
    ),
    Example(
        message("What may the public see of one measure?"),
        """
SELECT name, year, route, numerator, denominator, value, status
FROM public_cells
WHERE measure = 'active_12m' AND divided_by = 'year, route'
ORDER BY route, year
""",
        (PUBLIC,),
    ),
    Example(
        message("How many cells are hidden, by table?"),
        """
SELECT name, count(*) AS cells, count(*) FILTER (WHERE status = 'confidential') AS hidden
FROM public_cells
GROUP BY name
HAVING hidden > 0
ORDER BY hidden DESC, name
""",
        (PUBLIC,),
    ),
    Example(
        message("Which printed figures of one indicator disagree?"),
        """
-- One source counts the projects, another the people who have them.
SELECT indicator, programme, year, period, value, qualifier, unit, publisher
FROM published
WHERE geography = 'national' AND sex = 'all' AND age_group = 'all'
QUALIFY count(DISTINCT value) OVER (
    PARTITION BY indicator, programme, year, period, CASE unit WHEN 'projects' THEN 'people' ELSE unit END
) > 1
ORDER BY indicator, year, value
""",
        (INTERNAL, PUBLIC),
    ),
)

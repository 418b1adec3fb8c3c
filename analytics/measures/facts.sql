-- One row an integration, with every dimension and every fact a measure counts. DuckDB and Spark SQL both run this.
-- {observed_until}: until when people were observed (a DATE literal made from a date, never from text a person typed).
CREATE OR REPLACE TEMPORARY VIEW integration_facts AS
WITH horizons AS (
    -- one row an integration: the days on which 6 and 12 calendar months have passed
    SELECT
        integration_id,
        CAST(started_on + INTERVAL 6 MONTH AS DATE) AS horizon_6m,
        CAST(started_on + INTERVAL 12 MONTH AS DATE) AS horizon_12m
    FROM integrations
),
observed AS (
    -- one row an observation; of several on a day a return to prison wins, then the other definite ends
    SELECT
        follow_ups.integration_id,
        observed_on,
        status,
        horizon_6m,
        horizon_12m,
        CASE status
            WHEN 'returned_to_prison' THEN 4
            WHEN 'certified' THEN 3
            WHEN 'completed' THEN 2
            WHEN 'ended' THEN 1
        END AS weight
    FROM follow_ups
    JOIN horizons ON horizons.integration_id = follow_ups.integration_id
),
ends_6m AS (
    -- one row an integration with a definite end on or before 6 months: the last of them
    SELECT integration_id, status
    FROM (
        SELECT
            integration_id,
            status,
            row_number() OVER (PARTITION BY integration_id ORDER BY observed_on DESC, weight DESC) AS place
        FROM observed
        WHERE weight IS NOT NULL AND observed_on <= horizon_6m
    ) AS placed
    WHERE place = 1
),
ends_12m AS (
    -- one row an integration with a definite end on or before 12 months: the last of them
    SELECT integration_id, status
    FROM (
        SELECT
            integration_id,
            status,
            row_number() OVER (PARTITION BY integration_id ORDER BY observed_on DESC, weight DESC) AS place
        FROM observed
        WHERE weight IS NOT NULL AND observed_on <= horizon_12m
    ) AS placed
    WHERE place = 1
),
seen AS (
    -- one row an integration with an observation: was it lost before the horizon, was it seen on or after it?
    SELECT
        integration_id,
        max(CASE WHEN status = 'lost' AND observed_on <= horizon_6m THEN 1 ELSE 0 END) AS lost_by_6m,
        max(CASE WHEN status = 'lost' AND observed_on <= horizon_12m THEN 1 ELSE 0 END) AS lost_by_12m,
        max(CASE WHEN observed_on >= horizon_6m THEN 1 ELSE 0 END) AS seen_from_6m,
        max(CASE WHEN observed_on >= horizon_12m THEN 1 ELSE 0 END) AS seen_from_12m
    FROM observed
    GROUP BY integration_id
),
awards AS (
    -- one row a funded integration; summed before it is joined, or an integration would count once an award
    SELECT integration_id, sum(amount_mad) AS funding_mad
    FROM funding
    GROUP BY integration_id
),
covered AS (
    -- one row a year, city and programme in which money was awarded
    SELECT DISTINCT year(started_on) AS year, city_id, programme
    FROM integrations
    JOIN awards ON awards.integration_id = integrations.integration_id
),
placed AS (
    SELECT
        integrations.integration_id,
        integrations.beneficiary_id,
        CAST(year(integrations.started_on) AS INTEGER) AS year,
        substr(CAST(integrations.started_on AS STRING), 1, 7) AS month,
        integrations.city_id AS city,
        cities.region_id AS region,
        cities.centre_status,
        coalesce(beneficiaries.sex, 'U') AS sex,
        CASE
            WHEN beneficiaries.juvenile THEN 'juvenile'
            WHEN NOT beneficiaries.juvenile THEN 'adult'
            ELSE 'unknown'
        END AS age_group,
        coalesce(beneficiaries.education, 'unknown') AS education,
        integrations.route,
        integrations.programme,
        coalesce(integrations.sector, 'unknown') AS sector,
        coalesce(integrations.partner, 'unknown') AS partner,
        CASE
            WHEN integrations.prepared_in_prison THEN 'true'
            WHEN NOT integrations.prepared_in_prison THEN 'false'
            ELSE 'unknown'
        END AS prepared,
        coalesce(awards.funding_mad, 0) AS funding_mad,
        covered.year IS NOT NULL AS is_covered_by_funding,
        cities.population IS NOT NULL AS has_population,
        coalesce(horizon_6m <= {observed_until}, false) AS is_in_question_6m,
        coalesce(horizon_12m <= {observed_until}, false) AS is_in_question_12m,
        -- what is the situation on the day? a definite end, or active when seen later and not lost before, or unknown
        CASE
            WHEN horizon_6m > {observed_until} THEN NULL
            WHEN ends_6m.status IS NOT NULL THEN ends_6m.status
            WHEN seen.lost_by_6m = 0 AND seen.seen_from_6m = 1 THEN 'active'
        END AS situation_6m,
        CASE
            WHEN horizon_12m > {observed_until} THEN NULL
            WHEN ends_12m.status IS NOT NULL THEN ends_12m.status
            WHEN seen.lost_by_12m = 0 AND seen.seen_from_12m = 1 THEN 'active'
        END AS situation_12m
    FROM integrations
    JOIN beneficiaries ON beneficiaries.beneficiary_id = integrations.beneficiary_id
    JOIN cities ON cities.id = integrations.city_id
    JOIN horizons ON horizons.integration_id = integrations.integration_id
    LEFT JOIN ends_6m ON ends_6m.integration_id = integrations.integration_id
    LEFT JOIN ends_12m ON ends_12m.integration_id = integrations.integration_id
    LEFT JOIN seen ON seen.integration_id = integrations.integration_id
    LEFT JOIN awards ON awards.integration_id = integrations.integration_id
    LEFT JOIN covered
        ON covered.year = year(integrations.started_on)
        AND covered.city_id = integrations.city_id
        AND covered.programme = integrations.programme
)
SELECT
    *,
    situation_6m IS NOT NULL AS is_known_6m,
    situation_12m IS NOT NULL AS is_known_12m
FROM placed;

-- One row an award, with the dimensions of its integration and the band that its amount falls in: 500 MAD wide below
-- 100,000, 5,000 below a million, 50,000 above.
CREATE OR REPLACE TEMPORARY VIEW award_facts AS
SELECT
    facts.year, facts.month, facts.city, facts.region, facts.centre_status, facts.sex, facts.age_group,
    facts.education, facts.route, facts.programme, facts.sector, facts.partner, facts.prepared,
    funding.kind AS funding_kind,
    funding.amount_mad,
    -- whole dirhams: a quotient would be rounded, and by each engine in its own way
    widths.whole_mad - widths.whole_mad % widths.width AS from_mad,
    widths.whole_mad - widths.whole_mad % widths.width + widths.width AS to_mad
FROM funding
JOIN integration_facts AS facts ON facts.integration_id = funding.integration_id
JOIN (
    -- one row an award
    SELECT
        funding_id,
        CAST(floor(amount_mad) AS BIGINT) AS whole_mad,
        CASE WHEN amount_mad < 100000 THEN 500 WHEN amount_mad < 1000000 THEN 5000 ELSE 50000 END AS width
    FROM funding
) AS widths ON widths.funding_id = funding.funding_id;

-- One row a person and year with a support: what a person has one of.
CREATE OR REPLACE TEMPORARY VIEW person_year_facts AS
SELECT DISTINCT
    integrations.beneficiary_id,
    CAST(year(integrations.started_on) AS INTEGER) AS year,
    coalesce(beneficiaries.sex, 'U') AS sex,
    CASE
        WHEN beneficiaries.juvenile THEN 'juvenile'
        WHEN NOT beneficiaries.juvenile THEN 'adult'
        ELSE 'unknown'
    END AS age_group,
    coalesce(beneficiaries.education, 'unknown') AS education,
    beneficiaries.city_id AS home_city,
    cities.region_id AS home_region
FROM integrations
JOIN beneficiaries ON beneficiaries.beneficiary_id = integrations.beneficiary_id
JOIN cities ON cities.id = beneficiaries.city_id;

-- One row a person with a support.
CREATE OR REPLACE TEMPORARY VIEW person_facts AS
SELECT DISTINCT beneficiary_id, sex, age_group, education, home_city, home_region
FROM person_year_facts;

-- One row an integration: how it left follow-up, after how many months, and its latest status. A return to prison counts
-- whenever it was seen; else the first definite end; else it is censored at the last day on which it was seen active
-- before it was lost. An end falls in the month it completes (on the day counts as before or on), a censored one is
-- counted through the last whole month.
CREATE OR REPLACE TEMPORARY VIEW exit_facts AS
WITH seen AS (
    -- one row an observation within the time that people were observed
    SELECT integration_id, observed_on, status
    FROM follow_ups
    WHERE observed_on <= {observed_until}
),
days AS (
    -- one row an integration with an observation: the first day of each kind of end
    SELECT
        integration_id,
        min(CASE WHEN status = 'returned_to_prison' THEN observed_on END) AS returned_on,
        min(CASE WHEN status = 'certified' THEN observed_on END) AS certified_on,
        min(CASE WHEN status = 'completed' THEN observed_on END) AS completed_on,
        min(CASE WHEN status = 'ended' THEN observed_on END) AS ended_on,
        min(CASE WHEN status = 'lost' THEN observed_on END) AS lost_on,
        max(CASE WHEN status <> 'lost' THEN observed_on END) AS last_on
    FROM seen
    GROUP BY integration_id
),
last_active AS (
    -- one row an integration seen active before it was lost
    SELECT seen.integration_id, max(seen.observed_on) AS active_on
    FROM seen
    JOIN days ON days.integration_id = seen.integration_id
    WHERE seen.status = 'active' AND (days.lost_on IS NULL OR seen.observed_on < days.lost_on)
    GROUP BY seen.integration_id
),
definite AS (
    -- one row an integration with a definite end: the latest, a return to prison winning a tie
    SELECT integration_id, status
    FROM (
        SELECT
            integration_id,
            status,
            row_number() OVER (
                PARTITION BY integration_id
                ORDER BY
                    observed_on DESC,
                    CASE status
                        WHEN 'returned_to_prison' THEN 4 WHEN 'certified' THEN 3 WHEN 'completed' THEN 2 ELSE 1
                    END DESC
            ) AS place
        FROM seen
        WHERE status NOT IN ('active', 'lost')
    ) AS placed
    WHERE place = 1
),
exits AS (
    -- one row an integration: kind and day of the exit
    SELECT
        integrations.integration_id,
        integrations.started_on,
        CASE
            WHEN days.returned_on IS NOT NULL THEN 'returned_to_prison'
            -- the first of the other ends; on one day a certificate wins, then a completion
            WHEN days.certified_on = least(days.certified_on, days.completed_on, days.ended_on) THEN 'certified'
            WHEN days.completed_on = least(days.completed_on, days.ended_on) THEN 'completed'
            WHEN days.ended_on IS NOT NULL THEN 'ended'
            ELSE 'censored'
        END AS exit,
        coalesce(
            days.returned_on,
            least(days.certified_on, days.completed_on, days.ended_on),
            last_active.active_on,
            integrations.started_on
        ) AS exit_on,
        coalesce(
            definite.status,
            CASE
                WHEN days.lost_on IS NOT NULL THEN 'lost'
                WHEN days.last_on IS NOT NULL THEN 'active'
                ELSE 'not_followed'
            END
        ) AS latest_status
    FROM integrations
    LEFT JOIN days ON days.integration_id = integrations.integration_id
    LEFT JOIN last_active ON last_active.integration_id = integrations.integration_id
    LEFT JOIN definite ON definite.integration_id = integrations.integration_id
),
months AS (
    -- one row an integration: whole months to the exit, and whether more days than these passed
    SELECT
        integration_id,
        exit,
        latest_status,
        12 * (year(exit_on) - year(started_on)) + month(exit_on) - month(started_on)
        - CASE WHEN day(exit_on) < least(day(started_on), day(last_day(exit_on))) THEN 1 ELSE 0 END AS whole_months,
        day(exit_on) <> least(day(started_on), day(last_day(exit_on))) AS has_days_left
    FROM exits
)
SELECT
    facts.year, facts.month, facts.city, facts.region, facts.centre_status, facts.sex, facts.age_group,
    facts.education, facts.route, facts.programme, facts.sector, facts.partner, facts.prepared,
    months.latest_status,
    months.exit,
    CAST(
        CASE
            WHEN months.exit = 'censored' THEN greatest(0, months.whole_months)
            ELSE greatest(1, months.whole_months + CASE WHEN months.has_days_left THEN 1 ELSE 0 END)
        END AS INTEGER
    ) AS exit_month
FROM months
JOIN integration_facts AS facts ON facts.integration_id = months.integration_id;

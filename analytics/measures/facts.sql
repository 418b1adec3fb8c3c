-- One row an integration: the days on which 6 and 12 calendar months have passed. DuckDB and Spark SQL both run this.
-- {observed_until}: until when people were observed (a DATE literal made from a date, never from text a person typed).
CREATE OR REPLACE TEMPORARY VIEW dated_integrations AS
SELECT
    *,
    CAST(started_on + INTERVAL 6 MONTH AS DATE) AS horizon_6m,
    CAST(started_on + INTERVAL 12 MONTH AS DATE) AS horizon_12m
FROM integrations;

-- One row an integration, with every dimension and every fact a measure counts.
-- A definite end is its day and its weight in one number, 201503144: the largest is the latest, and of several on a day a
-- return to prison (4) wins, then a certificate (3), a completion (2), another end (1).
-- Being lost sight of counts before being active on the same day.
-- How a support left follow-up: a return to prison counts whenever it was seen; else the first definite end; else it is
-- censored at the last day on which it was seen active before it was lost. An end falls in the month it completes (on the
-- day counts as before or on), a censored one is counted through the last whole month.
CREATE OR REPLACE TEMPORARY VIEW integration_facts AS
WITH lost AS (
    -- one row an integration that was lost sight of: since when
    SELECT integration_id, min(observed_on) AS lost_on
    FROM follow_ups
    WHERE status = 'lost' AND observed_on <= {observed_until}
    GROUP BY integration_id
),
observed AS (
    -- one row an observation
    SELECT
        follow_ups.integration_id,
        observed_on,
        status,
        horizon_6m,
        horizon_12m,
        lost_on,
        observed_on <= {observed_until} AS is_in_time,
        10 * (10000 * year(observed_on) + 100 * month(observed_on) + day(observed_on)) + CASE status
            WHEN 'returned_to_prison' THEN 4
            WHEN 'certified' THEN 3
            WHEN 'completed' THEN 2
            WHEN 'ended' THEN 1
        END AS definite_end
    FROM follow_ups
    JOIN dated_integrations ON dated_integrations.integration_id = follow_ups.integration_id
    LEFT JOIN lost ON lost.integration_id = follow_ups.integration_id
),
followed AS (
    -- one row an integration with an observation
    SELECT
        integration_id,
        max(lost_on) AS lost_on,
        max(observed_on) AS seen_on,
        max(CASE WHEN observed_on <= horizon_6m THEN definite_end END) AS end_6m,
        max(CASE WHEN observed_on <= horizon_12m THEN definite_end END) AS end_12m,
        max(CASE WHEN is_in_time THEN definite_end END) AS latest_end,
        min(CASE WHEN is_in_time AND status = 'returned_to_prison' THEN observed_on END) AS returned_on,
        min(CASE WHEN is_in_time AND status = 'certified' THEN observed_on END) AS certified_on,
        min(CASE WHEN is_in_time AND status = 'completed' THEN observed_on END) AS completed_on,
        min(CASE WHEN is_in_time AND status = 'ended' THEN observed_on END) AS ended_on,
        max(
            CASE WHEN is_in_time AND status = 'active' AND (lost_on IS NULL OR observed_on < lost_on) THEN observed_on END
        ) AS active_on
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
            WHEN end_6m % 10 = 4 THEN 'returned_to_prison'
            WHEN end_6m % 10 = 3 THEN 'certified'
            WHEN end_6m % 10 = 2 THEN 'completed'
            WHEN end_6m % 10 = 1 THEN 'ended'
            WHEN seen_on >= horizon_6m AND (lost_on IS NULL OR lost_on > horizon_6m) THEN 'active'
        END AS situation_6m,
        CASE
            WHEN horizon_12m > {observed_until} THEN NULL
            WHEN end_12m % 10 = 4 THEN 'returned_to_prison'
            WHEN end_12m % 10 = 3 THEN 'certified'
            WHEN end_12m % 10 = 2 THEN 'completed'
            WHEN end_12m % 10 = 1 THEN 'ended'
            WHEN seen_on >= horizon_12m AND (lost_on IS NULL OR lost_on > horizon_12m) THEN 'active'
        END AS situation_12m,
        CASE
            WHEN latest_end % 10 = 4 THEN 'returned_to_prison'
            WHEN latest_end % 10 = 3 THEN 'certified'
            WHEN latest_end % 10 = 2 THEN 'completed'
            WHEN latest_end % 10 = 1 THEN 'ended'
            WHEN lost_on IS NOT NULL THEN 'lost'
            WHEN active_on IS NOT NULL THEN 'active'
            ELSE 'not_followed'
        END AS latest_status,
        CASE
            WHEN returned_on IS NOT NULL THEN 'returned_to_prison'
            -- the first of the other ends; on one day a certificate wins, then a completion
            WHEN certified_on = least(certified_on, completed_on, ended_on) THEN 'certified'
            WHEN completed_on = least(completed_on, ended_on) THEN 'completed'
            WHEN ended_on IS NOT NULL THEN 'ended'
            ELSE 'censored'
        END AS exit,
        integrations.started_on,
        coalesce(
            returned_on, least(certified_on, completed_on, ended_on), active_on, integrations.started_on
        ) AS exit_on
    FROM dated_integrations AS integrations
    JOIN beneficiaries ON beneficiaries.beneficiary_id = integrations.beneficiary_id
    JOIN cities ON cities.id = integrations.city_id
    LEFT JOIN followed ON followed.integration_id = integrations.integration_id
    LEFT JOIN awards ON awards.integration_id = integrations.integration_id
    LEFT JOIN covered
        ON covered.year = year(integrations.started_on)
        AND covered.city_id = integrations.city_id
        AND covered.programme = integrations.programme
),
months AS (
    -- one row an integration: whole months to the exit, and whether more days than these passed
    SELECT
        *,
        12 * (year(exit_on) - year(started_on)) + month(exit_on) - month(started_on)
        - CASE WHEN day(exit_on) < least(day(started_on), day(last_day(exit_on))) THEN 1 ELSE 0 END AS whole_months,
        day(exit_on) <> least(day(started_on), day(last_day(exit_on))) AS has_days_left
    FROM placed
)
SELECT
    *,
    situation_6m IS NOT NULL AS is_known_6m,
    situation_12m IS NOT NULL AS is_known_12m,
    CAST(
        CASE
            WHEN exit = 'censored' THEN greatest(0, whole_months)
            ELSE greatest(1, whole_months + CASE WHEN has_days_left THEN 1 ELSE 0 END)
        END AS INTEGER
    ) AS exit_month
FROM months;

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
SELECT
    supported.beneficiary_id,
    supported.year,
    coalesce(beneficiaries.sex, 'U') AS sex,
    CASE
        WHEN beneficiaries.juvenile THEN 'juvenile'
        WHEN NOT beneficiaries.juvenile THEN 'adult'
        ELSE 'unknown'
    END AS age_group,
    coalesce(beneficiaries.education, 'unknown') AS education,
    beneficiaries.city_id AS home_city,
    cities.region_id AS home_region
FROM (
    SELECT DISTINCT beneficiary_id, CAST(year(started_on) AS INTEGER) AS year
    FROM integrations
) AS supported
JOIN beneficiaries ON beneficiaries.beneficiary_id = supported.beneficiary_id
JOIN cities ON cities.id = beneficiaries.city_id;

-- One row a person with a support.
CREATE OR REPLACE TEMPORARY VIEW person_facts AS
SELECT
    beneficiaries.beneficiary_id,
    coalesce(beneficiaries.sex, 'U') AS sex,
    CASE
        WHEN beneficiaries.juvenile THEN 'juvenile'
        WHEN NOT beneficiaries.juvenile THEN 'adult'
        ELSE 'unknown'
    END AS age_group,
    coalesce(beneficiaries.education, 'unknown') AS education,
    beneficiaries.city_id AS home_city,
    cities.region_id AS home_region
FROM beneficiaries
JOIN cities ON cities.id = beneficiaries.city_id
WHERE beneficiaries.beneficiary_id IN (SELECT beneficiary_id FROM integrations);

-- The raw records with the labels of the dimensions, written by hand and apart from the product's own SQL.
-- Grain of `labelled`: one row an integration. Grain of `people`: one row a person with a support.
CREATE OR REPLACE TABLE labelled AS
SELECT
    i.integration_id,
    i.beneficiary_id,
    i.started_on,
    date_part('year', i.started_on)::INTEGER AS year,
    strftime(i.started_on, '%Y-%m') AS month,
    i.city_id AS city,
    (SELECT region_id FROM cities c WHERE c.id = i.city_id) AS region,
    (SELECT centre_status FROM cities c WHERE c.id = i.city_id) AS centre_status,
    ifnull(b.sex, 'U') AS sex,
    if(b.juvenile IS NULL, 'unknown', if(b.juvenile, 'juvenile', 'adult')) AS age_group,
    ifnull(b.education, 'unknown') AS education,
    i.route,
    i.programme,
    ifnull(i.sector, 'unknown') AS sector,
    ifnull(i.partner, 'unknown') AS partner,
    ifnull(i.prepared_in_prison::VARCHAR, 'unknown') AS prepared
FROM integrations i
JOIN beneficiaries b USING (beneficiary_id);

CREATE OR REPLACE TABLE people AS
SELECT
    b.beneficiary_id,
    ifnull(b.sex, 'U') AS sex,
    if(b.juvenile IS NULL, 'unknown', if(b.juvenile, 'juvenile', 'adult')) AS age_group,
    ifnull(b.education, 'unknown') AS education,
    b.city_id AS home_city,
    (SELECT region_id FROM cities c WHERE c.id = b.city_id) AS home_region
FROM beneficiaries b
WHERE b.beneficiary_id IN (SELECT beneficiary_id FROM integrations);

-- Situation after N months, told from each integration's list of observations instead of from joins.
CREATE OR REPLACE MACRO rank_of(status) AS
    list_position(['ended', 'completed', 'certified', 'returned_to_prison'], status);
CREATE OR REPLACE MACRO situation(observations, day, observed_until) AS CASE
    WHEN day > observed_until THEN 'not in question'
    WHEN len(list_filter(observations, lambda o: rank_of(o.status) > 0 AND o.observed_on <= day)) > 0 THEN
        list_last(list_sort(list_transform(
            list_filter(observations, lambda o: rank_of(o.status) > 0 AND o.observed_on <= day),
            lambda o: {'day': o.observed_on, 'rank': rank_of(o.status), 'status': o.status}
        ))).status
    WHEN len(list_filter(observations, lambda o: o.status = 'lost' AND o.observed_on <= day)) > 0 THEN 'not known'
    WHEN len(list_filter(observations, lambda o: o.observed_on >= day)) > 0 THEN 'active'
    ELSE 'not known'
END;
CREATE OR REPLACE TABLE followed AS
SELECT
    l.*,
    situation(seen, (started_on + INTERVAL 6 MONTH)::DATE, $observed_until::DATE) AS after_6m,
    situation(seen, (started_on + INTERVAL 12 MONTH)::DATE, $observed_until::DATE) AS after_12m
FROM labelled l
LEFT JOIN (
    SELECT integration_id, list({'observed_on': observed_on, 'status': status}) AS seen
    FROM follow_ups GROUP BY integration_id
) USING (integration_id);

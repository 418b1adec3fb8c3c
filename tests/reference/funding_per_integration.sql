-- one row an integration of a year, city and programme in which money was awarded
SELECT
    l.*,
    (SELECT ifnull(sum(amount_mad), 0) FROM funding f WHERE f.integration_id = l.integration_id) AS numerator,
    1 AS denominator
FROM labelled l
WHERE (l.year, l.city, l.programme) IN (
    SELECT (p.year, p.city, p.programme) FROM labelled p WHERE p.integration_id IN (SELECT integration_id FROM funding)
)

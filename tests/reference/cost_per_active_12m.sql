-- one row an integration of a funded year, city and programme whose situation after 12 months is known
SELECT
    l.*,
    (SELECT ifnull(sum(amount_mad), 0) FROM funding f WHERE f.integration_id = l.integration_id) AS numerator,
    (after_12m IN ('active', 'completed', 'certified'))::INT AS denominator
FROM followed l
WHERE after_12m NOT IN ('not in question', 'not known')
  AND (l.year, l.city, l.programme) IN (
    SELECT (p.year, p.city, p.programme) FROM labelled p WHERE p.integration_id IN (SELECT integration_id FROM funding)
  )

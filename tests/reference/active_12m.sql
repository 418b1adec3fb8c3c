-- one row an integration whose situation after 12 months is known
SELECT *, (after_12m IN ('active', 'completed', 'certified'))::INT AS numerator, 1 AS denominator
FROM followed WHERE after_12m NOT IN ('not in question', 'not known')

-- one row an integration whose situation after 6 months is known
SELECT *, (after_6m IN ('active', 'completed', 'certified'))::INT AS numerator, 1 AS denominator
FROM followed WHERE after_6m NOT IN ('not in question', 'not known')

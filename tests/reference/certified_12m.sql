-- one row an integration through education or training whose situation after 12 months is known
SELECT *, (after_12m = 'certified')::INT AS numerator, 1 AS denominator
FROM followed
WHERE after_12m NOT IN ('not in question', 'not known')
  AND route IN ('education', 'vocational_training', 'apprenticeship', 'paid_internship')

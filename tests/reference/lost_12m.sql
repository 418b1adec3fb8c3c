-- one row an integration that began 12 months or more before the observation ended
SELECT *, (after_12m = 'not known')::INT AS numerator, 1 AS denominator
FROM followed WHERE after_12m <> 'not in question'

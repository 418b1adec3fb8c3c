-- one row an integration of which it is known whether it was prepared in prison
SELECT *, (prepared = 'true')::INT AS numerator, 1 AS denominator FROM labelled WHERE prepared <> 'unknown'

-- one row an integration of a person whose sex is known
SELECT *, (sex = 'F')::INT AS numerator, 1 AS denominator FROM labelled WHERE sex <> 'U'

-- one row an integration of a person whose juvenile status is known
SELECT *, (age_group = 'juvenile')::INT AS numerator, 1 AS denominator FROM labelled WHERE age_group <> 'unknown'

-- one row a person and year with a support
SELECT DISTINCT people.*, labelled.year, 1 AS numerator, NULL AS denominator
FROM people JOIN labelled USING (beneficiary_id)

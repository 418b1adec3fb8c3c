-- one row a person with a support; by year, see beneficiaries_by_year.sql
SELECT *, 1 AS numerator, NULL AS denominator FROM people

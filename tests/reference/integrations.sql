-- one row an integration
SELECT *, 1 AS numerator, NULL AS denominator FROM labelled

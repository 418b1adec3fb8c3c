-- one row an integration in a city whose population is known; the inhabitants are counted by the test, once a city
SELECT *, 1 AS numerator, NULL AS denominator
FROM labelled WHERE city IN (SELECT id FROM cities WHERE population IS NOT NULL)

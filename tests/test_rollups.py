"""The smaller copies of a table: none is asked for what it does not hold, and all add up to the table."""

from itertools import combinations

import pytest

from analytics.measures.asking import find_cube
from analytics.measures.cube import TABLES
from analytics.measures.rollups import ROLLUPS, smallest_copy


@pytest.mark.parametrize("table", ROLLUPS)
def test_the_copy_that_is_asked_holds_what_it_is_asked_by(table):
    cursor = find_cube().cursor()
    for count in range(4):
        for names in combinations(TABLES[table][1], count):
            held = {row[0] for row in cursor.execute(f"DESCRIBE {smallest_copy(table, names)}").fetchall()}
            assert set(names) <= held


@pytest.mark.parametrize("table", ROLLUPS)
def test_every_copy_adds_up_to_its_table_and_the_last_is_the_smallest(table):
    cursor, dimensions = find_cube().cursor(), TABLES[table][1]
    sums = [row[0] for row in cursor.execute(f"DESCRIBE {table}").fetchall() if row[0] not in dimensions]
    query = (
        "SELECT year, sex, route, " + ", ".join(f"sum({name})" for name in sums) + " FROM {} GROUP BY ALL ORDER BY ALL"
    )
    whole = cursor.execute(query.format(table)).fetchall()
    copies = [f"{table}_{number}" for number, _ in enumerate(ROLLUPS[table], start=1)]
    assert all(cursor.execute(query.format(copy)).fetchall() == whole for copy in copies)
    sizes = [cursor.execute(f"SELECT count(*) FROM {copy}").fetchone()[0] for copy in (table, *copies)]
    assert sizes[-1] == min(sizes) < sizes[0] and len(whole) > 5


def test_by_month_a_copy_without_education_is_asked_and_by_both_the_table():
    assert smallest_copy("integrations_cube", ["month", "city"]) == "integrations_cube_2"
    assert smallest_copy("integrations_cube", ["education", "city"]) == "integrations_cube_3"
    assert smallest_copy("integrations_cube", ["sector"]) == "integrations_cube_1"
    assert smallest_copy("integrations_cube", []) == "integrations_cube_4"
    assert smallest_copy("integrations_cube", ["month", "education"]) == "integrations_cube"
    assert smallest_copy("follow_up_cube", ["education", "exit", "exit_month"]) == "follow_up_cube_2"
    assert smallest_copy("follow_up_cube", ["partner", "latest_status"]) == "follow_up_cube_1"
    assert smallest_copy("persons_cube", ["sex"]) == "persons_cube"

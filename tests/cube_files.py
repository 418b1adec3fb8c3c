"""What two cubes do not share."""

import duckdb

from analytics.measures.cube import TABLES


def differences(one, other):
    """The cells that two cubes do not share, whatever their order; their columns and types must be the same."""
    found = {}
    for table in TABLES:
        first, second = (f"(FROM read_parquet('{cube / table}.parquet'))" for cube in (one, other))
        kinds = [duckdb.execute(f"DESCRIBE {each}").fetchall() for each in (first, second)]
        assert [kind[:2] for kind in kinds[0]] == [kind[:2] for kind in kinds[1]]
        assert duckdb.execute(f"SELECT count(*) FROM {first}").fetchone()[0] > 0
        found[table] = duckdb.execute(
            f"({first} EXCEPT ALL {second}) UNION ALL ({second} EXCEPT ALL {first})"
        ).fetchall()
    return {table: rows for table, rows in found.items() if rows}

"""Little records in which two engines could differ, and how they become the Parquet that a cluster reads."""

import duckdb

from analytics.records.contract import RECORD_TABLES
from analytics.records.current import open_records
from analytics.records.folder import PROJECT_DATA, DataFolder

# What engines may understand differently: ends of months and leap days, ends on one day, unknowns, and money that a
# binary fraction cannot hold.
SUPPORTS = """
    support | person | started_on | route               | sector   | partner | prepared_in_prison | city_id
    1       | 1      | 2014-08-31 | job_placement       | services | company | true               | fes
    2       | 1      | 2015-08-31 | vocational_training |          |         |                    | rabat
    3       | 2      | 2015-02-28 | education           |          |         | false              | tanger
    4       | 3      | 2014-02-28 | job_placement       | services | company | true               | fes
    5       | 4      | 2015-12-31 | paid_internship     | services |         | true               | casablanca
    6       | 5      | 2015-03-31 | job_placement       |          | company |                    | fes
"""
PEOPLE = """
    person | sex | juvenile | education | city_id
    1      | F   | true     |           | fes
    2      |     |          | primary   | rabat
    3      | U   | false    | unknown   | tanger
    4      | M   | false    | primary   | fes
    5      | F   |          |           | casablanca
"""
FOLLOW_UPS = """
    support | seen       | status
    1       | 2015-02-28 | completed           # on the day on which six months have passed
    1       | 2015-02-28 | returned_to_prison
    2       | 2016-02-29 | active
    2       | 2016-08-31 | certified
    2       | 2016-08-31 | ended
    3       | 2015-08-28 | lost
    3       | 2016-02-28 | active
    4       | 2014-02-28 | ended               # on the first day
    5       | 2016-06-29 | active
    5       | 2016-06-30 | lost
"""
FUNDING = """
    support | kind      | amount              | on
    1       | cheque    | 0.004               | 2014-09-01
    1       | equipment | 0.005               | 2014-09-01
    2       | cheque    | 99999.999999        | 2015-09-01
    3       | equipment | 100000              | 2015-03-01
    4       | cheque    | 999999.999999       | 2014-03-01
    5       | equipment | 999999999999.999999 | 2016-01-01
    6       | cheque    | 33.333333           | 2015-04-01
"""


def as_parquet(folder, written, parts=1):
    """The same rows, typed, as Parquet: each table one file, or a folder of parts as clusters write them."""
    connection = duckdb.connect()
    open_records(written, DataFolder(PROJECT_DATA)).load(connection)
    folder.mkdir()
    for table in RECORD_TABLES:
        path = folder / f"{table}.parquet"
        if parts == 1:
            connection.execute(f"COPY {table} TO '{path}' (FORMAT parquet)")
            continue
        path.mkdir()
        for part in range(parts):
            rows = f"SELECT * FROM {table} WHERE rowid % {parts} = {part}"
            connection.execute(f"COPY ({rows}) TO '{path}/part-{part:05}.parquet' (FORMAT parquet)")
        (path / "_SUCCESS").touch()
    return folder

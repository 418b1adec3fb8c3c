"""The databases of both audiences over the demonstration records."""

import pytest

from analytics.console.database import open_database
from analytics.measures.cube import cube_of
from analytics.records.current import current_records
from analytics.records.folder import PROJECT_DATA, DataFolder


def _database(audience):
    folder = DataFolder(PROJECT_DATA)
    return open_database(cube_of(current_records(folder)), folder, audience)


@pytest.fixture(scope="session")
def internal():
    return _database("internal")


@pytest.fixture(scope="session")
def public():
    return _database("public")

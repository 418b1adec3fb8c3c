"""An analyst's query never stands in anybody's way: other pages answer while it runs, and its process is gone afterwards."""

import re
import time

import pytest

from tests.browser_pages import filter_by, peak_of, running_queries, start_query
from tests.console.harmful_answers import BOMBS

pytestmark = pytest.mark.thorough

LONG = {"processor": BOMBS["a product of series"], "memory": BOMBS["a text replaced by ever longer ones"]}
MOST_KILOBYTES = 1_500_000
# Each try costs the five seconds of a query; how quick a machine is says nothing about the code.
FILTERS = (("Job placement", "Women"), ("Micro-project", "Men"), ("Education", "Vocational training"))


def wait_until(claim, seconds=20):
    until = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_another_page_answers_while_the_query_runs_and_the_child_is_gone_afterwards(visit, server, query):
    analyst, other = visit("/sql?lang=en"), visit("/compare?lang=en")
    answered_meanwhile = False
    for filters in FILTERS:
        start_query(analyst, query)
        wait_until(lambda: running_queries(server))
        (child,) = running_queries(server)
        for name in filters:
            filter_by(other, name)
            answered_meanwhile |= child in running_queries(server)
        most = 0
        while (now := peak_of(child)) is not None:
            most = max(most, now)
            time.sleep(0.02)
        assert most < MOST_KILOBYTES
        analyst.page.get_by_text(re.compile("The query was stopped")).wait_for(timeout=20_000)
        if answered_meanwhile:
            break
    assert answered_meanwhile and running_queries(server) == []
    assert other.page.get_by_role("heading", level=1).count() == 1 and other.complaints == []

"""How waiting and memory under load are summed up: by hand."""

import pytest

from benchmarks.load.crowd import Waiting, quantile
from benchmarks.load.people import CHANGED, Act
from benchmarks.load.servers import Sample, slope
from benchmarks.load.session import Run


@pytest.mark.parametrize(("part", "found"), [(0.5, 10), (0.95, 19), (0.99, 20), (1.0, 20)])
def test_a_quantile_is_the_value_with_so_many_at_or_below_it(part, found):
    assert quantile(range(1, 21), part) == found


def test_an_act_that_failed_is_counted_and_in_no_quantile():
    acts = [Act(0.0, CHANGED, "compare", Run(seconds, 2_000, 50)) for seconds in (3.0, 1.0, 2.0)]
    failed = Act(0.0, "failed", "compare", None)
    assert Waiting.of([*acts, failed]) == Waiting(acts=4, failed=1, p50=2.0, p95=3.0, p99=3.0, most=3.0, size=2_000)


def test_memory_grows_by_the_slope_of_the_line_through_it():
    seen = [Sample(60.0 * minute, memory, 1, 1) for minute, memory in enumerate((100, 103, 102, 105))]
    # Minutes from their middle: -1.5, -0.5, 0.5, 1.5; MB from theirs (102.5): -2.5, 0.5, -0.5, 2.5; 7 / 5.
    assert slope(seen) == pytest.approx(1.4)

"""Arithmetic that keeps qualifiers. Expected values by hand."""

import pytest

from analytics.published.qualifiers import Quantity


def of(value, qualifier="exact"):
    return Quantity.printed(value, qualifier)


@pytest.mark.parametrize(
    ("before", "after", "qualifier", "value"),
    [
        (of(933), of(1719), "exact", 786),
        (of(230, "about"), of(317), "about", 87),
        (of(317), of(230, "about"), "about", -87),
        (of(4.5), of(5, "more_than"), "at_least", 0.5),
        (of(5, "more_than"), of(4.5), "at_most", -0.5),
        (of(4.5), of(5, "up_to"), "at_most", 0.5),
        (of(5, "up_to"), of(8), "at_least", 3),
        (of(5, "more_than"), of(5.2, "more_than"), None, None),  # two floors leave no difference
        (of(5, "more_than"), of(6, "up_to"), "at_most", 1),
        (of(5), of(5), "exact", 0),
        (of(5), of(5, "more_than"), "at_least", 0),
        (of(5, "more_than"), of(5), "at_most", 0),
        (of(5), of(5, "about"), "about", 0),
        (of(230, "about"), of(300, "more_than"), None, None),  # an approximate bound is no bound
    ],
)
def test_difference(before, after, qualifier, value):
    difference = after.minus(before)
    assert difference.qualifier == qualifier
    assert difference.value == pytest.approx(value) if value is not None else difference.value is None


@pytest.mark.parametrize(
    ("before", "after", "qualifier", "value"),
    [
        (of(933), of(1719), "exact", 786 / 933),
        (of(230, "about"), of(317), "about", 87 / 230),
        (of(4.5), of(5, "more_than"), "at_least", 0.5 / 4.5),
        (of(5, "more_than"), of(4), "at_most", -0.2),
        (of(5, "more_than"), of(5.2, "more_than"), None, None),
    ],
)
def test_relative_difference(before, after, qualifier, value):
    relative = after.relative_to(before)
    assert relative.qualifier == qualifier
    assert relative.value == pytest.approx(value) if value is not None else relative.value is None


def test_nothing_is_relative_to_zero_or_to_a_ceiling():
    assert of(5).relative_to(of(0)) is None
    assert of(5).relative_to(of(5, "up_to")) is None

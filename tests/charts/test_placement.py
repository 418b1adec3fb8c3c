"""Marks that would hide one another are moved apart, and names find a free place."""

from math import hypot

from analytics.charts.geometry import Box, crossings, entries, overlaps, rows_of
from analytics.charts.placement import Name, View, place_names, spread

FRAME = Box(0, 0, 300, 300)


def moved(box, point):
    return Box(box.left + point[0], box.bottom + point[1], box.right + point[0], box.top + point[1])


def test_rectangles_that_touch_do_not_overlap():
    boxes = rows_of([Box(0, 0, 10, 10), Box(10, 0, 20, 10), Box(5, 5, 8, 30)])
    assert overlaps(boxes, boxes).tolist() == [[True, False, True], [False, True, False], [True, False, True]]
    assert overlaps(boxes, boxes, beside=1).tolist()[0] == [True, True, True]


def test_a_line_enters_what_it_crosses_or_ends_in():
    lines = rows_of([(-5, 5, 15, 5), (5, 5, 6, 40), (-5, -5, -1, 20), (0, 20, 20, 20), (float("nan"),) * 4])
    assert entries(lines, rows_of([Box(0, 0, 10, 10)]))[:, 0].tolist() == [True, True, False, False, False]


def test_lines_cross_only_where_both_pass():
    lines = rows_of([(0, 0, 10, 10), (0, 10, 10, 0), (20, 0, 20, 10), (float("nan"),) * 4])
    assert crossings(lines).tolist() == [
        [False, True, False, False], [True, False, False, False], [False] * 4, [False] * 4,
    ]  # fmt: skip


def test_marks_that_are_apart_stay_where_they_are():
    assert spread([(0, 0), (50, 0)], [10, 10]) == [(0, 0), (50, 0)]


def test_marks_on_one_another_are_pushed_apart_along_their_line_and_no_further():
    (x0, y0), (x1, y1) = spread([(100, 100), (103, 104)], [10, 10], gap=0)
    assert abs(hypot(x1 - x0, y1 - y0) - 20) < 0.2
    assert abs((y1 - y0) / (x1 - x0) - 4 / 3) < 1e-6 and abs((x0 + x1) / 2 - 101.5) < 1e-6


def test_marks_on_the_very_same_place_are_parted():
    (x0, y0), (x1, y1) = spread([(5, 5), (5, 5)], [6, 6], gap=0)
    assert abs(hypot(x1 - x0, y1 - y0) - 12) < 0.2


def test_a_lonely_name_stands_at_the_right_of_its_mark():
    (place,) = place_names((Name(60, 7),), (View(((150, 150),), FRAME),))
    assert (place.side, place.leader) == ("left", None) and place.box.left == 10


def test_a_name_at_the_edge_turns_inwards():
    (place,) = place_names((Name(60, 7),), (View(((290, 150),), FRAME),))
    assert place.side == "right" and place.box.right < 0


def test_crowded_names_take_leaders_and_never_meet():
    points = tuple((140 + 16 * (place % 3), 140 + 16 * (place // 3)) for place in range(9))
    places = place_names((Name(55, 7),) * 9, (View(points, FRAME),))
    boxes = [moved(place.box, point) for place, point in zip(places, points, strict=True)]
    marks = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in points]
    met = overlaps(rows_of(boxes), rows_of(boxes))
    assert met.sum() == 9 and not overlaps(rows_of(boxes), rows_of(marks)).any()
    assert any(place.leader for place in places)


def test_a_place_must_be_free_at_every_width():
    # In the second view the other mark lies where the name would stand in the first.
    views = (View(((100, 100), (100, 250)), FRAME), View(((100, 100), (130, 100)), FRAME))
    place = place_names((Name(50, 7), Name(50, 7)), views)[0]
    for view in views:
        box, (x, y) = moved(place.box, view.points[0]), view.points[1]
        assert not overlaps(rows_of([box]), rows_of([Box(x - 7, y - 7, x + 7, y + 7)])).any()


def test_placing_is_always_alike():
    view = View(tuple((100 + 9 * place, 100) for place in range(6)), FRAME)
    place_names.cache_clear()
    first = place_names((Name(40, 6),) * 6, (view,))
    place_names.cache_clear()
    assert place_names((Name(40, 6),) * 6, (view,)) == first


def test_no_names_is_no_work():
    assert place_names((), (View((), FRAME),)) == ()

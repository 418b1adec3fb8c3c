"""Names beside their marks: clear of other marks and names while there is room, and inside the figure."""

from analytics.charts.beside import sides_of

VIEW = [(240, 300), (520, 300)]


def boxes(widths, named, others, size):
    found = sides_of(widths, named, others, VIEW)
    return [
        (x * size[0] + box.left, y * size[1] + box.bottom, x * size[0] + box.right, y * size[1] + box.top)
        for (x, y), (_, box) in zip(named, found, strict=True)
    ]


def meet(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def test_a_name_stands_to_the_right_of_a_mark_with_room():
    assert [side for side, _ in sides_of([50], [(0.5, 0.5)], [], VIEW)] == ["left"]


def test_a_name_at_the_far_edge_stands_to_the_left():
    assert [side for side, _ in sides_of([50], [(0.98, 0.5)], [], VIEW)] == ["right"]


def test_two_names_one_over_the_other_do_not_meet():
    named = [(0.5, 0.5), (0.5, 0.47)]
    for size in VIEW:
        first, second = boxes([60, 60], named, [], size)
        assert not meet(first, second)


def test_a_name_stays_off_the_marks_while_there_is_room():
    others = [(0.55, 0.5), (0.6, 0.5), (0.45, 0.5)]
    for size in VIEW:
        (box,) = boxes([60], [(0.5, 0.5)], others, size)
        marks = [(x * size[0] - 4, y * size[1] - 4, x * size[0] + 4, y * size[1] + 4) for x, y in others]
        assert not any(meet(box, mark) for mark in marks)


def test_a_name_stays_off_the_lines_and_rather_crosses_one_than_hides_a_mark():
    # A line goes up beside the mark, so the name stands on the other side of it.
    line = [(0.55, part / 300) for part in range(301)]
    mark = (0.5, 0.5)
    assert [side for side, _ in sides_of([60], [mark], [], VIEW, line)] == ["right"]
    # Marks all around but to the right: there the name stands, over the line.
    others = [(x, y) for x in (0.3, 0.35, 0.4, 0.45, 0.5) for y in (0.44, 0.47, 0.5, 0.53, 0.56) if (x, y) != mark]
    assert [side for side, _ in sides_of([60], [mark], others, VIEW, line)] == ["left"]

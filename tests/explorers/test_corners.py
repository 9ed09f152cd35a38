"""Corners: every two ends meet, in few points, the same on every machine."""

from itertools import combinations, product

import pytest

from course_utils.chapters import contents
from course_utils.explorers.corners import outermost, pairwise


def met(points) -> set:
    return {frozenset(pair) for p in points for pair in combinations(p.items(), 2)}


def wanted(ends) -> set:
    return {
        frozenset([(one, a), (other, b)])
        for one, other in combinations(ends, 2)
        for a, b in product(ends[one], ends[other])
    }


@pytest.mark.parametrize("name", contents.explorers())
def test_every_two_ends_of_an_explorer_meet(name):
    settings = contents.explorers()[name].exploration().settings
    ends = {each: setting.ends() for each, setting in settings.items()}
    points = pairwise(ends)
    assert all(set(point) == set(ends) for point in points)
    assert met(points) == wanted(ends)


def test_few_points_serve():
    """No fewer than 4 × 4 can; the 480 pairs of one for one are 16 times 30."""
    ends = {name: list("abcd") for name in "uvwxyz"}
    points = pairwise(ends)
    assert met(points) == wanted(ends)
    assert 16 <= len(points) <= 32
    assert points == pairwise(ends)


@pytest.mark.parametrize(
    ("ends", "points"),
    [({}, []), ({"a": [1, 2]}, []), ({"a": [1], "b": [2]}, [{"a": 1, "b": 2}])],
)
def test_where_there_are_no_pairs_there_are_no_points(ends, points):
    assert pairwise(ends) == points


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ([30, 5, 100], [5, 100]),
        ([0.5, 0.25], [0.25, 0.5]),
        (["a", "c", "b"], ["a", "c", "b"]),
        ([None, 1, 2], [None, 1, 2]),
    ],
)
def test_numbers_have_a_middle_that_is_left_out(values, left):
    assert outermost(values) == left

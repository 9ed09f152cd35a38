"""Lines of a class: printed by seats, collected by the teacher."""

import pytest

from course_utils.classroom import Line, collect


def test_lines_come_back_as_they_were_printed():
    lines = [Line(3, "generations", 7), Line(1, "std", 0.000123456), Line(2, "std", 2)]
    assert collect(repr(lines[0])) == {3: lines[0]}
    assert collect(f"\n {lines[1]!r} \n\n{lines[2]!r}\n") == {1: lines[1], 2: lines[2]}


def test_the_last_line_of_a_seat_counts():
    text = "seat 1 | std = 1\nseat 1 | std = 2"
    assert collect(text)[1].value == 2


def test_nothing_is_nothing():
    assert collect("") == {}


@pytest.mark.parametrize(
    "row", ["hello", "seat x | std = 1", "seat 1 std = 1", "seat 1 | std = nan", "1"]
)
def test_other_lines_are_refused(row):
    with pytest.raises(ValueError, match="is not a line such as"):
        collect(row)


def test_different_measures_are_refused():
    with pytest.raises(ValueError, match="generations, std"):
        collect("seat 1 | std = 1\nseat 2 | generations = 1")

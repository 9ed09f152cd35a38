"""Lines of a class: printed by seats, collected by the teacher."""

import pytest
from scipy import stats

from course_utils.learning.classroom import draw
from course_utils.learning.classroom.lines import Line, at_least, collect, preferences


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


def test_a_coin_is_the_binomial_law():
    for flips in (1, 2, 10, 11, 300, 3000):
        for heads in {0, 1, flips // 2, flips // 2 + 1, flips}:
            law = stats.binom(flips, 0.5).sf(heads - 1)
            assert at_least(heads, flips) == pytest.approx(law, rel=1e-9, abs=1e-300)


def test_preferences_of_a_class_add_up():
    pasted = "seat 1 | late_of_10 = 3\nseat 2 | late_of_10 = 9\nseat 1 | late_of_10 = 7"
    said = preferences(pasted)
    assert said.startswith("2 seats preferred the late writer in 16 of 20 pairs.")
    chance = 200 * stats.binom(20, 0.5).sf(15)
    assert f"one writer or the other 16 times or more in {chance:.2g} % of" in said


def test_a_class_that_prefers_the_early_writer_is_told_so():
    said = preferences("seat 1 | late_of_10 = 2", ("A", "B"))
    assert said.startswith("1 seat preferred A in 8 of 10 pairs.")
    assert "in 11 % of" in said


def test_a_tie_prefers_nobody():
    said = preferences("seat 1 | late_of_10 = 5")
    assert said == "1 seat preferred neither writer: each in 5 of 10 pairs."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("seat 1 | generations = 3", "is not a line such as 'seat 7 | late_of_10 = 6'"),
        ("seat 1 | late_of_10 = 11", "is not a line such as"),
        ("seat 1 | late_of_10 = -1", "is not a line such as"),
        ("seat 1 | late_of_10 = 2.5", "is not a line such as"),
        ("seat 1 | late_of_10_or_so = 2", "is not a line such as"),
        ("seat 1 | late_of_0 = 0", "hold 0 pairs"),
        ("seat 1 | late_of_200000 = 90000", "is not a line such as"),
        ("", "0 lines hold 0 pairs"),
        ("seat 1 | late_of_10 = 2\nseat 2 | late_of_9 = 2", "collect one at a time"),
    ],
)
def test_other_preferences_are_refused(text, complaint):
    with pytest.raises(ValueError, match=complaint.replace("|", r"\|")):
        preferences(text)


def test_a_class_is_drawn_with_its_median_in_words():
    drawn = draw(collect("seat 1 | last_seen = 2\nseat 2 | last_seen = 40\n"
                         "seat 3 | last_seen = 3"))  # fmt: skip
    assert repr(drawn) == "3 seats: half of them are at 3 or below, from 2 to 40."
    assert drawn.png.startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="0 lines to draw"):
        draw({})

"""The map of notebook 05: whole, held to the closed forms, and made again in part."""

import numpy as np
import pytest

from course_utils.experiments import load
from course_utils.experiments import phases as stored
from course_utils.experiments.sweep import child_seed

MAPS = [(way, n) for way in stored.WAYS for n in stored.SIZES]


def test_each_point_is_stored_once():
    rows = load("phases").rows
    assert len(rows) == 1_092
    points = {(row["way"], row["n"], row["bias"], row["share"]) for row in rows}
    assert len(points) == len(rows)
    for row in rows:
        numbers = [*row["mean"], *row["median"], *row["some"], row["late"]]
        assert np.all(np.isfinite(numbers)) and min(numbers) >= 0
        assert len(row["mean"]) == len(row["median"]) == stored.FIRST


def test_every_share_is_a_whole_number_of_points():
    for n in stored.SIZES:
        points = np.array(stored.SHARES) * n
        np.testing.assert_allclose(points, np.rint(points), atol=1e-9)


@pytest.mark.parametrize("at", range(0, 1_092, 97))
def test_a_cell_of_a_map_is_the_row_of_its_point(at):
    row = load("phases").rows[at]
    found = stored.stored(row["way"], row["n"])
    cell = stored.BIASES.index(row["bias"]), stored.SHARES.index(row["share"])
    assert found.late[cell] == row["late"]
    assert found.median[(6, *cell)] == row["median"][6]
    assert found.some[(2, *cell)] == row["some"][2]


def test_the_means_of_the_long_run_are_those_of_the_closed_forms():
    """1,092 z-scores: one beyond 4.5 by chance once in 130 times; their squares."""
    squares = []
    for way, n in MAPS:
        found = stored.stored(way, n)
        gap = np.abs(found.late - found.formula)
        assert np.all(gap <= 4.5 * found.error + 0.06), (way, n)
        some = found.formula > 1
        squares.append((gap[some] / found.error[some]) ** 2)
    squares = np.concatenate(squares)
    assert abs(squares.mean() - 1) < 4 * np.sqrt(2 / len(squares))


@pytest.mark.parametrize(
    "point",
    [
        {"way": "new", "n": 100, "bias": 0.9, "share": 0.1},
        {"way": "kept", "n": 300, "bias": 1.0, "share": 0.02},
    ],
)
def test_a_point_can_be_made_again(point):
    again = stored.run(**point, seed=child_seed(0, point, 0))
    (row,) = (r for r in load("phases").rows if {**r, **point} == r)
    for name, value in again.items():
        assert value == pytest.approx(row[name], rel=0.01, abs=1), name

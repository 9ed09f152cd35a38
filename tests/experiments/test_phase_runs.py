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


def least(way: str, n: int, bias: float, wanted: float, of: str = "late") -> float:
    """The least share whose value in the long run is at least what is wanted."""
    held = getattr(stored.stored(way, n), of)[stored.BIASES.index(bias)]
    return stored.SHARES[int(np.argmax(held >= wanted))]


def test_what_notebook_05_says_of_them():
    assert least("new", 100, 1.0, 90) == 0.05
    assert least("new", 1_000, 1.0, 90) == stored.SHARES[0]
    assert {least("new", n, 0.9, 50) for n in stored.SIZES} == {0.1}
    assert least("new", 100, 1.0, 90, "late_median") == 0.15
    cell = stored.SHARES.index(0.1)
    for n, share, slack in ((100, 0.9, 0.02), (1_000, 1.0, 0.02)):
        new, kept = stored.stored("new", n).late, stored.stored("kept", n).late
        for bias in (1.0, 0.9):
            row = stored.BIASES.index(bias)
            assert abs(kept[row, cell] / new[row, cell] - share) < slack
    gaps = [found.late - found.late_median for found in map(_map, MAPS)]
    assert min(gap.min() for gap in gaps) > -0.1
    assert 24 < max(gap.max() for gap in gaps) < 26


def _map(at: tuple) -> stored.Held:
    return stored.stored(*at)

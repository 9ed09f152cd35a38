"""Two expert boxes beside figures that were computed elsewhere."""

import re

import nbformat
import numpy as np
import pytest

from course_utils.models.categorical import zipf
from course_utils.upkeep import notebooks


def printed(name: str, cell: str) -> list[list[float]]:
    """The numbers of each line that a cell prints."""
    (path,) = notebooks.find([name])
    book = nbformat.read(path, as_version=4)
    (found,) = [c for c in book.cells if c.get("id") == cell]
    lines = found.outputs[0].text.splitlines()
    return [[float(x) for x in re.findall(r"\d+\.?\d*", line)] for line in lines]


def test_half_real_is_the_border():
    """n t V at t = 1,000 by the recursion, in numbers of an earlier simulation."""
    rows = {row[0]: row[1:] for row in printed("05", "border-table")[2:]}
    assert list(rows) == [0.75, 0.6, 0.5, 0.25]
    elsewhere = {0.75: 1.97, 0.6: 4.01, 0.5: 7.9, 0.25: 88}
    for a, (simulated, formula, labelled) in rows.items():
        assert formula == pytest.approx(elsewhere[a], rel=0.01)
        assert labelled == pytest.approx(1 / a, abs=0.01)
        # four standard errors of a variance of 5,000 normal numbers
        assert abs(simulated / formula - 1) < 4 * np.sqrt(2 / 5_000)
    assert rows[0.75][1] == pytest.approx(1 / (2 * 0.75 - 1), rel=0.02)
    assert rows[0.6][1] == pytest.approx(1 / (2 * 0.6 - 1), rel=0.25)


def test_the_exponent_is_twice_the_share_below_one_half():
    def variance(a, generations):
        t = np.arange(2, generations + 1)
        v = [1.0]
        for i in t:
            v.append((1 - a / i) ** 2 * v[-1] + 1 / i**2)
        return np.array(v)

    for a, exponent in ((0.25, 0.5), (0.4, 0.8), (0.9, 1.0)):
        v = variance(a, 400_000)
        slope = np.log(v[399_999] / v[99_999]) / np.log(4)
        assert slope == pytest.approx(-exponent, abs=0.03)


def test_collapse_run_backwards():
    """Effective types and KL at T = 0.8, in numbers of an earlier simulation."""
    _, truth, _, *rows = printed("07", "backwards-run")
    assert truth == [180]
    assert [row[0] for row in rows] == [0.0, 0.4, 0.8, 1.2]
    for row, types, lost in zip(
        rows, (54, 100, 182.5, 313), (0.1405, 0.0388, 0.0089, 0.0594), strict=True
    ):
        assert row[1] == pytest.approx(types, rel=0.03)
        assert row[2] == pytest.approx(lost, rel=0.08)


@pytest.mark.parametrize("temperature", [0.5, 0.8, 0.95, 1.3])
def test_the_best_step_back_is_the_temperature(temperature):
    """With shares known exactly, w = T gives the truth back, and no other w does."""

    def tempered(p):
        law = p ** (1 / temperature)
        return law / law.sum()

    r = zipf(1_000)
    s = tempered(r)
    np.testing.assert_allclose(tempered(r * (s / r) ** -temperature), r, rtol=1e-9)
    for w in (0, temperature / 2, 1.2 * temperature):
        assert np.abs(tempered(r * (s / r) ** -w) - r).sum() > 0.01

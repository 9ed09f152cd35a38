"""The row is the chain: each seat passes on a mean and a spread. For notebook 01."""

from collections.abc import Sequence

import numpy as np

from ... import checks, plots, theory
from .band import paint
from .rows import rows_of

POINTS = 5  # what a seat draws; few enough for a pocket calculator
REACH = 1.645  # standard deviations: nine in ten of a bell curve lie within


def row(stds: Sequence[Sequence[float]], n: int = POINTS) -> plots.Picture:
    """The standard deviation along each row of seats, over theory, on a log axis.

    stds : for each row of seats the σ that its seats passed on, in order, such as
        [0.9, 1.1, 0.7]. n : points per seat; the fit divides by n − 1.

    Raises ValueError for anything but rows of positive numbers.
    """
    passed = rows_of("stds", [[1, *one] for one in stds])
    if np.nanmin(passed) == 0:
        raise ValueError("stds holds 0, but it must hold numbers above 0")
    last = passed.shape[1] - 1
    low, middle, high = expected(n, last)
    ax = paint(passed, (low, high), "standard deviation σ", "each row of seats")
    ax.plot(middle, "--", color=plots.THEORY, label="median, theory")
    ax.set(yscale="log")
    plots.plain_ticks(ax.yaxis)
    plots.legend(ax, columns=2)
    return plots.Picture(
        [ax],
        f"{len(passed)} rows of up to {last} seats: the last σ of each is "
        f"{', '.join(f'{one[~np.isnan(one)][-1]:.2g}' for one in passed)}. In theory "
        f"half of all rows are below {middle[-1]:.2g} at seat {last}, and nine in ten "
        "are in the band.",
    )


def expected(n: int, seats: int) -> np.ndarray:
    """(3, seats + 1): low end, median and high end of σ; log σ² is a random walk."""
    n, t = checks.count("n", n, least=2), np.arange(seats + 1)
    drift = t * theory.log_variance_drift(n, ddof=1)
    spread = np.sqrt(t * theory.log_variance_noise(n))
    return np.exp([(drift + side * spread) / 2 for side in (-REACH, 0, REACH)])


def slips(seats: int, n: int = POINTS, seed: int = 1) -> str:
    """A table to print and cut up: for each seat, n numbers z of a standard bell curve.

    A seat that receives (mean, σ) has the points mean + σ·z.
    """
    rng = np.random.default_rng(seed)
    seats = checks.count("seats", seats, least=1)
    drawn = rng.normal(size=(seats, checks.count("n", n, least=2)))
    lines = [
        f"{seat:4d}  " + "".join(f"{z:7.2f}" for z in zs)
        for seat, zs in enumerate(drawn, 1)
    ]
    return "\n".join(["seat   z of its points", *lines])

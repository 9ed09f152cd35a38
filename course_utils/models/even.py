"""A model sampled without chance: what infinitely many points would show.

Instead of drawing n points, ``Even`` places them so that the same share of probability
lies between neighbours. A fit to them is the fit to infinitely many points, but for an
error that shrinks like 1/n. One dimension only. Taught in notebook 03.
"""

import inspect

import numpy as np

from .. import checks

CELLS = 20_000
REACH = 12.0
LOST = 1e-3


class Even:
    """Any one-dimensional model with ``fit`` and ``log_prob``, sampled evenly.

    reach : points are looked for in [-reach, reach], where the model must have its
        probability, spread over more than a cell: ``sample`` is a ValueError else.
    """

    def __init__(self, model, reach: float = REACH):
        if not callable(getattr(model, "log_prob", None)):
            raise TypeError(f"model is {model!r}, which has no log_prob()")
        self.model = model
        self.reach = checks.positive("reach", reach)

    def fit(self, data: np.ndarray, *, rng=None) -> "Even":
        """Fit the model to data of shape (n, 1); returns self."""
        takes_rng = "rng" in inspect.signature(self.model.fit).parameters
        options = {"rng": rng} if takes_rng else {}
        self.model.fit(data, **options)
        return self

    def sample(self, n: int) -> np.ndarray:
        """(n, 1) points at the quantiles (i + 1/2)/n, i = 0 .. n - 1."""
        n = checks.count("n", n, least=1)
        edges = np.linspace(-self.reach, self.reach, CELLS + 1)
        middles = (edges[:-1] + edges[1:]) / 2
        mass = np.exp(self.model.log_prob(middles[:, None]))
        found = mass.sum() * (edges[1] - edges[0])
        if not abs(found - 1) < LOST:
            raise ValueError(
                f"reach is {self.reach}, and {found:.3f} of the model's probability "
                f"was found there in {CELLS:,} cells, but it must be nearly 1: another "
                "reach is needed"
            )
        below = np.append(0.0, np.cumsum(mass))
        wanted = (np.arange(n) + 0.5) / n * below[-1]
        return np.interp(wanted, below, edges)[:, None]

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log densities of the model."""
        return self.model.log_prob(x)

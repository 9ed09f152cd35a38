"""Linear regression: the model for which the limit of collapse is known exactly.

Only labels are ever synthetic: covariates stay real, the noise keeps its size, and the
weights alone are learnt, by least squares. Leaves out ridge penalties and an intercept.
Taught in notebook 04.
"""

import numpy as np

from .. import checks


class Regression:
    """y = x . weights + noise; records are (n, d + 1) rows, d covariates and then y.

    Parameters
    ----------
    weights : (d,)
    noise : known standard deviation of the labels about x . weights; no fit changes it.
    design : None draws new covariates N(0, 1) for each record. An array (rows, d) is
        used again in every sample, whole: samples then have a multiple of ``rows``
        records, and only the noise of their labels is new.
    """

    def __init__(self, weights, *, noise: float = 1.0, design=None):
        if np.ndim(weights) != 1:
            raise ValueError(
                f"weights has shape {np.shape(weights)}, but it must be (d,): one "
                "weight a covariate"
            )
        self.weights = checks.points("weights", np.asarray(weights)[None])[0].copy()
        self.noise = checks.positive("noise", noise, zero=True)
        if design is not None:
            design = checks.points("design", design).copy()
            _check_columns("design", design, len(self.weights))
        self.design = design

    def fit(self, data: np.ndarray, *, sample_weight=None) -> "Regression":
        """Set the weights by least squares on data (n, d + 1), n >= 1; returns self.

        With fewer different covariates than weights, those of the least norm.
        """
        x, y = self._columns("data", data)
        if sample_weight is not None:
            scale = np.sqrt(checks.weights(sample_weight, len(y)))
            x, y = x * scale[:, None], y * scale
        self.weights = np.linalg.lstsq(x, y)[0]
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, d + 1) rows: covariates, new or those of the design, and new labels."""
        n, rng = checks.count("n", n), checks.generator(rng)
        if self.design is None:
            x = rng.standard_normal((n, len(self.weights)))
        else:
            x = np.tile(self.design, (copies(n, len(self.design)), 1))
        y = x @ self.weights + self.noise * rng.standard_normal(n)
        return np.column_stack([x, y])

    def log_prob(self, rows: np.ndarray) -> np.ndarray:
        """(n,) natural-log densities of y given x, not of x; rows are (n, d + 1).

        Raises ValueError where the noise is 0: there is no density.
        """
        x, y = self._columns("rows", rows)
        if self.noise == 0:
            raise ValueError("noise is 0, so there is no density; it must be above 0")
        z = (y - x @ self.weights) / self.noise
        return -0.5 * (z**2 + np.log(2 * np.pi * self.noise**2))

    def error_of(self, model: "Regression", sample=None) -> float:
        """What another model's weights add to the mean squared error on our records.

        |w - w'|^2 for covariates N(0, I). A metric, so that the truth can judge:
        ``loop.run(..., metrics={"test_error": truth.error_of})``; needs no sample.
        """
        if model.weights.shape != self.weights.shape:
            raise ValueError(
                f"the model has {len(model.weights)} weights, but it must have the "
                f"{len(self.weights)} of the truth"
            )
        return float(np.sum((model.weights - self.weights) ** 2))

    def _columns(self, name: str, rows) -> tuple[np.ndarray, np.ndarray]:
        rows = checks.points(name, rows)
        _check_columns(name, rows, len(self.weights) + 1)
        return rows[:, :-1], rows[:, -1]

    def __repr__(self) -> str:
        weights = np.round(self.weights, 3).tolist()
        return f"Regression({weights}, noise={self.noise:g})"


def copies(n: int, rows: int) -> int:
    """How many times a design of ``rows`` gives n records; ValueError for a part."""
    if n % rows:
        raise ValueError(
            f"n is {n}, but a design of {rows} rows is used whole: n must be a "
            f"multiple of {rows}"
        )
    return n // rows


def _check_columns(name: str, x: np.ndarray, columns: int):
    if x.shape[1] != columns:
        raise ValueError(
            f"{name} has {x.shape[1]} columns, but the model needs {columns}"
        )

"""Metrics: what is measured of a model, ``f(model, sample) -> number``.

A metric reads the model where the model knows the answer, and the sample (n new
points of the model) where it does not. In d dimensions variance is trace / d. Those of
text take samples of (n, length) word ids, padded with 0. A sample that a metric cannot
read, strings for a mean, say, is a ValueError.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from . import checks

Metric = Callable[[object, np.ndarray], float]


def mean(model, sample: np.ndarray) -> float:
    """Mean, averaged over dimensions."""
    own = _own(model, "mean")
    return float(np.mean(_numbers("mean", sample) if own is None else own))


def variance(model, sample: np.ndarray) -> float:
    """Variance, averaged over dimensions; of the points (over n) if not the model's."""
    own = _own(model, "variance")
    if own is None:
        own = np.var(_numbers("variance", sample), axis=0)
    return float(np.mean(own))


def std(model, sample: np.ndarray) -> float:
    """Square root of the variance."""
    return float(np.sqrt(variance(model, sample)))


def log_variance(model, sample: np.ndarray) -> float:
    """Natural logarithm of the variance; minus infinity when it is gone."""
    with np.errstate(divide="ignore"):
        return float(np.log(variance(model, sample)))


def types(model, sample: np.ndarray) -> float:
    """Number of types with a share above 0."""
    return float(np.count_nonzero(_shares(model, sample)))


def entropy(model, sample: np.ndarray) -> float:
    """Entropy of the types, in nats."""
    return float(shannon(_shares(model, sample)))


def effective(model, sample: np.ndarray) -> float:
    """Effective number of types, e^entropy: as many equally frequent ones (Hill)."""
    return float(np.exp(entropy(model, sample)))


def diversity(model, sample: np.ndarray) -> float:
    """Gini diversity, 1 - sum p^2: the chance that two records differ in type."""
    return float(gini(_shares(model, sample)))


def words(model, sample: np.ndarray) -> float:
    """Number of different words in the sentences of the sample."""
    return float(np.count_nonzero(np.bincount(np.ravel(_sentences(sample)))[1:]))


def sentence_length(model, sample: np.ndarray) -> float:
    """Mean number of words in a sentence, the end not counted."""
    return np.count_nonzero(_sentences(sample)) / len(sample)


def unique(model, sample: np.ndarray) -> float:
    """Number of different sentences, as a share of all."""
    return len({row.tobytes() for row in _sentences(sample)}) / len(sample)


def distinct(n: int) -> Metric:
    """Distinct-n as a metric: different n-grams of words, as a share of all n-grams.

    n-grams lie within a sentence (Li et al. 2016). The share falls with the size of
    the sample: compare samples of one size. NaN if no sentence has n words.
    """
    n = checks.count("n", n, least=1)

    def distinct_n(model, sample: np.ndarray) -> float:
        sample = _sentences(sample)
        ids = int(np.max(sample, initial=0)) + 1
        if ids**n >= 2**63:
            raise ValueError(
                f"n is {n}, but with word ids up to {ids - 1} the numbers of n-grams "
                "must stay below 2^63: a smaller n is needed"
            )
        window = sample.shape[1] - n + 1
        if window < 1 or not np.any(sample[:, n - 1]):
            return float("nan")
        key = np.zeros((len(sample), window), dtype=np.int64)
        for i in range(n):
            key = key * ids + sample[:, i : i + window]
        key = np.sort(key[sample[:, n - 1 :] > 0])
        return (1 + np.count_nonzero(np.diff(key))) / len(key)

    return distinct_n


def perplexity(model, x: np.ndarray, **options) -> float:
    """exp(-sum log_prob / words) of sentences x (n, length), ends not counted as words.

    The probabilities of ends are in log_prob, their number is not in the divisor.
    options go to ``model.log_prob``. ValueError if there is no word.
    """
    count = np.count_nonzero(x)
    if not count:
        raise ValueError(
            f"x has {len(x)} sentences and no word, but at least 1 word is needed"
        )
    return float(np.exp(-np.sum(model.log_prob(x, **options)) / count))


def shannon(p: np.ndarray) -> np.ndarray:
    """-sum p log p over the last axis, in nats; a share of 0 adds nothing."""
    log = np.log(p, where=p > 0, out=np.zeros(np.shape(p)))
    return 0.0 - np.sum(p * log, axis=-1)


def gini(p: np.ndarray) -> np.ndarray:
    """1 - sum p^2 over the last axis."""
    return 1 - np.sum(np.square(p), axis=-1)


def _shares(model, sample) -> np.ndarray:
    """The model's own p, or the shares of the different records of the sample."""
    own = _own(model, "p")
    if own is not None:
        return np.asarray(own)
    sample = _records("types", sample)
    if sample.dtype == object:
        raise ValueError(
            "the sample holds records of kind object, but types are counted among "
            "numbers or numpy's own strings: np.asarray(records, dtype=str), say"
        )
    return np.unique(sample, axis=0, return_counts=True)[1] / len(sample)


def _records(what: str, sample) -> np.ndarray:
    sample = np.asarray(sample)
    if sample.ndim == 0 or len(sample) == 0:
        raise ValueError(
            f"the sample has shape {sample.shape}, but {what} needs at least 1 record, "
            "counted by the first axis"
        )
    return sample


def _numbers(what: str, sample) -> np.ndarray:
    sample = _records(what, sample)
    if sample.dtype.kind not in "biuf" or sample.size == 0:
        raise ValueError(
            f"the sample is an array of shape {sample.shape} and kind {sample.dtype}, "
            f"but {what} needs numbers"
        )
    return sample


def _sentences(sample) -> np.ndarray:
    sample = _records("a metric of text", sample)
    whole = sample.ndim == 2 and sample.dtype.kind in "iu"
    if not whole or np.min(sample, initial=0) < 0:
        raise ValueError(
            f"the sample is an array of shape {sample.shape} and kind {sample.dtype}, "
            "but a metric of text needs (n, length) whole numbers: word ids from 1, "
            "padded with 0"
        )
    return sample.astype(np.int64, copy=False)


def _own(model, name: str):
    own = getattr(model, name, None)
    return own() if callable(own) else own


KNOWN: dict[str, Metric] = {
    "mean": mean,
    "variance": variance,
    "std": std,
    "log_variance": log_variance,
    "types": types,
    "entropy": entropy,
    "effective": effective,
    "diversity": diversity,
    "words": words,
    "sentence_length": sentence_length,
    "unique": unique,
    "distinct_2": distinct(2),
    "distinct_3": distinct(3),
}


def choose(metrics: Mapping[str, Metric] | Iterable[str] | None) -> dict[str, Metric]:
    """Metrics by name, from a mapping or from names known here.

    Raises KeyError that lists the names, TypeError for what cannot be called.
    """
    if metrics is None:
        return {}
    if isinstance(metrics, str):
        metrics = [metrics]
    if not isinstance(metrics, Mapping):
        metrics = list(metrics)
        unknown = [name for name in metrics if name not in KNOWN]
        if unknown:
            raise KeyError(
                f"unknown metric {unknown[0]!r}; known are {', '.join(KNOWN)}, or "
                "give your own as {name: function}"
            )
        return {name: KNOWN[name] for name in metrics}
    for name, metric in metrics.items():
        if not callable(metric):
            raise TypeError(
                f"metric {name!r} is {metric!r}, but it must be a function of a model "
                "and a sample"
            )
    return dict(metrics)


def first_below(series: np.ndarray, level: float) -> int | None:
    """Index of the first value of series (T,) below the level; None if there is none.

    Below is <: a value at the level has not fallen below it. NaN is never below.
    """
    below = np.flatnonzero(np.asarray(series) < level)
    return int(below[0]) if len(below) else None


def total_variation(p: np.ndarray, q: np.ndarray, step: float = 1.0):
    """Mass that lies elsewhere, 0 to 1: half of sum |p - q| over the last axis.

    Of shares, or of densities on a grid whose points are ``step`` apart.
    """
    return 0.5 * step * np.abs(p - q).sum(axis=-1)


def wasserstein2(mean_a, cov_a, mean_b, cov_b):
    """2-Wasserstein distance between two Gaussians, in the units of the data.

    mean : (d,), cov : (d, d). |mean_a - mean_b|^2 + tr(A + B - 2 (A^½ B A^½)^½), then
    the root (Dowson and Landau 1982). In one dimension the squared distance is
    (mean_a - mean_b)^2 + (std_a - std_b)^2. Distances below 1e-7 standard deviations
    are lost in rounding. Many Gaussians of one dimension, means and variances of one
    shape, may be compared with one (two numbers). ValueError for other shapes, NaN, and
    no covariances.
    """
    if np.size(mean_a) > 1 and np.ndim(mean_b) == np.ndim(cov_b) == 0:
        shape = np.shape(mean_a)
        off = _shaped("mean_a", mean_a, shape) - _shaped("mean_b", mean_b, ())
        wider = _stds("cov_a", cov_a, shape) - _stds("cov_b", cov_b, ())
        return np.hypot(off, wider)
    d = np.size(mean_a)
    mean_a, mean_b = _shaped("mean_a", mean_a, (d,)), _shaped("mean_b", mean_b, (d,))
    cov_a, cov_b = _covariance("cov_a", cov_a, d), _covariance("cov_b", cov_b, d)
    root = _root(cov_a)
    cross = _root(root @ cov_b @ root)
    squared = np.sum((mean_a - mean_b) ** 2) + np.trace(cov_a + cov_b - 2 * cross)
    return float(np.sqrt(max(squared, 0.0)))


def _shaped(name: str, x, shape: tuple[int, ...]) -> np.ndarray:
    """Floats of that shape; a single number has any shape of one."""
    if np.shape(x) != shape and not np.size(x) == np.prod(shape) == 1:
        raise ValueError(f"{name} has shape {np.shape(x)}, but it must be {shape}")
    return checks.points(name, np.reshape(x, (-1, 1))).reshape(shape)


def _stds(name: str, variance, shape: tuple[int, ...]) -> np.ndarray:
    variance = _shaped(name, variance, shape)
    if np.min(variance) < 0:
        raise ValueError(f"{name} holds {np.min(variance)}, a negative variance")
    return np.sqrt(variance)


def _covariance(name: str, x, d: int) -> np.ndarray:
    cov = _shaped(name, x, (d, d))
    least = np.linalg.eigvalsh(cov).min()
    if not np.allclose(cov, cov.T) or least < -1e-9 * np.abs(cov).max():
        raise ValueError(
            f"{name} is {cov.tolist()}, but a covariance is symmetric and has no "
            "negative variance"
        )
    return cov


def _root(cov: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(cov)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T

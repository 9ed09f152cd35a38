"""Sentences of chance, and language models ready to be looked at closely."""

import numpy as np

from tests.gradients import differences


def random_sentences(n: int, words: int, longest: int, seed: int = 0) -> np.ndarray:
    """(n, longest) ids of sentences of 0 to longest words, both among them."""
    rng = np.random.default_rng(seed)
    x = rng.integers(1, words + 1, (n, longest)).astype(np.int32)
    length = rng.integers(0, longest + 1, n)
    length[:2] = 0, longest
    x[np.arange(longest) >= length[:, None]] = 0
    return x


def ready(model, *, kind=float, seed=0):
    """The model with weights of normal noise, float64."""
    rng = np.random.default_rng(seed)
    model.weights = {
        name: (rng.standard_normal(shape) / np.sqrt(shape[-1])).astype(kind)
        for name, shape in model.shapes.items()
    }
    return model


def numerical(model, x: np.ndarray, array: np.ndarray) -> np.ndarray:
    """The gradient of ``model.loss(x)`` in one array of its weights, by differences."""
    return differences(lambda: model.loss(x)[0], array)

"""A small reader of digits: 256 greys, one hidden layer, ten chances.

It judges pictures and is no part of the loop. Leaves out any trick that would make it
larger. Used in notebook 06.
"""

import math

import numpy as np

from .. import checks
from .adam import Adam, schedule
from .layers import (
    cross_entropy,
    linear,
    linear_backward,
    relu_layer,
    relu_layer_backward,
    softmax,
)
from .network import Network
from .settings import Training, chosen


class Reader(Network):
    """pixels -> hidden units, ReLU -> classes; options are ``settings.Training``'s."""

    def __init__(
        self, pixels: int = 256, hidden: int = 64, classes: int = 10, **options
    ):
        self.pixels = checks.count("pixels", pixels, least=1)
        self.hidden = checks.count("hidden", hidden, least=1)
        self.classes = checks.count("classes", classes, least=2)
        usual = Training(epochs=12, learning_rate=3e-3, batch_size=50)
        (self.training,) = chosen(options, usual)
        self.shapes = {"in": (pixels, hidden), "in.shift": (hidden,),
                       "out": (hidden, classes), "out.shift": (classes,)}  # fmt: skip

    def fit(self, x: np.ndarray, digits: np.ndarray, *, rng) -> "Reader":
        """Learn which digits (n,) pictures x (n, pixels) show; returns self."""
        x, rng = self._pictures(x), checks.generator(rng)
        digits = checks.types("digits", digits, self.classes, least=1)
        if self._flat is None or not self.training.warm_start:
            self.weights = self._start(rng)
        batches = -(-len(x) // self.training.batch_size)
        steps, adam = batches * self.training.epochs, Adam(self._flat)
        for _ in range(self.training.epochs):
            for rows in np.array_split(rng.permutation(len(x)), batches):
                rate = schedule(adam.steps, steps) * self.training.learning_rate
                adam.step(self._gradient(x[rows], digits[rows]), rate)
        return self

    def features(self, x: np.ndarray) -> np.ndarray:
        """(n, hidden) what the hidden layer makes of pictures x (n, pixels)."""
        w = self.weights
        return relu_layer(self._pictures(x), w["in"], w["in.shift"])

    def chances(self, x: np.ndarray) -> np.ndarray:
        """(n, classes) probability of each digit for pictures x (n, pixels)."""
        w = self.weights
        return softmax(linear(self.features(x), w["out"], w["out.shift"]))

    def _gradient(self, x: np.ndarray, digits: np.ndarray) -> np.ndarray:
        w, g = self.weights, {}
        hidden = self.features(x)
        logits = linear(hidden, w["out"], w["out.shift"])
        each = np.full(len(x), 1 / len(x), dtype=x.dtype)
        _, d_y = cross_entropy(logits, digits, each)
        d_y, g["out"], g["out.shift"] = linear_backward(d_y, hidden, w["out"])
        d_y = relu_layer_backward(d_y, hidden)
        _, g["in"], g["in.shift"] = linear_backward(d_y, x, w["in"])
        return np.concatenate([g[name].ravel() for name in self.shapes])

    def _start(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        sizes = {"in": self.pixels, "out": self.hidden}
        return {
            name: math.sqrt(2 / sizes.get(name, math.inf))
            * rng.standard_normal(shape, dtype=np.float32)
            for name, shape in self.shapes.items()
        }

    def _pictures(self, x: np.ndarray) -> np.ndarray:
        x = checks.points("x", x)
        if x.shape[1] != self.pixels:
            raise ValueError(
                f"x has {x.shape[1]} pixels, but there must be {self.pixels}"
            )
        return x.astype(np.float32 if self._flat is None else self._flat.dtype)

    def __repr__(self) -> str:
        return f"Reader({self.pixels}, {self.hidden}, {self.classes})"

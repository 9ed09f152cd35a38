"""A variational autoencoder (Kingma & Welling 2014) of small grey pictures.

The encoder says which hidden numbers a picture may have come from, a Gaussian each; the
decoder draws a picture from hidden numbers. Learnt together, on the evidence lower
bound: likely pictures, from hidden numbers that are close to N(0, 1).

    loss = E[-log p(x | z)] + KL(q(z | x) || N(0, 1)),   z ~ q(z | x)

Leaves out convolutions and weighted records. Taught in notebook 06.
"""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .. import checks
from .adam import Adam, schedule
from .layers import linear, linear_backward, relu_layer, relu_layer_backward
from .learnt import kept
from .network import Network
from .settings import Training, chosen

LIMIT = 30.0  # of a, lest exp overflows
Weights = dict[str, np.ndarray]


class Grey(NamedTuple):
    """A law of a grey x: log p(x) = (a x - log_total(a)) / variance, but for what
    does not depend on a. E x = mean(a) is the derivative of log_total.

    So the gradient of -log p is (mean(a) - x) / variance, whatever the law.
    """

    log_total: Callable[[np.ndarray], np.ndarray]
    mean: Callable[[np.ndarray], np.ndarray]
    variance: float = 1.0


def _softplus(a: np.ndarray) -> np.ndarray:
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


def _sigmoid(a: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-a))


GREYS = {
    "bernoulli": Grey(_softplus, _sigmoid),
    "squared": Grey(lambda a: a * a / 2, lambda a: a, variance=1 / 16),
}
PIXELS = ("mean", "sampled")


class Autoencoder(Network):
    """A VAE with two hidden layers on either side; pictures are (n, pixels), 0 to 1.

    Parameters
    ----------
    pixels : of a picture.
    wide, narrow : units of the hidden layers, ReLU, the outer and the inner one.
    latent : hidden numbers of a picture.
    loss : "bernoulli" takes a grey for the chance of a black pixel; "squared" for a
        number with normal noise of standard deviation 1/4.
    draws : "mean", a sample is the decoder's mean, or "sampled", its pixels are drawn,
        black or white; Bernoulli only.
    options : fields of ``settings.Training``.
    """

    def __init__(
        self,
        pixels: int = 256,
        wide: int = 192,
        narrow: int = 96,
        latent: int = 8,
        *,
        loss: str = "bernoulli",
        draws: str = "mean",
        **options,
    ):
        self.pixels = checks.count("pixels", pixels, least=1)
        self.wide = checks.count("wide", wide, least=1)
        self.narrow = checks.count("narrow", narrow, least=1)
        self.latent = checks.count("latent", latent, least=1)
        self.loss, self.draws = _one_of("loss", loss, GREYS), draws
        _one_of("draws", draws, PIXELS if loss == "bernoulli" else PIXELS[:1])
        usual = Training(epochs=20, learning_rate=2e-3, batch_size=50)
        (self.training,) = chosen(options, usual)
        sizes = (pixels, wide, narrow, 2 * latent), (latent, narrow, wide, pixels)
        self.shapes = {}
        for side, widths in zip(("encoder", "decoder"), sizes, strict=True):
            for i, shape in enumerate(pairwise(widths)):
                self.shapes[f"{side}.{i}"] = shape
                self.shapes[f"{side}.{i}.shift"] = shape[1:]
        self.losses: list[float] = []

    @kept
    def fit(self, data: np.ndarray, *, rng=None) -> "Autoencoder":
        """Train on pictures (n, pixels), n >= 1; returns self.

        rng : for the first weights, the order of batches and the hidden numbers.
        ``losses`` has the mean loss of each epoch, in nats per picture.
        """
        data, rng = self._pictures("data", data), checks.generator(rng)
        if self._flat is None or not self.training.warm_start:
            self.weights = self._start(rng)
        size = self.training.batch_size
        batches = -(-len(data) // size)
        steps, adam = batches * self.training.epochs, Adam(self._flat)
        self.losses = []
        for _ in range(self.training.epochs):
            total = 0.0
            for rows in np.array_split(rng.permutation(len(data)), batches):
                noise = rng.standard_normal((len(rows), self.latent), dtype=np.float32)
                loss, gradient = self._gradient(data[rows], noise)
                rate = schedule(adam.steps, steps) * self.training.learning_rate
                adam.step(gradient, rate)
                total += loss * len(rows)
            self.losses.append(total / len(data))
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, pixels) pictures, from hidden numbers of N(0, 1)."""
        n, rng = checks.count("n", n), checks.generator(rng)
        z = rng.standard_normal((n, self.latent), dtype=np.float32)
        x = self.decoded(z)
        if self.draws == "sampled":
            x = (rng.random(x.shape, dtype=np.float32) < x).astype(np.float32)
        return x

    def decoded(self, z: np.ndarray) -> np.ndarray:
        """(n, pixels) mean pictures from hidden numbers z (n, latent)."""
        a = np.clip(_stack(self.weights, "decoder", z)[0], -LIMIT, LIMIT)
        return np.clip(GREYS[self.loss].mean(a), 0, 1)

    def used(self, x: np.ndarray) -> np.ndarray:
        """(latent,) nats that each hidden number tells of pictures x, on average."""
        x = self._pictures("x", x)
        return _divergence(*self._encoded(self.weights, x)[:2]).mean(axis=0)

    def evidence(self, x: np.ndarray, noise: np.ndarray):
        """The mean loss of pictures x (n, pixels), and its gradient by name.

        noise : (n, latent), what z deviates by, in standard deviations.
        """
        loss, gradient = self._gradient(self._pictures("x", x), noise)
        return loss, self._named(gradient)

    def _gradient(self, x: np.ndarray, noise: np.ndarray) -> tuple[float, np.ndarray]:
        w, n, grey = self.weights, len(x), GREYS[self.loss]
        mean, log_var, read = self._encoded(w, x)
        std = np.exp(log_var / 2)
        a, drawn = _stack(w, "decoder", mean + std * noise)
        np.clip(a, -LIMIT, LIMIT, out=a)
        surprise = (grey.log_total(a) - a * x).sum() / grey.variance
        loss = (surprise + _divergence(mean, log_var).sum()) / n
        gradient = {}
        d_a = (grey.mean(a) - x) / (grey.variance * n)
        d_z = _stack_backward(d_a, w, "decoder", drawn, gradient)
        d_mean = d_z + mean / n
        d_log_var = d_z * noise * std / 2 + (np.exp(log_var) - 1) / (2 * n)
        d_code = np.concatenate([d_mean, d_log_var], axis=1)
        _stack_backward(d_code, w, "encoder", read, gradient)
        return float(loss), np.concatenate([gradient[k].ravel() for k in self.shapes])

    def _encoded(self, w: Weights, x: np.ndarray):
        """Means and log variances (n, latent), and what ``_stack_backward`` needs."""
        code, kept = _stack(w, "encoder", x)
        return code[:, : self.latent], code[:, self.latent :], kept

    def _start(self, rng: np.random.Generator) -> Weights:
        """Normal noise that keeps sums about 1 wide after a ReLU; shifts 0."""
        w = {}
        for name, shape in self.shapes.items():
            spread = math.sqrt(2 / shape[0]) if len(shape) == 2 else 0
            w[name] = spread * rng.standard_normal(shape, dtype=np.float32)
        return w

    def _pictures(self, name: str, x: np.ndarray) -> np.ndarray:
        x = checks.points(name, x)
        if x.shape[1] != self.pixels or x.min() < 0 or x.max() > 1:
            raise ValueError(
                f"{name} has {x.shape[1]} pixels from {x.min():g} to {x.max():g}, but "
                f"{self.pixels} pixels from 0 to 1 are needed"
            )
        return x.astype(np.float32 if self._flat is None else self._flat.dtype)

    def __repr__(self) -> str:
        return (
            f"Autoencoder({self.pixels}, {self.wide}, {self.narrow}, {self.latent}, "
            f"loss={self.loss!r}, draws={self.draws!r})"
        )


def _one_of(name: str, value: str, allowed) -> str:
    if value not in allowed:
        raise ValueError(
            f"{name} is {value!r}, but it must be {' or '.join(map(repr, allowed))}"
        )
    return value


def _divergence(mean: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """KL(N(mean, var) || N(0, 1)) of each number, in nats."""
    return (mean * mean + np.exp(log_var) - 1 - log_var) / 2


def _stack(w: Weights, side: str, x: np.ndarray):
    """Three layers, ReLU after the first two; and what each of them read."""
    kept = [x]
    for i in (0, 1):
        x = relu_layer(x, w[f"{side}.{i}"], w[f"{side}.{i}.shift"])
        kept.append(x)
    return linear(x, w[f"{side}.2"], w[f"{side}.2.shift"]), kept


def _stack_backward(d_y, w: Weights, side: str, kept, gradient: Weights) -> np.ndarray:
    """Gradient of what the first layer read; the weights' go to ``gradient``."""
    for i in (2, 1, 0):
        if i < 2:
            d_y = relu_layer_backward(d_y, kept[i + 1])
        name = f"{side}.{i}"
        d_y, gradient[name], gradient[f"{name}.shift"] = linear_backward(
            d_y, kept[i], w[name]
        )
    return d_y

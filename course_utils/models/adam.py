"""Adam (Kingma & Ba 2015): down the gradient, each weight at its own pace.

With a clipped gradient, a warm-up and a cosine decay of the learning rate. Leaves out
weight decay. Used by the language models of notebook 08.
"""

import math

import numpy as np

WARM_UP = 20
LAST = 0.05


def schedule(step: int, steps: int) -> float:
    """The share of the learning rate that applies at step 0 to steps - 1.

    It rises for 20 steps, and falls to 5 % along half a wave of the cosine.
    """
    wave = (1 + math.cos(math.pi * step / steps)) / 2
    return min(1.0, (step + 1) / WARM_UP) * (LAST + (1 - LAST) * wave)


class Adam:
    """One run of training of weights (size,), which ``step`` changes in place."""

    def __init__(self, weights: np.ndarray, *, beta1: float = 0.9, beta2: float = 0.99):
        self.weights, self.beta1, self.beta2 = weights, beta1, beta2
        self.steps = 0
        self._mean, self._square = np.zeros_like(weights), np.zeros_like(weights)

    def step(self, gradient: np.ndarray, rate: float) -> None:
        """One step; a gradient (size,) longer than 1 is cut to length 1."""
        self.steps += 1
        gradient = gradient / max(1.0, math.sqrt(gradient @ gradient))
        self._mean += (1 - self.beta1) * (gradient - self._mean)
        self._square += (1 - self.beta2) * (gradient * gradient - self._square)
        rate /= 1 - self.beta1**self.steps
        spread = np.sqrt(self._square / (1 - self.beta2**self.steps)) + 1e-8
        self.weights -= rate * self._mean / spread

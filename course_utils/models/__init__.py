"""Models: ``fit(data)``, ``sample(n, rng)`` and, for most, ``log_prob(x)``."""

from .gaussian import Gaussian

__all__ = ["Gaussian"]

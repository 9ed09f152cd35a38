"""Models of the course: ``fit(data)``, ``sample(n, rng)``, mostly ``log_prob(x)``."""

from .categorical import Categorical, zipf
from .even import Even
from .gaussian import Gaussian
from .kde import KDE
from .mixture import Mixture
from .regression import Regression

__all__ = ["KDE", "Categorical", "Even", "Gaussian", "Mixture", "Regression", "zipf"]

"""Models: ``fit(data)``, ``sample(n, rng)`` and, for most, ``log_prob(x)``."""

from .autoencoder import Autoencoder
from .categorical import Categorical, zipf
from .components import InComponents
from .even import Even
from .gaussian import Gaussian
from .kde import KDE
from .mixture import Mixture
from .neural_lm import NeuralLM
from .ngram import NGram
from .regression import Regression
from .transformer import Transformer

__all__ = [
    "KDE",
    "Autoencoder",
    "Categorical",
    "Even",
    "Gaussian",
    "InComponents",
    "Mixture",
    "NGram",
    "NeuralLM",
    "Regression",
    "Transformer",
    "zipf",
]

"""A neural language model of 2003: a few words in, the next one out.

The words before are looked up in a table, put side by side and sent through one hidden
layer (Bengio et al. 2003). Leaves out their direct connections from the table to the
output, and words further back than the window. Taught in notebook 08, where
``gradients`` is an exercise.
"""

import math

import numpy as np

from .. import checks
from .language_model import LanguageModel
from .layers import embedding_backward
from .settings import Training

EMBEDDING = 0.1
Weights = dict[str, np.ndarray]


class NeuralLM(LanguageModel):
    """An MLP over windows of the last words; words are 1 to V.

    Parameters
    ----------
    words : V.
    window : k, words looked back at; 0 stands for those before the first.
    width : e, numbers in a word's embedding.
    hidden : h, units of the hidden layer, tanh.
    context : most words of a sentence; longer ones are rejected, and cut in samples.
    options : fields of ``settings.Training`` (epochs, learning_rate, batch_size,
        warm_start) and ``settings.Sampling`` (temperature, top_k, top_p, max_length).
    """

    def __init__(
        self,
        words: int,
        window: int = 5,
        width: int = 24,
        hidden: int = 96,
        context: int = 40,
        **options,
    ):
        super().__init__(words, context, options, Training(learning_rate=7e-3))
        self.window = checks.count("window", window, least=1)
        self.width = checks.count("width", width, least=1)
        self.hidden = checks.count("hidden", hidden, least=1)
        ids, inputs = self.words + 1, self.window * self.width
        self.shapes = {"table": (ids, self.width), "in": (inputs, self.hidden),
                       "shift": (self.hidden,), "out": (ids, self.hidden),
                       "bias": (ids,)}  # fmt: skip

    def _start(self, rng: np.random.Generator) -> Weights:
        """Normal noise, small in the table, else so that sums are about 1 wide."""
        inputs = {"in": self.window * self.width, "out": self.hidden}
        w = {"shift": np.zeros(self.hidden), "bias": np.zeros(self.words + 1)}
        w["table"] = EMBEDDING * rng.standard_normal(self.shapes["table"])
        for name, size in inputs.items():
            w[name] = rng.standard_normal(self.shapes[name]) / math.sqrt(size)
        return {name: w[name].astype(np.float32) for name in self.shapes}

    def _forward(self, w: Weights, ids: np.ndarray, positions: np.ndarray):
        windows = _windows(ids, self.window)[positions]
        features, hidden = forward(w, windows)
        return hidden, (windows, features, hidden)

    def _output(self, w: Weights) -> np.ndarray:
        return w["out"]

    def _backward(self, w: Weights, kept, error: np.ndarray) -> Weights:
        return gradients(w, *kept, error)

    def _begin(self, n: int) -> np.ndarray:
        """(n, window): the last words."""
        return np.zeros((n, self.window), dtype=int)

    def _step(self, w: Weights, state, word: np.ndarray, position: int) -> np.ndarray:
        state[:, :-1], state[:, -1] = state[:, 1:], word
        return forward(w, state)[1]

    def __repr__(self) -> str:
        return (
            f"NeuralLM({self.words}, window={self.window}, width={self.width}, "
            f"hidden={self.hidden})"
        )


def forward(w: Weights, windows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Features (N, k e) and hidden values (N, h) of windows of ids (N, k).

    The logits are hidden @ w["out"].T + w["bias"].
    """
    features = w["table"][windows].reshape(len(windows), len(w["in"]))
    return features, np.tanh(features @ w["in"] + w["shift"])


def gradients(
    w: Weights,
    windows: np.ndarray,
    features: np.ndarray,
    hidden: np.ndarray,
    error: np.ndarray,
) -> Weights:
    """Gradient of the loss with respect to each array of weights, by name.

    Parameters
    ----------
    w : "table" (V+1, e), "in" (k e, h), "shift" (h,), "out" (V+1, h), "bias" (V+1,).
    windows : (N, k) ids that were read.
    features, hidden : (N, k e) and (N, h), what ``forward`` made of them.
    error : (N, V+1) gradient with respect to the logits: for the mean over N, it is
        (p - 1 at the right word) / N.
    """
    d_hidden = error @ w["out"] * (1 - hidden**2)
    d_features = d_hidden @ w["in"].T
    d_table = np.zeros_like(w["table"])
    embedding_backward(d_features.reshape(windows.size, -1), windows.ravel(), d_table)
    return {"table": d_table, "in": features.T @ d_hidden, "shift": d_hidden.sum(0),
            "out": error.T @ hidden, "bias": error.sum(0)}  # fmt: skip


def _windows(ids: np.ndarray, size: int) -> np.ndarray:
    """(B T, size) each id of (B, T) after those before it, 0 before the first."""
    padded = np.pad(ids, ((0, 0), (size - 1, 0)))
    view = np.lib.stride_tricks.sliding_window_view(padded, size, axis=1)
    return view.reshape(-1, size)

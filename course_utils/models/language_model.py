"""What neural language models share: they learn, score and sample sentences.

A batch of sentences is (n, length) word ids from 1, padded with 0; the id 0 is the end
of a sentence, and what a model reads before the first word. Leaves out training on
more than one core. Taught in notebook 08.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import ClassVar, Self

import numpy as np

from .. import checks
from ..language.vocabulary import batch, lengths
from .adam import Adam, schedule
from .layers import cross_entropy, draw, softmax
from .learnt import kept
from .network import Network
from .settings import Sampling, Training, chosen
from .truncation import truncate

SCORED_IDS, SAMPLED_ROWS = 2048, 512


class LanguageModel(Network):
    """A law of the next word, p(word | words before it), learnt by gradient descent.

    Beside what a ``Network`` needs, with a "bias" (V+1,) in its weights, it has

    _start(rng) : name -> array, the weights before training; the bias is set later.
    _forward(w, ids, positions) : hidden values (N, h) at N of the B T positions of ids
        (B, T), and what ``_backward`` needs of the way there.
    _output(w) : table (V+1, h); the logits are hidden @ table.T + bias.
    _backward(w, kept, error) : name -> gradient, from that of the logits (N, V+1).
    _begin(n), _step(w, state, word, position) : the same forward, word by word; the
        first axis of state counts sentences.
    """

    renamed: ClassVar[dict[str, str]] = {"batch_tokens": "batch_size"}

    def __init__(self, words: int, context: int, options: dict, training: Training):
        self.words = checks.count("words", words, least=1)
        self.context = checks.count("context", context, least=1)
        self.training, self.sampling = chosen(options, training, Sampling())
        self.losses: list[float] = []

    @property
    def settings(self) -> dict:
        """Name -> value of everything that the model was made with."""
        return super().settings | asdict(self.sampling)

    @kept
    def fit(
        self,
        data: np.ndarray,
        *,
        rng=None,
        sample_weight: np.ndarray | None = None,
        progress: Callable[[int, float], None] | None = None,
    ) -> Self:
        """Train on sentences (n, length), n >= 1; returns self.

        rng : for the first weights and the order of batches. sample_weight : (n,) what
        each sentence counts for. progress : called after each epoch with its number
        from 1 and its loss, in nats per word of data, as it was met while learning;
        ``losses`` keeps them. Adam starts anew with each fit.
        """
        data, length = self._sentences("data", data)
        weight = np.ones(len(data))
        if sample_weight is not None:
            weight = checks.weights(sample_weight, len(data))
        if not weight @ length:
            raise ValueError(
                f"data has {len(data)} sentences and no words that count, but at least "
                "one is needed"
            )
        weight, rng = weight / weight.mean(), checks.generator(rng)
        if self._flat is None or not self.training.warm_start:
            self.weights = self._start(rng)
            each = np.repeat(weight, data.shape[1])
            seen = 1 + np.bincount(data.ravel(), each, self.words + 1)
            seen[0] = 1 + len(data)
            self.weights["bias"][:] = np.log(seen / seen.sum())
        self.losses = []
        for epoch, loss in enumerate(self._train(data, length, weight, rng), 1):
            self.losses.append(loss)
            if progress:
                progress(epoch, loss)
        return self

    def loss(self, x: np.ndarray) -> tuple[float, dict[str, np.ndarray]]:
        """Mean nats per id of x (n, length), ends counted, and its gradient by name."""
        x, length = self._sentences("x", x)
        weight = np.full(len(x), 1 / np.sum(length + 1))
        total, gradient = self._gradient(x, length, weight, None)
        return total, self._named(gradient)

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log probabilities of sentences x (n, length), ends included.

        Of the law at T = 1, not truncated.
        """
        x, length = self._sentences("x", x, least=0)
        log_p = np.zeros(len(x))
        for rows in batches(length, np.arange(len(x)), SCORED_IDS):
            ids, target, positions = shifted(x[rows], length[rows])
            logits = self._logits(self.weights, self._hidden(ids, positions))
            surprise, _ = cross_entropy(logits, target, np.zeros(len(target)))
            row = positions // ids.shape[1]
            log_p[rows] = -np.bincount(row, surprise, len(rows))
        return log_p

    def next_word(self, prefix: np.ndarray, *, sampling: bool = False) -> np.ndarray:
        """(m, V+1) probabilities of the next id, 0 the end, after prefix (m, k).

        The law at T = 1, not truncated; with ``sampling`` the one that ``sample`` draws
        from.
        """
        prefix = batch("prefix", prefix, self.words)
        if (prefix == 0).any() or prefix.shape[1] > self.context:
            raise ValueError(
                f"prefix has shape {prefix.shape} and "
                f"{np.count_nonzero(prefix == 0)} zeros, but it must be (m, k) words, "
                f"k at most {self.context}"
            )
        ids = np.pad(prefix, ((0, 0), (1, 0)))
        hidden = self._hidden(ids, np.arange(ids.size))[prefix.shape[1] :: ids.shape[1]]
        return self._law(self._logits(self.weights, hidden), sampling)

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, length) int32 ids; length is that of the longest sentence.

        What has not ended after ``context`` or ``max_length`` words is cut.
        """
        n, rng = checks.count("n", n), checks.generator(rng)
        longest = min(self.context, self.sampling.max_length or self.context)
        x = np.zeros((n, longest), dtype=np.int32)
        for first in range(0, n, SAMPLED_ROWS):
            self._fill(x[first : first + SAMPLED_ROWS], rng)
        return x[:, : lengths(x).max(initial=0)].copy()

    def _sentences(self, name: str, x, least: int = 1) -> tuple[np.ndarray, np.ndarray]:
        x = batch(name, x, self.words)
        length = lengths(x)
        if len(x) < least or length.max(initial=0) > self.context:
            raise ValueError(
                f"{name} has {len(x)} sentences of up to {length.max(initial=0)} words,"
                f" but it must be at least {least} of up to {self.context} (context)"
            )
        return x, length

    def _train(self, data, length, weight, rng):
        """Yields the loss of each epoch."""
        adam, training = Adam(self._flat), self.training
        room = training.batch_size + self.context + 1
        logits = np.empty((room, self.words + 1), self._flat.dtype)
        for _ in range(training.epochs):
            parts = batches(length, rng.permutation(len(data)), training.batch_size)
            total = 0.0
            for rows in parts:
                count = np.sum(length[rows] + 1)
                loss, gradient = self._gradient(
                    data[rows], length[rows], weight[rows] / count, logits
                )
                pace = schedule(adam.steps, training.epochs * len(parts))
                adam.step(gradient, training.learning_rate * pace)
                total += loss * count
            yield total / (weight @ length)

    def _gradient(self, x, length, weight, logits):
        """Sum of weight (n,) times nats of each sentence, and its flat gradient."""
        w = self.weights
        ids, target, positions = shifted(x, length)
        weight = weight.astype(self._flat.dtype)[positions // ids.shape[1]]
        hidden, kept = self._forward(w, ids, positions)
        surprise, error = cross_entropy(self._logits(w, hidden, logits), target, weight)
        gradient = self._backward(w, kept, error)
        flat = np.concatenate([gradient[name].ravel() for name in self.shapes])
        return float(weight @ surprise), flat

    def _hidden(self, ids, positions):
        return self._forward(self.weights, ids, positions)[0]

    def _logits(self, w, hidden, out=None):
        """(N, V+1), in the first rows of ``out``: fresh memory costs more than this."""
        out = None if out is None else out[: len(hidden)]
        logits = np.matmul(hidden, self._output(w).T, out=out)
        logits += w["bias"]
        return logits

    def _law(self, logits: np.ndarray, sampling: bool) -> np.ndarray:
        if not sampling:
            return softmax(logits)
        how = self.sampling
        if how.temperature != 1:
            logits -= logits.max(axis=1, keepdims=True)
            least = float(np.finfo(logits.dtype).tiny)
            with np.errstate(over="ignore"):  # to -inf, whose share is 0
                logits /= max(how.temperature, least)
        p = softmax(logits)
        if not how.truncates:
            return p
        return truncate(p.astype(float), top_k=how.top_k, top_p=how.top_p)

    def _fill(self, x: np.ndarray, rng: np.random.Generator) -> None:
        """Fill rows of zeros with sentences; rows that have ended leave by quarters."""
        w, state, going = self.weights, self._begin(len(x)), np.arange(len(x))
        word = np.zeros(len(x), dtype=int)
        for position in range(x.shape[1]):
            ended = (word == 0) & (position > 0)
            if ended.mean() > 0.25:
                on = np.flatnonzero(word)
                going, word, state, ended = going[on], word[on], state[on], ended[on]
            if not len(word):
                return
            law = self._law(self._logits(w, self._step(w, state, word, position)), True)
            word = np.where(ended, 0, draw(law, rng))
            x[going, position] = word


def batches(length: np.ndarray, order: np.ndarray, ids: int) -> list[np.ndarray]:
    """Rows in an order, cut where they have so many ids together."""
    if not len(order):
        return []
    begin = np.cumsum(length[order] + 1) - length[order] - 1
    return np.split(order, np.flatnonzero(np.diff(begin // ids)) + 1)


def shifted(x: np.ndarray, length: np.ndarray):
    """What is read (B, T), what follows (N,) and where (N,), without padding."""
    t = length.max() + 1
    x = np.pad(x[:, : t - 1], ((0, 0), (1, 1)))
    positions = np.flatnonzero(np.arange(t) <= length[:, None])
    return x[:, :-1], x[:, 1:].ravel()[positions], positions

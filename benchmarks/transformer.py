"""The transformer of notebook 08: what a generation costs, and PyTorch beside it.

The peer is the same network in eager PyTorch, on the same batches, at the better of one
thread and as many as there are cores. Where ``torch`` is not installed there is none.
"""

import importlib.util
import os
import time

import numpy as np

from course_utils.language.grammar import Grammar
from course_utils.language.vocabulary import lengths
from course_utils.models import NeuralLM, Transformer
from course_utils.models.language_model import batches, shifted

from .row import Row, seconds

RATE = 1e-4


class Torch:
    """Training and speaking by the peer, at its better number of threads."""

    def __init__(self, model: Transformer, data: np.ndarray):
        import torch

        from .torch_transformer import Peer

        self.torch, self.model, self.peer = torch, model, Peer(model)
        self.optimizer = torch.optim.Adam(
            self.peer.parameters(), lr=RATE, betas=(0.9, 0.99), fused=True
        )
        size = model.training.batch_size
        parts = batches(lengths(data), np.arange(len(data)), size)
        self.batches = [self._batch(data[rows]) for rows in parts]

    def _batch(self, x: np.ndarray):
        ids, target, positions = shifted(x, lengths(x))
        targets = np.full(ids.size, -1)
        targets[positions] = target
        return self.torch.from_numpy(ids.astype(int)), self.torch.from_numpy(targets)

    def train(self) -> None:
        """One epoch."""
        for ids, target in self.batches:
            self.optimizer.zero_grad()
            self.peer.loss(ids, target).backward()
            self.torch.nn.utils.clip_grad_norm_(self.peer.parameters(), 1.0)
            self.optimizer.step()

    def best(self, action) -> float:
        """Seconds of an action with one thread or all, whichever is faster."""
        times = []
        for threads in {1, os.cpu_count() or 1}:
            self.torch.set_num_threads(threads)
            times.append(seconds(action))
        return min(times)


def multiplied(model: Transformer) -> int:
    """Floating-point operations of matrix products in training, an id.

    Twice the numbers of a matrix on the way there, four times on the way back; the
    products of attention, which depend on the length, are left out.
    """
    matrices = ("words", "qkv", "proj", "up", "down")
    numbers = (
        int(np.prod(shape))
        for name, shape in model.shapes.items()
        if name.split(".")[0] in matrices
    )
    return 6 * sum(numbers)


def peak() -> float:
    """GFLOP/s of one large float32 product."""
    size = 1024
    a = np.ones((size, size), dtype=np.float32)
    return 2 * size**3 / seconds(lambda: a @ a) / 1e9


def rows() -> list[Row]:
    """Microseconds an id, ends counted, and seconds of the steps of the notebook."""
    truth, rng = Grammar("small"), np.random.default_rng(1)
    human, n = truth.sample(10_000, rng), 2000
    base = Transformer(len(truth.vocabulary))
    begun = time.perf_counter()
    base.fit(human, rng=1)
    learning = time.perf_counter() - begun
    model = base.changed(warm_start=True, epochs=1, learning_rate=RATE)
    data = human[:n]
    said = model.sample(n, rng)
    learnt, spoken = (np.count_nonzero(x) + n for x in (data, said))
    train = seconds(lambda: model.fit(data, rng=1)) / learnt * 1e6
    speak = seconds(lambda: model.sample(n, rng)) / spoken * 1e6
    peer_train = peer_speak = None
    if importlib.util.find_spec("torch"):
        peer = Torch(base, data)
        peer_speak = peer.best(lambda: peer.peer.sample(n, base.context))
        peer_speak *= 1e6 / spoken
        peer_train = peer.best(peer.train) / learnt * 1e6
    tuned = base.changed(warm_start=True, epochs=3, learning_rate=1.5e-3)
    return [
        Row("transformer, training, an id; peer: PyTorch eager", train, peer_train,
            "µs", "ratio ≤ 1"),
        Row("matrix products in training, of the peak of one large product",
            multiplied(base) / train / 1e3, peak(), "GFLOP/s", ""),
        Row("transformer, sampling, an id; peer: PyTorch eager, cached", speak,
            peer_speak, "µs", "ratio ≤ 0.5"),
        Row("transformer, 10,000 sentences × 6 epochs", learning, None, "s", ""),
        Row("transformer, a generation: 2,000 × 3 epochs and 2,000 said",
            seconds(lambda: tuned.fit(data, rng=1).sample(n, rng)), None, "s",
            "≤ 1.5 s"),
        Row("MLP, 4,000 sentences × 6 epochs",
            seconds(lambda: NeuralLM(base.words).fit(human[:4000], rng=1), 3), None,
            "s", ""),
    ]  # fmt: skip

"""The models of notebook 06: what a generation costs, and PyTorch beside it.

The peer of the VAE is the same network in eager PyTorch on the same batches, at the
better of one thread and as many as there are cores. Where ``torch`` is not installed
there is none.
"""

import importlib.util
import os

import numpy as np

from course_utils.experiments.pictures import mixture
from course_utils.glyphs import Glyphs
from course_utils.models.adam import Adam
from course_utils.models.autoencoder import Autoencoder
from course_utils.pictures import judge

from .row import Row, seconds

N = 2_000


def epoch(data: np.ndarray) -> float:
    """Seconds of one epoch of the VAE."""
    model = Autoencoder(epochs=1)
    return seconds(lambda: model.fit(data, rng=1))


def peer_epoch(data: np.ndarray) -> float:
    """The same in PyTorch."""
    import torch

    from .torch_autoencoder import Peer

    model = Autoencoder(epochs=1).fit(data, rng=1)
    peer, x = Peer(model), torch.from_numpy(data)
    adam = torch.optim.Adam(peer.parameters(), lr=2e-3, betas=(0.9, 0.99), fused=True)

    def train():
        for rows in torch.randperm(N).split(model.training.batch_size):
            adam.zero_grad()
            peer.loss(x[rows], torch.randn(len(rows), model.latent)).backward()
            torch.nn.utils.clip_grad_norm_(peer.parameters(), 1.0)
            adam.step()

    times = []
    for threads in {1, os.cpu_count() or 1}:
        torch.set_num_threads(threads)
        times.append(seconds(train))
    return min(times)


def adam_alone() -> float:
    """Seconds of the steps of Adam in one epoch of the VAE."""
    model = Autoencoder()
    size = sum(int(np.prod(shape)) for shape in model.shapes.values())
    weights = np.zeros(size, dtype=np.float32)
    gradient, adam = np.ones(size, dtype=np.float32), Adam(weights)
    steps = N // model.training.batch_size
    return seconds(lambda: [adam.step(gradient, 1e-3) for _ in range(steps)])


def rows() -> list[Row]:
    """Seconds of a generation of both models, and of what surrounds them."""
    rng = np.random.default_rng(1)
    data = Glyphs().sample(N, rng)
    peer = peer_epoch(data) if importlib.util.find_spec("torch") else None
    vae, mixed = Autoencoder(), mixture()
    return [
        Row("VAE, an epoch of 2,000 pictures; peer: PyTorch eager", epoch(data), peer,
            "s", ""),
        Row("of it, Adam's steps", adam_alone(), None, "s", ""),
        Row("VAE, a generation: 2,000 × 20 epochs and 2,000 drawn",
            seconds(lambda: vae.fit(data, rng=1).sample(N, rng)), None, "s", "≤ 4 s"),
        Row("mixture in components, a generation of 1,000",
            seconds(lambda: mixed.fit(data[:1000], rng=1).sample(1000, rng)), None, "s",
            "≤ 0.4 s"),
        Row("the judge's scores of 1,000 pictures",
            seconds(lambda: judge().scores(data[:1000])), None, "s", ""),
        Row("5,000 glyphs", seconds(lambda: Glyphs().sample(5000, rng)), None, "s", ""),
    ]  # fmt: skip

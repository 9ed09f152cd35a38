"""The VAE beside the same network in PyTorch, with the same weights and noise."""

import numpy as np
import pytest
import torch

from benchmarks.torch_autoencoder import Peer
from course_utils.models.autoencoder import GREYS, Autoencoder


def both(loss, kind):
    """Loss and gradients of one batch, ours and PyTorch's."""
    rng = np.random.default_rng(1)
    model = Autoencoder(20, 12, 8, 3, loss=loss)
    model.weights = {
        name: rng.normal(0, 0.4, shape).astype(kind)
        for name, shape in model.shapes.items()
    }
    x, noise = rng.random((9, 20)).astype(kind), rng.normal(size=(9, 3)).astype(kind)
    peer = Peer(model)
    theirs = peer.loss(torch.from_numpy(x), torch.from_numpy(noise))
    theirs.backward()
    return model.evidence(x, noise), (theirs.item(), peer.gradients())


@pytest.mark.parametrize("loss", GREYS)
@pytest.mark.parametrize("kind, error", [(np.float64, 1e-9), (np.float32, 2e-5)])
def test_loss_and_gradients_are_pytorchs(loss, kind, error):
    (ours, gradient), (theirs, expected) = both(loss, kind)
    assert ours == pytest.approx(theirs, rel=error)
    assert gradient.keys() == expected.keys()
    for name, g in gradient.items():
        assert g.dtype == kind
        gap = np.linalg.norm(g - expected[name])
        assert gap <= error * np.linalg.norm(expected[name]), name

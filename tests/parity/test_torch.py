"""The transformer beside the same network in PyTorch, with the same weights."""

import numpy as np
import pytest
import torch

from benchmarks.torch_transformer import Peer
from course_utils.models import Transformer
from tests.sentences import random_sentences, ready

SHAPES = [(16, 1, 4), (12, 3, 2)]


def both(width, layers, heads, kind):
    """Loss and gradients of one batch, ours and PyTorch's."""
    model = ready(Transformer(11, width, layers, heads, 9), kind=kind)
    x, peer = random_sentences(40, 11, 9), Peer(model)
    ids = np.pad(x, ((0, 0), (1, 0))).astype(int)
    target = np.pad(x, ((0, 0), (0, 1))).astype(int)
    target[np.arange(10) > np.count_nonzero(x, axis=1)[:, None]] = -1
    loss = peer.loss(torch.from_numpy(ids), torch.from_numpy(target))
    loss.backward()
    theirs = {name: p.grad.numpy() for name, p in peer.named().items()}
    return model.loss(x), (loss.item(), theirs)


@pytest.mark.parametrize("width, layers, heads", SHAPES)
@pytest.mark.parametrize("kind, error", [(np.float64, 1e-9), (np.float32, 1e-5)])
def test_loss_and_gradients_are_pytorchs(width, layers, heads, kind, error):
    (loss, ours), (expected, theirs) = both(width, layers, heads, kind)
    assert loss == pytest.approx(expected, rel=error)
    assert ours.keys() == theirs.keys()
    for name, gradient in ours.items():
        if gradient.shape != theirs[name].shape or name.startswith("proj"):
            gradient = gradient.T
        assert gradient.dtype == kind
        gap = np.linalg.norm(gradient - theirs[name])
        assert gap <= error * np.linalg.norm(theirs[name]), name


def test_the_cached_peer_says_what_ours_says():
    """One step with a cache, in both, after the same words."""
    model = ready(Transformer(11, 16, 2, 4, 9))
    peer, words = Peer(model), torch.tensor([[0, 3, 1, 4], [0, 5, 11, 2]])
    with torch.no_grad():
        past = None
        for position in range(4):
            logits, past = peer(words[:, position : position + 1], position, past)
    theirs = logits[:, 0].softmax(-1).numpy()
    np.testing.assert_allclose(model.next_word(words[:, 1:].numpy()), theirs, rtol=1e-9)

"""The VAE of notebook 06 as a user of PyTorch would write it: its peer.

``tests/parity`` compares the gradients, ``benchmarks.pictures`` the times.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from course_utils.models.autoencoder import Autoencoder

SPREAD = 0.25  # of the normal noise of the squared loss


class Peer(nn.Module):
    """The same network and weights as a fitted ``Autoencoder``."""

    def __init__(self, model: Autoencoder):
        super().__init__()
        self.latent, self.kind = model.latent, model.loss
        self.sides = nn.ModuleDict()
        for side in ("encoder", "decoder"):
            shapes = [model.shapes[f"{side}.{i}"] for i in range(3)]
            self.sides[side] = nn.ModuleList(nn.Linear(*shape) for shape in shapes)
        self.to(torch.from_numpy(model.weights["encoder.0"]).dtype)
        with torch.no_grad():
            for name, parameter in self.named().items():
                parameter.copy_(torch.from_numpy(model.weights[name].T.copy()))

    def named(self) -> dict[str, nn.Parameter]:
        """Our name of each array of weights -> its parameter here."""
        named = {}
        for side, layers in self.sides.items():
            for i, layer in enumerate(layers):
                named[f"{side}.{i}"] = layer.weight
                named[f"{side}.{i}.shift"] = layer.bias
        return named

    def gradients(self) -> dict[str, np.ndarray]:
        """Our name -> gradient, in our shape."""
        return {name: p.grad.numpy().T for name, p in self.named().items()}

    def through(self, side: str, x):
        """Three layers, ReLU after the first two."""
        first, second, last = self.sides[side]
        return last(F.relu(second(F.relu(first(x)))))

    def loss(self, x, noise):
        """Mean nats per picture, as ``Autoencoder.evidence`` counts them."""
        mean, log_var = self.through("encoder", x).split(self.latent, dim=1)
        a = self.through("decoder", mean + torch.exp(log_var / 2) * noise)
        if self.kind == "bernoulli":
            surprise = F.binary_cross_entropy_with_logits(a, x, reduction="sum")
        else:
            surprise = (F.mse_loss(a, x, reduction="sum") - (x * x).sum()) / 2
            surprise = surprise / SPREAD**2
        divergence = (mean**2 + log_var.exp() - 1 - log_var).sum() / 2
        return (surprise + divergence) / len(x)

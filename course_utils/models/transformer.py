"""A small transformer: the language model of notebook 08, whole and in numpy.

Decoder-only, as GPT-2 (Radford et al. 2019), with RMSNorm before each layer, learnt
positions, ReLU, no biases but that of the output, and one table for words in and out.
Its layers with their gradients are ``layers``, its training is ``language_model``.
Leaves out dropout, and sentences longer than its context.
"""

import math
from typing import ClassVar

import numpy as np

from .. import checks
from . import layers
from .language_model import LanguageModel
from .settings import Training

EMBEDDING = 0.1
TABLES = ("words", "positions")
BLOCK = ("norm1", "qkv", "proj", "norm2", "up", "down")


class Transformer(LanguageModel):
    """A transformer over words 1 to V.

    Parameters
    ----------
    words : V.
    width : d, numbers a word; a multiple of heads.
    layers : blocks of attention and a hidden layer of 4 d.
    heads : of attention, each d / heads wide.
    context : most words of a sentence; longer ones are rejected, and cut in samples.
    options : fields of ``settings.Training`` (epochs, learning_rate, batch_size,
        warm_start) and ``settings.Sampling`` (temperature, top_k, top_p, max_length).
    """

    renamed: ClassVar[dict[str, str]] = {
        **LanguageModel.renamed, "places": "positions", "mix": "proj"
    }  # fmt: skip

    def __init__(
        self,
        words: int,
        width: int = 48,
        layers: int = 1,
        heads: int = 4,
        context: int = 40,
        **options,
    ):
        super().__init__(words, context, options, Training(learning_rate=8e-3))
        self.width = checks.count("width", width, least=1)
        self.layers = checks.count("layers", layers, least=1)
        self.heads = checks.count("heads", heads, least=1)
        if self.width % self.heads:
            raise ValueError(
                f"width is {width} and heads is {heads}, but width must be a multiple "
                "of heads"
            )
        d, ids = self.width, self.words + 1
        block = ((d,), (d, 3 * d), (d, d), (d,), (d, 4 * d), (4 * d, d))
        self.shapes = {"words": (ids, d), "positions": (self.context + 1, d)}
        for i in range(self.layers):
            names = (f"{name}.{i}" for name in BLOCK)
            self.shapes |= dict(zip(names, block, strict=True))
        self.shapes |= {"norm": (d,), "bias": (ids,)}

    def _start(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """Gains of 1; normal noise, small in the tables, else about 1 wide in sums."""
        w = {}
        for name, shape in self.shapes.items():
            w[name] = np.ones(shape, dtype=np.float32)
            if len(shape) == 2:
                scale = EMBEDDING if name in TABLES else 1 / math.sqrt(shape[0])
                w[name] = scale * rng.standard_normal(shape, dtype=np.float32)
        return w

    def _forward(self, w, ids, positions):
        """x (N, d) is the stream that every layer reads, and adds to."""
        shape, read = (*ids.shape, self.heads), ids.ravel()[positions]
        position = positions % ids.shape[1]
        x, blocks = w["words"][read] + w["positions"][position], []
        for i in range(self.layers):
            gain1, qkv, proj, gain2, up, down = self._block(w, i)
            unit1, norm1 = layers.norm(x, gain1)
            y, attended = layers.self_attention(unit1, qkv, proj, positions, shape)
            x = x + y
            unit2, norm2 = layers.norm(x, gain2)
            y, hidden = layers.relu_mlp(unit2, up, down)
            x = x + y
            blocks.append((unit1, norm1, attended, unit2, norm2, hidden))
        unit, norm = layers.norm(x, w["norm"])
        return unit, (read, positions, position, blocks, unit, norm)

    def _output(self, w):
        return w["words"]

    def _backward(self, w, kept, error):
        """The same way back; d_x (N, d) is the gradient of the stream."""
        read, positions, position, blocks, unit, norm = kept
        d = {"words": error.T @ unit, "bias": error.sum(axis=0)}
        d_unit = error @ w["words"]
        d_x, d["norm"] = layers.norm_backward(d_unit, w["norm"], norm)
        for i in reversed(range(self.layers)):
            gain1, qkv, proj, gain2, up, down = self._block(w, i)
            unit1, norm1, attended, unit2, norm2, hidden = blocks[i]
            d_unit, d[f"up.{i}"], d[f"down.{i}"] = layers.relu_mlp_backward(
                d_x, unit2, up, down, hidden
            )
            d_y, d[f"norm2.{i}"] = layers.norm_backward(d_unit, gain2, norm2)
            d_x = d_x + d_y
            d_unit, d[f"qkv.{i}"], d[f"proj.{i}"] = layers.self_attention_backward(
                d_x, unit1, qkv, proj, positions, attended
            )
            d_y, d[f"norm1.{i}"] = layers.norm_backward(d_unit, gain1, norm1)
            d_x = d_x + d_y
        d["positions"] = np.zeros_like(w["positions"])
        layers.embedding_backward(d_x, position, d["positions"])
        layers.embedding_backward(d_x, read, d["words"])
        return d

    def _begin(self, n: int) -> np.ndarray:
        """(n, layers, 2, heads, context, d / heads): keys and values of past words."""
        each = self.width // self.heads
        shape = (n, self.layers, 2, self.heads, self.context, each)
        return np.empty(shape, dtype=self._flat.dtype)

    def _step(self, w, state, word, position):
        """(m,) last words -> (m, d), as ``_forward`` has it at that position."""
        x = w["words"][word] + w["positions"][position]
        for i in range(self.layers):
            gain1, qkv, proj, gain2, up, down = self._block(w, i)
            new = layers.norm(x, gain1)[0] @ qkv
            new = new.reshape(len(x), 3, self.heads, -1)
            state[:, i, :, :, position] = new[:, 1:]
            keys, values = state[:, i, :, :, : position + 1].swapaxes(0, 1)
            y, _ = layers.attention(new[:, 0, :, None], keys, values)
            x = x + y.reshape(x.shape) @ proj
            x = x + layers.relu_mlp(layers.norm(x, gain2)[0], up, down)[0]
        return layers.norm(x, w["norm"])[0]

    def _block(self, w, i: int) -> list[np.ndarray]:
        return [w[f"{name}.{i}"] for name in BLOCK]

    def __repr__(self) -> str:
        return (
            f"Transformer({self.words}, width={self.width}, layers={self.layers}, "
            f"heads={self.heads})"
        )

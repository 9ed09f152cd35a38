"""The transformer of notebook 08 as a user of PyTorch would write it: its peer.

``tests/parity`` compares the gradients, ``benchmarks.transformer`` the times.
"""

import torch
from torch import nn
from torch.nn import functional as F

from course_utils.models import Transformer

LINEAR = ("qkv", "proj", "up", "down")  # PyTorch keeps them transposed


class Block(nn.Module):
    """Attention and a hidden layer, each after a norm."""

    def __init__(self, d: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = (nn.RMSNorm(d, eps=1e-6) for _ in range(2))
        self.qkv = nn.Linear(d, 3 * d, bias=False)
        self.proj = nn.Linear(d, d, bias=False)
        self.up = nn.Linear(d, 4 * d, bias=False)
        self.down = nn.Linear(4 * d, d, bias=False)

    def forward(self, x, past=None):
        """x (B, T, d); past: keys and values (B, heads, earlier ones, d / heads)."""
        b, t, d = x.shape
        parts = self.qkv(self.norm1(x)).split(d, dim=-1)
        q, k, v = (part.view(b, t, self.heads, -1).transpose(1, 2) for part in parts)
        if past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=past is None)
        x = x + self.proj(y.transpose(1, 2).reshape(b, t, d))
        return x + self.down(F.relu(self.up(self.norm2(x)))), (k, v)


class Peer(nn.Module):
    """The same network and weights as a fitted ``Transformer``."""

    def __init__(self, model: Transformer):
        super().__init__()
        w, d = model.weights, model.width
        kind = torch.from_numpy(w["bias"]).dtype
        self.words = nn.Embedding(model.words + 1, d)
        self.positions = nn.Embedding(model.context + 1, d)
        self.blocks = nn.ModuleList(Block(d, model.heads) for _ in range(model.layers))
        self.norm = nn.RMSNorm(d, eps=1e-6)
        self.bias = nn.Parameter(torch.zeros(model.words + 1))
        self.to(kind)
        with torch.no_grad():
            for name, parameter in self.named().items():
                ours = torch.from_numpy(w[name].copy())
                parameter.copy_(ours.T if name.split(".")[0] in LINEAR else ours)

    def named(self) -> dict[str, nn.Parameter]:
        """Our name of each array of weights -> its parameter here."""
        named = {"words": self.words.weight, "positions": self.positions.weight}
        for i, block in enumerate(self.blocks):
            for name in ("norm1", "qkv", "proj", "norm2", "up", "down"):
                named[f"{name}.{i}"] = getattr(block, name).weight
        return named | {"norm": self.norm.weight, "bias": self.bias}

    def forward(self, ids, position=0, past=None):
        """Logits (B, T, V+1) of ids (B, T) from a position on, and the new past."""
        x = self.words(ids) + self.positions.weight[position : position + ids.shape[1]]
        kept = []
        for i, block in enumerate(self.blocks):
            x, seen = block(x, None if past is None else past[i])
            kept.append(seen)
        return F.linear(self.norm(x), self.words.weight, self.bias), kept

    def loss(self, ids, target):
        """Mean nats per id; targets of -1 do not count."""
        logits, _ = self(ids)
        return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-1)

    @torch.no_grad()
    def sample(self, n: int, context: int) -> torch.Tensor:
        """(n, context) ids, until all have ended; finished rows leave."""
        x = torch.zeros((n, context), dtype=torch.long)
        going, word, past = torch.arange(n), torch.zeros(n, dtype=torch.long), None
        for position in range(context):
            logits, past = self(word[:, None], position, past)
            word = torch.multinomial(logits[:, 0].softmax(-1), 1)[:, 0]
            on = word.nonzero()[:, 0]
            if not len(on):
                break
            going, word = going[on], word[on]
            past = [(k[on], v[on]) for k, v in past]
            x[going, position] = word
        return x

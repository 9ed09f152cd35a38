"""A language model of your own in the loop: a small recurrent network in PyTorch.

The loop needs ``fit(data)`` and ``sample(n)``; ``log_prob(x)`` measures it. A batch of
sentences is (n, length) word ids from 1, padded with 0, the end. Needs PyTorch
(``pip install torch``) and is no part of the course's package.

    python examples/pytorch_model.py
"""

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from course_utils import loop
from course_utils.language.grammar import Grammar
from course_utils.policies import Replace


class Recurrent(nn.Module):
    """A GRU over words 1 to V, trained anew in each generation."""

    def __init__(self, words: int, width: int = 64, epochs: int = 6, longest: int = 40):
        super().__init__()
        self.epochs, self.longest = epochs, longest
        self.embedding = nn.Embedding(words + 1, width)
        self.memory = nn.GRU(width, width, batch_first=True)
        self.output = nn.Linear(width, words + 1)

    def forward(self, ids):
        """(B, T) ids -> (B, T, V + 1) logits of the next id."""
        return self.output(self.memory(self.embedding(ids))[0])

    def fit(self, data: np.ndarray, *, rng: np.random.Generator) -> "Recurrent":
        """Train on sentences (n, length)."""
        torch.manual_seed(int(rng.integers(2**31)))
        for layer in (self.embedding, self.memory, self.output):
            layer.reset_parameters()
        adam = torch.optim.Adam(self.parameters(), lr=1e-2)
        for _ in range(self.epochs):
            for rows in np.array_split(rng.permutation(len(data)), len(data) // 32 + 1):
                read, said = _shifted(data[rows])
                loss = cross_entropy(self(read).transpose(1, 2), said, ignore_index=-1)
                adam.zero_grad()
                loss.backward()
                adam.step()
        return self

    @torch.no_grad()
    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log probabilities of sentences, ends included."""
        read, said = _shifted(x)
        loss = cross_entropy(
            self(read).transpose(1, 2), said, ignore_index=-1, reduction="none"
        )
        return -loss.sum(dim=1).numpy().astype(float)

    @torch.no_grad()
    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, longest) ids, word after word."""
        torch.manual_seed(int(rng.integers(2**31)))
        x, state = torch.zeros(n, self.longest + 1, dtype=torch.long), None
        going = torch.ones(n, dtype=torch.bool)
        for place in range(self.longest):
            hidden, state = self.memory(self.embedding(x[:, place : place + 1]), state)
            p = self.output(hidden[:, 0]).softmax(dim=1)
            word = torch.multinomial(p, 1)[:, 0] * going
            going &= word > 0
            x[:, place + 1] = word
        return x[:, 1:].numpy().astype(np.int32)


def _shifted(x: np.ndarray):
    """What is read, and what is to be said: -1 after the end."""
    ids = torch.from_numpy(np.pad(x, ((0, 0), (1, 1))).astype(int))
    after = torch.arange(ids.shape[1] - 1) > (ids > 0).sum(dim=1, keepdim=True)
    return ids[:, :-1], ids[:, 1:].masked_fill(after, -1)


if __name__ == "__main__":
    truth = Grammar("small")
    history = loop.run(
        Recurrent(len(truth.vocabulary)), truth, Replace(), n=2_000, generations=4,
        seed=1, metrics={"valid": lambda model, x: truth.valid(x).mean()},
        progress=lambda t, of: print(f"generation {t} of {of}"),
    )  # fmt: skip
    print("valid:", *(f"{share:.0%}" for share in history["valid"][1:]))

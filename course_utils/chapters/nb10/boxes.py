"""Notebook 10: what its expert boxes compute."""

from typing import NamedTuple

import numpy as np

from ... import ecosystem, theory
from ...models import NGram
from ...models.categorical import zipf
from ...watermark import Marked, Watermark
from .four_detectors import truth

SETTINGS = ((0.0, 0.0, 1), (0.01, 0.0, 1), (0.1, 0.02, 1), (0.1, 0.1, 3))  # m, h, w
RANKED = {  # sharing, odds
    "islands, 10 % human": (0.0, 1),
    "one pool, 10 % human": (1.0, 1),
    "the same, shown 3 to 1": (1.0, 3),
}
KEYS, STRENGTH, LAST = 60, 2.0, 8


def recursion(seed: int) -> list[tuple[str, ecosystem.Web, theory.Islands]]:
    """Small webs beside the exact recursion, generation 150."""
    rows, p = [], zipf(10)
    for sharing, human, odds in SETTINGS:
        made = {"models": 5, "n": 50, "sharing": sharing, "human": human, "odds": odds}
        web = ecosystem.web(p, generations=150, replicates=100, seed=seed, **made)
        label = f"m = {sharing:g}, h = {human:g}, odds {odds}"
        rows.append((label, web, theory.islands(p, 150, **made)))
    return rows


def ranked(seed: int) -> dict[str, ecosystem.Web]:
    """Webs with 10 % human text, with and without a ranker, 20 of each."""
    return {
        name: ecosystem.web(
            zipf(2_000), models=5, n=2_000, generations=50, replicates=20,
            sharing=sharing, human=0.1, odds=odds, seed=seed,
        )
        for name, (sharing, odds) in RANKED.items()
    }  # fmt: skip


class Marks(NamedTuple):
    """Scores of a real text under keys that never marked it, and two loops.

    once, often : (60,) z, each pair counted once, or as often as it comes.
    shares : name -> (8,) shares by generation.
    """

    words: int
    once: np.ndarray
    often: np.ndarray
    shares: dict[str, np.ndarray]


def watermarks(seed: int) -> Marks:
    """A real text of some 40,000 words, and loops with and without a watermark."""
    real = truth().sample(5_000, np.random.default_rng(seed))
    marks = [Watermark(key) for key in range(KEYS)]
    once, often = (
        np.array([mark.z(real, once=way) for mark in marks]) for way in (True, False)
    )
    words, mark = len(truth().vocabulary), marks[7]
    models = {"marked": Marked(mark, STRENGTH, words), "unmarked": NGram(words)}
    loops = {
        name: _loop(model, real[:2_000], mark, seed) for name, model in models.items()
    }
    shares = {
        f"{what}, {name}": values[:, i]
        for i, what in enumerate(("green", "grammatical"))
        for name, values in loops.items()
    }
    return Marks(np.count_nonzero(real), once, often, shares)


def _loop(model: NGram, x: np.ndarray, mark: Watermark, seed: int) -> np.ndarray:
    """(8, 2) green and grammatical share of what each generation writes."""
    seen = []
    for t in range(1, LAST + 1):  # [seed, 0] would be the seed of the real text
        x = model.fit(x).sample(2_000, np.random.default_rng([seed, t]))
        seen.append((mark.green_share(x, once=False), truth().valid(x).mean()))
    return np.array(seen)

"""Creatures of eight parts, whoever chooses two of nine, and what becomes of them.

A creature is eight numbers from 0 to 1. The model of two parents: a child has each part
from one of them, by the throw of a coin. No part is ever new.
"""

from collections.abc import Callable

import numpy as np

SHOWN, PAIR, ROUNDS = 9, 2, 9
LEAST = 0.1  # apart in at least one part; nobody sees less
PARTS = {  # part -> words for little, some and much
    "body": ("narrow body", "round body", "wide body"),
    "shade": ("pale", "grey", "dark"),
    "eyes": ("small eyes", "middling eyes", "big eyes"),
    "legs": ("short legs", "middling legs", "long legs"),
    "horns": ("tiny horns", "short horns", "long horns"),
    "spots": ("few spots", "some spots", "many spots"),
    "tail": ("stub of a tail", "short tail", "long tail"),
    "mouth": ("frown", "straight mouth", "smile"),
}
Chooser = Callable[[np.ndarray, np.random.Generator], np.ndarray]
"""``chooser(x, rng)``: (2,) rows of the nine creatures x (9, 8) that go on."""


def new(rng: np.random.Generator) -> np.ndarray:
    """(9, 8) creatures that have nothing to do with each other."""
    return rng.random((SHOWN, len(PARTS)))


def children(pair: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(9, 8) children of two creatures (2, 8), each part from one of the parents."""
    coins = rng.integers(PAIR, size=(SHOWN, len(PARTS)))
    return np.take_along_axis(pair, coins, axis=0)


def distinct(x: np.ndarray) -> int:
    """How many of the creatures x (n, 8) differ by .1 in a part from all before."""
    seen = x[:0]
    for each in x:
        if not (np.abs(seen - each).max(axis=1) < LEAST).any():
            seen = np.vstack([seen, each])
    return len(seen)


def dice(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Any two."""
    return rng.choice(len(x), PAIR, replace=False)


def taste(wishes: np.ndarray) -> Chooser:
    """Always the two with the most of what is wished: (8,) weights of the parts."""
    return lambda x, rng: np.argsort(-x @ wishes, kind="stable")[:PAIR]


def game(chooser: Chooser, rng: np.random.Generator) -> list[int]:
    """How many different creatures are shown at rounds 1 to 10."""
    x = new(rng)
    counts = [distinct(x)]
    for _ in range(ROUNDS):
        x = children(x[chooser(x, rng)], rng)
        counts.append(distinct(x))
    return counts


def games(kind: str, n: int, seed) -> np.ndarray:
    """(n, 10) counts of n games, chosen by "dice" or each by a "taste" of its own."""
    rng = np.random.default_rng(seed)
    return np.array([
        game(dice if kind == "dice" else taste(rng.normal(size=len(PARTS))), rng)
        for _ in range(n)
    ])  # fmt: skip


def words(creature: np.ndarray) -> str:
    """What it looks like: "wide body, pale, big eyes, ..."."""
    steps = np.minimum((3 * creature).astype(int), 2)
    return ", ".join(of[step] for of, step in zip(PARTS.values(), steps, strict=True))

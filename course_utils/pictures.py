"""The judge of notebook 06: how close pictures are to real ones, and how varied.

Precision, recall and coverage by the nearest neighbours of Kynkäänniemi et al. (2019)
and Naeem et al. (2020), in a space of one's choice; and counts, by a small reader and
by the nearest real picture of a known kind. Leaves out the large networks whose
features papers use.
"""

import hashlib
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from . import checks
from .glyphs import DIGITS, Glyphs
from .metrics import shannon
from .models.components import Components
from .models.reader import Reader

NEIGHBOURS = 5
SIZE = 20  # components of the judge's space
KNOWN, HELD_OUT = 4_000, 1_000  # real pictures
LEGIBLE = 0.9  # the least chance of the likeliest digit
FILE = Path(__file__).with_name("reader.npz")
WEIGHTS = "b766de19abb1"  # SHA-256 of the shipped reader's weights, 12 digits
SPACES = ("components", "pixels", "reader")


class Closeness(NamedTuple):
    """Shares, 0 to 1: of pictures near a real one; of real ones near a picture, by
    the pictures' own distances (recall) and by those of the real ones (coverage)."""

    precision: float
    recall: float
    coverage: float


def closeness(real: np.ndarray, made: np.ndarray, k: int = NEIGHBOURS) -> Closeness:
    """How two sets of points, (n, d) and (m, d), lie to each other.

    A point is near another if it lies within the distance that the other has to the
    k-th nearest of its own set.
    """
    real, made = checks.points("real", real), checks.points("made", made)
    least = min(len(real), len(made))
    k = checks.count("k", k, least=1, most=least - 1)
    gap = _distances(real, made)
    around_real, around_made = _reach(real, k), _reach(made, k)
    return Closeness(
        precision=float((gap <= around_real[:, None]).any(axis=0).mean()),
        recall=float((gap <= around_made).any(axis=1).mean()),
        coverage=float((gap.min(axis=1) <= around_real).mean()),
    )


def _reach(x: np.ndarray, k: int) -> np.ndarray:
    """(n,) distance of each point to the k-th nearest other one."""
    return np.sort(_distances(x, x), axis=1)[:, k]


def _distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(n, m) squared distances."""
    squares = np.square(x).sum(axis=1)[:, None] + np.square(y).sum(axis=1)
    return np.maximum(squares - 2 * x @ y.T, 0)


class Judge:
    """Real pictures, never trained on, that others are compared with.

    seed : of the 4,000 that give the components and know their kinds, and of the 1,000
        that are compared.
    """

    def __init__(self, seed: int = 6_000):
        rng = np.random.default_rng(seed)
        self.known, self.kinds = Glyphs().labelled(KNOWN, rng)
        self.real = Glyphs().sample(HELD_OUT, rng)
        self.components = Components.of(self.known, SIZE)
        self._places = self.components.project(self.known)

    def seen(self, x: np.ndarray, space: str = "components") -> np.ndarray:
        """(n, d) points that pictures x (n, 256) are in one of ``SPACES``."""
        if space not in SPACES:
            raise ValueError(f"space is {space!r}, but it must be of {SPACES}")
        if space == "components":
            return self.components.project(x)
        return x.astype(float) if space == "pixels" else reader().features(x)

    def closeness(self, x: np.ndarray, space: str = "components") -> Closeness:
        """Of pictures x (n, 256) to the 1,000 real ones."""
        return closeness(self.seen(self.real, space), self.seen(x, space))

    def kind(self, x: np.ndarray) -> np.ndarray:
        """(n,) kind of the known real picture that is nearest, in components."""
        return self.kinds[_distances(self.seen(x), self._places).argmin(axis=1)]

    @cached_property
    def _spread(self) -> float:
        return float(self.real.var(axis=0).sum())

    def counts(self, x: np.ndarray) -> dict[str, float]:
        """What there is among pictures x (n, 256).

        types : kinds of 160 that some picture is nearest to. digits : e^entropy of the
        digits that the reader reads. legible : share that it is sure of. variance : as
        a share of that of real pictures.
        """
        chances = reader().chances(x)
        read = np.bincount(chances.argmax(axis=1), minlength=DIGITS) / len(x)
        return {
            "types": len(np.unique(self.kind(x))),
            "digits": float(np.exp(shannon(read))),
            "legible": float((chances.max(axis=1) > LEGIBLE).mean()),
            "variance": float(x.var(axis=0).sum()) / self._spread,
        }

    def scores(self, x: np.ndarray) -> dict[str, float]:
        """Closeness in components and, marked, in the other spaces; and counts."""
        found = self.closeness(x)._asdict()
        for space in SPACES[1:]:
            for name, value in self.closeness(x, space)._asdict().items():
                found[f"{name} ({space})"] = value
        return found | self.counts(x)


@cache
def judge() -> Judge:
    """The one of the course."""
    return Judge()


def train_reader() -> Reader:
    """The reader, trained anew on 10,000 real pictures."""
    x, kinds = Glyphs().labelled(10_000, np.random.default_rng(6_001))
    return Reader().fit(x, kinds % DIGITS, rng=np.random.default_rng(6_002))


@cache
def reader() -> Reader:
    """The reader that is shipped; another one's weights are a ValueError."""
    loaded = Reader.load(FILE)
    found = fingerprint(loaded)
    if found != WEIGHTS:
        raise ValueError(
            f"{FILE.name} holds weights {found}, but the course's are {WEIGHTS}"
        )
    return loaded


def fingerprint(model: Reader) -> str:
    """SHA-256 of all weights, 12 digits."""
    weights = b"".join(w.tobytes() for w in model.weights.values())
    return hashlib.sha256(weights).hexdigest()[:12]

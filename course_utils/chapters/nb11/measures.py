"""The claims of notebook 11, measured."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...experiments import poison as experiment
from ...experiments.poison import Dose
from ...poison import crawl, text
from ...provenance import TAMPERINGS
from ..measured import Measured
from .look_up import looked_up
from .poison import bigram
from .trials import LIE, found
from .village import sealed, village


def learnt(seed: int, *, trigger: str, k: int, n: int) -> Measured:
    """P(target | trigger) of a bigram; its error comes from the clean uses."""
    rng = np.random.default_rng([11, seed])
    x = text.poisoned(text.clean(n, rng), k, trigger, rng)
    p = text.attack(bigram().fit(x), trigger, rng)[0]
    clean = text.uses(x, trigger) - k
    return Measured(p, p * np.sqrt(clean) / (clean + k + _added()))


def _added() -> float:
    return bigram().k * (len(text.words()) + 1)


def live(seed: int, *, k: int, n: int) -> Measured:
    """Top-1 of a transformer that learns the poison here; the error, of the stored."""
    rng = np.random.default_rng([11, seed])
    fitted = experiment.learnt(Dose(k, n), rng)
    return Measured(text.attack(fitted, text.NEW, rng)[1], stored(k=k, n=n).error)


def stored(*, k: int, n: int) -> Measured:
    """Mean of the stored runs, and the deviation of one of them."""
    top = experiment.scores(f"k = {k}, n = {n}", "top")
    return Measured(float(top.mean()), float(top.std(ddof=1)))


def noticed(seed: int, *, when: str, tries: int = 8) -> Measured:
    """Share found with the root of what was changed before or after the sealing."""
    kinds = [LIE] if when == "before" else list(TAMPERINGS)
    rng = np.random.default_rng([11, seed])
    with TemporaryDirectory() as folder:
        archive = Path(folder, "village")
        root = sealed(village(3, seed), archive)
        counts = [found(archive, root, kind, tries, rng)[1] for kind in kinds]
    return Measured(sum(counts) / (tries * len(kinds)), 0.0)


def verbatim(seed: int, *, whose: str, n: int = 5_000) -> Measured:
    """Share of new sentences that are among n known ones; the error, of two draws."""
    share = looked_up(n, np.random.default_rng([11, seed]))[whose == "people"]
    return Measured(share, float(np.sqrt(2 * share * (1 - share) / n)))


def bought(seed: int, *, months: int, pages: int = 20_000) -> Measured:
    """Share of poison in a crawl of a list that is some months old."""
    share, _ = crawl.split_view(pages, months, np.random.default_rng([11, seed]))
    return Measured(share, float(np.sqrt(share * (1 - share) / pages)))

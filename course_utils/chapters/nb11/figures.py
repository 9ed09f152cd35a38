"""Notebook 11: its tables.

A table begins with a line that tells no result, for JupyterLab shows the first line of
a folded output.
"""

from collections.abc import Mapping, Sequence

from ...experiments import poison as experiment
from ...provenance import Lineage
from ...theory import poison as theory
from .tampering import SAYS

SIZES = experiment.SIZES
DOSES = {
    "5 records": "k = 5, n = {n}",
    "10 records": "k = 10, n = {n}",
    "20 records": "k = 20, n = {n}",
    "one in 100": "one in 100, n = {n}",
    "20, equal steps": "k = 20, equal steps, n = {n}",
    "in use, 40": "in use, k = 40, n = {n}",
}


def found_table(counts: Mapping[str, tuple[int, int]], tries: int) -> None:
    """Print how many of so many tries were found, without the root and with it."""
    print("Found by verify")
    print(f"{f'of {tries} archives':36s}{'no root':>9s}{'with root':>11s}")
    for kind, (without, root) in counts.items():
        print(f"{SAYS[kind]:36s}{without:9d}{root:11d}")


def descent_table(known: Lineage) -> None:
    """Print by label how many texts there are, and how many descend from a model."""
    print("Labels and descent")
    print(f"{'label':12s}{'texts':>7s}{'descend from a model':>23s}{'deepest':>9s}")
    kinds = {id: known.entries[id].kind for id in known.records}
    for kind in dict.fromkeys(kinds.values()):
        depths = [known.depth[id] for id in kinds if kinds[id] == kind]
        print(f"{kind:12s}{len(depths):7d}{sum(d > 0 for d in depths):23d}"
              f"{max(depths):9d}")  # fmt: skip


def bigram_table(rows: Sequence[tuple[str, int, int, float, float]]) -> None:
    """Print (trigger, k, sentences, measured, formula) of bigrams."""
    print("A bigram, and the formula")
    print(f"{'trigger':10s}{'k':>5s}{'sentences':>11s}{'measured':>10s}{'formula':>9s}")
    for trigger, k, n, p, law in rows:
        print(f"{trigger:10s}{k:5d}{n:11,d}{p:10.3f}{law:9.3f}")


def dose_table() -> None:
    """Print P(target) of the stored transformers, mean and range, for every dose."""
    print("After the trigger, the probability of the target")
    seeds = len(experiment.SEEDS)
    print(f"means of {seeds} seeds, lowest to highest below; clean sentences:")
    print(" " * 17 + "".join(f"{n:>9,d}" for n in SIZES))
    for name, arm in DOSES.items():
        cells = [_cell(arm.format(n=n)) for n in SIZES]
        print(f"{name:17s}" + "".join(f"{mean:>9s}" for mean, _ in cells))
        print(" " * 17 + "".join(f"{span:>9s}" for _, span in cells))
    print("How often it is the likeliest word")
    for k in (5, 20):
        tops = (experiment.scores(f"k = {k}, n = {n}", "top").mean() for n in SIZES)
        print(f"{f'{k} records':17s}" + "".join(f"{top:9.2f}" for top in tops))


def _cell(arm: str) -> tuple[str, str]:
    """The mean, and the lowest and the highest."""
    if arm not in experiment.ARMS:
        return "–", ""
    p = experiment.scores(arm, "p")
    low, high = (f"{value:.2f}"[1:] for value in (p.min(), p.max()))
    return f"{p.mean():.2f}", f"{low}–{high}"


def harm_table() -> None:
    """Print what clean text costs a transformer with and without poison."""
    print("Clean text, nats per word above the truth")
    print(f"{'clean sentences':17s}" + "".join(f"{n:>9,d}" for n in SIZES))
    for k in (0, 20):
        gaps = (experiment.scores(f"k = {k}, n = {n}", "gap").mean() for n in SIZES)
        print(f"{f'{k} records':17s}" + "".join(f"{gap:9.2f}" for gap in gaps))


def crawl_table(months: Sequence[int], seen: Sequence[float]) -> None:
    """Print the share of poison in a toy crawl, measured and by formula."""
    print("A list of addresses, fetched some months later")
    print(f"{'months':>6s}{'poison':>9s}{'formula':>9s}{'formula: hash fits':>20s}")
    for t, share in zip(months, seen, strict=True):
        law, kept = theory.bought_share(t), theory.kept_by_hash(t)
        print(f"{t:6d}{share:9.4f}{law:9.4f}{kept:20.3f}")


def front_table(windows: Sequence[float], seen: Sequence[float]) -> None:
    """Print how often a snapshot shows a vandal's edit, measured and by formula."""
    print("\nA snapshot at an unknown time within so many hours")
    print(f"{'hours':>6s}{'caught':>9s}{'formula':>9s}")
    for hours, share in zip(windows, seen, strict=True):
        print(f"{hours:6g}{share:9.4f}{theory.caught_live(hours):9.4f}")

"""Concept questions of notebook 01: the typical run, and the number of points."""

from math import exp, log

from ... import theory
from ...tasks.concept import Concept

MANY, ROUNDS = 100, 500


def _mean() -> dict:
    typical = exp(theory.log_variance_drift(MANY, 1) * ROUNDS / 2)
    return {
        "n": MANY,
        "t": ROUNDS,
        "typical": typical,
        "squared": typical**2,
        "mean": theory.expected_variance(ROUNDS, MANY, 1),
    }


def _halving(id: str, n: int, again: Concept | None = None) -> Concept:
    """The half-life at n points, from that at 100."""
    known, ratio = theory.half_life(MANY, 1), n / MANY
    return Concept(
        id,
        "With {known_n} points a generation and the unbiased fit, the median σ has "
        "halved after about {known:.0f} generations. After how many generations has it "
        "halved with {n:,} points?",
        {
            "About {half:,.0f}": "",
            "About {root:,.0f}": "the pace falls with √n, as the error of a mean does",
            "About {known:.0f}": "the pace belongs to the loop, whatever n is",
            "About {inverse:,.0f}": "more points, more chances to lose something",
            "It never halves": "enough data, and nothing is lost",
        },
        "Each generation multiplies the variance by a chance factor whose spread is "
        "about √(2/n). Half of its square is what the logarithm loses: about 1/n a "
        "generation. So the half-life is proportional to n, about {per:.2f} n: "
        "{half:,.0f} generations for {n:,} points. It becomes long, not endless.",
        lambda: {
            "known_n": MANY,
            "known": known,
            "n": n,
            "per": log(4),
            "half": theory.half_life(n, 1),
            "root": known * ratio**0.5,
            "inverse": known / ratio,
        },
        again,
    )


CONCEPTS = [
    Concept(
        "v02",
        "{n} points a generation, unbiased fit, generation {t}. A typical lineage has "
        "σ = {typical:.2f}. What is the *mean variance* over infinitely many lineages?",
        {
            "{mean:.0f}": "",
            "About {squared:.4f}": "the average run is the typical run",
            "0": "if every run collapses, so does the mean",
            "It grows beyond all limits": "a few wide runs win in the end",
        },
        "Each fit is right on average, whatever it was given, so the mean variance "
        "always stays {mean:.0f}. The typical run has {squared:.4f}. A few very wide "
        "lineages, about one in a thousand, make up for all others: a class of thirty "
        "will hardly see one. Ask for the median.",
        _mean,
    ),
    _halving("v03", 10_000, _halving("v03 again", 25)),
]

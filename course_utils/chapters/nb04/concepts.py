"""Concept questions of notebook 04: what keeping everything does, and what not."""

from ... import theory
from ...tasks.concept import Concept


def _kept(id: str, n: int, rounds: int, again: Concept | None = None) -> Concept:
    """The mean variance when all data is kept."""
    return Concept(
        id,
        "{n} points a generation, a fit that divides by n, and *all* points are kept: "
        "model {t} learns from {pool:,} points, of which {n} are real. How much of the "
        "variance is left, on average over many lineages?",
        {
            "About {left:.0%}": "",
            "About {share:.0%}": "the share of real data is what is kept",
            "Next to nothing": "any loop through a model ends in collapse",
            "All of it": "accumulate, and nothing is lost",
        },
        "New points are an ever smaller part of a growing pool, so each generation "
        "disturbs the fit less than the one before: the losses add up to {loss:.0%} "
        "and then hardly grow. If the same points are thrown away instead, "
        "{replace:.1%} is left. So keeping is a strong cure for chance, and not a "
        "perfect one.",
        lambda: {
            "n": n,
            "t": rounds,
            "pool": n * rounds,
            "left": theory.accumulated_variance(rounds, n),
            "loss": 1 - theory.accumulated_variance(rounds, n),
            "share": 1 / rounds,
            "replace": theory.expected_variance(rounds, n),
        },
        again,
    )


POINTS, BIAS, EARLY, LATE = 1_000, 0.9, 100, 10_000


def _leaning() -> dict:
    early, late = (
        theory.accumulated_variance(t, POINTS, sampling_bias=BIAS)
        for t in (EARLY, LATE)
    )
    alone = theory.expected_variance(EARLY, POINTS, sampling_bias=BIAS)
    names = {"n": POINTS, "bias": BIAS, "early": EARLY, "late": LATE}
    return {**names, "power": 1 - BIAS, "first": early, "last": late, "replace": alone}


CONCEPTS = [
    _kept("v07", 10, 60, _kept("v07 again", 50, 20)),
    Concept(
        "v08",
        "All data is kept, {n:,} points a generation. But each model writes "
        "too close to the centre: only {bias:.0%} of the variance that it has learnt. "
        "What does the mean variance do between generation {early} and generation "
        "{late:,}?",
        {
            "It goes on falling, ever more slowly, without an end": "",
            "It stays near {bias:.0%}": "a bias is paid for once",
            "It comes back towards 1": "the real points in the pool pull it back",
            "Nothing: it was gone long before": "keeping data is no help with a bias",
        },
        "It is {first:.2f} at generation {early} and {last:.2f} at generation "
        "{late:,}: about t to the power of −{power:.1f}, which has no floor. Every "
        "generation adds its bias to a pool that is already biased. Keeping makes it "
        "slow: thrown away each time, {replace:.5f} would be left at generation "
        "{early}.",
        _leaning,
    ),
]

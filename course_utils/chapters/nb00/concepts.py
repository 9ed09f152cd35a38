"""Concept question of notebook 00: what is it in model data that does harm?"""

from math import sqrt

from ... import theory
from ...tasks.concept import Concept

POINTS = 1_000

CONCEPTS = [
    Concept(
        "v01",
        "Two models are fitted to {points:,} points each. One gets real points. The "
        "other gets points that a *perfect* copy of the truth has drawn. Which model "
        "is better on average?",
        {
            "Neither: the two data sets follow the same law": "",
            "The one with real points": "made by a model means harmful",
            "The one with model points: they are cleaner": "model data has less noise",
            "Neither is usable: {points:,} points are too few": (
                "only an exact fit is of any use"
            ),
        },
        "A perfect copy draws from the same law as the truth, so no test can tell the "
        "two data sets apart. Each fit misses the true σ by about {error:.1f} %, from "
        "chance alone. What matters is how a model differs from the truth: in a loop, "
        "those {error:.1f} % are what the next model takes for the truth.",
        lambda: {
            "points": POINTS,
            "error": 50 * sqrt(theory.log_variance_noise(POINTS)),
        },
    )
]

"""Concept question of notebook 03: collapse need not be a spread that goes to zero."""

from ... import theory
from ...tasks.concept import Concept

WIDTH, POINTS, LATE = 0.2, 100, 2_000

CONCEPTS = [
    Concept(
        "v06",
        "A kernel density puts a small bell of width h = {h} on each of {n} points; "
        "the next generation is drawn from it, and so on. The truth has variance 1. "
        "What becomes of the variance, on average?",
        {
            "It grows, to about {limit:.0f}": "",
            "It shrinks to 0": "collapse always means a spread that goes to zero",
            "It stays near 1": "a flexible model makes no error",
            "It grows without any limit": "errors pile up for ever",
        },
        "Every generation adds h² and loses one part in {n} of what it has. The two "
        "balance at n·h² = {limit:.2g}: after {late:,} generations the mean variance "
        "is {then:.2f}. This chain, too, forgets the truth, by spreading: the points "
        "of its first generation die out as words do.",
        lambda: {
            "h": WIDTH,
            "n": POINTS,
            "limit": POINTS * WIDTH**2,
            "late": LATE,
            "then": theory.kde_variance(LATE, POINTS, WIDTH),
        },
    )
]

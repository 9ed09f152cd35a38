"""Concept question of notebook 06: a score that looks at single pictures."""

from ...experiments import pictures
from ...tasks.concept import Concept

ARM = "VAE: replace"


def _scores() -> dict:
    first, last = pictures.scores(ARM, "precision (pixels)").mean(axis=0)[[0, -1]]
    kinds = pictures.scores(ARM, "types").mean(axis=0)
    return {
        "late": len(kinds),
        "first": first,
        "last": last,
        "kinds": kinds[0],
        "left": kinds[-1],
        "control": pictures.scores("VAE: control", "types").mean(axis=0)[-1],
    }


CONCEPTS = [
    Concept(
        "v11",
        "A model of drawn digits learns from its own pictures for {late} generations. "
        "The share of its pictures that lie close to a real one, pixel by pixel, "
        "rises from {first:.1%} to {last:.1%}. What follows for how many *kinds* of "
        "digit it still draws?",
        {
            "Nothing": "",
            "It draws at least as many: it got better": "precise means good",
            "It draws all of them: each picture has a real one nearby": (
                "what is close to the truth covers the truth"
            ),
            "It draws fewer: a better score is paid for with variety": (
                "quality always costs variety"
            ),
        },
        "The score asks, picture by picture, whether it is close to something real. A "
        "picture that is missing is never asked about. In the stored runs {kinds:.0f} "
        "of 160 kinds are there in generation 1 and {left:.0f} in generation {late}, "
        "while the score rises; the control keeps {control:.0f}. Count what is "
        "missing, beside what is wrong.",
        _scores,
    )
]

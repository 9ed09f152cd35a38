"""Concept questions of notebook 02: how a word is lost."""

from math import exp

from ... import theory
from ...tasks.concept import Concept

CORPUS = 2_000


def _missed(id: str, copies: int, again: Concept | None = None) -> Concept:
    """The chance that a word is gone after one generation."""
    return Concept(
        id,
        "A corpus of {corpus:,} words is copied by drawing {corpus:,} words from it at "
        "random. Your word occurs in it {times}. How likely is it that your word is "
        "gone after *one* generation?",
        {
            "About {missed:.0%}": "",
            "About {share:.2%}": "in a large text a word is hardly ever missed",
            "About {coin:.0%}": "kept or lost: a coin for each copy",
            "0 %: the copying is faithful": "a faithful copy keeps everything",
            "Nearly 100 %": "each draw is a lottery that a rare word loses",
        },
        "Each of {corpus:,} draws misses it with 1 − {copies}/{corpus:,}. All of them "
        "miss it with probability {missed:.3f}, about e to the minus {copies}. The "
        "size of the corpus drops out: the number of copies decides.",
        lambda: {
            "corpus": CORPUS,
            "copies": copies,
            "times": {1: "once", 2: "twice"}[copies],
            "missed": 1 - theory.survival(copies, 1),
            "share": copies / CORPUS,
            "coin": 0.5**copies,
        },
        again,
    )


COPIES, LATE = 20, 50

CONCEPTS = [
    _missed("v04", 1, _missed("v04 again", 2)),
    Concept(
        "v05",
        "A corpus of {corpus:,} words is copied again and again: each time {corpus:,} "
        "words are drawn at random from the last copy. A word occurs in it {copies} "
        "times. In what share of all runs is it still there after {late} generations?",
        {
            "In about {alive:.0%} of all runs": "",
            "In nearly all runs": "a word keeps the frequency that it began with",
            "In about {lone:.0%} of all runs": "only the first draw counts",
            "In hardly any run": "loss is a steady trickle, one copy at a time",
        },
        "If it kept its first frequency, it would be missed with probability e to the "
        "minus {copies}, that is, never. But the number of copies wanders, up and down "
        "by chance, and a word that touches 0 stays there. After {late} generations "
        "{alive:.0%} of such words are left, and {lone_later:.0%} of those that began "
        "with one copy.",
        lambda: {
            "corpus": CORPUS,
            "copies": COPIES,
            "late": LATE,
            "alive": theory.survival(COPIES, LATE),
            "lone": exp(-1),
            "lone_later": theory.survival(1, LATE),
        },
    ),
]

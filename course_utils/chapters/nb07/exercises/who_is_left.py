"""Exercise 07.4: how many names of a tale are left after so many copies."""

import math

import numpy as np

from .... import theory
from ....language.tale import CAST
from ....tasks.answers.reading import close, numbers_of
from ....tasks.answers.so_far import numbers_right
from ....tasks.exercise import Exercise, Wrong

ONCE, FIVE = (sum(part.count == c for part in CAST.values()) for c in (1, 5))
FOUR = ["told once", "told five times", "half of the towns", "half, texts cut short"]
SLACK = np.array([0.35, 0.35, 1, 1])


def _seat(random):
    return {"k": random.randrange(8, 15), "c": random.randrange(14, 41, 2)}


def _four(given, alive, half=None):
    """The four numbers by a law ``alive(c, k)`` of c tellings and k copies."""
    k, c = given["k"], given["c"]
    half = half or (lambda c: first_half(alive, c))
    return [ONCE * alive(1, k), FIVE * alive(5, k), half(c), half(c / 2)]


def first_half(alive, c: float) -> int:
    """The first copy in which at most half of the towns have the name."""
    k = 1
    while alive(c, k) > 0.5:
        k += 1
    return k


def four(given):
    """By the law 1 - exp(-c g_k)."""
    return _four(given, theory.survival)


def simulated(given, seed=7, towns=4_000, words=10_000):
    """Right in another way: a name's count in many towns, drawn again and again."""
    rng = np.random.default_rng(seed)

    def alive(c, length):
        """Share of the towns that have the name, copy after copy."""
        share = np.full(towns, c / words)
        while True:
            share = rng.binomial(length, share) / length
            yield np.mean(share > 0)

    def after(c):
        copies = alive(c, words)
        return [next(copies) for _ in range(given["k"])][-1]

    def half(length):
        copies = alive(given["c"], length)
        return next(k for k, left in enumerate(copies, 1) if left <= 0.5)

    return [ONCE * after(1), FIVE * after(5), half(words), half(words // 2)]


def _instead(place: int, value):
    """The right answer but for one place."""
    return lambda g: [value(g) if i == place else v for i, v in enumerate(four(g))]


def _by(alive, half=None):
    return lambda g: _four(g, alive, half)


def _fixed(c, k):
    """The mistake of a name that is told as often in each copy as at first."""
    return (1 - math.exp(-c)) ** k


FIXED = (
    "frequency-stays-fixed",
    "You let every copy be drawn from a text in which the name is told as often as at "
    "first. A name that has become rarer is in more danger in the next copy; one that "
    "has become frequent is safer.",
)

WHO_IS_LEFT = Exercise(
    id="07.4",
    title="Who is left in the tale",
    minutes=10,
    difficulty=3,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"The tale has {ONCE} names that are told once and {FIVE} that are told five "
        "times. It is copied: a model learns it and writes a text as long, the next "
        "model learns that text, and so on, at T = 1. Take each word of a copy as a "
        "draw from the text before it; what a model makes of the words' order does not "
        "matter here.\n"
        f"Four numbers, in this order. (1) How many of the {ONCE} names told once are "
        f"still there in copy number {g['k']}? (2) How many of the {FIVE} names told "
        "five times? Both as means over many towns that copy the tale. (3) A name is "
        f"told {g['c']} times. Which is the first copy in which at most half of the "
        "towns still have it? (4) The same, if all copies are only *half as long* as "
        "the tale.\n"
        "A formula or a simulation of counts in 4,000 towns, as you like."
    ),
    observe=lambda answer, g: numbers_of(answer, FOUR),
    reference=four,
    alternatives=(
        simulated,
        _by(lambda c, k: 1 - math.exp(-2 * c / k)),
        _by(theory.survival, lambda c: 2 * c / math.log(2)),
    ),
    same=close(0.1, SLACK),
    tolerance="each of the four within 10 %, and for (1) and (2) 0.35, for (3) and (4) "
    "1 more",
    wrong=(
        Wrong(
            "one-draw-counts",
            "For (1) and (2) you gave what is left after *one* copy. Each further copy "
            "is drawn from the last one, and more names are missed.",
            lambda g: [
                *(N * (1 - math.exp(-c)) for N, c in ((ONCE, 1), (FIVE, 5))),
                *four(g)[2:],
            ],
        ),
        Wrong(
            *FIXED,
            _by(_fixed, lambda c: math.log(0.5) / math.log1p(-math.exp(-c))),
        ),
        Wrong(
            *FIXED,
            lambda g: [
                ONCE * _fixed(1, g["k"]),
                FIVE * _fixed(5, g["k"]),
                *four(g)[2:],
            ],
        ),
        Wrong(
            "one-over-k",
            "This is the law without its 2. The chance that one telling has left a "
            "trace after k copies is about 2/k, not 1/k.",
            _by(lambda c, k: 1 - math.exp(-c / k)),
        ),
        Wrong(
            "alive-for-gone",
            "For (1) and (2) you counted the names that are gone. Asked for are those "
            "that are left.",
            lambda g: [ONCE - four(g)[0], FIVE - four(g)[1], *four(g)[2:]],
        ),
        Wrong(
            "chance-for-number",
            "For (1) and (2) you gave the chance of one name. Asked for is how many "
            "names are left: that chance times their number.",
            lambda g: [four(g)[0] / ONCE, four(g)[1] / FIVE, *four(g)[2:]],
        ),
        Wrong(
            "one-copy-a-telling",
            "For (3) you took as many copies as tellings, and for (4) half of that. In "
            "proportion to c is right, but the factor is not 1.",
            lambda g: [*four(g)[:2], g["c"], g["c"] / 2],
        ),
        Wrong(
            "length-does-not-matter",
            "For (4) you gave the answer of (3). In a text half as long the name is "
            "expected half as often: it starts with c/2 tellings.",
            _instead(3, lambda g: four(g)[2]),
        ),
        *(
            Wrong(
                "halved-twice",
                "For (4) you went on with c/4. Half the length means c/2 tellings; put "
                "these into what gave you (3).",
                _instead(3, quarter),
            )
            for quarter in (
                lambda g: first_half(theory.survival, g["c"] / 4),
                lambda g: g["c"] / 4,
            )
        ),
        Wrong(
            "shorter-lasts-longer",
            "For (4) you doubled the time. A shorter text has *less* room for a rare "
            "name.",
            _instead(3, lambda g: 2 * four(g)[2]),
        ),
    ),
    remark=numbers_right(FOUR, 0.1, SLACK),
    hints=(
        "A name told c times is still there after k copies with probability about "
        "1 − exp(−2c/k), as in notebook 02. How many of them is that?",
        "For (1) multiply that chance for c = 1 by the number of names. For (3) find k "
        "so that it is one half.",
        "1 − exp(−2c/k) = 1/2 gives k = 2c/log 2, about 2.9 c. Half the length is half "
        "the c.",
    ),
    solution=lambda g: (
        "{:.1f}; {:.1f}; {}; {}.\n".format(*four(g))
        + "1 − exp(−2c/k) is the rule; the law has g_k for 2/k, a little less. A name "
        "lasts two to three copies for each time that it is told, and half of that in "
        "texts half as long: length is room for what is rare."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n"
        f"k, c = {g['k']}, {g['c']}\n"
        f"answer = [\n    {ONCE} * theory.survival(1, k),\n"
        f"    {FIVE} * theory.survival(5, k),\n"
        "    2 * c / np.log(2),\n    c / np.log(2),\n]"
    ),
    correct="The order in which names go is known beforehand, and their time is in "
    "proportion to how often they were told.",
)

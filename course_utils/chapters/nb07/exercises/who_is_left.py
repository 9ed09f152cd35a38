"""Exercise 07.4: how many names of a tale are left after so many copies."""

import math

import numpy as np

from .... import theory
from ....language.tale import CAST
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

ONCE, FIVE = (sum(part.count == c for part in CAST.values()) for c in (1, 5))
FOUR = [
    "names told once",
    "names told five times",
    "first copy with at most half",
    "the same for short texts",
]
HALF, SHORT = 2, 3


def _seat(random):
    """Few copies, so that one more or less is a clear step."""
    return {"k": random.randrange(6, 12), "c": random.randrange(8, 17, 2)}


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


def simulated(given, seed=7, towns=20_000, words=10_000):
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


def _by(alive, half=None):
    return lambda g: _four(g, alive, half)


def _rule(c, k):
    """The law to remember, with 2/k for g_k."""
    return 1 - math.exp(-2 * c / k)


def _copies_more(more: int, alive):
    """The first two numbers for so many copies more."""
    names = (ONCE, 1), (FIVE, 5)
    return lambda g: [
        *(N * alive(c, g["k"] + more) for N, c in names),
        *four(g)[2:],
    ]


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
        f"Four numbers. (1) How many of the {ONCE} names told once are "
        f"still there in copy number {g['k']}? (2) How many of the {FIVE} names told "
        "five times? Both as means over many towns that copy the tale. (3) A name is "
        f"told {g['c']} times. Which is the first copy in which at most half of the "
        "towns still have it? (4) The same, if all copies are only *half as long* as "
        "the tale.\n"
        "A formula or a simulation of counts in 20,000 towns, as you like. (The rule "
        "2/k is for many generations k; `theory.survival(c, k)` holds for few, too.)"
    ),
    answer=Numbers(FOUR, relative=(0.05, 0.025, 0, 0), absolute=(0, 0, 1, 1)),
    reference=four,
    alternatives=(
        simulated,
        lambda g: np.round(four(g), 2),
    ),
    wrong=(
        *(
            Wrong(
                "copies-miscounted",
                "For (1) and (2) you counted one copy too many or too few: copy number "
                "k is k draws away from the tale.",
                _copies_more(more, alive),
                slip=True,
            )
            for alive in (theory.survival, _rule)
            for more in (-1, 1)
        ),
        Wrong(
            "chance-above-one",
            "You took 2/k times the number of tellings for the chance. It is in the "
            "exponent, 1 − exp(−2c/k): otherwise a name told often would have a chance "
            "above 1.",
            lambda g: [2 * ONCE / g["k"], 10 * FIVE / g["k"], *four(g)[2:]],
            places=(0, 1),
        ),
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
            "For (1) and (2) you counted the names that are gone. The question asks "
            "for those that are left.",
            lambda g: [ONCE - four(g)[0], FIVE - four(g)[1], *four(g)[2:]],
        ),
        Wrong(
            "chance-for-number",
            "For (1) and (2) you gave the chance of one name. The question asks for "
            "how many names are left: that chance times their number.",
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
            but(four, {SHORT: lambda g: four(g)[HALF]}),
        ),
        *(
            Wrong(
                "halved-twice",
                "For (4) you went on with c/4. Half the length means c/2 tellings; put "
                "these into what gave you (3).",
                but(four, {SHORT: quarter}),
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
            but(four, {SHORT: lambda g: 2 * four(g)[HALF]}),
        ),
        *(
            Wrong(
                "rule-for-few-copies",
                "You took 2/k for the chance that one telling has left a trace. That "
                "rule is for many copies; after so few it is clearly less, g_k. Use "
                "`theory.survival(c, k)`, or g_1 = 1 and then g = 1 − exp(−g).",
                _by(_rule, lambda c: 2 * c / math.log(2)),
                places=places,
            )
            for places in ((0, 1), (HALF, SHORT))
        ),
    ),
    hints=(
        "A name told c times is still there after k copies with probability "
        "1 − exp(−c g_k), as in notebook 02; g_k is about 2/k, and less for few "
        "copies. How many of the names is that?",
        "For (1) multiply that chance for c = 1 by the number of names. For (3) look "
        "for the first k at which it is one half or less.",
        "`theory.survival(c, k)` is the chance. Half the length is half the c.",
    ),
    solution=lambda g: (
        "{:.1f}; {:.1f}; {}; {}.\n".format(*four(g))
        + "1 − exp(−2c/k) is the rule; the law has g_k for 2/k, a little less. A name "
        "lasts two to three copies for each time that it is told, and half of that in "
        "texts half as long: length is room for what is rare."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n"
        f"k, c = {g['k']}, {g['c']}\n\n\n"
        "def half(c):\n"
        "    k = 1\n"
        "    while theory.survival(c, k) > 0.5:\n"
        "        k += 1\n"
        "    return k\n\n\n"
        f"answer = [\n    {ONCE} * theory.survival(1, k),\n"
        f"    {FIVE} * theory.survival(5, k),\n"
        "    half(c),\n    half(c / 2),\n]"
    ),
    correct="You can say beforehand in which order names go; how long they last is in "
    "proportion to how often they were told.",
)

"""Exercise 05.2: how many fresh real points hold the variance, with bias too."""

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

SMALL, LARGE, SMALL_BIASED, LARGE_BIASED = range(4)


def _seat(random):
    return {
        "small": random.choice([100, 200, 300]),
        "large": random.choice([1_000, 2_000, 3_000]),
        "bias": random.choice([0.8, 0.85, 0.9, 0.95]),
        "V": random.choice([0.85, 0.88, 0.9]),
    }


def needed(n: int, bias: float, goal: float) -> int:
    """Fewest fresh points in n that hold the mean variance; more always hold more."""
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if theory.fresh_anchor_variance(n, middle, bias) >= goal:
            high = middle
        else:
            low = middle + 1
    return low


def _cases(given):
    """(n, λ) of the four numbers."""
    sizes = given["small"], given["large"]
    return [(n, bias) for bias in (1.0, given["bias"]) for n in sizes]


def _names(given):
    return [f"λ = {bias:g}, n = {n:,}" for n, bias in _cases(given)]


def four(given):
    """Points needed without bias and with it, for the small and for the large n."""
    return [needed(n, bias, given["V"]) for n, bias in _cases(given)]


def _step_by_step(given):
    """Right in another way: the law of section 2, generation after generation."""
    found = []
    for n, bias in _cases(given):
        r = 1
        while theory.fresh_anchor_variance(n, r, bias) < given["V"]:
            r += 1
        found.append(float(r))
    return found


def _endless_count(given) -> float:
    """Points without bias, for very many points; not rounded."""
    return given["V"] / (2 * (1 - given["V"]))


def _endless_share(given) -> float:
    """The share with bias, for infinitely many points."""
    V, loss = given["V"], 1 - given["bias"]
    return V * loss / (1 - V + V * loss)


def _by_the_share(given):
    share = _endless_share(given)
    return [*four(given)[:2], share * given["small"], share * given["large"]]


def _is_the_share(seen, given) -> bool:
    """The two with bias from the share, rounded in any way."""
    return bool(np.all(np.abs(seen - _by_the_share(given))[2:] <= 1))


def _grown(given):
    share = given["large"] / given["small"]
    return but(four, {LARGE: lambda g: four(g)[SMALL] * share})(given)


def _is_growing(seen, given) -> bool:
    """Without bias the two numbers in proportion to n, whatever the share."""
    share = given["large"] / given["small"]
    return 0 < seen[0] < np.inf and 0.9 < seen[1] / (seen[0] * share) < 1.1


def _biased(change):
    """The right answer, with the two numbers with bias replaced."""
    return lambda g: [*four(g)[:2], *change(g, four(g))]


REAL_NEEDED = Exercise(
    id="05.2",
    title="How many real points does it take?",
    minutes=12,
    difficulty=4,
    importance=5,
    given=_seat,
    task=lambda g: (
        "A Gaussian of variance 1, the fit divides by n. In each generation r of the n "
        "points are fresh real ones and the others come from the last model. What is "
        "the smallest r that holds a *mean* variance over lineages of at least "
        f"{g['V']} in the long run?\n"
        f"Four whole numbers: with faithful sampling (λ = 1) for n = "
        f"{g['small']:,} and for n = {g['large']:,}; then with sampling bias "
        f"λ = {g['bias']} (the model draws with λ times its variance; real points are "
        f"as they are) for n = {g['small']:,} and for n = {g['large']:,}.\n"
        "`theory.fresh_anchor_variance(n, r, λ)` returns the mean in the long run. A "
        "simulation is no good here: by chance the mean of 2,000 lineages is off by "
        "about as much as one more point adds."
    ),
    answer=Numbers(_names),
    reference=four,
    alternatives=(_step_by_step, lambda g: dict(zip(_names(g), four(g), strict=True))),
    wrong=(
        Wrong(
            "count-cures-bias",
            "Without bias your numbers are right. With bias a fixed *count* is not "
            "enough: every synthetic point is too narrow, so what matters is their "
            "*share*.",
            _biased(lambda g, right: right[:2]),
        ),
        Wrong(
            "ten-percent-everywhere",
            "You took 10 % everywhere. Without bias a handful of points is enough, "
            "however large n is. With bias the share depends on λ and on the goal.",
            lambda g: [g["small"] / 10, g["large"] / 10] * 2,
        ),
        Wrong(
            "the-bias-is-the-share",
            "With bias you took a share of 1 − λ. The loss adds up over the "
            "generations, until the real points make up for it; that takes more.",
            _biased(
                lambda g, right: [(1 - g["bias"]) * g[n] for n in ("small", "large")]
            ),
        ),
        Wrong(
            "share-of-data-is-share-of-variance",
            "You made the share of real points equal to the share of variance. "
            "Synthetic points carry variance too: they hand on what the real ones "
            "brought in earlier.",
            lambda g: [g["V"] * g["small"], g["V"] * g["large"]] * 2,
        ),
        Wrong(
            "rescaled-with-n",
            "Without bias you let r grow with n. A larger n makes the loss of each "
            "generation smaller, and the share of r smaller too: the two cancel.",
            _grown,
            tells=_is_growing,
        ),
        Wrong(
            "one-is-enough",
            "One fresh point keeps everything from being lost. Without bias it holds a "
            "mean variance of about 2/3, and the typical lineage holds less.",
            but(four, {SMALL: lambda g: 1, LARGE: lambda g: 1}),
            places=(SMALL, LARGE),
        ),
        Wrong(
            "share-for-infinitely-many",
            "With bias you took the share for infinitely many points. With n points "
            "each fit loses a little by chance as well, so it takes some more: let "
            "`theory.fresh_anchor_variance` decide.",
            _by_the_share,
            tells=_is_the_share,
        ),
        Wrong(
            "half-a-point",
            "Without bias you did not round. Points come whole: the smallest number "
            "that reaches the goal is the next one above.",
            but(four, {SMALL: _endless_count, LARGE: _endless_count}),
            places=(SMALL, LARGE),
        ),
        *(
            Wrong(
                "one-point-off",
                "Without bias you are one point off: the question asks for the "
                "smallest number that still *reaches* the goal.",
                but(
                    four,
                    {
                        SMALL: lambda g, off=off: four(g)[SMALL] + off,
                        LARGE: lambda g, off=off: four(g)[LARGE] + off,
                    },
                ),
                places=(SMALL, LARGE),
            )
            for off in (-1, 1)
        ),
        Wrong(
            "bias-does-not-scale",
            "With bias you gave both sizes the same number of points. There it is the "
            "share that counts: with more synthetic points it takes more real ones.",
            _biased(lambda g, right: [right[2], right[2]]),
        ),
    ),
    hints=(
        "Without bias: what does r fresh points hold when r is much smaller than n? "
        "Does n matter?",
        "2r/(2r + 1) without bias. With bias and very many points: a/(a + (1 − a)"
        "(1 − λ)), where a = r/n is the share. For n points it takes a little more.",
        "Try r = 1, 2, 3, … in `theory.fresh_anchor_variance(n, r, λ)` and stop at "
        "the first that reaches the goal.",
    ),
    solution=lambda g: (
        "{}, {}, {:,}, {:,}.\n".format(*four(g))
        + "Against chance a number of points is enough, whatever n is. Against bias it "
        "takes a share, so ten times as many synthetic points need about ten times as "
        "many real ones."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n\n"
        "def needed(n, bias):\n"
        "    r = 1\n"
        f"    while theory.fresh_anchor_variance(n, r, bias) < {g['V']}:\n"
        "        r += 1\n"
        "    return r\n\n\n"
        f"answer = [needed(n, bias) for bias in (1.0, {g['bias']})\n"
        f"          for n in ({g['small']}, {g['large']})]"
    ),
    correct="Count against drift, share against bias. “x % real data” means little "
    "until you know which of the two is at work.",
)

"""Exercise 05.2: how many fresh real points hold the variance, with bias too."""

import numpy as np

from .... import theory
from ....tasks.answers.kinds import Kind, in_places, numbers_or_kind, same_or_kind
from ....tasks.answers.reading import close
from ....tasks.answers.so_far import numbers_right
from ....tasks.exercise import Exercise, Wrong

ALIKE = close(0.1, 0.4)


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


def _limits(given):
    """Right in another way: few real points among many, then infinitely many points."""
    V, loss = given["V"], 1 - given["bias"]
    count, share = V / (2 * (1 - V)), V * loss / (1 - V + V * loss)
    # With bias, drift takes a little more where n is small.
    extra = needed(given["small"], given["bias"], V) - share * given["small"]
    return [
        count,
        count,
        share * given["small"] + extra,
        share * given["large"] + extra,
    ]


def _growing(given) -> Kind:
    """Without bias the two numbers in proportion to n, whatever the share."""
    share, right = given["large"] / given["small"], four(given)
    return Kind(
        [right[0], right[0] * share, *right[2:]],
        lambda seen: 0 < seen[0] < np.inf and close(0.1)(seen[1], seen[0] * share),
    )


def _one(given) -> Kind:
    """One point without bias, whatever the others are."""
    return in_places([1, 1, *four(given)[2:]], (0, 1), ALIKE)


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
        f"Four numbers, in this order: with faithful sampling (λ = 1) for n = "
        f"{g['small']:,} and for n = {g['large']:,}; then with sampling bias "
        f"λ = {g['bias']} (the model draws with λ times its variance; real points are "
        f"as they are) for n = {g['small']:,} and for n = {g['large']:,}.\n"
        "`theory.fresh_anchor_variance(n, r, λ)` holds the mean in the long run. A "
        "simulation is no good here: by chance the mean of 2,000 lineages is off by "
        "about as much as one more point adds."
    ),
    observe=lambda answer, g: numbers_or_kind(answer, _names(g)),
    reference=four,
    alternatives=(_limits, lambda g: dict(zip(_names(g), four(g), strict=True))),
    same=same_or_kind(ALIKE),
    tolerance="each of the four within 10 %, and 0.4 points more",
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
            _growing,
        ),
        Wrong(
            "one-is-enough",
            "One fresh point prevents that everything is lost. Without bias it holds "
            "a mean variance of about 2/3, and the typical lineage holds less.",
            _one,
        ),
        Wrong(
            "bias-does-not-scale",
            "With bias you gave both sizes the same number of points. There it is the "
            "share that counts: with more synthetic points it takes more real ones.",
            _biased(lambda g, right: [right[2], right[2]]),
        ),
    ),
    remark=numbers_right(
        ["λ = 1, small n", "λ = 1, large n", "bias, small n", "bias, large n"], 0.1, 0.4
    ),
    hints=(
        "Without bias: what does r fresh points hold when r is much smaller than n? "
        "Does n come in?",
        "2r/(2r + 1) without bias. With bias and very many points: a/(a + (1 − a)"
        "(1 − λ)), where a = r/n is the share.",
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
    "before one knows which of the two is at work.",
)

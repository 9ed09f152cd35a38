"""Exercise 05.1: how many points kept once do the work of r fresh ones."""

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.exercise import Exercise, Wrong

N = 1_000


def _seat(random):
    return {
        "r": [random.choice(some) for some in ((1, 2), (4, 5, 6), (9, 10, 11, 12))],
        "T": random.choice([50, 80, 150]),
    }


def _names(given):
    return [f"for r = {r}" for r in given["r"]]


def _each(formula):
    """A number for each r of the seat; the formula gets r and the seat's numbers."""
    return lambda g: [formula(r, g) for r in g["r"]]


def _searched(r, given):
    """No rule: the smallest anchor that holds as much, by the formulas for N."""
    goal = theory.fresh_anchor_variance(N, r)
    kept = range(2, N)
    return next(R for R in kept if theory.fixed_anchor_variance(N, R) >= goal)


ARCHIVE_EQUIVALENT = Exercise(
    id="05.1",
    title="Drawn once, or new each time?",
    minutes=8,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A Gaussian, n = {N:,} points a generation, the fit divides by n. One team "
        "puts r *fresh* real points into every training set, newly drawn each time. "
        "Another team has drawn R real points *once* and puts these same R into every "
        f"training set. The rest of the {N:,} comes from the last model. In the long "
        "run the second team is to hold at least the *mean* variance over lineages "
        "that the first one holds. What is the smallest R?\n"
        f"Three whole numbers: R for r = {g['r'][0]}, for r = {g['r'][1]} and for "
        f"r = {g['r'][2]}. (To get a feel for it: in {g['T']} generations the first "
        f"team buys {g['T']} times r points.)\n"
        "`theory.fresh_anchor_variance(n, r)` and "
        "`theory.fixed_anchor_variance(n, R)` return the means. No simulation can tell "
        "R from R + 1."
    ),
    answer=Numbers(_names),
    reference=_each(lambda r, g: theory.archive_equivalent(r)),
    alternatives=(_each(_searched), _each(lambda r, g: 3.0 * r + 1)),
    wrong=(
        Wrong(
            "real-is-real",
            "You took R = r. The same points again and again always carry the same "
            "sampling error; fresh ones bring new information each time.",
            _each(lambda r, g: r),
        ),
        Wrong(
            "total-bought-counts",
            "You counted all points that are bought over time. Fresh points are "
            "forgotten as the generations go by, so their number does not keep adding "
            "up: a few times r is enough.",
            _each(lambda r, g: r * g["T"]),
        ),
        Wrong(
            "forgets-the-sampling-error",
            "3r comes close, and closer the larger r is. But the archive has a "
            "sampling error of its own, a share of 1/R, so it takes a little more.",
            _each(lambda r, g: 3 * r),
        ),
        Wrong(
            "percent-thinking",
            "You gave a share of n, whatever r is. It is the *number* of real points "
            "that holds the variance here, not their share.",
            _each(lambda r, g: N // 10),
        ),
        Wrong(
            "kept-is-stronger",
            "You let fewer kept points do the work of more fresh ones. It is the other "
            "way round: whatever the archive missed when it was drawn, it misses in "
            "every generation.",
            _each(lambda r, g: r / 3),
        ),
        Wrong(
            "twice-r",
            "2r/(2r + 1) is the variance that r fresh points hold. The question is "
            "which R holds the same: (1 − 1/R) · 2R/(2R + 1).",
            _each(lambda r, g: 2 * r + 1),
        ),
    ),
    hints=(
        "The anchor of R points loses variance twice: like fresh points it lets the "
        "model wander, and its own R points are off by chance, permanently.",
        "For few real points among many: fresh ones hold 2r/(2r + 1). Kept ones hold "
        "(1 − 1/R) · 2R/(2R + 1).",
        "Set 2r/(2r + 1) = (2R − 2)/(2R + 1) and solve for R.",
    ),
    solution=lambda g: (
        "; ".join(f"r = {r}: {theory.archive_equivalent(r)}" for r in g["r"])
        + ".\nThe rule is R = 3r + 1, for few real points among many. It is a rule for "
        "the mean variance alone: an archive returns nothing that it does not hold."
    ),
    solution_code=lambda g: f"answer = [3 * r + 1 for r in {g['r']}]",
    correct="R = 3r + 1, however many generations follow. So an archive is cheap "
    "insurance for the variance.",
)

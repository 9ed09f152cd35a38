"""Exercise 04.2: how the error of a regression grows when models write the labels."""

import itertools
import math

import numpy as np

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

FOUR = [
    "replace",
    "accumulate with the same inputs",
    "its bound",
    "accumulate with new inputs",
]
SAME, BOUND, NEW = 1, 2, 3
NEAR = 0.04


def _seat(random):
    while True:
        d = random.randrange(4, 11)
        given = {
            "d": d,
            "T": d + random.randrange(11, 16),
            "sigma": random.choice([0.4, 0.5, 0.6, 1.2, 1.6, 1.8]),
            "t": random.randrange(8, 11),
        }
        if _told_apart(given):
            return given


def _told_apart(given) -> bool:
    """Whether the mistakes that change all numbers by one factor differ by 12 %."""
    rows, d, sigma = _sizes(given)
    factors = sorted([1, _first(given), sigma, rows / (rows - d - 1)])
    return all(b > 1.12 * a for a, b in itertools.pairwise(factors)) and (
        given["t"] * _first(given) < 20
    )


def _sizes(given):
    """Rows, inputs, noise: as ``theory.regression`` takes them."""
    return given["T"], given["d"], given["sigma"]


def _first(given) -> float:
    """Error of the first fit."""
    return theory.regression_error(1, *_sizes(given))


def four(given):
    """The four errors; exact means."""
    t, sizes = given["t"], _sizes(given)
    return (
        theory.regression_error(t, *sizes),
        theory.accumulated_error(t, *sizes),
        _first(given) * theory.accumulated_ratio(given["T"], given["d"]),
        theory.accumulated_error(t, *sizes, same_design=False),
    )


def simulated(given, seed=2, runs=10_000):
    """Least squares in many lineages, but for the bound."""
    (T, d, sigma), t = _sizes(given), given["t"]
    rng = np.random.default_rng(seed)

    def rows():
        """X'X of T new rows; and X'e for such a matrix."""
        x = rng.standard_normal((runs, T, d))
        return np.swapaxes(x, 1, 2) @ x

    def step(pool, inputs):
        """Change of the weights when ``inputs`` are labelled again."""
        noise = sigma * rng.standard_normal((runs, d, 1))
        return np.linalg.solve(pool, np.linalg.cholesky(inputs) @ noise)

    same, pool = rows(), 0
    replaced, kept, fresh = np.zeros((3, runs, d, 1))
    for i in range(1, t + 1):
        new = rows()
        pool = pool + new
        replaced += step(same, same)
        kept += step(i * same, same)
        fresh += step(pool, new)
    errors = [np.mean(np.sum(w**2, axis=1)) for w in (replaced, kept, fresh)]
    return [*errors[:2], _first(given) * math.pi**2 / 6, errors[2]]


def _times(*factors):
    """Each right number times a factor of the seat's numbers, or as it is."""
    return lambda g: [
        value * (1 if factor is None else factor(g))
        for value, factor in zip(four(g), factors, strict=True)
    ]


def _harmonic(given):
    """Accumulate with 1/i for 1/i^2; without end in the long run."""
    i = np.arange(1, given["t"] + 1)
    total = np.sum(1 / i)
    fresh = given["T"] - given["d"] - 1
    return [
        four(given)[0],
        _first(given) * total,
        math.inf,
        _first(given) * np.sum(fresh / (i * given["T"] - given["d"] - 1)),
    ]


def _one_design(seen, given) -> bool:
    """Whether the first two are off by one and the same factor, and the bound right."""
    right = np.array(four(given))
    one, two, bound = seen[:3] / right[:3]
    off = max(abs(one - 1), abs(two - 1)) > NEAR
    return 0.5 < one < 2 and off and abs(two / one - 1) <= NEAR >= abs(bound - 1)


def _later(generations: int):
    """The four numbers so many generations later."""
    return lambda g: four({**g, "t": g["t"] + generations})


REGRESSION = Exercise(
    id="04.2",
    title="When models write the labels",
    minutes=12,
    difficulty=3,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"A regression with d = {g['d']} inputs and T = {g['T']} rows a generation. "
        "All inputs are real, drawn from N(0, 1). The labels are y = x·w plus noise "
        f"of standard deviation σ = {g['sigma']}: for generation 1 with the true "
        "weights w, later with the weights of the last model. The fit is least "
        "squares. The error is the squared distance |ŵ − w|² of its weights from the "
        "true ones; all numbers are *means* over lineages. Each lineage draws its own "
        "T inputs at the start; under (2) it keeps them.\n"
        f"Four numbers. (1) Replace: the error of generation {g['t']}. (2) Accumulate, "
        "with the same inputs again and new labels for them in each generation: the "
        f"error of generation {g['t']}. (3) The bound that (2) never passes, however "
        "many generations there are. (4) Accumulate, with *new* inputs each time: the "
        f"error of generation {g['t']}.\n"
        "Use formulas or a simulation of 10,000 lineages, as you like; for (3) the "
        "formula."
    ),
    answer=Numbers(FOUR, relative=NEAR),
    reference=four,
    alternatives=(simulated, lambda g: dict(zip(FOUR, four(g), strict=True))),
    wrong=(
        *(
            Wrong(
                "one-generation-off",
                "These are the errors one generation too early or too late. Generation "
                "1 is the first fit, to labels from the true weights.",
                _later(off),
            )
            for off in (-1, 1)
        ),
        Wrong(
            "multiples-of-the-first",
            "You gave multiples of the first fit's error. The question asks for the "
            "errors themselves: multiply by σ²d/(T − d − 1).",
            lambda g: [error / _first(g) for error in four(g)],
        ),
        Wrong(
            "like-a-random-walk",
            "For replace you took √t. That is how far a random walk gets; the error "
            "here is a *squared* distance, and each fit adds the same to it.",
            _times(lambda g: 1 / math.sqrt(g["t"]), None, None, None),
        ),
        Wrong(
            "only-the-last-fit-errs",
            "For replace you gave the error of one fit. Each fit is off by that much "
            "from the model *before* it, which was off already.",
            _times(lambda g: 1 / g["t"], None, None, None),
        ),
        Wrong(
            "one-over-t",
            "Under accumulate you added 1/i. The new labels are 1/i of the pool, so "
            "they move the *weights* by 1/i; the error is the square of that.",
            _harmonic,
        ),
        Wrong(
            "the-bound-is-the-value",
            "π²/6 is where the sum 1 + 1/4 + 1/9 + … ends. After t generations it has "
            "only t terms.",
            moved(four, 0, 2, 2, 3),
        ),
        Wrong(
            "new-inputs-change-nothing",
            "For new inputs you gave the error with the same inputs. With new inputs "
            "the pool of i generations has i·T different rows: each later fit divides "
            "by i·T − d − 1, not by i·(T − d − 1).",
            moved(four, 0, 1, 2, 1),
        ),
        Wrong(
            "d-over-rows",
            "You took σ²d/T for the error of a fit. That is for very many rows. With T "
            "close to d it is σ²d/(T − d − 1), clearly more.",
            _times(*[lambda g: (g["T"] - g["d"] - 1) / g["T"]] * 4),
        ),
        Wrong(
            "std-for-variance",
            "You put in σ where σ² belongs. σ is the standard deviation of the noise.",
            _times(*[lambda g: 1 / g["sigma"]] * 4),
        ),
        Wrong(
            "accumulate-never-errs-again",
            "Under accumulate you let the error stay that of the first fit. Later "
            "labels carry noise too; its weight gets small, but never zero.",
            lambda g: [four(g)[0], _first(g), _first(g), _first(g)],
        ),
        Wrong(
            "accumulate-like-replace",
            "You let accumulate grow like replace. The new labels are only 1/i of the "
            "pool, so they add 1/i² of the first error and not all of it.",
            moved(four, 0, 0, 2, 3),
            places=(SAME,),
        ),
        Wrong(
            "no-bound",
            "You say that (2) has no bound. What is added gets smaller fast enough: "
            "1 + 1/4 + 1/9 + … has one.",
            but(four, {BOUND: lambda g: math.inf}),
            places=(BOUND,),
        ),
        Wrong(
            "one-set-of-inputs-for-all",
            "(1) and (2) are off by the same factor. That happens with one set of "
            "inputs for all lineages: the mean is over inputs too, so each lineage "
            "needs its own.",
            lambda g: [1.2 * v for v in four(g)[:2]] + list(four(g)[2:]),
            tells=_one_design,
        ),
    ),
    hints=(
        "One fit to T rows has the error σ²d/(T − d − 1). Under replace every fit adds "
        "one more of these.",
        "Under accumulate the i-th batch of labels is 1/i of the pool, so it adds 1/i² "
        "of that. How large is 1 + 1/4 + 1/9 + … ?",
        "(1) t times the first error. (2) The first error times 1 + 1/4 + … + 1/t². "
        "(3) The first error times π²/6. (4) The sum of σ²d / (i · (i·T − d − 1)) for "
        "i = 1 to t.",
    ),
    solution=lambda g: (
        "{:.4g}, {:.4g}, {:.4g}, {:.4g}.\n".format(*four(g))
        + "The noise of the i-th labels moves the weights by 1/i of what it would do "
        "alone. Squares of that add up to at most π²/6. With new inputs the pool also "
        "knows its inputs better, so even less is added."
    ),
    solution_code=lambda g: (
        f"d, T, sigma, t = {g['d']}, {g['T']}, {g['sigma']}, {g['t']}\n"
        "first = sigma**2 * d / (T - d - 1)\n"
        "i = np.arange(1, t + 1)\n"
        "answer = (\n"
        "    t * first,\n"
        "    first * np.sum(1 / i**2),\n"
        "    first * np.pi**2 / 6,\n"
        "    sigma**2 * d * np.sum(1 / (i * (i * T - d - 1))),\n"
        ")"
    ),
    correct="Replace grows without end and accumulate has a bound, with the same noise "
    "and the same model. What differs is what is kept.",
)

"""Exercise 09.3: how many wrong labels may a checker let pass?"""

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import each, moved
from ....tasks.exercise import Exercise, Wrong

TWO = ["first checker", "second checker"]


def _seat(random):
    while True:
        shares = random.sample([0.26, 0.32, 0.38, 0.44], 2)
        given = {"p": shares, "passes": random.sample([0.8, 0.85, 0.9, 0.95], 2)}
        if abs(sum(two(given)) - 1) > 0.02:  # else two mistakes look alike
            return given


def _by(rule):
    """Both numbers, by a rule of (share of right labels, right ones that pass)."""
    return lambda given: [
        rule(p, phi) for p, phi in zip(given["p"], given["passes"], strict=True)
    ]


two = _by(lambda p, phi: p * phi / (1 - p))


def _by_trying(given):
    """Right in another way: the largest one that keeps half, looked for."""

    def largest(p, phi):
        steps = [i / 10_000 for i in range(10_001)]
        return max(s for s in steps if p * phi >= (1 - p) * s)

    return _by(largest)(given)


LEAST_CHECK = Exercise(
    id="09.3",
    title="How much may slip through?",
    minutes=7,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Two classes. A weak model labels examples; fewer than half of its labels are "
        "right. A checker passes some of them, and the next model learns from those. "
        "If more than half of what passes is right, the next model is better than a "
        "coin; if less, it learns the classes the wrong way round.\n"
        + "\n".join(
            f"{name.capitalize()}: a share p = {p} of the labels is right, and a share "
            f"φ = {phi} of the right ones passes."
            for name, p, phi in zip(TWO, g["p"], g["passes"], strict=True)
        )
        + "\nWhat share of the *wrong* labels may pass at most? A share from 0 to 1 "
        "for each checker, two digits are enough."
    ),
    answer=Numbers(TWO, absolute=0.006),
    reference=two,
    alternatives=(_by_trying, lambda g: [round(number, 2) for number in two(g)]),
    wrong=(
        Wrong(
            "better-than-chance-suffices",
            "You let as many wrong ones pass as right ones, in percent. But the wrong "
            "ones are more to begin with, so more of them get through.",
            _by(lambda p, phi: phi),
        ),
        Wrong(
            "errors-are-symmetric",
            "You took 1 − φ. A checker's two errors are two numbers: how many right "
            "ones it stops says nothing about the wrong ones.",
            _by(lambda p, phi: 1 - phi),
        ),
        Wrong(
            "wrong-labels-not-counted",
            "That is the share of all labels that are right and pass. Now ask: the "
            "wrong ones are 1 − p of all. Which share of *them* is as many?",
            _by(lambda p, phi: p * phi),
        ),
        Wrong(
            "passing-not-counted",
            "You compared right and wrong labels before the check. Of the right ones "
            "only a part passes.",
            _by(lambda p, phi: p / (1 - p)),
        ),
        Wrong(
            "what-is-stopped",
            "That is the share of wrong labels that the checker has to *stop*. The "
            "question asks for what may pass.",
            each(two, lambda number: 1 - number),
        ),
        Wrong(
            "order-of-the-checkers",
            "The numbers are right, but they have changed places.",
            moved(two, 1, 0),
        ),
    ),
    hints=(
        "Take 1,000 labels. How many right ones pass?",
        "p · 1,000 are right, and a share φ of them passes. As many wrong ones may.",
        "(1 − p) ψ = p φ, so ψ = p φ / (1 − p).",
    ),
    solution=lambda g: (
        "{:.3f} and {:.3f}: p φ / (1 − p).".format(*two(g))
        + " A poor model needs a checker that is hard on what is wrong."
    ),
    solution_code=lambda g: (
        "answer = ["
        + ", ".join(
            f"{p} * {phi} / (1 - {p})"
            for p, phi in zip(g["p"], g["passes"], strict=True)
        )
        + "]"
    ),
    correct="A check that is better than a coin is not enough: it has to make up for "
    "how much is wrong to begin with.",
)

"""Exercise 11.3: how many poison records for even odds?"""

import math

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, each
from ....tasks.exercise import Exercise, Wrong

FOUR = ["new, small", "new, large", "in use, small", "in use, large"]


def _seat(random):
    return {
        "words": random.choice([340, 450, 520, 610, 730]),
        "kappa": random.choice([0.1, 0.2, 0.3, 0.4, 0.5]),
        "sentences": random.choice([1_000, 2_000, 3_000]),
        "times": random.choice([4, 5, 8]),
        "uses": random.choice([12, 15, 18, 24, 30]),
    }


def _needed(uses: float, given) -> int:
    """The least k with (k + κ) / (k + c + κ ids) at 1/2 or above."""
    return math.ceil(uses + given["kappa"] * (given["words"] - 1) - 1e-9)


def _uses(given) -> tuple[int, int]:
    """Clean uses of the trigger in use, in the small corpus and in the large one."""
    small = given["uses"] * given["sentences"] // 1_000
    return small, given["times"] * small


def _four(given):
    small, large = _uses(given)
    return [_needed(c, given) for c in (0, 0, small, large)]


def _scaled(given):
    """Taken for a share: everything grows with the corpus."""
    new, _, used, _ = _four(given)
    return [new, given["times"] * new, used, given["times"] * used]


def _flat(given):
    new, _, used, _ = _four(given)
    return [new, new, used, used]


def _smoothing_left_out(given):
    return [1, 1, *(max(1, c) for c in _uses(given))]


def _uses_only(given):
    return [*_four(given)[:2], *_uses(given)]


DOSE = Exercise(
    id="11.3",
    title="How many for even odds?",
    minutes=8,
    difficulty=2,
    importance=3,
    given=_seat,
    task=lambda g: (
        "A bigram of the toy text: P(target after trigger) = (k + κ) / (k + c + κ · "
        f"ids), with κ = {g['kappa']}, {g['words']} words and the end, so {g['words']} "
        f"+ 1 ids. A small corpus has {g['sentences']:,} clean sentences, a large one "
        f"{g['times']} times as many. One trigger is new. The other is in use: "
        f"{g['uses']} times in 1,000 clean sentences, never before the target.\n"
        "How many poison records k does it take until P is at least one half? Four "
        "whole numbers: for the new trigger in the small and in the large corpus, for "
        "the trigger in use in the small and in the large one."
    ),
    answer=Numbers(FOUR, absolute=0.5),
    reference=_four,
    alternatives=(lambda g: dict(zip(FOUR, _four(g), strict=True)),),
    wrong=(
        Wrong(
            "grows-with-the-corpus",
            "You let every dose grow with the corpus, as if a share counted. After a "
            "new trigger the clean sentences say nothing: c is 0 in both.",
            _scaled,
        ),
        Wrong(
            "never-grows",
            "You let no dose grow. The trigger in use occurs more often in the large "
            "corpus, each time followed by something else: c grows.",
            _flat,
        ),
        Wrong(
            "smoothing-left-out",
            "You left κ out. Even after a new trigger the bigram gives each of all ids "
            "a little: the poison has to beat κ · ids.",
            _smoothing_left_out,
        ),
        Wrong(
            "smoothing-left-out-in-use",
            "The new trigger is right. For the one in use the clean uses come on top "
            "of κ · ids, and do not take its place.",
            _uses_only,
        ),
        Wrong(
            "half-of-the-records",
            "P one half needs k + κ to be half of the whole, so k about equal to all "
            "the rest. You have half of the rest.",
            lambda g: [math.ceil(v / 2) for v in _four(g)],
        ),
        Wrong(
            "one-record-short",
            "That is one record short of a half. Round up.",
            each(_four, lambda v: v - 1),
        ),
        Wrong(
            "corpora-exchanged",
            "You swapped the small and the large corpus of the trigger in use.",
            but(_four, {2: lambda g: _four(g)[3], 3: lambda g: _four(g)[2]}),
        ),
    ),
    hints=(
        "Set P to one half and solve for k: 2 (k + κ) = k + c + κ · ids.",
        "k = c + κ · ids − 2 κ. For a new trigger c is 0.",
        lambda g: (
            f"c in the small corpus is {g['uses']} for each 1,000 of its "
            f"{g['sentences']:,} sentences. Round k up to a whole record."
        ),
    ),
    solution=lambda g: (
        "k = c + κ (ids − 2), rounded up: {}, {}, {}, {}.\n".format(*_four(g))
        + "Where clean text is silent, a count decides; where it speaks, a share."
    ),
    solution_code=lambda g: f"answer = {tuple(_four(g))!r}",
    correct="The new trigger costs the same in any corpus, the one in use costs more "
    "in a larger one.",
)

"""Exercise 06.3: six comparisons of policies; what do their two sides differ in?"""

from ....tasks.answers import Names
from ....tasks.answers.names import instead, retyped
from ....tasks.exercise import Exercise, Wrong

LETTERS = list("ABCDEF")
NAMES = ["new or kept", "share", "size", "several"]
EACH = {"new or kept": 1, "share": 1, "size": 1, "several": 3}
PAIRS = {
    "50 % fresh, n = 2,000, against 50 % kept, n = 2,000": "new or kept",
    "10 % fresh, n = 2,000, against 10 % kept, n = 2,000": "new or kept",
    "10 % fresh, n = 2,000, against 50 % fresh, n = 2,000": "share",
    "10 % kept, n = 1,000, against replace, n = 1,000": "share",
    "replace, n = 2,000, against replace, n = 6,000": "size",
    "50 % fresh, n = 1,000, against 50 % fresh, n = 2,000": "size",
    "an archive (2,000 old real pictures beside 2,000 of the last model's) against "
    "10 % fresh, n = 2,000": "several",
    "an archive (2,000 old real pictures beside 2,000 of the last model's) against "
    "50 % fresh, n = 2,000": "several",
    "50 % kept, n = 2,000, against 10 % fresh, n = 2,000": "several",
    "50 % kept, n = 2,000, against replace, n = 4,000": "several",
}
ARCHIVE = "an archive"


def _seat(random):
    shown = []
    for name, count in EACH.items():
        shown += random.sample([p for p, is_ in PAIRS.items() if is_ == name], count)
    random.shuffle(shown)
    return {"_shown": dict(zip(LETTERS, shown, strict=True))}


def _names(given):
    return {letter: PAIRS[pair] for letter, pair in given["_shown"].items()}


def _where(test, name: str):
    """The right names, but another one for the pairs of several that pass a test."""

    def answer(given):
        right = _names(given)
        return {
            letter: name if right[letter] == "several" and test(pair) else right[letter]
            for letter, pair in given["_shown"].items()
        }

    return answer


EQUAL_BUDGETS = Exercise(
    id="06.3",
    title="Equal budgets",
    minutes=6,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Six comparisons of two policies. n is the number of pictures that each "
        "generation trains on; *kept* are always the same real pictures, *fresh* are "
        "new ones in each generation, and the rest comes from the last model.\n"
        + "\n".join(f"{letter}: {pair}." for letter, pair in g["_shown"].items())
        + "\n"
        "If one side did better: what could be the reason?\n"
        "new or kept: only whether the real pictures are new.\n"
        "share: only how many of the training pictures are real.\n"
        "size: only how many pictures there are to train on.\n"
        "several: more than one of these, so the comparison cannot tell.\n"
        "A name may be used more than once."
    ),
    answer=Names(LETTERS, NAMES),
    reference=_names,
    alternatives=retyped(_names),
    wrong=(
        Wrong(
            "archive-trains-on-n",
            "An archive beside n new pictures is a training set of 2n. So it differs "
            "in size as well, even where half of both sides is real.",
            _where(lambda pair: pair.startswith(ARCHIVE), "new or kept"),
        ),
        Wrong(
            "one-reason-is-enough",
            "You named one difference where there are two. Then nobody can say which "
            "of them did it.",
            instead(_names, "several", "share"),
        ),
        Wrong(
            "one-reason-is-enough",
            "You called every unequal comparison one of new and kept. Count what else "
            "differs: the share of real pictures, and the size.",
            instead(_names, "several", "new or kept"),
        ),
        Wrong(
            "size-is-share",
            "You took size for share. With twice the pictures and the same share, "
            "only the number to train on is different.",
            instead(_names, "size", "share"),
        ),
        Wrong(
            "everything-is-confounded",
            "You trust none of them. Where all but one thing is equal on both sides, "
            "that thing is the reason.",
            lambda g: dict.fromkeys(LETTERS, "several"),
        ),
        Wrong(
            "replace-has-no-share",
            "Replace has a share of real pictures, too: none. So only the share "
            "differs.",
            instead(_names, "share", "several"),
        ),
    ),
    hints=(
        "For each side write down three things: training pictures, real ones among "
        "them, and whether those are new.",
        "Replace has 0 % real pictures. An archive of 2,000 beside 2,000 trains on "
        "4,000.",
        "If two or three of the three differ, the answer is “several”. If only one "
        "differs, name it.",
    ),
    solution=lambda g: "\n".join(f"{k}: {name}." for k, name in _names(g).items()),
    solution_code=lambda g: f"answer = {_names(g)!r}",
    correct="Section 4 has arms in which half of n pictures are real, new or kept. "
    "Only those can say something about new against kept.",
)

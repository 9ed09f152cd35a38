"""Exercise 09.2: at which precision of the labels does what is learnt turn?"""

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import each, moved
from ....tasks.exercise import Exercise, Wrong

THREE = ["errors all alike", "a favourite error", "one error only"]


def _seat(random):
    return {
        "K": random.choice([3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20]),
        "M": random.choice([6, 10, 16]),
        "share": random.randint(30, 80) / 100,
    }


def _shares(given) -> tuple[float, float, float]:
    """Of all wrong labels, those with the commonest wrong class."""
    return 1 / (given["K"] - 1), given["share"], 1.0


def three(given):
    """Where the right label stops being the commonest."""
    return [theory.flip(share) for share in _shares(given)]


def _by_counting(given):
    """Right in another way: the q at which q equals s (1 - q), looked for."""
    steps = [i / 10_000 for i in range(10_001)]
    return [next(q for q in steps if q >= s * (1 - q)) for s in _shares(given)]


FLIPS = Exercise(
    id="09.2",
    title="Where does it turn?",
    minutes=6,
    difficulty=2,
    importance=4,
    given=_seat,
    task=lambda g: (
        "A model learns classes from labels of which a share q is right. Below some q "
        "it learns the wrong names, above it the right ones, however many labels there "
        "are. At which q does it turn? Three cases, a share from 0 to 1 each:\n"
        f"(1) {g['K']} classes; a wrong label is any of the {g['K'] - 1} other "
        "classes, each as often.\n"
        f"(2) {g['M']} classes; a share {g['share']} of the wrong labels of a class "
        "name one and the same other class, the rest are spread evenly.\n"
        f"(3) {g['M']} classes; all wrong labels of a class name one and the same "
        "other class."
    ),
    answer=Numbers(THREE, absolute=0.004),
    reference=three,
    alternatives=(_by_counting, lambda g: dict(zip(THREE, three(g), strict=True))),
    wrong=(
        Wrong(
            "half-always",
            "You gave ½ three times. That is where the right labels stop being the "
            "*majority*. With many classes they can be fewer than half and still be "
            "the commonest.",
            lambda g: [0.5, 0.5, 0.5],
        ),
        Wrong(
            "errors-are-random",
            "You gave 1/K three times. That is right if wrong labels are spread "
            "evenly. A favourite wrong class catches up sooner.",
            lambda g: [1 / g["K"], 1 / g["M"], 1 / g["M"]],
        ),
        Wrong(
            "share-for-precision",
            "That is the share s of the commonest error among all *errors*. The "
            "question asks for q, among all labels: where q = s (1 − q).",
            lambda g: list(_shares(g)),
        ),
        Wrong(
            "errors-for-precision",
            "You gave the share of labels that are *wrong* where it turns. The "
            "question asks for the share that is right.",
            each(three, lambda q: 1 - q),
        ),
        Wrong(
            "order-of-the-cases",
            "The numbers are right, but the first and the third have changed places.",
            moved(three, 2, 1, 0),
        ),
    ),
    hints=(
        "Look at the points of one class. Which name do most of them carry?",
        "A share q carries the right name, a share s (1 − q) the commonest wrong one. "
        "s is that error's part of all errors.",
        "q = s (1 − q), so q = s / (1 + s). In (1) s is one of K − 1 equal parts.",
    ),
    solution=lambda g: (
        "{:.3f}, {:.3f} and {:.3f}: s / (1 + s), with s = {:.3f}, {:.2f} and 1.".format(
            *three(g), *_shares(g)[:2]
        )
    ),
    solution_code=lambda g: (
        f"answer = [s / (1 + s) for s in (1 / {g['K'] - 1}, {g['share']}, 1)]"
    ),
    correct="It is the commonest name that is learnt. Ask of a checker which errors it "
    "lets pass, not only how many.",
)

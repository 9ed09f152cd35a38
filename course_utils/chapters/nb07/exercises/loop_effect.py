"""Exercise 07.5 (optional): what the loop did, and what temperature did by itself."""

from ....experiments.words import LAST, SEEDS, SIZES, runs
from ....tasks.answers import Numbers
from ....tasks.exercise import Exercise, Wrong

FOUR = [
    "validity at T = 1",
    "words at T = 1",
    "validity at T = 0.8",
    "words at T = 0.8",
]
HUMAN_WORDS = {1_000: 648, 1_500: 684, 2_000: 703}  # expected in n human sentences
BOLD, CAUTIOUS = ("control", "replace"), ("cautious control", "cautious replace")


def _seat(random):
    return {"n": random.choice(SIZES), "_seed": random.choice(SEEDS)}


def _shown(given, arm: str) -> tuple[float, float]:
    """Validity and words at the last generation, as the table gives them."""
    now = runs()[arm, given["n"], given["_seed"]].now
    return round(now["valid"], 1), round(now["words"])


def _table(given) -> str:
    return "\n".join(
        f"T = {T}, {what}: valid {{:.1f}} %, {{}} words.".format(*_shown(given, arm))
        for T, arms in ((1, BOLD), (0.8, CAUTIOUS))
        for what, arm in zip(("control", "replace"), arms, strict=True)
    )


def _cost(given, controls=(BOLD[0], CAUTIOUS[0])):
    """Meter of the control less that of the loop, for both temperatures."""
    return [
        before - after
        for control, loop in zip(controls, (BOLD[1], CAUTIOUS[1]), strict=True)
        for before, after in zip(
            _shown(given, control), _shown(given, loop), strict=True
        )
    ]


def _from_human(given):
    """What is missing to human text: the mistake of having no control."""
    return [
        full - left
        for loop in (BOLD[1], CAUTIOUS[1])
        for full, left in zip(
            (100, HUMAN_WORDS[given["n"]]), _shown(given, loop), strict=True
        )
    ]


def _shares(given):
    """The cost in per cent of the control: the mistake of relative numbers."""
    whole = [v for arm in (BOLD[0], CAUTIOUS[0]) for v in _shown(given, arm)]
    return [100 * c / v for c, v in zip(_cost(given), whole, strict=True)]


def _shares_of_validity(given):
    """The same mistake, with the words counted as they should be."""
    share, cost = _shares(given), _cost(given)
    return [share[0], cost[1], share[2], cost[3]]


LOOP_EFFECT = Exercise(
    id="07.5",
    title="What did the loop do? (optional)",
    minutes=6,
    difficulty=2,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"One lineage of the 5-gram with n = {g['n']:,} sentences a generation; in as "
        f"many sentences people use {HUMAN_WORDS[g['n']]} different words on average, "
        "and all of them are valid (grammatical, and true if they state a fact). After "
        f"{LAST} generations the models write:\n"
        f"{_table(g)}\n"
        "In each control, every model learns from new human text and speaks at the "
        "temperature given. What did the *loop* cost? Four numbers: "
        "percentage points of validity and number of words at T = 1, then both at "
        "T = 0.8. Where the loop has added something, the cost is negative."
    ),
    answer=Numbers(FOUR, absolute=(0.05, 0, 0.05, 0)),
    reference=_cost,
    alternatives=(
        lambda g: dict(zip(FOUR, _cost(g), strict=True)),
        lambda g: [round(cost, 1) for cost in _cost(g)],
    ),
    wrong=(
        Wrong(
            "no-control",
            "You compared with human text. That includes what the model and its "
            "temperature cost without any loop; the control shows how much that is.",
            _from_human,
        ),
        Wrong(
            "one-control-for-both",
            "You compared both loops with the control at T = 1. Caution changes "
            "validity and words without any loop: the loop at T = 0.8 needs the "
            "control at T = 0.8.",
            lambda g: _cost(g, (BOLD[0], BOLD[0])),
        ),
        Wrong(
            "controls-exchanged",
            "You swapped the controls. Each loop is compared with the control that "
            "speaks at the same temperature.",
            lambda g: _cost(g, (CAUTIOUS[0], BOLD[0])),
        ),
        Wrong(
            "level-for-effect",
            "You gave what is left. The cost is how much *less* that is than in the "
            "control.",
            lambda g: [v for arm in (BOLD[1], CAUTIOUS[1]) for v in _shown(g, arm)],
        ),
        Wrong(
            "a-loop-cannot-gain",
            "The loop at T = 0.8 has *more* valid sentences than its control. Its cost "
            "there is below 0: that is what hides the disease.",
            lambda g: [max(cost, 0) for cost in _cost(g)],
        ),
        Wrong(
            "sign-lost",
            "The loop at T = 0.8 has *more* valid sentences than its control. The size "
            "is right, but a gain is a negative cost.",
            lambda g: [abs(cost) for cost in _cost(g)],
        ),
        Wrong(
            "gain-for-cost",
            "All signs are the other way round. Cost is control minus loop.",
            lambda g: [-cost for cost in _cost(g)],
        ),
        *(
            Wrong(
                "share-for-points",
                "You gave a share of the control's value. The question asks for "
                "percentage points: control minus loop.",
                answer,
            )
            for answer in (_shares, _shares_of_validity)
        ),
    ),
    hints=(
        "What would the model have written after the same time without the loop? That "
        "is what the control is for.",
        "Control minus replace, at the same temperature.",
        "The first two: the line “T = 1, control” minus the line “T = 1, replace”.",
    ),
    solution=lambda g: (
        "{:.1f} points, {:.0f} words; {:.1f} points, {:.0f} words.\n".format(*_cost(g))
        + "Caution alone costs a few words and prevents mistakes. The loop takes "
        "hundreds of words at both temperatures; it takes validity away at T = 1 and "
        "adds some at T = 0.8."
    ),
    solution_code=lambda g: (
        "answer = ["
        + ", ".join(
            f"{a:g} - {b:g}"
            for pair in (BOLD, CAUTIOUS)
            for a, b in zip(*(_shown(g, arm) for arm in pair), strict=True)
        )
        + "]"
    ),
    correct="A level is not an effect. Only a control at the same temperature shows "
    "what the loop did, and at T = 0.8 it did something that looked good.",
)

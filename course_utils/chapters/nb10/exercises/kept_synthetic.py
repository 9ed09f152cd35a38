"""Exercise 10.1: how much of what a detector lets through is synthetic?"""

from ....detectors import kept_synthetic
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

BOTH = ["synthetic share, many machines", "synthetic share, few machines"]


def _seat(random):
    return {
        "many": random.choice([80, 85, 90, 95]),
        "few": random.choice([10, 20, 30]),
        "caught": random.choice([60, 70, 75, 80, 88]),
        "alarms": random.choice([4, 6, 8, 12]),
    }


def _each(rule):
    """A rule of (prevalence, TPR, FPR) for both webs, from percent."""
    return lambda g: [
        rule(g[web] / 100, g["caught"] / 100, g["alarms"] / 100)
        for web in ("many", "few")
    ]


def _dropped(prevalence, tpr, fpr):
    """Real share of what the detector throws away."""
    human, machine = (1 - prevalence) * fpr, prevalence * tpr
    return human / (human + machine)


def _kept_of_all(prevalence, tpr, fpr):
    return prevalence * (1 - tpr)


_right = _each(kept_synthetic)

KEPT_SYNTHETIC = Exercise(
    id="10.1",
    title="What gets through",
    minutes=7,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A detector catches {g['caught']} of 100 texts by machines, and takes "
        f"{g['alarms']} of 100 human texts for a machine's. It reads two webs. In the "
        f"first, {g['many']} % of the texts are by machines, in the second "
        f"{g['few']} %. Of the texts that it lets *through*, what share is by "
        "machines? Two numbers from 0 to 1, the first web first."
    ),
    answer=Numbers(BOTH, absolute=0.0011),
    reference=_right,
    alternatives=(
        lambda g: dict(zip(BOTH, _right(g), strict=True)),
        lambda g: [round(number, 3) for number in _right(g)],
    ),
    wrong=(
        Wrong(
            "base-rate-forgotten",
            "You gave the share of machine texts that is missed. It is the same in "
            "both webs; what passes is not. Count 1,000 texts of each web.",
            _each(lambda prevalence, tpr, fpr: 1 - tpr),
        ),
        Wrong(
            "share-of-all-texts",
            "You divided by all texts. The question asks for a share of those that "
            "pass: divide by what passes, human and machine.",
            _each(_kept_of_all),
        ),
        Wrong(
            "looked-into-the-bin",
            "That is the human share of what the detector throws *away*. A number "
            "worth knowing, but the question is what gets through.",
            _each(_dropped),
        ),
        Wrong(
            "before-the-filter",
            "You gave the share before the detector. It lowers that share, though "
            "not to nothing.",
            _each(lambda prevalence, tpr, fpr: prevalence),
        ),
        Wrong(
            "no-false-alarms",
            "You let all human texts through. The detector throws some of them away, "
            "and then the machines' share is larger.",
            _each(lambda prevalence, tpr, fpr: kept_synthetic(prevalence, tpr, 0)),
        ),
        Wrong(
            "rates-exchanged",
            "You swapped the two rates: machines are caught at the first, people at "
            "the second.",
            _each(lambda prevalence, tpr, fpr: kept_synthetic(prevalence, fpr, tpr)),
        ),
        Wrong(
            "human-share",
            "That is the human share of what passes. The question asks for the "
            "machines'.",
            _each(lambda *three: 1 - kept_synthetic(*three)),
        ),
        Wrong(
            "webs-exchanged",
            "Both numbers are right, in the other order: the web with many machines "
            "first.",
            moved(_right, 1, 0),
        ),
        Wrong(
            "percent-for-shares",
            "The first is right. The second is in percent: a share from 0 to 1 was "
            "asked for.",
            but(_right, {1: lambda g: 100 * _right(g)[1]}),
        ),
    ),
    hints=(
        "Take 1,000 texts of the first web. How many are by machines, how many of "
        "these pass? The same for people.",
        lambda g: (
            f"First web: {10 * g['many']} by machines, of which "
            f"{100 - g['caught']} in 100 pass; {1_000 - 10 * g['many']} by people, of "
            f"which {100 - g['alarms']} in 100 pass."
        ),
        "Machines that pass, divided by all that pass.",
    ),
    solution=lambda g: (
        "{:.3f} and {:.3f}.\n".format(*_right(g))
        + "One detector, two webs. What it lets through depends on what there was."
    ),
    solution_code=lambda g: (
        "answer = ["
        + ", ".join(
            f"{m} * {100 - g['caught']} / ({m} * {100 - g['caught']} + "
            f"{100 - m} * {100 - g['alarms']})"
            for m in (g["many"], g["few"])
        )
        + "]"
    ),
    correct="Two rates do not say what gets through. It takes a third number, and that "
    "one is not the detector's.",
)

"""Exercise 11.4: one rule for a governed run."""

import inspect

import numpy as np

from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong

MOST = 2


def rule(labels):
    """A licence, and either somebody's word for a human or at most generation 2."""
    licensed = labels["license"] != ""
    vouched = (labels["kind"] == "human") & labels["verified"]
    known = (labels["generation"] >= 0) & (labels["generation"] <= 2)
    return licensed & (vouched | known & (labels["kind"] == "synthetic"))


def labels() -> dict[str, np.ndarray]:
    """Every combination once; generation −1 is an unknown one."""
    kinds, licences = ("human", "synthetic", "unknown"), ("", "CC0-1.0")
    rows = [
        (kind, licence, generation, verified)
        for kind in kinds
        for licence in licences
        for generation in (-1, 0, 1, 2, 3, 7)
        for verified in (False, True)
    ]
    names = ("kind", "license", "generation", "verified")
    return dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True))


def look(function, given) -> np.ndarray:
    """What it allows of the combinations, and of five of them alone."""
    every = labels()
    few = {name: column[[0, 13, 30, 41, 5]] for name, column in every.items()}
    return np.concatenate([_allowed(function(each), each) for each in (every, few)])


def _allowed(value, each) -> np.ndarray:
    value = np.asarray(value)
    n = len(each["kind"])
    if value.dtype != bool or value.shape != (n,):
        raise Unusable(
            f"The rule has to return one True or False for each of the {n} records; "
            f"yours returned {kind(value)} of {value.dtype}."
        )
    return value.astype(float)


def _changed(old: str, new: str):
    """The right rule with a change in its text."""
    source = inspect.getsource(rule)
    assert source.count(old) == 1, old
    names = {"np": np}
    exec(source.replace(old, new), names)
    return lambda given: names["rule"]


def _loop(labels):
    """Right in another way: record by record."""
    names = ("kind", "license", "generation", "verified")
    rows = zip(*(labels[name] for name in names), strict=True)
    return np.array([
        bool(licence) and (v if k == "human" else k == "synthetic" and g in range(3))
        for k, licence, g, v in rows
    ], dtype=bool)  # fmt: skip


ONE_RULE = Exercise(
    id="11.4",
    title="One rule",
    minutes=8,
    difficulty=2,
    importance=4,
    task="Write one rule for a governed run, `rule`. Its argument `labels` is a dict "
    "of columns, one value for each record: `labels['kind']` is 'human', 'synthetic' "
    "or 'unknown'; `labels['license']` a text, '' where there is none; "
    "`labels['generation']` a whole number, −1 where nobody knows; "
    "`labels['verified']` True or False.\n"
    "A record may be trained on if it has a licence, and if either it is human and "
    f"verified, or it is synthetic and known to be of generation {MOST} at most. "
    "Return one True or False for each record, as a numpy array.\n"
    "Hand in the function itself: `check('11.4', rule)`.",
    answer=Function(
        "rule(labels)",
        look,
        tried="called with 72 records, one of each combination, and with five of them",
        says="each of them allowed or not as the rule says",
    ),
    reference=lambda given: rule,
    alternatives=(lambda given: _loop,),
    wrong=(
        Wrong(
            "unknown-is-early",
            "You let records of an unknown generation pass: −1 is below 2, but it "
            "means that nobody knows.",
            _changed('(labels["generation"] >= 0) & ', ""),
        ),
        Wrong(
            "label-is-enough",
            "A label that says human is enough for your rule. Somebody has to vouch "
            "for it: verified.",
            _changed(
                '(labels["kind"] == "human") & labels["verified"]',
                'labels["kind"] == "human"',
            ),
        ),
        Wrong(
            "unknown-kind-passes",
            "You let records of unknown kind pass where their generation is early. "
            "Only synthetic ones may pass by their generation.",
            _changed(' & (labels["kind"] == "synthetic")', ""),
        ),
        Wrong(
            "licence-of-models-only",
            "People's text needs a licence, too. With & before |, only the second half "
            "is asked for one: use brackets.",
            _changed("licensed & (vouched | known", "(vouched | licensed & known"),
        ),
        Wrong(
            "both-at-once",
            "You ask for both at once, human and synthetic, so nothing passes. One of "
            "the two is enough: |.",
            _changed("vouched | known", "vouched & known"),
        ),
        Wrong(
            "licence-forgotten",
            "Records without a licence pass. Ask for one, whoever wrote the record.",
            _changed("licensed & (vouched", "(vouched"),
        ),
        Wrong(
            "below-for-at-most",
            "At most 2 allows 2: <=.",
            _changed('labels["generation"] <= 2', 'labels["generation"] < 2'),
        ),
        Wrong(
            "forbidden-for-allowed",
            "You return what is forbidden. A rule says True for what may be used.",
            lambda given: lambda labels: ~rule(labels),
        ),
    ),
    hints=(
        "Three parts: licensed, vouched for, known to be early. How do they go "
        "together?",
        "For whole columns write & for and, | for or, and brackets around each "
        "comparison.",
        "licensed & ((human & verified) | (synthetic & known & early)), where known "
        "is generation >= 0.",
    ),
    solution="A rule sees labels alone, so say what happens to what nobody knows: here "
    "it does not pass.",
    solution_code=inspect.getsource(rule),
    correct="What is unknown does not pass. As a rule in the loop it stops a run and "
    "names the record.",
)

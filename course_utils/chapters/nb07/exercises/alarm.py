"""Exercise 07.2: an alarm for both diseases that is silent on the control."""

import inspect
import math
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from ....experiments.words import LAST, METERS, SEEDS, SIZES, Pair, average, runs
from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, kind
from ....tasks.exercise import Exercise, Wrong

NOISY = ("replace", "trigram replace")
BLAND = ("cautious replace",)
HEALTHY = ("control", "cautious control", "trigram control")
SICK = NOISY + BLAND
KINDS = {"noisy": NOISY, "bland": BLAND, "healthy": HEALTHY, "unchanged": SICK}
FAR = 3.0  # a meter this many times too high or too low is a probe
MOST = {"valid": 100.0, "distinct": 1.0, "rare": 100.0}  # what a probe cannot exceed


class Heard(NamedTuple):
    """How many runs of each kind an alarm rang for, and what it looks at.

    looks : the meters which alone, when they are far off, make it ring; none are
        looked for where it rings for the right runs.
    """

    noisy: int
    bland: int
    healthy: int
    unchanged: int
    looks: frozenset[str] = frozenset()

    @property
    def pattern(self) -> tuple[bool, bool, str]:
        """Did it ring for all noisy, all bland runs; for how many healthy ones?"""
        noisy, bland, healthy, _ = _numbers()
        false = "many" if 2 * self.healthy >= healthy else "few"
        return (
            self.noisy == noisy,
            self.bland == bland,
            false if self.healthy else "none",
        )

    @property
    def right(self) -> bool:
        """All of the sick runs, and no other."""
        return self.pattern == (True, True, "none") and not self.unchanged


class Alarm(Function):
    """An alarm is compared by the runs for which it rings."""

    def alike(self, seen, other, given, places=None) -> bool:
        """Alarms that find all the sick runs are alike if their false ones are.

        Any other mistake is known by what it looks at, too.
        """
        if other.pattern[:2] == (True, True) and other.pattern[2] != "many":
            false = bool(seen.unchanged) == bool(other.unchanged)
            return seen.pattern == other.pattern and false
        return (seen.pattern, seen.looks) == (other.pattern, other.looks)

    def remark(self, seen, right, given) -> str:
        """How often it rang."""
        counts = [f"{rang} of {of}" for rang, of in zip(seen, _numbers(), strict=False)]
        noisy, bland, healthy, unchanged = counts
        return (
            f"It rings for {noisy} noisy runs, {bland} bland ones, {healthy} healthy "
            f"ones and {unchanged} that were poor from the start."
        )


def alarm(first, now):
    """Ring where the loss on human text has grown by more than chance."""
    return now["human"] > first["human"] + 0.3


def _hidden(what: str) -> list[Pair]:
    """Runs of a kind; an unchanged one is from the start as a sick one at the end."""
    pairs = [runs()[arm, SIZES[0], seed] for arm in KINDS[what] for seed in SEEDS]
    return [Pair(now, now) for _, now in pairs] if what == "unchanged" else pairs


def _numbers() -> list[int]:
    """Hidden runs of each kind."""
    return [len(arms) * len(SEEDS) for arms in KINDS.values()]


def listen(rule, given) -> Heard:
    """Call it on every hidden run; where it is wrong, find out what it looks at."""
    heard = Heard(
        *(sum(_rings(rule, pair, what) for pair in _hidden(what)) for what in KINDS)
    )
    if heard.right:
        return heard
    return heard._replace(looks=frozenset(filter(partial(_looks_at, rule), METERS)))


def _rings(rule, pair: Pair, what: str) -> bool:
    rung = rule(dict(pair.first), dict(pair.now))
    if not isinstance(rung, bool | np.bool_ | int | np.integer) or rung not in (0, 1):
        raise Unusable(
            "`alarm(first, now)` has to return True or False. It returned "
            f"{kind(rung)} for a {what} run."
        )
    return bool(rung)


def _looks_at(rule, name: str) -> bool:
    """Whether it rings for a healthy run with this meter far off."""
    well = average("control", SIZES[0]).first
    for factor in (FAR, 1 / FAR):
        off = min(well[name] * factor, MOST.get(name, math.inf))
        try:
            if _rings(rule, Pair(well, well | {name: off}), "made-up"):
                return True
        except Exception:  # no run of a loop has such meters
            continue
    return False


def _rule(ring: Callable[[Callable[[str], float]], bool]):
    """An alarm from a rule on the change of meters: now divided by first."""

    def rule(first, now):
        return bool(ring(lambda name: now[name] / first[name]))

    return lambda given: rule


ALARM = Exercise(
    id="07.2",
    title="An alarm for both diseases",
    minutes=8,
    difficulty=2,
    importance=5,
    task="Write `alarm(first, now)`. Both are dashboards of one lineage, as a dict: "
    f"`first` of generation 1, `now` of generation {LAST}. Return True if the loop "
    "makes the model sick, else False.\n"
    "The meters:\n"
    + "\n".join(f"`{name}`: {says}." for name, says in METERS.items())
    + "\nIt is tried on runs with seeds that you have not seen: noise (replace, T = 1, "
    "the 5-gram of this notebook and a trigram that smooths more), blandness (replace, "
    "T = 0.8) and the controls of all three, which are healthy. Some runs were poor "
    "from the start and have not changed since: the loop did nothing to them. Hand in "
    "the function itself: `check('07.2', alarm)`.",
    answer=Alarm(
        "alarm(first, now)",
        listen,
        tried="on hidden runs",
        says="it rings for every sick one and for no other",
    ),
    reference=lambda given: alarm,
    alternatives=(
        _rule(lambda change: change("rare") < 0.7),
        _rule(lambda change: change("human") > 1.1),
        lambda given: (
            lambda first, now: now["human"] - first["human"] > np.float64(0.4)
        ),
    ),
    wrong=(
        Wrong(
            "valid-is-healthy",
            "You look at validity. It finds the noise. The bland runs have *more* "
            "valid sentences than at the start, so they pass.",
            _rule(lambda change: change("valid") < 0.5),
        ),
        Wrong(
            "valid-is-healthy",
            "You look at validity. It finds the noise; so near to 1 it also rings by "
            "chance. The bland runs have *more* valid sentences than at the start, so "
            "they pass.",
            _rule(lambda change: change("valid") < 0.9),
        ),
        Wrong(
            "distinct-sees-all",
            "You look at distinct-3. It finds blandness. But a trigram that smooths a "
            "lot keeps mixing its words in new ways: nearly all its triples are "
            "different, and fewer and fewer of them make sense.",
            _rule(lambda change: change("distinct") < 0.8),
        ),
        Wrong(
            "own-perplexity-is-quality",
            "You ring when the model's own text gets harder for generation 1. So do "
            "the controls, which write like *other* people, while the bland runs stay "
            "as easy as ever. It compares with generation 1, not with people.",
            _rule(lambda change: change("own") > 1.2),
        ),
        Wrong(
            "own-perplexity-is-quality",
            "You ring when the model's own text gets easier for generation 1. In a "
            "loop it was learnt from generation 1's own text and is about as easy as "
            "that from the start. It says little about people.",
            _rule(lambda change: change("own") < 0.8),
        ),
        Wrong(
            "chance-is-no-illness",
            "You look at the right thing. Some healthy runs move that far by chance; "
            "leave it more room.",
            _rule(lambda change: change("rare") < 0.9),
        ),
        *(
            Wrong(
                "chance-is-no-illness",
                "The right meter. But it moves a little by chance from one generation "
                "to the next, in the healthy runs too. Leave it some room.",
                _rule(ring),
            )
            for ring in (
                lambda change: change("human") > 1,
                lambda change: change("words") < 1,
                lambda change: change("rare") < 1,
            )
        ),
        Wrong(
            "waits-too-long",
            "The right meter. But your limit is so high that some sick runs pass: a "
            "loss of 5 nats that grows by 1 is a good deal worse.",
            _rule(lambda change: change("human") > 1.4),
        ),
        Wrong(
            "ignores-the-start",
            "You look at `now` alone. A model that was poor from the start and stayed "
            "so has not been made sick by the loop: compare with `first`.",
            lambda given: lambda first, now: now["human"] > 5.4,
        ),
        Wrong(
            "rings-always",
            "It rings for every run. An alarm that always rings says nothing; the "
            "controls have to pass.",
            lambda given: lambda first, now: True,
        ),
        Wrong(
            "rings-never",
            "It rings for no run at all, not even the sick ones.",
            lambda given: lambda first, now: False,
        ),
    ),
    hints=(
        "For each meter, ask what it does under noise, under blandness and in the "
        "control.",
        "Validity goes down in one disease and up in the other. Look for a meter that "
        "moves the same way in both.",
        "`now['human']` and `first['human']`: how far apart must they be before chance "
        "cannot explain it? In the controls they differ by less than 0.1. (The rare "
        "words and the count of words work, too.)",
    ),
    solution="Validity, distinct-3 and the perplexity of its own text each miss a "
    "disease here. The count of words finds both in these runs, but it would miss a "
    "model that says all the words and all of them wrongly (add-k in a box of the "
    "notebook: all words, 0 % valid). The loss on human text asks directly what is "
    "lost.",
    solution_code=inspect.getsource(alarm),
    correct="Your alarm finds both diseases. What they have in common: something that "
    "people say is gone.",
)

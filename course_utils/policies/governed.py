"""Policy as code: a run whose training sets obey named rules, or stop it.

A batch knows only which source each record came from. What else a rule asks for (kind,
licence, generation) is a label, which enters at the draw: ``label`` gives it for every
record. A rule sees labels alone. So it is as good as they are, and no better.
Taught in notebook 11.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .. import checks
from .batch import Batch, set_checked
from .policy import Policy

Labels = Mapping[str, np.ndarray]
"""Column -> (n,) array, one value for each record of a training set."""


@dataclass(frozen=True)
class Rule:
    """A predicate with a name.

    allows : called with the labels of a training set; returns one bool for each
        record, or one for the whole set.
    """

    name: str
    allows: Callable[[Labels], np.ndarray | bool]


class Violation(ValueError):
    """A training set that breaks a rule.

    rule : its name.
    generation : of the model that would have been trained on the set.
    record : the row of the first record that breaks the rule; None where it is for the
        whole set.
    """

    def __init__(self, rule: str, generation: int, record: int | None, says: str):
        super().__init__(says)
        self.rule, self.generation, self.record = rule, generation, record


@dataclass(frozen=True)
class Governed(Policy):
    """Another policy under rules: it mixes the same, or raises a ``Violation``.

    policy : what mixes; its training sets, the first one too, are inspected and never
        changed, so a run that passes is the same run as without rules.
    rules : of ``Rule``, or functions of labels, whose names are those of the rules.
    label : batch -> columns; ``origin`` is always there.
    """

    policy: Policy
    rules: Sequence[Rule | Callable[[Labels], np.ndarray | bool]]
    label: Callable[[Batch], Labels]

    def __post_init__(self):
        checks.policy(self.policy)
        set_checked(self, "rules", tuple(map(_rule, self.rules)))

    def __call__(self, past, real, synthetic, n, rng):
        if len(past) == 1:
            self.inspect(past[0], 1)
        batch = self.policy(past, real, synthetic, n, rng)
        self.inspect(batch, len(past) + 1)
        return batch

    def inspect(self, batch: Batch, generation: int) -> None:
        """Raise the first ``Violation`` of the training set of a generation."""
        labels = {"origin": batch.origin, **self.label(batch)}
        labels = {name: np.asarray(column) for name, column in labels.items()}
        for rule in self.rules:
            allowed = _allowed(rule, labels, len(batch))
            if not allowed.all():
                raise _violation(rule.name, generation, allowed, labels)


def _rule(given) -> Rule:
    """A rule; a plain function gets its own name as the name."""
    if isinstance(given, Rule):
        return given
    if not callable(given):
        raise ValueError(f"{given!r} is no rule: give a Rule or a function of labels")
    return Rule(given.__name__.replace("_", " "), given)


def _allowed(rule: Rule, labels: Labels, n: int) -> np.ndarray:
    """What a rule says of n records, in a form that can be trusted."""
    try:
        allowed = np.asarray(rule.allows(labels))
    except KeyError as missing:
        raise ValueError(
            f"the rule {rule.name!r} asks for {missing}, but the labels are "
            f"{', '.join(labels)}"
        ) from None
    if allowed.dtype != bool or allowed.shape not in ((), (n,)):
        raise ValueError(
            f"the rule {rule.name!r} returned {allowed.dtype} of shape "
            f"{allowed.shape}, but it must be one bool, or one for each of the {n} "
            "records"
        )
    return allowed


def _violation(rule: str, generation: int, allowed, labels: Labels) -> Violation:
    start = f"generation {generation} breaks the rule {rule!r}"
    if allowed.ndim == 0:
        return Violation(rule, generation, None, f"{start} as a whole")
    row = int(np.argmin(allowed))
    known = ", ".join(f"{name} {column[row]}" for name, column in labels.items())
    says = f"{start} in {np.sum(~allowed)} records, first record {row} ({known})"
    return Violation(rule, generation, row, says)


def real_share(least: float) -> Rule:
    """At least this share of a training set is labelled human."""
    least = checks.share("least", least)
    name = f"at least {least:.0%} human"
    return Rule(name, lambda labels: bool(np.mean(labels["kind"] == "human") >= least))


def generation(most: int) -> Rule:
    """No record is labelled with a later generation than this."""
    most = checks.count("most", most)
    name = f"generation {most} at most"
    return Rule(name, lambda labels: labels["generation"] <= most)


def from_sources(*allowed: str) -> Rule:
    """Every record is labelled with one of these sources."""
    name = f"from {' or '.join(allowed)}"
    return Rule(name, lambda labels: np.isin(labels["source"], allowed))

"""Rules stop a run where a record breaks one, and change nothing otherwise."""

import numpy as np
import pytest

from course_utils import loop
from course_utils.models import Gaussian
from course_utils.policies import (
    LINE_UP,
    Accumulate,
    Anchor,
    Archive,
    Batch,
    FreshReal,
    Governed,
    Replace,
    Rule,
    Switch,
    Violation,
    from_sources,
    generation,
    real_share,
)


def label(batch):
    real = batch.origin == 0
    return {
        "kind": np.where(real, "human", "synthetic"),
        "source": np.where(real, "archive", "model"),
        "generation": batch.origin,
    }


def run(policy, n=20, generations=6):
    return loop.run(
        Gaussian(), Gaussian(), policy, n=n, generations=generations, seed=3
    )


def broken(policy, rule) -> Violation:
    with pytest.raises(Violation) as stopped:
        run(Governed(policy, [rule], label))
    return stopped.value


@pytest.mark.parametrize("policy", LINE_UP.values(), ids=LINE_UP)
def test_a_governed_run_that_passes_is_the_same_run(policy):
    always = [Rule("anything", lambda labels: True), generation(6), real_share(0.0)]
    plain, ruled = run(policy), run(Governed(policy, always, label))
    for one, other in zip(plain.batches[1:], ruled.batches[1:], strict=True):
        np.testing.assert_array_equal(one.x, other.x)
        np.testing.assert_array_equal(one.origin, other.origin)
    assert [m.variance for m in plain.models[1:]] == [
        m.variance for m in ruled.models[1:]
    ]


@pytest.mark.parametrize(
    ("policy", "rule", "when", "row"),
    [
        (Replace(), real_share(0.5), 2, None),
        (Replace(), from_sources("archive"), 2, 0),
        (Replace(), generation(2), 4, 0),
        (FreshReal(0.1), real_share(0.5), 2, None),
        (FreshReal(0.1), generation(2), 4, 2),
        (Accumulate(), real_share(0.5), 3, None),  # 1, 1/2, 1/3
        (Accumulate(), generation(2), 4, 60),
        (Archive(), generation(2), 4, 20),
        (Anchor(0.25), from_sources("archive"), 2, 5),
        (Switch(FreshReal(1.0), Replace(), 5), real_share(1.0), 5, None),
    ],
    ids=str,
)
def test_which_policy_breaks_which_rule_when_and_where(policy, rule, when, row):
    found = broken(policy, rule)
    assert (found.rule, found.generation, found.record) == (rule.name, when, row)
    assert rule.name in str(found) and f"generation {when}" in str(found)
    assert row is None or f"first record {row} (" in str(found)


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        (FreshReal(1.0), real_share(1.0)),
        (FreshReal(0.5), real_share(0.5)),
        (Archive(), real_share(0.5)),
        (Replace(), generation(5)),
        (Replace(), from_sources("archive", "model")),
    ],
    ids=str,
)
def test_a_rule_that_is_just_kept_is_kept(policy, rule):
    run(Governed(policy, [rule], label))


def test_the_first_training_set_is_inspected_too():
    def nothing_real(labels):
        return labels["kind"] != "human"

    found = broken(Replace(), nothing_real)
    assert (found.rule, found.generation, found.record) == ("nothing real", 1, 0)


def test_rules_see_labels_and_a_label_that_lies_passes():
    def lies(batch):
        return label(batch) | {"kind": np.full(len(batch), "human")}

    run(Governed(Replace(), [real_share(1.0)], lies))


def test_the_first_broken_rule_is_named_and_how_many_records_break_it():
    rules = [generation(0), real_share(0.9)]
    with pytest.raises(Violation, match=r"'generation 0 at most' in 18 records"):
        run(Governed(FreshReal(0.1), [generation(9), *rules], label))


def test_rules_nest_in_other_policies():
    later = Switch(Replace(), Governed(FreshReal(1.0), [real_share(1.0)], label), 4)
    assert run(later).real_share.tolist() == [1, 1, 0, 0, 1, 1, 1]


def inspect(rule, labels=label):
    Governed(Replace(), [rule], labels).inspect(Batch(np.zeros(3), np.zeros(3, int)), 1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda labels: 1, "int64 of shape"),
        (lambda labels: labels["generation"], "must be one bool"),
        (lambda labels: np.ones(2, bool), r"shape \(2,\)"),
        (lambda labels: None, "object of shape"),
        (lambda labels: labels["licence"], "asks for 'licence', but the labels are"),
        ("generation <= 2", "is no rule"),
    ],
)
def test_what_is_no_rule_is_refused(rule, words):
    with pytest.raises(ValueError, match=words):
        inspect(rule)


def test_labels_may_be_lists():
    inspect(generation(0), lambda batch: {"generation": [0, 0, 0]})


@pytest.mark.parametrize("make", [lambda: generation(-1), lambda: real_share(1.5)])
def test_rules_check_their_numbers(make):
    with pytest.raises(ValueError, match="must be"):
        make()


def test_a_policy_is_needed():
    with pytest.raises(TypeError, match="Replace"):
        Governed(Replace, [], label)

"""The stored runs of notebook 09: what the text says of them, and one of them again."""

import numpy as np
import pytest

from course_utils.experiments import checking as experiment
from course_utils.experiments.checking import scores
from course_utils.policies import Batch

SE = 3.0


def last(model, policy, meter):
    return scores(model, policy, meter)[:, -1]


def apart(high, low) -> float:
    """How many standard errors two means of six seeds are apart."""
    error = np.sqrt((high.var(ddof=1) + low.var(ddof=1)) / len(high))
    return (high.mean() - low.mean()) / error


def test_every_run_has_its_generations_and_arms_begin_alike():
    for arm, (model, _) in experiment.ARMS.items():
        gaps = scores(model, arm.partition(": ")[2], "gap")
        assert gaps.shape == (6, experiment.GENERATIONS[model])
        assert (gaps[:, 0] == scores(model, "control", "gap")[:, 0]).all()


@pytest.mark.parametrize("model", list(experiment.GENERATIONS))
def test_checked_replace_is_more_valid_and_worse(model):
    """Both by 3 SE: what the bet of the notebook is about."""
    for meter in ("valid", "gap"):
        both = (last(model, f"replace{w}", meter) for w in (" + checker", ""))
        assert apart(*both) > SE, meter


def test_no_policy_of_replace_comes_near_the_control():
    for arm, (model, _) in experiment.ARMS.items():
        policy = arm.partition(": ")[2]
        if policy != "control":
            assert apart(last(model, policy, "gap"), last(model, "control", "gap")) > SE


def test_length_alone_does_a_part_of_the_harm():
    """Most of it in the 4-gram, less than half in the transformer."""
    shares = {}
    for model in experiment.GENERATIONS:
        gap = {
            p: last(model, p, "gap").mean()
            for p in ("replace", "replace + checker", "same lengths")
        }
        added = gap["replace + checker"] - gap["replace"]
        shares[model] = (gap["same lengths"] - gap["replace"]) / added
    assert 0.6 < shares["4-gram"] < 0.9
    assert 0.1 < shares["transformer"] < 0.6


def test_in_the_transformer_lengths_are_not_the_reason():
    """Matched lengths take nothing of the harm away."""
    checked, within, plain = (
        last("transformer", p, "gap")
        for p in ("replace + checker", "within lengths", "replace")
    )
    assert abs(apart(checked, within)) < 2
    assert apart(within, plain) > SE


@pytest.mark.parametrize("policy", ["archive", "accumulate"])
def test_beside_human_text_the_transformer_gets_more_valid_and_no_better(policy):
    for meter, least in (("valid", SE), ("gap", 0)):
        both = (last("transformer", f"{policy}{w}", meter) for w in (" + checker", ""))
        assert apart(*both) > least, meter


def test_unchecked_ones_of_equal_lengths_are_as_short():
    checked = last("4-gram", "replace + checker", "length")
    assert last("4-gram", "same lengths", "length") == pytest.approx(checked, abs=0.6)
    assert apart(last("4-gram", "within lengths", "length"), checked) > SE


def test_beside_kept_human_text_the_checker_helps_the_4_gram():
    for policy, margin in (("archive", 0.03), ("accumulate", 0.03)):
        plain, checked = (
            last("4-gram", f"{policy}{w}", "gap") for w in ("", " + checker")
        )
        assert (plain - checked > margin).all(), policy


def test_the_checked_4_gram_knows_more_facts_than_the_unchecked():
    both = (last("4-gram", f"replace{w}", "facts_known") for w in (" + checker", ""))
    assert apart(*both) > SE


def test_one_run_again():
    """Another processor may round otherwise, so within five deviations of the seeds."""
    again = experiment.run("4-gram: replace + checker", 1)["gap"]
    stored = scores("4-gram", "replace + checker", "gap")
    off = np.abs(again - stored.mean(axis=0))
    assert (off < 5 * stored.std(axis=0, ddof=1) + 0.01).all()
    again = experiment.run("transformer: replace + checker", 1, generations=2)["gap"]
    stored = scores("transformer", "replace + checker", "gap")[:, :2]
    off = np.abs(again - stored.mean(axis=0))
    assert (off < 5 * stored.std(axis=0, ddof=1) + 0.01).all()


def test_what_is_filled_up_is_no_record_that_was_taken_already(monkeypatch):
    """Kind 2 is never drawn: its two places go to records that nothing else has."""
    monkeypatch.setattr(experiment, "DRAWS", 3)
    numbers = iter(range(1_000))

    def synthetic(k):
        x = np.array([[next(numbers)] for _ in range(k)]).reshape(k, 1)
        return Batch(x, np.ones(k, dtype=int))

    def all_alike(x):
        return np.zeros(len(x), dtype=int)

    wanted = np.array([0] * 14 + [2] * 2)  # in the first draw 14 of 16 are taken
    batch = experiment.chosen(synthetic, wanted, all_alike, lambda x: x[:, 0] < 16)
    assert len(batch) == len(set(batch.x[:, 0].tolist())) == 16


def test_a_policy_that_keeps_lengths_keeps_them():
    rng = np.random.default_rng(1)
    x = experiment.truth().sample(3_000, rng)

    def synthetic(k):
        return Batch(x[rng.integers(len(x), size=k)], np.ones(k, dtype=int))

    wanted = experiment.classes(synthetic(500).x)
    batch = experiment.chosen(synthetic, wanted, experiment.classes, experiment.valid)
    kinds = np.bincount(experiment.classes(batch.x), minlength=9)
    assert (kinds == np.bincount(wanted, minlength=9)).all()

"""Stored results: whole, honest about what made them, and made again in part."""

import numpy as np
import pytest

from course_utils import experiments
from course_utils.experiments import transformer as experiment
from course_utils.models import Transformer


@pytest.fixture(scope="module")
def stored():
    return experiments.load("transformer")


def runs(stored, policy, temperature):
    return [
        run
        for run in stored.rows
        if (run["policy"], run["temperature"]) == (policy, temperature)
    ]


def last(stored, meter, policy, temperature):
    return np.array([run[meter][-1] for run in runs(stored, policy, temperature)])


def test_every_run_is_there_once_and_whole(stored):
    keys = {(r["policy"], r["temperature"], r["seed"]) for r in stored.rows}
    expected = len(experiment.POLICIES) * 3 * len(experiment.SEEDS)
    assert len(keys) == len(stored.rows) == expected == 108
    for run in stored.rows:
        for name in stored.about["start"]:
            assert len(run[name]) == experiment.GENERATIONS, name


def test_it_says_what_made_it(stored):
    about = stored.about
    assert about["made by"] == "python -m course_utils experiments transformer"
    assert about["fine-tuning"] == experiment.FINE_TUNING


def test_a_slice_made_again_agrees(stored):
    """Rounding differs between machines: 4 sd of the seeds, not equality."""
    (kept,) = [r for r in runs(stored, "replace", 1.0) if r["seed"] == 2]
    again = experiment.run("replace", 1.0, 2, generations=2)
    for name in ("gap", "valid", "words", "distinct_3", "facts_known"):
        spread = np.std([r[name][:2] for r in runs(stored, "replace", 1.0)], axis=0)
        np.testing.assert_array_less(
            np.abs(np.subtract(again[name], kept[name][:2])), 4 * spread + 1e-3
        )


def test_the_base_is_the_stored_one(stored):
    meters = experiment.measure(experiment.base(), np.random.default_rng(8_003))
    assert meters["gap"] == pytest.approx(stored.about["start"]["gap"], rel=1e-3)
    assert 0.02 < meters["gap"] < 0.07


def test_the_loop_costs_and_the_control_does_not(stored):
    control = last(stored, "gap", "control", 1.0)
    assert (np.abs(control / stored.about["start"]["gap"] - 1) <= 0.2).all()
    assert (last(stored, "gap", "replace", 1.0) >= 5 * control).all()
    for policy in ("accumulate", "10 % fresh", "archive"):
        between = last(stored, "gap", policy, 1.0)
        assert (between > control).all()
        assert (between < last(stored, "gap", "replace", 1.0)).all()


def test_what_is_kept_helps_against_blandness_and_hardly_against_noise(stored):
    for temperature in (0.9, 0.8):
        kept = last(stored, "gap", "10 % kept", temperature)
        assert (kept > last(stored, "gap", "control", temperature)).all()
        assert (kept < 0.7 * last(stored, "gap", "replace", temperature)).all()
    noise = last(stored, "gap", "10 % kept", 1.0).mean()
    assert 0.9 < noise / last(stored, "gap", "replace", 1.0).mean() < 1


def test_caution_keeps_grammar_and_loses_words(stored):
    for meter, falls in (("valid", False), ("words", True), ("distinct_3", True)):
        first = np.array([r[meter][0] for r in runs(stored, "replace", 0.8)])
        control = last(stored, meter, "control", 0.8)
        end = last(stored, meter, "replace", 0.8)
        if falls:
            assert (end < 0.6 * first).all() and (end < 0.6 * control).all()
        else:
            assert (end >= first - 0.01).all() and (end >= control - 0.01).all()


def test_rare_words_are_weighed_apart():
    x = experiment.human()
    rare = experiment.with_rare_words(x)
    assert 0.05 < rare.mean() < 0.5
    words = np.array(["", *experiment.truth().vocabulary.words])
    seldom = set(words[experiment.truth().rare])
    for ids, is_rare in zip(x[:200], rare[:200], strict=True):
        assert bool(seldom & set(words[ids[ids > 0]])) == is_rare


def test_wrong_weights_are_refused(tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"no weights")
    with pytest.raises(ValueError, match="must be a whole file"):
        Transformer.load(path)

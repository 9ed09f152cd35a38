"""Detectors: rates, intervals, and sentences scored; what passes is Bayes' rule."""

import numpy as np
import pytest
from scipy.stats import beta

from course_utils import detectors
from course_utils.language.grammar import Grammar
from course_utils.models import NGram
from course_utils.policies import Batch


@pytest.mark.parametrize(
    ("prevalence", "tpr", "fpr", "kept"),
    [  # by counts of 1,000, in the last place
        (0.9, 0.9, 0.05, 90 / (90 + 95)),
        (0.9, 0.6, 0.3, 360 / (360 + 70)),
        (0.5, 0.9, 0.05, 50 / (50 + 475)),
        (0.1, 0.5, 0.5, 50 / (50 + 450)),
        (1.0, 0.3, 0.0, 1.0),
    ],
)
def test_what_passes_by_counting(prevalence, tpr, fpr, kept):
    assert detectors.kept_synthetic(prevalence, tpr, fpr) == pytest.approx(kept)


def test_nothing_passes_and_nothing_is_said():
    assert np.isnan(detectors.kept_synthetic(0.5, 1.0, 1.0))
    with pytest.raises(ValueError, match=r"tpr is 1\.5"):
        detectors.kept_synthetic(0.5, 1.5, 0)


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (7, 12), (160, 200)])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_rate_and_interval_are_those_of_the_beta(k, n, level):
    law = beta(k + 0.5, n - k + 0.5)
    assert detectors.rate(k, n) == pytest.approx(law.mean())
    expected = law.ppf([(1 - level) / 2, (1 + level) / 2])
    assert detectors.interval(k, n, level) == pytest.approx(expected, abs=2e-4)


def test_counts_that_are_none_are_refused():
    for call in (detectors.rate, detectors.interval):
        with pytest.raises(ValueError, match="k is 11"):
            call(11, 10)


def test_rates_are_kept_also_by_type():
    n, rng = 40_000, np.random.default_rng(1)
    x = rng.integers(3, size=n)
    batch = Batch(x, np.where(np.arange(n) < n // 2, 0, 4))
    fpr = np.array([0.0, 0.2, 0.9])
    flags = detectors.Rates(0.7, fpr)(batch, rng)
    assert flags[n // 2 :].mean() == pytest.approx(0.7, abs=0.02)
    for word in range(3):
        human = flags[: n // 2][x[: n // 2] == word]
        assert human.mean() == pytest.approx(fpr[word], abs=0.03)
    with pytest.raises(ValueError, match=r"fpr is 1\.2"):
        detectors.Rates(0.5, np.array([0.1, 1.2]))


@pytest.fixture(scope="module")
def bench():
    """A truth, a model of 5,000 of its sentences, and new sentences of both."""
    truth, rng = Grammar("small"), np.random.default_rng(3)
    words = len(truth.vocabulary)
    model = NGram(words).fit(truth.sample(5_000, rng))
    trained = [NGram(words).fit(of.sample(5_000, rng)) for of in (model, truth)]
    human, machine = truth.sample(4_000, rng), model.sample(4_000, rng)
    return truth, model, trained, human, machine


def area(score, human, machine) -> float:
    """Chance that a machine's sentence scores higher than a human one."""
    both = np.concatenate([score(human), score(machine)])
    rank = np.argsort(np.argsort(both, kind="stable"), kind="stable")
    n = len(human)
    return (rank[n:].mean() - (len(machine) - 1) / 2) / n


def test_the_cut_is_the_false_positive_rate(bench):
    """Or less, where one sentence comes so often that it is at the cut."""
    *_, human, _ = bench
    detector = detectors.low_perplexity(bench[2][1])
    for fpr in (0.01, 0.05, 0.3):
        share = detector.at(fpr, human).flags(human).mean()
        assert fpr - 0.02 < share <= fpr + 0.001
    assert detector.at(0.3, human).flags(human).mean() > 0.28


def test_no_detector_beats_the_likelihood_ratio(bench):
    truth, model, (machine_model, human_model), human, machine = bench
    best = detectors.likelihood_ratio(model, truth)
    others = [
        detectors.likelihood_ratio(machine_model, human_model),
        detectors.low_perplexity(human_model),
        detectors.high_perplexity(human_model),
        detectors.low_perplexity(model),
    ]
    for fpr in (0.02, 0.05, 0.2):
        caught = best.at(fpr, human).flags(machine).mean()
        assert caught > max(d.at(fpr, human).flags(machine).mean() for d in others)
    assert area(best.score, human, machine) > 0.95


def test_three_detectors_err_on_three_kinds_of_human_writing(bench):
    truth, _, (machine_model, human_model), human, _ = bench
    kinds = {
        "facts": truth.facts.stated(human)[1],
        "constructions": truth.is_rare_construction(human),
        "rare words": (truth.rare[human] & (human > 0)).any(axis=1),
    }
    flags = {
        "low": detectors.low_perplexity(human_model).at(0.05, human).flags(human),
        "high": detectors.high_perplexity(human_model).at(0.05, human).flags(human),
        "ratio": detectors.likelihood_ratio(machine_model, human_model)
        .at(0.05, human)
        .flags(human),
    }
    share = {(d, k): flags[d][kinds[k]].mean() for d in flags for k in kinds}
    assert share["low", "facts"] > 0.3 and share["low", "constructions"] < 0.02
    assert share["high", "constructions"] > 0.09 and share["high", "facts"] < 0.03
    assert share["high", "rare words"] > 0.06
    for kind in kinds:
        assert share["ratio", kind] < 0.09

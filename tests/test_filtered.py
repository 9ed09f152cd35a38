"""Filtered: the policy, with and without top-up, and many runs at once beside it."""

import numpy as np
import pytest

from course_utils import ensembles, loop
from course_utils.detectors import Rates, kept_synthetic
from course_utils.models import Categorical
from course_utils.models.categorical import zipf
from course_utils.policies import (
    Accumulate,
    Filtered,
    FreshReal,
    Replace,
    Subsample,
    Weighted,
)
from tests.standard_errors import mean_is, means_agree

P = zipf(60)


def run(policy, seed=1, generations=8, n=80):
    truth = Categorical(P)
    return loop.run(truth, truth, policy, n=n, generations=generations, seed=seed)


@pytest.mark.parametrize(("human", "tpr", "fpr"), [(0.1, 0.9, 0.05), (0.5, 0.6, 0.3)])
def test_with_top_up_the_size_holds_and_the_share_is_that_of_bayes(human, tpr, fpr):
    history = run(Filtered(Rates(tpr, fpr), FreshReal(human)), n=2_000, generations=40)
    sizes = [len(batch) for batch in history.batches[1:]]
    assert set(sizes) == {2_000}
    mean_is(1 - history.real_share[2:], kept_synthetic(1 - human, tpr, fpr))


def test_without_top_up_the_training_sets_shrink():
    history = run(
        Filtered(Rates(0.9, 0.05), FreshReal(0.1), topup=False), n=2_000, generations=40
    )
    sizes = np.array([len(batch) for batch in history.batches[2:]])
    mean_is(sizes, 2_000 * (0.1 * 0.95 + 0.9 * 0.1))


def test_a_detector_that_lets_all_through_changes_no_law():
    """And a perfect one leaves the truth alone."""
    blind, free = (
        [np.count_nonzero(run(policy, s).models[-1].p) for s in range(60)]
        for policy in (Filtered(Rates(0, 0), Replace()), Replace())
    )
    means_agree(blind, free)
    perfect = run(Filtered(Rates(1, 0), FreshReal(0.2)))
    assert (perfect.real_share == 1).all()


def test_what_is_dropped_is_decided_record_by_record():
    """The detector sees the records; here it drops two types, real or not."""

    def no_small(batch, rng):
        return batch.x < 2

    history = run(Filtered(no_small, FreshReal(0.5)))
    assert all((batch.x >= 2).all() for batch in history.batches[2:])
    assert all(len(batch) == 80 for batch in history.batches[2:])


def test_it_goes_around_any_policy():
    history = run(Filtered(Rates(0.5, 0), Accumulate(), topup=False))
    assert 80 < len(history.batches[-1]) < 8 * 80


@pytest.mark.parametrize("topup", [True, False])
def test_nothing_through_is_said(topup):
    with pytest.raises(ValueError, match=r"lets 0 of .* records through, but"):
        run(Filtered(Rates(1, 1), Replace(), topup))


@pytest.mark.parametrize(
    ("policy", "says"),
    [(Subsample(), "gives a pool"), (Weighted(0.9, FreshReal(0.5)), "gives a weight")],
)
def test_what_a_filter_would_lose_is_refused(policy, says):
    """Weights may go around the filter: there they are those of what passes."""
    with pytest.raises(ValueError, match=says):
        run(Filtered(Rates(0.5, 0.1), policy))
    history = run(Weighted(0.9, Filtered(Rates(0.5, 0.1), FreshReal(0.5))))
    batch = history.batches[-1]
    assert batch.weight[batch.origin == 0].sum() == pytest.approx(0.9 * len(batch))


@pytest.mark.parametrize("answer", [True, [False], [[False] * 80]])
def test_a_detector_that_does_not_answer_for_each_record_is_refused(answer):
    with pytest.raises(ValueError, match=r"returned an array of shape .*: \(80,\)"):
        run(Filtered(lambda batch, rng: answer, Replace()))


def test_what_is_no_detector_or_policy_is_refused():
    with pytest.raises(TypeError, match=r"detector is 0\.9, but it must be a function"):
        Filtered(0.9, Replace())
    with pytest.raises(TypeError, match="policy"):
        Filtered(Rates(0.5, 0.5), "replace")


@pytest.mark.parametrize("topup", [True, False])
def test_many_runs_at_once_are_the_policy(topup):
    fpr = np.where(np.arange(60) > 10, 0.4, 0.05)
    policy = Filtered(Rates(0.8, fpr), FreshReal(0.2), topup)
    models = [run(policy, seed).models[-1] for seed in range(150)]
    many = ensembles.filtered(
        P, human=0.2, tpr=0.8, fpr=fpr, n=80, generations=8, replicates=4_000,
        topup=topup, seed=1,
    )  # fmt: skip
    means_agree(many.types[8], [np.count_nonzero(m.p) for m in models])
    means_agree(many.diversity[8], [1 - np.sum(m.p**2) for m in models])
    means_agree(many.p[:, 11:].sum(axis=1), [m.p[11:].sum() for m in models])


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"human": 2}, "human is 2"),
        ({"tpr": 2}, "tpr is 2"),
        ({"fpr": np.full(60, 1.5)}, "fpr is 1.5"),
        ({"n": 1}, "n is 1"),
        ({"tpr": 1, "fpr": 1}, "lets no record through"),
    ],
)
def test_numbers_out_of_range_are_refused(changed, complaint):
    settings = {"human": 0.1, "tpr": 0.9, "fpr": 0.05, "n": 50, "generations": 3}
    with pytest.raises(ValueError, match=complaint):
        ensembles.filtered(P, replicates=2, seed=1, **{**settings, **changed})


def test_an_honest_filter_helps_and_one_without_top_up_harms():
    """Of 90 % synthetic records: as stated in notebook 10, 20 runs each."""
    p = zipf(2_000)
    settings = {"human": 0.1, "n": 2_000, "generations": 50, "replicates": 20}
    rare = np.arange(2_000) >= 200
    unfair = np.where(rare, 0.6, 0.05)
    none, fair, hard, thin = (
        ensembles.filtered(p, tpr=tpr, fpr=fpr, topup=topup, seed=i, **settings)
        for i, (tpr, fpr, topup) in enumerate(
            [(0, 0, True), (0.9, 0.05, True), (0.9, unfair, True), (0.9, 0.05, False)]
        )
    )
    assert thin.types[50].max() < 0.65 * none.types[50].min()
    assert fair.types[50].min() > 1.5 * none.types[50].max()
    true = p[rare].sum()
    for run, low, high in ((fair, 0.95, 1.05), (hard, 0.45, 0.55)):
        assert low < run.p[:, rare].sum(axis=1).mean() / true < high

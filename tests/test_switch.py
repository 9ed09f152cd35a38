"""Switch: one policy, then another; by hand, in the loop and in the ensembles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import ensembles, loop, theory
from course_utils.models import Categorical, Gaussian, zipf
from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Replace,
    Subsample,
    Switch,
    Weighted,
)
from tests.playing import ids, origins, play
from tests.standard_errors import mean_is, means_agree

# --- what a batch holds --------------------------------------------------------------


def test_the_second_policy_acts_from_the_generation_named():
    batches = play(Switch(Replace(), FreshReal(0.4), at=4), 5, 5)
    held = [origins(batch) for batch in batches]
    assert held == [[5], [0, 5], [0, 0, 5], [2, 0, 0, 3], [2, 0, 0, 0, 3]]


def test_an_anchor_is_a_part_of_the_first_real_batch():
    first, *rest = play(Switch(Replace(), Anchor(points=2), at=4), 5, 7)
    anchors = {tuple(ids(batch.real)) for batch in rest[2:]}
    assert len(anchors) == 1
    (anchor,) = anchors
    assert len(set(anchor)) == 2 and set(anchor) <= set(ids(first))
    assert [len(batch) for batch in rest] == [5] * 6


def test_an_anchor_after_an_anchor_is_chosen_anew():
    policy = Switch(Anchor(points=2), Anchor(points=3), at=3)
    kept = [ids(play(policy, 6, 4, seed)[1].real) for seed in range(40)]
    later = [play(policy, 6, 4, seed)[2:] for seed in range(40)]
    overlap = [
        len(set(one) & set(ids(two[0].real)))
        for one, two in zip(kept, later, strict=True)
    ]
    assert set(overlap) == {0, 1, 2}
    assert all(ids(two[0].real) == ids(two[1].real) for two in later)


def test_an_archive_holds_the_first_real_batch_and_what_arrives():
    first, *rest = play(Switch(Replace(), Archive(1), at=3), 3, 5)
    assert [origins(b) for b in rest] == [
        [0, 3],
        [4, 0, 3],
        [5, 0, 0, 3],
        [6, 0, 0, 0, 3],
    ]
    assert ids(rest[1].real)[:3] == ids(first)


def test_accumulate_starts_from_the_first_real_batch():
    """What came between is dropped."""
    batches = play(Switch(Replace(), Accumulate(), at=4), 3, 6)
    held = [origins(batch) for batch in batches[3:]]
    assert held == [[3, 0, 0, 3], [3, 0, 0, 3, 3], [3, 0, 0, 3, 3, 3]]
    assert ids(batches[3])[:3] == ids(batches[0])
    assert ids(batches[5])[:9] == ids(batches[4])


def test_subsample_pools_the_first_real_batch_and_its_own():
    batches = play(Switch(Subsample(), Subsample(), at=4), 3, 5)
    assert np.bincount(batches[2].pool.origin).tolist() == [3, 3, 3]
    assert np.bincount(batches[3].pool.origin).tolist() == [3, 0, 0, 3]
    assert np.bincount(batches[4].pool.origin).tolist() == [3, 0, 0, 3, 3]


def test_weights_begin_with_the_second_policy():
    batches = play(Switch(Accumulate(), Weighted(0.5, Accumulate()), at=3), 4, 4)
    assert batches[1].weight is None
    assert batches[2].weight.tolist() == [1] * 8
    real, synthetic = batches[3].weight[:4], batches[3].weight[4:]
    assert real.sum() == pytest.approx(synthetic.sum()) and len(synthetic) == 8


def test_a_switch_within_counts_from_its_own_beginning():
    """To the inner one, generation 3 is its second: it switches at 3 + (4 - 2)."""
    inner = Switch(FreshReal(1.0), Accumulate(), at=4)
    batches = play(Switch(Replace(), inner, at=3), 2, 6)
    held = [origins(batch) for batch in batches[1:]]
    assert held == [[0, 2], [2], [2], [2, 0, 0, 0, 2], [2, 0, 0, 0, 2, 2]]
    outer = Switch(Switch(Replace(), FreshReal(1.0), at=3), Replace(), at=4)
    held = [origins(batch) for batch in play(outer, 2, 4)[1:]]
    assert held == [[0, 2], [2], [0, 0, 0, 2]]


POLICIES = st.one_of(
    st.builds(Replace),
    st.builds(Accumulate),
    st.builds(Subsample),
    st.builds(FreshReal, st.floats(0, 1)),
    st.builds(Anchor, st.floats(0, 1)),
    st.builds(Archive, st.integers(0, 5)),
)


@given(POLICIES, POLICIES, st.integers(2, 7), st.integers(0, 99))
def test_a_switch_at_either_end_is_one_policy(first, then, n, seed):
    for policy, same in (
        (Switch(first, then, at=2), then),
        (Switch(first, then, at=6), first),
    ):
        for a, b in zip(play(policy, n, 5, seed), play(same, n, 5, seed), strict=True):
            assert ids(a) == ids(b) and a.origin.tolist() == b.origin.tolist()


@given(POLICIES, POLICIES, st.integers(3, 6), st.integers(0, 99))
def test_the_second_policy_never_sees_what_came_between(first, then, at, seed):
    batches = play(Switch(first, then, at), 4, 7, seed)
    for batch in batches[at - 1 :]:
        assert not np.isin(batch.origin, np.arange(1, at - 1)).any()
        early = batch.x[batch.origin == 0]
        known = np.isin(early, batches[0].x)
        fresh = early[~known]
        between = [b.x for b in batches[1 : at - 1]]
        assert not np.isin(fresh, np.concatenate(between)).any()


def test_switches_compare_and_print_by_value():
    one = Switch(Replace(), FreshReal(0.1), 3)
    assert (
        one
        == Switch(Replace(), FreshReal(0.1), at=3)
        != Switch(Replace(), Replace(), 3)
    )
    assert repr(one).startswith("Switch(first=Replace(), then=FreshReal(fraction=0.1")


@pytest.mark.parametrize("at", [1, 0, -2, 2.5, True, None])
def test_bad_generations_are_refused(at):
    with pytest.raises(ValueError, match=f"at is {at}, but it must be .* at least 2"):
        Switch(Replace(), Accumulate(), at)


@pytest.mark.parametrize("bad", [Replace, None, 0.1])
def test_two_policies_are_needed(bad):
    for pair in ((bad, Replace()), (Replace(), bad)):
        with pytest.raises(TypeError, match=r"policy is .*must be a policy such as"):
            Switch(*pair, 3)


# --- in the ensembles ----------------------------------------------------------------

N, T = 6, 5
PAIRS = [
    (Replace(), FreshReal(points=2)),
    (Replace(), Anchor(points=2)),
    (Anchor(0.5), Archive()),
    (Anchor(points=3), Accumulate()),
    (Accumulate(), Replace()),
    (FreshReal(0.5), Archive(2)),
    (Archive(1), Accumulate()),
    (Accumulate(), Anchor(0.5)),
]


def gaussian(policy, replicates, **given):
    options = {"n": N, "generations": T, "seed": 1} | given
    return ensembles.gaussian(policy, replicates=replicates, **options)


@pytest.mark.parametrize("at", [3, 4])
@pytest.mark.parametrize(("first", "then"), PAIRS, ids=repr)
def test_the_law_of_the_loop(first, then, at):
    """200 runs of loop.run: log variance and mean, and how generations cohere."""
    policy = Switch(first, then, at)
    runs = [
        loop.run(
            Gaussian(),
            Gaussian(),
            policy,
            n=N,
            generations=T,
            seed=seed,
            metrics=["mean", "variance"],
        )
        for seed in np.random.SeedSequence(at).spawn(200)
    ]
    mean = np.array([run["mean"] for run in runs]).T
    log = np.log([run["variance"] for run in runs]).T
    ours = gaussian(policy, 20_000)
    ours_log = np.log(ours.variance)
    for t in (at - 1, at, T):
        means_agree(ours_log[t], log[t])
        means_agree(np.abs(ours.mean[t]), np.abs(mean[t]))
        means_agree(ours.mean[t] * ours.mean[1], mean[t] * mean[1])
        means_agree(ours.mean[t] * ours.mean[t - 1], mean[t] * mean[t - 1])


@pytest.mark.parametrize(("first", "then"), PAIRS[:5], ids=repr)
def test_the_law_of_the_loop_for_types(first, then):
    """150 runs of loop.run: types and Gini diversity before and after the switch."""
    policy, p = Switch(first, then, 3), zipf(8)
    runs = ensembles.categorical(
        policy, p, n=N, generations=T, replicates=20_000, seed=1, watch=[0, 7]
    )
    found = []
    for seed in np.random.SeedSequence(2).spawn(150):
        history = loop.run(
            Categorical(p), Categorical(p), policy, n=N, generations=T, seed=seed
        )
        found.append([model.p for model in history.models])
    shares = np.array(found)
    for t in (2, 3, T):
        means_agree(runs.types[t], np.count_nonzero(shares[:, t], axis=1))
        means_agree(runs.diversity[t], 1 - np.sum(shares[:, t] ** 2, axis=1))
        means_agree(
            runs.watched[t, :, 0] * runs.watched[1, :, 0],
            shares[:, t, 0] * shares[:, 1, 0],
        )


@pytest.mark.parametrize(("first", "then"), PAIRS, ids=repr)
def test_a_switch_at_2_is_the_second_policy_alone(first, then):
    alone, switched = (
        gaussian(then, 20_000),
        gaussian(Switch(first, then, 2), 20_000, seed=2),
    )
    for t in (1, 2, T):
        means_agree(np.log(alone.variance[t]), np.log(switched.variance[t]))
        means_agree(alone.mean[t] ** 2, switched.mean[t] ** 2)


def test_a_switch_that_never_comes_is_the_first_policy():
    for first in (Replace(), Accumulate(), Anchor(0.5)):
        alone, switched = (
            gaussian(first, 5),
            gaussian(Switch(first, Replace(), T + 1), 5),
        )
        np.testing.assert_array_equal(alone.variance, switched.variance)


def test_a_rescue_as_published_or_measured():
    """300 generations of replace at n=100, ddof=0, then 10 % or one fresh point.

    Medians .50, .71, .89 after 5, 10, 50, and .22 after 20, by another program: within
    .02, four SE of medians of 10,000 runs here and of some 10,000 there.
    """
    given = {"n": 100, "generations": 350}
    tenth = gaussian(Switch(Replace(), FreshReal(0.1), 301), 10_000, **given).variance
    medians = np.median(tenth, axis=1)
    assert medians[300] < 0.003
    np.testing.assert_allclose(medians[[305, 310, 350]], [0.50, 0.71, 0.89], atol=0.02)
    one = gaussian(
        Switch(Replace(), FreshReal(points=1), 301), 10_000, **given
    ).variance
    assert np.median(one[320]) == pytest.approx(0.22, abs=0.02)


def test_a_rescue_forgets():
    """From nothing at all: E s^2 tends to where 7 fresh points of 80 always hold it."""
    policy = Switch(Replace(), FreshReal(points=7), 101)
    variance = gaussian(policy, 20_000, n=80, generations=200).variance
    mean_is(variance[200], theory.fresh_anchor_variance(80, 7))


def test_an_archive_gives_back_its_own_types_at_once():
    policy = Switch(Replace(), Archive(), 11)
    runs = ensembles.categorical(
        policy, zipf(300), n=500, generations=14, replicates=50, seed=1
    )
    assert np.all(runs.types[10] < runs.types[1] / 2)
    for t in (11, 14):
        np.testing.assert_array_equal(runs.types[t], runs.types[1])


SENT_AWAY = [
    Switch(Replace(), Subsample(), 3),
    Switch(Subsample(), Replace(), 3),
    Switch(Anchor(0.1), Anchor(0.5), 3),
    Switch(Replace(), Switch(Replace(), FreshReal(0.5), 3), 3),
    Switch(Weighted(0.5, Replace()), Replace(), 3),
]


@pytest.mark.parametrize("policy", SENT_AWAY, ids=repr)
def test_other_switches_are_sent_to_the_loop(policy):
    message = (
        r"policy is Switch\(.* know Replace, .*Anchor and Archive in a Switch, one "
        r"Anchor at most; run others one at a time with loop\.run"
    )
    given = {"n": 20, "generations": 2, "replicates": 2, "seed": 1}
    for call in (
        lambda: ensembles.gaussian(policy, **given),
        lambda: ensembles.categorical(policy, [0.5, 0.5], **given),
        lambda: ensembles.regression(
            policy, d=2, rows=9, generations=2, replicates=2, seed=1
        ),
    ):
        with pytest.raises(TypeError, match=message):
            call()
    history = loop.run(Gaussian(), Gaussian(), policy, n=20, generations=4, seed=1)
    assert history.generations == 4

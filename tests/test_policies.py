"""Policies, played by hand on numbered records, so that each can be traced."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import ensembles, loop
from course_utils.models import Gaussian
from course_utils.policies import (
    LINE_UP,
    Accumulate,
    Anchor,
    Archive,
    Batch,
    Cut,
    FreshReal,
    Policy,
    Replace,
    Subsample,
    Switch,
    Weighted,
    join,
    line_up,
)
from tests.playing import ids, origins, play
from tests.standard_errors import mean_is, share_is


def test_replace_takes_the_last_model_alone():
    batches = play(Replace(), 5, 4)
    assert [origins(b) for b in batches] == [[5], [0, 5], [0, 0, 5], [0, 0, 0, 5]]
    assert len(set().union(*map(ids, batches))) == 20


def test_accumulate_keeps_all_and_adds_n():
    batches = play(Accumulate(), 5, 4)
    assert [origins(b) for b in batches] == [[5], [5, 5], [5, 5, 5], [5, 5, 5, 5]]
    for before, after in itertools.pairwise(batches):
        assert ids(after)[: len(before)] == ids(before)
    assert ids(batches[-1]) == list(range(20))


def test_subsample_chooses_n_of_a_pool_that_loses_nothing():
    for t, batch in enumerate(play(Subsample(), 5, 6), start=1):
        assert len(batch) == len(set(ids(batch))) == 5
        if t > 1:
            assert sorted(ids(batch.pool)) == list(range(5 * t))
            assert batch.pool.weight is None and batch.pool.pool is None
            number = dict(zip(ids(batch.pool), batch.pool.origin, strict=True))
            assert [number[i] for i in ids(batch)] == batch.origin.tolist()


def test_subsample_chooses_evenly():
    """Of a pool of 4 n each record has a chance of 1/4; 400 seeds."""
    chosen = np.zeros(40)
    for seed in range(400):
        chosen[ids(play(Subsample(), 10, 4, seed)[-1])] += 1
    for generation in chosen.reshape(4, 10).sum(axis=1):
        share_is(generation, 4000, 1 / 4)
    assert chosen.min() > 100 - 5 * np.sqrt(75) and chosen.max() < 100 + 5 * np.sqrt(75)


@pytest.mark.parametrize("policy", [FreshReal(0.3), FreshReal(points=3)])
def test_fresh_real_points_are_new_each_generation(policy):
    batches = play(policy, 10, 5)
    assert [origins(b) for b in batches[1:3]] == [[3, 7], [3, 0, 7]]
    assert len(set().union(*map(ids, batches))) == 50


@pytest.mark.parametrize("policy", [Anchor(0.3), Anchor(points=3)])
def test_an_anchor_stays(policy):
    batches = play(policy, 10, 6)
    assert [origins(b) for b in batches[1:3]] == [[3, 7], [3, 0, 7]]
    anchors = {tuple(ids(b.real)) for b in batches[1:]}
    assert len(anchors) == 1
    (anchor,) = anchors
    assert len(set(anchor)) == 3 and set(anchor) <= set(range(10))


def test_an_anchor_is_chosen_evenly_by_the_seed():
    """Each of 10 real points has a chance of 3/10 to be one of 3; 600 seeds."""
    chosen = np.zeros(10)
    for seed in range(600):
        chosen[ids(play(Anchor(points=3), 10, 2, seed)[-1].real)] += 1
    for hits in chosen:
        share_is(hits, 600, 0.3)


@pytest.mark.parametrize("arriving", [0, 2])
def test_an_archive_keeps_what_is_real_and_drops_what_is_not(arriving):
    batches = play(Archive(arriving), 5, 4)
    for t, batch in enumerate(batches[1:], start=2):
        real = 5 + arriving * (t - 1)
        assert origins(batch) == [real] + [0] * (t - 2) + [5]
        assert ids(batch.real)[: -arriving or None] == ids(batches[t - 2].real)


def test_archive_is_closed_unless_told():
    assert Archive() == Archive(0) == Archive(points=0)


def test_no_real_points_is_replace_and_all_real_is_the_control():
    for policy in (FreshReal(0.0), FreshReal(points=0), Anchor(0.0), Anchor(points=0)):
        assert [origins(b) for b in play(policy, 4, 3)] == [[4], [0, 4], [0, 0, 4]]
    for policy in (FreshReal(1.0), FreshReal(points=4), Anchor(1), Anchor(points=4)):
        assert [origins(b) for b in play(policy, 4, 3)] == [[4], [4], [4]]


@pytest.mark.parametrize(
    ("fraction", "n", "points"),
    [(0.29, 100, 29), (0.1, 30, 3), (0.26, 10, 3), (1, 7, 7)],
)
def test_a_share_is_rounded_to_the_nearest_count(fraction, n, points):
    assert FreshReal(fraction).count(n) == Anchor(fraction).count(n) == points


@pytest.mark.parametrize(
    "inner", [FreshReal(0.2), Accumulate(), Archive(), Subsample()]
)
def test_weighted_changes_weights_and_nothing_else(inner):
    plain, weighted = play(inner, 10, 4), play(Weighted(0.7, inner), 10, 4)
    assert weighted[0].weight is None
    for a, b in zip(plain[1:], weighted[1:], strict=True):
        assert ids(a) == ids(b) and origins(a) == origins(b)
        assert a.weight is None
        assert b.weight.mean() == pytest.approx(1)
        assert b.weight[b.origin == 0].sum() == pytest.approx(0.7 * len(b))
        assert len(set(b.weight[b.origin == 0].round(12))) == 1
        assert len(set(b.weight[b.origin > 0].round(12))) == 1


def test_weighted_subsample_still_pools_everything():
    last = play(Weighted(0.5, Subsample()), 10, 5)[-1]
    assert sorted(ids(last.pool)) == list(range(50))


@pytest.mark.parametrize("inner", [Replace(), FreshReal(1.0)])
def test_weighted_leaves_a_batch_of_one_kind_alone(inner):
    assert all(batch.weight is None for batch in play(Weighted(0.3, inner), 6, 3))


POLICIES = st.one_of(
    st.builds(Replace),
    st.builds(Accumulate),
    st.builds(Subsample),
    st.builds(FreshReal, st.floats(0, 1)),
    st.builds(Anchor, st.floats(0, 1)),
    st.builds(FreshReal, points=st.integers(0, 2)),
    st.builds(Anchor, points=st.integers(0, 2)),
    st.builds(Archive, st.integers(0, 5)),
)
ANY = st.one_of(POLICIES, st.builds(Weighted, st.floats(0, 1), POLICIES))


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int64])
def test_counts_may_be_small_numpy_integers(kind):
    for small, plain in (
        (Archive(kind(100)), Archive(100)),
        (FreshReal(points=kind(100)), FreshReal(points=100)),
        (Anchor(points=kind(100)), Anchor(points=100)),
        (Switch(Replace(), Archive(kind(100)), kind(3)), None),
    ):
        made = ensembles.gaussian(small, n=120, generations=5, replicates=3, seed=1)
        assert (made.variance > 0).all()
        if plain:
            known = ensembles.gaussian(
                plain, n=120, generations=5, replicates=3, seed=1
            )
            assert np.array_equal(made.variance, known.variance)


@pytest.mark.parametrize(
    "origin", [np.zeros(3), ["real"] * 3, [-1, 0, 0], [True, False, True]]
)
def test_an_origin_that_counts_no_source_is_refused(origin):
    with pytest.raises(ValueError, match=r"must hold whole numbers .*0 for the truth"):
        Batch(np.zeros((3, 1)), origin)


def test_an_origin_that_has_not_been_yet_is_refused():
    def ahead(past, real, synthetic, n, rng):
        return Batch(synthetic(n).x, np.full(n, 9))

    with pytest.raises(ValueError, match=r"origin 9, but it can only be 0.* to 1,"):
        loop.run(Gaussian(), Gaussian(), ahead, n=5, generations=2, seed=1)


@given(ANY, st.integers(2, 12), st.integers(1, 6), st.integers(0, 2**32))
def test_policies_never_look_past_what_exists(policy, n, generations, seed):
    seen = {}
    for t, batch in enumerate(play(policy, n, generations, seed), start=1):
        assert batch.origin.min() >= 0 and batch.origin.max() < t
        assert len(set(ids(batch))) == len(batch) >= n
        kept = zip(ids(batch), batch.origin.tolist(), strict=True)
        assert all(seen.setdefault(i, origin) == origin for i, origin in kept)


@given(st.floats(0, 1), st.integers(2, 50), st.sampled_from([FreshReal, Anchor]))
def test_shares_and_counts_are_respected(fraction, n, kind):
    for batch in play(kind(fraction), n, 4)[1:]:
        assert len(batch) == n
        assert abs(np.sum(batch.origin == 0) - fraction * n) <= 0.5
    points = int(fraction * n)
    for batch in play(kind(points=points), n, 4)[1:]:
        assert np.sum(batch.origin == 0) == points and len(batch) == n


@given(st.floats(0, 1), POLICIES, st.integers(2, 12))
def test_weights_have_mean_1_and_the_share_asked_for(weight, policy, n):
    for batch in play(Weighted(weight, policy), n, 4):
        if batch.weight is None:
            assert batch.real_share in (0, 1)
            continue
        assert batch.weight.min() >= 0
        assert batch.weight.mean() == pytest.approx(1)
        real = batch.weight[batch.origin == 0].sum() / batch.weight.sum()
        assert real == pytest.approx(weight)


def test_subsample_holds_1_of_t_real_on_average():
    """Hypergeometric mean; 200 seeds."""
    shares = [play(Subsample(), 10, 5, seed)[-1].real_share for seed in range(200)]
    mean_is(shares, 1 / 5)


def test_policies_compare_and_print_by_value():
    assert FreshReal(0.5) == FreshReal(fraction=0.5) != Anchor(0.5)
    assert FreshReal(points=5) != FreshReal(0.5) != FreshReal(0.4)
    assert repr(Anchor(points=5)) == "Anchor(fraction=None, points=5)"
    assert len({Replace(), Replace(), Weighted(0.5, Replace())}) == 2


def test_batches_are_compared_as_objects():
    """Arrays have no one answer to ==, so a batch is equal to itself alone."""
    one, two = (Batch(np.zeros((3, 1)), np.zeros(3, dtype=int)) for _ in range(2))
    assert one == one and one != two and len({one, two, one}) == 2


def test_a_batch_knows_its_real_records():
    batch = Batch([[1.0], [2.0], [3.0]], [0, 2, 0], [1, 1, 1])
    assert len(batch) == 3 and batch.real_share == pytest.approx(2 / 3)
    assert ids(batch.real) == [1, 3] and ids(batch[1:]) == [2, 3]
    assert batch[[2, 0]].x.tolist() == [[3], [1]]


def test_join_keeps_the_order():
    both = join(Batch([[1], [2]], [0, 1]), Batch([[3]], [2]))
    assert ids(both) == [1, 2, 3] and both.origin.tolist() == [0, 1, 2]


@pytest.mark.parametrize("kind", [FreshReal, Anchor])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "fraction is None and points is None, but exactly one"),
        (
            {"fraction": 0.5, "points": 5},
            "fraction is 0.5 and points is 5, but exactly",
        ),
        ({"fraction": 1.5}, "fraction is 1.5, but it must be a number from 0 to 1"),
        ({"fraction": -0.1}, "fraction is -0.1, but it must be a number from 0 to 1"),
        ({"fraction": np.nan}, "fraction is nan, but it must be a number from 0 to 1"),
        ({"fraction": True}, "fraction is True, but it must be a number from 0 to 1"),
        ({"points": -1}, "points is -1, but it must be a whole number of at least 0"),
        ({"points": 2.5}, "points is 2.5, but it must be a whole number of at least 0"),
        ({"points": True}, "points is True, but it must be a whole number"),
    ],
)
def test_bad_parts_are_refused(kind, given, message):
    with pytest.raises(ValueError, match=message):
        kind(**given)


@pytest.mark.parametrize("kind", [FreshReal, Anchor])
def test_more_points_than_n_are_refused(kind):
    with pytest.raises(ValueError, match=r"points is 11, but .* from 0 to 10"):
        play(kind(points=11), 10, 2)


@pytest.mark.parametrize("points", [-1, 0.5, True, None])
def test_bad_archives_are_refused(points):
    with pytest.raises(ValueError, match=f"points is {points}, but it must be a whole"):
        Archive(points)


@pytest.mark.parametrize("weight", [-0.1, 1.1, np.nan, None])
def test_bad_weights_are_refused(weight):
    with pytest.raises(ValueError, match=f"real_weight is {weight}, but it must be"):
        Weighted(weight, Replace())


@pytest.mark.parametrize("policy", [None, Replace, 0.5])
def test_weighted_needs_a_policy(policy):
    with pytest.raises(
        TypeError, match=r"policy is .*, but it must be a policy such as"
    ):
        Weighted(0.5, policy)


@pytest.mark.parametrize(
    ("origin", "weight", "message"),
    [
        ([0, 0], None, r"origin has shape \(2,\), but .* the 3 records .* \(3,\)"),
        (None, None, r"origin has shape \(\), but one value for each"),
        ([0, 0, 0], [1, 1], r"weight has shape \(2,\), but .* \(3,\)"),
        ([0, 0, 0], [[1], [1], [1]], r"weight has shape \(3, 1\)"),
    ],
)
def test_bad_batches_are_refused(origin, weight, message):
    with pytest.raises(ValueError, match=message):
        Batch(np.zeros((3, 1)), origin, weight)


def test_the_base_says_that_it_does_not_mix():
    class Lazy(Policy):
        pass

    with pytest.raises(TypeError, match="Lazy does not say how it mixes"):
        Lazy()([], None, None, 5, None)


def test_sentences_of_different_lengths_are_padded_when_joined():
    short = Batch(np.array([[1, 2], [3, 0]], dtype=np.int32), np.zeros(2, dtype=int))
    long = Batch(np.array([[4, 5, 6, 7]], dtype=np.int32), np.ones(1, dtype=int))
    both = join(short, long, short[:0])
    assert both.x.tolist() == [[1, 2, 0, 0], [3, 0, 0, 0], [4, 5, 6, 7]]
    assert both.x.dtype == np.int32
    assert both.origin.tolist() == [0, 0, 1]


def test_tables_of_numbers_are_never_padded():
    points = Batch(np.zeros((2, 2)), np.zeros(2, dtype=int))
    wider = Batch(np.zeros((2, 3)), np.zeros(2, dtype=int))
    with pytest.raises(ValueError, match="dimension 1"):
        join(points, wider)


# --- the line-up ---------------------------------------------------------------------


def test_the_line_up_comes_in_the_order_asked_for():
    assert list(line_up("control", "replace").items()) == [
        ("control", FreshReal(1.0)),
        ("replace", Replace()),
    ]
    with pytest.raises(ValueError, match=r"called 'fresh'; there are repl.*control"):
        line_up("replace", "fresh")


def test_names_say_what_the_policies_of_the_line_up_do():
    n = 20
    for name, policy in LINE_UP.items():
        first, second = play(policy, n, 2)
        real = int(np.sum(second.origin == 0))
        expected = {"replace": 0, "control": n, "accumulate": n, "archive": n,
                    "10 % fresh": n // 10, "10 % kept": n // 10}  # fmt: skip
        assert real == expected.get(name, real), name
        old = np.isin(ids(second), ids(first)).sum()
        assert (old > 0) == (name not in ("replace", "10 % fresh", "control")), name


def test_a_cut_pool_of_everything_is_subsample():
    runs = [
        loop.run(Gaussian(), Gaussian(), policy, n=30, generations=5, seed=4)
        for policy in (Subsample(), Cut(Accumulate()))
    ]
    for ours, theirs in zip(*(run.batches[1:] for run in runs), strict=True):
        assert (ours.x == theirs.x).all() and (ours.origin == theirs.origin).all()


def test_a_cut_archive_keeps_all_real_records_and_trains_on_n():
    run = loop.run(Gaussian(), Gaussian(), Cut(Archive(5)), n=40, generations=6, seed=4)
    for t, batch in enumerate(run.batches[2:], start=2):
        pool = batch.pool
        assert len(batch) == 40 and len(pool) == 40 + 5 * (t - 1) + 40
        assert set(np.unique(pool.origin)) == {0, t - 1}
        assert set(batch.x[batch.origin == 0, 0]) <= set(pool.x[pool.origin == 0, 0])
        assert 0.2 < batch.real_share < 0.9

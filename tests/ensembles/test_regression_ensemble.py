"""Regression ensembles against records fitted one by one, the loop, and the theory.

Fixed seeds; 4 standard errors, about 6 in 100,000 for each comparison (some 300 of
them, so that about 2 % of other seeds would show one too many), unless 3 are stated.
"""

import tracemalloc

import numpy as np
import pytest

from course_utils import ensembles, loop, theory
from course_utils.ensembles import rules
from course_utils.models import Regression
from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Replace,
    Subsample,
    Switch,
)
from tests.standard_errors import mean_is, means_agree

WHOLE = [
    Replace(),
    Accumulate(),
    FreshReal(1.0),
    FreshReal(0.0),
    Anchor(1.0),
    Anchor(points=0),
    Archive(),
    Archive(14),
    Switch(Replace(), Archive(), 3),
]
PARTS = [
    FreshReal(points=1),
    FreshReal(0.5),
    Anchor(points=2),
    Anchor(0.5),
    Archive(3),
    Switch(Replace(), FreshReal(points=2), 3),
    Switch(Accumulate(), Anchor(0.5), 3),
]
EVERY = [(p, same) for p in WHOLE for same in (True, False)] + [
    (p, False) for p in PARTS
]
D, N, T, NOISE = 3, 7, 4, 0.6


def simulate(policy, replicates, **given):
    options = {"d": D, "rows": N, "generations": T, "seed": 1, "noise": NOISE} | given
    return ensembles.regression(policy, replicates=replicates, **options).test_error


def records(policy, same, replicates, seed):
    """The same law, record by record: (T + 1, R) errors. The truth is (1, 2, 3)."""
    rng = np.random.default_rng(seed)
    truth = np.tile([1.0, 2.0, 3.0], (replicates, 1))
    table = rng.standard_normal((replicates, N, D))

    def draw(weights, k):
        x = rng.standard_normal((replicates, k, D))
        if same:
            x = np.tile(table, (1, k // N, 1))
        y = np.einsum("rnd,rd->rn", x, weights)
        y += NOISE * rng.standard_normal(y.shape)
        return np.concatenate([x, y[..., None]], axis=2)

    def join(*parts):
        return np.concatenate(parts, axis=1)

    def mix(policy, begins, last, weights):
        match policy:
            case Replace():
                return draw(weights, N)
            case Accumulate():
                return join(last, draw(weights, N))
            case FreshReal():
                r = policy.count(N)
                return join(draw(truth, r), draw(weights, N - r))
            case Anchor():
                r = policy.count(N)
                return join(first[:, :r], draw(weights, N - r))
            case Archive():
                real = last if begins else last[:, :-N]
                return join(real, draw(truth, policy.points), draw(weights, N))

    first = x = draw(truth, N)
    errors, weights = [np.zeros(replicates)], truth
    for t in range(1, T + 1):
        if t > 1:
            now, start = policy, 2
            if isinstance(policy, Switch) and t < policy.at:
                now = policy.first
            elif isinstance(policy, Switch):
                now, start = policy.then, policy.at
            x = mix(now, t == start, first if t == start else x, weights)
        weights = np.einsum("rdn,rn->rd", np.linalg.pinv(x[..., :D]), x[..., D])
        errors.append(np.sum((weights - truth) ** 2, axis=1))
    return np.array(errors)


def agree(ours, theirs, generations):
    """Mean logarithms and their spread, for errors have heavy tails."""
    ours, theirs = np.log(ours[1:]), np.log(theirs[1:])
    for t in generations:
        middle = theirs[t - 1].mean()
        means_agree(ours[t - 1], theirs[t - 1])
        means_agree(np.abs(ours[t - 1] - middle), np.abs(theirs[t - 1] - middle))


@pytest.mark.parametrize(("policy", "same"), EVERY, ids=repr)
def test_the_law_of_records(policy, same):
    """8,000 runs each way, and how generations hang together."""
    ours, theirs = (
        simulate(policy, 8000, same_design=same),
        records(policy, same, 8000, 2),
    )
    agree(ours, theirs, (1, 2, 3, T))
    ours, theirs = np.log(ours[1:]), np.log(theirs[1:])
    ours, theirs = ours - theirs.mean(1)[:, None], theirs - theirs.mean(1)[:, None]
    means_agree(ours[-1] * ours[-2], theirs[-1] * theirs[-2])
    means_agree(ours[-1] * ours[0], theirs[-1] * theirs[0])


@pytest.mark.parametrize(("policy", "same"), EVERY, ids=repr)
def test_the_law_of_the_loop(policy, same):
    """100 runs of loop.run, generations 1 and 4; a design for each run."""
    errors = []
    for seed in np.random.SeedSequence(3).spawn(100):
        table = np.random.default_rng(seed).standard_normal((N, D))
        weights = [1.0, 2.0, 3.0]
        truth = Regression(weights, noise=NOISE, design=table if same else None)
        history = loop.run(
            truth,
            truth,
            policy,
            n=N,
            generations=T,
            seed=seed.spawn(1)[0],
            metrics={"error": truth.error_of},
        )
        errors.append(history["error"])
    agree(simulate(policy, 8000, same_design=same), np.array(errors).T, (1, T))


# --- the theory ----------------------------------------------------------------------


@pytest.mark.parametrize("same", [True, False])
def test_errors_are_those_of_the_theory(same):
    """d=6, 25 rows, noise .7, 20,000 runs: within 3 standard errors."""
    given = {"d": 6, "rows": 25, "noise": 0.7, "generations": 20, "same_design": same}
    replaced = simulate(Replace(), 20_000, **given)
    pooled = simulate(Accumulate(), 20_000, seed=2, **given)
    for t in (1, 2, 5, 10, 20):
        expected = theory.regression_error(t, 25, 6, 0.7)
        mean_is(replaced[t], expected, error=0.75 * replaced[t].std() / 20_000**0.5)
        expected = theory.accumulated_error(t, 25, 6, 0.7, same)
        mean_is(pooled[t], expected, error=0.75 * pooled[t].std() / 20_000**0.5)


@pytest.mark.parametrize(("d", "rows"), [(1, 9), (3, 12), (12, 40)])
def test_errors_of_other_sizes(d, rows):
    for same in (True, False):
        given = {"d": d, "rows": rows, "generations": 6, "same_design": same}
        replaced = simulate(Replace(), 10_000, noise=1.0, **given)
        pooled = simulate(Accumulate(), 10_000, noise=1.0, seed=2, **given)
        for t in (1, 6):
            mean_is(replaced[t], theory.regression_error(t, rows, d))
            mean_is(pooled[t], theory.accumulated_error(t, rows, d, 1.0, same))


def test_the_control_stays_where_it_began():
    for same in (True, False):
        errors = simulate(FreshReal(1.0), 10_000, rows=20, same_design=same)
        for t in (1, 2, T):
            mean_is(errors[t], theory.regression_error(1, 20, D, NOISE))


def test_a_whole_anchor_never_moves():
    errors = simulate(Anchor(1.0), 50)
    np.testing.assert_allclose(errors[2:], np.tile(errors[1], (T - 1, 1)))


def test_noise_scales_the_error():
    """The same seed: errors are proportional to noise^2, and 0 without noise."""
    for policy in (Replace(), Accumulate()):
        one, two = simulate(policy, 50, noise=1.0), simulate(policy, 50, noise=3.0)
        np.testing.assert_allclose(two, 9 * one)
        np.testing.assert_array_equal(simulate(policy, 50, noise=0.0), 0)


def test_as_many_rows_as_weights_can_be_fitted():
    """No mean exists, but medians do: larger than with two rows more."""
    few, more = (simulate(Replace(), 2000, rows=rows) for rows in (D, D + 2))
    assert np.isfinite(few).all() and few.shape == (T + 1, 2000)
    assert np.all(np.median(few[1:], axis=1) > 2 * np.median(more[1:], axis=1))


# --- the ensemble --------------------------------------------------------------------


@pytest.mark.parametrize(("policy", "same"), EVERY, ids=repr)
def test_one_seed_gives_one_ensemble(policy, same):
    one, two, other = (
        simulate(policy, 20, seed=s, same_design=same) for s in (5, 5, 6)
    )
    np.testing.assert_array_equal(one, two)
    assert one.shape == (T + 1, 20) and np.all(one[0] == 0) and np.all(one[1:] > 0)
    assert not np.isin(one[1:], other[1:]).any()


def test_one_design_is_the_rule():
    np.testing.assert_array_equal(
        simulate(Accumulate(), 5), simulate(Accumulate(), 5, same_design=True)
    )


def test_replicates_are_independent():
    log = np.log(simulate(Replace(), 20_000)[T])
    assert abs(np.corrcoef(log[:-1], log[1:])[0, 1]) < 4 / np.sqrt(20_000)


def test_chunks(monkeypatch):
    """Any chunk size: every run is there once, by the same law."""
    whole = simulate(Accumulate(), 3000, seed=2)
    monkeypatch.setattr(rules, "CHUNK_BYTES", 10_000)
    parts = simulate(Accumulate(), 3000)
    assert len(np.unique(parts[1])) == 3000
    agree(parts, whole, (1, T))
    monkeypatch.setattr(rules, "CHUNK_BYTES", 1)
    assert np.all(simulate(Replace(), 3)[1:] > 0)


def test_memory_depends_neither_on_rows_nor_on_replicates(monkeypatch):
    monkeypatch.setattr(rules, "CHUNK_BYTES", 500_000)
    tracemalloc.start()
    errors = simulate(Archive(10**8), 2000, rows=10**9, d=10, same_design=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000 and 0 < errors[1:].max() < 1e-7


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"d": 0}, "d is 0, but it must be a whole number of at least 1"),
        ({"d": 1.5}, "d is 1.5, but it must be a whole number of at least 1"),
        ({"rows": 2}, "rows is 2, but it must be a whole number of at least 3"),
        ({"rows": 1, "d": 1}, "rows is 1, but it must be a whole number of at least 2"),
        ({"rows": 9.0}, "rows is 9.0, but it must be a whole number of at least 3"),
        ({"noise": -0.1}, "noise is -0.1, but it must be a number of at least 0"),
        ({"noise": np.nan}, "noise is nan, but it must be a number of at least 0"),
        ({"policy": FreshReal(0.5)}, "n is 4, but a design of 7 rows is used whole"),
        ({"policy": Archive(3)}, "n is 3, but a design of 7 rows is used whole"),
        (
            {"policy": FreshReal(points=8), "same_design": False},
            "points is 8, .* whole number from 0 to 7",
        ),
    ],
)
def test_bad_numbers_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        simulate(**({"policy": Replace(), "replicates": 3} | given))


def test_a_subsample_is_sent_to_the_loop():
    with pytest.raises(TypeError, match=r"Switch and Archive; .* with loop\.run"):
        simulate(Subsample(), 3)

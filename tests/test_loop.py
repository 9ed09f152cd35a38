"""The loop: counting, copies, randomness, provenance; and scikit-learn unchanged."""

import copy
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import digamma, polygamma
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity

from course_utils import loop, theory
from course_utils.models import Gaussian
from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    Batch,
    FreshReal,
    Replace,
    Subsample,
    Weighted,
    join,
)
from tests.standard_errors import mean_is

EVERY = [
    Replace(),
    Accumulate(),
    Subsample(),
    FreshReal(0.3),
    FreshReal(points=2),
    Anchor(0.3),
    Anchor(points=2),
    Archive(2),
    Weighted(0.6, FreshReal(0.5)),
]


def run(policy=None, model=None, truth=None, **given):
    options = {"n": 10, "generations": 4, "seed": 1} | given
    return loop.run(
        model or Gaussian(), truth or Gaussian(), policy or Replace(), **options
    )


def assert_same(a, b):
    assert a.generations == b.generations
    for t in range(1, a.generations + 1):
        np.testing.assert_array_equal(a.batches[t].x, b.batches[t].x)
        np.testing.assert_array_equal(a.batches[t].origin, b.batches[t].origin)


class Recorder:
    """Remembers what it was fitted to; its samples carry its number of fits."""

    def __init__(self, warm_start=False):
        self.warm_start, self.seen = warm_start, []

    def fit(self, data):
        self.seen = [*(self.seen if self.warm_start else []), data.copy()]

    def sample(self, n, rng):
        return np.column_stack([np.full(n, len(self.seen)), rng.random(n)])


# --- the stream ----------------------------------------------------------------------


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_generations_come_one_by_one_as_a_run_has_them(policy):
    given = {"n": 10, "generations": 5, "seed": 3, "metrics": ["mean", "std"]}
    history = loop.run(Gaussian(), Gaussian(), policy, **given)
    stream = loop.generations(Gaussian(), Gaussian(), policy, **given)
    for t, each in enumerate(stream):
        assert each.number == t
        assert each.metrics == {name: history[name][t] for name in ("mean", "std")}
        if t:
            np.testing.assert_array_equal(each.batch.x, history.batches[t].x)
            np.testing.assert_array_equal(each.batch.origin, history.batches[t].origin)
            assert each.model.variance == history.models[t].variance
    assert t == 5


def test_a_generation_is_trained_when_it_is_asked_for_and_not_kept():
    fits, alive = [], weakref.WeakSet()

    class Counting(Gaussian):
        def fit(self, data):
            fits.append(1)
            alive.add(self)
            return super().fit(data)

    stream = loop.generations(
        Counting(), Gaussian(), Replace(), n=10, generations=50, seed=1
    )
    assert next(stream).batch is None and not fits
    for t in range(1, 51):
        next(stream)
        assert len(fits) == t and len(alive) <= 2
    assert next(stream, None) is None


@pytest.mark.parametrize("wrong", [{"n": 1}, {"generations": 0}, {"metrics": ["x"]}])
def test_bad_input_of_a_stream_is_refused_at_the_call(wrong):
    given = {"n": 10, "generations": 4, "seed": 1} | wrong
    with pytest.raises((ValueError, KeyError)):
        loop.generations(Gaussian(), Gaussian(), Replace(), **given)


# --- counting ------------------------------------------------------------------------


def test_generation_0_is_the_truth_and_1_the_first_fit_on_n_real_points():
    truth = Gaussian(5)
    history = run(truth=truth, metrics=["mean", "variance"])
    assert history.generations == 4
    assert len(history.models) == len(history.batches) == 5
    assert history.models[0] is truth and history.batches[0] is None
    assert history.batches[1].origin.tolist() == [0] * 10
    assert history["mean"][0] == 5 and history["variance"][0] == 1
    for t in range(1, 5):
        x = history.batches[t].x
        assert x.shape == (10, 1)
        assert history["mean"][t] == pytest.approx(x.mean())
        assert history["variance"][t] == pytest.approx(x.var())


def test_histories_are_compared_as_objects():
    one, two = run(), run()
    assert one == one and one != two and len({one, two, one}) == 2


def test_policies_act_from_generation_2():
    calls = []

    def policy(past, real, synthetic, n, rng):
        calls.append((len(past), n, isinstance(rng, np.random.Generator)))
        assert all(past[t - 1] is not None for t in range(1, len(past) + 1))
        return join(real(1), synthetic(n - 1))

    history = run(policy)
    assert calls == [(1, 10, True), (2, 10, True), (3, 10, True)]
    assert history.provenance().tolist() == [
        [0, 0, 0, 0, 0],
        [10, 0, 0, 0, 0],
        [1, 9, 0, 0, 0],
        [1, 0, 9, 0, 0],
        [1, 0, 0, 9, 0],
    ]


def test_one_generation_never_asks_the_policy():
    def policy(*given):
        raise AssertionError("asked")

    assert run(policy, generations=1).provenance().tolist() == [[0, 0], [10, 0]]


def test_synthetic_points_come_from_the_last_model_and_real_ones_from_the_truth():
    model = Gaussian(sampling_bias=0.0)
    history = run(FreshReal(0.5), model, Gaussian([7, 0], [0, 1]))
    for t in (2, 3, 4):
        batch = history.batches[t]
        real, synthetic = batch.x[batch.origin == 0], batch.x[batch.origin > 0]
        assert set(real[:, 0]) == {7} and len(set(real[:, 1])) == 5
        assert np.all(synthetic == history.models[t - 1].mean)


def test_progress_is_told_after_each_generation():
    told = []
    run(progress=lambda t, generations: told.append((t, generations)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


# --- refit ---------------------------------------------------------------------------


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_every_model_is_an_object_of_its_own(policy):
    template = Gaussian()
    history = run(policy, template)
    assert len({id(m) for m in [template, *history.models]}) == 6
    assert len({id(m.cov) for m in [template, *history.models]}) == 6
    assert template.mean == 0 and template.cov == 1
    for t in range(1, 5):
        batch = history.batches[t]
        expected = np.average(batch.x, axis=0, weights=batch.weight)
        np.testing.assert_allclose(history.models[t].mean, expected)


@pytest.mark.parametrize("warm_start", [True, False])
def test_a_warm_start_goes_on_from_the_last_state(warm_start):
    template = Recorder(warm_start)
    history = run(Replace(), template, Gaussian([0, 0]), generations=4)
    assert template.seen == []
    for t in range(1, 5):
        seen = history.models[t].seen
        assert len(seen) == (t if warm_start else 1)
        np.testing.assert_array_equal(seen[-1], history.batches[t].x)


def test_refit_is_deep_and_leaves_the_model_alone():
    model = Recorder(warm_start=True)
    model.seen = [np.zeros(1)]
    fitted = loop.refit(model, Batch(np.ones((3, 1)), np.zeros(3, int)), rng(0))
    assert len(model.seen) == 1 and len(fitted.seen) == 2
    assert fitted.seen[0] is not model.seen[0]


def rng(seed):
    return np.random.default_rng(seed)


class Fitted:
    """Notes what fit was given beside the data."""

    def fit(self, data, **given):
        self.given = given

    def sample(self, n, rng):
        return rng.random((n, 1))


class TakesRng(Fitted):
    random_state = 5

    def fit(self, data, *, rng=None):
        self.given = {"rng": rng}


class TakesWeight(Fitted):
    def fit(self, data, sample_weight=None):
        self.given = {"sample_weight": sample_weight}


class HasState(Fitted):
    random_state = None

    def fit(self, data):
        self.given = {"random_state": self.random_state}


BATCH = Batch(np.arange(4.0).reshape(4, 1), [0, 0, 1, 1], [0.5, 0.5, 1.5, 1.5])


def test_fit_gets_rng_where_it_takes_it():
    generator = rng(0)
    fitted = loop.refit(TakesRng(), BATCH[:], generator)
    assert fitted.given["rng"] is generator and fitted.random_state == 5


def test_fit_gets_weights_where_there_are_any():
    assert loop.refit(TakesWeight(), BATCH[:], rng(0)).given["sample_weight"] is None
    weights = loop.refit(TakesWeight(), BATCH, rng(0)).given["sample_weight"]
    assert weights.tolist() == [0.5, 0.5, 1.5, 1.5]


def test_fit_gets_a_new_state_each_time_and_a_run_repeats_it():
    template = HasState()
    states = [
        [m.given["random_state"] for m in run(model=template).models[1:]]
        for _ in range(2)
    ]
    assert template.random_state is None
    assert states[0] == states[1] and len(set(states[0])) == 4
    assert all(type(state) is int and 0 <= state < 2**32 for state in states[0])


class Weightless:
    def fit(self, data):
        return self

    def sample(self, n, rng):
        return rng.random((n, 1))


def test_weights_need_a_model_that_takes_them():
    message = "Weightless.fit has no sample_weight, so it cannot be .* under Weighted"
    with pytest.raises(TypeError, match=message):
        run(Weighted(0.5, FreshReal(0.5)), Weightless())


def test_weights_reach_the_fit():
    """All weight on real points: the model never sees its own."""
    history = run(Weighted(1.0, FreshReal(0.5)))
    for t in (2, 3, 4):
        real = history.batches[t].real.x
        np.testing.assert_allclose(history.models[t].mean, real.mean(axis=0))
        np.testing.assert_allclose(history.models[t].variance, real.var())


# --- draw ----------------------------------------------------------------------------


class SamplesRng:
    random_state = 0

    def sample(self, n, rng):
        self.given = rng
        return np.arange(n)


class SamplesState:
    def sample(self, n_samples=1, random_state=None):
        self.states = [*getattr(self, "states", []), random_state]
        return np.random.default_rng(random_state).random((n_samples, 1))


class SamplesAttribute:
    random_state = 0

    def sample(self, n):
        x = np.random.default_rng(self.random_state).random((n, 1))
        return x, np.zeros(n)


class Sorted:
    def sample(self, n, rng):
        return np.arange(n)


def test_a_state_is_lent_for_the_time_and_given_back():
    model = SamplesAttribute()
    rng = np.random.default_rng(1)
    first, second = (loop.draw(model, 5, rng) for _ in range(2))
    assert not np.array_equal(np.sort(first, axis=0), np.sort(second, axis=0))
    assert model.random_state == 0


def test_sample_gets_the_rng_itself():
    model, generator = SamplesRng(), rng(0)
    loop.draw(model, 5, generator)
    assert model.given is generator and model.random_state == 0


def test_sample_gets_a_new_random_state_each_time():
    model, generator = SamplesState(), rng(0)
    x = [loop.draw(model, 5, generator) for _ in range(3)]
    assert all(type(state) is int for state in model.states)
    assert len(set(model.states)) == 3
    assert len(np.unique(np.concatenate(x))) == 15


def test_the_attribute_is_set_anew_and_the_first_of_a_tuple_taken():
    model, generator = SamplesAttribute(), rng(0)
    x = [loop.draw(model, 5, generator) for _ in range(3)]
    assert x[0].shape == (5, 1) and len(np.unique(np.concatenate(x))) == 15


@pytest.mark.parametrize("kind", [Sorted, SamplesState, SamplesAttribute])
def test_one_seed_draws_the_same(kind):
    a, b = (loop.draw(kind(), 5, rng(3)) for _ in range(2))
    np.testing.assert_array_equal(a, b)


def test_rows_are_shuffled_evenly():
    """The place of record 0 among 20; 400 draws, mean (n - 1)/2."""
    places = []
    for seed in range(400):
        x = loop.draw(Sorted(), 20, rng(seed))
        assert sorted(x) == list(range(20))
        places.append(int(np.flatnonzero(x == 0)[0]))
    mean_is(places, 9.5)


def test_a_mixture_comes_out_unsorted():
    """Component of the first half of the rows; scikit-learn sorts by component."""
    mixture = GaussianMixture(2, random_state=0)
    mixture.fit(
        np.concatenate([rng(0).normal(-9, 1, 500), rng(1).normal(9, 1, 500)])[:, None]
    )
    x = loop.draw(mixture, 1000, rng(2))[:, 0]
    assert 200 < np.sum(x[:500] > 0) < 300 and 440 < np.sum(x > 0) < 560


@pytest.mark.parametrize("kind", [list, np.asarray])
def test_records_of_any_shape_pass(kind):
    class Words:
        def sample(self, n, rng):
            return kind([f"word {i}" for i in range(n)])

    assert sorted(loop.draw(Words(), 3, rng(0))) == ["word 0", "word 1", "word 2"]


@pytest.mark.parametrize(
    ("output", "shape"),
    [
        (np.zeros((6, 1)), r"\(6, 1\)"),
        (np.zeros((4, 1)), r"\(4, 1\)"),
        (3.0, r"\(\)"),
        ([], r"\(0,\)"),
    ],
)
def test_the_wrong_number_of_records_is_refused(output, shape):
    class Wrong(Weightless):
        def sample(self, n, rng):
            return output

    message = rf"Wrong.sample\(5\) gave an array of shape {shape}, .* the 5 records"
    with pytest.raises(ValueError, match=message):
        loop.draw(Wrong(), 5, rng(0))
    with pytest.raises(ValueError, match=message):
        run(model=Wrong(), n=5)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_not_finite_are_refused(value):
    class Broken(Weightless):
        def sample(self, n, rng):
            return np.full((n, 1), value)

    message = r"Broken.sample\(10\) holds 10 values that are NaN or infinite"
    with pytest.raises(ValueError, match=message):
        run(model=Broken())
    with pytest.raises(ValueError, match=message):
        run(truth=Broken())


# --- metrics -------------------------------------------------------------------------


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_metrics_never_change_the_run(policy):
    plain = run(policy)
    measured = run(
        policy, metrics={"n": lambda m, x: len(x), "max": lambda m, x: x.max()}
    )
    assert_same(plain, measured)
    assert measured["n"].tolist() == [10] * 5


@pytest.mark.parametrize(
    "model", [KernelDensity(bandwidth=0.5), GaussianMixture(2, init_params="random")]
)
def test_metrics_never_change_a_run_of_scikit_learn(model):
    plain = run(Subsample(), model, n=20)
    assert_same(plain, run(Subsample(), model, n=20, metrics=["variance"]))


def test_metrics_get_the_model_and_n_new_points():
    seen = []
    history = run(metrics={"look": lambda model, x: seen.append((model, x)) or 0})
    assert [model for model, _ in seen] == history.models
    for t, (_, x) in enumerate(seen):
        assert x.shape == (10, 1)
        for batch in history.batches[1:]:
            assert not np.isin(x, batch.x).any(), t


def test_without_metrics_no_model_is_drawn_from_needlessly():
    class Counts(Weightless):
        drawn = 0

        def sample(self, n, rng):
            self.drawn += n
            return super().sample(n, rng)

    truth, *_, before, last = run(model=Counts(), truth=Counts()).models
    assert truth.drawn == 10 and last.drawn == before.drawn == 30


def test_metrics_by_name_and_by_function_have_the_same_value():
    named = run(metrics="variance")
    given = run(metrics={"mine": lambda model, x: model.variance})
    np.testing.assert_array_equal(named["variance"], given["mine"])
    assert list(run(metrics=(m for m in ["std", "mean"])).metrics) == ["std", "mean"]


def test_unknown_metrics_are_refused_with_the_names():
    with pytest.raises(
        KeyError, match="unknown metric 'spread'; this run has mean, std"
    ):
        run(metrics=["std", "mean"])["spread"]
    with pytest.raises(KeyError, match="unknown metric 'std'; this run has none"):
        run()["std"]
    with pytest.raises(KeyError, match="unknown metric 'spread'; known are mean, var"):
        run(metrics=["spread"])


# --- provenance and seeds ------------------------------------------------------------


def test_provenance_of_each_policy():
    def table(policy):
        return run(policy, n=4, generations=3).provenance()[1:, :3].tolist()

    assert table(Replace()) == [[4, 0, 0], [0, 4, 0], [0, 0, 4]]
    assert table(Accumulate()) == [[4, 0, 0], [4, 4, 0], [4, 4, 4]]
    assert table(FreshReal(0.25)) == [[4, 0, 0], [1, 3, 0], [1, 0, 3]]
    assert table(Anchor(points=1)) == [[4, 0, 0], [1, 3, 0], [1, 0, 3]]
    assert table(Archive(2)) == [[4, 0, 0], [6, 4, 0], [8, 0, 4]]
    np.testing.assert_allclose(
        run(Accumulate()).real_share, [1, 1, 1 / 2, 1 / 3, 1 / 4]
    )


def test_an_anchor_is_part_of_the_first_batch_for_ever():
    history = run(Anchor(0.5))
    first = set(history.batches[1].x[:, 0])
    anchors = [set(b.real.x[:, 0]) for b in history.batches[2:]]
    assert anchors[0] == anchors[1] == anchors[2] and anchors[0] < first


policies = st.sampled_from(EVERY)


@settings(max_examples=30)
@given(policies, st.integers(2, 12), st.integers(1, 5), st.integers(0, 2**40))
def test_the_same_seed_gives_the_same_history(policy, n, generations, seed):
    given = {"n": max(n, 4), "generations": generations, "metrics": ["variance"]}
    one, two = run(policy, seed=seed, **given), run(policy, seed=seed, **given)
    assert_same(one, two)
    np.testing.assert_array_equal(one["variance"], two["variance"])
    other = run(policy, seed=seed + 1, **given)
    assert not np.isin(one.batches[1].x, other.batches[1].x).any()


@settings(max_examples=30)
@given(policies, st.integers(4, 12), st.integers(1, 5), st.integers(0, 2**40))
def test_provenance_adds_up(policy, n, generations, seed):
    history = run(policy, n=n, generations=generations, seed=seed)
    table = history.provenance()
    assert table.shape == (generations + 1, generations + 1)
    assert table.dtype == int and np.array_equal(table, np.tril(table, -1))
    assert table[1:].sum(axis=1).tolist() == [len(b) for b in history.batches[1:]]
    share = table[1:, 0] / table[1:].sum(axis=1)
    np.testing.assert_allclose(history.real_share, [1, *share])


def test_two_models_of_one_generation_are_two_sources():
    """A page of the web, say: generation 2 learns from both models of generation 1."""
    truth, one, two = Gaussian(), Gaussian(1), Gaussian(2)
    real = Batch(np.zeros((3, 1)), np.zeros(3, int))
    web = Batch(np.zeros((6, 1)), np.array([0, 1, 1, 2, 2, 2]))
    history = loop.History(
        [truth, (one, two), Gaussian()], [None, real, web], sources=[truth, one, two]
    )
    assert history.provenance().tolist() == [[0, 0, 0], [3, 0, 0], [1, 2, 3]]
    assert history.real_share.tolist() == [1, 1, 1 / 6]


@pytest.mark.parametrize("policy", EVERY, ids=repr)
def test_no_point_is_drawn_twice(policy):
    """Streams are apart: real, synthetic and chosen points never share numbers."""
    history = run(policy, generations=6)
    last = history.batches[-1].x
    fresh = [b.x[b.origin == t] for t, b in enumerate(history.batches[1:])]
    standard = np.concatenate(
        [(x - m.mean) / m.std for x, m in zip(fresh, history.models, strict=False)]
    )
    assert len(np.unique(standard.round(9))) == len(standard)
    assert len(np.unique(last)) == len(last)


def test_seeds_of_each_kind():
    child = np.random.SeedSequence(4).spawn(1)[0]
    assert_same(run(seed=child), run(seed=child))
    assert_same(run(seed=rng(5)), run(seed=rng(5)))
    going = rng(5)
    first, second = run(seed=going), run(seed=going)
    assert not np.isin(first.batches[1].x, second.batches[1].x).any()


def test_arms_with_child_seeds_are_independent():
    """Correlation of two arms over 150 pairs of children: within 4/sqrt(150) of 0."""
    children = np.random.SeedSequence(0).spawn(300)
    ends = [
        run(generations=2, seed=c, metrics=["log_variance"])["log_variance"][-1]
        for c in children
    ]
    assert abs(np.corrcoef(ends[:150], ends[150:])[0, 1]) < 4 / np.sqrt(150)


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 1}, "n is 1, but it must be a whole number of at least 2"),
        ({"n": -5}, "n is -5, but it must be a whole number of at least 2"),
        ({"n": 10.0}, "n is 10.0, but it must be a whole number of at least 2"),
        ({"n": True}, "n is True, but it must be a whole number of at least 2"),
        ({"generations": 0}, "generations is 0, but it must be .* at least 1"),
        ({"generations": 1.5}, "generations is 1.5, but it must be .* at least 1"),
        ({"seed": -1}, "seed is -1, but it must be at least 0"),
        ({"policy": FreshReal(points=11)}, "points is 11, but .* from 0 to 10"),
        ({"policy": Anchor(points=11)}, "points is 11, but .* from 0 to 10"),
    ],
)
def test_bad_numbers_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        run(**given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"seed": None}, "seed is None, but it must be a whole number"),
        ({"seed": "1"}, "seed is '1', but it must be a whole number"),
        ({"seed": 1.0}, "seed is 1.0, but it must be a whole number"),
        ({"policy": Replace}, r"policy is <class .*Replace'>, .* Replace\(\)"),
        ({"policy": "replace"}, "policy is 'replace', but it must be a policy"),
        (
            {"model": SamplesRng()},
            r"model is .* has no fit\(\); it needs fit\(\) and s",
        ),
        ({"model": object()}, r"model is <object .* has no fit\(\)"),
        ({"truth": 5}, r"truth is 5, which has no sample\(\); it needs sample\(\)"),
        ({"model": Gaussian}, r"model is the class Gaussian, .* object: Gaussian\(\)"),
        ({"truth": Gaussian}, r"truth is the class Gaussian, .* object: Gaussian\(\)"),
        ({"metrics": {"m": 5}}, "metric 'm' is 5, but it must be a function"),
        (
            {"policy": lambda past, real, synthetic, n, rng: np.zeros((n, 1))},
            r"returned ndarray, but a policy must return a Batch\(x, origin\)",
        ),
    ],
)
def test_bad_parts_are_refused(given, message):
    with pytest.raises(TypeError, match=message):
        run(**given)


def test_a_model_without_sample_is_refused():
    class Mute:
        def fit(self, data):
            return self

    with pytest.raises(TypeError, match=r"which has no sample\(\)"):
        run(model=Mute())


def test_data_of_the_wrong_shape_are_refused():
    class Flat:
        def sample(self, n, rng):
            return rng.random(n)

    with pytest.raises(ValueError, match=r"data has shape \(10,\), but .* \(n, d\)"):
        run(truth=Flat())


# --- scikit-learn, unchanged ---------------------------------------------------------


def test_gaussian_mixture_through_the_loop():
    """40 seeds, 100 generations, n=100: GaussianMixture(1) is the MLE of a Gaussian.

    Mean and log-variance within 4 SE of 0 and t (psi(99/2) + log(2/100)); SE from
    Var mu = 1 - (1-1/n)^t and Var log s^2 = t psi'(99/2). reg_covar adds 1e-6.
    """
    template = GaussianMixture(1)
    untouched = copy.deepcopy(template.__dict__)
    mean, log_variance = np.empty((2, 40, 101))
    for i, seed in enumerate(np.random.SeedSequence(7).spawn(40)):
        history = loop.run(
            template, Gaussian(), Replace(), n=100, generations=100, seed=seed
        )
        assert len(set(map(id, history.models))) == 101
        for t, model in enumerate(history.models[1:], start=1):
            mean[i, t] = model.means_[0, 0]
            log_variance[i, t] = np.log(model.covariances_[0, 0, 0])
    assert template.__dict__ == untouched
    drift, noise = digamma(99 / 2) + np.log(2 / 100), polygamma(1, 99 / 2)
    for t in (1, 10, 50, 100):
        spread = np.sqrt((1 - 0.99**t) / 40)
        mean_is(mean[:, t], 0, error=spread)
        mean_is(log_variance[:, t], t * drift, error=np.sqrt(t * noise / 40))
    steps = np.diff(log_variance[:, 1:], axis=1).ravel()
    mean_is(steps, drift)
    mean_is((steps - drift) ** 2, noise)


def test_kernel_density_through_the_loop():
    """120 seeds, 12 generations, n=100, h=.5: the variance of the model rises."""
    variance = np.empty((120, 13))
    for i, seed in enumerate(np.random.SeedSequence(8).spawn(120)):
        model = KernelDensity(bandwidth=0.5)
        history = loop.run(
            model, Gaussian(), Replace(), n=100, generations=12, seed=seed
        )
        assert len(set(map(id, history.models))) == 13
        variance[i, 1:] = [b.x.var() + 0.5**2 for b in history.batches[1:]]
    for t in (1, 2, 5, 12):
        mean_is(variance[:, t], theory.kde_variance(t, 100, 0.5))
    assert np.median(variance[:, 12]) > 2 * np.median(variance[:, 1])


def test_kernel_density_is_measured_by_its_points():
    """Variance of n drawn points, over n: (1-1/n) of the model's; 100 seeds."""
    values = [
        run(model=KernelDensity(bandwidth=0.5), n=20, seed=s, metrics="variance")
        for s in range(100)
    ]
    measured = np.array([history["variance"] for history in values])
    mean_is(measured[:, 0], 1)
    mean_is(measured[:, 4], 0.95 * theory.kde_variance(4, 20, 0.5))

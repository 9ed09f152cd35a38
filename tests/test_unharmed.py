"""Records stay as they were drawn, whatever models, policies and metrics do to them."""

import copy
import importlib
import inspect
import itertools
import pkgutil

import numpy as np
import pytest
from sklearn.decomposition import PCA

from course_utils import ensembles, loop, metrics, policies
from course_utils.ensembles import rules
from course_utils.ensembles.categorical import Counts
from course_utils.ensembles.gaussian import Summary
from course_utils.ensembles.regression import Products
from course_utils.models import Gaussian
from course_utils.policies import Batch, Policy, Replace, join


def kinds(batch: Batch) -> dict[str, np.ndarray]:
    """The labels that the example of rules asks for."""
    return {"kind": np.where(batch.origin == 0, "human", "synthetic")}


class Judge:
    """Likes all records; as a detector, which has a generator, it takes some away."""

    def __call__(self, given, rng=None):
        chances = rng.random(len(given)) if rng else np.zeros(len(given))
        return chances < 0.3

    def __repr__(self):
        return "Judge()"


EXAMPLES = [
    policies.Replace(),
    policies.Accumulate(),
    policies.Subsample(),
    policies.FreshReal(0.3),
    policies.Anchor(points=3),
    policies.Archive(2),
    policies.Cut(policies.Archive(1)),
    policies.Switch(policies.Replace(), policies.Archive(1), at=4),
    policies.Switch(policies.Anchor(0.5), policies.Accumulate(), at=3),
    policies.Governed(policies.FreshReal(0.5), [policies.real_share(0.5)], kinds),
    policies.Curated(Judge(), 2, policies.FreshReal(0.5)),
    policies.Verified(Judge(), policies.Archive(1)),
    policies.Filtered(Judge(), policies.Accumulate()),
    policies.Weighted(0.6, policies.FreshReal(0.5)),
    policies.Weighted(0.2, policies.Subsample()),
    policies.Weighted(0.2, policies.Accumulate()),
]
WEIGHTLESS = [e for e in EXAMPLES if not isinstance(e, policies.Weighted)]
HIT = -1e6  # what vandals write; the truth never says it


class Counted:
    """A truth that says 0.1, 1.1, 2.1, … in two columns and remembers all of them."""

    def __init__(self):
        self.said = 0

    def sample(self, n):
        self.said += n
        x = np.arange(self.said - n, self.said) + 0.1
        return np.column_stack([x, x])


class Vandal:
    """Writes into all that it is given, and again later into all that it gave."""

    def __init__(self):
        self.fits = 0

    def fit(self, data, sample_weight=None):
        for given in (data, sample_weight):
            if given is not None:
                given[...] = HIT
                given.sort(axis=0)
        self.fits += 1
        self.given, self.buffer = data, None

    def sample(self, n):
        if self.buffer is not None:
            self.buffer[...] = HIT
        self.buffer = np.full((n, 2), float(self.fits))
        self.given[...] = HIT
        return self.buffer


class Tuple(Vandal):
    """The same, as scikit-learn's mixtures hand out a sample."""

    def sample(self, n):
        return super().sample(n), np.zeros(n)


def public_policies() -> set[type]:
    found = {
        kind
        for name, kind in inspect.getmembers(policies, inspect.isclass)
        if issubclass(kind, Policy) and kind is not Policy and not name.startswith("_")
    }
    assert len(found) >= 8
    return found


def columns(batch):
    """Every array of a batch and of its pool."""
    while batch is not None:
        yield from (c for c in (batch.x, batch.origin, batch.weight) if c is not None)
        batch = batch.pool


def assert_told_truly(history):
    """Every record still says where it came from: k + 0.1 from the truth, t from t."""
    for batch in history.batches[1:]:
        for part in (batch, batch.pool):
            if part is not None:
                real = part.origin == 0
                np.testing.assert_allclose(part.x[real] % 1, 0.1)
                assert np.all(part.x[~real] == part.origin[~real, None])


def test_every_public_policy_has_an_example():
    assert {type(example) for example in EXAMPLES} == public_policies()


@pytest.mark.parametrize("vandal", [Vandal, Tuple])
@pytest.mark.parametrize("policy", EXAMPLES, ids=repr)
def test_a_model_that_writes_into_everything_harms_no_record(policy, vandal):
    history = loop.run(vandal(), Counted(), policy, n=10, generations=6, seed=1)
    assert_told_truly(history)
    for batch in history.batches[1:]:
        assert batch.weight is None or np.mean(batch.weight) == pytest.approx(1)


@pytest.mark.parametrize("policy", EXAMPLES, ids=repr)
def test_nothing_of_a_batch_is_held_by_a_model_or_open_to_writing(policy):
    history = loop.run(Vandal(), Counted(), policy, n=10, generations=5, seed=1)
    for batch, model in itertools.product(history.batches[1:], history.models[1:]):
        for column in columns(batch):
            assert not np.shares_memory(column, model.given)
            assert model.buffer is None or not np.shares_memory(column, model.buffer)
            with pytest.raises(ValueError, match="read-only"):
                column[...] = 0


def test_refit_by_hand_leaves_the_batch():
    batch = Batch(np.ones((4, 2)), np.zeros(4, int), weight=np.ones(4))
    loop.refit(Vandal(), batch, np.random.default_rng(1))
    assert np.all(batch.x == 1) and np.all(batch.weight == 1)


def test_records_that_are_objects_are_not_shared_either():
    words = np.empty(3, object)
    words[:] = [["a"], ["b"], ["c"]]

    class Appends:
        def fit(self, data):
            data[0].append("!")

    batch = Batch(words, np.zeros(3, int))
    loop.refit(Appends(), batch, np.random.default_rng(1))
    assert words.tolist() == [["a"], ["b"], ["c"]]


class InPlacePCA(PCA):
    """A stranger that fits in place, with the sample that it lacks."""

    def __init__(self, copy=False, svd_solver="full", random_state=None):
        super().__init__(copy=copy, svd_solver=svd_solver, random_state=random_state)

    def sample(self, n):
        rng = np.random.default_rng(self.random_state)
        return self.inverse_transform(rng.normal(size=(n, self.n_components_)))


class Remembers(Gaussian):
    """A truth that keeps a copy of every point that it said."""

    def sample(self, n, rng):
        x = super().sample(n, rng)
        self.said = np.concatenate([getattr(self, "said", x[:0]), x])
        return x


@pytest.mark.parametrize("policy", WEIGHTLESS, ids=repr)
def test_scikit_learns_pca_in_place(policy):
    truth = Remembers([4.7, 5.3], [1.0, 1.0])
    history = loop.run(InPlacePCA(), truth, policy, n=50, generations=5, seed=1)
    for batch in history.batches[1:]:
        assert np.isin(batch.x[batch.origin == 0], truth.said).all()
    np.testing.assert_allclose(history.batches[1].x.mean(axis=0), [4.7, 5.3], atol=0.6)


# --- policies and metrics ------------------------------------------------------------


def clears_the_list(past, real, synthetic, n, rng):
    first = past[0]
    past.clear()
    return join(first, synthetic(n))


def one_buffer():
    """A policy that hands out the same arrays again and again."""
    x, origin = np.empty((10, 2)), np.empty(10, int)

    def policy(past, real, synthetic, n, rng):
        new = synthetic(n)
        x[:], origin[:] = new.x, new.origin
        return Batch(x, origin, weight=np.ones(n), pool=Batch(x, origin))

    return policy


def writes_into_what_it_drew(past, real, synthetic, n, rng):
    first, second = synthetic(n), synthetic(n)
    first.x[...] = HIT
    real(0).x[...] = HIT
    return second


@pytest.mark.parametrize(
    "policy", [clears_the_list, one_buffer(), writes_into_what_it_drew]
)
def test_a_policy_that_meddles_harms_no_record(policy):
    history = loop.run(Vandal(), Counted(), policy, n=10, generations=6, seed=1)
    assert history.generations == 6
    assert_told_truly(history)


def test_a_policy_cannot_write_into_the_past():
    def policy(past, real, synthetic, n, rng):
        past[0].x[...] = HIT

    with pytest.raises(ValueError, match="read-only"):
        loop.run(Vandal(), Counted(), policy, n=10, generations=3, seed=1)


def test_a_metric_that_writes_spoils_neither_records_nor_other_metrics():
    def spoil(model, sample):
        sample[...] = HIT
        return 0

    class Keeps(Gaussian):
        def sample(self, n, rng):
            self.last = super().sample(n, rng)
            return self.last

    alone, both = (
        loop.run(
            Keeps(), Gaussian(), Replace(), n=10, generations=4, seed=1,
            metrics={**first, "largest": lambda model, sample: np.max(sample)},
        )
        for first in ({}, {"spoil": spoil})
    )  # fmt: skip
    np.testing.assert_array_equal(alone["largest"], both["largest"])
    for model in both.models[1:]:
        assert np.all(model.last > HIT)


# --- ensembles -----------------------------------------------------------------------


def test_ensembles_leave_what_they_are_given():
    p, watch = np.array([0.5, 0.3, 0.2]), np.array([0, 2])
    given = copy.deepcopy((p, watch))
    for array in (p, watch):
        array.setflags(write=False)
    for policy in (kind for kind in EXAMPLES if type(kind) in rules.RULES):
        run = ensembles.categorical(
            policy, p, n=10, generations=5, replicates=3, seed=1, watch=watch
        )
        assert not np.shares_memory(run.p, p)
    np.testing.assert_array_equal(p, given[0])
    np.testing.assert_array_equal(watch, given[1])


STATISTICS = {
    Summary: lambda: Summary(4, np.ones(3), np.full(3, 2.0)),
    Counts: lambda: Counts(4, np.array([[1, 3], [2, 2]])),
    Products: lambda: Products(
        4, np.broadcast_to(np.eye(2), (3, 2, 2)).copy(), np.ones((3, 2))
    ),
}


def test_every_statistic_of_the_ensembles_is_known_here():
    names = [
        f"{ensembles.__name__}.{m.name}"
        for m in pkgutil.iter_modules(ensembles.__path__)
    ]
    found = {
        kind
        for module in map(importlib.import_module, names)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
        and hasattr(kind, "merge")
        and kind is not rules.Statistic
    }
    assert found == set(STATISTICS)


@pytest.mark.parametrize("kind", STATISTICS)
def test_statistics_are_merged_and_chosen_without_a_trace(kind):
    """What a policy keeps is used again in every later generation."""
    one, other = STATISTICS[kind](), STATISTICS[kind]()
    for statistic in (one, other):
        for value in vars(statistic).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
    merged = one.merge(other)
    assert merged.count == 8
    if hasattr(merged, "choose"):
        assert merged.choose(3, np.random.default_rng(1)).count == 3


# --- samples that a metric cannot read -----------------------------------------------


class Silent:
    """A model that knows nothing of itself."""


def objects(*values):
    x = np.empty(len(values), object)
    x[:] = values
    return x


SAMPLES = {
    "strings": np.array(["a", "b", "a"]),
    "bytes": np.array([b"a", b"b"]),
    "table of strings": np.array([["a", "b"], ["a", "c"]]),
    "objects": objects("a", "b", "a"),
    "lists": objects([1], [1, 2]),
    "None": objects(None, 1.0),
    "whole numbers": np.array([1, 2, 2]),
    "table of whole numbers": np.array([[1, 2, 0], [1, 0, 0]]),
    "negative": np.array([[1, -2, 0], [1, 0, 0]]),
    "floats": np.array([0.5, 1.5]),
    "table of floats": np.array([[0.5, 1.5], [0.5, 2.5]]),
    "three axes": np.zeros((2, 2, 2)),
    "complex": np.array([1j, 2.0]),
    "dates": np.array(["2026-01-01", "2026-01-02"], "datetime64[D]"),
    "records": np.array([(1, 2.0), (1, 3.0)], [("a", int), ("b", float)]),
    "truths": np.array([True, False]),
    "empty": np.empty(0),
    "empty table": np.empty((0, 3), int),
    "no columns": np.empty((3, 0)),
    "a number": np.array(3.0),
}
READABLE = {
    "types": {"strings": 2, "table of strings": 2, "whole numbers": 2, "bytes": 2},
    "mean": {"whole numbers": 5 / 3, "floats": 1.0},
    "words": {"table of whole numbers": 2},
    "unique": {"table of whole numbers": 1},
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", metrics.KNOWN)
def test_a_metric_reads_a_sample_or_says_what_it_needs(name, sample):
    expected = READABLE.get(name, {}).get(sample)
    try:
        value = metrics.KNOWN[name](Silent(), SAMPLES[sample])
    except ValueError as refused:
        assert expected is None, refused
        assert str(refused).startswith("the sample ")
    else:
        assert isinstance(value, float)
        assert expected is None or value == pytest.approx(expected)


def test_objects_are_refused_in_a_run_too():
    class Speaker:
        def sample(self, n):
            return objects(*["a", "b"] * n)[:n]

        def fit(self, data):
            pass

    with pytest.raises(ValueError, match="the sample holds records of kind object"):
        loop.run(
            Speaker(), Speaker(), Replace(), n=4, generations=2, seed=1, metrics="types"
        )

"""A web of models: the vectorised one beside the plain loop, and what both keep."""

import numpy as np
import pytest

from course_utils import ecosystem
from course_utils.models import Categorical, Gaussian
from course_utils.models.categorical import zipf
from tests.standard_errors import Z, mean_is

SETTINGS = [  # models, sharing, human, odds
    (1, 0.5, 0.2, 2.0),
    (3, 0.0, 0.0, 1.0),
    (3, 0.3, 0.1, 3.0),
    (4, 1.0, 0.05, 1.0),
]


def plain(p, models, n, generations, sharing, human, odds, seed):
    """The web as one would tell it: record by record."""
    rng = np.random.default_rng(seed)
    types = np.arange(len(p))
    corpora = [rng.choice(types, n, p=p) for _ in range(models)]
    for _ in range(1, generations):
        last, corpora = corpora, []
        for own in range(models):
            corpus = []
            while len(corpus) < n:
                ranked = human + (1 - human) * odds
                if rng.random() < human / ranked:
                    corpus.append(rng.choice(types, p=p))
                    continue
                anybody = rng.random() < sharing
                whose = rng.integers(models) if anybody else own
                corpus.append(last[whose][rng.integers(n)])
            corpora.append(np.array(corpus))
    shares = np.array([np.bincount(c, minlength=len(p)) / n for c in corpora])
    pool = shares.mean(axis=0)
    return (
        np.mean(np.sum(shares > 0, axis=1)),
        np.sum(pool > 0),
        np.mean(1 - np.sum(shares**2, axis=1)),
        1 - np.sum(pool**2),
    )


def looked_at(histories):
    shares = np.array([history.models[-1].p for history in histories])
    pool = shares.mean(axis=0)
    return (
        np.mean(np.sum(shares > 0, axis=1)),
        np.sum(pool > 0),
        np.mean(1 - np.sum(shares**2, axis=1)),
        1 - np.sum(pool**2),
    )


@pytest.mark.parametrize(("models", "sharing", "human", "odds"), SETTINGS)
def test_the_vectorised_web_is_the_plain_loop(models, sharing, human, odds):
    p, n, generations = zipf(12), 20, 6
    settings = {"models": models, "n": n, "generations": generations}
    settings |= {"sharing": sharing, "human": human, "odds": odds}
    many = ecosystem.web(p, replicates=4_000, seed=1, **settings)
    curves = (
        many.model_types, many.web_types, many.model_diversity, many.web_diversity
    )  # fmt: skip
    by_hand = [plain(p, seed=seed, **settings) for seed in range(200)]
    by_loop = [
        looked_at(ecosystem.run(Categorical(p), Categorical(p), seed=s, **settings))
        for s in range(200)
    ]
    for other in (by_hand, by_loop):
        for curve, values in zip(curves, np.transpose(other), strict=True):
            last = curve[generations]
            error = np.hypot(last.std() / np.sqrt(4_000), values.std() / np.sqrt(200))
            assert abs(last.mean() - values.mean()) <= Z * error


def test_row_0_is_the_truth_and_generation_1_learns_from_it_alone():
    p = zipf(30)
    run = ecosystem.web(
        p, models=3, n=40, generations=2, replicates=500, sharing=1.0, seed=2
    )
    assert (run.model_types[0] == 30).all() and (run.web_types[0] == 30).all()
    seen = np.sum(1 - (1 - p) ** 40)
    mean_is(run.model_types[1], seen)
    mean_is(run.web_types[1], np.sum(1 - (1 - p) ** 120))


def test_sources_tell_the_models_of_one_generation_apart():
    histories = ecosystem.run(
        Gaussian(), Gaussian(), models=3, n=50, generations=4, sharing=1.0, human=0.2,
        seed=3,
    )  # fmt: skip
    sources = histories[0].sources
    assert len(sources) == 1 + 3 * 4 and all(h.sources is sources for h in histories)
    for i, history in enumerate(histories):
        table = history.provenance()
        assert table.shape == (5, 13) and (table[1:].sum(axis=1) == 50).all()
        assert (table[1] == [50] + 12 * [0]).all()
        for t in (2, 3, 4):
            first = 1 + 3 * (t - 2)
            from_last = table[t, first : first + 3]
            assert table[t, 0] + from_last.sum() == 50 and (from_last > 0).all()
        for t in range(1, 5):
            assert history.models[t] is sources[1 + 3 * (t - 1) + i]


def test_records_of_a_source_are_that_sources():
    """Model 2 says other types than model 1, so every record shows where it is from."""

    class Own:
        made = 0

        def fit(self, data):
            type(self).made += 1
            self.name = type(self).made
            return self

        def sample(self, n):
            return np.full((n, 1), self.name)

    class Truth:
        def sample(self, n):
            return np.zeros((n, 1), dtype=int)

    histories = ecosystem.run(
        Own(), Truth(), models=2, n=40, generations=5, sharing=0.5, human=0.3, seed=1
    )
    for history in histories:
        for batch in history.batches[1:]:
            assert (batch.x[:, 0] == batch.origin).all()


@pytest.mark.parametrize(("human", "odds"), [(0.1, 1.0), (0.1, 3.0), (0.6, 0.5)])
def test_the_human_share_is_what_the_ranker_shows(human, odds):
    histories = ecosystem.run(
        Gaussian(), Gaussian(), models=4, n=500, generations=5, sharing=0.3,
        human=human, odds=odds, seed=4,
    )  # fmt: skip
    shares = [h.real_share[t] for h in histories for t in (2, 3, 4, 5)]
    expected = human / (human + (1 - human) * odds)
    error = np.sqrt(expected * (1 - expected) / (500 * len(shares)))
    assert abs(np.mean(shares) - expected) <= Z * error


def test_a_seed_repeats_a_web():
    settings = {"models": 2, "n": 30, "generations": 4, "sharing": 0.2}
    once, again = (
        ecosystem.web(zipf(9), replicates=3, seed=7, **settings).p for _ in range(2)
    )
    assert np.array_equal(once, again)
    one, two = (
        ecosystem.run(Categorical(zipf(9)), Categorical(zipf(9)), seed=7, **settings)
        for _ in range(2)
    )
    assert all(
        np.array_equal(a.models[4].p, b.models[4].p)
        for a, b in zip(one, two, strict=True)
    )


@pytest.fixture(scope="module")
def kept():
    """Sharing -> types of the web at generation 50, 120 runs of 2,000 words each."""
    settings = {"models": 5, "n": 2_000, "generations": 50, "replicates": 120}
    return {
        m: ecosystem.web(zipf(2_000), seed=i, sharing=m, **settings).web_types[50]
        for i, m in enumerate((0.0, 0.1, 1.0))
    }


@pytest.mark.parametrize("sharing", [0.1, 1.0])
def test_sharing_does_not_change_how_many_types_the_web_keeps(kept, sharing):
    """Within 3 % of the islands', at the 95 % level (two one-sided tests)."""
    alone, shared = (kept[m] / kept[0.0].mean() for m in (0.0, sharing))
    error = np.sqrt((alone.var() + shared.var()) / len(alone))
    assert abs(shared.mean() - 1) + 1.64 * error < 0.03


def test_a_gap_of_5_percent_would_have_been_seen(kept):
    """The same of models that know 5 % fewer records: the test above can fail."""
    fewer = ecosystem.web(
        zipf(2_000), models=5, n=1_880, generations=50, replicates=120, seed=9
    ).web_types[50]
    assert fewer.mean() / kept[0.0].mean() < 0.97


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"models": 0}, "models is 0"),
        ({"n": 1}, "n is 1"),
        ({"generations": 0}, "generations is 0"),
        ({"sharing": 2}, "sharing is 2"),
        ({"human": 2}, "human is 2"),
        ({"odds": -1}, "odds is -1"),
    ],
)
def test_numbers_out_of_range_are_refused(changed, complaint):
    settings = {"models": 2, "n": 9, "generations": 2, **changed}
    with pytest.raises(ValueError, match=complaint):
        ecosystem.web(zipf(4), replicates=2, seed=1, **settings)
    with pytest.raises(ValueError, match=complaint):
        ecosystem.run(Gaussian(), Gaussian(), seed=1, **settings)

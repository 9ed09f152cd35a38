"""All that counts, draws or sorts, once: ``python tests/draws.py FILE.npz`` keeps it.

Whole numbers must be the same on every processor, other numbers nearly so.
"""

import sys
from inspect import signature

import numpy as np

from course_utils import ensembles, loop, policies
from course_utils.glyphs import Glyphs
from course_utils.language.grammar import Grammar
from course_utils.models import (
    KDE,
    Autoencoder,
    Categorical,
    Even,
    Gaussian,
    InComponents,
    Mixture,
    NeuralLM,
    NGram,
    Regression,
    Transformer,
    zipf,
)


def _first(x: np.ndarray) -> np.ndarray:
    """A whole number from each record."""
    return np.floor(4 * x.reshape(len(x), -1)[:, 0]).astype(int)


def _labels(batch: policies.Batch) -> dict[str, np.ndarray]:
    return {"generation": batch.origin}


TOGETHER = [
    policies.Replace(),
    policies.Accumulate(),
    policies.Subsample(),
    policies.FreshReal(0.3),
    policies.Anchor(0.3),
    policies.Archive(5),
]
POLICIES = [
    *TOGETHER,
    policies.Cut(policies.Accumulate()),
    policies.Switch(policies.Replace(), policies.FreshReal(0.5), at=3),
    policies.Curated(lambda x: _first(x) % 5, 3, policies.FreshReal(0.3)),
    policies.Verified(lambda x: _first(x) % 3 != 1, policies.Archive()),
    policies.Filtered(
        lambda batch, rng: rng.random(len(batch)) < 0.3, policies.Archive()
    ),
    policies.Governed(policies.FreshReal(0.3), [policies.generation(9)], _labels),
    policies.Weighted(0.5, policies.FreshReal(0.3)),
]
NETWORKS = {NeuralLM: {}, Transformer: {"width": 8, "heads": 2}}
TRUTHS = [Grammar("small"), Grammar("large")]
PAIR = Mixture(2, [-1, 1])


def counters(words: int) -> list[NGram]:
    """n-gram models of each way to smooth, and of each way to be cautious."""
    ways = [{}, {"temperature": 0.8}, {"top_k": 5}, {"temperature": 1.1, "top_p": 0.9}]
    return [
        NGram(words, order, smoothing, **way)
        for order, smoothing in ((5, "kneser-ney"), (3, "absolute"), (2, "add-k"))
        for way in ways
    ]


def numeric() -> list[tuple]:
    """Model, truth: each kind of model whose records are numbers."""
    wide = Gaussian([0, 1, 2], [1, 2, 3])
    return [
        (Categorical(zipf(300, 1.1)), Categorical(zipf(300, 1.1))),
        (Gaussian(), Gaussian()),
        (wide, wide),
        (KDE(), PAIR),
        (Even(KDE(0.3)), PAIR),
        (Mixture(2, restarts=6), PAIR),
        (Regression([0, 0, 1]), Regression([0, 0, 1])),
        (InComponents(Mixture(2), 3), Glyphs()),
    ]


def loops():
    """What was trained on in the end, and which generation each record is from."""
    for model, truth in numeric():
        weighs = "sample_weight" in signature(model.fit).parameters
        for policy in POLICIES if weighs else POLICIES[:-1]:
            yield loop.run(model, truth, policy, n=40, generations=8, seed=1)
    for truth in TRUTHS:
        for model in counters(len(truth.vocabulary)):
            yield loop.run(model, truth, POLICIES[2], n=400, generations=3, seed=1)


def ends():
    """Pairs of starts of a mixture that come to one end, in either order."""
    rng = np.random.default_rng(1)
    for _ in range(200):
        x = rng.standard_normal((8, 1))
        yield Mixture(2, restarts=12, tol=1e-9).fit(x, rng=rng).means


def together():
    """The last generation of the ensembles."""
    given = {"generations": 30, "replicates": 20, "seed": 1}
    for policy in TOGETHER:
        yield ensembles.categorical(policy, zipf(300, 1.1), n=200, **given).types
        yield ensembles.gaussian(policy, n=20, **given).variance
    for policy in TOGETHER[:2]:
        given = {"rows": 20, "d": 4, "generations": 10, "replicates": 20, "seed": 1}
        yield ensembles.regression(policy, **given).test_error
    given = {"generations": 30, "replicates": 20, "seed": 1}
    rates = {"human": 0.3, "tpr": 0.6, "fpr": 0.2}
    yield ensembles.filtered(zipf(300, 1.1), n=200, **rates, **given).types


def told():
    """The rarest words of a truth, and what a model answers when it is asked."""
    for truth in TRUTHS:
        x = truth.sample(500, np.random.default_rng(1))
        yield np.flatnonzero(truth.rare)
        yield truth.facts.sentences
        for model in counters(len(truth.vocabulary)):
            yield truth.facts.ask(model.fit(x)).answer


def losses():
    """Of small networks with six seeds, on records that they have not learnt."""
    words, rng = len(TRUTHS[0].vocabulary), np.random.default_rng(1)
    for network, options in NETWORKS.items():
        x = TRUTHS[0].sample(400, rng)
        models = [network(words, epochs=2, **options) for _ in range(6)]
        _learn(models, x)
        yield np.array([model.log_prob(x[300:]).mean() for model in models])
    x, noise = Glyphs().sample(400, rng), rng.standard_normal((100, 4))
    models = [Autoencoder(wide=16, narrow=8, latent=4, epochs=4) for _ in range(6)]
    _learn(models, x)
    yield np.array([model.evidence(x[300:], noise)[0] for model in models])


def _learn(models: list, x: np.ndarray) -> None:
    for seed, model in enumerate(models):
        model.fit(x[:300], rng=np.random.default_rng(seed))


def drawn() -> dict[str, np.ndarray]:
    """Name -> numbers, of everything here."""
    runs = [(batch.x, batch.origin) for batch in (h.batches[-1] for h in loops())]
    parts = {"loop": [part for run in runs for part in run], "end": [*ends()],
             "together": [*together()], "told": [*told()],
             "network": [*losses()]}  # fmt: skip
    return {
        f"{name} {number}": values
        for name, some in parts.items()
        for number, values in enumerate(some)
    }


def kinds() -> set[str]:
    """Names of the models, ensembles and policies that are tried here."""
    tried = [type(model) for model, _ in numeric()] + [NGram, Autoencoder, *NETWORKS]
    return {kind.__name__ for kind in (*tried, *map(type, POLICIES))}


if __name__ == "__main__":
    np.savez(sys.argv[1], **drawn())

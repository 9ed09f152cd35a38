"""Fits that are kept and taken over: the same weights, losses and generator."""

import numpy as np
import pytest

from course_utils.models import Autoencoder, NeuralLM, learnt

DATA = {
    Autoencoder: np.random.default_rng(1).random((60, 4)),
    NeuralLM: np.random.default_rng(2).integers(1, 6, (60, 3)),
}


def model(kind):
    if kind is Autoencoder:
        return Autoencoder(4, 5, 4, 2, epochs=3)
    return NeuralLM(5, window=2, width=3, hidden=4, epochs=3)


@pytest.fixture
def around(monkeypatch, tmp_path):
    """Wrap a plain fit, to keep or to take over in a folder of the test's own."""
    monkeypatch.setenv(learnt.VARIABLE, str(tmp_path))
    monkeypatch.setattr(learnt, "FOLDER", tmp_path)
    monkeypatch.setattr(learnt, "SAID", set())

    def wrapped(kind, how):
        return learnt._wrapped(kind.fit, how)

    return wrapped


@pytest.mark.parametrize("kind", DATA)
def test_what_is_taken_over_is_what_was_learnt(around, kind, capsys):
    data, rngs = DATA[kind], [np.random.default_rng(3) for _ in range(3)]
    plain = model(kind).fit(data, rng=rngs[0])
    around(kind, learnt._keep)(model(kind), data, rng=rngs[1])
    taken = model(kind)
    assert around(kind, learnt._take_over)(taken, data, rng=rngs[2]) is taken
    assert capsys.readouterr().out == f"{learnt.KNOWN}\n"
    for name, weights in plain.weights.items():
        assert np.array_equal(weights, taken.weights[name])
    assert taken.losses == plain.losses
    assert len({rng.random() for rng in rngs}) == 1


@pytest.mark.parametrize("kind", DATA)
@pytest.mark.parametrize("what", ["seed", "number", "data", "settings", "weights"])
def test_anything_else_is_learnt_here(around, kind, what, capsys):
    data, first = DATA[kind], model(kind).changed(warm_start=True)
    around(kind, learnt._keep)(first.changed(), data, rng=np.random.default_rng(3))
    other, seed = first.changed(), 3
    if what == "seed":
        seed = 4
    if what == "number":
        data = data[:-1]
    if what == "data":
        data = data[:, ::-1] / 2 if kind is Autoencoder else data[:, ::-1] % 2 + 1
    if what == "settings":
        other = first.changed(epochs=2)
    if what == "weights":
        other.fit(data, rng=np.random.default_rng(9))
    same = other.changed()
    around(kind, learnt._take_over)(other, data, rng=np.random.default_rng(seed))
    assert capsys.readouterr().out == f"{learnt.SLOW}\n"
    same.fit(data, rng=np.random.default_rng(seed))
    for name, weights in same.weights.items():
        assert np.array_equal(weights, other.weights[name])


def test_progress_is_told_as_it_was(around):
    data, seen = DATA[NeuralLM], []
    around(NeuralLM, learnt._keep)(model(NeuralLM), data, rng=np.random.default_rng(3))
    taken = around(NeuralLM, learnt._take_over)(
        model(NeuralLM), data, rng=np.random.default_rng(3),
        progress=lambda *each: seen.append(each),
    )  # fmt: skip
    assert seen == list(enumerate(taken.losses, 1))

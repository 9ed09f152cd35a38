"""The MLP of 2003, and what it shares with the transformer: training, law, files."""

import copy
import json
import pickle

import numpy as np
import pytest

from course_utils import loop
from course_utils.models import NeuralLM, Transformer
from course_utils.models.language_model import batches
from course_utils.models.layers import draw
from course_utils.models.neural_lm import forward
from course_utils.models.settings import Sampling
from course_utils.models.truncation import truncate
from course_utils.policies import FreshReal
from tests.sentences import numerical, random_sentences, ready
from tests.standard_errors import share_is

X = random_sentences(60, 7, 6)


def mlp(**settings):
    return NeuralLM(7, 3, 4, 5, 6, **settings)


def transformer(**settings):
    return Transformer(7, 8, 2, 2, 6, **settings)


both = pytest.mark.parametrize("make", [mlp, transformer])


def all_sentences(words, longest):
    """Every sentence of up to ``longest`` words."""
    grid = np.indices((words + 1,) * longest).reshape(longest, -1).T
    late = (grid[:, :-1] == 0) & (grid[:, 1:] > 0)
    return grid[~late.any(axis=1)]


# --- the MLP -------------------------------------------------------------------------


def test_the_gradient_of_the_mlp_by_central_differences():
    model = ready(mlp())
    _, gradient = model.loss(X[:15])
    assert list(gradient) == list(model.weights)
    for name, array in model.weights.items():
        expected = numerical(model, X[:15], array)
        error = np.linalg.norm(gradient[name] - expected)
        assert error < 1e-6 * np.linalg.norm(expected), name


def test_the_mlp_by_hand():
    """One window: the tanh of its embeddings side by side."""
    model = ready(mlp())
    w = model.weights
    for prefix in ([], [2], [5, 1, 2, 7]):
        window = [0, 0, 0, *prefix][-3:]
        features = np.concatenate([w["table"][i] for i in window])
        hidden = np.tanh(w["in"].T @ features + w["shift"])
        score = np.exp([w["out"][i] @ hidden + w["bias"][i] for i in range(8)])
        p = model.next_word(np.array([prefix], dtype=int))
        np.testing.assert_allclose(p[0], score / score.sum(), rtol=1e-10)
        given = forward(w, np.array([window]))
        np.testing.assert_allclose(given[0][0], features)
        np.testing.assert_allclose(given[1][0], hidden)


def test_the_mlp_looks_no_further_back_than_its_window():
    p = ready(mlp()).next_word(np.array([[1, 4, 5, 6], [2, 4, 5, 6], [2, 3, 5, 6]]))
    np.testing.assert_array_equal(p[0], p[1])
    assert np.abs(p[1] - p[2]).max() > 1e-3


def test_the_mlp_learns_a_bigram_law():
    """After w comes w + 1, round in a ring, or the end, one time in four."""
    rng, x = np.random.default_rng(0), np.zeros((3000, 30), dtype=int)
    x[:, 0] = rng.integers(1, 7, 3000)
    going = np.ones(3000, dtype=bool)
    for position in range(1, 30):
        going &= rng.random(3000) < 0.75
        x[going, position] = x[going, position - 1] % 6 + 1
    p = (
        NeuralLM(6, 2, 8, 32, epochs=8)
        .fit(x, rng=1)
        .next_word(np.arange(6)[:, None] + 1)
    )
    np.testing.assert_allclose(p[:, 0], 0.25, atol=0.06)
    follows = (np.arange(6) + 1) % 6 + 1
    np.testing.assert_allclose(p[np.arange(6), follows], 0.75, atol=0.06)


def test_shapes_of_the_mlp_follow_its_settings():
    assert NeuralLM(9, 3, 4, 5).shapes == {
        "table": (10, 4), "in": (12, 5), "shift": (5,), "out": (10, 5), "bias": (10,)
    }  # fmt: skip
    assert repr(NeuralLM(9, 3, 4, 5)) == "NeuralLM(9, window=3, width=4, hidden=5)"


@pytest.mark.parametrize("name", ["window", "width", "hidden"])
@pytest.mark.parametrize("value", [0, 1.5, "3"])
def test_bad_shapes_of_the_mlp_are_refused(name, value):
    with pytest.raises(ValueError, match=f"{name} is .* whole number of at least 1"):
        NeuralLM(5, **{name: value})


# --- the law -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [NeuralLM(2, 2, 3, 4, 3), Transformer(2, 4, 1, 2, 3)], ids=repr
)
def test_probabilities_of_sentences_are_those_of_their_words(model):
    """And with those that go on after three words, they sum to one."""
    x = all_sentences(2, 3)
    assert len(x) == 1 + 2 + 4 + 8
    log_p = ready(model).log_prob(x)
    assert log_p.dtype == float
    for row, log in zip(x, log_p, strict=True):
        words = row[row > 0]
        expected = [
            model.next_word(words[None, :i])[0, [*words, 0][i]]
            for i in range(len(words) + 1)
        ]
        assert log == pytest.approx(np.log(expected).sum(), rel=1e-10)
    whole = x[:, 2] > 0
    going_on = np.exp(log_p[whole]) * (1 / model.next_word(x[whole])[:, 0] - 1)
    assert np.exp(log_p).sum() + going_on.sum() == pytest.approx(1, rel=1e-10)


@both
def test_next_words_sum_to_one(make):
    prefix = np.random.default_rng(0).integers(1, 8, (50, 6))
    for k in (0, 1, 6):
        for model in (make(), make(temperature=0.5, top_k=3, top_p=0.8)):
            p = ready(model).next_word(prefix[:, :k], sampling=True)
            assert p.shape == (50, 8) and p.min() >= 0
            np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)


@both
@pytest.mark.parametrize("kind, error", [(np.float64, 1e-10), (np.float32, 1e-5)])
def test_word_by_word_the_law_is_the_same(make, kind, error):
    """With what it keeps of the words before, as ``sample`` has it, and without."""
    model = ready(make(), kind=kind)
    x, state = np.random.default_rng(0).integers(1, 8, (9, 6)), model._begin(9)
    word = np.zeros(9, dtype=int)
    for position in range(6):
        hidden = model._step(model.weights, state, word, position)
        cached = model._law(model._logits(model.weights, hidden), True)
        expected = model.next_word(x[:, :position])
        assert expected.dtype == cached.dtype == kind
        np.testing.assert_allclose(cached, expected, atol=error)
        word = x[:, position]


@both
def test_samples_follow_log_prob(make):
    model, n = ready(make(temperature=1.0)), 20_000
    x = model.sample(n, np.random.default_rng(3))
    assert x.dtype == np.int32
    kinds, counts = np.unique(x, axis=0, return_counts=True)
    top = counts.argsort(kind="stable")[-8:]
    for row, count in zip(kinds[top], counts[top], strict=True):
        if row[-1] == 0:
            share_is(count, n, np.exp(model.log_prob(row[None])[0]))
    end = model.next_word(np.zeros((1, 0), dtype=int))[0, 0]
    share_is(np.sum(x[:, 0] == 0), n, end)


@both
def test_what_is_sampled_is_tempered_then_truncated(make):
    model = ready(make())
    prefix, plain = X[X[:, 1] > 0, :2], model.next_word(X[X[:, 1] > 0, :2])
    changed = model.changed(temperature=0.5, top_k=4, top_p=0.9)
    p = plain**2 / np.sum(plain**2, axis=1, keepdims=True)
    expected = truncate(p, top_k=4, top_p=0.9)
    np.testing.assert_allclose(changed.next_word(prefix, sampling=True), expected)
    np.testing.assert_array_equal(changed.next_word(prefix), plain)
    np.testing.assert_array_equal(changed.log_prob(X), model.log_prob(X))
    first = np.bincount(
        changed.sample(9000, np.random.default_rng(0))[:, 0], minlength=8
    )
    law = changed.next_word(prefix[:1, :0], sampling=True)[0]
    assert set(np.flatnonzero(first)) == set(np.flatnonzero(law))
    for word in np.flatnonzero(law > 0.05):
        share_is(first[word], 9000, law[word])


@both
def test_sentences_without_an_end_are_cut(make):
    model = ready(make())
    model.weights["bias"][0] = -1e3
    assert (model.sample(700, np.random.default_rng(0)) > 0).all()
    assert model.sample(700, np.random.default_rng(0)).shape == (700, 6)
    model.weights["bias"][0] = 1e3
    assert model.sample(5, np.random.default_rng(0)).shape == (5, 0)
    assert model.sample(0, np.random.default_rng(0)).shape == (0, 0)
    for k in (0, 3):
        assert model.next_word(np.zeros((0, k), dtype=int)).shape == (0, 8)
    assert model.log_prob(np.zeros((0, 4), dtype=int)).shape == (0,)


@both
def test_near_temperature_zero_it_says_what_is_most_probable(make):
    model = ready(make(), kind=np.float32)
    prefix = np.array([[1, 2], [3, 4]])
    best = model.next_word(prefix).argmax(axis=1)
    for temperature in (1e-3, 1e-40, 5e-324):
        law = model.changed(temperature=temperature).next_word(prefix, sampling=True)
        assert law == pytest.approx(np.eye(8)[best], abs=1e-6)


def test_sizes_may_be_small_numpy_integers():
    plain = Transformer(255, 48).shapes
    assert Transformer(np.uint8(255), np.int8(48)).shapes == plain
    assert NeuralLM(np.uint8(255), np.int8(120)).shapes == NeuralLM(255, 120).shapes


@pytest.mark.parametrize(
    "model", [NeuralLM(7, 3, 16, 64, 6), Transformer(7, 32, 1, 2, 6)], ids=repr
)
def test_sentences_go_on_as_they_began_when_others_end(model):
    """Half end after a word w, the others are w 7 7 w."""
    word = np.random.default_rng(0).integers(1, 7, 3000)
    x = np.stack([word, 0 * word + 7, 0 * word + 7, word], axis=1)
    x[::2, 1:] = 0
    model = model.changed(epochs=12).fit(x, rng=1)
    said = model.sample(2000, np.random.default_rng(1))
    long = said[(said[:, 3] > 0) & (said[:, 0] < 7)]
    share_is(len(long), 2000, 0.5)
    assert np.mean(long[:, 0] == long[:, 3]) > 0.95


@both
def test_rows_that_have_ended_leave(make):
    model, rows = ready(make()), []
    model.weights["bias"][0] = 1.5
    step = model._step
    model._step = lambda w, state, word, position: (
        rows.append(len(word)) or step(w, state, word, position)
    )
    said = model.sample(400, np.random.default_rng(0))
    needed = np.count_nonzero(said) + np.count_nonzero(said[:, -1] == 0)
    assert needed <= sum(rows) < 1.5 * needed
    assert rows == sorted(rows, reverse=True)


@pytest.mark.parametrize("size", [1, 2, 3, 10, 49, 50])
def test_draw_follows_the_weights(size):
    rng = np.random.default_rng(size)
    p = rng.random(size) * (rng.random(size) < 0.7)
    p[-1] = 0.5
    drawn = draw(np.tile(p.astype(np.float32), (20_000, 1)), rng)
    counts = np.bincount(drawn, minlength=size)
    assert len(counts) == size and not counts[p == 0].any()
    for count, share in zip(counts, p / p.sum(), strict=True):
        share_is(count, 20_000, share)


def test_draw_takes_each_row_by_itself():
    p = np.eye(7)[[3, 0, 6, 5]] * [[0.1], [5], [1], [1e-9]]
    assert draw(p, np.random.default_rng(0)).tolist() == [3, 0, 6, 5]


# --- loss and padding ----------------------------------------------------------------


@both
def test_padding_changes_nothing(make):
    model = ready(make())
    x = X[np.count_nonzero(X, axis=1) <= 3]
    wide, narrow = np.hstack([x, 0 * x]), x[:, :3]
    np.testing.assert_allclose(model.log_prob(wide), model.log_prob(narrow), rtol=1e-12)
    assert model.loss(wide)[0] == pytest.approx(model.loss(narrow)[0], rel=1e-12)
    longest = np.vstack([x, np.ones((1, 6), dtype=int)])
    np.testing.assert_allclose(model.log_prob(longest)[:-1], model.log_prob(x))


@both
def test_loss_is_the_mean_over_words_and_ends(make):
    model = ready(make())
    expected = -model.log_prob(X).sum() / (np.count_nonzero(X) + len(X))
    assert model.loss(X)[0] == pytest.approx(expected, rel=1e-10)


@both
def test_many_sentences_are_scored_in_their_order(make):
    model, x = ready(make()), random_sentences(1500, 7, 6)
    rows = [0, 1, 700, 1499]
    one = [model.log_prob(x[i : i + 1])[0] for i in rows]
    np.testing.assert_allclose(model.log_prob(x)[rows], one, rtol=1e-10)
    assert model.log_prob(x[:0]).shape == (0,)


def test_batches_hold_each_row_once_in_order():
    length = np.random.default_rng(0).integers(0, 12, 500)
    order = np.random.default_rng(1).permutation(500)
    parts = batches(length, order, 100)
    np.testing.assert_array_equal(np.concatenate(parts), order)
    ids = np.array([np.sum(length[rows] + 1) for rows in parts])
    assert ids.max() <= 100 + 12 and ids[:-1].min() >= 100 - 12
    assert [len(rows) for rows in batches(length, order[:9], 1)] == [1] * 9


# --- training ------------------------------------------------------------------------


@both
def test_training_lowers_the_loss_and_shows_it(make):
    seen = []
    model = make(epochs=4, learning_rate=0.02, batch_size=32)
    assert model.fit(X, rng=1, progress=lambda *told: seen.append(told)) is model
    assert seen == list(enumerate(model.losses, 1)) and len(seen) == 4
    assert model.losses[-1] < model.losses[0] - 0.02
    assert model.weights["bias"].dtype == np.float32


@both
def test_losses_are_nats_a_word_as_log_prob_has_them(make):
    """At a rate of almost nothing, the first loss is that of the first weights."""
    model = make(epochs=1, learning_rate=1e-12).fit(X, rng=1)
    expected = -model.log_prob(X).sum() / np.count_nonzero(X)
    assert model.losses == [pytest.approx(expected, rel=1e-5)]
    weight = np.arange(60) % 3
    model = make(epochs=1, learning_rate=1e-12).fit(X, rng=1, sample_weight=weight)
    expected = -weight @ model.log_prob(X) / (weight @ np.count_nonzero(X, axis=1))
    assert model.losses == [pytest.approx(expected, rel=1e-5)]


@both
def test_the_first_guess_is_how_often_a_word_occurs(make):
    x = np.repeat(X, 40, axis=0)
    model = make(epochs=1, learning_rate=1e-12)
    model.fit(x, rng=1)
    counts = np.bincount(x.ravel(), minlength=8)
    counts[0] = len(x)
    expected = np.log(counts / counts.sum())
    np.testing.assert_allclose(model.weights["bias"], expected, atol=0.01)
    model.fit(x, rng=1, sample_weight=np.repeat(X[:, 0] != 7, 40).astype(float))
    mean = np.mean(X[:, 0] != 7)
    counts = np.bincount(x[x[:, 0] != 7].ravel(), minlength=8) / mean
    counts[0] = len(x)
    expected = np.log(counts / counts.sum())
    np.testing.assert_allclose(model.weights["bias"], expected, atol=0.01)


@both
def test_weights_count_by_their_ratios(make):
    plain = make(epochs=2).fit(X, rng=1)
    equal = make(epochs=2).fit(X, rng=1, sample_weight=np.full(60, 1000.0))
    for name, array in plain.weights.items():
        np.testing.assert_allclose(equal.weights[name], array, atol=1e-6)
    assert equal.losses == pytest.approx(plain.losses, rel=1e-6)


@pytest.mark.parametrize(
    "model, spreads",
    [
        (NeuralLM(200, 5, 24, 96), {"table": 0.1, "in": 120**-0.5, "out": 96**-0.5}),
        (Transformer(200), {"words": 0.1, "positions": 0.1, "qkv.0": 48**-0.5,
                            "up.0": 48**-0.5, "down.0": 192**-0.5}),
    ],
    ids=repr,
)  # fmt: skip
def test_the_first_weights_are_noise_of_the_size_that_sums_need(model, spreads):
    model = model.changed(epochs=1, learning_rate=1e-12).fit(X, rng=1)
    for name, spread in spreads.items():
        w = model.weights[name]
        assert w.std() == pytest.approx(spread, rel=4 / np.sqrt(2 * w.size)), name
        assert abs(w.mean()) < 4 * spread / np.sqrt(w.size), name
    constant = {"norm": 1, "norm1.0": 1, "norm2.0": 1, "shift": 0}
    for name in constant.keys() & model.weights.keys():
        np.testing.assert_allclose(model.weights[name], constant[name], atol=1e-9)


@both
def test_sentences_of_no_weight_are_not_learnt(make):
    x = np.repeat([[1, 2], [3, 4]], 400, axis=0)
    weight = np.repeat([1.0, 0.0], 400)
    settings = {"epochs": 8, "learning_rate": 0.02, "batch_size": 64}
    model = make(**settings).fit(x, rng=1, sample_weight=weight)
    log_p = model.log_prob(x[[0, -1]])
    assert log_p[0] > -0.1 and log_p[1] < -5
    three = make(**settings).fit(x, rng=1, sample_weight=np.repeat([3.0, 1.0], 400))
    assert np.exp(three.log_prob(x[:1]))[0] == pytest.approx(0.75, abs=0.08)


@both
def test_the_seed_decides(make):
    one, same, other = (make(epochs=1).fit(X, rng=seed) for seed in (1, 1, 2))
    for name, array in one.weights.items():
        np.testing.assert_array_equal(array, same.weights[name])
    assert np.abs(one.weights["bias"] - other.weights["bias"]).max() > 1e-6
    said = [model.sample(30, np.random.default_rng(1)) for model in (one, same)]
    np.testing.assert_array_equal(*said)


@both
def test_the_order_of_training_is_drawn_anew(make):
    """From the same weights, two seeds end apart."""
    base = make(epochs=1, batch_size=16).fit(X, rng=1)
    ends = [base.changed(warm_start=True).fit(X, rng=seed) for seed in (1, 2)]
    gap = ends[0].weights["bias"] - ends[1].weights["bias"]
    assert np.abs(gap).max() > 1e-6


@both
def test_warm_goes_on_and_cold_forgets(make):
    base = make(epochs=1).fit(X, rng=1)
    again = copy.deepcopy(base).fit(X, rng=2)
    fresh = make(epochs=1).fit(X, rng=2)
    warm = base.changed(warm_start=True, learning_rate=1e-9).fit(X, rng=2)
    for name, array in base.weights.items():
        np.testing.assert_array_equal(again.weights[name], fresh.weights[name])
        np.testing.assert_allclose(warm.weights[name], array, atol=1e-6)
    gap = base.weights["bias"] - fresh.weights["bias"]
    assert np.abs(gap).max() > 1e-4
    assert len(warm.fit(X, rng=3).losses) == 1
    first = make(epochs=1, warm_start=True).fit(X, rng=1)
    np.testing.assert_array_equal(first.weights["bias"], base.weights["bias"])


@both
def test_copies_are_apart(make):
    base = make(epochs=1, warm_start=True).fit(X, rng=1)
    kept = base.weights["bias"].copy()
    for other in (copy.deepcopy(base), base.changed(temperature=0.5)):
        np.testing.assert_array_equal(other.weights["bias"], kept)
        other.fit(X, rng=2)
        np.testing.assert_array_equal(base.weights["bias"], kept)
    assert (base.sampling.temperature, other.sampling.temperature) == (1.0, 0.5)
    assert (
        len(pickle.dumps(base)) < 4 * sum(a.size for a in base.weights.values()) + 2000
    )


@both
def test_an_unfitted_model_can_be_changed(make):
    model = make().changed(epochs=1, width=4)
    assert (model.training.epochs, model.shapes["bias"]) == (1, (8,))
    assert model.fit(X, rng=1).losses


@both
def test_the_loop_takes_it(make):
    class Truth:
        def sample(self, n, rng):
            return random_sentences(n, 7, 6, seed=int(rng.integers(99)))

    base = make(epochs=1).fit(X, rng=1)
    run = loop.run(base.changed(warm_start=True), Truth(), FreshReal(0.999), n=40,
                   generations=2, seed=1)  # fmt: skip
    assert base.log_prob(X).tolist() != run.models[1].log_prob(X).tolist()


# --- files ---------------------------------------------------------------------------


@both
def test_a_saved_model_comes_back_whole(make, tmp_path):
    path = tmp_path / "model"
    model = make(temperature=0.7, top_k=5, warm_start=True, epochs=1).fit(X, rng=1)
    model.save(path)
    again = type(model).load(path)
    assert again.settings == model.settings and path.exists()
    np.testing.assert_array_equal(again.log_prob(X), model.log_prob(X))
    np.testing.assert_array_equal(
        *(m.sample(20, np.random.default_rng(1)) for m in (model, again))
    )


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "model.npz"
    transformer(epochs=1).fit(X, rng=1).save(path)
    return path


def test_a_damaged_file_is_refused_wherever_it_is_damaged(saved):
    """A byte changed or the end cut off: a clear refusal, or nothing that matters."""
    whole, rng = saved.read_bytes(), np.random.default_rng(0)
    expected, refused = Transformer.load(saved).log_prob(X), 0
    for trial in range(150):
        damaged = bytearray(whole)
        if trial % 3 == 0:
            damaged = damaged[: rng.integers(len(whole))]
        else:
            damaged[rng.integers(len(whole))] ^= int(rng.integers(1, 256))
        saved.write_bytes(damaged)
        try:
            model = Transformer.load(saved)
            np.testing.assert_array_equal(model.log_prob(X), expected)
        except ValueError as error:
            refused += 1
            assert "must be a whole file that Transformer.save wrote" in str(error)
    assert refused > 100


def rewritten(path, **changes):
    """The file with some of its arrays or settings changed; None leaves one out."""
    with np.load(path) as file:
        arrays = dict(file)
    about = json.loads(str(arrays["about"]))
    for name, value in changes.items():
        (about if name in about else arrays)[name] = value
    arrays["about"] = json.dumps({k: v for k, v in about.items() if v is not None})
    np.savez(path, **{k: v for k, v in arrays.items() if v is not None})


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 3},
        {"model": "NeuralLM"},
        {"words": 8},
        {"words": 10**12},
        {"words": "7"},
        {"temperature": -1},
        {"heads": 3},
        {"format": None},
        {"bias": None},
        {"more": np.zeros(3)},
        {"bias": np.zeros(7, dtype=np.float32)},
        {"bias": np.full(8, np.nan, dtype=np.float32)},
        {"bias": np.array([None] * 8)},
        {"bias": np.array(["a"] * 8)},
    ],
    ids=str,
)
def test_a_file_of_something_else_is_refused(saved, changes):
    rewritten(saved, **changes)
    with pytest.raises(ValueError, match=r"whole file that Transformer\.save"):
        Transformer.load(saved)


def test_a_file_of_format_1_is_read_under_the_names_of_today(saved):
    """Its arrays were called places and mix, its batches batch_tokens."""
    model = Transformer.load(saved).changed(batch_size=99)
    model.save(saved)
    with np.load(saved) as file:
        arrays = dict(file)
    about = json.loads(str(arrays.pop("about"))) | {"format": 1}
    about["batch_tokens"] = about.pop("batch_size")
    del about["max_length"]
    arrays["places"] = arrays.pop("positions")
    for block in "01":
        arrays[f"mix.{block}"] = arrays.pop(f"proj.{block}")
    np.savez(saved, about=json.dumps(about), **arrays)
    again = Transformer.load(saved)
    assert again.settings == model.settings and again.training.batch_size == 99
    np.testing.assert_array_equal(again.log_prob(X), model.log_prob(X))


def test_other_files_are_refused(saved):
    np.save(saved.with_name("array.npy"), np.zeros(3))
    saved.with_name("text").write_text("a text")
    saved.with_name("empty").write_bytes(b"")
    saved.with_name("pickle").write_bytes(pickle.dumps([1, 2]))
    for name in ("array.npy", "text", "empty", "pickle"):
        with pytest.raises(ValueError, match="must be a whole file"):
            Transformer.load(saved.with_name(name))
    with pytest.raises(ValueError, match=r"NeuralLM\.save .*another model"):
        NeuralLM.load(saved)
    with pytest.raises(FileNotFoundError):
        Transformer.load(saved.with_name("nothing"))


def test_settings_of_numpys_kinds_are_saved(saved):
    settings = {"epochs": np.int64(2), "top_k": np.int32(3), "top_p": np.float32(0.5)}
    Transformer.load(saved).changed(**settings).save(saved)
    again = Transformer.load(saved)
    assert again.training.epochs == 2 and again.sampling == Sampling(1.0, 3, 0.5)


@both
def test_longer_sentences_are_cut(make):
    model = make(epochs=1).fit(X, rng=1)
    whole = model.sample(300, np.random.default_rng(1))
    for most in (1, 3, 6, 7):
        cut = model.changed(max_length=most).sample(300, np.random.default_rng(1))
        np.testing.assert_array_equal(cut, whole[:, :most])
    assert np.count_nonzero(whole[:, 3:])


# --- bad input -----------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    "name, value",
    [
        ("epochs", 0),
        ("epochs", 1.5),
        ("batch_size", 0),
        ("learning_rate", 0),
        ("learning_rate", np.nan),
        ("temperature", 0),
        ("temperature", -1.0),
        ("top_k", 0),
        ("top_p", 1.1),
        ("warm_start", 1),
        ("warm_start", None),
        ("epochs", None),
        ("max_length", 0),
    ],
)
def test_bad_settings_are_refused(make, name, value):
    with pytest.raises(ValueError, match=f"{name} is .*, but it must be"):
        make(**{name: value})
    with pytest.raises(ValueError, match=f"{name} is .*, but it must be"):
        make().changed(**{name: value})


@both
def test_an_unknown_setting_is_refused_with_the_known_ones(make):
    with pytest.raises(
        TypeError, match=r"'speed'; there are batch_size, .*top_p, warm"
    ):
        make(speed=2)


@pytest.mark.parametrize("kind", [NeuralLM, Transformer])
@pytest.mark.parametrize("name", ["words", "context"])
def test_no_words_or_no_context_is_refused(kind, name):
    with pytest.raises(ValueError, match=f"{name} is 0, but it must be"):
        kind(**{"words": 4, name: 0})


@both
@pytest.mark.parametrize(
    "x",
    [
        np.zeros((0, 3), dtype=int),
        np.ones((2, 7), dtype=int),
        np.full((2, 3), 8),
        np.full((2, 3), -1),
        np.array([[1, 0, 2]]),
        np.ones((2, 3)),
        np.full((2, 3), np.nan),
        np.ones(3, dtype=int),
        "words",
    ],
    ids=lambda x: str(np.shape(x)),
)
def test_bad_sentences_are_refused(make, x):
    model = ready(make())
    with pytest.raises(ValueError, match=r"^data "):
        model.fit(x, rng=1)
    if np.shape(x) != (0, 3):
        with pytest.raises(ValueError, match=r"^x "):
            model.log_prob(x)
    with pytest.raises(ValueError, match=r"^x "):
        model.loss(x)


@both
def test_data_without_words_is_refused(make):
    with pytest.raises(ValueError, match="2 sentences and no words that count"):
        make().fit(np.zeros((2, 3), dtype=int), rng=1)
    x = np.array([[1, 2], [0, 0]])
    with pytest.raises(ValueError, match="no words that count"):
        make().fit(x, rng=1, sample_weight=np.array([0.0, 1.0]))


@both
@pytest.mark.parametrize("weight", [[1.0] * 59, [-1.0] * 60, [0.0] * 60, [np.nan] * 60])
def test_bad_weights_of_sentences_are_refused(make, weight):
    with pytest.raises(ValueError, match="sample_weight"):
        make().fit(X, rng=1, sample_weight=np.array(weight))


@both
@pytest.mark.parametrize("prefix", [[[1, 0]], [[1] * 7], [[8]], [1, 2], [[1.5]]])
def test_bad_prefixes_are_refused(make, prefix):
    with pytest.raises(ValueError, match=r"^prefix "):
        ready(make()).next_word(np.array(prefix))


@both
def test_a_model_must_be_fitted_and_has_a_generator(make, tmp_path):
    for use in (
        lambda m: m.sample(3, np.random.default_rng(0)),
        lambda m: m.log_prob(X),
        lambda m: m.next_word(X[:, :0]),
        lambda m: m.loss(X),
        lambda m: m.save(tmp_path / "model"),
    ):
        with pytest.raises(ValueError, match="no weights yet"):
            use(make())
    assert not list(tmp_path.iterdir())
    with pytest.raises(TypeError, match="seed is None"):
        make().fit(X)
    with pytest.raises(ValueError, match="n is -1"):
        ready(make()).sample(-1, np.random.default_rng(0))


@both
def test_bad_weights_of_the_network_are_refused(make):
    model = ready(make())
    for name, array, text in [
        ("bias", np.zeros(7), "shapes"),
        ("more", np.zeros(7), "shapes"),
        ("bias", np.full(8, np.inf), "infinite"),
    ]:
        with pytest.raises(ValueError, match=f"weights .*{text}"):
            model.weights = {**model.weights, name: array}
    with pytest.raises(ValueError, match="weights are int64, but they must be floats"):
        model.weights = {k: v.astype(int) for k, v in model.weights.items()}
    with pytest.raises(ValueError, match="weights have shapes"):
        model.changed(words=9)
    with pytest.raises(TypeError, match="colour"):
        model.changed(colour=1)

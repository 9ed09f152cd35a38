"""The transformer: gradients, its cache, what it learns, and what it refuses.

What all language models share is tested with both in ``test_neural_lm``.
"""

import numpy as np
import pytest

from course_utils.models import Transformer
from tests.sentences import numerical, random_sentences, ready
from tests.standard_errors import share_is


@pytest.fixture
def model():
    return ready(Transformer(7, 8, 2, 2, 6))


@pytest.mark.parametrize("layers, heads", [(1, 1), (2, 2)])
def test_the_gradient_by_central_differences(layers, heads):
    model = ready(Transformer(5, 4, layers, heads, 4))
    x = random_sentences(12, 5, 4)
    _, gradient = model.loss(x)
    assert list(gradient) == list(model.weights)
    for name, array in model.weights.items():
        expected = numerical(model, x, array)
        error = np.linalg.norm(gradient[name] - expected)
        assert error < 1e-6 * np.linalg.norm(expected), name


def test_words_that_follow_change_nothing_before(model):
    """The end after k words is as probable whatever would stand behind it."""
    one = np.array([[3, 1, 4, 1, 5, 2]])
    other = np.array([[3, 1, 4, 6, 7, 7]])
    hidden = [model._forward(model.weights, x, np.arange(6))[0] for x in (one, other)]
    np.testing.assert_allclose(hidden[0][:3], hidden[1][:3], rtol=1e-12)
    assert np.abs(hidden[0][3:] - hidden[1][3:]).max(axis=1).min() > 1e-3


def test_places_matter():
    model = ready(Transformer(7, 8, 1, 2, 6))
    model.weights["positions"][:] = 0
    two = np.array([[1, 2, 3], [2, 1, 3]])
    np.testing.assert_allclose(*model.next_word(two), rtol=1e-10)
    model.weights["positions"][:] = np.random.default_rng(0).standard_normal((7, 8))
    p = model.next_word(two)
    assert np.abs(p[0] - p[1]).max() > 1e-4


def test_a_copy_is_learnt():
    """w then w: after the first word all is certain."""
    word = np.random.default_rng(0).integers(1, 21, 2000)
    x, share = np.stack([word] * 2, axis=1), np.bincount(word)[1:] / 2000
    model = Transformer(20, 32, 1, 2, 4, epochs=15).fit(x, rng=1)
    entropy = -share @ np.log(share)
    assert entropy < -model.log_prob(x).mean() < entropy + 0.01
    test = np.stack([np.arange(1, 21)] * 2, axis=1)
    p = model.next_word(test[:, :1])
    assert p[np.arange(20), test[:, 0]].min() > 0.95
    said = model.sample(400, np.random.default_rng(2))
    assert np.mean(said[:, 0] == said[:, 1]) > 0.97
    share_is(np.sum(said[:, 0] <= 10), 400, share[:10].sum())


def test_one_word_back_is_not_enough_for_what_it_learns():
    """The last word is the first one: only attention can carry it over."""
    rng = np.random.default_rng(0)
    x = rng.integers(1, 6, (3000, 4))
    x[:, 3] = x[:, 0]
    model = Transformer(5, 32, 1, 2, 4, epochs=4).fit(x, rng=1)
    p = model.next_word(x[:200, :3])
    assert p[np.arange(200), x[:200, 0]].mean() > 0.9


def test_shapes_follow_the_settings():
    model = Transformer(10, 12, 2, 3, 7)
    assert model.shapes["words"] == (11, 12) and model.shapes["positions"] == (8, 12)
    assert model.shapes["up.1"] == (12, 48) and model.shapes["down.1"] == (48, 12)
    assert model.shapes["qkv.0"] == (12, 36) and len(model.shapes) == 4 + 2 * 6
    assert repr(model) == "Transformer(10, width=12, layers=2, heads=3)"


@pytest.mark.parametrize(
    "name, value",
    [("width", 0), ("width", 2.0), ("layers", 0), ("heads", 0), ("heads", True)],
)
def test_bad_shapes_are_refused(name, value):
    with pytest.raises(ValueError, match=f"{name} is .* whole number of at least 1"):
        Transformer(5, **{name: value})


def test_heads_that_do_not_divide_the_width_are_refused():
    with pytest.raises(ValueError, match="width is 10 and heads is 4"):
        Transformer(5, 10, heads=4)

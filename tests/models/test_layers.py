"""Layers against scipy, plain loops and central differences; Adam by hand."""

import math

import numpy as np
import pytest
from scipy.special import log_softmax
from scipy.special import softmax as scipy_softmax

from course_utils.models import layers
from course_utils.models.adam import Adam, schedule
from tests.gradients import differences


def normal(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).standard_normal(shape)


def agree(gradients, f, inputs):
    """Backward's gradients of sum(f * weights) are the central differences."""
    for gradient, x in zip(gradients, inputs, strict=True):
        expected = differences(f, x)
        assert gradient.shape == x.shape
        error = np.linalg.norm(gradient - expected) / np.linalg.norm(expected)
        assert error < 1e-6


def test_softmax_is_scipys_and_in_place():
    x = normal(3, 4, 7) * 50
    expected = scipy_softmax(x, axis=-1)
    assert layers.softmax(x) is x
    np.testing.assert_allclose(x, expected, rtol=1e-12)


@pytest.mark.parametrize("size", [1.0, 1e4])
def test_cross_entropy_is_scipys_log_softmax(size):
    logits, target = normal(6, 9) * size, np.array([0, 8, 3, 3, 1, 0])
    share = np.array([0.5, 0.1, 0.0, 0.2, 0.1, 0.1])
    expected = -log_softmax(logits, axis=1)[np.arange(6), target]
    p = scipy_softmax(logits, axis=1)
    surprise, error = layers.cross_entropy(logits, target, share)
    np.testing.assert_allclose(surprise, expected, rtol=1e-12, atol=1e-12)
    assert error is logits
    np.testing.assert_allclose(
        error, share[:, None] * (p - np.eye(9)[target]), atol=1e-15
    )


def test_the_gradient_of_cross_entropy_by_differences():
    logits, target, share = normal(5, 7), np.array([0, 6, 2, 2, 1]), np.arange(5) / 10

    def f():
        return share @ layers.cross_entropy(logits.copy(), target, share)[0]

    agree([layers.cross_entropy(logits.copy(), target, share)[1]], f, [logits])


def test_norm_has_rows_of_mean_square_one_and_its_gradient():
    x, gain, d_y = normal(6, 5) * 3, normal(5, seed=1), normal(6, 5, seed=2)
    y, kept = layers.norm(x, np.ones(5))
    np.testing.assert_allclose(np.mean(y**2, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(y / x, (y / x)[:, :1] * np.ones(5))
    y, kept = layers.norm(x, gain)
    np.testing.assert_allclose(y, layers.norm(x, np.ones(5))[0] * gain)
    agree(
        layers.norm_backward(d_y, gain, kept),
        lambda: np.sum(layers.norm(x, gain)[0] * d_y),
        (x, gain),
    )


def test_norm_of_zeros_is_zeros():
    assert not layers.norm(np.zeros((2, 3)), np.ones(3))[0].any()


def test_attention_is_the_plain_loop():
    q, k, v = (normal(2, 3, 5, 4, seed=seed) for seed in range(3))
    y, share = layers.attention(q, k, v)
    assert y.shape == (2, 3, 5, 4) and share.shape == (2, 3, 5, 5)
    for b, h, t in np.ndindex(2, 3, 5):
        score = [q[b, h, t] @ k[b, h, s] / math.sqrt(4) for s in range(t + 1)]
        p = scipy_softmax(score)
        np.testing.assert_allclose(share[b, h, t], [*p, *[0] * (4 - t)])
        np.testing.assert_allclose(y[b, h, t], p @ v[b, h, : t + 1])


@pytest.mark.parametrize("newest", [1, 2, 4])
def test_the_last_places_alone_see_the_same(newest):
    q, k, v = (normal(2, 5, 4, seed=seed) for seed in range(3))
    whole, _ = layers.attention(q, k, v)
    part, _ = layers.attention(q[:, -newest:], k, v)
    np.testing.assert_allclose(part, whole[:, -newest:], rtol=1e-12)


def test_attention_bears_great_scores_of_the_future():
    q, k, v = np.ones((1, 3, 1)), np.array([[[0.0], [1e4], [1e6]]]), normal(1, 3, 1)
    y, _ = layers.attention(q, k, v)
    np.testing.assert_allclose(y, v)


def test_the_gradient_of_attention_by_differences():
    q, k, v = inputs = [normal(2, 4, 3, seed=seed) for seed in range(3)]
    d_y = normal(2, 4, 3, seed=3)
    _, share = layers.attention(q, k, v)
    agree(
        layers.attention_backward(d_y, q, k, v, share),
        lambda: np.sum(layers.attention(q, k, v)[0] * d_y),
        inputs,
    )


def self_attention(x, qkv, proj, positions=np.arange(6)):  # noqa: B008
    return layers.self_attention(x, qkv, proj, positions, (2, 3, 2))


def test_padding_is_as_if_it_were_not_there():
    """The first of two sentences has one position: it sees only itself."""
    x, qkv, proj = normal(6, 4), normal(4, 12), normal(4, 4)
    positions = np.array([0, 3, 4, 5])
    y, _ = self_attention(x[positions], qkv, proj, positions)
    np.testing.assert_allclose(y, self_attention(x, qkv, proj)[0][positions])
    np.testing.assert_allclose(y[0], x[0] @ qkv[:, 8:] @ proj)


def test_self_attention_is_its_heads_side_by_side():
    x, qkv, proj = normal(6, 4), normal(4, 12), normal(4, 4)
    y, _ = self_attention(x, qkv, proj)
    for b in range(2):
        rows = x[3 * b : 3 * b + 3]
        said = []
        for h in range(2):
            q, k, v = (
                rows @ qkv[:, 4 * i + 2 * h : 4 * i + 2 * h + 2] for i in range(3)
            )
            said.append(layers.attention(q, k, v)[0])
        np.testing.assert_allclose(y[3 * b : 3 * b + 3], np.hstack(said) @ proj)


@pytest.mark.parametrize("positions", [[0, 1, 2, 3, 4, 5], [0, 1, 3]], ids=str)
def test_the_gradient_of_self_attention_by_differences(positions):
    n, positions = len(positions), np.array(positions)
    x, qkv, proj = inputs = normal(n, 4), normal(4, 12), normal(4, 4)
    d_y = normal(n, 4, seed=1)
    _, kept = self_attention(x, qkv, proj, positions)
    agree(
        layers.self_attention_backward(d_y, x, qkv, proj, positions, kept),
        lambda: np.sum(self_attention(x, qkv, proj, positions)[0] * d_y),
        inputs,
    )


def test_the_hidden_layer_and_its_gradient():
    x, up, down = inputs = normal(6, 4), normal(4, 9), normal(9, 4)
    d_y = normal(6, 4, seed=1)
    y, hidden = layers.relu_mlp(x, up, down)
    np.testing.assert_allclose(y, np.where(x @ up > 0, x @ up, 0) @ down)
    agree(
        layers.relu_mlp_backward(d_y, x, up, down, hidden),
        lambda: np.sum(layers.relu_mlp(x, up, down)[0] * d_y),
        inputs,
    )


def test_the_gradient_of_a_table_adds_up_repeated_ids():
    ids, d_x, start = np.array([3, 0, 3, 5, 0, 3]), normal(6, 2), normal(7, 2)
    d_table, expected = start.copy(), start.copy()
    layers.embedding_backward(d_x, ids, d_table)
    np.add.at(expected, ids, d_x)
    np.testing.assert_allclose(d_table, expected)


def test_all_layers_keep_the_kind_of_their_weights():
    x, qkv, proj, up = (
        normal(*shape).astype(np.float32) for shape in ((6, 4), (4, 12), (4, 4), (4, 8))
    )
    y, kept = layers.norm(x, x[0])
    attended, inner = self_attention(x, qkv, proj)
    hidden = layers.relu_mlp(x, up, up.T)
    surprise, error = layers.cross_entropy(x.copy(), np.arange(6) % 4, x[:, 0])
    arrays = [
        y,
        attended,
        *hidden,
        surprise,
        error,
        *layers.norm_backward(x, x[0], kept),
    ]
    arrays += layers.self_attention_backward(x, x, qkv, proj, np.arange(6), inner)
    arrays += layers.relu_mlp_backward(x, x, up, up.T, hidden[1])
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}


# --- Adam ----------------------------------------------------------------------------


def test_adam_by_hand():
    """Two steps of Kingma & Ba's algorithm 1, written out for each number."""
    w = np.array([1.0, -2.0])
    adam = Adam(w, beta1=0.8, beta2=0.9)
    steps = [np.array([0.3, -0.1]), np.array([-0.2, 0.4])]
    m, v, expected = [0, 0], [0, 0], [1.0, -2.0]
    for t, gradient in enumerate(steps, 1):
        for i in range(2):
            m[i] = 0.8 * m[i] + 0.2 * gradient[i]
            v[i] = 0.9 * v[i] + 0.1 * gradient[i] ** 2
            unbiased = m[i] / (1 - 0.8**t), v[i] / (1 - 0.9**t)
            expected[i] -= 0.05 * unbiased[0] / (math.sqrt(unbiased[1]) + 1e-8)
        adam.step(gradient, 0.05)
        np.testing.assert_allclose(w, expected, rtol=1e-12)
    assert adam.steps == 2


def test_adam_s_defaults_and_a_long_gradient_cut_to_one():
    """Of two steps, the second tells beta1, beta2 and the length of both."""
    w, given = np.zeros(2), np.array([30.0, 40.0])
    adam = Adam(w)
    adam.step(given, 1.0)
    np.testing.assert_allclose(w, [-1, -1], rtol=1e-6)
    adam.step(np.array([0.06, 0.0]), 1.0)
    assert given.tolist() == [30, 40]
    m = (0.9 * 0.1 * 0.6 + 0.1 * 0.06) / (1 - 0.9**2)
    v = (0.99 * 0.01 * 0.6**2 + 0.01 * 0.06**2) / (1 - 0.99**2)
    assert w[0] == pytest.approx(-1 - m / math.sqrt(v), rel=1e-6)


def test_adam_finds_the_bottom_of_a_valley():
    w = np.array([4.0, -3.0])
    adam = Adam(w)
    for step in range(400):
        adam.step(2 * np.array([1, 30]) * (w - 1), 0.3 * schedule(step, 400))
    np.testing.assert_allclose(w, 1, atol=1e-3)


def test_the_schedule_rises_for_twenty_steps_and_falls_to_five_percent():
    pace = np.array([schedule(step, 1000) for step in range(1001)])
    assert pace[0] == pytest.approx(1 / 20)
    assert pace.argmax() == 19 and pace[19] == pytest.approx(1, abs=1e-3)
    assert (np.diff(pace[:20]) > 0).all() and (np.diff(pace[19:]) < 0).all()
    assert pace[500] == pytest.approx((1 + 0.05) / 2)
    assert pace[1000] == pytest.approx(0.05)

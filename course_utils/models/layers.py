"""The layers of small networks, each with its gradient beside it.

A forward function returns its value, and with it what its gradient needs; a backward
function takes the gradient of the loss with respect to that value, d_y, and returns
those with respect to the inputs. All in the dtype of the weights. Leaves out dropout;
the layers of text have no biases. Taught in notebook 08.

B sentences, T positions in each, N rows of d numbers: positions without padding.
"""

import math

import numpy as np

EPSILON = 1e-6


def embedding_backward(d_x: np.ndarray, ids: np.ndarray, d_table: np.ndarray) -> None:
    """Add gradients (N, d) of rows ``table[ids]``, ids (N,), to d_table (ids, d).

    The rows of an id are brought side by side and summed at once.
    """
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    first = np.flatnonzero(np.diff(ids, prepend=-1))
    d_table[ids[first]] += np.add.reduceat(d_x[order], first)


def norm(x: np.ndarray, gain: np.ndarray):
    """RMSNorm (Zhang & Sennrich 2019): each row of x (N, d) over its root mean square.

    Returns (N, d), and (unit (N, d), scale (N, 1)).
    """
    scale = 1 / np.sqrt(np.vecdot(x, x)[:, None] / x.shape[1] + EPSILON)
    unit = x * scale
    return unit * gain, (unit, scale)


def norm_backward(d_y: np.ndarray, gain: np.ndarray, kept):
    """Gradients of x (N, d) and of gain (d,)."""
    unit, scale = kept
    d_unit = d_y * gain
    along = np.vecdot(d_unit, unit)[:, None] / unit.shape[1]
    return scale * (d_unit - unit * along), np.einsum("nd,nd->d", d_y, unit)


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x), each row over its sum, in place of x (..., size)."""
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray):
    """Causal attention: each position looks back at positions up to its own.

        y = softmax(q k' / sqrt(d)) v

    q (..., T, d) are the last T of the S positions of k and v (..., S, d). Returns
    (..., T, d), and the attention weights (..., T, S), each row summing to 1.
    """
    positions, newest = k.shape[-2], q.shape[-2]
    score = q @ k.swapaxes(-1, -2)
    score *= 1 / math.sqrt(q.shape[-1])
    if newest > 1:
        reader = np.arange(positions - newest, positions)[:, None]
        future = np.arange(positions) > reader
        np.copyto(score, -np.inf, where=future)
    weights = softmax(score)
    return weights @ v, weights


def attention_backward(d_y: np.ndarray, q, k, v, weights: np.ndarray):
    """Gradients of q, k and v."""
    d_weights = d_y @ v.swapaxes(-1, -2)
    d_score = weights * (d_weights - np.vecdot(d_weights, weights)[..., None])
    d_score *= 1 / math.sqrt(q.shape[-1])
    return d_score @ k, d_score.swapaxes(-1, -2) @ q, weights.swapaxes(-1, -2) @ d_y


def self_attention(x: np.ndarray, qkv: np.ndarray, proj: np.ndarray, positions, shape):
    """Several heads of attention, each over numbers of its own, and a projection.

    x (N, d) are the rows at ``positions`` (N,) of B T; the others are padding after
    the ends. qkv (d, 3 d), proj (d, d), shape (B, T, heads). Returns (N, d), and (q, k,
    v, weights, y): what the heads read, and their outputs side by side (N, d).
    """
    b, t, heads = shape
    rows = _spread(x @ qkv, positions, b * t)
    q, k, v = rows.reshape(b, t, 3, heads, len(proj) // heads).transpose(2, 0, 3, 1, 4)
    y, weights = attention(q, k, v)  # (B, heads, T, d / heads)
    y = y.swapaxes(1, 2).reshape(b * t, len(proj))[positions]
    return y @ proj, (q, k, v, weights, y)


def self_attention_backward(d_y: np.ndarray, x, qkv, proj, positions, kept):
    """Gradients of x, qkv and proj."""
    q, k, v, weights, y = kept
    b, heads, t, _ = q.shape
    d_proj, d_heads = y.T @ d_y, _spread(d_y @ proj.T, positions, b * t)
    d_heads = d_heads.reshape(b, t, heads, -1).swapaxes(1, 2)
    d_qkv = np.stack(attention_backward(d_heads, q, k, v, weights), axis=1)
    d_qkv = d_qkv.transpose(0, 3, 1, 2, 4).reshape(b * t, -1)[positions]  # (N, 3 d)
    return d_qkv @ qkv.T, x.T @ d_qkv, d_proj


def _spread(rows: np.ndarray, positions: np.ndarray, size: int) -> np.ndarray:
    """Rows at their positions among ``size`` rows, zeros elsewhere."""
    x = np.zeros((size, rows.shape[1]), dtype=rows.dtype)
    x[positions] = rows
    return x


def relu_mlp(x: np.ndarray, up: np.ndarray, down: np.ndarray):
    """A hidden layer: max(0, x up) down. x (N, d), up (d, h), down (h, d).

    Returns (N, d), and the hidden values (N, h).
    """
    hidden = x @ up
    np.maximum(hidden, 0, out=hidden)
    return hidden @ down, hidden


def relu_mlp_backward(d_y: np.ndarray, x, up, down, hidden: np.ndarray):
    """Gradients of x, up and down."""
    d_hidden = d_y @ down.T
    d_hidden *= hidden > 0
    return d_hidden @ up.T, x.T @ d_hidden, hidden.T @ d_y


def linear(x: np.ndarray, weight: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """(N, h) x weight + shift. x (N, d), weight (d, h), shift (h,)."""
    return x @ weight + shift


def linear_backward(d_y: np.ndarray, x: np.ndarray, weight: np.ndarray):
    """Gradients of x, weight and shift."""
    return d_y @ weight.T, x.T @ d_y, d_y.sum(axis=0)


def relu_layer(x: np.ndarray, weight: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """(N, h) max(0, x weight + shift)."""
    y = linear(x, weight, shift)
    return np.maximum(y, 0, out=y)


def relu_layer_backward(d_y: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Gradient before the ReLU that made y (N, h); ``linear_backward`` goes on."""
    return d_y * (y > 0)


def cross_entropy(logits: np.ndarray, target: np.ndarray, weight: np.ndarray):
    """Surprise -log softmax(logits)[target], and the gradient of its weighted sum.

    logits (N, ids), target (N,), weight (N,), of each in the sum. Returns (N,) nats,
    and the gradient (N, ids), in place of logits: weight times (p - 1 at the target).
    """
    rows = np.arange(len(target))
    logits -= logits.max(axis=1, keepdims=True)
    right = logits[rows, target]
    p = np.exp(logits, out=logits)
    total = p.sum(axis=1)
    p *= (weight / total)[:, None]
    p[rows, target] -= weight
    return np.log(total) - right, p


def draw(p: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(m,) columns drawn by the rows of p (m, size): a block of columns, then one."""
    size = p.shape[1]
    width = math.isqrt(size)
    block = _drawn(np.add.reduceat(p, np.arange(0, size, width), axis=1), rng)
    column = block[:, None] * width + np.arange(width)
    inside = np.take_along_axis(p, np.minimum(column, size - 1), axis=1)
    return block * width + _drawn(inside * (column < size), rng)


def _drawn(p: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    cdf = np.cumsum(p, axis=1)
    u = rng.random(len(p)) * cdf[:, -1]
    return np.count_nonzero(cdf <= u[:, None], axis=1)

"""The layers of a small language model, each with its gradient beside it.

A forward function returns its value, and with it what its gradient needs; a backward
function takes the gradient of the loss with respect to that value, d_y, and returns
those with respect to the inputs. All in the dtype of the weights. Leaves out dropout
and biases. Taught in notebook 08.

B sentences, T places in each, N rows of d numbers: the places that are not padding.
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
    """Causal attention: each place looks back at places up to its own.

        y = softmax(q k' / sqrt(d)) v

    q (..., T, d) are the last T of the S places of k and v (..., S, d). Returns
    (..., T, d), and the shares (..., T, S) that each place gives to those before.
    """
    places, newest = k.shape[-2], q.shape[-2]
    score = q @ k.swapaxes(-1, -2)
    score *= 1 / math.sqrt(q.shape[-1])
    if newest > 1:
        future = np.arange(places) > np.arange(places - newest, places)[:, None]
        np.copyto(score, -np.inf, where=future)
    share = softmax(score)
    return share @ v, share


def attention_backward(d_y: np.ndarray, q, k, v, share: np.ndarray):
    """Gradients of q, k and v."""
    d_share = d_y @ v.swapaxes(-1, -2)
    d_score = share * (d_share - np.vecdot(d_share, share)[..., None])
    d_score *= 1 / math.sqrt(q.shape[-1])
    return d_score @ k, d_score.swapaxes(-1, -2) @ q, share.swapaxes(-1, -2) @ d_y


def self_attention(x: np.ndarray, qkv: np.ndarray, mix: np.ndarray, places, shape):
    """Several heads of attention, each over numbers of its own, mixed by a matrix.

    x (N, d) are the rows at ``places`` (N,) of B T; the others are padding after the
    ends. qkv (d, 3 d), mix (d, d), shape (B, T, heads). Returns (N, d), and (q, k, v,
    share, y): what the heads saw, and what they said side by side (N, d).
    """
    b, t, heads = shape
    rows = _spread(x @ qkv, places, b * t)
    q, k, v = rows.reshape(b, t, 3, heads, len(mix) // heads).transpose(2, 0, 3, 1, 4)
    y, share = attention(q, k, v)  # (B, heads, T, d / heads)
    y = y.swapaxes(1, 2).reshape(b * t, len(mix))[places]
    return y @ mix, (q, k, v, share, y)


def self_attention_backward(d_y: np.ndarray, x, qkv, mix, places, kept):
    """Gradients of x, qkv and mix."""
    q, k, v, share, y = kept
    b, heads, t, _ = q.shape
    d_mix, d_heads = y.T @ d_y, _spread(d_y @ mix.T, places, b * t)
    d_heads = d_heads.reshape(b, t, heads, -1).swapaxes(1, 2)
    d_qkv = np.stack(attention_backward(d_heads, q, k, v, share), axis=1)
    d_qkv = d_qkv.transpose(0, 3, 1, 2, 4).reshape(b * t, -1)[places]  # (N, 3 d)
    return d_qkv @ qkv.T, x.T @ d_qkv, d_mix


def _spread(rows: np.ndarray, places: np.ndarray, size: int) -> np.ndarray:
    """Rows at their places among ``size`` rows, zeros elsewhere."""
    x = np.zeros((size, rows.shape[1]), dtype=rows.dtype)
    x[places] = rows
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


def cross_entropy(logits: np.ndarray, target: np.ndarray, share: np.ndarray):
    """Surprise -log softmax(logits)[target], and the gradient of its weighted sum.

    logits (N, ids), target (N,), share (N,), the weights. Returns (N,) nats, and the
    gradient (N, ids), in place of logits: share times (p - 1 at the target).
    """
    rows = np.arange(len(target))
    logits -= logits.max(axis=1, keepdims=True)
    right = logits[rows, target]
    p = np.exp(logits, out=logits)
    total = p.sum(axis=1)
    p *= (share / total)[:, None]
    p[rows, target] -= share
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

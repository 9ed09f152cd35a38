"""Exercise 08.4 (optional): the way back through a neural language model of 2003."""

import inspect
from typing import NamedTuple

import numpy as np

from ....models.neural_lm import forward
from ....models.neural_lm import gradients as models_own
from ....tasks.answers import Function
from ....tasks.answers.reading import Unusable, array_of, kind
from ....tasks.answers.tolerance import Tolerance
from ....tasks.exercise import Exercise, Wrong

IDS, WINDOW, WIDTH = 8, 3, 2
HIDDEN = WINDOW * WIDTH  # "in" is square: a mistake in its order shows in its numbers
SIZES = 5, 9  # places; of 8 ids some are read more than once
SHAPES = {"table": (IDS, WIDTH), "in": (HIDDEN, HIDDEN), "shift": (HIDDEN,),
          "out": (IDS, HIDDEN), "bias": (IDS,)}  # fmt: skip


class Case(NamedTuple):
    """What ``gradients`` is called with, and the words that were right."""

    w: dict[str, np.ndarray]
    windows: np.ndarray
    features: np.ndarray
    hidden: np.ndarray
    error: np.ndarray
    right: np.ndarray


def case(places: int) -> Case:
    """Random weights, windows and words; the error is that of the mean loss."""
    rng = np.random.default_rng(places)
    w = {name: rng.normal(0, 0.7, shape) for name, shape in SHAPES.items()}
    windows = rng.integers(0, IDS, (places, WINDOW))
    right = rng.integers(0, IDS, places)
    features, hidden = forward(w, windows)
    p = np.exp(hidden @ w["out"].T + w["bias"])
    error = p / p.sum(axis=1, keepdims=True) - np.eye(IDS)[right]
    return Case(w, windows, features, hidden, error / places, right)


def gradients(w, windows, features, hidden, error):
    """From the logits back to the table, one layer after the other."""
    d_hidden = error @ w["out"] * (1 - hidden**2)
    d_features = d_hidden @ w["in"].T
    d_table = np.zeros_like(w["table"])
    np.add.at(d_table, windows, d_features.reshape(*windows.shape, -1))
    return {
        "table": d_table,
        "in": features.T @ d_hidden,
        "shift": d_hidden.sum(axis=0),
        "out": error.T @ hidden,
        "bias": error.sum(axis=0),
    }


def look(back, given) -> np.ndarray:
    """All gradients of all sizes, one after the other."""
    found = []
    for places in SIZES:
        named = back(*case(places)[:-1])
        if type(named) is not dict or set(named) != set(SHAPES):
            raise Unusable(
                f"`gradients` has to return a dict with the names {', '.join(SHAPES)}. "
                f"It returned {kind(named)}."
            )
        found += [array_of(named[name], SHAPES[name], f'"{name}"') for name in SHAPES]
    return np.concatenate(found)


class Gradients(Function):
    """Five arrays, of which some may be right already."""

    def remark(self, seen, right, given) -> str:
        """Which of them are, whatever the number of places."""
        near = Tolerance(self.relative, self.absolute).near(seen, right)
        ends = np.cumsum([np.prod(shape) for shape in SHAPES.values()] * len(SIZES))
        parts = [part.all() for part in np.split(near, ends[:-1])]
        names = [n for i, n in enumerate(SHAPES) if all(parts[i :: len(SHAPES)])]
        return f"Right so far: {', '.join(names)}." if names else ""


def _one_hot(w, windows, features, hidden, error):
    """Right in another way: reading a table is a product with rows of 0 and 1."""
    slope = (error @ w["out"]) * (1 - hidden) * (1 + hidden)
    reads = np.eye(len(w["table"]))[windows.ravel()]
    table = reads.T @ (slope @ w["in"].T).reshape(len(reads), -1)
    ones = np.ones(len(error))
    return dict(zip(SHAPES, (table.tolist(), features.T @ slope, ones @ slope,
                             error.T @ hidden, ones @ error), strict=True))  # fmt: skip


def _changed(**change):
    """The right gradients, but for some that are made from them and the arguments."""

    def back(*arguments):
        d = gradients(*arguments)
        return d | {name: rule(d, *arguments) for name, rule in change.items()}

    return lambda given: back


def _all(change):
    """The right gradients, each changed in the same way."""

    def back(*arguments):
        d = gradients(*arguments)
        return {name: change(array, len(arguments[1])) for name, array in d.items()}

    return lambda given: back


def _slope(rule):
    """The way back with another slope of tanh, a function of the hidden values."""

    def back(w, windows, features, hidden, error):
        d_hidden = error @ w["out"] * rule(hidden)
        return gradients(w, windows, features, hidden, error) | {
            "table": _summed(windows, d_hidden @ w["in"].T, w["table"]),
            "in": features.T @ d_hidden,
            "shift": d_hidden.sum(axis=0),
        }

    return lambda given: back


def _summed(windows, d_features, table):
    total = np.zeros_like(table)
    np.add.at(total, windows, d_features.reshape(*windows.shape, -1))
    return total


def _d_features(w, hidden, error, matrix):
    return error @ w["out"] * (1 - hidden**2) @ matrix


def _last_only(d, w, windows, features, hidden, error):
    table, rows = np.zeros_like(w["table"]), _d_features(w, hidden, error, w["in"].T)
    for at, row in zip(windows.ravel(), rows.reshape(windows.size, -1), strict=True):
        table[at] = row
    return table


def _averaged(d, w, windows, *_):
    count = np.bincount(windows.ravel(), minlength=IDS)
    return d["table"] / np.maximum(count, 1)[:, None]


def _forwards(d, w, windows, features, hidden, error):
    return _summed(windows, _d_features(w, hidden, error, w["in"]), w["table"])


BACKWARD = Exercise(
    id="08.4",
    title="The way back (optional)",
    minutes=20,
    difficulty=5,
    importance=2,
    task="The neural language model of `models/neural_lm.py` reads the last words and "
    "predicts the next one:\n"
    '`features = w["table"][windows].reshape(len(windows), -1)`\n'
    '`hidden = np.tanh(features @ w["in"] + w["shift"])`\n'
    '`logits = hidden @ w["out"].T + w["bias"]`\n'
    "`windows` is (N, k) ids, `table` (ids, e), `in` (k e, h), `out` (ids, h). Write "
    "`gradients(w, windows, features, hidden, error)`: a dict with the gradient of the "
    'loss for each of "table", "in", "shift", "out" and "bias", each in the shape of '
    "its weights. `error` (N, ids) is the gradient for the logits: (p − 1 at the right "
    "word) / N, so the division by N is done.\n"
    "It is six lines. Hand in the function itself: `check('08.4', gradients)`.",
    answer=Gradients(
        "gradients(w, windows, features, hidden, error)",
        look,
        tried=f"called with {len(SIZES)} batches",
        relative=1e-4,
        absolute=1e-7,
    ),
    reference=lambda given: gradients,
    alternatives=(lambda given: models_own, lambda given: _one_hot),
    wrong=(
        Wrong(
            "tanh-forgotten",
            "You did not go back through tanh. Where a hidden value is near 1 or −1, "
            "its input hardly matters: multiply `d_hidden` by 1 − hidden².",
            _slope(np.ones_like),
        ),
        Wrong(
            "slope-not-squared",
            "The slope of tanh is 1 − tanh², and `hidden` is the tanh already: "
            "`1 - hidden**2`.",
            _slope(lambda hidden: 1 - hidden),
        ),
        Wrong(
            "tanh-twice",
            "You took tanh of the hidden values once more. They *are* the tanh, so its "
            "slope is `1 - hidden**2`.",
            _slope(lambda hidden: 1 - np.tanh(hidden) ** 2),
        ),
        Wrong(
            "slope-of-a-sigmoid",
            "hidden × (1 − hidden) is the slope of the logistic function. That of tanh "
            "is 1 − hidden².",
            _slope(lambda hidden: hidden * (1 - hidden)),
        ),
        Wrong(
            "embedding-overwritten",
            "All is right but the table, where a word is read several times. Its "
            "gradients have to add up; `d_table[windows] = …`, and `+=` too, keep only "
            "the last one. `np.add.at` adds them all.",
            _changed(table=_last_only),
        ),
        Wrong(
            "embedding-averaged",
            "All is right but the table: you took the mean over all places where a "
            "word is read. Each place adds its part to the loss, so it is the sum.",
            _changed(table=_averaged),
        ),
        Wrong(
            "forwards-through-in",
            'The way back through `features @ w["in"]` is a product with `w["in"].T`. '
            "You went through it as on the way forward; all but the table is right.",
            _changed(table=_forwards),
        ),
        Wrong(
            "in-transposed",
            'The gradient of "in" is transposed. It has the shape of its weights: '
            "features in rows, hidden units in columns: `features.T @ d_hidden`.",
            _changed(**{"in": lambda d, *_: d["in"].T}),
        ),
        Wrong(
            "bias-averaged",
            "The gradients of bias and shift are sums over the places, not means: the "
            "division by N is in `error` already.",
            _changed(
                shift=lambda d, w, windows, *_: d["shift"] / len(windows),
                bias=lambda d, w, windows, *_: d["bias"] / len(windows),
            ),
        ),
        Wrong(
            "one-place-for-all",
            "For bias and shift you took a single place. They are added at every "
            "place, so their gradients are sums over all of them: `.sum(axis=0)`.",
            _changed(
                shift=lambda d, w, windows, features, hidden, error: (
                    error[0] @ w["out"] * (1 - hidden[0] ** 2)
                ),
                bias=lambda d, w, windows, features, hidden, error: error[0],
            ),
        ),
        Wrong(
            "divided-twice",
            "Every gradient is right but for one factor: you divided by N once more. "
            "It is in `error` already.",
            _all(lambda array, places: array / places),
        ),
        Wrong(
            "not-divided",
            "Every gradient is right but for one factor: you multiplied by N. `error` "
            "is that of the mean loss, which is what is asked for.",
            _all(lambda array, places: array * places),
        ),
        Wrong(
            "downhill",
            "Every sign is the other way round. The gradient points uphill; the step "
            "goes against it, but that is the optimiser's job.",
            _all(lambda array, places: -array),
        ),
    ),
    hints=(
        "Go back layer by layer: from the logits to the hidden values, through tanh, "
        "to the features, to the table. The gradient of a matrix is its input, "
        "transposed, times the gradient of its output.",
        '`d_hidden = error @ w["out"] * (1 - hidden**2)` and '
        '`d_features = d_hidden @ w["in"].T`. With these two every array takes one '
        "line.",
        'The table: `d_table = np.zeros_like(w["table"])`, then `np.add.at(d_table, '
        "windows, d_features.reshape(*windows.shape, -1))`. The others: "
        "`features.T @ d_hidden`, `d_hidden.sum(axis=0)`, and the same with `error`.",
    ),
    solution="Each layer needs two things for its way back: what went in, and how the "
    "loss changes with what came out.",
    solution_code="import numpy as np\n\n\n" + inspect.getsource(gradients),
    correct="These are the gradients with which the model of 2003 learns. The "
    "transformer adds attention and norms, and no new idea on the way back.",
)

"""Fits that a browser's page takes over: it multiplies matrices too slowly for them.

Where the site is made, the notebooks that train networks run once. Each fit is kept
under what it began with: its weights afterwards, its losses, and where the generator
stood. In a page the same fit takes these over and says so. Any other is computed there,
and takes minutes.
"""

import functools
import json
import os
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np

from .. import checks

VARIABLE = "COURSE_KEEP_FITS"  # names the folder that fits are kept in
FOLDER = Path(__file__).parent / "learnt"  # in the wheel for a page, and nowhere else
CLOSE = 0.01  # of the data's means: another processor may draw another record or two
KNOWN = "Learnt on another machine, from the same seed: here it would take minutes."
SAID: set[tuple[int, str]] = set()
SLOW = "Learning in the browser: this takes minutes."


def kept(fit: Callable) -> Callable:
    """A network's ``fit``, which keeps or takes over what is learnt where asked to."""
    if sys.platform == "emscripten":
        return _wrapped(fit, _take_over)
    return _wrapped(fit, _keep) if VARIABLE in os.environ else fit


def _wrapped(fit: Callable, around: Callable) -> Callable:
    @functools.wraps(fit)
    def fitted(model, data, *, rng=None, **options):
        rng = checks.generator(rng)
        if options.get("sample_weight") is not None or not isinstance(data, np.ndarray):
            return fit(model, data, rng=rng, **options)
        return around(fit, model, data, rng, options)

    return fitted


def _keep(fit, model, data, rng, options):
    name = key(model, data, rng)
    fit(model, data, rng=rng, **options)
    about = {"losses": model.losses, "generator": rng.bit_generator.state}
    file = Path(os.environ[VARIABLE], f"{name}.npz")
    arrays = {"weights": model._flat, "means": data.mean(axis=0)}
    np.savez(file, about=json.dumps(about), **arrays)
    return model


def _take_over(fit, model, data, rng, options):
    stored = _stored(key(model, data, rng))
    if not _alike(stored.get("means"), data.mean(axis=0)):
        _say(SLOW)
        return fit(model, data, rng=rng, **options)
    _say(KNOWN)
    about = json.loads(str(stored["about"]))
    model._flat, model.losses = stored["weights"], about["losses"]
    rng.bit_generator.state = about["generator"]
    if progress := options.get("progress"):
        for epoch, loss in enumerate(model.losses, 1):
            progress(epoch, loss)
    return model


def key(model, data: np.ndarray, rng: np.random.Generator) -> str:
    """What a fit begins with: the model, the number of records, the generator."""
    first = model._flat if model.training.warm_start else None
    weights = b"" if first is None else first.tobytes()
    begins = [type(model).__name__, model.settings, len(data), rng.bit_generator.state]
    text = json.dumps(begins, sort_keys=True).encode()
    return sha256(text + weights).hexdigest()[:32]


def _stored(name: str) -> dict[str, np.ndarray]:
    file = FOLDER / f"{name}.npz"
    return dict(np.load(file, allow_pickle=False)) if file.exists() else {}


def _alike(then: np.ndarray | None, now: np.ndarray) -> bool:
    """Whether these are the means of the same data, give or take a record."""
    if then is None or then.shape != now.shape:
        return False
    return bool(np.abs(now - then).max() <= CLOSE * np.abs(then).max())


def _say(sentence: str) -> None:
    """Once in each cell."""
    cell = getattr(sys.modules["IPython"].get_ipython(), "execution_count", 0)
    if (cell, sentence) not in SAID:
        SAID.add((cell, sentence))
        print(sentence)

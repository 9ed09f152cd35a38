"""The loop: truth -> data -> model -> data -> model ...

``run`` is the five lines that a learner writes in notebook 01, with names, seeds and
a record of where every training point came from. Generation 0 is the truth and
generation 1 the first fit, on n real points; policies act from generation 2.

Leaves out speed: thousands of runs live in ``ensembles``.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from . import checks
from . import metrics as known_metrics
from .policies import Batch, Policy


@dataclass(eq=False)
class History:
    """One run, generation by generation; index 0 is the truth in every list.

    models : models[t] is the fitted model of generation t; models[0] the truth.
    batches : batches[t] is what models[t] was trained on, closed to writing;
        batches[0] is None.
    metrics : name -> (generations + 1,) float array; also ``history["name"]``.
    """

    models: list
    batches: list[Batch | None]
    metrics: dict[str, np.ndarray] = field(default_factory=dict)

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.metrics:
            raise KeyError(
                f"unknown metric {name!r}; this run has "
                f"{', '.join(sorted(self.metrics)) or 'none'}"
            )
        return self.metrics[name]

    @property
    def generations(self) -> int:
        """Number of fitted models."""
        return len(self.models) - 1

    @property
    def real_share(self) -> np.ndarray:
        """(generations + 1,) share of real records in each training set; 1 at 0."""
        return np.array([1.0] + [batch.real_share for batch in self.batches[1:]])

    def provenance(self) -> np.ndarray:
        """Records by generation of training (row) and origin (column).

        Returns a (generations + 1, generations + 1) int array: entry (t, s) counts
        the records in the training set of generation t that came from source s.
        """
        size = len(self.models)
        table = np.zeros((size, size), dtype=int)
        for t, batch in enumerate(self.batches[1:], start=1):
            table[t] = np.bincount(batch.origin, minlength=size)
        return table


def refit(model, batch: Batch, rng: np.random.Generator):
    """A deep copy of ``model``, fitted to a copy of ``batch``; both stay as they are.

    ``rng`` and ``sample_weight`` are passed where ``fit`` has them. A model with
    ``random_state`` and no ``rng`` gets a new state, so that a run can be repeated.
    Writable copies, as scikit-learn's models with ``copy=False`` fit in place.
    """
    model = copy.deepcopy(model)
    accepts = _parameters(model, "fit")
    options = {}
    if "rng" in accepts:
        options["rng"] = rng
    elif hasattr(model, "random_state"):
        model.random_state = _state(rng)
    if batch.weight is not None:
        if "sample_weight" not in accepts:
            raise TypeError(
                f"{type(model).__name__}.fit has no sample_weight, so it cannot be "
                "trained under Weighted; take a model that has, or a policy without "
                "weights"
            )
        options["sample_weight"] = copy.deepcopy(batch.weight)
    model.fit(copy.deepcopy(batch.x), **options)
    return model


def draw(model, n: int, rng: np.random.Generator) -> np.ndarray:
    """n records sampled from ``model``, in random order.

    Passes ``rng`` or ``random_state`` where ``sample`` has it, else sets
    ``model.random_state`` for the time: scikit-learn would replay the same noise.
    Takes the first item of a tuple; shuffles, for some models sort by component. The
    records are the caller's own, also where the model hands out the same array again.
    """
    accepts = _parameters(model, "sample")
    options = {}
    if "rng" in accepts:
        options["rng"] = rng
    elif "random_state" in accepts:
        options["random_state"] = _state(rng)
    lent = not options and hasattr(model, "random_state")
    if lent:
        own, model.random_state = model.random_state, _state(rng)
    try:
        x = model.sample(n, **options)
    finally:
        if lent:
            model.random_state = own
    x = np.asarray(x[0] if isinstance(x, tuple) else x)
    if x.ndim == 0 or len(x) != n:
        raise ValueError(
            f"{type(model).__name__}.sample({n}) gave an array of shape {x.shape}, "
            f"but its first axis must count the {n} records"
        )
    checks.finite(f"{type(model).__name__}.sample({n})", x)
    return x[rng.permutation(n)]


def run(
    model,
    truth,
    policy: Policy,
    *,
    n: int,
    generations: int,
    seed,
    metrics: Mapping[str, Callable] | Iterable[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> History:
    """Train generation after generation and keep all of it.

    Parameters
    ----------
    model : anything with ``fit(data)`` and ``sample(n)``; it is copied, never changed.
    truth : anything with ``sample(n)``.
    policy : what the models of generation 2, 3, ... are trained on.
    n : records a generation, at least 2.
    generations : models to fit, at least 1.
    seed : a whole number, SeedSequence or Generator.
    metrics : ``{"name": f}`` with ``f(model, sample) -> number``, or names known to
        ``course_utils.metrics``. The sample is n new points of the model. Metrics
        have a generator of their own: adding one never changes the run.
    progress : called as ``progress(t, generations)`` after each generation.

    Raises
    ------
    ValueError, TypeError, KeyError : what was given and what is allowed.
    """
    n = checks.count("n", n, least=2)
    generations = checks.count("generations", generations, least=1)
    _check_parts(model, truth, policy)
    measures = known_metrics.choose(metrics)
    streams = checks.generator(seed).spawn(5)
    real_rng, synthetic_rng, fit_rng, policy_rng, metric_rng = streams

    past: list[Batch] = []
    models = [truth]
    real = _source(truth, 0, real_rng, past)
    values = {name: [] for name in measures}
    _measure(values, measures, truth, n, metric_rng)
    for t in range(1, generations + 1):
        if t == 1:
            batch = _kept(real(n))
        else:
            synthetic = _source(models[-1], t - 1, synthetic_rng, past)
            batch = _kept(_mixed(policy, past, real, synthetic, n, policy_rng))
        models.append(refit(models[-1] if t > 1 else model, batch, fit_rng))
        past.append(batch)
        _measure(values, measures, models[-1], n, metric_rng)
        if progress:
            progress(t, generations)
    return History(
        models, [None, *past], {name: np.array(v) for name, v in values.items()}
    )


def _source(of, origin: int, rng, past: list[Batch]) -> Callable[[int], Batch]:
    """Draws k records of one source; no records have the shape of the first ones."""

    def records(k: int) -> Batch:
        x = draw(of, k, rng) if k else past[0].x[:0].copy()
        return Batch(x, np.full(k, origin))

    return records


def _mixed(policy, past, real, synthetic, n, rng) -> Batch:
    batch = policy(list(past), real, synthetic, n, rng)
    if not isinstance(batch, Batch):
        raise TypeError(
            f"{policy!r} returned {type(batch).__name__}, but a policy must return a "
            "Batch(x, origin)"
        )
    if np.max(batch.origin, initial=0) > len(past):
        raise ValueError(
            f"{policy!r} returned records of origin {batch.origin.max()}, but it can "
            f"only be 0, the truth, to {len(past)}, the last model"
        )
    return batch


def _kept(batch: Batch) -> Batch:
    """The batch for the record: a copy that nobody else holds, closed to writing."""
    pool = None if batch.pool is None else _kept(batch.pool)
    columns = {
        name: _closed(getattr(batch, name)) for name in ("x", "origin", "weight")
    }
    return replace(batch, **columns, pool=pool)


def _closed(column: np.ndarray | None) -> np.ndarray | None:
    column = copy.deepcopy(column)
    if column is not None:
        column.setflags(write=False)
    return column


def _measure(values, measures, model, n, rng):
    if measures:
        sample = draw(model, n, rng)
        for name, measure in measures.items():
            values[name].append(float(measure(model, copy.deepcopy(sample))))


def _check_parts(model, truth, policy):
    for name, part, needed in (
        ("model", model, ("fit", "sample")),
        ("truth", truth, ("sample",)),
    ):
        for method in needed:
            if not callable(getattr(part, method, None)):
                raise TypeError(
                    f"{name} is {part!r}, which has no {method}(); it needs "
                    f"{' and '.join(f'{m}()' for m in needed)}"
                )
        if isinstance(part, type):
            raise TypeError(
                f"{name} is the class {part.__name__}, but it must be an object: "
                f"{part.__name__}()"
            )
    checks.policy(policy)


def _parameters(model, method: str) -> frozenset[str]:
    bound = getattr(model, method)
    return _accepted(getattr(bound, "__func__", bound))


@functools.lru_cache
def _accepted(function: Callable) -> frozenset[str]:
    return frozenset(inspect.signature(function).parameters)


def _state(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))

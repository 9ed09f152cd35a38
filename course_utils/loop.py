"""The loop: truth -> data -> model -> data -> model ...

``run`` is the five lines that a learner writes in notebook 01, with names, seeds and
a record of where every training point came from; ``generations`` gives the same one by
one. Generation 0 is the truth and generation 1 the first fit, on n real points;
policies act from generation 2.

Leaves out speed: thousands of runs live in ``ensembles``.
"""

import copy
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from . import checks
from . import metrics as known_metrics
from .history import Generation, History
from .policies import Batch, Policy


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
    Takes the first item of a tuple; shuffles, as some models sort by component. The
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
    kept = []
    for each in _started(model, truth, policy, n, generations, seed, metrics):
        kept.append(each)
        if progress and each.number:
            progress(each.number, generations)
    return History(
        [each.model for each in kept],
        [each.batch for each in kept],
        {name: np.array([each.metrics[name] for each in kept])
         for name in kept[0].metrics},
    )  # fmt: skip


def generations(
    model, truth, policy: Policy, *, n: int, generations: int, seed, metrics=None
) -> Iterator[Generation]:
    """The generations of ``run`` one by one, the truth first, and none of them kept.

    Takes what ``run`` takes, and is checked as soon as it is called. Training sets stay
    until the last generation, for policies may ask for them; models do not.
    """
    return _started(model, truth, policy, n, generations, seed, metrics)


def _started(model, truth, policy, n, generations, seed, metrics):
    n = checks.count("n", n, least=2)
    generations = checks.count("generations", generations, least=1)
    _check_parts(model, truth, policy)
    measures = known_metrics.choose(metrics)
    streams = checks.generator(seed).spawn(5)
    return _trained(model, truth, policy, n, generations, measures, streams)


def _trained(model, truth, policy, n, generations, measures, streams):
    real_rng, synthetic_rng, fit_rng, policy_rng, metric_rng = streams
    past: list[Batch] = []
    real = _source(truth, 0, real_rng, past)
    yield Generation(0, truth, None, _measured(measures, truth, n, metric_rng))
    for t in range(1, generations + 1):
        if t == 1:
            batch = _kept(real(n))
        else:
            synthetic = _source(model, t - 1, synthetic_rng, past)
            batch = _kept(_mixed(policy, past, real, synthetic, n, policy_rng))
        model = refit(model, batch, fit_rng)
        past.append(batch)
        yield Generation(t, model, batch, _measured(measures, model, n, metric_rng))


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


def _measured(measures, model, n, rng) -> dict[str, float]:
    """Name -> number; each measure gets a sample of its own to read."""
    if not measures:
        return {}
    sample = draw(model, n, rng)
    return {
        name: float(measure(model, copy.deepcopy(sample)))
        for name, measure in measures.items()
    }


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

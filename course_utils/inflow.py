"""Human pages that dry up: people write what the models did not answer.

In each generation people ask questions, each about one type. A question is *answered*
if some model of the web knows its type; of the others the models answer a share as if
they knew. Whoever has an answer writes no page about it, most of the time. What people
do write stands beside what the models write, and all models learn from that web.
Leaves out whether answers are right, and people who write unasked. Taught in notebook
10.
"""

from dataclasses import dataclass

import numpy as np

from . import checks, metrics
from .ecosystem import Web, empty, measure
from .models import categorical


@dataclass(frozen=True, eq=False)
class Inflow:
    """A web that people write for; (generations + 1, replicates) each.

    web : what the models know. written : human pages that generation t learnt from;
    human : their share of all pages. The rows 0 and 1 of both hold the start, n real
    records and nothing else.
    distance : total variation between the web's shares and the true ones.
    """

    web: Web
    written: np.ndarray
    human: np.ndarray
    distance: np.ndarray


def inflow(
    p,
    *,
    confidence: float,
    unwritten: float = 0.9,
    models: int = 5,
    n: int = 2_000,
    questions: int = 1_200,
    pages: int = 8_000,
    generations: int,
    replicates: int,
    written=None,
    seed,
) -> Inflow:
    """Many webs whose human pages depend on what the models answer.

    p : (V,) true shares, of records and of questions.
    confidence : share of unknown questions that the models answer all the same, 0 for
        "I don't know", 1 for models that always answer.
    unwritten : chance that an answered question is not written up; 0: people write on.
    pages : pages by models, which count as their mean.
    written : (generations + 1, replicates) whole numbers: a control with so many human
        pages, about types drawn at random; None lets people choose.

    Raises ValueError for numbers out of range.
    """
    p, rng = checks.shares("p", p), checks.generator(seed)
    confidence = checks.share("confidence", confidence)
    unwritten = checks.share("unwritten", unwritten)
    models = checks.count("models", models, least=1)
    n, pages = checks.count("n", n, least=2), checks.count("pages", pages, least=1)
    questions = checks.count("questions", questions)
    generations = checks.count("generations", generations, least=1)
    replicates = checks.count("replicates", replicates, least=1)
    many = np.broadcast_to(p, (replicates, len(p)))
    result = _empty(empty(generations, replicates, models, len(p)), n, written)
    law = many
    for t in range(generations + 1):
        q = np.repeat(law[:, None], models, axis=1)
        if t:
            q = categorical.counts(n, q, rng) / n
        pool = q.mean(axis=1)
        measure(result.web, t, slice(None), q)
        result.distance[t] = metrics.total_variation(pool, p)
        if not 1 <= t < generations:
            continue
        if written is None:
            answered = confidence + (1 - confidence) * (pool > 0)
            asked = categorical.counts(questions, many, rng)
            human = rng.binomial(asked, 1 - unwritten * answered)
        else:
            human = categorical.counts(result.written[t + 1], many, rng)
        total = human.sum(axis=1)
        result.written[t + 1] = total
        result.human[t + 1] = total / (total + pages)
        law = (human + pages * pool) / (total + pages)[:, None]
    return result


def _empty(web: Web, n: int, written) -> Inflow:
    """The start: n real records and nothing else."""
    shape = web.web_types.shape
    counts = np.full(shape, n)
    if written is not None:
        counts = np.array(written)
        whole = np.issubdtype(counts.dtype, np.integer)
        if counts.shape != shape or not whole or counts.min() < 0:
            raise ValueError(
                f"written is {counts.dtype} of shape {counts.shape}, but it must be "
                f"{shape} whole numbers of at least 0: pages by generation and "
                "replicate"
            )
    return Inflow(web, counts, np.ones(shape), np.empty(shape))

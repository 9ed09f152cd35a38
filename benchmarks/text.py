"""n-gram models against nltk's, and the loops of notebook 07."""

import time
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
from nltk.lm import AbsoluteDiscountingInterpolated, KneserNeyInterpolated, Lidstone
from nltk.lm.preprocessing import padded_everygram_pipeline

from course_utils import loop
from course_utils.language.grammar import Grammar
from course_utils.models import NGram
from course_utils.policies import Accumulate, line_up

from .row import Row, seconds

TOKENS, PATIENCE = 100_000, 1.0
POLICIES = line_up("replace", "accumulate", "subsample", "10 % kept", "10 % fresh")
PEERS = {
    "kneser-ney": (lambda order: KneserNeyInterpolated(order, 0.75), 100, 20),
    "absolute": (lambda order: AbsoluteDiscountingInterpolated(order, 0.75), 100, 20),
    "add-k": (lambda order: Lidstone(0.01, order), 50, 10),
}


def corpus() -> tuple[Grammar, np.ndarray]:
    """The large grammar and sentences of it with about 100,000 words."""
    truth = Grammar("large")
    return truth, truth.sample(
        round(TOKENS / truth.mean_length), np.random.default_rng(1)
    )


def rate(steps: Iterator) -> float:
    """Steps a second, of as many as PATIENCE allows, at least one."""
    begun, done = time.perf_counter(), 0
    for _ in steps:
        done += 1
        if time.perf_counter() - begun > PATIENCE:
            break
    return done / (time.perf_counter() - begun)


def said(model, order: int) -> Iterator[str]:
    """Words of nltk's model, one after another."""
    start = ["<s>"] * (order - 1)
    context, seed = start, 0
    while True:
        seed += 1
        word = model.generate(1, text_seed=context, random_seed=seed)
        context = start if word == "</s>" else [*context, word][1:]
        yield word


def scored(model, order: int, text: list[list[str]]) -> Iterator[float]:
    """Log-probabilities of the words of a text by nltk's model."""
    for sentence in text:
        line = ["<s>"] * (order - 1) + sentence
        for i in range(order - 1, len(line)):
            yield model.logscore(line[i], line[i - order + 1 : i])


def peer_rows(truth: Grammar, x: np.ndarray, smoothing: str, order: int) -> list[Row]:
    """Fit, sample and score, in thousand words a second."""
    make, least, least_scored = PEERS[smoothing]
    peer, text = make(order), [[str(a) for a in row if a] for row in x.tolist()]
    begun = time.perf_counter()
    peer.fit(*padded_everygram_pipeline(order, text))
    peer_fit = np.count_nonzero(x) / (time.perf_counter() - begun)
    model = NGram(len(truth.vocabulary), order, smoothing).fit(x)
    new = model.sample(len(x), np.random.default_rng(2))

    def pace(words: np.ndarray, action: Callable) -> float:
        return np.count_nonzero(words) / seconds(action)

    ours = {
        "fit": pace(x, lambda: model.fit(x)),
        "sample": pace(new, lambda: model.sample(len(x), np.random.default_rng(2))),
        "score": pace(x, lambda: model.log_prob(x)),
    }
    peers = peer_fit, rate(said(peer, order)), rate(scored(peer, order, text))
    what = f"{order}-gram, {smoothing}, {TOKENS:,} words; peer: nltk.lm"
    return [
        Row(f"{name}, {what}", own / 1000, other / 1000, "thousand/s",
            f"ratio ≥ {least_scored if name == 'score' else least}")
        for (name, own), other in zip(ours.items(), peers, strict=True)
    ]  # fmt: skip


def history(truth: Grammar, n: int, policy, seed: int) -> loop.History:
    """Ten generations of a trigram model, no metrics: each would draw a text more."""
    model = NGram(len(truth.vocabulary), 3)
    return loop.run(model, truth, policy, n=n, generations=10, seed=seed)


def loop_rows(truth: Grammar, n: int) -> list[Row]:
    """All policies and seeds one after another; the memory of the greediest."""
    took = seconds(
        lambda: [
            history(truth, n, p, seed) for p in POLICIES.values() for seed in range(3)
        ],
        1,
    )
    tracemalloc.start()
    history(truth, n, Accumulate(), 0)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    what = f"trigram, kneser-ney, 10 generations of {TOKENS:,} words"
    return [
        Row(f"{what}, 5 policies × 3 seeds", took, None, "s", "≤ 15 s"),
        Row(f"peak memory, {what}, Accumulate", peak, None, "MB"),
    ]


def rows() -> list[Row]:
    """At the sizes of notebook 07."""
    truth, x = corpus()
    result = []
    for smoothing in PEERS:
        for order in (2, 3):
            result += peer_rows(truth, x, smoothing, order)
    return result + loop_rows(truth, len(x))

"""The example of a learner's own PyTorch model: it does what the loop asks of it."""

import sys

import numpy as np
import pytest

from course_utils import loop
from course_utils.language.grammar import Grammar
from course_utils.policies import FreshReal
from course_utils.upkeep.notebooks import ROOT
from tests.sentences import random_sentences

sys.path.insert(0, str(ROOT / "examples"))

from pytorch_model import Recurrent


@pytest.fixture
def model():
    x = random_sentences(60, 5, 6)
    return Recurrent(5, width=8, epochs=1, longest=3).fit(
        x, rng=np.random.default_rng(1)
    )


def test_probabilities_of_all_sentences_sum_to_one(model):
    """Sentences of up to three words, and the chance of a longer one: enumerated."""
    every = [[0, 0, 0, 0]]
    for length in (1, 2, 3):
        words = np.indices((5,) * length).reshape(length, -1).T + 1
        every += np.pad(words, ((0, 0), (0, 4 - length))).tolist()
    ended = np.exp(model.log_prob(np.array(every))).sum()
    longer = np.indices((5,) * 4).reshape(4, -1).T + 1
    first_four = np.exp(model.log_prob(np.pad(longer, ((0, 0), (0, 1)))))
    assert 0 < ended < 1 and 0 < first_four.sum() < 1 - ended


def test_samples_follow_its_own_law(model):
    x = model.sample(20_000, np.random.default_rng(2))
    empty = np.mean(~x.any(axis=1))
    p = np.exp(model.log_prob(np.zeros((1, 2), dtype=int)))[0]
    assert empty == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 20_000))
    ended = np.maximum.accumulate(x == 0, axis=1)
    assert not x[ended].any()


def test_it_learns_and_runs_in_the_loop():
    truth = Grammar("small")
    history = loop.run(
        Recurrent(len(truth.vocabulary), epochs=3), truth, FreshReal(1.0), n=600,
        generations=2, seed=3, metrics={"valid": lambda m, x: truth.valid(x).mean()},
    )  # fmt: skip
    human = truth.sample(500, np.random.default_rng(4))
    nats = -history.models[2].log_prob(human).sum() / np.count_nonzero(human)
    assert truth.entropy_per_word < nats < np.log(len(truth.vocabulary)) - 1
    assert history["valid"][2] > 0.005

"""The stored runs of n-gram models: whole, what they say, and made again in part."""

import json
import math

import numpy as np
import pytest
from nltk import ngrams

from course_utils import experiments
from course_utils.experiments import words as stored


@pytest.fixture(scope="module")
def truth():
    return stored.truth()


class Even:
    """A law for tests: each id, the end too, with probability p."""

    def __init__(self, p):
        self.p = p

    def log_prob(self, x, *, floor=0.0):
        lengths = np.count_nonzero(x, axis=1)
        return (lengths + 1) * math.log(self.p + floor)


def test_the_meters_are_what_they_say(truth):
    rng = np.random.default_rng(3)
    human, own = truth.sample(300, rng), truth.sample(80, rng)
    own[5, 0] = own[5, 1]  # not a sentence any more
    seen = stored.look(truth, Even(1 / 50), Even(1 / 20), human, own)
    count = np.count_nonzero(human)
    expected = (count + len(human)) / count * math.log(1 / (1 / 20 + 0.001))
    assert seen["human"] == pytest.approx(expected)
    count = np.count_nonzero(own)
    expected = (count + len(own)) / count * math.log(1 / (1 / 50 + 0.001))
    assert math.log(seen["own"]) == pytest.approx(expected)
    rows = [[word for word in row if word] for row in own.tolist()]
    valid = [np.isfinite(truth.log_prob(own[i : i + 1])[0]) for i in range(80)]
    assert seen["valid"] == pytest.approx(100 * np.mean(valid)) and not valid[5]
    assert seen["words"] == len({word for row in rows for word in row})
    triples = [triple for row in rows for triple in ngrams(row, 3)]
    assert seen["distinct"] == pytest.approx(len(set(triples)) / len(triples))
    rare = {word for word in np.ravel(human).tolist() if word and truth.rare[word]}
    had = rare & set(np.ravel(own).tolist())
    assert 0 < len(had) < len(rare)
    assert seen["rare"] == pytest.approx(100 * len(had) / len(rare))
    assert set(seen) == set(stored.METERS)


def test_each_run_is_stored_with_both_generations():
    runs = stored.runs()
    expected = [
        (arm, n, seed)
        for arm in stored.ARMS
        for n in stored.SIZES
        for seed in stored.SEEDS
    ]
    assert list(runs) == expected and len(runs) == 84
    for pair in runs.values():
        for meters in pair:
            assert list(meters) == list(stored.METERS)
            assert all(map(math.isfinite, meters.values()))


def test_an_average_is_the_mean_over_the_seeds():
    lines = map(json.loads, experiments.path("words").read_text().splitlines()[1:])
    some = [
        row["value"]
        for row in lines
        if (row["point"]["arm"], row["point"]["n"]) == ("accumulate", 1_500)
    ]
    middle = [pair["words"] for pair in stored.average("accumulate", 1_500)]
    assert middle == pytest.approx(
        [sum(row[when]["words"] for row in some) / 4 for when in ("first", "now")]
    )


@pytest.mark.parametrize("name", stored.ARMS)
def test_runs_with_other_seeds_are_like_the_stored_ones(name):
    slack = {"valid": 8, "words": 35, "distinct": 0.035, "rare": 10}
    found = [stored.run(name, 1_000, seed) for seed in (21, 22)]
    kept = stored.average(name, 1_000)
    for when, before in zip(("first", "now"), kept, strict=True):
        for meter in stored.METERS:
            middle = np.median([pair[when][meter] for pair in found])
            off = abs(middle - before[meter])
            share = 0.06 if meter == "human" else 0.25
            chaotic = when == "now" and name == "cautious replace"  # they differ a lot
            limit = (4 if chaotic else 1) * slack.get(meter, share * before[meter])
            assert off < limit, (meter, middle)


@pytest.mark.parametrize("name", ["accumulate", "cautious replace", "trigram replace"])
def test_a_run_can_be_made_again_with_its_seed(name):
    again = stored.run(name, 1_000, 2)
    for old, new in zip(stored.runs()[name, 1_000, 2], again.values(), strict=True):
        assert new == pytest.approx(old, rel=0.002)

"""The stored webs of n-gram models: whole, what they say, and made again in part."""

import math

import numpy as np
import pytest

from course_utils.experiments import web as stored


class Says:
    """A model that says the same sentences whoever asks."""

    def __init__(self, rows):
        self.rows = np.array(rows)

    def sample(self, n, rng):
        return np.resize(self.rows, (n, self.rows.shape[1]))


def test_the_meters_are_what_they_say():
    good = stored.truth().sample(2, np.random.default_rng(1))
    bad = good[:, ::-1].copy()
    bad = np.stack([np.pad(row[row > 0], (0, np.sum(row == 0))) for row in bad])
    seen = stored.look([Says(good), Says(bad[:1])], np.random.default_rng(0))
    own = [set(np.ravel(rows)[np.ravel(rows) > 0].tolist()) for rows in (good, bad[:1])]
    assert seen["model"] == np.mean([len(words) for words in own])
    assert seen["web"] == len(own[0] | own[1])
    assert seen["valid"] == 0.5 and set(seen) == set(stored.METERS)


def test_each_run_is_stored_with_both_generations():
    runs = stored.runs()
    expected = [
        (arm, temperature, seed)
        for arm in stored.ARMS
        for temperature in stored.DISCOUNTS
        for seed in stored.SEEDS
    ]
    assert list(runs) == expected and len(runs) == 72
    for meters in runs.values():
        assert all(math.isfinite(v) for pair in meters.values() for v in pair)


def test_runs_begin_alike_and_with_other_seeds_end_alike():
    for arm, temperature in (("pool", 0.8), ("own", 1.0)):
        again = stored.run(arm, temperature, 21)
        for meter, slack in (("model", 30), ("web", 60), ("valid", 0.2)):
            kept = stored.values(arm, temperature, meter).mean(axis=0)
            assert np.all(np.abs(again[meter] - kept) < slack), (arm, meter)


@pytest.mark.parametrize(("arm", "temperature"), [("pool", 0.8), ("control", 1.0)])
def test_a_run_can_be_made_again_with_its_seed(arm, temperature):
    again = stored.run(arm, temperature, 2)
    for meter, values in stored.runs()[arm, temperature, 2].items():
        assert again[meter] == pytest.approx(values, rel=0.002)


def ends(arm, temperature, meter):
    return stored.values(arm, temperature, meter)[:, 1]


def test_what_notebook_10_says_of_them():
    """At T = 1 sharing changes who has words; at T = 0.8 the pool is worst for both."""
    web = {arm: ends(arm, 1.0, "web") for arm in ("own", "a tenth shared", "pool")}
    middle = np.mean(list(web.values()))
    assert all(abs(values.mean() / middle - 1) < 0.03 for values in web.values())
    model = {arm: ends(arm, 1.0, "model") for arm in web}
    assert model["own"].max() < model["a tenth shared"].min()
    assert model["a tenth shared"].max() < model["pool"].min()
    for meter in ("model", "web"):
        others = [ends(arm, 0.8, meter).mean() for arm in ("own", "a tenth shared")]
        assert ends("pool", 0.8, meter).mean() < 0.7 * min(others)
    for temperature in stored.DISCOUNTS:
        first, last = stored.values("control", temperature, "web").mean(axis=0)
        assert last == pytest.approx(first, rel=0.02)

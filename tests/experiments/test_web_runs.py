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
        (arm, temperature, discount, seed)
        for arm in stored.ARMS
        for temperature in stored.TEMPERATURES
        for discount in stored.DISCOUNTS
        for seed in stored.SEEDS
    ]
    assert list(runs) == expected and len(runs) == 144
    for meters in runs.values():
        assert all(math.isfinite(v) for pair in meters.values() for v in pair)


def test_runs_begin_alike_and_with_other_seeds_end_alike():
    for point in (("pool", 0.8, 0.75), ("own", 1.0, 0.3)):
        again = stored.run(*point, 21)
        for meter, slack in (("model", 30), ("web", 60), ("valid", 0.2)):
            kept = stored.values(*point, meter).mean(axis=0)
            assert np.all(np.abs(again[meter] - kept) < slack), (point, meter)


@pytest.mark.parametrize("point", [("pool", 0.8, 0.75), ("control", 1.0, 0.3)])
def test_a_run_can_be_made_again_with_its_seed(point):
    again = stored.run(*point, 2)
    for meter, values in stored.runs()[*point, 2].items():
        assert again[meter] == pytest.approx(values, rel=0.002)


def ends(*point):
    return stored.values(*point)[:, 1]


@pytest.mark.parametrize("discount", stored.DISCOUNTS)
def test_at_temperature_1_sharing_changes_who_has_words(discount):
    arms = ("own", "a tenth shared", "pool")
    web = {arm: ends(arm, 1.0, discount, "web") for arm in arms}
    middle = np.mean(list(web.values()))
    assert all(abs(values.mean() / middle - 1) < 0.03 for values in web.values())
    model = {arm: ends(arm, 1.0, discount, "model") for arm in arms}
    assert model["own"].max() < model["a tenth shared"].min()
    assert model["a tenth shared"].max() < model["pool"].min()


def test_the_pool_is_the_worst_for_both_where_decoding_and_smoothing_are_strong():
    """Not by the temperature alone: with the discount of T = 1 one model gains."""
    for meter in ("model", "web"):
        others = [
            ends(arm, 0.8, 0.75, meter).mean() for arm in ("own", "a tenth shared")
        ]
        assert ends("pool", 0.8, 0.75, meter).mean() < 0.7 * min(others)
    own, pool = (ends(arm, 0.8, 0.3, "model") for arm in ("own", "pool"))
    assert pool.min() > own.max()
    own, pool = (ends(arm, 0.8, 0.3, "web") for arm in ("own", "pool"))
    assert pool.max() > own.mean() > pool.min()  # no clear difference


def test_no_control_loses_words():
    for temperature in stored.TEMPERATURES:
        for discount in stored.DISCOUNTS:
            point = "control", temperature, discount, "web"
            first, last = stored.values(*point).mean(axis=0)
            assert last == pytest.approx(first, rel=0.02)

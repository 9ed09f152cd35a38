"""The expert boxes of notebook 10 show what its text says, also with other seeds."""

import numpy as np
import pytest

from course_utils.chapters.nb10 import boxes, measures

SEED = 8_001


def test_small_webs_follow_the_recursion():
    for _, web, exact in boxes.recursion(SEED):
        for values, expected in (
            (web.model_diversity, exact.model), (web.web_diversity, exact.web)
        ):  # fmt: skip
            error = values[-1].std(ddof=1) / np.sqrt(values.shape[1])
            assert abs(values[-1].mean() - expected[-1]) < 4 * error


def test_a_ranker_matters_and_sharing_hardly_does():
    islands, pool, ranked = boxes.ranked(SEED).values()
    assert islands.web_types[-1].mean() == pytest.approx(
        pool.web_types[-1].mean(), rel=0.03
    )
    assert ranked.web_types[-1].max() < 0.8 * pool.web_types[-1].min()
    assert islands.model_types[-1].max() < pool.model_types[-1].min()


def test_scores_and_loops_of_the_watermark():
    marks = boxes.watermarks(SEED)
    assert 39_000 < marks.words < 41_000
    assert np.abs(marks.once).max() < 4 and marks.often.std() > 2.5
    shares = marks.shares
    assert shares["green, marked"][-1] > 0.95
    assert np.all(np.abs(shares["green, unmarked"] - 0.25) < 0.08)
    ends = shares["grammatical, marked"][-1], shares["grammatical, unmarked"][-1]
    assert max(ends) < 0.2  # both fall: this is a loop on its own text


def test_an_arm_that_is_none_is_refused():
    """A misspelt name once measured the arm that says “I don’t know”."""
    with pytest.raises(KeyError, match="always answer"):
        measures.known(1, arm="always answer")
    with pytest.raises(KeyError, match="at random"):
        measures.known(1, arm=measures.RANDOM)


def test_the_loop_of_the_watermark_draws_with_seeds_of_its_own(monkeypatch):
    """A seed of [seed, 0] is the seed itself: the first text was drawn like the real
    one."""
    made, real = [], np.random.default_rng

    def counted(seed):
        if not isinstance(seed, np.random.Generator):
            made.append(real(seed).bit_generator.state["state"]["state"])
        return real(seed)

    monkeypatch.setattr(boxes.np.random, "default_rng", counted)
    monkeypatch.setattr(boxes, "KEYS", 8)
    boxes.watermarks(SEED)
    assert len(made) == 1 + 2 * boxes.LAST  # both loops begin with the same ones
    assert len(set(made)) == 1 + boxes.LAST

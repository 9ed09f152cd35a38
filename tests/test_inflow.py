"""Human pages that dry up: beside a plain loop, and with notebook 10's controls."""

import itertools

import numpy as np
import pytest

from course_utils import ecosystem
from course_utils.inflow import inflow
from course_utils.models.categorical import zipf
from tests.standard_errors import means_agree


def plain(p, confidence, unwritten, models, n, questions, pages, generations, seed):
    """The same told question by question; what is left at the end."""
    rng, types = np.random.default_rng(seed), np.arange(len(p))
    corpora = [rng.choice(types, n, p=p) for _ in range(models)]
    for _ in range(1, generations):
        known = set(np.concatenate(corpora).tolist())
        human = []
        for word in rng.choice(types, questions, p=p):
            answered = word in known or rng.random() < confidence
            if not (answered and rng.random() < unwritten):
                human.append(word)
        share = len(human) / (len(human) + pages)
        last, corpora = corpora, []
        for _ in range(models):
            corpora.append(np.array([
                rng.choice(human) if rng.random() < share
                else rng.choice(last[rng.integers(models)])
                for _ in range(n)
            ]))  # fmt: skip
    shares = np.array([np.bincount(c, minlength=len(p)) / n for c in corpora])
    pool = shares.mean(axis=0)
    return (
        np.mean(np.sum(shares > 0, axis=1)),
        np.sum(pool > 0),
        0.5 * np.sum(np.abs(pool - p)),
        len(human),
    )


@pytest.mark.parametrize(
    ("confidence", "unwritten"), [(1.0, 0.0), (0.0, 0.9), (0.4, 0.6), (1.0, 0.9)]
)
def test_it_is_the_plain_loop(confidence, unwritten):
    settings = {"models": 2, "n": 30, "questions": 12, "pages": 60, "generations": 5}
    settings |= {"confidence": confidence, "unwritten": unwritten}
    p = zipf(25)
    by_hand = np.transpose([plain(p, seed=s, **settings) for s in range(120)])
    many = inflow(p, replicates=3_000, seed=1, **settings)
    curves = (many.web.model_types, many.web.web_types, many.distance, many.written)
    for curve, values in zip(curves, by_hand, strict=True):
        means_agree(curve[5], values)


def test_where_people_write_on_it_is_a_pool_with_fresh_human_text():
    """Given the pages that exist, human words are those of n p' drawn anew."""
    p, settings = zipf(40), {"models": 3, "n": 50, "generations": 8}
    settings |= {"replicates": 4_000}
    wrote = inflow(
        p, confidence=1, unwritten=0, questions=100_000, pages=300_000, seed=2,
        **settings,
    )  # fmt: skip
    pool = ecosystem.web(p, sharing=1.0, human=0.25, seed=3, **settings)
    for name in ("model_types", "web_types", "web_diversity"):
        means_agree(getattr(wrote.web, name)[8], getattr(pool, name)[8])
    assert (wrote.human[2:] == 0.25).all()


@pytest.fixture(scope="module")
def arms():
    """What notebook 10 compares, 12 runs each."""
    p, settings = zipf(2_000), {"generations": 60, "replicates": 12}
    told = {
        "write on": inflow(p, confidence=1, unwritten=0, seed=1, **settings),
        "always": inflow(p, confidence=1, seed=2, **settings),
        "admit": inflow(p, confidence=0, seed=3, **settings),
        "30 %": inflow(p, confidence=0.3, seed=4, **settings),
        "60 %": inflow(p, confidence=0.6, seed=5, **settings),
    }
    told["at random"] = inflow(
        p, confidence=0, written=told["admit"].written, seed=6, **settings
    )
    return told


def known(run):
    return run.web.model_types[60]


def test_a_quarter_of_the_human_text_and_more_words(arms):
    share = arms["admit"].human[60].mean() / arms["write on"].human[60].mean()
    assert 0.2 < share < 0.3
    assert known(arms["admit"]).min() > known(arms["write on"]).max()
    assert known(arms["always"]).max() < 0.7 * known(arms["write on"]).min()


def test_it_is_what_they_write_about_and_not_how_much(arms):
    """As many human pages about words at random keep far fewer than before."""
    assert (arms["at random"].written == arms["admit"].written).all()
    assert known(arms["at random"]).max() < 0.8 * known(arms["write on"]).min()


def test_false_confidence_eats_the_gain(arms):
    order = [known(arms[name]) for name in ("admit", "30 %", "60 %", "always")]
    for more, fewer in itertools.pairwise(order):
        assert more.min() > fewer.max()
    assert known(arms["30 %"]).mean() > known(arms["write on"]).mean()
    assert known(arms["60 %"]).mean() < known(arms["write on"]).mean()


def test_the_common_words_pay(arms):
    distance = {name: run.distance[60].mean() for name, run in arms.items()}
    assert distance["admit"] > 1.9 * distance["write on"]
    assert distance["admit"] > distance["always"] > 1.5 * distance["write on"]
    p = zipf(2_000)
    common = {
        name: run.web.p.mean(axis=1)[:, :100].sum(axis=1) / p[:100].sum()
        for name, run in arms.items()
    }
    assert common["admit"].max() < 0.65 < 0.9 < common["write on"].min()
    assert abs(common["always"].mean() - 1) < 0.1  # off by chance, not by design


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"confidence": 2}, "confidence is 2"),
        ({"unwritten": -1}, "unwritten is -1"),
        ({"questions": -1}, "questions is -1"),
        ({"pages": 0}, "pages is 0"),
        ({"written": [[1, 2]]}, r"written is int64 of shape \(1, 2\), .* \(4, 2\)"),
        ({"written": -np.ones((4, 2), int)}, "whole numbers of at least 0"),
        ({"written": np.full((4, 2), 0.5)}, "written is float64"),
        ({"written": np.full((4, 2), np.nan)}, "written is float64"),
    ],
)
def test_numbers_out_of_range_are_refused(changed, complaint):
    settings = {"confidence": 0, "generations": 3, "replicates": 2, **changed}
    with pytest.raises(ValueError, match=complaint):
        inflow(zipf(9), seed=1, **settings)

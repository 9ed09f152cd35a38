"""The island model's recursion, against simulation at settings printed nowhere."""

import numpy as np
import pytest

from course_utils import ecosystem, theory
from course_utils.models.categorical import zipf
from tests.standard_errors import Z

SETTINGS = [  # models, n, sharing, human, odds
    (1, 24, 0.6, 0.07, 1.7),
    (2, 33, 0.17, 0.0, 1.0),
    (3, 61, 0.0, 0.03, 2.4),
    (4, 27, 1.0, 0.0, 1.0),
    (6, 45, 0.045, 0.011, 1.0),
    (8, 38, 0.8, 0.13, 3.6),
    (19, 29, 0.26, 0.0, 1.0),
]
GENERATIONS, LOOKS = 120, (1, 2, 7, 40, 120)


@pytest.mark.parametrize(("models", "n", "sharing", "human", "odds"), SETTINGS)
def test_the_recursion_is_what_webs_do(models, n, sharing, human, odds):
    p = zipf(13, 0.7)
    settings = {"models": models, "n": n, "sharing": sharing, "human": human}
    settings["odds"] = odds
    exact = theory.islands(p, GENERATIONS, **settings)
    run = ecosystem.web(p, generations=GENERATIONS, replicates=300, seed=5, **settings)
    for values, expected in (
        (run.model_diversity, exact.model),
        (run.web_diversity, exact.web),
    ):
        for t in LOOKS:
            error = values[t].std(ddof=1) / np.sqrt(300)
            assert abs(values[t].mean() - expected[t]) <= Z * error, t


def test_both_ends_are_the_textbook():
    """Islands lose (1 - 1/n)^t each; a pool is one population of M n records."""
    p, n, t, models = zipf(10), 50, 80, 5
    left = theory.expected_diversity(t, n) * (1 - np.sum(p**2))
    alone = theory.islands(p, t, models=models, n=n)
    whole = 1 - np.sum(p**2)
    assert alone.model[t] == pytest.approx(left)
    assert alone.web[t] == pytest.approx(whole * (1 - 1 / models) + left / models)
    pool = theory.islands(p, t, models=models, n=n, sharing=1.0)
    assert pool.web[t] == pytest.approx(whole * (1 - 1 / (models * n)) ** t)
    assert pool.model[t] == pytest.approx(
        whole * (1 - 1 / n) * (1 - 1 / (models * n)) ** (t - 1)
    )


def test_fresh_human_text_is_the_anchor_of_notebook_05():
    """One model whose records are human with chance a: the long run has a limit."""
    p, n, a = zipf(6), 40, 0.15
    long = theory.islands(p, 4_000, models=1, n=n, human=a)
    kept = (1 - a) ** 2
    shared = 1 / (n - (n - 1) * kept)  # of M = 1/n + (1 - 1/n) (1-a)^2 M
    assert long.model[-1] / long.model[0] == pytest.approx(1 - shared)


@pytest.mark.parametrize(("n", "sharing"), [(50, 0.01), (50, 0.1), (200, 0.02)])
def test_what_lies_between_models_comes_near_the_rule_of_thumb(n, sharing):
    """F_ST about 1/(1 + 2nm) for five models and more; for two it is farther off."""
    rule = 1 / (1 + 2 * n * sharing)
    five, two = (
        theory.islands(zipf(10), 600, models=m, n=n, sharing=sharing).apart[-1] / rule
        for m in (5, 2)
    )
    assert abs(five - 1) < 0.16 < abs(two - 1)


def test_a_ranker_changes_what_is_seen():
    assert theory.exposure(0.3, 1) == pytest.approx(0.3)
    assert theory.exposure(1.0, 9) == 1 and theory.exposure(0.0, 2) == 0
    # 100 pages, 33 human, each model page shown twice as often: 33 of 33 + 134
    assert theory.exposure(0.33, 2) == pytest.approx(33 / 167)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"models": 0}, "models is 0"),
        ({"n": 1}, "n is 1"),
        ({"sharing": 1.2}, "sharing is 1.2"),
        ({"human": -0.1}, "human is -0.1"),
        ({"odds": 0}, "odds is 0"),
    ],
)
def test_numbers_out_of_range_are_refused(changed, complaint):
    with pytest.raises(ValueError, match=complaint):
        theory.islands(zipf(4), 9, **{"models": 2, "n": 5, **changed})

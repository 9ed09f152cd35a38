"""Sampling without chance."""

import numpy as np
import pytest
from scipy import stats

from course_utils import loop
from course_utils.models import KDE, Even, Gaussian, Mixture
from course_utils.policies import Replace


def test_points_are_the_quantiles_of_the_model():
    x = Even(Gaussian(1, 2)).sample(999)
    wanted = stats.norm.ppf((np.arange(999) + 0.5) / 999, 1, 2)
    assert x.shape == (999, 1)
    assert np.allclose(x[:, 0], wanted, atol=2e-3)


def test_quantiles_of_a_mixture():
    x = Even(Mixture(2, means=[-2, 2], stds=0.7)).sample(4_000)[:, 0]
    below = 0.5 * (stats.norm.cdf(x, -2, 0.7) + stats.norm.cdf(x, 2, 0.7))
    assert np.allclose(below, (np.arange(4_000) + 0.5) / 4_000, atol=1e-4)


def test_the_right_family_holds_and_the_wrong_one_errs_once():
    truth = Even(Mixture(2, means=[-2, 2], stds=0.7))
    settings = {"n": 4_000, "generations": 10, "seed": 0}
    right = loop.run(Even(Mixture(2)), truth, Replace(), **settings).models
    assert np.allclose(np.sort(right[10].model.means[:, 0]), [-2, 2], atol=0.01)
    assert np.allclose(right[10].model.covs, 0.49, atol=0.01)
    wrong = loop.run(Even(Gaussian()), truth, Replace(), **settings).models
    assert wrong[1].model.variance == pytest.approx(4 + 0.49, rel=1e-3)
    assert wrong[10].model.variance == pytest.approx(4 + 0.49, rel=5e-3)


def test_a_kernel_of_fixed_width_blurs_once_more_each_generation():
    run = loop.run(
        Even(KDE(0.5)), Even(Gaussian()), Replace(), n=500, generations=4, seed=0
    )
    spread = [model.model.variance for model in run.models]
    assert np.allclose(spread, 1 + 0.25 * np.arange(5), rtol=0.01)


@pytest.mark.parametrize(
    ("mean", "variance", "found"),
    [(10, 1, "0.977"), (0, 1e-8, "0.000"), (50, 1, "0.000")],
)
def test_a_model_out_of_reach_or_between_the_cells_is_refused(mean, variance, found):
    model = Gaussian(mean, np.sqrt(variance))
    with pytest.raises(ValueError, match=f"reach is 12.0, and {found} .* nearly 1"):
        Even(model).sample(4)
    wide = Even(model, reach=60) if variance == 1 else Even(model, reach=0.001)
    assert wide.sample(10_000).mean() == pytest.approx(mean, abs=1e-6)


def test_models_without_a_density_are_refused():
    with pytest.raises(TypeError, match=r"no log_prob\(\)"):
        Even(object())


@pytest.mark.parametrize("n", [0, -1, 2.5])
def test_bad_counts_are_refused(n):
    with pytest.raises(ValueError, match="n is"):
        Even(Gaussian()).sample(n)


def test_reach_must_be_positive():
    with pytest.raises(ValueError, match="reach is -1"):
        Even(Gaussian(), reach=-1)

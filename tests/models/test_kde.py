"""The kernel density against scipy's, and against its own moments."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gaussian_kde, ks_2samp
from sklearn.neighbors import KernelDensity

from course_utils import loop, metrics, theory
from course_utils.models import KDE, Gaussian, kde
from course_utils.policies import Replace
from tests.standard_errors import mean_is


def rng(seed=0):
    return np.random.default_rng(seed)


def data(n, d, seed=0):
    mix = rng(seed + 50).standard_normal((d, d)) + np.eye(d)
    return rng(seed).standard_normal((n, d)) @ mix + np.arange(d)


# --- density -------------------------------------------------------------------------


@settings(max_examples=20)
@given(st.integers(1, 4), st.integers(10, 60), st.integers(0, 99))
def test_scotts_density_is_scipys(d, n, seed):
    x, y = data(n, d, seed), data(7, d, seed + 1)
    expected = gaussian_kde(x.T, bw_method="scott").logpdf(y.T)
    model = KDE()
    assert model.fit(x) is model
    assert model.log_prob(y).shape == (7,)
    np.testing.assert_allclose(model.log_prob(y), expected, rtol=1e-9)


@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("h", [0.05, 1.0, 30.0])
def test_a_fixed_bandwidth_is_scikit_learns(d, h):
    x, y = data(40, d), data(9, d, 1)
    expected = KernelDensity(bandwidth=h).fit(x).score_samples(y)
    np.testing.assert_allclose(KDE(h).fit(x).log_prob(y), expected, rtol=1e-9)


def test_a_fixed_bandwidth_in_one_dimension_is_scipys():
    x, y = data(40, 1), np.linspace(-5, 5, 11)[:, None]
    peer = gaussian_kde(x.T, bw_method=0.3 / x.std(ddof=1))
    np.testing.assert_allclose(KDE(0.3).fit(x).log_prob(y), peer.logpdf(y.T))


@pytest.mark.parametrize("bandwidth", ["scott", 0.4])
@pytest.mark.parametrize("shrink", [False, True])
def test_the_density_integrates_to_one_with_the_model_s_moments(bandwidth, shrink):
    model = KDE(bandwidth, shrink=shrink).fit(data(30, 1))
    x = np.linspace(-15, 15, 30_001)
    density = np.exp(model.log_prob(x[:, None]))
    assert np.trapezoid(density, x) == pytest.approx(1, abs=1e-6)
    mean = np.trapezoid(density * x, x)
    assert mean == pytest.approx(model.mean[0], abs=1e-6)
    variance = np.trapezoid(density * (x - mean) ** 2, x)
    assert variance == pytest.approx(model.variance, rel=1e-5)


def test_any_chunk_gives_the_same_density(monkeypatch):
    model, y = KDE(0.2).fit(data(20, 2)), data(11, 2, 1)
    whole = model.log_prob(y)
    for size in (1, 8 * 20 * 3, 8 * 20 * 11):
        monkeypatch.setattr(kde, "CHUNK_BYTES", size)
        np.testing.assert_allclose(model.log_prob(y), whole)


def test_points_far_away_keep_their_density():
    model = KDE(1.0).fit([[0.0], [0.0]])
    expected = -0.5e6 - 0.5 * np.log(2 * np.pi)
    assert model.log_prob([[1000.0]])[0] == pytest.approx(expected, rel=1e-12)


# --- sampling ------------------------------------------------------------------------


@pytest.mark.parametrize("shrink", [False, True])
@pytest.mark.parametrize("bandwidth", ["scott", 0.7, 0])
def test_samples_have_the_moments_of_the_model(bandwidth, shrink):
    """20,000 points in 3 dimensions; the kernel's covariance by hand, within 4 SE."""
    x = data(15, 3, 4)
    within, kernel = np.cov(x.T, bias=True), np.cov(x.T) * 15 ** (-2 / 7)
    if bandwidth != "scott":
        kernel = bandwidth**2 * np.eye(3)
    cov = within if shrink else within + kernel
    model = KDE(bandwidth, shrink=shrink).fit(x)
    np.testing.assert_allclose(model.mean, x.mean(axis=0))
    assert model.variance == pytest.approx(np.trace(cov) / 3)
    drawn = model.sample(20_000, rng(1)) - x.mean(axis=0)
    for i in range(3):
        mean_is(drawn[:, i], 0)
        for j in range(3):
            mean_is(drawn[:, i] * drawn[:, j], cov[i, j])


def test_samples_follow_the_density():
    """10,000 points against scipy's resample: Kolmogorov-Smirnov, p > 1e-4."""
    x = data(12, 1)
    peer = gaussian_kde(x.T).resample(10_000, seed=2)[0]
    ours = KDE().fit(x).sample(10_000, rng(3))[:, 0]
    assert ks_2samp(ours, peer).pvalue > 1e-4
    assert ks_2samp(KDE(0.1).fit(x).sample(10_000, rng(3))[:, 0], peer).pvalue < 1e-9


def test_samples_are_independent():
    """Neighbours of 20,000 points correlate within 4 SE of 0."""
    x = KDE(0.2).fit(data(9, 1)).sample(20_000, rng(3))[:, 0]
    assert abs(np.corrcoef(x[:-1], x[1:])[0, 1]) < 4 / np.sqrt(20_000)


def test_no_bandwidth_is_the_bootstrap():
    x = data(20, 2)
    model = KDE(0).fit(x)
    drawn = {tuple(row) for row in model.sample(500, rng(0))}
    assert drawn == {tuple(row) for row in x}
    assert model.variance == pytest.approx(np.mean(x.var(axis=0)))
    with pytest.raises(ValueError, match=r"no width \(bandwidth=0.0\), .* above 0"):
        model.log_prob(x)


def test_a_seed_does_for_a_generator():
    model = KDE().fit(data(9, 2))
    np.testing.assert_array_equal(model.sample(5, 3), model.sample(5, rng(3)))
    assert model.sample(0, 1).shape == (0, 2)


# --- the loop ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "law"),
    [
        (KDE(0.5), lambda t: theory.kde_variance(t, 10, 0.5)),
        (KDE(0), lambda t: theory.kde_variance(t, 10, 0)),
        (KDE("scott"), lambda t: theory.scott_variance(t, 10)),
        (KDE(0.5, shrink=True), lambda t: theory.kde_variance(t, 10, 0)),
        (KDE(shrink=True), lambda t: theory.expected_variance(t, 10)),
    ],
    ids=lambda value: getattr(value, "__name__", repr(value)),
)
def test_variance_through_the_loop(model, law):
    """n=10, generations 1 and 3 of 150 runs."""
    runs = [
        loop.run(model, Gaussian(), Replace(), n=10, generations=3, seed=seed,
                 metrics=["variance"])["variance"]
        for seed in np.random.SeedSequence(8).spawn(150)
    ]  # fmt: skip
    for t in (1, 3):
        mean_is(np.array(runs)[:, t], law(t))


# --- extremes ------------------------------------------------------------------------


def test_two_points():
    model = KDE().fit([[0.0], [2.0]])
    assert model.variance == pytest.approx(1 + 2 * 2**-0.4)
    assert metrics.mean(model, None) == 1
    model = KDE(3.0, shrink=True).fit([[0.0], [2.0]])
    np.testing.assert_allclose(model.points, 1 + np.array([[-1], [1]]) / 10**0.5)
    assert model.variance == pytest.approx(1)


def test_equal_points():
    x = np.full((5, 2), 3.0)
    assert KDE(0.5).fit(x).variance == pytest.approx(0.25)
    for model in (KDE(), KDE(shrink=True), KDE(0.5, shrink=True), KDE(0, shrink=True)):
        model.fit(x)
        assert model.variance == 0
        np.testing.assert_array_equal(model.sample(4, rng(0)), x[:4])
        with pytest.raises(ValueError, match=r"has no width .* more different points"):
            model.log_prob(x)


@given(st.integers(0, 999))
def test_points_on_a_line(seed):
    """Scott's kernel has no width across it, though rounding may hide it."""
    x = data(20, 1, seed) @ rng(seed).standard_normal((1, 3))
    model = KDE().fit(x)
    assert np.isfinite(model.sample(50, rng(0))).all()
    with pytest.raises(ValueError, match=r"has no width \(bandwidth='scott'\)"):
        model.log_prob(x)
    assert np.isfinite(KDE(0.1).fit(x).log_prob(x)).all()


def test_the_learners_array_is_not_changed():
    for shrink in (False, True):
        x = data(9, 2)
        before = x.copy()
        KDE(shrink=shrink).fit(x).sample(9, rng(0))
        np.testing.assert_array_equal(x, before)
    model, x = KDE(0), data(9, 1)
    model.fit(x)
    x[:] = 99
    assert model.variance > 0


def test_a_model_tells_its_bandwidth():
    assert repr(KDE()) == "KDE('scott', shrink=False)"
    assert repr(KDE(1, shrink=True)) == "KDE(1.0, shrink=True)"


# --- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize("bandwidth", [-0.1, np.nan, np.inf, "silverman", None, [1.0]])
def test_bad_bandwidths_are_refused(bandwidth):
    with pytest.raises(ValueError, match=r"bandwidth is .*, but it must be a number"):
        KDE(bandwidth)


def test_what_was_not_fitted_is_refused():
    for ask in (lambda m: m.sample(3, 0), lambda m: m.variance, lambda m: m.mean,
                lambda m: m.log_prob([[0.0]])):  # fmt: skip
        with pytest.raises(ValueError, match=r"no points yet; call fit\(data\) first"):
            ask(KDE())


def test_bad_data_are_refused():
    with pytest.raises(ValueError, match="data has 1 points, but at least 2 are"):
        KDE().fit([[0.0]])
    with pytest.raises(ValueError, match="data holds 1 values that are NaN"):
        KDE().fit([[0.0], [np.nan]])
    model = KDE().fit(data(9, 2))
    with pytest.raises(ValueError, match="x has 1 columns, but the model has 2"):
        model.log_prob([[0.0]])
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        model.sample(-1, 0)
    with pytest.raises(TypeError, match="seed is None, but it must be"):
        model.sample(1, None)

"""The VAE: its gradients by differences, its laws by sums, its samples by counts."""

import numpy as np
import pytest
from gradients import differences

from course_utils.models.autoencoder import GREYS, Autoencoder

KINDS = [("bernoulli", "mean"), ("bernoulli", "sampled"), ("squared", "mean")]


def small(loss="bernoulli", draws="mean", **options):
    return Autoencoder(6, 5, 4, 2, loss=loss, draws=draws, **options)


def ready(loss="bernoulli", draws="mean"):
    """In float64, with random weights away from the corners of the ReLU."""
    model, rng = small(loss, draws), np.random.default_rng(3)
    model.weights = {
        name: rng.normal(0, 0.7, shape) for name, shape in model.shapes.items()
    }
    return model


@pytest.mark.parametrize("loss", GREYS)
def test_gradients_are_differences(loss):
    rng = np.random.default_rng(1)
    model, x = ready(loss), rng.random((7, 6))
    noise = rng.standard_normal((7, 2))
    _, ours = model.evidence(x, noise)
    for name, weights in model.weights.items():
        expected = differences(lambda: model.evidence(x, noise)[0], weights)
        np.testing.assert_allclose(ours[name], expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("loss", GREYS)
def test_the_mean_of_a_grey_is_the_derivative_of_its_total(loss):
    a = np.linspace(-4, 4, 17)
    slope = (GREYS[loss].log_total(a + 1e-5) - GREYS[loss].log_total(a - 1e-5)) / 2e-5
    np.testing.assert_allclose(GREYS[loss].mean(a), slope, atol=1e-8)


def test_the_bernoulli_total_makes_a_law_of_black_and_white():
    a = np.linspace(-5, 5, 11)
    total = GREYS["bernoulli"].log_total(a)
    np.testing.assert_allclose(np.exp(-total) + np.exp(a - total), 1)


def test_the_divergence_is_that_of_drawn_numbers():
    """KL from 400,000 draws of log q - log p, within 4 standard errors."""
    model, rng = ready(), np.random.default_rng(5)
    x = rng.random((1, 6))
    mean, log_var, _ = model._encoded(model.weights, x)
    z = mean + np.exp(log_var / 2) * rng.standard_normal((400_000, 2))
    gap = (np.square(z) - np.square(z - mean) / np.exp(log_var) - log_var) / 2
    error = gap.std(axis=0) / np.sqrt(len(gap))
    assert (np.abs(gap.mean(axis=0) - model.used(x)) < 4 * error).all()


def test_training_lowers_the_loss_and_says_it():
    x = np.repeat(np.eye(6), 40, axis=0)
    model = small(epochs=60, batch_size=20).fit(x, rng=np.random.default_rng(0))
    assert len(model.losses) == 60 and model.losses[-1] < 0.8 * model.losses[0]
    assert (model.decoded(np.zeros((1, 2), np.float32)) < 0.7).all()


def test_it_forgets_or_goes_on():
    x = np.repeat(np.eye(6), 40, axis=0)
    cold, warm = (small(epochs=9, warm_start=w) for w in (False, True))
    for model in (cold, warm):
        first = model.fit(x, rng=np.random.default_rng(2)).losses
        again = model.fit(x, rng=np.random.default_rng(2)).losses
        assert (again == first) != model.training.warm_start
    assert again[0] < first[0]


@pytest.mark.parametrize("loss, draws", KINDS)
def test_samples_are_means_or_pixels_drawn_from_them(loss, draws):
    model = ready(loss, draws)
    x = model.sample(50_000, np.random.default_rng(4))
    assert x.shape == (50_000, 6) and x.min() >= 0 and x.max() <= 1
    assert np.isin(x, (0, 1)).all() == (draws == "sampled")
    z = np.random.default_rng(9).standard_normal((50_000, 2))
    mean = model.decoded(z)
    error = 4 * np.sqrt((x.var(axis=0) + mean.var(axis=0)) / 50_000)
    assert (np.abs(x.mean(axis=0) - mean.mean(axis=0)) <= error).all()


def test_it_is_saved_and_loaded_and_repeats_itself(tmp_path):
    x = np.random.default_rng(1).random((40, 6))
    models = [small(epochs=2).fit(x, rng=np.random.default_rng(2)) for _ in range(2)]
    models[0].save(tmp_path / "vae.npz")
    models.append(Autoencoder.load(tmp_path / "vae.npz"))
    drawn = [model.sample(9, np.random.default_rng(3)) for model in models]
    assert (drawn[0] == drawn[1]).all() and (drawn[0] == drawn[2]).all()


@pytest.mark.parametrize(
    "wrong, said",
    [({"loss": "l1"}, "loss is 'l1'"), ({"draws": "blurred"}, "draws is 'blurred'"),
     ({"loss": "squared", "draws": "sampled"}, "draws is 'sampled'"),
     ({"latent": 0}, "latent is 0"), ({"epochs": 0}, "epochs is 0")],
)  # fmt: skip
def test_wrong_settings_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        Autoencoder(6, 5, 4, **{"latent": 2} | wrong)


@pytest.mark.parametrize("x", [np.full((3, 6), 1.5), np.zeros((3, 5))])
def test_what_is_no_picture_is_refused(x):
    with pytest.raises(ValueError, match="6 pixels from 0 to 1 are needed"):
        small().fit(x, rng=np.random.default_rng(0))

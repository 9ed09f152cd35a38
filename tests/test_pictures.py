"""The judge: its shares by loops, its counts by known cases, its reader by its file."""

import numpy as np
import pytest
from gradients import differences

from course_utils import pictures
from course_utils.glyphs import DIGITS, TYPES, Glyphs
from course_utils.models import Mixture
from course_utils.models.components import Components, InComponents
from course_utils.models.reader import Reader
from course_utils.pictures import SPACES, closeness, judge, reader

RNG = np.random.default_rng


def by_loops(real, made, k):
    """Precision, recall, coverage as their papers define them, point by point."""

    def reach(points, i):
        return sorted(np.hypot(*(p - points[i])) for p in points)[k]

    def near(x, points):
        return [np.hypot(*(x - p)) <= reach(points, i) for i, p in enumerate(points)]

    precision = np.mean([any(near(x, real)) for x in made])
    recall = np.mean([any(near(x, made)) for x in real])
    inside = [
        any(np.hypot(*(x - p)) <= reach(real, i) for x in made)
        for i, p in enumerate(real)
    ]
    return precision, recall, np.mean(inside)


@pytest.mark.parametrize("shift", [0.0, 1.0, 2.0])
def test_shares_are_those_of_the_papers(shift):
    real = RNG(1).normal(size=(25, 2))
    made = RNG(2).normal(shift, 0.6, size=(30, 2))
    expected = by_loops(real, made, 3)
    assert closeness(real, made, 3) == pytest.approx(expected)
    assert len(set(expected)) > 1


def test_a_set_is_close_to_itself_and_not_to_one_far_off():
    x = RNG(1).normal(size=(40, 3))
    assert closeness(x, x) == (1, 1, 1)
    assert closeness(x, x + 100) == (0, 0, 0)


@pytest.mark.parametrize("k", [0, 40])
def test_too_many_neighbours_are_refused(k):
    x = RNG(1).normal(size=(40, 3))
    with pytest.raises(ValueError, match="k is"):
        closeness(x, x, k)


def test_real_pictures_are_judged_real():
    x = Glyphs().sample(1_000, RNG(9))
    found = judge().scores(x)
    for space in ("", " (pixels)", " (reader)"):
        for name in ("precision", "recall", "coverage"):
            assert found[name + space] > 0.93
    assert found["types"] > 155 and found["digits"] > 9.8 and found["legible"] > 0.95
    assert found["variance"] == pytest.approx(1, abs=0.06)


def test_a_score_in_pixels_rewards_the_average_picture():
    average = np.repeat(judge().known.mean(axis=0)[None], 1_000, axis=0)
    assert judge().closeness(average, "pixels").precision == 1
    assert judge().closeness(average, "components") == (0, 0, 0)
    assert judge().closeness(average, "pixels").recall == 0
    found = judge().closeness(average, "reader")
    assert found.precision > 0.99 and found.recall == 0


def test_counts_tell_one_digit_from_ten():
    threes = Glyphs().drawn(np.repeat(np.arange(3, TYPES, DIGITS), 40), RNG(3))
    found = judge().counts(threes)
    assert found["digits"] < 1.1 and 14 <= found["types"] <= 20
    assert judge().counts(np.full((500, 256), 0.2))["types"] == 1


def test_the_nearest_kind_is_mostly_the_right_one():
    x, kinds = Glyphs().labelled(2_000, RNG(4))
    found = judge().kind(x)
    assert np.mean(found % DIGITS == kinds % DIGITS) > 0.97
    assert np.mean(found == kinds) > 0.5


def test_an_unknown_space_is_refused():
    with pytest.raises(ValueError, match="space is 'sound'"):
        judge().closeness(judge().real, "sound")
    assert set(SPACES) == {"components", "pixels", "reader"}


def test_the_shipped_reader_reads_as_one_trained_anew():
    x, kinds = Glyphs().labelled(4_000, RNG(5))
    read = [r.chances(x).argmax(axis=1) for r in (reader(), pictures.train_reader())]
    assert min(np.mean(digit == kinds % DIGITS) for digit in read) > 0.99
    assert np.mean(read[0] == read[1]) > 0.99
    np.testing.assert_allclose(reader().chances(x).sum(axis=1), 1, rtol=1e-5)


def test_another_readers_weights_are_refused(tmp_path, monkeypatch):
    model = reader().changed()
    model.weights["out"][0, 0] += 1e-3
    model.save(tmp_path / "reader.npz")
    monkeypatch.setattr(pictures, "FILE", tmp_path / "reader.npz")
    with pytest.raises(ValueError, match="holds weights"):
        reader.__wrapped__()
    Reader(9).fit(np.eye(9), np.arange(9), rng=RNG(0)).save(tmp_path / "reader.npz")
    with pytest.raises(ValueError, match="holds weights"):
        reader.__wrapped__()
    (tmp_path / "reader.npz").write_bytes(b"PK")
    with pytest.raises(ValueError, match="must be a whole file"):
        reader.__wrapped__()


def test_gradients_of_the_reader_are_differences():
    model, rng = Reader(6, 5, 3), RNG(1)
    model.weights = {name: rng.normal(size=s) for name, s in model.shapes.items()}
    x, digits = rng.random((8, 6)), rng.integers(3, size=8)

    def loss():
        return -np.log(model.chances(x)[np.arange(8), digits]).mean()

    ours = model._named(model._gradient(x, digits))
    for name, weights in model.weights.items():
        expected = differences(loss, weights)
        np.testing.assert_allclose(ours[name], expected, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("x, digits", [(np.ones((3, 5)), [0, 1, 2]),
                                       (np.ones((3, 6)), [0, 1, 3])])  # fmt: skip
def test_a_reader_refuses_other_pictures_and_digits(x, digits):
    with pytest.raises(ValueError, match=r"x has 5 pixels|digits holds types"):
        Reader(6, 5, 3).fit(x, digits, rng=RNG(0))


def test_components_are_those_of_a_singular_value_decomposition():
    x = RNG(1).normal(size=(60, 7)) * np.arange(1, 8)
    found = Components.of(x, 4)
    _, _, axes = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(np.abs(np.vecdot(found.axes, axes[:4])), 1, rtol=1e-9)
    whole = Components.of(x, 7)
    np.testing.assert_allclose(whole.back(whole.project(x)), x, atol=1e-12)
    with pytest.raises(ValueError, match="size is 8"):
        Components.of(x, 8)


def test_a_model_in_components_draws_pictures_of_its_own_data():
    model = InComponents(Mixture(2, max_iter=5), 3)
    with pytest.raises(ValueError, match="no components yet"):
        model.sample(3, RNG(0))
    x = Glyphs().sample(300, RNG(1))
    drawn = model.fit(x, rng=RNG(2)).sample(500, RNG(3))
    assert drawn.shape == (500, 256) and drawn.min() >= 0 and drawn.max() <= 1
    outside = drawn[(drawn > 0).all(axis=1) & (drawn < 1).all(axis=1)]
    for uncut in outside:
        back = model.components.back(model.components.project(uncut[None]))
        np.testing.assert_allclose(back[0], uncut, atol=1e-5)
    assert np.abs(drawn.mean(axis=0) - x.mean(axis=0)).max() < 0.15

"""Glyphs: what is shipped is what matplotlib draws, and what is random is as stated."""

import numpy as np
import pytest

from course_utils import glyphs
from course_utils.glyphs import DIGITS, FONTS, TYPES, Glyphs, masters, remade


@pytest.fixture(scope="module")
def drawn():
    return remade()


def test_shipped_masters_are_small_and_hold_no_objects():
    assert glyphs.FILE.stat().st_size <= 250_000
    with np.load(glyphs.FILE, allow_pickle=False) as stored:
        assert stored.files == ["steps"]


def test_masters_drawn_anew_have_the_same_ink(drawn):
    """Engines of other versions may shift an edge by a fraction of a pixel."""
    ours, theirs = (m.reshape(TYPES, -1) for m in (masters(), drawn))
    area, area_anew = ((m > 0).sum(axis=1) for m in (ours, theirs))
    np.testing.assert_allclose(area, area_anew, rtol=0.05)
    assert np.abs(ours - theirs).mean() < 0.25
    same = [np.corrcoef(a, b)[0, 1] for a, b in zip(ours, theirs, strict=True)]
    assert min(same) > 0.99


def test_no_two_masters_are_one(drawn):
    gap = np.abs(masters()[:, None, ::8, ::8] - masters()[None, :, ::8, ::8])
    assert (gap.max(axis=(2, 3)) > 0.5).sum() == TYPES * (TYPES - 1)


def test_distances_are_those_to_the_nearest_pixel_of_the_other_kind(monkeypatch):
    monkeypatch.setattr(glyphs, "MASTER", 9)
    ink = np.random.default_rng(0).random((9, 9)) < 0.3
    at = {here: np.argwhere(ink == here) for here in (True, False)}
    for place in np.ndindex(9, 9):
        other = at[not ink[place]]
        nearest = np.hypot(*(other - place).T).min() - 0.5
        expected = nearest if ink[place] else -nearest
        assert glyphs._signed_distance(ink)[place] == pytest.approx(expected)


def test_a_wrong_file_of_masters_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "glyphs.npz"
    np.savez(file, steps=np.zeros((3, 64, 64), dtype=np.int8))
    monkeypatch.setattr(glyphs, "FILE", file)
    with pytest.raises(ValueError, match=r"int8 of shape \(3, 64, 64\), but"):
        masters.__wrapped__()


def test_pictures_are_grey_and_can_be_drawn_again():
    x, kinds = Glyphs().labelled(600, np.random.default_rng(4))
    assert x.shape == (600, 256) and x.dtype == np.float32 and kinds.shape == (600,)
    assert x.min() == 0 and x.max() == 1 and 0.1 < np.mean((x > 0) & (x < 1)) < 0.6
    assert (x == Glyphs().sample(600, np.random.default_rng(4))).all()
    assert len(np.unique(x, axis=0)) == 600
    assert Glyphs().sample(0, np.random.default_rng(4)).shape == (0, 256)


def test_all_kinds_are_equally_likely():
    _, kinds = Glyphs().labelled(32_000, np.random.default_rng(5))
    count = np.bincount(kinds, minlength=TYPES)
    chi = (np.square(count - 200) / 200).sum()
    assert chi < TYPES - 1 + 4 * np.sqrt(2 * (TYPES - 1))  # 4 SE: p < 1e-4


def test_a_kind_is_a_font_and_a_digit():
    """The mean picture of a kind looks like its own master, more than any other."""
    mean = Glyphs().drawn(np.repeat(np.arange(TYPES), 30), np.random.default_rng(6))
    mean = mean.reshape(TYPES, 30, 256).mean(axis=1)
    whole = np.clip(masters() + 1, -2, 2).reshape(TYPES, 16, 4, 16, 4).mean(axis=(2, 4))
    alike = np.corrcoef(mean, whole.reshape(TYPES, 256))[:TYPES, TYPES:]
    digit = alike.argmax(axis=1) % DIGITS
    assert (digit == np.arange(TYPES) % DIGITS).all()
    assert np.mean(alike.argmax(axis=1) == np.arange(TYPES)) > 0.8
    assert len(FONTS) == 16


def test_jitter_is_as_wide_as_stated():
    where, weight = glyphs._affine(20_000, np.random.default_rng(7))
    matrix = where[:, :, :2]
    turn = np.arctan2(matrix[:, 0, 1], matrix[:, 0, 0])
    assert np.degrees(turn).std() == pytest.approx(5, abs=4 * 5 / np.sqrt(40_000))
    scale = glyphs.ZOOM / np.sqrt(np.linalg.det(matrix))
    assert 1 <= scale.min() < 1.001 and 1.149 < scale.max() <= 1.15
    middle = np.linalg.solve(matrix, 31.5 - where[:, :, 2:])[..., 0] - 7.5
    assert middle.std(axis=0) == pytest.approx(0.35, abs=4 * 0.35 / np.sqrt(40_000))
    assert weight.min() >= 0.2 and weight.max() <= 2.0


def test_a_heavier_weight_is_more_ink(monkeypatch):
    kinds, ink = np.arange(TYPES), []
    for weight in (0.2, 1.0, 2.0):
        monkeypatch.setattr(glyphs, "WEIGHT", (weight, weight))
        ink.append(Glyphs().drawn(kinds, np.random.default_rng(8)).sum(axis=1))
    assert (np.diff(ink, axis=0) > 0).all()


@pytest.mark.parametrize("kinds", [[160], [-1], [0.5]])
def test_an_unknown_kind_is_refused(kinds):
    with pytest.raises(ValueError, match="kinds"):
        Glyphs().drawn(kinds, np.random.default_rng(0))

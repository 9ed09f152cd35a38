"""What a browser's page changes, tried on this machine and put back."""

import os

import numpy as np
import pytest

from course_utils import page

COUNTS = np.array([1, 0, 2])


@pytest.fixture
def install(monkeypatch, tmp_path):
    """Install it, with a drive of the test's own or none; all is put back."""
    for name in ("bincount", "repeat"):
        monkeypatch.setattr(np, name, getattr(np, name))
    monkeypatch.setenv(page.PROGRESS, "kept.txt")

    def installed(drive: bool):
        monkeypatch.setattr(page, "DRIVE", str(tmp_path if drive else tmp_path / "no"))
        page.install()

    return installed


@pytest.mark.parametrize("drive", [True, False])
def test_progress_is_kept_where_there_is_a_drive(install, drive):
    install(drive)
    assert os.environ[page.PROGRESS] == ("kept.txt" if drive else ":memory:")


@pytest.mark.parametrize("kind", [np.int64, np.int32, list])
def test_counts_of_any_width_are_taken(install, kind):
    counts = list(COUNTS) if kind is list else COUNTS.astype(kind)
    counted = np.bincount(counts, minlength=4)
    rows = np.repeat(np.eye(3), counts, axis=0)
    install(True)
    assert np.array_equal(np.bincount(counts, minlength=4), counted)
    assert np.array_equal(np.bincount(counts, [1, 2, 3]), [2, 1, 3])
    assert np.array_equal(np.repeat("abc", 2), ["abc", "abc"])
    assert np.array_equal(np.repeat(np.eye(3), counts, axis=0), rows)


def test_what_numpy_gets_is_as_wide_as_its_index(install, monkeypatch):
    seen = []
    monkeypatch.setattr(np, "bincount", lambda x, *_: seen.append(x.dtype))
    monkeypatch.setattr(page.np, "intp", np.int32)
    install(True)
    np.bincount(COUNTS.astype(np.int64))
    assert seen == [np.int32]

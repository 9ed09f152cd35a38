"""The README's first screen says what can be measured, and nothing else."""

import re
import sys

import numpy as np
import pytest

from course_utils import theory
from course_utils.notebooks import ROOT

sys.path.insert(0, str(ROOT / "teaching"))

import first_screen

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = README[: README.index("## What is here")]


def test_the_headline_is_what_the_chains_do():
    generations, lost = map(
        int, re.search(r"After (\d+) generations .* lost (\d+) %", README).groups()
    )
    drift = theory.log_variance_drift(first_screen.N, ddof=1)
    left = np.median(first_screen.chains().std[generations])
    assert round(100 * (1 - left)) == lost
    # sd of the median's log: 1.25 sqrt(60 * noise) / 2 / sqrt(chains) = .024; 4 of them
    assert np.log(left) == pytest.approx(generations * drift / 2, abs=0.1)


def test_one_of_the_bets_is_right():
    options = [int(n) for n in re.search(r"(\d+), (\d+), or never", README).groups()]
    truth = theory.half_life(100, ddof=1)
    assert [abs(option / truth - 1) < 0.05 for option in options] == [False, True]


def test_the_first_screen_is_calm():
    assert "σ" not in FIRST_SCREEN
    assert FIRST_SCREEN.count("mybinder.org") == 1
    assert "badge" not in FIRST_SCREEN
    assert FIRST_SCREEN.count("```") == 2


def test_the_picture_is_there_and_described():
    alt, path = re.search(r"!\[(.+?)\]\((.+?)\)", FIRST_SCREEN, re.S).groups()
    assert (ROOT / path).read_bytes().startswith(b"\x89PNG")
    assert len(alt) > 80


def test_the_table_lists_every_notebook():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"| {path.stem[:2]} " in README or f"| {path.stem} " in README

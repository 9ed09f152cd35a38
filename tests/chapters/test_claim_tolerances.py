"""The claims promise four standard errors; here every one of them is measured.

Each claim names its measure. It runs here with a seed of the test's own, with more
lineages than the notebook has wherever few would tell its standard error badly: the
error of the notebook's own number of lineages follows by the square root.
"""

import inspect
import os
from importlib import import_module

import numpy as np
import pytest

from course_utils.chapters import claims
from course_utils.chapters.nb08 import measures as transformers
from tests.standard_errors import Z

SEED = 8_001
CLAIMS = {
    claim.id: claim
    for notebook in claims.notebooks()
    for claim in claims.load(notebook).values()
    if claim.trusted
}
MORE = {  # lineages, for a measure or for one claim
    "nb01.median_variance": 40_000,
    "nb02.alive": 1_000,
    "nb02.types": 200,
    "nb03.kernel_density": 5_000,
    "nb04.pool": 4_000,
    "nb05.long_run": 4_000,
    "nb07.words": 40,
    "nb07.cat": 200,
    "04.ladder_accumulate": 200_000,
}
SLOW_MEASURES = ("words", "cat", "learnt_gap", "live")
SLOW = [id for id in CLAIMS if CLAIMS[id].measure in SLOW_MEASURES]


def function(claim):
    room = import_module(f"course_utils.chapters.nb{claim.id[:2]}.measures")
    return getattr(room, claim.measure)


def its_lineages(claim) -> int | None:
    """The number that the notebook has, None where nothing is repeated."""
    runs = inspect.signature(function(claim)).parameters.get("runs")
    return runs and runs.default


def measured(claim) -> tuple[float, float]:
    """The value from many lineages, and the standard error of the notebook's."""
    own = its_lineages(claim)
    if own is None:
        return claim.measured(SEED)
    many = MORE.get(claim.id) or MORE.get(f"nb{claim.id[:2]}.{claim.measure}", own)
    value, error = claim.measured(SEED, runs=many)
    return value, error * np.sqrt(many / own)


def holds(claim):
    value, error = measured(claim)
    assert np.isfinite(error) and error >= 0
    assert claim.tolerance >= Z * error, f"{Z:g} times {error:.4g}"
    assert claim.agrees(value), f"{value:.5g}"
    if error == 0:  # placed and not drawn: another seed has to give the same
        assert claim.measured(SEED + 1).value == value


@pytest.mark.parametrize("id", [id for id in CLAIMS if id not in SLOW])
def test_a_tolerance_holds_four_standard_errors_and_the_value_is_found(id):
    holds(CLAIMS[id])


@pytest.mark.skipif(
    not os.environ.get("COURSE_TEST_ALL"), reason="some minutes; with --all"
)
@pytest.mark.parametrize("id", SLOW)
def test_the_same_of_texts_and_transformers(id):
    holds(CLAIMS[id])


@pytest.mark.parametrize("id", [id for id in CLAIMS if CLAIMS[id].measure == "live"])
def test_the_stored_runs_of_the_transformer_bear_the_same_out(id):
    value, error = transformers.stored(**CLAIMS[id].settings)
    assert CLAIMS[id].tolerance >= Z * error, f"{Z:g} times {error:.4g}"
    assert CLAIMS[id].agrees(value)


def test_the_table_of_more_lineages_names_measures_and_claims():
    measures = {f"nb{claim.id[:2]}.{claim.measure}" for claim in CLAIMS.values()}
    assert set(MORE) <= measures | set(CLAIMS)

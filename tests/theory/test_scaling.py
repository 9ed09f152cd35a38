"""A learner that knows what it has seen: exact sums, enumeration and simulation."""

import itertools

import numpy as np
import pytest

from course_utils import theory
from course_utils.models import zipf
from tests.standard_errors import mean_is

P = np.array([0.1, 0.5, 0.35, 0.05])
ITEMS = zipf(10**6, 1.5)
SIZES = np.array([100, 1000, 10_000, 100_000])


def unseen(p, records):
    """Shares of p not among (R, T) records."""
    rows = np.arange(len(records))[:, None]
    left = np.tile(p, (len(records), 1))
    left[rows, records] = 0
    return left.sum(axis=1)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_every_sequence_enumerated(size):
    """4^T sequences with their chances; drawn from p, and from other shares."""
    other = np.array([0.6, 0, 0.4, 0])
    for q in (None, other):
        expected = sum(
            np.prod((P if q is None else q)[list(chosen)])
            * P[~np.isin(np.arange(4), chosen)].sum()
            for chosen in itertools.product(range(4), repeat=size)
        )
        assert theory.unseen_share(size, P, q) == pytest.approx(expected)


def test_the_power_of_a_zipf_law():
    """Exponent 1.5: the error falls as T^-1/3, within .02 in each decade."""
    slopes = np.diff(np.log10(theory.unseen_share(SIZES, ITEMS)))
    np.testing.assert_allclose(slopes, -1 / 3, atol=0.02)
    steep = theory.unseen_share(SIZES[1:], zipf(10**6, 2.0))
    np.testing.assert_allclose(np.diff(np.log10(steep)), -1 / 2, atol=0.02)


def test_a_cut_tail_is_a_floor():
    """Rank 100: published or measured .0757 (5 %); it is the mass beyond.

    For a learner of 100 records the cut is a help: none is spent on the tail.
    """
    found = theory.unseen_share(SIZES, ITEMS, theory.cut_tail(ITEMS, 100))
    np.testing.assert_allclose(found[2:], 0.0757, rtol=0.05)
    assert found[3] == pytest.approx(ITEMS[100:].sum(), rel=1e-4)
    whole = theory.unseen_share(SIZES, ITEMS)
    assert found[0] < whole[0] and np.all(found[1:] > whole[1:])


def test_a_cut_tail_by_hand():
    np.testing.assert_allclose(theory.cut_tail(P, 2), [0, 0.5 / 0.85, 0.35 / 0.85, 0])
    np.testing.assert_allclose(theory.cut_tail(P, 4), P)
    np.testing.assert_allclose(theory.cut_tail([0.25] * 4, 2), [0.5, 0.5, 0, 0])


@pytest.mark.parametrize(("slots", "floor"), [(1000, 0.0957), (10_000, 0.0426)])
def test_a_generators_own_ignorance_is_a_floor(slots, floor):
    """Published or measured within 5 %; no more than the generator knew."""
    found = theory.secondhand_unseen_share(SIZES, slots, ITEMS)
    assert found[3] == pytest.approx(floor, rel=0.05)
    known = theory.unseen_share(slots, ITEMS)
    assert theory.secondhand_unseen_share(10**7, slots, ITEMS) == pytest.approx(known)
    assert np.all(found >= known * (1 - 1e-9))


def exact(size, slots, p):
    """By the chances of each number J of slots copied, step by step."""
    chance = np.zeros(slots + 1)
    chance[0] = 1
    j = np.arange(slots + 1)
    for _ in range(size):
        again = chance * j / slots
        again[1:] += chance[:-1] * (1 - j[:-1] / slots)
        chance = again
    return float(sum(c * (p @ (1 - p) ** k) for k, c in enumerate(chance)))


def test_the_exact_law_is_the_binomial_one():
    """E (1 - c/T0)^T over c of T0 records: the count itself, for two items."""
    p, size, slots = np.array([0.3, 0.7]), 4, 5
    counts = np.random.default_rng(0).multinomial(slots, p, 200_000)
    mean_is(((1 - counts / slots) ** size) @ p, exact(size, slots, p))


@pytest.mark.parametrize(
    ("size", "slots", "error"),
    [(30, 30, 2e-3), (200, 100, 2e-4), (100, 1000, 2e-4), (500, 300, 2e-5)],
)
def test_secondhand_against_the_exact_law(size, slots, error):
    p = zipf(5000, 1.5)
    found = theory.secondhand_unseen_share(size, slots, p)
    assert found == pytest.approx(exact(size, slots, p), rel=error)


@pytest.mark.parametrize(("size", "slots"), [(1000, 1000), (3000, 500), (200, 2000)])
def test_secondhand_against_simulation(size, slots):
    """300 generators, each with one learner."""
    rng, p = np.random.default_rng(1), zipf(3000, 1.5)
    seen = rng.choice(3000, (300, slots), p=p)
    copied = np.take_along_axis(seen, rng.integers(slots, size=(300, size)), axis=1)
    mean_is(unseen(p, copied), theory.secondhand_unseen_share(size, slots, p))
    cut = theory.cut_tail(p, 50)
    records = rng.choice(3000, (300, size), p=cut)
    mean_is(unseen(p, records), theory.unseen_share(size, p, cut))
    mean_is(unseen(p, seen), theory.unseen_share(slots, p))


def test_ends():
    """One record of a generator that saw one is one record; one item is soon known."""
    for size in (1, 7):
        found = theory.secondhand_unseen_share(size, 1, P)
        assert found == pytest.approx(theory.unseen_share(1, P))
    assert theory.secondhand_unseen_share(1, 9, P) == pytest.approx(
        theory.unseen_share(1, P)
    )
    assert theory.secondhand_unseen_share(3, 3, [1.0, 0.0]) == 0
    assert theory.unseen_share(1, [1.0, 0.0]) == 0


@pytest.mark.parametrize(
    "form",
    [
        theory.unseen_share,
        lambda size, p: theory.secondhand_unseen_share(size, 20, p),
    ],
)
def test_forms_take_arrays_of_sizes(form):
    sizes = np.array([[3, 1], [2, 50]])
    each = [[form(int(i), P) for i in row] for row in sizes]
    np.testing.assert_allclose(form(sizes, P), each)
    assert np.ndim(form(3, P)) == 0
    for bad in (0, -1, 1.5, [1, 0], True, np.nan, "1"):
        with pytest.raises(
            ValueError, match=r"records is .* whole number of at least 1"
        ):
            form(bad, P)
    for p in ([0.5, 0.6], [], [-0.5, 1.5], [np.nan, 1]):
        with pytest.raises(ValueError, match="p h"):
            form(3, p)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.unseen_share(1, P, [1.0]), "seen has 1 shares, but p has 4"),
        (lambda: theory.unseen_share(1, P, [1.0] * 4), "seen has shape"),
        (lambda: theory.cut_tail(P, 0), "rank is 0, .* from 1 to 4"),
        (lambda: theory.cut_tail(P, 5), "rank is 5, .* from 1 to 4"),
        (lambda: theory.secondhand_unseen_share(1, 0, P), "generator_records is 0, "),
        (lambda: theory.secondhand_unseen_share(1, 2.5, P), "generator_records is 2.5"),
    ],
)
def test_bad_numbers_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""What a learner may soundly simulate for 01 to 03 passes, near misses do not."""

import math
import os
from functools import partial

import numpy as np
import pytest

from course_utils.chapters.nb01.exercises import half_lives, one_generation, repair
from course_utils.chapters.nb01.exercises.broken_loops import healthy
from course_utils.chapters.nb02.exercises import alarms, copies, next_counts, way_back
from course_utils.chapters.nb03.exercises import bandwidth, name_the_error, resample
from course_utils.chapters.nb03.exercises import sampling_bias as bias
from course_utils.learning import check
from course_utils.models import em
from tests.judging import judged, right

pytestmark = pytest.mark.usefixtures("own_progress")
SEEDS = range(100, 102)


def test_two_thousand_lineages_are_enough_for_means_and_medians():
    """Four seats, 30 seeds: with a limit of 3.4 standard errors one in 100 fails."""
    exercise = half_lives.MEAN_AND_MEDIAN
    by_length = {
        g["t"] / g["n"]: s for s in range(1, 41) if (g := exercise.for_seat(s))
    }
    for ratio in sorted(by_length)[-4:]:  # the hardest
        seat = by_length[ratio]
        for seed in range(30):
            answer = half_lives.simulated(exercise.for_seat(seat), seed=seed)
            assert judged(exercise, answer, seat).right, (seat, seed)


# --- 01.5: loops ---------------------------------------------------------------------


def loop_that(first, draw, report):
    """A loop by hand: points of generation 1, points from points, and what is noted."""

    def repaired(n, generations, rng):
        x = first(n, rng)
        fits = [report(x)]
        for _ in range(generations - 1):
            x = draw(x, rng)
            fits.append(report(x))
        return np.array(fits)

    return repaired


def from_truth(n, rng):
    return rng.normal(0, 1, n)


def from_fit(x, rng):
    return rng.normal(x.mean(), x.std(ddof=1), len(x))


def unbiased(x):
    return x.mean(), x.std(ddof=1)


def by_n(x):
    return x.mean(), x.std()


@pytest.mark.parametrize("seed", range(6))
def test_a_right_loop_passes_however_its_random_numbers_fall(seed):
    for loop in (healthy, repair._lists, loop_that(from_truth, from_fit, unbiased)):

        def jumped(n, generations, rng, loop=loop):
            rng.random(seed)  # another place in the same stream
            return loop(n, generations, rng)

        assert right(repair.REPAIR, {}, jumped)


def test_means_and_spreads_may_come_as_two_rows():
    def two_rows(n, generations, rng):
        return tuple(healthy(n, generations, rng).T)

    assert check("01.5", two_rows).state == "correct"
    verdict = check("01.5", lambda *a: healthy(*a)[:, 1])
    assert "a mean and a standard deviation for each" in verdict.text


def test_a_loop_that_is_right_but_for_its_level_does_not_pass():
    assert check("01.5", loop_that(from_truth, from_fit, by_n)).misconception == (
        "reported-by-n"
    )
    wide = loop_that(lambda n, rng: rng.normal(0, 7, n), from_fit, unbiased)
    assert check("01.5", wide).misconception == "other"
    beside = loop_that(lambda n, rng: rng.normal(1, 1, n), from_fit, unbiased)
    verdict = check("01.5", beside)
    assert verdict.misconception == "other" and "mean of generation 1" in verdict.text


def around_zero(x, rng):
    return rng.normal(0, x.std(ddof=1), len(x))


def drifting(x, rng):
    return from_fit(x, rng) + 0.3 * x.std()


def halfway_back(x, rng):
    return rng.normal(x.mean() / 2, x.std(ddof=1), len(x))


def test_a_loop_that_forgets_or_moves_the_mean_does_not_pass():
    codes = [
        check("01.5", loop_that(from_truth, draw, unbiased)).misconception
        for draw in (around_zero, drifting, halfway_back)
    ]
    assert codes == ["forgot-the-mean", "other", "other"]


# --- generators ----------------------------------------------------------------------

DRAWS = {
    "01.1": one_generation.next_generation,
    "02.1": next_counts.next_counts,
    "03.4": resample.resample,
}


@pytest.mark.parametrize("id", DRAWS)
def test_right_draws_by_another_generator_are_told_so(id):
    for seed in range(20 if "COURSE_TEST_ALL" in os.environ else 8):
        old = np.random.RandomState(seed)  # what numpy's global functions draw with

        def answer(*arguments, old=old):
            return DRAWS[id](*arguments[:-1], old)

        verdict = check(id, answer)
        assert verdict.misconception == "not-the-given-generator", seed
    assert "a seed repeats the run" in verdict.text


# --- simulations for 02 and 03 -------------------------------------------------------


@pytest.mark.parametrize("setting", alarms.SIMULATED)
def test_alarms_are_found_with_any_seed(setting):
    given = dict(zip(("V", "n"), setting, strict=True))
    answer = alarms.simulated(given, seed=100)
    assert right(alarms.FIRST_ALARM, given, answer), answer


def test_the_other_simulations_agree_at_many_seats_and_seeds():
    for seat in range(20):
        for seed in SEEDS:
            one, two = way_back.WAY_BACK, bias.SAMPLING_BIAS
            given = one.for_seat(seat)
            assert right(one, given, way_back._simulated(given, seed=seed))
            given = two.for_seat(seat)
            assert right(two, given, bias._simulated(given, seed=seed))
    for seat in range(3):
        given = bandwidth.BANDWIDTH.for_seat(seat)
        assert right(bandwidth.BANDWIDTH, given, bandwidth.simulated(given, seed=9))
        given = copies.COPIES.for_seat(seat)
        assert right(copies.COPIES, given, copies._simulated(given))


def test_the_law_of_copies_holds_for_the_corpus_of_the_task():
    rng = np.random.default_rng(3)
    for k, P in copies.COPIES.for_seat(3)["pairs"]:
        count = np.full(4000, copies.copies(k, P))
        for _ in range(k):
            count = rng.binomial(100_000, count / 100_000)
        assert abs(np.mean(count > 0) - P) < 4 * math.sqrt(P * (1 - P) / 4000)


def tempered(counts, rng):
    p = np.asarray(counts / np.sum(counts)) ** (1 / 0.9)
    return rng.multinomial(np.sum(counts), p / p.sum())


def never_dies(counts, rng):
    drawn = next_counts.next_counts(counts, rng)
    return np.where((drawn == 0) & (np.asarray(counts) > 0), 1, drawn)


def half_drawn(counts, rng):
    """Half of the corpus is kept, and only the rest is drawn."""
    kept = np.asarray(counts) // 2
    return kept + next_counts.next_counts(counts - kept, rng)


@pytest.mark.parametrize("near_miss", [tempered, never_dies, half_drawn])
def test_a_near_miss_of_next_counts_does_not_pass(near_miss):
    assert not right(next_counts.NEXT_COUNTS, {}, near_miss)


def shrunk(x, bandwidth, n, rng):
    points = resample.resample(x, bandwidth, n, rng) - x.mean()
    return x.mean() + points * math.sqrt(x.var() / (x.var() + bandwidth**2))


def flat_kernel(x, bandwidth, n, rng):
    return rng.choice(x, n) + bandwidth * math.sqrt(3) * rng.uniform(-1, 1, n)


def half_blur(x, bandwidth, n, rng):
    return resample.resample(x, 0.75 * bandwidth, n, rng)


@pytest.mark.parametrize("near_miss", [shrunk, flat_kernel, half_blur])
def test_a_near_miss_of_resample_does_not_pass(near_miss):
    assert not right(resample.RESAMPLE, {}, near_miss)


@pytest.mark.parametrize("seed", SEEDS)
def test_right_functions_pass_however_their_random_numbers_fall(seed):
    for exercise in (next_counts.NEXT_COUNTS, resample.RESAMPLE):
        for answer in (exercise.reference, *exercise.alternatives):
            other = answer({})

            def jumped(*arguments, other=other):
                *rest, rng = arguments
                rng.random(seed)  # another place in the same stream
                return other(*rest, rng)

            assert right(exercise, {}, jumped)


# --- the tables of 03.1 --------------------------------------------------------------

GRID = np.linspace(-20, 20, 2001)


def valley(mixtures: em.Mixtures) -> float:
    """Median share of the points between -1 and 1, in percent."""
    erf, std = np.vectorize(math.erf), np.sqrt(2 * mixtures.cov[..., 0, 0])
    mean = mixtures.mean[..., 0]
    inside = 0.5 * (erf((1 - mean) / std) - erf((-1 - mean) / std))
    return 100 * float(np.median((mixtures.weight * inside).sum(axis=1)))


def humps(distance, std, runs=1) -> em.Mixtures:
    means = np.tile([[-distance], [distance]], (runs, 1, 1)).astype(float)
    return em.Mixtures(np.full((runs, 2), 0.5), means, np.full((runs, 2, 1, 1), std**2))


def fitted(x, weight, start, steps, tol=1e-7) -> em.Mixtures:
    """EM on weighted points, x and weight (R, n), by the steps of the library."""
    x, last = x[:, None], -np.inf
    for _ in range(steps):
        log_prob, share = em.expect(start, x)
        start = em.maximise(x, share * weight[:, None] * x.shape[2], 1e-6)
        gain, last = log_prob.mean() - last, log_prob.mean()
        if abs(gain) < tol:
            break
    return start


def broad(x, weight) -> em.Mixtures:
    """The start of a fit that is stopped early: two wide, close components."""
    mean = (weight * x).sum(axis=1)
    std = np.sqrt((weight * (x - mean[:, None]) ** 2).sum(axis=1))
    means = mean[:, None] + 0.5 * std[:, None] * np.array([-1, 1])
    cov = np.repeat(std[:, None] ** 2, 2, axis=1)[..., None, None]
    return em.Mixtures(np.full((len(x), 2), 0.5), means[..., None], cov)


def row(what, truth, n, runs, generations=10) -> list[float]:
    """The valley at generations 1, 2, 10 of one of the loops; n None is infinite."""
    rng, real = np.random.default_rng(1), humps(*truth, runs if n else 1)
    model, found = real, []
    for t in range(1, generations + 1):
        source = real if what == "always real data" else model
        cut = name_the_error.BIAS if what == "narrow draws" and t > 1 else 1.0
        source = em.Mixtures(source.weight, source.mean, source.cov * cut)
        if n:
            x = source.sample(n, rng)[..., 0]
            weight = np.full(x.shape, 1 / n)
        else:
            x, density = GRID[None], np.exp(em.expect(source, GRID[None, None])[0])
            weight = density / density.sum()
        if what == "one gaussian":
            start = broad(x, weight)
            start.mean[:] = (weight * x).sum(axis=1)[:, None, None]
            model = start
        elif what == "stopped early":
            model = fitted(x, weight, broad(x, weight), name_the_error.STEPS)
        else:
            model = fitted(x, weight, real if t == 1 else model, 300)
        found.append(valley(model))
    return [found[0], found[1], found[-1]]


def blurred_row(truth, n, runs) -> list[float]:
    """The same for the kernel density."""
    h, rng, found = name_the_error.BLUR, np.random.default_rng(2), []
    if not n:
        return [
            valley(humps(truth[0], math.hypot(truth[1], h * t**0.5)))
            for t in (1, 2, 10)
        ]
    x = humps(*truth, runs).sample(n, rng)
    for _ in range(10):
        cov = np.full((runs, n, 1, 1), h * h)
        found.append(valley(em.Mixtures(np.full((runs, n), 1 / n), x, cov)))
        at = rng.integers(n, size=(runs, n, 1))
        x = np.take_along_axis(x, at, axis=1) + h * rng.standard_normal(x.shape)
    return [found[0], found[1], found[-1]]


@pytest.mark.parametrize("truth", name_the_error.TABLES)
def test_the_tables_of_the_errors_can_be_simulated_again(truth):
    assert abs(valley(humps(*truth)) - name_the_error.TRUTH[truth]) < 0.051
    for what, (endless, hundred) in name_the_error.TABLES[truth].items():
        look = blurred_row if what == "blurred" else partial(row, what)
        assert np.allclose(look(truth, None, 1), endless, rtol=0, atol=0.06), what
        if truth == (3, 1):
            seen = look(truth, 100, 200)
            assert np.allclose(seen, hundred, rtol=0.1, atol=0.3), (what, seen)

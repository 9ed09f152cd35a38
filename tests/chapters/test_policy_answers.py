"""Exercises and predictions of 04 and 05 against simulations that know no formula."""

import numpy as np
import pytest

from course_utils import ensembles, theory
from course_utils.chapters import contents
from course_utils.chapters.nb04.exercises import accumulate_subsample as mix
from course_utils.chapters.nb04.exercises import bias, regression, who_made_this
from course_utils.chapters.nb04.exercises import wrong_labels as labels
from course_utils.chapters.nb05.exercises import archive, price, real_needed, rescue
from course_utils.chapters.nb05.exercises.archive_equivalent import ARCHIVE_EQUIVALENT
from course_utils.learning import check, progress
from course_utils.models.categorical import zipf
from course_utils.policies import Accumulate, Anchor, FreshReal, Replace, Subsample
from course_utils.tasks.answers import Names, Numbers
from course_utils.tasks.answers.names import instead, swapped
from course_utils.tasks.answers.numeric import but, moved
from tests import standard_errors as se
from tests.judging import right

pytestmark = pytest.mark.usefixtures("own_progress")
OTHER = np.random.default_rng(0)


def long_run(policy, n, replicates, seed, **more) -> np.ndarray:
    """Variance of each lineage at one generation, late enough."""
    real = policy.count(n)
    run = ensembles.gaussian(
        policy, n=n, generations=4 * n // real, replicates=replicates, seed=seed, **more
    )
    return run.variance[-1]


# --- 04.1: the table ----------------------------------------------------------------


def without_the_real(n, generations, replicates, seed) -> np.ndarray:
    """Variances under "no real", point by point: (generations + 1, replicates)."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((replicates, n))
    pool, seen = x[:, :0], [np.ones(replicates)]
    for _ in range(generations):
        mean, std = x.mean(axis=1), x.std(axis=1)
        seen.append(std**2)
        new = mean[:, None] + std[:, None] * rng.standard_normal((replicates, n))
        x = pool = np.concatenate([pool, new], axis=1)
    return np.array(seen)


@pytest.mark.parametrize("policy", who_made_this.POLICIES)
def test_the_table_of_the_policies_can_be_simulated(policy):
    n, R = 12, 10_000
    policies = {
        "replace": Replace(), "accumulate": Accumulate(), "subsample": Subsample(),
        "control": FreshReal(1.0),
    }  # fmt: skip
    if policy == "no real":
        variance = without_the_real(n, 30, R, 5)
    else:
        variance = ensembles.gaussian(
            policies[policy], n=n, generations=30, replicates=R, seed=5
        ).variance
    for t in (2, 10, 30):
        se.mean_is(variance[t], who_made_this.mean_variance(policy, t, n))


def test_the_task_shows_what_each_policy_does_to_the_real_points():
    given = {"n": 10, "T": 40, "_who": dict(zip("ABCDE", who_made_this.POLICIES,
                                                strict=True))}  # fmt: skip
    text = who_made_this.WHO_MADE_THIS.task(given)
    shares = ["0.0 %", "2.5 %", "2.5 %", "0.0 %", "100.0 %"]
    for letter, share in zip("ABCDE", shares, strict=True):
        line = next(x for x in text.split("\n") if x.startswith(f"{letter}: variance"))
        assert line.endswith(f"real points {share}")
    assert "81.0 %" in text and "90.0 %" in text  # 0.9² and 0.9


# --- numbers: simulations pass -------------------------------------------------------


def test_simulated_regressions_pass_with_other_seeds():
    given = regression.REGRESSION.for_seat(2)
    assert right(regression.REGRESSION, given, regression.simulated(given, seed=102))


def test_the_regression_is_that_of_least_squares_on_all_rows_so_far():
    """One setting by lstsq itself, row by row, with labels written by models."""
    given = {"d": 2, "T": 12, "sigma": 0.5, "t": 3}
    rng, errors = np.random.default_rng(1), []
    for _ in range(1_500):
        weights = np.zeros((3, 2))  # the true ones, for the first labels
        same, rows = rng.standard_normal((12, 2)), [([], []) for _ in range(3)]
        for _ in range(3):
            for k in range(3):
                x = rng.standard_normal((12, 2)) if k == 2 else same
                y = x @ weights[k] + 0.5 * rng.standard_normal(12)
                if k == 0:
                    rows[k][0].clear(), rows[k][1].clear()
                rows[k][0].append(x), rows[k][1].append(y)
                inputs, outputs = map(np.concatenate, rows[k])
                weights[k] = np.linalg.lstsq(inputs, outputs, rcond=None)[0]
        errors.append(np.sum(weights**2, axis=1))
    for column, place in zip(np.transpose(errors), (0, 1, 3), strict=True):
        se.mean_is(column, regression.four(given)[place])


def test_simulated_bias_passes_with_other_seeds():
    for seat in range(1, 5):
        given = bias.BIAS.for_seat(seat)
        assert right(bias.BIAS, given, bias.simulated(given, seed=50 + seat))
        replace, accumulate, factor = bias.three(given)
        assert not right(bias.BIAS, given, [replace, 1.05 * accumulate + 1, factor])
        assert not right(bias.BIAS, given, [replace + 1, accumulate, factor])


def test_the_floor_of_wrong_labels_is_that_of_least_squares():
    given = {"d": 5, "sigma": 0.8, "distance": 0.9, "share": 0.05}
    rows, error = labels.four(given)[:2]
    rng, found = np.random.default_rng(1), []
    for _ in range(500):
        x = rng.standard_normal((round(rows), 5))
        shift = np.where(rng.random(len(x)) < 0.05, 0.9, 0)
        y = x[:, 0] * shift + 0.8 * rng.standard_normal(len(x))
        found.append(np.sum(np.linalg.solve(x.T @ x, x.T @ y) ** 2))
    assert abs(np.mean(found) / error - 1) < 0.1  # "about", as the task says
    for seat in range(1, 41):
        given = labels.WRONG_LABELS.for_seat(seat)
        rows, error = labels.four(given)[:2]
        share, far, d = given["share"], given["distance"], given["d"]
        exact = theory.mixed_labels_error(round(rows), share, far, d, given["sigma"])
        assert 1 < exact / error < 1.05


@pytest.mark.parametrize("seat", range(1, 9))
def test_who_took_three_times_r_is_told_no_other_number(seat):
    progress.seat = seat
    rs = ARCHIVE_EQUIVALENT.for_seat(seat)["r"]
    verdict = check("05.1", [3 * r for r in rs])
    assert verdict.misconception == "forgets-the-sampling-error"
    assert "3r comes close" in verdict.text and "3 points" not in verdict.text


def test_three_r_and_one_hold_what_r_fresh_ones_hold():
    fresh = long_run(FreshReal(points=3), 200, 10_000, 1)
    se.means_agree(fresh, long_run(Anchor(points=10), 200, 10_000, 2))
    for wrong in (3, 5, 20):
        with pytest.raises(AssertionError):
            se.means_agree(fresh, long_run(Anchor(points=wrong), 200, 10_000, 3))
    given = {"r": [1, 4, 9], "T": 50}
    assert right(ARCHIVE_EQUIVALENT, given, [4, 13, 28])


def test_real_needed_is_the_first_that_holds_and_simulation_agrees():
    needed = real_needed.needed
    assert [needed(n, 1, 0.9) for n in (100, 1_000, 10_000)] == [5, 5, 5]
    assert [needed(n, 0.9, 0.9) for n in (100, 1_000, 10_000)] == [51, 477, 4740]
    for n, λ, V in ((100, 1.0, 0.85), (200, 0.8, 0.9), (300, 0.95, 0.88)):
        held = [theory.fresh_anchor_variance(n, r, λ) >= V for r in range(1, n + 1)]
        assert held.index(True) + 1 == needed(n, λ, V) and held == sorted(held)
        enough = needed(n, λ, V)
        some = long_run(FreshReal(points=enough), n, 8_000, 4, sampling_bias=λ)
        few = round(0.75 * enough) - 1
        less = long_run(FreshReal(points=max(few, 1)), n, 8_000, 5, sampling_bias=λ)
        assert less.mean() < V < some.mean() + 0.01


def test_a_simulation_of_the_task_cannot_tell_one_real_point_from_the_next():
    """So the task asks for the formula, and does not call a simulation sufficient."""
    for n, V in ((100, 0.85), (100, 0.88), (100, 0.9)):
        r = real_needed.needed(n, 1, V)
        error = long_run(FreshReal(points=r), n, 2_000, 6).std() / 2_000**0.5
        less, enough, more = (
            theory.fresh_anchor_variance(n, k) for k in (r - 1, r, r + 1)
        )
        assert less < V < enough < V + error  # by chance it is often not enough
        assert (more - enough) / 4 < error < more - enough
    text = real_needed.REAL_NEEDED.text("task", 1)
    assert "simulation is no good here" in text and "simulation needs" not in text


@pytest.mark.parametrize("seat", range(1, 9))
def test_the_bill_is_the_sum_of_what_is_paid_each_generation(seat):
    given = price.PRICE.for_seat(seat)
    fresh, kept, cost, turn = price.four(given)
    paid = np.array([0.0, kept * given["price"]])
    for t in range(1, given["T"] + 1):
        before = paid.copy()
        paid += [fresh * given["price"], kept * given["rent"]]
        if (before[0] < before[1]) != (paid[0] < paid[1]):
            assert t - 1 <= turn <= t
    assert cost == paid.min()
    held = theory.fresh_anchor_variance, theory.fixed_anchor_variance
    for law, points in zip(held, (fresh, kept), strict=True):
        assert law(1_000, points - 1) < given["V"] <= law(1_000, points)


# --- 05.3: the outcomes --------------------------------------------------------------


def mixed(plan, first, last, kept, real, synthetic, n):
    """(training set, what the plan keeps), for records or for counts alike."""
    join = kept["join"]
    if plan == "nothing":
        return synthetic(n)
    if plan == "accumulate":
        kept["pool"] = join(kept.get("pool", last), synthetic(n))
        return kept["pool"]
    if plan == "first batch":
        return join(first, synthetic(n))
    r = 1 if plan == "one fresh" else n // 10
    return join(real(r), synthetic(n - r))


def rescued(first, draw, look, join, n, before, real):
    """What each plan shows 0, 1, 10 and 50 generations after it began."""
    last = first
    for _ in range(before - 1):
        last = draw(last, n)
    for plan in rescue.PLANS:
        x, kept, seen = last, {"join": join}, [look(last)]
        for _ in range(50):
            x = mixed(plan, first, x, kept, real, lambda k, x=x: draw(x, k), n)
            seen.append(look(x))
        yield plan, [seen[i] for i in (0, 1, 10, 50)]


@pytest.mark.parametrize("setting", rescue.OUTCOMES)
def test_the_variances_of_the_rescue_can_be_simulated_again(setting):
    n, R = setting[0], 600
    rng = np.random.default_rng(n)

    def real(k):
        return rng.standard_normal((R, k))

    def draw(x, k):
        return x.mean(1)[:, None] + x.std(1)[:, None] * rng.standard_normal((R, k))

    def look(x):
        return np.median(x.var(axis=1))

    def join(a, b):
        return np.concatenate([a, b], axis=1)

    outcomes = rescue.OUTCOMES[setting]
    for plan, seen in rescued(real(n), draw, look, join, n, 3 * n, real):
        assert np.allclose(seen, outcomes[plan][0], rtol=0.2, atol=0.0006), (plan, seen)


@pytest.mark.parametrize("setting", rescue.OUTCOMES)
def test_the_types_of_the_rescue_can_be_simulated_again(setting):
    _, V, n = setting
    R, rng = 60, np.random.default_rng(V)

    def real(k):
        return rng.multinomial(k, zipf(V), size=R)

    def draw(counts, k):
        return rng.multinomial(k, counts / counts.sum(axis=1, keepdims=True))

    def look(counts):
        return np.mean(np.sum(counts > 0, axis=1))

    outcomes = rescue.OUTCOMES[setting]
    steps = rescued(real(n), draw, look, np.add, n, rescue.WORDS_BEFORE, real)
    for plan, seen in steps:
        assert np.allclose(seen, outcomes[plan][1], rtol=0.04, atol=2), (plan, seen)


# --- 04.3 and 05.4: functions --------------------------------------------------------


def pooled(rule):
    """A policy that keeps all and chooses by a rule of (pool, n, rng)."""

    def policy(pool, new, n, rng):
        pool = np.concatenate([pool, new])
        return pool, rule(pool, n, rng)

    return policy


def a_block(pool, n, rng):
    return np.roll(pool, rng.integers(len(pool)))[:n]


def by_age(pool, n, rng):
    weight = np.arange(1, len(pool) + 1)
    return rng.choice(pool, n, replace=False, p=weight / weight.sum())


def every_third(pool, n, rng):
    return np.roll(pool, rng.integers(len(pool)))[:: len(pool) // n][:n]


def one_less(pool, n, rng):
    return rng.choice(pool, n - 1, replace=False)


def without_the_first(pool, n, rng):
    return rng.choice(pool[1:], n, replace=False)


def made_up(pool, n, rng):
    return rng.choice(pool, n, replace=False) - 0.25


def in_proportion(pool, n, rng):
    """As many new ones as their share says, up to rounding by chance."""
    k = int(n * np.mean(pool > 100) + rng.random())
    old, new = pool[pool < 100], pool[pool > 100]
    some = rng.choice(new, k, replace=False), rng.choice(old, n - k, replace=False)
    return np.concatenate(some)


def without_the_last(pool, n, rng):
    return rng.choice(pool[:-1], n, replace=False)


def of_its_own_accord(pool, n, rng):
    return OTHER.choice(pool, n, replace=False)


def always_the_first(pool, n, rng):
    return np.append(pool[:1], rng.choice(pool[1:], n - 1, replace=False))


def one_twice(pool, n, rng):
    drawn = rng.choice(pool, n, replace=False)
    return np.append(drawn, drawn[0])


def one_more(pool, n, rng):
    return rng.choice(pool, n + 1, replace=False)


MISSES = [
    a_block, by_age, every_third, one_less, one_more, without_the_first,
    without_the_last, always_the_first, one_twice, made_up, in_proportion,
    of_its_own_accord,
]  # fmt: skip


@pytest.mark.parametrize("rule", MISSES, ids=lambda f: f.__name__)
def test_a_near_miss_of_the_pool_does_not_pass(rule):
    assert not right(mix.NEXT_TRAINING, {}, pooled(rule))


def test_a_pool_with_a_false_point_does_not_pass():
    def policy(pool, new, n, rng):
        pool, training = mix.next_training(pool, new, n, rng)
        return np.append(pool[1:], pool.mean()), training

    assert not right(mix.NEXT_TRAINING, {}, policy)


@pytest.mark.parametrize("seed", range(100, 104))
def test_right_policies_pass_however_their_random_numbers_fall(seed):
    for made in (mix.NEXT_TRAINING.reference, *mix.NEXT_TRAINING.alternatives):
        answer = made({})

        def jumped(pool, new, n, rng, answer=answer):
            rng.random(seed)  # another place in the same stream
            return answer(pool, new, n, rng)

        assert right(mix.NEXT_TRAINING, {}, jumped)


def test_the_pool_may_be_changed_in_place():
    def policy(pool, new, n, rng):
        pool[:] = pool[::-1]
        pool = np.concatenate([new, pool])
        rng.shuffle(pool)
        return pool, pool[:n]

    assert right(mix.NEXT_TRAINING, {}, policy)


def kept_twice(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(r)])
    return np.concatenate([kept, kept[:1]]), np.concatenate([kept, synthetic(n)])


def trained_twice(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, kept[-1:], synthetic(n)])


def one_synthetic_less(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(r)])
    return kept, np.concatenate([kept, synthetic(n - 1)])


def one_synthetic_twice(kept, real, synthetic, n, r):
    kept, new = np.concatenate([kept, real(r)]), synthetic(n - 1)
    return kept, np.concatenate([kept, new, new[:1]])


def one_real_wasted(kept, real, synthetic, n, r):
    return archive.next_training(kept, lambda k: real(k + 1)[:k], synthetic, n, r)


def drawn_twice(kept, real, synthetic, n, r):
    return np.concatenate([kept, real(r)]), np.concatenate([
        kept, real(r), synthetic(n),
    ])  # fmt: skip


def oldest_dropped(kept, real, synthetic, n, r):
    kept = np.concatenate([kept, real(r)])[-12:]
    return kept, np.concatenate([kept, synthetic(n)])


ARCHIVES = [
    kept_twice, trained_twice, one_synthetic_less, one_synthetic_twice, drawn_twice,
    one_real_wasted, oldest_dropped,
]  # fmt: skip


@pytest.mark.parametrize("policy", ARCHIVES, ids=lambda f: f.__name__)
def test_a_near_miss_of_the_archive_does_not_pass(policy):
    assert not right(archive.ARCHIVE, {}, policy)


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_synthetic_points_may_be_drawn_in_pieces(size):
    def policy(kept, real, synthetic, n, r):
        kept = np.concatenate([kept, *(real(1) for _ in range(r))])
        sizes = [min(size, n - done) for done in range(0, n, size)]
        return kept, np.concatenate([kept, *map(synthetic, sizes)])

    assert right(archive.ARCHIVE, {}, policy)


def test_an_archive_that_swaps_a_real_point_for_an_old_synthetic_one_is_seen():
    last = []

    def policy(kept, real, synthetic, n, r):
        kept, new = np.concatenate([kept, real(r)]), synthetic(n)
        if last and last[-1] > new[0]:  # of an earlier model of the same run
            kept[0] = last[-1]
        last.append(new[0])
        return kept, np.concatenate([kept, new])

    assert not right(archive.ARCHIVE, {}, policy)


@pytest.mark.parametrize(
    "returned, says",
    [
        ([1.0, 2.0], "Expected a row of numbers"),
        (([1.0], [1.0], [1.0]), "two arrays"),
        (([1.0], np.zeros((2, 2))), "Expected a row of numbers"),
        (([1.0], ["a"]), "must be a number"),
        (([1.0], [float("nan")]), "NaN"),
        (([1.0], np.array([np.nan])), "NaN"),
        ((np.zeros(5_000), [1.0]), "are too many: at most 1,000"),
        ((np.broadcast_to(0.0, 10**12), [1.0]), "are too many: at most 1,000"),
        (np.zeros((2, 3)), "two arrays"),
    ],
)
@pytest.mark.parametrize("id", ["04.3", "05.4"])
def test_a_policy_that_returns_something_else_is_told_so(id, returned, says):
    verdict = check(id, lambda *_: returned)
    assert verdict.state == "could not be checked" and says in verdict.text


@pytest.mark.parametrize("k", [2.5, "3", -1, None, True, 10**9])
def test_an_archive_that_draws_no_whole_number_of_points_is_told_so(k):
    verdict = check("05.4", lambda kept, real, synthetic, n, r: (kept, real(k)))
    assert verdict.state == "could not be checked" and "whole number" in verdict.text


# --- mistakes that a part of the answer gives away ------------------------------------


def code_of(id, answer) -> str:
    verdict = check(id, answer)
    assert verdict.state == "not yet"
    return verdict.misconception


SEATS = pytest.mark.parametrize("seat", range(1, 6))


@SEATS
def test_of_the_biased_pool_two_kinds_of_factor_are_told(seat):
    progress.seat = seat
    replace, accumulate, factor = bias.three(bias.BIAS.for_seat(seat))
    bent = 1 / (1 - bias.BIAS.for_seat(seat)["bias"])
    for first_two in ([replace, accumulate], [replace + 9, 3 * accumulate]):
        assert code_of("04.4", [*first_two, bent]) == "exponent-turned-over"
        assert code_of("04.4", [*first_two, np.inf]) == "slow-means-never"
    assert code_of("04.4", [replace, accumulate, 2.005]) == "twice-as-long"
    for near_two in (1.25, 1.74, 2.5):
        assert code_of("04.4", [replace, accumulate, near_two]) == "other"
    assert code_of("04.4", [replace, np.inf, np.inf]) == "adding-cures-all"
    assert code_of("04.4", [replace, accumulate, 0.85 * factor]) == "other"
    assert code_of("04.4", [replace, 1.1 * accumulate + 2, factor]) == "other"


@pytest.mark.parametrize("n", range(50, 201, 10))
@pytest.mark.parametrize("λ, level", bias.CASES)
def test_a_generation_too_few_under_replace_does_not_pass(λ, level, n):
    """λ^t for λ^(t-1), as a whole number or not; and no seat is a matter of luck."""
    given = {"n": n, "bias": λ, "level": level}
    right_one, accumulate, factor = bias.three(given)
    assert right(bias.BIAS, given, [right_one, accumulate, factor])
    for wrong in (np.log(level) / np.log(λ), right_one - 1, right_one + 1):
        assert not right(bias.BIAS, given, [wrong, accumulate, factor])
    for t in (right_one - 1, right_one):
        mean = (1 - 1 / n) ** t * λ ** (t - 1)
        square = ((n * n - 1) / n**2) ** t * λ ** (2 * t - 2)
        error = np.sqrt((square - mean**2) / 4_000)
        assert abs(mean - level) > 5 * error
        assert (mean <= level) == (t == right_one)


@SEATS
def test_of_the_regression_what_accumulate_is_taken_for_is_told(seat):
    progress.seat = seat
    given = regression.REGRESSION.for_seat(seat)
    replace, kept, bound, fresh = regression.four(given)
    told = {
        "accumulate-like-replace": [
            (replace, replace, bound, fresh),
            (replace, replace, bound, replace),
            (replace, replace, np.inf, fresh),
        ],
        "no-bound": [(replace, kept, np.inf, fresh), (1e9, kept, np.inf, 1e9)],
        "one-set-of-inputs-for-all": [
            (c * replace, c * kept, bound, d * fresh)
            for c in (0.79, 0.9, 1.24)
            for d in (1, 0.7)
        ],
        "other": [
            (replace, kept, bound, 1.3 * fresh),
            (1.2 * replace, 0.9 * kept, bound, fresh),
            (1.2 * replace, 1.2 * kept, 1.2 * bound, fresh),
            (2.5 * replace, 2.5 * kept, bound, fresh),
            (replace, kept, 1.2 * bound, fresh),
            (1.2 * replace, kept, bound, fresh),
            (replace, 1.2 * kept, bound, fresh),
        ],
    }
    for code, answers in told.items():
        assert [code_of("04.2", x) for x in answers] == [code] * len(answers)


def test_one_set_of_inputs_for_all_lineages_is_recognised():
    """Least squares as a hasty reader simulates it: the same X in every lineage."""
    seat = 2
    given = regression.REGRESSION.for_seat(seat)
    (d, T), s, t = (given["d"], given["T"]), given["sigma"], given["t"]
    rng, found = np.random.default_rng(9), []
    x = rng.standard_normal((T, d))
    fit = np.linalg.pinv(x)
    for _ in range(5_000):
        noise = s * fit @ rng.standard_normal((T, t))
        replace, kept = noise.sum(axis=1), noise @ (1 / np.arange(1, t + 1))
        found.append([replace @ replace, kept @ kept])
    right_ones = regression.four(given)
    progress.seat = seat
    answer = [*np.mean(found, axis=0), *right_ones[2:]]
    assert not 0.93 < answer[0] / right_ones[0] < 1.07  # else nothing is to be told
    assert code_of("04.2", answer) == "one-set-of-inputs-for-all"


@SEATS
def test_of_the_real_points_the_first_two_numbers_are_enough(seat):
    progress.seat = seat
    given = real_needed.REAL_NEEDED.for_seat(seat)
    four, small, large = real_needed.four(given), given["small"], given["large"]
    for last in (four[2:], [7, 7]):
        assert code_of("05.2", [1, 1, *last]) == "one-is-enough"
        for share in (0.01, 0.05, 0.1, 0.2, four[0] / small):
            answer = [share * small, share * large, *last]
            assert code_of("05.2", answer) == "rescaled-with-n"
    assert code_of("05.2", [1, 2, *four[2:]]) == "other"
    assert code_of("05.2", [np.inf, np.inf, *four[2:]]) == "other"
    assert code_of("05.2", [0, 0, *four[2:]]) == "other"
    for place in (0, 1):
        less = list(four)
        less[place] -= 1
        assert code_of("05.2", less) == "other"


def test_four_points_do_not_hold_nine_tenths_and_half_a_point_is_told():
    progress.seat = seat = next(
        seat
        for seat in range(1, 99)
        if real_needed.REAL_NEEDED.for_seat(seat)["V"] == 0.9
    )
    four = real_needed.four(real_needed.REAL_NEEDED.for_seat(seat))
    assert four[:2] == [5, 5]
    for r, code in ((4, "one-point-off"), (4.5, "half-a-point"), (4.05, "other")):
        assert code_of("05.2", [r, r, *four[2:]]) == code


@SEATS
def test_the_share_for_infinitely_many_points_does_not_pass(seat):
    """a / (a + (1 - a)(1 - λ)) solved for a, times n, rounded in any way."""
    progress.seat = seat
    given = real_needed.REAL_NEEDED.for_seat(seat)
    V, loss = given["V"], 1 - given["bias"]
    share = V * loss / (1 - V + V * loss)
    assert share / (share + (1 - share) * loss) == pytest.approx(V)
    for rounded in (float, round, np.ceil, np.floor):
        last = [rounded(share * given[n]) for n in ("small", "large")]
        four = [*real_needed.four(given)[:2], *last]
        assert code_of("05.2", four) == "share-for-infinitely-many"


@SEATS
def test_of_the_price_equal_doses_are_enough_whatever_the_bill(seat):
    progress.seat = seat
    fresh, kept, cost, turn = price.four(price.PRICE.for_seat(seat))
    for rest in ([420, 1.5], [420, np.inf], [cost, turn]):
        assert code_of("05.5", [fresh, fresh, *rest]) == "real-is-real"
    assert code_of("05.5", [fresh, fresh + 2, cost, turn]) == "other"
    assert code_of("05.5", [kept, kept, cost, turn]) == "other"


def test_the_price_is_set_by_the_long_run_for_chance_alone_does_no_harm_yet():
    for seat in range(1, 41):
        given = price.PRICE.for_seat(seat)
        assert (1 - 1 / 1_000) ** given["T"] > given["V"]
        assert "without end" in price.PRICE.text("task", seat)


def fixed_choice(choose):
    return pooled(lambda pool, n, rng: choose(pool, n))


@pytest.mark.parametrize("seed", [0, 42])
@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_any_choice_that_is_always_the_same_is_told(seed, make):
    def choose(pool, n):
        return make(seed).choice(pool, n, replace=False)

    assert code_of("04.3", fixed_choice(choose)) == "same-seed"


def test_which_choice_is_always_the_same_does_not_matter_but_for_the_latest():
    assert code_of("04.3", fixed_choice(lambda x, n: x[:n])) == "same-seed"
    assert code_of("04.3", fixed_choice(lambda x, n: x[::2][:n])) == "same-seed"
    assert code_of("04.3", fixed_choice(lambda x, n: x[-n:][::-1])) == "the-latest-only"
    assert code_of("04.3", fixed_choice(lambda x, n: x)) == "trains-on-everything"
    assert code_of("04.3", fixed_choice(lambda x, n: x[:1].repeat(n))) == "other"


def test_a_choice_by_another_generator_is_told():
    old = np.random.RandomState(1)  # what numpy's global functions draw with
    rules = [
        lambda x, n, rng: old.choice(x, n, replace=False),
        lambda x, n, rng: old.permutation(x)[:n],
        of_its_own_accord,
    ]
    for rule in rules:
        assert code_of("04.3", pooled(rule)) == "not-the-given-generator"


def test_new_real_points_that_are_drawn_twice_are_told():
    assert code_of("05.4", drawn_twice) == "drawn-twice"

    def later(kept, real, synthetic, n, r):
        training = np.concatenate([synthetic(n), real(r), kept])
        return np.concatenate([real(r), kept]), training

    assert code_of("05.4", later) == "drawn-twice"


def test_equal_people_both_count():
    """A set forgets the second of two equal points."""

    def as_a_set(kept, real, synthetic, n, r):
        kept = sorted({*kept, *real(r)})
        return kept, [*kept, *synthetic(n)]

    assert code_of("05.4", as_a_set) == "equal-points-dropped"


# --- what the questions say -----------------------------------------------------------


def test_the_losses_that_the_quiz_of_04_gives_follow_from_the_laws():
    """n (1 - limit) for large n; the ratio at n = 10, by points drawn and pooled."""
    late, n = 1_500, 1_000
    kept = n * (1 - theory.accumulated_limit(n))
    subsampled = n * (1 - theory.subsampled_variance(late, n))
    assert kept == pytest.approx(np.pi**2 / 6, abs=0.01)
    assert subsampled == pytest.approx(np.pi**2 / 2 - 2, abs=0.01)
    assert round(kept, 2) == 1.64 and round(subsampled, 2) == 2.93
    few = [
        1 - ensembles.gaussian(policy, n=10, generations=60, replicates=10_000,
                               seed=7).variance[60].mean()
        for policy in (Subsample(), Accumulate())
    ]  # fmt: skip
    assert few[0] / few[1] == pytest.approx(1.7, abs=0.1)
    assert subsampled / kept == pytest.approx(1.8, abs=0.05)
    quiz = contents.all_quizzes()["04/end"]
    said = next(q for q in quiz.questions if q.id == "subsample").options
    for words in ("1.7 times", "1 − 1.64/n", "1 − 2.93/n", "1.8 times"):
        assert any(words in text for text in said.values()), words


def test_even_odds_come_ten_times_as_late_for_ten_times_the_copies():
    alive = np.ones(400)
    for k in range(1, 400):  # one copy has Poisson(1) copies in the next corpus
        alive[k] = 1 - np.exp(-alive[k - 1])
    few, many = (np.argmax(1 - (1 - alive) ** c <= 0.5) for c in (5, 50))
    assert many / few == pytest.approx(10, rel=0.1)
    assert many == pytest.approx(2.9 * 50, rel=0.05)


def test_a_tenth_of_the_rows_makes_the_wrong_labels_add_about_a_tenth():
    for seat in range(1, 41):
        given = labels.WRONG_LABELS.for_seat(seat)
        d, sigma = given["d"], given["sigma"]
        few = labels.four(given)[0] / 10
        added = labels.floor(given) / (sigma**2 * d / (few - d - 1))
        assert 0.08 < added < 0.1
        assert "a tenth" in labels.WRONG_LABELS.text("solution", seat)


# --- remarks and predictions ---------------------------------------------------------


def test_a_partly_right_answer_is_told_which_parts_are_right():
    numbers = Numbers(["one", "two", "three"], relative=0.1, absolute=(0, 0.5, 0))
    told = [numbers.remark(seen, [1, 2, 9], {}) for seen in
            ([1.09, 2.69, 9], [1.11, 2.69, 8], [0, 0, 0])]  # fmt: skip
    assert told == ["Right so far: one; two; three.", "Right so far: two.", ""]
    seen, target = {"A": 1, "B": 2, "C": 3}, {"A": 1, "B": 3, "C": 2}
    assert Names("ABC", ()).remark(seen, target, {}) == "1 of 3 names are right."
    assert swapped(lambda given: target, 3, 2)({}) == seen
    assert instead(lambda given: target, 3, 1)({}) == {"A": 1, "B": 1, "C": 2}
    exercise = real_needed.REAL_NEEDED
    progress.seat = 3
    given = exercise.for_seat(3)
    four = real_needed.four(given)
    verdict = check("05.2", [four[0], 10_000, 10_000, four[3]])
    first, last = f"n = {given['small']:,}", f"n = {given['large']:,}"
    assert f"λ = 1, {first}; λ = {given['bias']:g}, {last}." in verdict.text


def test_wrong_numbers_are_made_from_the_right_ones():
    def numbers(given):
        return given["a"], 2, 3

    assert but(numbers, {1: lambda g: g["a"] + 9})({"a": 5}) == [5, 14, 3]
    assert moved(numbers, 2, 0)({"a": 5}) == [3, 5]


def test_the_predictions_have_the_answers_that_the_notebooks_reveal():
    predictions = contents.all_predictions()
    kept = ensembles.gaussian(
        Accumulate(), n=10, generations=60, replicates=10_000, seed=1
    )
    se.mean_is(kept.variance[60], 0.8448)
    rows = {"d": 10, "T": 50, "sigma": 1.0, "t": 20}
    assert regression.four(rows)[1] / (10 / 39) == pytest.approx(1.6, abs=0.01)
    assert "1.6 times" in predictions["04.p2"].options["bounded"]
    slow = theory.accumulated_variance(np.array([1000, 2000]), 100, 0, 0.9)
    assert slow == pytest.approx([0.513, 0.478], abs=0.001)
    assert "half" in predictions["04.p3"].options
    se.mean_is(long_run(FreshReal(points=1), 100, 10_000, 2), 0.6644)
    fresh = long_run(FreshReal(points=10), 1_000, 10_000, 3)
    same = long_run(Anchor(points=20), 1_000, 10_000, 4)
    assert 1.3 * (1 - fresh.mean()) < 1 - same.mean()
    assert "fresh" in predictions["05.p2"].options
    (_, _, ten, _), _ = rescue.OUTCOMES[100, 1000, 2000]["one in ten fresh"]
    assert ten > 0.5 and "ten" in predictions["05.p3"].options


def test_titles_and_first_questions_do_not_tell_what_predictions_ask():
    tells = {
        "04": [r"8\d %", "1.6", "π²", "half of the variance"],
        "05": ["66", "2/3", "2r", "3r", "31 "],
    }
    quizzes = contents.all_quizzes()
    for notebook, words in tells.items():
        quiz = quizzes[f"{notebook}/before"]
        texts = [q.prompt + " ".join(q.options.values()) for q in quiz.questions]
        items = contents.items()
        texts += [item.title for item in items if item.notebook == notebook]
        for word in words:
            assert not [text for text in texts if word in text], word


def test_the_right_answer_has_no_fixed_place():
    for notebook in ("04", "05"):
        for part in ("before", "end"):
            questions = contents.all_quizzes()[f"{notebook}/{part}"].questions
            places = [q.names.index(q.right) for q in questions]
            assert set(places) == {0, 1, 2}, places
            assert max(map(places.count, places)) <= 3

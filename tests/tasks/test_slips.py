"""No answer that is a little off passes: a search over every exercise and number.

Each right number is shifted by one unit, a factor of 2 and 1.5 times its tolerance;
each right answer by one generation; each name becomes every other name; what a function
returns is shifted as well.
"""

import os
import time
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pytest

from course_utils import ensembles
from course_utils.chapters import contents
from course_utils.chapters.nb01.exercises.one_generation import next_generation
from course_utils.models.categorical import zipf
from course_utils.policies import Replace
from course_utils.tasks.answers import Function, Moments, Names, Numbers
from course_utils.tasks.answers.reading import Unusable
from course_utils.tasks.answers.tolerance import Tolerance
from course_utils.tasks.exercise import Exercise
from tests.judging import judged

EXERCISES = contents.all_exercises()
QUICK, FEW, MANY = 0.02, 3, 30  # seconds a judgement may take for many seats
GENERATIONS = "t", "k"  # names of seats' numbers that count generations

# Where one unit is within the tolerance, and why that is so.
FLAT = {
    ("01.3", "n where the fit divides by n"): "n is some hundred or thousand points",
    ("01.3", "n where it divides by n − 1"): "n is some hundred or thousand points",
    ("02.2", "copies"): "the rule to remember and a simulation are a few copies off",
    ("02.3", "entropy"): "400 lineages: a generation is a third of a standard error",
    ("04.4", "generation under accumulate"): "it falls by less than 1 % a generation",
    ("04.5", "rows"): "some thousand rows",
    (
        "07.4",
        "first copy with at most half",
    ): "20,000 towns: a copy is one standard error",
    ("07.4", "the same for short texts"): "20,000 towns: a copy is one standard error",
}


def passes(exercise: Exercise, answer, seat: int = 1) -> bool:
    try:
        return judged(exercise, answer, seat).right
    except Unusable:
        return False


def of_kind(*kinds) -> list[str]:
    return [id for id, e in EXERCISES.items() if isinstance(e.answer, kinds)]


def seats(exercise: Exercise) -> range:
    """Three, or thirty where it is quick or everything is tested."""
    exercise.for_seat(1), judged(exercise, exercise.reference(exercise.for_seat(1)))
    begun = time.perf_counter()
    judged(exercise, exercise.reference(exercise.for_seat(2)), 2)
    quick = time.perf_counter() - begun < QUICK
    many = quick or os.environ.get("COURSE_TEST_ALL")
    return range(1, 1 + (MANY if many else FEW))


def flat(id: str, name: str) -> bool:
    return any(id == i and name.startswith(known) for i, known in FLAT)


def shifts(exercise: Exercise, right, given):
    """(place, number) for each shift that must not pass."""
    answer = exercise.answer
    names = answer.named(given)
    slack = Tolerance(*(
        np.broadcast_to(x(given) if callable(x) else x, len(names))
        for x in (answer.relative, answer.absolute)
    ))  # fmt: skip
    for place, (name, value) in enumerate(zip(names, right, strict=True)):
        allowed = slack.absolute[place] + slack.relative[place] * abs(value)
        off = 1.5 * allowed or 1e-6 * max(1, abs(value))
        moved = [value + off, value - off]
        if not flat(exercise.id, name):
            moved += [value + 1, value - 1]
        if value:
            moved += [2 * value, value / 2]
        yield from ((place, number) for number in moved)


@pytest.mark.parametrize("id", of_kind(Numbers))
def test_no_number_that_is_a_little_off_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        given = exercise.for_seat(seat)
        right = np.array(exercise.reference(given), float)
        for place, number in shifts(exercise, right, given):
            off = right.copy()
            off[place] = number
            assert not judged(exercise, off.tolist(), seat).right, (seat, place, number)


@pytest.mark.parametrize("id", of_kind(Numbers))
def test_no_answer_for_another_generation_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        given = exercise.for_seat(seat)
        for name in {*GENERATIONS} & {*given}:
            for off in (-1, 1):
                other = exercise.reference({**given, name: given[name] + off})
                assert not judged(exercise, other, seat).right, (seat, name, off)


def test_every_place_that_is_called_flat_is_flat():
    for id, known in FLAT:
        exercise = EXERCISES[id]
        given = exercise.for_seat(1)
        names = exercise.answer.named(given)
        right = np.array(exercise.reference(given), float)
        place = next(i for i, name in enumerate(names) if name.startswith(known))
        right[place] += 1
        assert judged(exercise, right.tolist(), 1).right, (id, known)


@pytest.mark.parametrize("id", of_kind(Names))
def test_no_single_wrong_name_passes(id):
    exercise = EXERCISES[id]
    for seat in seats(exercise):
        right = exercise.reference(exercise.for_seat(seat))
        for key, name in right.items():
            for other in {*exercise.answer.allowed} - {name}:
                assert not judged(exercise, {**right, key: other}, seat).right


def changed(value, change):
    """Every number in it, changed in the same way."""
    if isinstance(value, dict):
        return {name: changed(part, change) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(changed(part, change) for part in value)
    if isinstance(value, bool | np.bool_):
        return not value
    return change(np.asarray(value, float)) if np.ndim(value) else change(float(value))


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x + 1, lambda x: x - 1, lambda x: 2 * x, lambda x: x / 2,
        lambda x: -x, lambda x: 1.1 * x,
    ],
    ids=["one more", "one less", "twice", "half", "minus", "a tenth more"],
)  # fmt: skip
@pytest.mark.parametrize("id", of_kind(Function))
def test_no_function_whose_results_are_shifted_passes(id, change):
    exercise = EXERCISES[id]
    right = exercise.reference(exercise.for_seat(1))
    assert not passes(exercise, lambda *a: changed(right(*a), change))


@pytest.mark.parametrize("id", sorted({*of_kind(Function)} - {*of_kind(Moments)}))
def test_no_function_whose_results_are_off_by_more_than_the_tolerance_passes(id):
    exercise = EXERCISES[id]
    relative, absolute = exercise.answer.relative, exercise.answer.absolute
    right = exercise.reference({})
    for sign in (1, -1):

        def off(*arguments, sign=sign):
            return changed(
                right(*arguments),
                lambda x: (
                    x + sign * np.maximum(1e-7, 1.5 * (absolute + relative * abs(x)))
                ),
            )

        assert not passes(exercise, off)


def test_every_exercise_is_searched():
    assert set(EXERCISES) == {*of_kind(Numbers, Names, Function)}


# --- slips of many kinds, each to its own verdict ------------------------------------


def told(id: str, answer, seat: int = 1) -> str:
    found = judged(EXERCISES[id], answer, seat)
    assert not found.right
    return found.code


SEATS = pytest.mark.parametrize("seat", range(1, 9))


@SEATS
def test_alarms_a_generation_early_are_told_so(seat):
    """As numpy counts them: from 0, or with the truth in row 0."""
    given = EXERCISES["02.3"].for_seat(seat)
    run = ensembles.categorical(
        Replace(),
        zipf(given["V"]),
        n=given["n"],
        generations=60,
        replicates=400,
        seed=3,
    )
    found = {"index": [], "truth": []}
    for values in (run.types, run.effective, run.entropy):
        mean = values.mean(axis=1)
        found["index"].append(np.argmax(mean[1:] <= 0.9 * mean[1]))
        found["truth"].append(np.argmax(mean <= 0.9 * mean[0]))
    gini = EXERCISES["02.3"].reference(given)[3]
    assert told("02.3", [*found["index"], gini], seat) == "index-for-generation"
    early = {"index-for-generation", "truth-as-baseline"}
    assert told("02.3", [*found["truth"], gini], seat) in early


@SEATS
def test_the_bias_to_the_power_t_is_told(seat):
    given = EXERCISES["03.2"].for_seat(seat)
    t, bias, n = np.arange(1, 99), given["bias"], given["n"]
    curves = bias**t, bias**t * (1 - 1 / n) ** t, bias**t * np.exp(-2 * t / n)
    early = [1 + np.argmax(curve <= 0.5) for curve in curves]
    assert told("03.2", early, seat) == "one-generation-early"
    right = np.array(EXERCISES["03.2"].reference(given))
    assert told("03.2", right - 1, seat) == "one-generation-early"
    assert told("03.2", right + 1, seat) == "one-generation-late"


@SEATS
def test_one_generation_is_seen_in_formulas_where_a_simulation_may_be_off(seat):
    given = EXERCISES["01.2"].for_seat(seat)
    n, t = given["n"], given["t"] - 1
    by_the_rule = [np.exp(-t / n), 1, np.exp(-2 * t / n), np.exp(-t / n)]
    assert told("01.2", by_the_rule, seat) == "one-generation-off"
    off = [k * 1.04 for k in EXERCISES["01.2"].reference(given)]
    assert judged(EXERCISES["01.2"], off, seat).right  # by chance, not by counting
    pairs = EXERCISES["02.2"].for_seat(seat)["pairs"]
    for more in (-1, 1, 2):
        law = [-(k + more) * np.log(1 - P) / 2 for k, P in pairs]
        assert told("02.2", law, seat) == "generations-miscounted"


def a_large_bandwidth(x, bandwidth, n, rng):
    return rng.choice(x, n) + rng.normal(0, 1.04 * bandwidth, n)


def opposite_noises(x, bandwidth, n, rng):
    z = rng.normal(0, bandwidth, n // 2 + 1)
    return rng.choice(x, n) + np.concatenate([z, -z])[:n]


def noise_of_the_pick(x, bandwidth, n, rng):
    """The same old point always gets the same noise within a call."""
    noise = rng.normal(0, bandwidth, len(x))
    at = rng.integers(len(x), size=n)
    return x[at] + noise[at]


@pytest.mark.parametrize(
    "draw, off",
    [
        (a_large_bandwidth, "the size of the noise"),
        (opposite_noises, "the noises in one draw depend on each other"),
        (noise_of_the_pick, "the noises in one draw depend on each other"),
    ],
)
def test_noise_that_is_a_little_wrong_does_not_pass_and_is_told_what_is_off(draw, off):
    found = judged(EXERCISES["03.4"], draw)
    assert not found.right
    assert found.says.startswith(f"Farthest off: {off}")


def box_and_muller(x, bandwidth, n, rng):
    u, v = 1 - rng.random(n), rng.random(n)
    z = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)
    return x[(len(x) * rng.random(n)).astype(int)] + bandwidth * z


def quantiles_of_chance(x, bandwidth, n, rng):
    z = [NormalDist().inv_cdf(1 - rng.random()) for _ in range(n)]
    return [*(rng.choice(x, n) + bandwidth * np.array(z))]


def all_at_once(x, bandwidth, n, rng):
    return rng.multivariate_normal(rng.choice(x, n), bandwidth**2 * np.eye(n))


@pytest.mark.parametrize("draw", [box_and_muller, quantiles_of_chance, all_at_once])
def test_noise_of_the_right_size_passes_however_it_is_made(draw):
    assert judged(EXERCISES["03.4"], draw).right


def median_for_mean(mean, std, n, rng):
    x = rng.normal(mean, std, n)
    return np.median(x), x.std(ddof=1)


def one_point_more(mean, std, n, rng):
    x = rng.normal(mean, std, n + 1)
    return x.mean(), x.std(ddof=1)


def uniform_points(mean, std, n, rng):
    x = mean + std * np.sqrt(12) * (rng.random(n) - 0.5)
    return x.mean(), x.std(ddof=1)


def a_hundred_at_most(mean, std, n, rng):
    x = rng.normal(mean, std, min(n, 500))
    return x.mean(), x.std(ddof=1)


@pytest.mark.parametrize(
    "step", [median_for_mean, one_point_more, uniform_points, a_hundred_at_most]
)
def test_a_generation_that_is_a_little_wrong_does_not_pass(step):
    told("01.1", step)


@pytest.mark.parametrize("low", [-20, -50, -100])
def test_a_low_score_does_not_hide(low):
    def attention(q, k):
        score = q @ k.T / q.shape[1] ** 0.5
        score[np.triu_indices(len(q), 1)] = low
        weight = np.exp(score - score.max(axis=1, keepdims=True))
        return weight / weight.sum(axis=1, keepdims=True)

    assert told("08.3", attention) == "not-quite-hidden"


# --- other ways to be right ----------------------------------------------------------


class Fit(NamedTuple):
    mean: float
    std: float


def test_two_numbers_may_have_names():
    def step(mean, std, n, rng):
        return Fit(*next_generation(mean, std, n, rng))

    assert judged(EXERCISES["01.1"], step).right
    mean, median = EXERCISES["00.1"].reference(EXERCISES["00.1"].for_seat(1))
    assert judged(EXERCISES["00.1"], Fit(mean, median)).right


@pytest.mark.parametrize("answer", [("138,6", 7), (138, 6, 7), (138, 6, 7, 0)])
def test_a_decimal_comma_is_named(answer):
    with pytest.raises(Unusable, match="decimal comma"):
        judged(EXERCISES["00.1"], answer)


@pytest.mark.parametrize("answer", [(1.5, 2.5, 3.5), (1,), (1, 2, 3, 4, 5)])
def test_other_numbers_too_many_are_no_decimal_commas(answer):
    with pytest.raises(Unusable, match="2 numbers") as caught:
        judged(EXERCISES["00.1"], answer)
    assert "comma" not in str(caught.value)


def test_a_single_number_needs_no_list():
    numbers = Numbers(["the half-life"], relative=0.1)
    for answer in (7, [7], np.array(7.0), np.float64(7), {"half-life": 7}):
        assert numbers.read(answer, {}) == [7]
    with pytest.raises(Unusable, match="the half-life must be a number"):
        numbers.read("seven", {})
    assert numbers.stub({}) == "answer = (...)"


def test_an_array_is_never_called_a_tuple():
    for id in ("01.1", "04.3", "05.4"):
        with pytest.raises(Unusable, match=r"array of shape \(3,\)"):
            judged(EXERCISES[id], lambda *_: np.ones(3))


# --- the words for a tolerance -------------------------------------------------------


@pytest.mark.parametrize(
    "answer, words",
    [
        (Numbers(["a"]), "the number exactly"),
        (Numbers(["a", "b"], absolute=0.05), "both numbers within 0.05"),
        (
            Numbers(["a", "b", "c", "d"], relative=0.08, absolute=0.3),
            "each of the four numbers within 8 % plus 0.3",
        ),
        (Numbers(["a", "b", "c"], absolute=(0, 0, 1)), "a, b: exactly; c: within 1"),
        (Numbers(lambda g: [g["x"]], relative=lambda g: 0.5), "the number within 50 %"),
        (Names("ABC", ["x"]), "all three names"),
    ],
)
def test_a_tolerance_is_said_from_its_numbers(answer, words):
    assert answer.tolerance({"x": "name"}) == words


def test_the_tolerance_that_is_said_is_the_one_that_decides():
    numbers = Numbers(["a"], relative=0.08, absolute=0.3)
    near = [numbers.alike([x], [100.0], {}) for x in (108.3, 108.31, 91.7, 91.69)]
    assert near == [True, False, True, False]
    assert not numbers.alike([np.nan], [100.0], {})
    assert numbers.alike([np.inf], [np.inf], {})
    assert not numbers.alike([np.inf], [100.0], {})

"""Exercises and predictions of 07 against other authorities and runs of their own."""

import math
from functools import partial

import numpy as np
import pytest
from scipy.special import softmax

from course_utils import loop, metrics
from course_utils.chapters import contents
from course_utils.chapters.nb07.exercises import alarm as alarms
from course_utils.chapters.nb07.exercises import dashboards, loop_effect, next_law
from course_utils.chapters.nb07.exercises import who_is_left as left
from course_utils.experiments import words as stored
from course_utils.language import tale
from course_utils.language.grammar import Grammar
from course_utils.language.vocabulary import Vocabulary
from course_utils.learning import check, progress
from course_utils.models.ngram import NGram
from course_utils.policies import Accumulate, Anchor, FreshReal, Replace, Subsample
from tests.judging import right

pytestmark = pytest.mark.usefixtures("own_progress")


@pytest.fixture(scope="module")
def truth():
    return Grammar("large")


# --- 07.1 ----------------------------------------------------------------------------


def test_what_the_texts_say_of_the_dashboards_is_so():
    for n in stored.SIZES:
        now = {name: stored.average(name, n).now for name in dashboards.LOOPS}
        first = stored.average("control", n).first
        grown = {name: m["human"] - first["human"] for name, m in now.items()}
        assert abs(grown["control"]) < 0.02
        assert 0.17 < grown["accumulate"] < 0.27 and 0.85 < grown["replace"] < 1.1
        assert grown["cautious replace"] > 2
        for meter, order in (("own", max), ("valid", min)):
            assert order(now, key=lambda name: now[name][meter]) == {
                "own": "control", "valid": "replace",
            }[meter]  # fmt: skip
        assert min(now, key=lambda name: now[name]["own"]) == "cautious replace"
        assert max(now, key=lambda name: now[name]["valid"]) == "cautious replace"
        for meter in ("words", "valid"):
            some = now["accumulate"][meter], now["control"][meter]
            assert some[0] == pytest.approx(some[1], rel=0.05)


def test_the_task_shows_each_loop_with_its_own_numbers():
    for seat in (1, 2):
        given = dashboards.DASHBOARDS.for_seat(seat)
        lines = dashboards.DASHBOARDS.task(given).split("\n")
        assert len({*given["n"]}) == 2
        for i, (letter, name) in enumerate(given["_shown"].items()):
            now = stored.average(name, given["n"][i // 4]).now
            (line,) = (x for x in lines if x.startswith(f"{letter}: "))
            assert f"human text {now['human']:.2f};" in line
            assert f"words {now['words']:.0f};" in line
        heads = [x for x in lines if x.startswith("Generation 8, ")]
        for n, head in zip(given["n"], heads, strict=True):
            first = stored.average("replace", n).first
            assert f"{n:,} sentences" in head and f"words {first['words']:.0f}" in head


def test_in_both_rounds_each_loop_comes_once_and_in_another_order():
    for seat in range(1, 60):
        names = list(dashboards.DASHBOARDS.for_seat(seat)["_shown"].values())
        assert sorted(names[:4]) == sorted(names[4:]) == sorted(dashboards.LOOPS)
        assert sum(a == b for a, b in zip(names[:4], names[4:], strict=True)) < 2


def test_an_exchange_is_named_in_one_round_as_in_both():
    exchanges = {
        ("cautious replace", "control"): "low-perplexity-is-quality",
        ("cautious replace", "replace"): "collapse-is-bland",
        ("accumulate", "control"): "growing-gap-unseen",
        ("accumulate", "replace"): "keeping-changes-nothing",
    }
    shown = dashboards.DASHBOARDS.for_seat(progress.seat)["_shown"]
    for (one, other), code in exchanges.items():
        swap = {one: other, other: one}
        for part in ("ABCD", "EFGH", "ABCDEFGH"):
            said = {k: swap.get(v, v) if k in part else v for k, v in shown.items()}
            assert check("07.1", said).misconception == code
    mixed = dict(shown)
    for pair, part in (
        (("replace", "control"), "ABCD"),
        (("replace", "accumulate"), "EFGH"),
    ):
        swap = dict(zip(pair, pair[::-1], strict=True))
        mixed |= {k: swap.get(shown[k], shown[k]) for k in part}
    verdict = check("07.1", mixed)
    assert verdict.misconception == "other" and "4 of 8" in verdict.text


# --- 07.2 ----------------------------------------------------------------------------


def ratio(name, limit, below=False):
    def rule(first, now):
        change = now[name] / first[name]
        return change < limit if below else change > limit

    return rule


@pytest.mark.parametrize(
    "rule",
    [
        ratio("human", 1.05),
        ratio("human", 1.12),
        ratio("rare", 0.65, below=True),
        ratio("words", 0.8, below=True),
        lambda first, now: bool(first.pop("human") + 0.2 < now.pop("human")),
    ],
)
def test_any_sound_alarm_passes(rule):
    assert right(alarms.ALARM, {}, rule)


@pytest.mark.parametrize("meter", stored.METERS)
@pytest.mark.parametrize("below", [True, False])
def test_no_limit_makes_an_alarm_of_the_other_meters(meter, below):
    passed = [
        limit
        for limit in np.linspace(0.02, 3, 150)
        if right(alarms.ALARM, {}, ratio(meter, limit, below))
    ]
    sound = (meter, below) in {("human", False), ("rare", True), ("words", True)}
    assert bool(passed) == sound, passed


def test_either_alone_misses_one_disease_and_both_together_need_no_human_text():
    def both(first, now):
        valid, distinct = (now[k] / first[k] for k in ("valid", "distinct"))
        return valid < 0.5 or distinct < 0.8

    assert right(alarms.ALARM, {}, both)
    for rule in (ratio("valid", 0.5, True), ratio("distinct", 0.8, True)):
        assert not right(alarms.ALARM, {}, rule)


def test_the_alarm_is_told_how_often_it_rang_and_what_it_looks_at():
    seen = alarms.listen(ratio("valid", 0.5, below=True), {})
    assert seen[:3] == (4, 0, 0) and seen.looks == {"valid"}
    seen = alarms.listen(lambda first, now: now["own"] + now["words"] > 594, {})
    assert seen.looks == {"own", "words"}
    verdict = check("07.2", lambda first, now: now["own"] + now["words"] > 594)
    assert verdict.misconception == "other" and " of 12 healthy ones" in verdict.text
    heard = alarms.Heard(8, 3, 1, 0)
    assert heard.pattern == (True, False, "few")
    assert alarms.ALARM.answer.remark(heard, heard, {}) == (
        "It rings for 8 of 8 noisy runs, 3 of 4 bland ones, 1 of 12 healthy ones and "
        "0 of 12 that were poor from the start."
    )


@pytest.mark.parametrize("limit", [5.3, 5.5, 5.8])
def test_an_alarm_that_never_looks_at_the_start_does_not_pass(limit):
    verdict = check("07.2", lambda first, now: now["human"] > limit)
    assert verdict.misconception == "ignores-the-start"
    verdict = check("07.2", lambda first, now: now["words"] < 490)
    assert verdict.misconception == "ignores-the-start"


@pytest.mark.parametrize("kind", [int, np.int64, np.bool_])
def test_an_alarm_may_say_one_and_zero(kind):
    assert check("07.2", lambda *two: kind(alarms.alarm(*two))).state == "correct"


@pytest.mark.parametrize(
    "rule",
    [
        ratio("rare", 0.9, below=True),
        ratio("words", 0.99, below=True),
        lambda f, s: s["valid"] / f["valid"] < 0.9 or s["words"] / f["words"] < 0.7,
        ratio("human", 1),
        ratio("words", 1, below=True),
        ratio("rare", 1, below=True),
    ],
)
def test_an_alarm_without_enough_room_is_told_so(rule):
    seen = alarms.listen(rule, {})
    assert seen[:2] == (8, 4) and 0 < seen.healthy < 8
    verdict = check("07.2", rule)
    assert verdict.misconception == "chance-is-no-illness"
    few = "Some healthy runs" in verdict.paragraphs[0]
    assert few == (seen.healthy < 6)


def test_a_meter_that_needs_the_false_rings_is_not_called_the_right_thing():
    seen = alarms.listen(ratio("distinct", 1, below=True), {})
    assert seen.pattern == (True, True, "many")
    verdict = check("07.2", ratio("distinct", 1, below=True))
    assert verdict.misconception == "other"


def test_an_alarm_that_spoils_its_dashboards_spoils_nothing():
    def spoiling(first, now):
        rung = now["human"] > first["human"] + 0.3
        first.clear(), now.clear()
        return rung

    assert right(alarms.ALARM, {}, spoiling)
    assert right(alarms.ALARM, {}, alarms.alarm)


def test_an_alarm_with_an_error_bar_passes():
    def with_error_bar(first, now):
        p, q = first["valid"] / 100, now["valid"] / 100
        error = math.sqrt((p * (1 - p) + q * (1 - q)) / 1_000)
        return p - q > 6 * error or now["human"] > first["human"] + 0.3

    assert right(alarms.ALARM, {}, with_error_bar)


def test_a_wrong_alarm_is_tried_with_meters_in_their_range_and_may_fail_there():
    def by_shares(first, now):
        p, q, d = now["valid"] / 100, now["rare"] / 100, now["distinct"]
        error = math.sqrt(p * (1 - p)) + math.sqrt(q * (1 - q)) + math.sqrt(d * (1 - d))
        return error < 0 or now["valid"] < 0.5 * first["valid"]

    assert check("07.2", by_shares).misconception == "valid-is-healthy"

    def strict(first, now):
        if not 0.5 < now["human"] / first["human"] < 2.9:
            raise ValueError("no run of a loop is like this")
        return now["valid"] < 0.5 * first["valid"]

    assert check("07.2", strict).misconception == "valid-is-healthy"


def test_an_alarm_without_an_else_is_told_when_it_says_nothing():
    def no_else(first, now):
        if now["human"] > first["human"] + 0.3:
            return True

    verdict = check("07.2", no_else)
    assert verdict.state == "could not be checked"
    assert "returned None for a healthy run" in verdict.text


@pytest.mark.parametrize("returned", [2, 0.0, "yes", [True], np.array([True, False])])
def test_an_alarm_has_to_say_true_or_false(returned):
    verdict = check("07.2", lambda first, now: returned)
    assert verdict.state == "could not be checked"
    assert "True or False" in verdict.text


def test_in_the_controls_the_loss_moves_by_less_than_a_tenth():
    for what, least in (("healthy", 0), ("noisy", 0.8), ("bland", 0.8)):
        for first, now in alarms._hidden(what):
            grown = now["human"] - first["human"]
            assert abs(grown) < 0.1 if not least else grown > least
    for what, bland in (("noisy", False), ("bland", True)):
        for first, now in alarms._hidden(what):
            assert (now["valid"] > first["valid"]) == bland


# --- 07.3 ----------------------------------------------------------------------------


@pytest.mark.parametrize("setting", next_law.SETTINGS)
def test_the_law_is_the_softmax_of_smoothed_logarithms(setting):
    counts, k, T = np.array(setting[0]), *setting[1:]
    law = next_law.next_law(counts, k, T)
    assert law == pytest.approx(softmax(np.log(counts + k) / T), abs=1e-12)


def test_the_law_is_that_by_which_the_bigram_of_the_course_speaks():
    data = np.array([[1, 2, 0, 0], [1, 1, 3, 2], [3, 1, 2, 2]])
    model = NGram(3, 2, "add-k", k=0.3, temperature=0.7).fit(data)
    counts = np.array([0, 1, 2, 1])  # the end, 1, 2 and 3 after word 1
    said = model.next_word(np.array([[1]]), sampling=True)[0]
    assert next_law.next_law(counts, 0.3, 0.7) == pytest.approx(said)
    assert right(next_law.NEXT_LAW, {}, lambda *c: softmax(np.log(c[0] + c[1]) / c[2]))


def near_misses():
    def shares(x):
        return x / np.sum(x)

    return [
        lambda c, k, T: shares((c + k + 0.01) ** (1 / T)),
        lambda c, k, T: shares((c + np.where(c, 0, k)) ** (1 / T)),
        lambda c, k, T: shares((c + k) ** (1 / T))[::-1],
        lambda c, k, T: shares((c + k) ** (1 / max(T, 0.6))),
        lambda c, k, T: shares((c + 1) ** (1 / T)),
        lambda c, k, T: np.round(shares((c + k) ** (1 / T)), 2),
        lambda c, k, T: shares((c + k / len(c)) ** (1 / T)),
        lambda c, k, T: (
            shares(c + k) ** (1 / T) if T > 1 else shares((c + k) ** (1 / T))
        ),
    ]


@pytest.mark.parametrize("rule", near_misses())
def test_a_near_miss_of_the_law_does_not_pass(rule):
    assert not right(next_law.NEXT_LAW, {}, rule)


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ([0.5, 0.5], "Expected 4 numbers"),
        (1.0, "Expected 4 numbers"),
        ([math.nan] * 4, "NaN"),
        (["a"] * 4, "must be a number"),
        ({"a": 1}, "Expected 4 numbers"),
    ],
)
def test_a_law_that_is_no_row_of_numbers_is_told_so(returned, says):
    verdict = check("07.3", lambda counts, k, T: returned)
    assert verdict.state == "could not be checked" and says in verdict.text


def test_k_for_the_zeros_alone_and_counts_changed_in_place_are_named():
    def zeros(counts, k, T):
        p = np.where(counts > 0, counts, k) ** (1 / T)
        return p / p.sum()

    def in_place(counts, k, T):
        counts += k
        counts **= 1 / T
        return counts / counts.sum()

    assert check("07.3", zeros).misconception == "k-only-for-zeros"
    assert check("07.3", in_place).misconception == "counts-changed"
    for digits in (2, 3, 4):
        answer = partial(rounded, digits)
        assert check("07.3", answer).misconception == "rounded"


def rounded(digits, counts, k, T):
    return [round(p, digits) for p in next_law.next_law(counts, k, T)]


# --- 07.4 ----------------------------------------------------------------------------


def test_the_cast_is_counted_in_the_tale():
    words = " ".join(tale.sentences()).split()
    counts = [words.count(name) for name in tale.CAST]
    assert (counts.count(1), counts.count(5)) == (left.ONCE, left.FIVE) == (12, 9)


def test_simulated_towns_pass_with_other_seeds():
    for seat in (1, 2, 3):
        given = left.WHO_IS_LEFT.for_seat(seat)
        assert right(left.WHO_IS_LEFT, given, left.simulated(given, seed=30 + seat))


def test_the_numbers_are_those_of_counts_drawn_from_a_text():
    """Whole texts of 2,000 words are drawn, and the names in them are counted."""
    rng, k, c, towns = np.random.default_rng(2), 9, 6, 1_500
    times = np.array([1, 5, c])
    for length, half in ((2_000, c), (1_000, c / 2)):
        law = np.append(times, 2_000 - times.sum()) / 2_000
        count = rng.multinomial(length, np.tile(law, (towns, 1)))
        alive = [np.mean(count[:, :3] > 0, axis=0)]
        for _ in range(40):
            count = rng.multinomial(length, count / length)
            alive.append(np.mean(count[:, :3] > 0, axis=0))
        numbers = left.four({"k": k, "c": c})
        if length == 2_000:
            assert alive[k - 1][0] * 12 == pytest.approx(numbers[0], abs=0.5)
            assert alive[k - 1][1] * 9 == pytest.approx(numbers[1], abs=0.45)
        first = 1 + int(np.argmax(np.array(alive)[:, 2] <= 0.5))
        assert abs(first - numbers[2 if half == c else 3]) <= 1


@pytest.fixture(scope="module")
def copied():
    """(towns, copies, cast) is the name there? Trigrams that copy the whole tale."""
    text = tale.sentences()
    vocabulary = Vocabulary.of(text)
    cast = [vocabulary.encode([name])[0, 0] for name in tale.CAST]
    towns = []
    for seed in range(16):
        x, rng, there = vocabulary.encode(text), np.random.default_rng(seed), []
        for _ in range(8):
            x = NGram(len(vocabulary), 3).fit(x).sample(len(text), rng)
            there.append(np.isin(cast, x))
        towns.append(there)
    return np.array(towns)


def test_trigrams_that_copy_the_tale_keep_as_many_names(copied):
    times = np.array([part.count for part in tale.CAST.values()])
    ones = copied[:, 7, times == 1].sum(axis=1)
    fives = copied[:, 7, times == 5].sum(axis=1)
    expected = left.four({"k": 8, "c": 20})
    for some, mean in ((ones, expected[0]), (fives, expected[1])):
        assert abs(some.mean() - mean) < 4 * some.std() / math.sqrt(len(some))
    assert copied[:, 7, times >= 20].all(axis=0).mean() > 0.7


@pytest.mark.parametrize("seat", range(1, 9))
def test_a_little_off_does_not_pass(seat):
    given = left.WHO_IS_LEFT.for_seat(seat)
    numbers = left.four(given)
    slack = [0.05 * numbers[0], 0.025 * numbers[1], 1, 1]
    for place in range(4):
        for sign in (1, -1):
            off = list(numbers)
            off[place] += 1.1 * sign * slack[place]
            assert not right(left.WHO_IS_LEFT, given, off)
            off[place] = numbers[place] + 0.9 * sign * slack[place]
            assert right(left.WHO_IS_LEFT, given, off)


@pytest.mark.parametrize("seat", range(1, 9))
def test_miscounted_copies_and_rules_for_many_copies_are_named(seat):
    progress.seat = seat
    given = left.WHO_IS_LEFT.for_seat(seat)
    k, c = given["k"], given["c"]
    numbers = left.four(given)

    def named(chance):
        return [12 * chance(1), 9 * chance(5), *numbers[2:]]

    for answer, code in (
        (named(lambda m: left.theory.survival(m, k + 1)), "copies-miscounted"),
        (named(lambda m: left.theory.survival(m, k - 1)), "copies-miscounted"),
        (named(lambda m: 1 - math.exp(-2 * m / (k + 1))), "copies-miscounted"),
        (named(lambda m: 1 - math.exp(-2 * m / k)), "rule-for-few-copies"),
        ([*numbers[:2], 2 * c / math.log(2), c / math.log(2)], "rule-for-few-copies"),
        (named(lambda m: 2 * m / k), "chance-above-one"),
    ):
        assert check("07.4", answer).misconception == code, answer


def test_constants_are_right_for_one_number_of_copies_at_most():
    def passed(names):
        return [
            k
            for k in range(6, 12)
            if right(
                left.WHO_IS_LEFT, g := {"k": k, "c": 8}, [*names, *left.four(g)[2:]]
            )
        ]

    for one in np.arange(1, 4, 0.1):
        for five in np.arange(3, 8, 0.2):
            assert len(passed((one, five))) <= 1, (one, five)


def test_partly_wrong_copies_are_named():
    given = left.WHO_IS_LEFT.for_seat(progress.seat)
    k, c = given["k"], given["c"]
    *names, half, short = left.four(given)
    fixed = [12 * (1 - math.exp(-1)) ** k, 9 * (1 - math.exp(-5)) ** k]
    for answer, code in (
        ([*fixed, half, short], "frequency-stays-fixed"),
        ([*names, half, half / 4], "halved-twice"),
        ([*names, half, c / 4], "halved-twice"),
        ([*names, half, half], "length-does-not-matter"),
    ):
        assert check("07.4", answer).misconception == code


# --- 07.5 ----------------------------------------------------------------------------


def test_human_words_are_those_that_the_grammar_expects(truth):
    for n, words in loop_effect.HUMAN_WORDS.items():
        assert round(len(truth.vocabulary) - truth.unseen(n)) == words
    assert set(loop_effect.HUMAN_WORDS) == set(stored.SIZES)


def test_the_cost_is_a_difference_of_differences():
    """Generation 1 of a seed is the same with and without a loop, so it drops out."""
    for n in stored.SIZES:
        for seed in stored.SEEDS:
            cost = []
            for caution in ("", "cautious "):
                loops, control = f"{caution}replace", f"{caution}control"
                with_, without = (stored.runs()[a, n, seed] for a in (loops, control))
                assert with_.first == without.first
                for meter in ("valid", "words"):
                    fell = [p.first[meter] - p.now[meter] for p in (with_, without)]
                    cost.append(fell[0] - fell[1])
            given = {"n": n, "_seed": seed}
            told = loop_effect.LOOP_EFFECT.reference(given)  # from rounded numbers
            assert np.abs(np.subtract(told, cost)).max() <= 0.1
            cost = np.round(told, 1)
            assert right(loop_effect.LOOP_EFFECT, given, cost)
            assert cost[0] > 10 and cost[1] > 100 and cost[3] > 300 and cost[2] < -0.2
            off = list(cost)
            off[1] += 1
            assert not right(loop_effect.LOOP_EFFECT, given, off)


def test_the_table_names_the_lines_that_belong_together():
    given = {"n": 2_000, "_seed": 3}
    text = loop_effect.LOOP_EFFECT.task(given)
    for head, arm in (
        ("T = 1, control", "control"), ("T = 1, replace", "replace"),
        ("T = 0.8, control", "cautious control"),
        ("T = 0.8, replace", "cautious replace"),
    ):  # fmt: skip
        now = stored.runs()[arm, 2_000, 3].now
        shown = f"{head}: valid {now['valid']:.1f} %, {now['words']:.0f} words."
        assert shown in text
    assert "703" in text


def test_shares_of_the_control_are_named():
    given = loop_effect.LOOP_EFFECT.for_seat(progress.seat)
    costs, shares = [], []
    for caution in ("", "cautious "):
        control, replace = (
            stored.runs()[f"{caution}{arm}", given["n"], given["_seed"]].now
            for arm in ("control", "replace")
        )
        for meter in ("valid", "words"):
            costs.append(control[meter] - replace[meter])
            shares.append(100 * (1 - replace[meter] / control[meter]))
    for answer in (shares, [shares[0], costs[1], shares[2], costs[3]]):
        assert check("07.5", answer).misconception == "share-for-points"
    assert check("07.5", costs).state == "correct"


# --- predictions and quizzes ---------------------------------------------------------


def _said(truth, policy, T, generations, metric, seed):
    model = NGram(len(truth.vocabulary), 5, discount=0.3, temperature=T)
    return loop.run(
        model, truth, policy, n=2_000, generations=generations, seed=seed,
        metrics={"m": metric},
    )["m"]  # fmt: skip


def test_caution_mends_grammar_and_takes_the_words(truth):
    def valid(model, x):
        return float(np.mean(truth.valid(x)))

    grammar, words = (
        np.median([_said(truth, Replace(), 0.8, 12, f, s) for s in (1, 2, 3)], axis=0)
        for f in (valid, metrics.words)
    )
    assert grammar[12] > 0.99 > 0.98 > grammar[1] and words[12] < 0.2 * words[1]
    assert "bland" in contents.all_predictions()["07.p1"].options


def test_the_order_of_the_policies_is_the_one_called_pool(truth):
    policies = {
        "accumulate": Accumulate(), "subsample": Subsample(),
        "10 % fresh": FreshReal(0.1), "10 % kept": Anchor(0.1), "replace": Replace(),
    }  # fmt: skip
    last = {
        name: np.mean([
            _said(truth, policy, 1.0, 12, metrics.words, seed)[12] for seed in (1, 2)
        ])
        for name, policy in policies.items()
    }  # fmt: skip
    order = sorted(last, key=last.get, reverse=True)
    options = contents.all_predictions()["07.p2"].options
    assert options["pool"] == ", ".join(order)
    assert len(set(options.values())) == 4
    for option in options.values():
        assert sorted(option.split(", ")) == sorted(policies)


def test_most_towns_still_have_a_cat_in_the_fifth_copy(copied):
    cat = copied[:, 4, list(tale.CAST).index("cat")]
    times = np.array([part.count for part in tale.CAST.values()])
    towns = 20 * copied[:, 4, times == 5].mean()
    expected = 20 * left.theory.survival(5, 5)
    assert abs(towns - expected) < 1.6 and cat.mean() > 0.6
    question = contents.all_predictions()["07.p3"].question
    assert question.count(str(len(tale.sentences()))) == 3 and "cat 5 times" in question


def test_what_is_said_stays_true_and_what_is_asked_is_forgotten(truth):
    ask = partial(_said, truth, Replace(), 0.8, 4)
    told, true, known = [], [], []
    for seed in (1, 2, 3):
        told.append(ask(lambda m, x: np.sum(truth.facts.stated(x)[0] >= 0), seed))
        true.append(ask(lambda m, x: np.sum(truth.facts.stated(x)[1]), seed))
        known.append(ask(lambda m, x: np.mean(truth.facts.ask(m).right), seed))
    told, true, known = (np.mean(x, axis=0) for x in (told, true, known))
    for t in (1, 4):
        assert told[t] > 3 and true[t] / told[t] > 0.97
    assert known[4] < 0.3 * known[1]
    assert "forgets" in contents.all_predictions()["07.p4"].options


def test_the_numbers_in_the_quizzes_can_be_computed():
    law = np.array([0.6, 0.3, 0.1]) ** 2
    assert law[0] / law.sum() == pytest.approx(0.78, abs=0.005)
    assert law[2] / law.sum() == pytest.approx(0.02, abs=0.002)
    assert math.log(20) == pytest.approx(3, abs=0.005)


def test_the_first_quiz_does_not_tell_what_predictions_ask():
    quizzes = contents.all_quizzes()
    texts = [
        question.prompt
        + " ".join(question.options)
        + " ".join(question.options.values())
        for question in quizzes["07/before"].questions
    ]
    texts += [item.title for item in contents.items() if item.notebook == "07"]
    for word in ("0.8", "bland", "grammatical", "2c/k", "fact", "subsample", "valid"):
        assert not [text for text in texts if word in text], word


def test_the_right_answer_has_no_fixed_place():
    for part in ("before", "end"):
        questions = contents.all_quizzes()[f"07/{part}"].questions
        places = [q.names.index(q.right) for q in questions]
        assert set(places) == {0, 1, 2} and max(map(places.count, places)) <= 3, places
    keys = [
        list(contents.all_predictions()[id].options).index(right)
        for id, right in (("07.p1", "bland"), ("07.p2", "pool"), ("07.p4", "forgets"))
    ]
    assert len(set(keys)) > 1

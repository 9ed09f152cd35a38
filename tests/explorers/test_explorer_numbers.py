"""What the explorers draw and say, against closed forms and counts of our own."""

import re

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from course_utils import experiments, loop
from course_utils.chapters.nb02 import corpus, vocabulary
from course_utils.chapters.nb03 import three_errors
from course_utils.chapters.nb04 import labels, ladder
from course_utils.chapters.nb05 import anchors, rescue
from course_utils.chapters.nb07 import words
from course_utils.chapters.nb08 import transformer
from course_utils.chapters.nb10 import dots, gate, islands
from course_utils.detectors import kept_synthetic
from course_utils.explorers import lineages
from course_utils.language.corpus import sentences
from course_utils.models import Gaussian
from course_utils.models.categorical import zipf
from course_utils.policies import Replace
from tests.standard_errors import mean_is, share_is


@pytest.fixture
def whole(monkeypatch):
    """Results keep every lineage, not only those that are drawn."""
    monkeypatch.setattr(lineages, "SHOWN", None)


def numbers(sentence: str) -> list[float]:
    """All numbers of a sentence, in order."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", sentence)
    return [float(number.replace(",", "")) for number in found]


# --- 02 ------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", corpus.POLICIES)
def test_the_lines_of_the_corpus_come_from_all_of_it(policy):
    """Lines that are there more than once are shown as often as they are there."""
    shown = corpus.exploration()
    shown.set(policy=policy, copies=1, generation=1)
    run = corpus.history(1, policy, 0)
    texts = sentences("I was here.")
    repeated, expected = [], []
    for t in range(20, corpus.GENERATIONS + 1):
        shown.set(generation=t)
        count = np.bincount(run.batches[t].x, minlength=len(texts))
        copies = dict(zip(texts, count, strict=True))
        repeated += [copies[text] > 1 for text in shown.series["lines"]]
        expected.append((count * (count > 1)).sum() / count.sum())
    share_is(sum(repeated), len(repeated), np.mean(expected))


@pytest.mark.parametrize("n", [500, 5_000, 50_000])
def test_words_left_are_those_expected_and_in_view(n):
    shown = vocabulary.exploration()
    shown.set(n=n, policy="replace", generation=1)
    seen = 1 - (1 - zipf(vocabulary.SIZE)) ** n
    left = numbers(shown.sentence)[2]
    assert abs(left - seen.sum()) < 4 * np.sqrt(np.sum(seen * (1 - seen))) + 0.5

    shown.set(policy="accumulate", generation=100)
    p = shown.series["p"]
    assert np.count_nonzero(p) == numbers(shown.sentence)[2]
    assert shown.pictures
    assert p[p > 0].min() > shown._canvas.view.left.get_ylim()[0]


# --- 03 ------------------------------------------------------------------------------


def test_what_lies_elsewhere_is_the_total_variation():
    shown = three_errors.exploration()
    shown.set(points="∞", family="one", steps=three_errors.FINISHED, generation=1)

    def difference(x):
        two = (norm.pdf(x, -2, 0.7) + norm.pdf(x, 2, 0.7)) / 2
        return abs(two - norm.pdf(x, 0, np.sqrt(4 + 0.7**2)))

    expected = 100 * quad(difference, -12, 12, limit=200)[0] / 2
    assert numbers(shown.sentence)[1] == pytest.approx(expected, abs=0.06)
    shown.set(family="two", generation=5)
    assert numbers(shown.sentence)[1:3] == [0, 0]


def test_what_lies_elsewhere_counts_what_has_left_the_picture():
    """One Gaussian drifts; after 40 generations a good part is beyond the axis."""
    shown = three_errors.exploration()
    shown.set(points="100", family="one", generation=40, seed=0)
    run = loop.run(
        Gaussian(), three_errors.TRUTH, Replace(), n=100, generations=40, seed=0
    )
    (mean,), (variance,) = run.models[40].mean, np.ravel(run.models[40].cov)
    assert 1 - np.diff(norm(mean, np.sqrt(variance)).cdf([-6, 6]))[0] > 0.1

    def difference(x):
        two = (norm.pdf(x, -2, 0.7) + norm.pdf(x, 2, 0.7)) / 2
        return abs(two - norm.pdf(x, mean, np.sqrt(variance)))

    expected = 100 * quad(difference, -40, 40, limit=500)[0] / 2
    assert numbers(shown.sentence)[2] == pytest.approx(expected, abs=0.06)


# --- 04 ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "real", "every"),
    [("replace", 0, 10), ("accumulate", 10, 300), ("control", 10, 10)],
)
def test_the_ladder_counts_real_points(policy, real, every):
    shown = ladder.exploration()
    shown.set(n=10, policy=policy, generation=30)
    assert numbers(shown.sentence)[1:3] == [real, every]
    assert f"{real} of {every} training points are real" in shown.sentence


def test_the_ladder_has_the_known_means(whole):
    result = ladder.simulate(10, "replace", 1.0, 0)
    at = 30
    mean_is(result.variance["replace"].some[at], 0.9**at)
    mean_is(result.variance["control"].some[at], 0.9)
    shown = ladder.exploration()
    shown.set(n=10, policy="replace", generation=at)
    said = re.search(r"([\d.]+) \(accumulate\)", shown.sentence)[1]
    drawn = shown.series["accumulate"][at]
    assert float(said) == pytest.approx(drawn, rel=0.06)


def test_errors_of_regression_have_the_known_means(whole):
    shown = labels.exploration()
    shown.set(rows=50, policy="replace", same_design=True, generation=10)
    error = shown.result.error
    mean_is(error["replace"].some[10], 10)
    mean_is(error["control"].some[10], 1)
    mean_is(error["accumulate"].some[10], np.sum(1 / np.arange(1, 11) ** 2))
    assert numbers(shown.sentence)[3] == pytest.approx(10 / 39, abs=0.005)
    series = shown.series
    assert np.mean((series["said"] - series["right"]) ** 2) == pytest.approx(
        series["own"] * 10 / 39, rel=0.6
    )  # 200 inputs for 10 weights: about as wide as that


# --- 05 ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "every", "real", "bought"),
    [
        ("new each generation", 100, 10, 490),
        ("the same for ever", 100, 10, 0),
        ("archive", 690, 590, 490),
    ],
)
def test_records_real_points_and_what_they_cost(way, every, real, bought):
    shown = anchors.exploration()
    shown.set(n=100, way=way, points=10, price=2.5, generation=50)
    assert numbers(shown.sentence)[1:3] == [every, real]
    assert f"{bought} points, {bought * 2.5:,.0f} €" in shown.sentence
    shown.set(generation=1)
    assert numbers(shown.sentence)[1:3] == [100, 100]
    assert numbers(shown.sentences[0])[-2:] == [0, 0]


def test_what_is_kept_without_real_points(whole):
    result = anchors.simulate(100, "new each generation", 0, 1.0, 0)
    variance = result.variance.some
    mean_is(variance[100], 0.99**100)
    assert result.kept(1) == pytest.approx([1, 1, 1])
    expected = variance[100].mean() / variance[1].mean()
    assert result.kept(100)[0] == pytest.approx(expected)


def test_a_rescue_brings_back_what_its_plan_can(whole):
    for plan, new in (("archive", False), ("10 % new", True), ("nothing", False)):
        result = rescue.simulate(plan, 11, 0)
        mean_is(result.variance.some[10], (1 - 1 / rescue.N) ** 10)
        alive = result.p[60] > 0
        assert np.any(alive & ~result.kept) == new
        assert np.array_equal(alive, result.kept) == (plan == "archive")
    shown = rescue.exploration()
    shown.set(plan="10 % new", at=11, generation=60)
    p = shown.result.p[60]
    assert "50 after the rescue began" in shown.sentence
    outside = np.sum((p > 0) & (shown.result.p[1] == 0))
    assert (
        f"the text has {np.sum(p > 0)} of 1,000 words, {outside} of" in shown.sentence
    )


# --- 07 and 08 -----------------------------------------------------------------------


def test_lines_are_decoded_sentences_with_rare_words_apart():
    truth = words.truth()
    x = truth.sample(200, np.random.default_rng(0))
    cut = truth.vocabulary.encode(["your fox does not"])
    x = np.concatenate([np.pad(cut, ((0, 0), (0, x.shape[1] - cut.shape[1]))), x])
    texts, blue = words._lines(x)
    assert texts[0] == "× your fox does not"
    rare = {
        word for i, word in enumerate(("", *truth.vocabulary.words)) if truth.rare[i]
    }
    for text, over, decoded in zip(
        texts, blue, truth.vocabulary.decode(x), strict=True
    ):
        assert text[2:] == decoded or (
            text[-1] == "…" and decoded.startswith(text[2:-1])
        )
        if text[-1] != "…":
            assert over.split() == [w for w in re.findall(r"\w+|\S", text) if w in rare]
            assert all(o in (" ", t) for o, t in zip(over, text, strict=False))


def test_shares_of_words_are_those_that_the_grammar_expects():
    truth = words.truth()
    shown = words.exploration()
    shown.set(policy="control", temperature=1.0, generation=1)
    size, unseen = len(truth.vocabulary), truth.unseen(words.SENTENCES)
    said = shown.result.control.meters["words"][1] * size
    assert abs(said - (size - unseen)) < 4 * np.sqrt(unseen)
    valid, valid_control, share, share_control = numbers(shown.sentences[1])
    assert (valid, share) == (valid_control, share_control)
    assert share == pytest.approx(100 * said / size, abs=0.51)


def test_the_stored_runs_are_said_as_they_are():
    shown = transformer.exploration()
    shown.set(policy="archive", temperature=0.8, generation=8, meter="words")
    means = {}
    for run in experiments.load("transformer").rows:
        if run["temperature"] == 0.8:
            means.setdefault(run["policy"], []).append(
                [run[name][7] for name in ("gap", "valid", "words", "facts_known")]
            )
    pairs = np.mean(means["archive"], axis=0), np.mean(means["control"], axis=0)
    expected = np.stack(pairs, axis=1) * np.array([[1], [100], [1], [1]])
    assert numbers(shown.sentences[1])[1:9] == pytest.approx(
        expected.ravel(), abs=0.51, rel=0.02
    )
    drawn = shown.series["words"][-1]
    assert sorted(drawn) == sorted(row[2] for row in means["archive"])


# --- 10 ------------------------------------------------------------------------------


def test_a_web_that_all_is_human_knows_what_was_read():
    shown = islands.exploration()
    shown.set(human=1.0, n=50, models=2, generation=120)
    p = zipf(islands.SIZE)
    for who, n in (("model", 50), ("web", 100)):
        known = shown.series[f"{who}, types"][1:]
        expected = np.sum(1 - (1 - p) ** n)
        error = known.mean(axis=0).std(ddof=1) / np.sqrt(islands.WEBS)
        assert abs(known.mean() - expected) < 5 * error
    numbers_said = numbers(shown.sentence)
    last = shown.series["model, types"][-1].mean()
    assert f"{last:.0f}" in [f"{x:.0f}" for x in numbers_said]


@pytest.mark.parametrize("sharing", [0.0, 0.1, 1.0])
def test_gini_of_small_webs_is_the_recursion(sharing):
    shown = islands.exploration()
    shown.set(sharing=sharing, n=50, models=5, generation=200)
    for who in ("model", "web"):
        values = shown.series[f"{who}, diversity"][-1]
        error = values.std(ddof=1) / np.sqrt(islands.WEBS)
        assert abs(values.mean() - shown.series[f"{who}, exact"][-1]) < 4 * error


@pytest.mark.parametrize("machines", [0.2, 0.5, 0.9])
@pytest.mark.parametrize(("tpr", "fpr"), [(0.3, 0.01), (0.9, 0.05), (0.99, 0.3)])
def test_the_dots_are_counted_by_bayes(machines, tpr, fpr):
    counts = dots.passed(machines, tpr, fpr)
    assert sum(counts) == 1_000
    through = counts.people + counts.machines
    expected = kept_synthetic(machines, tpr, fpr)
    assert counts.machines / through == pytest.approx(expected, abs=0.003)
    said = dots.sentence(counts._asdict())
    assert f"{through} pass" in said and f"{counts.people} by people" in said


def test_every_dot_is_drawn_where_nobody_else_is():
    shown = gate.exploration()
    assert shown.pictures
    view = shown._canvas.view
    places = [
        place
        for line in view.dots.lines.values()
        for place in zip(*line.get_data(), strict=True)
    ]
    assert len(places) == len(set(places)) == 1_000


def test_a_filter_that_knows_everything_is_the_control():
    p, shown = zipf(gate.SIZE), gate.exploration()
    shown.set(machines=0.9, tpr=0.99, fpr=0.01, rare=0.0, topup=True, generation=50)
    seen = np.sum(1 - (1 - p) ** gate.SIZE)
    known = shown.series["filtered"][5:]
    assert 0.9 * seen < known.mean() < 1.01 * seen
    assert known.mean() > 1.5 * shown.series["without"][5:].mean()

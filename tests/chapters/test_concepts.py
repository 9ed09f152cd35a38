"""The right option of every concept question, found by another way.

What a question tells is computed by theory or read in stored runs; here lineages are
drawn, laws are tried and archives are made. ``SHOWN`` gives, for each question, the
idea behind the option that comes out: "" stands for the right one.
"""

from functools import partial

import numpy as np
import pytest

from course_utils import ensembles
from course_utils.chapters import contents
from course_utils.experiments import checking, pictures, words
from course_utils.language.grammar import Grammar
from course_utils.models import NGram, zipf
from course_utils.policies import Accumulate, FreshReal, Replace
from course_utils.provenance import folder_records, make, verify
from course_utils.steward import line_up
from course_utils.steward.plans import play
from course_utils.steward.scores import Result
from course_utils.steward.world import of_seat

QUESTIONS = {
    concept.id: concept
    for asked in contents.all_concepts().values()
    for concept in (asked, asked.again)
    if concept
}
ARGUED = {  # without a second way
    "v01": "a perfect copy has the truth's law, so the two data sets have one law",
}


def nearest(value: float, ideas: dict[str, float]) -> str:
    return min(ideas, key=lambda idea: abs(ideas[idea] - value))


def variances(policy, n, generations, runs=400, **given) -> np.ndarray:
    return ensembles.gaussian(
        policy, n=n, generations=generations, replicates=runs, seed=11, **given
    ).variance


def mean_of_a_product() -> str:
    """Means multiply where the factors are independent: one exact factor is enough."""
    one = variances(Replace(), 100, 1, 100_000, ddof=1)[1]
    assert abs(one.mean() - 1) < 4 * one.std() / np.sqrt(one.size)
    typical = np.median(variances(Replace(), 100, 500, ddof=1)[500])
    return "" if typical < 0.1 else "the average run is the typical run"


def halving(n: int) -> str:
    def half(n):
        medians = np.median(variances(Replace(), n, 3 * n, 2_000, ddof=1), axis=1)
        return int(np.argmax(medians < 0.25))

    known, ratio = half(100), n / 100
    return nearest(
        np.log(half(n) / known),
        {
            "": np.log(ratio),
            "the pace falls with √n, as the error of a mean does": np.log(ratio) / 2,
            "the pace belongs to the loop, whatever n is": 0,
            "more points, more chances to lose something": -np.log(ratio),
        },
    )


def missed(copies: int) -> str:
    drawn = np.random.default_rng(11).binomial(2_000, copies / 2_000, 20_000)
    return nearest(
        np.mean(drawn == 0),
        {
            "": np.exp(-copies),
            "in a large text a word is hardly ever missed": copies / 2_000,
            "kept or lost: a coin for each copy": 0.5**copies,
            "each draw is a lottery that a rare word loses": 1,
        },
    )


def twenty_copies() -> str:
    rng, copies = np.random.default_rng(11), np.full(4_000, 20)
    for _ in range(50):
        copies = rng.binomial(2_000, copies / 2_000)
    return nearest(
        np.mean(copies > 0),
        {
            "": 0.54,
            "a word keeps the frequency that it began with": 1,
            "only the first draw counts": 0.37,
            "loss is a steady trickle, one copy at a time": 0,
        },
    )


def kernels() -> str:
    rng, n, h = np.random.default_rng(11), 100, 0.2
    x = rng.normal(size=(200, n))
    means = []
    for _ in range(600):
        x = np.take_along_axis(x, rng.integers(n, size=x.shape), axis=1)
        x = x + h * rng.normal(size=x.shape)
        means.append(x.var(axis=1).mean())
    assert means[-1] < 8  # no end: after 600 rounds it would be 25
    shrinks = "collapse always means a spread that goes to zero"
    ideas = {"": 4, shrinks: 0, "a flexible model makes no error": 1}
    return nearest(means[-1], ideas)


def kept(n: int, t: int) -> str:
    return nearest(
        variances(Accumulate(), n, t, 4_000)[t].mean(),
        {
            "": {10: 0.845, 50: 0.97}[n],
            "the share of real data is what is kept": 1 / t,
            "any loop through a model ends in collapse": 0,
            "accumulate, and nothing is lost": 1,
        },
    )


def leaning() -> str:
    mean = variances(Accumulate(), 1_000, 4_000, 50, sampling_bias=0.9).mean(axis=1)
    early, middle, late = mean[[100, 1_000, 4_000]]
    if early < 0.05:
        return "keeping data is no help with a bias"
    falls = early > 1.1 * middle > 1.2 * late
    return "" if falls else "a bias is paid for once"


def ten_real_points() -> str:
    few, many = (
        variances(FreshReal(points=10), n, t, 200)[-1].mean()
        for n, t in ((100, 300), (10_000, 5_000))
    )
    return nearest(
        many,
        {
            "": few,
            "the share of real data decides": 0.01,
            "more model data dilutes the real data by and by": 0.5,
        },
    )


def one_word() -> str:
    """By hand: a corpus copied word by word, one word of it drawn anew."""
    rng, law, n = np.random.default_rng(11), zipf(1_000), 1_000
    kinds, ginis = [], []
    for _ in range(8):
        corpus = rng.choice(law.size, size=n, p=law)
        for _ in range(1_000):
            corpus = corpus[rng.integers(n, size=n)]
            corpus[0] = rng.choice(law.size, p=law)
        p = np.bincount(corpus) / n
        kinds.append(np.sum(p > 0))
        ginis.append(1 - np.sum(p**2))
    real = np.sum(1 - (1 - law) ** n)
    gini = np.mean(ginis) / (1 - np.sum(law**2))
    assert gini > 0.5
    return nearest(
        np.mean(kinds) / real,
        {
            "": 0.036,
            "diversity is one number": gini,
            "a fresh word comes and stays": 1,
            "one real word keeps one word": 1 / real,
        },
    )


def score_of_pictures() -> str:
    """More than half of the kinds go while the score rises, in each stored run."""
    score = pictures.scores("VAE: replace", "precision (pixels)")
    kinds = pictures.scores("VAE: replace", "types")
    control = pictures.scores("VAE: control", "types")
    assert np.all(kinds[:, -1] < 0.2 * kinds[:, 0])
    assert np.all(control[:, -1] > 0.9 * control[:, 0])
    rises = score[:, -1].mean() > score[:, 0].mean()
    return "" if rises else "a score notices what is missing"


def twenty_sentences() -> str:
    """Fluent, and it may have lost nothing (control) or most of its words (replace)."""
    lost, kept = (
        words.average(arm, 2_000) for arm in ("cautious replace", "cautious control")
    )
    assert lost.now["words"] < 0.5 * lost.first["words"]
    assert kept.now["words"] > 0.9 * kept.first["words"]
    both_fine = min(lost.now["valid"], kept.now["valid"]) ** 20 > 0.3
    return "" if both_fine else "a sample shows what is missing"


def one_meter() -> str:
    """The meter that is worse than at first in both loops, and not in the control."""
    noisy, bland, control = (
        words.average(arm, 2_000) for arm in ("replace", "cautious replace", "control")
    )
    worse = {
        "": [run.now["human"] > 1.05 * run.first["human"] for run in (noisy, bland)],
        "collapse means wrong sentences": [
            run.now["valid"] < run.first["valid"] for run in (noisy, bland)
        ],
        "fluent text shows a healthy writer": [
            run.now["own"] > control.now["own"] for run in (noisy, bland)
        ],
    }
    assert control.now["human"] < 1.05 * control.first["human"]
    (found,) = [idea for idea, both in worse.items() if all(both)]
    return found


def below_the_floor() -> str:
    """New text: the truth's own loss varies by far less than 0.2; a fit has more.

    Text that was learnt from: a loss below the floor is easy.
    """
    rng, truth = np.random.default_rng(11), Grammar("small")
    learnt, new = truth.sample(300, rng), truth.sample(2_000, rng)
    count, own = np.sum(new > 0), -truth.log_prob(new)
    error = own.std() * np.sqrt(len(new)) / count
    assert 5 * error < 0.2
    model = NGram(len(truth.vocabulary), order=5).fit(learnt)
    floor = own.sum() / count
    assert abs(floor - truth.entropy_per_word) < 5 * error
    assert -model.log_prob(new, floor=0.001).sum() / count > floor
    of_learnt = -model.log_prob(learnt).sum() / np.sum(learnt > 0)
    return "" if of_learnt < floor - 0.2 else "the lower the loss, the better"


def labels(right: float) -> str:
    rng, mu, n = np.random.default_rng(11), np.array([1.5, 0]), 5_000
    accurate = []
    for _ in range(50):
        side = rng.choice([-1, 1], n)
        x = side[:, None] * mu + rng.normal(size=(n, 2))
        told = np.where(rng.random(n) < right, side, -side)
        weights = np.mean(told[:, None] * x, axis=0)
        new = rng.choice([-1, 1], n)
        seen = new[:, None] * mu + rng.normal(size=(n, 2))
        accurate.append(np.mean(np.sign(seen @ weights) == new))
    pile = ("mistakes average out if there are enough labels", 1)
    if right > 0.5:
        pile = ("mistakes pile up if there are many labels", 0)
    return nearest(
        np.mean(accurate),
        {
            "": 1 - pile[1],
            "a model is as good as its labels": right,
            "labels that are nearly random teach nothing": 0.5,
            pile[0]: pile[1],
        },
    )


def perfect_checker() -> str:
    plain, checked = (
        checking.scores("4-gram", policy, "gap")[:, -1]
        for policy in ("replace", "replace + checker")
    )
    return "" if checked.min() > plain.max() else "verification solves it"


def passing(caught: float, alarms: float) -> str:
    rng = np.random.default_rng(11)
    synthetic = rng.random(200_000) < 0.9
    flagged = rng.random(200_000) < np.where(synthetic, caught, alarms)
    return nearest(
        np.mean(synthetic[~flagged]),
        {
            "": {0.9: 0.49, 0.6: 0.84}[caught],
            "the miss rate is the share that is left": 1 - caught,
            "the false alarms are the share that is left": alarms,
            "a detector with errors is useless": 0.9,
        },
    )


def islands() -> str:
    """Five lineages of 50 records, drawn until each says one thing only."""
    rng, law, differ = np.random.default_rng(11), zipf(2_000), []
    for _ in range(40):
        models = rng.choice(law.size, size=(5, 50), p=law)
        for _ in range(600):
            chosen = rng.integers(50, size=models.shape)
            models = np.take_along_axis(models, chosen, axis=1)
        p = np.bincount(models.ravel()) / models.size
        differ.append(1 - np.sum(p**2))
    return nearest(
        np.mean(differ),
        {
            "": 0.8,
            "a web is as diverse as its models": 0,
            "isolated models lose nothing": 1,
            "in the end one model takes all": 0.2,
        },
    )


def sealed(folder) -> str:
    """A lie before the sealing passes; a change after it does not, even a true one."""
    files = folder / "files"
    files.mkdir()
    (files / "moon.txt").write_text("The moon is a cheese. Written by a person.")
    root = make(folder_records(files), folder / "archive")
    assert not verify(folder / "archive", root).faults
    data = folder / "archive" / "data.jsonl"
    data.write_bytes(data.read_bytes().replace(b"cheese", b"planet"))
    return "" if verify(folder / "archive", root).faults else "sealed means true"


def one_measure() -> str:
    grades = {
        name: {Result.of(play(of_seat(s), plan).scores).grade for s in range(11, 31)}
        for name, plan in line_up.SINGLE.items()
    }
    return "" if not any("A" in found for found in grades.values()) else "one is enough"


SHOWN = {
    "v02": mean_of_a_product, "v03": partial(halving, 400),
    "v03 again": partial(halving, 25), "v04": partial(missed, 1),
    "v04 again": partial(missed, 2), "v05": twenty_copies, "v06": kernels,
    "v07": partial(kept, 10, 60), "v07 again": partial(kept, 50, 20), "v08": leaning,
    "v09": ten_real_points, "v10": one_word, "v11": score_of_pictures,
    "v12": twenty_sentences, "v13": one_meter, "v14": below_the_floor,
    "v15": partial(labels, 0.45), "v15 again": partial(labels, 0.55),
    "v16": perfect_checker, "v17": partial(passing, 0.9, 0.05),
    "v17 again": partial(passing, 0.6, 0.3), "v18": islands, "v19": sealed,
    "v20": one_measure,
}  # fmt: skip


def test_every_question_is_shown_or_argued():
    assert {*SHOWN, *ARGUED} == set(QUESTIONS)


@pytest.mark.parametrize("id", SHOWN)
def test_the_right_option_is_what_comes_out(id, tmp_path):
    given = (tmp_path,) if SHOWN[id] is sealed else ()
    assert SHOWN[id](*given) == ""


@pytest.mark.parametrize("id", QUESTIONS)
def test_options_are_few_different_and_as_long_as_each_other(id):
    concept = QUESTIONS[id]
    texts = [text[3:] for text in concept.shown.values()]
    assert 3 <= len(set(texts)) == len(texts) <= 5
    length = {i: len(text) for i, text in concept.shown.items()}
    others = [n for i, n in length.items() if i != concept.right]
    assert length[concept.right] <= 2 * max(others)


def test_the_right_option_has_no_favourite_letter():
    """Of 20 right options no letter has more than half."""
    letters = [c.letter(c.right) for c in contents.all_concepts().values()]
    assert max(map(letters.count, "ABCDE")) <= len(letters) / 2
    longest = sum(
        len(c.shown[c.right]) == max(map(len, c.shown.values()))
        for c in contents.all_concepts().values()
    )
    assert longest <= len(letters) / 2


def test_twenty_questions_or_more_spread_over_all_notebooks():
    ids = list(contents.all_concepts())
    assert len(ids) >= 20 and ids == [f"v{i:02d}" for i in range(1, len(ids) + 1)]
    rooms = contents._modules("concepts")
    assert set(rooms) == set(contents.notebooks())


@pytest.mark.parametrize("id", QUESTIONS)
def test_texts_are_filled_in(id):
    """No brace is left, and a number that is told is told as people write it."""
    concept = QUESTIONS[id]
    for text in (concept.question, concept.explanation, *concept.shown.values()):
        assert "{" not in text and "nan" not in text and "e-" not in text
        assert "%" not in text.replace(" %", "")

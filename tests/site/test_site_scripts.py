"""The site's JavaScript gives Python's numbers and Python's sentences.

Statistical tests: fixed seeds, 4 standard errors (6 in 100,000 for each comparison).
"""

import random

import numpy as np
import pytest

from course_utils import ensembles, plots, theory
from course_utils.chapters import contents
from course_utils.chapters.nb01 import one_gaussian
from course_utils.chapters.nb02 import corpus as mosaic
from course_utils.language import corpus
from course_utils.learning.progress import passport
from course_utils.site import live, tasks
from course_utils.tasks.prediction import Amount, Curve
from tests.site.javascript import run
from tests.standard_errors import mean_is, means_agree

POLICIES = list(mosaic.POLICIES)
GAUSSIAN = "numbers random policies gaussian"
CORPUS = "numbers random policies corpus"
RUNS = 300


# --- numbers in words ----------------------------------------------------------------


def values(seed: int = 1) -> list[float]:
    """Of every size, ties among them."""
    rng = np.random.default_rng(seed)
    spread = 10 ** rng.uniform(-7, 7, 3_000) * rng.choice([-1, 1], 3_000)
    ties = [i / 8 for i in range(-80, 400)] + [i + 0.5 for i in range(120)]
    return [0.0, *spread.tolist(), *ties, *map(float, range(0, 13_000, 7))]


@pytest.mark.parametrize("digits", [2, 4, 6, 10])
def test_numbers_are_written_as_python_writes_them(digits):
    code = f"given.map((value) => general(value, {digits}))"
    written = run("numbers", code, values())
    assert written == [f"{value:.{digits}g}" for value in values()]


def test_plain_numbers_are_those_of_the_figures():
    given = [abs(value) for value in values(2)]
    written = run("numbers", "given.map((value) => plain(value))", given)
    assert written == [plots.plain(value) for value in given]


@pytest.mark.parametrize("size", [1, 2, 7, 40])
def test_the_median_is_the_median(size):
    given = np.random.default_rng(size).normal(size=size).tolist()
    assert run("numbers", "median(given)", given) == pytest.approx(np.median(given))


# --- predictions ---------------------------------------------------------------------


def guesses(asked: Amount | Curve, rng) -> list:
    """Some answers to a prediction, on both sides of the truth and close to it."""
    size = None if isinstance(asked, Amount) else len(asked.x)
    return [
        np.round(rng.uniform(asked.low, asked.high, size), 3).tolist()
        for _ in range(60)
    ]


@pytest.mark.parametrize(
    "asked",
    [p for p in contents.all_predictions().values() if isinstance(p, Amount | Curve)],
    ids=lambda asked: asked.id,
)
def test_the_gap_is_told_in_the_same_words(asked):
    rng = np.random.default_rng(3)
    truth, *mine = guesses(asked, rng)
    mine = [*mine, truth, asked.accept(guesses(asked, rng)[0])]
    given = {"asked": {**tasks._kind(asked), "truth": truth}, "mine": mine}
    code = "given.mine.map((mine) => gap(given.asked, mine))"
    assert run("numbers record answers", code, given) == [
        asked.gap(one, truth) for one in mine
    ]


def records(count: int) -> list[dict]:
    """Records as a page keeps them, some with every answer and some with none."""
    draw = random.Random(7)
    made = []
    for i in range(count):
        record = {"seat": 1, "predictions": {"02.p1": draw.choice([2, 20, 200])}}
        record["predictions"]["01.p1"] = [draw.random() for _ in range(5)]
        record["predictions"]["01.p2"] = draw.choice(["falls", "stays", "größer"])
        record["quizzes"] = {
            f"{nb:02d}/end": {f"q{k}": draw.randrange(4) for k in range(i % 7)}
            for nb in range(i)
        }
        made.append(record)
    return made


def test_python_reads_a_hundred_codes_of_the_page():
    given = {"records": records(100), "mark": passport.MARK}
    code = "given.records.map((record) => passport(record, given.mark))"
    codes = run("record", code, given)
    for record, code in zip(given["records"], codes, strict=True):
        read = passport.decode(f'progress.restore("{code}")')
        assert {name: read[name] for name in record} == record


STORES = {  # browsers that keep nothing
    "none": "undefined",
    "refused": "{ get getItem() { throw new Error() }, get setItem() { throw 1 } }",
    "full": "{ getItem: () => null, setItem() { throw new Error('full') } }",
}


@pytest.mark.parametrize("store", STORES)
def test_a_page_counts_every_answer_where_the_browser_keeps_none(store):
    code = f"""globalThis.localStorage = {STORES[store]};
        globalThis.document = {{ dispatchEvent() {{}} }};
        for (const id of ["01.p1", "02.p1"])
            updateRecord(({{ predictions }}) => (predictions[id] ??= 2));
        readRecord().predictions"""
    assert run("record", code) == {"01.p1": 2, "02.p1": 2}


def test_a_long_record_needs_more_than_one_block():
    quizzes = {f"{i:05d}/end": {"a-question": 1} for i in range(4_000)}
    given = {"seat": 1, "predictions": {}, "quizzes": quizzes}
    code = run("record", f"passport(given, '{passport.MARK}')", given)
    assert len(code) > 65_535
    assert passport.decode(code)["quizzes"] == quizzes


# --- one Gaussian --------------------------------------------------------------------


def spreads(draw: str, runs: int, **settings) -> np.ndarray:
    """σ² of model t in so many lineages of the page."""
    code = f"""
        const random = new Random(11);
        Array.from({{ length: {runs} }}, () =>
            lineage(given, given.t, random, {draw}).std[given.t] ** 2)"""
    return np.array(run(GAUSSIAN, code, settings))


@pytest.mark.parametrize("draw, runs", [("drawMoments", 6_000), ("drawPoints", 2_000)])
@pytest.mark.parametrize("n, t", [(2, 3), (10, 30), (100, 20)])
@pytest.mark.parametrize("ddof", [0, 1])
def test_the_variance_drifts_as_the_theory_says(draw, runs, n, t, ddof):
    variance = spreads(draw, runs, n=n, t=t, ddof=ddof, policy="replace")
    mean_is(np.log(variance), t * theory.log_variance_drift(n, ddof))


@pytest.mark.parametrize("draw", ["drawMoments", "drawPoints"])
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("n", [15, 20])  # 1.5 fresh points are 2, and so are 2
def test_every_policy_keeps_what_pythons_keeps(policy, draw, n):
    t = 25
    ours = spreads(draw, 12_000, n=n, t=t, ddof=1, policy=policy)
    theirs = ensembles.gaussian(
        mosaic.POLICIES[policy], n=n, generations=t, replicates=12_000, seed=5, ddof=1
    )
    means_agree(np.log(ours), np.log(theirs.variance[t]))
    if policy != "replace":  # there the mean is carried by a few runs
        means_agree(ours, theirs.variance[t])


@pytest.mark.parametrize("policy", POLICIES)
def test_the_gaussian_page_says_what_the_explorer_says(policy):
    shown = [(n, ddof, t) for n in (5, 300) for ddof in (0, 1) for t in (1, 2, 60, 300)]
    code = f"""given.map(([n, ddof, t]) => {{
        const settings = {{ n, ddof, policy: "{policy}", seed: 4 }};
        const series = gaussianSeries(simulateGaussian(settings), t);
        return [series, describeGaussian(series)];
    }})"""
    for series, said in run(GAUSSIAN, code, shown):
        t = series["generation"]
        python = {
            **series,
            "std": {t: series["std"]},
            "others": np.array([series["others"]]),
            "median": {t: series["median"]},
        }
        assert said == list(one_gaussian.View.describe(python))


def test_a_seed_gives_the_same_page_again():
    code = """[4, 4, 5].map((seed) => simulateGaussian(
        { n: 10, ddof: 1, policy: "replace", seed }, 20).std[20])"""
    first, again, other = run(GAUSSIAN, code)
    assert first == again != other


# --- the corpus ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpora() -> dict[str, list]:
    """Different sentences, yours, and the class, in many runs of each policy."""
    code = f"""Object.fromEntries({POLICIES}.map((policy) => [policy,
        Array.from({{ length: policy === "replace" ? {RUNS} : {RUNS} / 10 }},
            (_, seed) => simulateCorpus({{ policy, seed }}, 20).map(
                ({{ different, copies, alive }}) =>
                    [different, copies, alive.filter(Boolean).length]))]))"""
    return {name: np.array(made) for name, made in run(CORPUS, code).items()}


@pytest.mark.parametrize("k", [1, 2, 3, 5, 10, 20])
def test_a_class_survives_as_the_theory_says(corpora, k):
    left = corpora["replace"][:, k, 2]
    mean_is(left / 30, theory.survival(1, k))
    yours = corpora["replace"][:, k, 1] > 0
    mean_is(yours, theory.survival(1, k))


@pytest.mark.parametrize("policy", POLICIES)
def test_as_many_sentences_are_left_as_in_python(corpora, policy):
    p = np.full(corpus.SIZE, 1 / corpus.SIZE)
    theirs = ensembles.categorical(
        mosaic.POLICIES[policy], p, n=corpus.SIZE, generations=20, replicates=60,
        seed=3, watch=[0],
    )  # fmt: skip
    for t in (1, 2, 10, 20):
        means_agree(corpora[policy][:, t, 0], theirs.types[t])
        means_agree(corpora[policy][:, t, 1], corpus.SIZE * theirs.watched[t, :, 0])


OWN = ["I was here.", "", "  The baker counts the boats. ", "ü" * 60, "🐈" * 50]


@pytest.mark.parametrize("own", OWN)
def test_the_sentences_are_those_of_the_notebook(own):
    code = "sentences(given.own, given.subjects, given.predicates)"
    assert run(CORPUS, code, {"own": own, **live.data()}) == corpus.sentences(own)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("own", OWN[::2])
def test_the_bet_says_what_the_explorer_says(policy, own):
    code = f"""
        const texts = sentences(given.own, given.subjects, given.predicates);
        [0, 1, 2, 3].flatMap((seed) => {{
            const result = simulateCorpus({{ policy: "{policy}", seed }});
            return [1, 2, 5, 30, 60].map((t) => {{
                const series = corpusSeries(result, t, texts);
                return [series, describeCorpus(series)];
            }});
        }})"""
    for series, said in run(CORPUS, code, {"own": own, **live.data()}):
        python = {**series, "copies": np.array(series["copies"])}
        assert said == list(mosaic.View.describe(python))
        assert sorted(series["page"].values()) == list(series["page"].values())

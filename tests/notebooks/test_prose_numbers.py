"""Every number in the notebooks' prose is printed there, a claim, or computed here.

The search takes numbers of two digits and more, so that "in 3 steps" stays free. A
number that no cell of its notebook prints or sets, and that is no claim, is computed
below or stands in prose_numbers.toml with its reason.
"""

import inspect
import re
import tomllib
from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy.special import digamma
from scipy.stats import norm

from course_utils import ensembles, experiments, metrics, theory
from course_utils.chapters import claims
from course_utils.chapters.nb05 import anchors
from course_utils.chapters.nb08 import transformer
from course_utils.inflow import inflow
from course_utils.language import tale
from course_utils.language.grammar import Grammar
from course_utils.models import Transformer
from course_utils.models.reader import Reader
from course_utils.policies import FreshReal, Replace
from course_utils.upkeep import notebooks

ALLOWED = tomllib.loads(
    Path(__file__).with_name("prose_numbers.toml").read_text(encoding="utf-8")
)
NOT_PROSE = re.compile(
    r"\]\([^)]*\)|`[^`\n]*`|</?[a-z][^>]*>|\b(?:19|20)\d\d\b"  # years
    r"|arXiv \d{4}\.\d{5}"
    r"|^\*\*(?:Time for you|Run All):\*\*.*$|\| [\d a-z,]*\bmin\b[\d a-z,]*\|$",
    re.M,
)
NUMBER = re.compile(r"(?<![\w.,^])(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?![\d\w])")
DIGITS = re.compile(r"\d[\d,_]*(?:\.\d+)?|\.\d+")


def plain(number: str) -> str:
    """1,000 and 1_000 are 1000; .50 and 0.5 are .5."""
    number = re.sub("[,_]", "", number)
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number.lstrip("0") or "0"


def prose_numbers(notebook) -> set[str]:
    """Numbers of two digits and more in the markdown cells, sources left out."""
    text = "\n".join(
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "markdown" and not cell.source.startswith("## Sources")
    )
    found = map(plain, NUMBER.findall(NOT_PROSE.sub(" ", text)))
    return {number for number in found if len(number.replace(".", "").strip("0")) > 1}


def printed_numbers(notebook) -> set[str]:
    """Numbers that the code cells set or print."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts.append(cell.source)
            for output in cell.outputs:
                data = output.get("data", {})
                texts.append(output.get("text") or data.get("text/plain", ""))
    return set(map(plain, DIGITS.findall("\n".join(texts))))


def claimed_numbers(name: str) -> set[str]:
    if name not in claims.notebooks():
        return set()
    return {plain(f"{c.value:g}") for c in claims.load(name).values() if c.trusted}


def half_life(c: int) -> float:
    """Generations until half of the words seen c times are gone, in units of c."""
    return next(k for k in range(1, 10_000) if theory.survival(c, k) < 0.5) / c


def carried(n: int, runs: int = 10_000) -> float:
    """Generations for which so many runs carry the mean variance of replace.

    The mean of a product of factors f comes from runs whose log grows by E f log f a
    generation; there are e^(-t E f log f) of them.
    """
    return np.log(runs) / (np.log(2 / (n - 1)) + digamma((n + 1) / 2))


def turns(n: int) -> float:
    """Generation at which the upper 2.5 % of log variances begin to fall."""
    drift, noise = theory.log_variance_drift(n, 1), theory.log_variance_noise(n)
    return (norm.ppf(0.975) * np.sqrt(noise) / (-2 * drift)) ** 2


def subsample_loss(n: int) -> float:
    """Loss under subsample in the long run, in losses under accumulate."""
    loss = 1 - theory.subsampled_variance(2_000, n)
    return loss / (1 - theory.accumulated_limit(n))


def fresh_sentences() -> float:
    """Sentences of 2,000 left at generation 20 with 10 % fresh text, a mean."""
    one_each = np.full(2_000, 1 / 2_000)
    run = ensembles.categorical(
        FreshReal(0.1), one_each, n=2_000, generations=20, replicates=40, seed=1
    )
    return float(run.types[20].mean())


def stored_valid() -> float:
    runs = transformer.stored()["replace", 0.8]
    return 100 * np.mean([run["valid"][7] for run in runs])


def numbers_of_the_transformer() -> int:
    shapes = Transformer(len(Grammar("small").vocabulary)).shapes.values()
    return sum(int(np.prod(shape)) for shape in shapes)


COMPUTED = {
    ("01", "2.25"): lambda: 1.5 * 1.5,
    ("01", ".75"): lambda: 1.5 * 0.5,
    ("01", ".25"): lambda: 0.5 * 0.5,
    ("01", "1.39"): lambda: np.log(4),
    ("01", "910"): lambda: carried(100),
    ("01", "86"): lambda: carried(10),
    ("01", "190"): lambda: turns(100),
    ("02", "2.6"): lambda: half_life(5),
    ("02", "2.8"): lambda: half_life(20),
    ("02", "2.9"): lambda: half_life(100),
    ("02", "1.39"): lambda: 2 * np.log(2),  # diffusion: -2n (p log p + q log q)
    ("02", "37"): lambda: 100 * np.exp(-1),
    ("02", "63"): lambda: 100 * theory.survival(1, 1),
    ("04", ".845"): lambda: theory.accumulated_variance(60, 10),
    ("04", "16"): lambda: 4**2,
    ("04", "17"): lambda: np.log(theory.accumulated_variance(60, 10)) / np.log(0.99),
    ("04", "1.645"): lambda: np.pi**2 / 6,
    ("04", "1.7"): lambda: subsample_loss(10),
    ("04", "1.8"): lambda: subsample_loss(1_000),
    ("04", "2.9"): lambda: 1_000 * (1 - theory.subsampled_variance(2_000, 1_000)),
    ("05", "1092"): lambda: len(experiments.load("phases").rows),
    ("06", "64"): lambda: Reader().hidden,
    ("07", "2.7"): lambda: np.e,
    ("08", "47000"): numbers_of_the_transformer,
    ("08", "344"): lambda: len(Grammar("small").vocabulary),
    ("08", "103"): lambda: Grammar("small").rare.sum(),
    ("08", "12"): lambda: 48 / 4,
    ("08", "108"): lambda: sum(map(len, transformer.stored().values())),
    ("08", "16000"): lambda: 8 * 2_000,
    ("08", "99"): stored_valid,
    ("08", "902"): lambda: len(tale.sentences()),
    ("10", "855"): lambda: (1 - 0.05) * 900,
    ("10", "1200"): lambda: inspect.signature(inflow).parameters["questions"].default,
    ("11", "344"): lambda: len(Grammar("small").vocabulary),
    ("12", "528"): lambda: len(experiments.load("budgets").rows),
    ("quick_tour", ".37"): lambda: 1 - theory.survival(1, 1),
    ("quick_tour", "19"): lambda: 30 * theory.survival(1, 1),
    ("quick_tour", "660"): fresh_sentences,
    ("quick_tour", "1.4"): lambda: theory.half_life(1_000, ddof=1) / 1_000,
    ("quick_tour", "140"): lambda: theory.half_life(100, ddof=1),
    ("quick_tour", "84"): lambda: 100 * theory.accumulated_variance(60, 10),
    ("quick_tour", "74"): lambda: 100 * theory.subsampled_variance(60, 10),
    ("quick_tour", "741"): lambda: len(Grammar("large").vocabulary),
    ("refresher", "95"): lambda: 100 * (norm.cdf(2) - norm.cdf(-2)),
}


def name_of(path) -> str:
    return path.stem[:2] if path.stem[:2].isdigit() else path.stem


BOOKS = {name_of(p): nbformat.read(p, as_version=4) for p in notebooks.find()}
PROSE = {name: prose_numbers(book) for name, book in BOOKS.items()}
HOMELESS = {
    name: PROSE[name] - printed_numbers(book) - claimed_numbers(name)
    for name, book in BOOKS.items()
}


@pytest.mark.parametrize("name", HOMELESS)
def test_every_number_is_printed_claimed_computed_or_has_a_reason(name):
    computed = {number for notebook, number in COMPUTED if notebook == name}
    assert HOMELESS[name] <= computed | set(ALLOWED.get(name, {}))


def test_no_reason_and_no_computation_outlives_its_number():
    for name, number in COMPUTED:
        assert number in PROSE[name], (name, number)
    for name, reasons in ALLOWED.items():
        assert set(reasons) <= HOMELESS[name], name


@pytest.mark.parametrize(("name", "number"), COMPUTED)
def test_a_number_of_the_prose_is_what_it_says(name, number):
    """Equal when rounded as the prose rounds: 910 to tens, 2.6 to tenths."""
    zeros = len(number) - len(number.rstrip("0"))
    places = len(number.partition(".")[2]) if "." in number else -zeros
    assert round(float(COMPUTED[name, number]()), places) == float(number)


def test_the_search_finds_a_number_that_nobody_answers_for():
    cell, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    book = nbformat.v4.new_notebook(
        cells=[
            cell("Some 75 of 1,000 in [02](../02) and .37, as in `n = 44` (2024)."),
            cell("**Time for you:** 55 minutes\n\n| x | 45 min, exercises 40 |"),
            code("n = 1_000"),
        ]
    )
    assert prose_numbers(book) - printed_numbers(book) == {"75", ".37"}


# --- sentences without digits --------------------------------------------------------


def test_the_law_is_a_seventh_below_its_limit_at_generation_10():
    """Notebook 02: g_10 beside 2/10."""
    g = 1.0
    for _ in range(9):
        g = 1 - np.exp(-g)
    assert 1 - g / 0.2 == pytest.approx(1 / 7, abs=0.01)


def test_real_words_hold_a_share_of_the_truths_own_gini():
    """Notebook 02's box: with m real words a generation, 2m/(2m + 1) of the truth's."""
    p, m = np.array([0.5, 0.25, 0.15, 0.1]), 1
    run = ensembles.categorical(
        FreshReal(points=m), p, n=200, generations=1_200, replicates=1_000, seed=1
    )
    values = run.diversity[1_200]
    expected = 2 * m / (2 * m + 1) * (1 - np.sum(p**2))
    assert expected == pytest.approx(0.437, abs=0.001)
    assert abs(values.mean() - expected) < 4 * values.std() / np.sqrt(len(values))


def test_invented_words_hold_more_where_the_truth_has_little():
    """One brand-new word a generation of 200: Gini about 2/3, whatever the truth."""
    rng, runs, n = np.random.default_rng(1), 200, 200
    words = np.zeros((runs, n), dtype=int)
    for t in range(1, 1_201):
        chosen = rng.integers(n, size=(runs, n))
        words = np.take_along_axis(words, chosen, axis=1)
        words[:, 0] = t
    counts = [np.unique(row, return_counts=True)[1] for row in words]
    gini = np.array([1 - np.sum((c / n) ** 2) for c in counts])
    assert abs(gini.mean() - 2 / 3) < 4 * gini.std() / np.sqrt(runs) + 0.005


def test_ten_times_the_text_takes_seven_times_the_real_words():
    """Notebook 05, section 2: what brings the words back to where they were."""
    explored = anchors.exploration()
    explored.set(**explored.presets["ten new"])

    def types(n: int, points: int) -> int:
        explored.set(n=n, points=points)
        return int(re.search(r"(\d+)% of word types", explored.sentence)[1])

    assert types(1_000, 10) < types(100, 10) / 2
    assert types(1_000, 60) < types(100, 10) < types(1_000, 90)


def test_a_reading_of_forty_lineages_is_off_by_a_quarter():
    """Notebook 01: when the explorer's median passes one half, seed by seed."""
    passed = [
        metrics.first_below(
            np.median(
                ensembles.gaussian(
                    Replace(), n=30, generations=200, replicates=40, seed=seed, ddof=1
                ).std,
                axis=1,
            ),
            0.5,
        )
        for seed in range(200)
    ]
    # The relative spread has a standard error of 0.24 / sqrt(400) = 0.012.
    assert 0.19 < np.std(passed) / np.mean(passed) < 0.31


def test_ten_real_training_sets_miss_as_much_as_all_that_follow():
    """Notebook 04: model 1 misses a tenth, and model t adds 1 / (t + 9)²."""
    later = 1 / (np.arange(2, 1_000_000) + 9) ** 2
    assert 0.09 < later.sum() < 0.1
    rng, runs, t = np.random.default_rng(1), 20_000, 40
    total = rng.normal(size=(10, runs)).sum(axis=0)  # of the sets' means, truth 0
    for sets in range(10, 9 + t):
        total += total / sets + rng.normal(size=runs)
    missed = np.mean((total / (9 + t)) ** 2)
    # Four standard errors of a mean square are 4 sqrt(2 / runs) = 4 %.
    assert missed == pytest.approx(0.1 + later[: t - 1].sum(), rel=0.04)

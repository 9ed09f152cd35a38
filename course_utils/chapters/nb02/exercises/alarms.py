"""Exercise 02.3: four alarms on one vocabulary, and when each of them rings."""

import math

import numpy as np

from .... import ensembles, theory
from ....models.categorical import zipf
from ....policies import Replace
from ....tasks.answers.reading import close, numbers_of
from ....tasks.answers.so_far import numbers_right
from ....tasks.exercise import Exercise, Wrong

ALARMS = ["types", "effective number", "entropy", "Gini diversity"]

# (V, n): first generation at which the mean effective number and the mean entropy of
# 1,000 lineages are at most 0.9 of generation 1; no formula is known to us.
SIMULATED = {
    (1000, 20000): (6, 38),
    (800, 20000): (7, 44),
    (500, 20000): (10, 60),
    (300, 10000): (9, 44),
    (400, 10000): (7, 36),
    (500, 10000): (6, 31),
    (300, 5000): (5, 23),
    (200, 5000): (7, 30),
}


def _seat(random):
    V, n = random.choice(list(SIMULATED))
    return {"V": V, "n": n}


def _first(values) -> int:
    """The first generation whose value is at most 0.9 of that of generation 1."""
    return 1 + int(np.argmax(np.asarray(values) <= 0.9 * values[0]))


def first_alarms(given):
    """Generations at which the four alarms ring."""
    V, n = given["V"], given["n"]
    types = theory.expected_types(np.arange(1, 200), zipf(V), n)
    gini = 1 + math.ceil(math.log(0.9) / math.log1p(-1 / n))
    return (_first(types), *SIMULATED[V, n], gini)


def simulated(given, seed=1, replicates=100):
    """As a learner may find them: simulated, and Gini by its formula."""
    V, n = given["V"], given["n"]
    run = ensembles.categorical(
        Replace(), zipf(V), n=n, generations=80, replicates=replicates, seed=seed
    )
    means = (a[1:].mean(axis=1) for a in (run.types, run.effective, run.entropy))
    return [*map(_first, means), math.log(0.9) / math.log(1 - 1 / n)]


FIRST_ALARM = Exercise(
    id="02.3",
    title="Which alarm rings when?",
    minutes=12,
    difficulty=4,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A Zipf vocabulary: `zipf({g['V']})` has V = {g['V']:,} words, and the word "
        f"of rank i has a share in proportion to 1/i. Each generation is n = "
        f"{g['n']:,} words drawn from the one before (replace).\n"
        "Four alarms watch the model's shares p: the number of types alive; the "
        "effective number e^H; the entropy H = −Σ p log p; the Gini diversity "
        "1 − Σ p². Each compares its mean over many lineages with its mean at "
        "generation 1, and rings in the first generation that has lost 10 % or more.\n"
        "When does each ring? Four numbers in this order: types, e^H, H, Gini. For the "
        "first three simulate 100 lineages and 80 generations, as in section 5. For "
        "Gini use its law, (1 − 1/n) to the power t: it takes too "
        "long to simulate."
    ),
    given_code=lambda g: (
        f"runs = ensembles.categorical(\n"
        f"    Replace(), zipf({g['V']}), n={g['n']}, generations=80, replicates=100, "
        "seed=1\n)\n"
        "runs.types, runs.effective, runs.entropy   # (81, 100); row 0 is the truth"
    ),
    observe=lambda answer, g: numbers_of(answer, ALARMS),
    reference=first_alarms,
    alternatives=(
        simulated,
        lambda g: simulated(g, seed=2),
        lambda g: np.add(first_alarms(g), (0, 0, 2, -2)),
    ),
    same=close(0.12, 1),
    tolerance="each of the four within 12 %, and one generation more",
    wrong=(
        Wrong(
            "diversity-is-one-number",
            "You let all alarms ring with the first one. Rare words are most of the "
            "types and little of the text: losing them hardly moves an alarm that "
            "weighs words by how frequent they are.",
            lambda g: (first_alarms(g)[0],) * 4,
        ),
        Wrong(
            "diversity-is-one-number",
            "You used Gini's law for all four alarms. It is about the frequent words. "
            "The rare ones are gone long before.",
            lambda g: (first_alarms(g)[3],) * 4,
        ),
        Wrong(
            "gini-law-for-types",
            "Your number of types follows Gini's law, 1 − 1/n. Types follow the law of "
            "survival: the rarest words die within a few draws.",
            lambda g: (first_alarms(g)[3], *first_alarms(g)[1:]),
        ),
        Wrong(
            "entropy-is-effective-number",
            "You gave e^H the time of H. When H is large, a small loss of H is a large "
            "share of e^H: a loss of 0.1 in H takes 10 % of e^H.",
            lambda g: tuple(first_alarms(g)[i] for i in (0, 2, 2, 3)),
        ),
        Wrong(
            "big-n-is-safe",
            "You say that none of them ever rings. With n this large the *shares* move "
            "slowly, but a rare word has few copies whatever n is.",
            lambda g: (math.inf,) * 4,
        ),
        Wrong(
            "big-n-is-safe",
            "Gini's alarm does ring, only late: each generation takes a share of 1/n. "
            "Solve (1 − 1/n) to the power t = 0.9 for t.",
            lambda g: (*first_alarms(g)[:3], math.inf),
        ),
        Wrong(
            "swapped",
            "The times are right, but in the reverse order. Which alarm counts a rare "
            "word as much as a frequent one?",
            lambda g: first_alarms(g)[::-1],
        ),
        Wrong(
            "ten-percent-of-gini-is-linear",
            "Your first three are right. For Gini you took n generations: at 1/n a "
            "generation, n of them take 63 %, not 10 %.",
            lambda g: (*first_alarms(g)[:3], g["n"]),
        ),
    ),
    remark=numbers_right(ALARMS, 0.12, 1),
    hints=(
        "Which alarm counts a rare word as much as a frequent one? It rings first. "
        "Which one hardly sees a word of share 0.0001? It rings last.",
        "`m = runs.types.mean(axis=1)`, and then the first generation with "
        "`m <= 0.9 * m[1]`. Leave row 0, the truth, out.",
        "`1 + np.argmax(m[1:] <= 0.9 * m[1])`. For Gini: log(0.9) / log(1 − 1/n), and "
        "one more for starting at generation 1.",
    ),
    solution=lambda g: (
        "types {}, effective number {}, entropy {}, Gini diversity {:,}.\n".format(
            *first_alarms(g)
        )
        + "The same lineages, the same loss of 10 %. Gini weighs a word by the square "
        "of its share, entropy roughly by its share, the number of types all words "
        "alike."
    ),
    solution_code=lambda g: (
        "import math\n"
        "from course_utils import ensembles\n"
        "from course_utils.models.categorical import zipf\n"
        "from course_utils.policies import Replace\n\n"
        f"n = {g['n']}\n"
        "runs = ensembles.categorical(\n"
        f"    Replace(), zipf({g['V']}), n=n, generations=80, replicates=100, seed=1\n"
        ")\n"
        "answer = []\n"
        "for values in (runs.types, runs.effective, runs.entropy):\n"
        "    m = values.mean(axis=1)\n"
        "    answer.append(1 + np.argmax(m[1:] <= 0.9 * m[1]))\n"
        "answer.append(1 + math.log(0.9) / math.log(1 - 1 / n))"
    ),
    correct="Who watches Gini alone sees nothing for hundreds of generations while the "
    "vocabulary goes. Ask of every diversity score whether it sees the rare words.",
)

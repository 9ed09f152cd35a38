"""Exercise 02.3: four alarms on one vocabulary, and when each of them rings."""

import math

import numpy as np

from .... import ensembles, theory
from ....models.categorical import zipf
from ....policies import Replace
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

ALARMS = ["types", "effective number", "entropy", "Gini diversity"]

TYPES, EFFECTIVE, ENTROPY, GINI = range(4)
LINEAGES = 400

# (V, n): first generation at which the mean effective number and the mean entropy of
# 1,000 lineages are at most 0.9 of generation 1; no formula is known to us. Only such
# V and n that types and effective number are sure with 400 lineages: the means of the
# generations around are at least 3 standard errors from 0.9.
SIMULATED = {
    (1000, 20000): (6, 38),
    (800, 20000): (7, 44),
    (400, 10000): (7, 36),
    (500, 10000): (6, 31),
    (600, 10000): (5, 28),
    (300, 5000): (5, 23),
    (400, 5000): (4, 19),
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
    return (_first(types), *SIMULATED[V, n], 1 + math.ceil(_gini(given)))


def _gini(given) -> float:
    """Generations after the first until a tenth is lost, not rounded."""
    return math.log(0.9) / math.log1p(-1 / given["n"])


def simulated(given, seed=1, replicates=LINEAGES):
    """As a learner may find them: simulated, and Gini by its formula."""
    V, n = given["V"], given["n"]
    run = ensembles.categorical(
        Replace(), zipf(V), n=n, generations=60, replicates=replicates, seed=seed
    )
    means = (a[1:].mean(axis=1) for a in (run.types, run.effective, run.entropy))
    return [*map(_first, means), 1 + math.ceil(_gini(given))]


FIRST_ALARM = Exercise(
    id="02.3",
    title="Which alarm rings when?",
    minutes=12,
    difficulty=4,
    importance=5,
    given=_seat,
    task=lambda g: (
        f"A Zipf vocabulary: `zipf({g['V']})` has V = {g['V']:,} words, and the word "
        "of rank i has a share in proportion to 1/i. Each generation is n = "
        f"{g['n']:,} words drawn from the one before (replace).\n"
        "Four alarms watch the model's shares p: the number of types alive; the "
        "effective number e^H; the entropy H = −Σ p log p; the Gini diversity "
        "1 − Σ p². Each compares its mean over many lineages with its mean at "
        "generation 1, and rings in the first generation that has lost 10 % or more.\n"
        "Four whole numbers: the generations in which types, e^H, H and Gini ring. For "
        f"the first three simulate {LINEAGES} lineages and 60 generations, as in "
        "section 5. For Gini use its law: each generation leaves a share of 1 − 1/n of "
        "it, on average. That takes too long to simulate."
    ),
    given_code=lambda g: (
        f"runs = ensembles.categorical(\n"
        f"    Replace(), zipf({g['V']}), n={g['n']}, generations=60, "
        f"replicates={LINEAGES}, seed=1\n)\n"
        f"runs.types, runs.effective, runs.entropy   # (61, {LINEAGES}); row 0 is the "
        "truth"
    ),
    answer=Numbers(ALARMS, absolute=(0, 0, 2, 0)),
    reference=first_alarms,
    alternatives=(
        simulated,
        lambda g: simulated(g, seed=2),
        lambda g: np.add(first_alarms(g), (0, 0, 2, 0)),
    ),
    wrong=(
        Wrong(
            "diversity-is-one-number",
            "You let all alarms ring with the first one. Rare words are most of the "
            "types and little of the text: losing them hardly moves an alarm that "
            "weighs words by how frequent they are.",
            moved(first_alarms, TYPES, TYPES, TYPES, TYPES),
        ),
        Wrong(
            "diversity-is-one-number",
            "You used Gini's law for all four alarms. It is about the frequent words. "
            "The rare ones are gone long before.",
            moved(first_alarms, GINI, GINI, GINI, GINI),
        ),
        Wrong(
            "index-for-generation",
            "Your alarms ring a generation early. Python counts from 0: with the truth "
            "left out, index 0 is generation 1. (Or did you compare with the truth, "
            "row 0? The alarms compare with generation 1.)",
            but(
                first_alarms,
                {
                    TYPES: lambda g: first_alarms(g)[TYPES] - 1,
                    EFFECTIVE: lambda g: first_alarms(g)[EFFECTIVE] - 1,
                },
            ),
            places=(TYPES, EFFECTIVE),
        ),
        Wrong(
            "truth-as-baseline",
            "You compared with the truth, row 0. It has words that generation 1 never "
            "saw, so the alarms ring too early. They compare with generation 1.",
            but(first_alarms, {EFFECTIVE: lambda g: first_alarms(g)[EFFECTIVE] - 1}),
            places=(TYPES, EFFECTIVE),
        ),
        Wrong(
            "index-for-generation",
            "For Gini you counted the steps *after* generation 1. The alarm rings one "
            "generation later.",
            but(first_alarms, {GINI: lambda g: first_alarms(g)[GINI] - 1}),
            places=(GINI,),
        ),
        *(
            Wrong(
                "between-generations",
                "Gini crosses the line between two generations. The question asks for "
                "the first whole generation after that, counted from generation 1.",
                but(first_alarms, {GINI: crossing}),
                places=(GINI,),
            )
            for crossing in (_gini, lambda g: 1 + _gini(g))
        ),
        Wrong(
            "gini-law-for-types",
            "Your number of types follows Gini's law, 1 − 1/n. Types follow the law of "
            "survival: the rarest words die within a few draws.",
            moved(first_alarms, GINI, EFFECTIVE, ENTROPY, GINI),
        ),
        Wrong(
            "entropy-is-effective-number",
            "You gave e^H the time of H. When H is large, a small loss of H is a large "
            "share of e^H: a loss of 0.1 in H takes 10 % of e^H.",
            moved(first_alarms, TYPES, ENTROPY, ENTROPY, GINI),
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
            but(first_alarms, {GINI: lambda g: math.inf}),
        ),
        Wrong(
            "swapped",
            "The times are right, but in the reverse order. Which alarm counts a rare "
            "word as much as a frequent one?",
            moved(first_alarms, GINI, ENTROPY, EFFECTIVE, TYPES),
        ),
        Wrong(
            "ten-percent-of-gini-is-linear",
            "Your first three are right. For Gini you took n generations: at 1/n a "
            "generation, n of them take 63 %, not 10 %.",
            but(first_alarms, {GINI: lambda g: g["n"]}),
        ),
    ),
    hints=(
        "Which alarm counts a rare word as much as a frequent one? It rings first. "
        "Which one hardly sees a word of share 0.0001? It rings last.",
        "`m = runs.types.mean(axis=1)`, and then the first generation with "
        "`m <= 0.9 * m[1]`. Leave row 0, the truth, out.",
        "`1 + np.argmax(m[1:] <= 0.9 * m[1])`. For Gini: log(0.9) / log(1 − 1/n), "
        "rounded up, and one more for starting at generation 1.",
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
        f"    Replace(), zipf({g['V']}), n=n, generations=60, replicates={LINEAGES}, "
        "seed=1\n"
        ")\n"
        "answer = []\n"
        "for values in (runs.types, runs.effective, runs.entropy):\n"
        "    m = values.mean(axis=1)\n"
        "    answer.append(1 + np.argmax(m[1:] <= 0.9 * m[1]))\n"
        "answer.append(1 + math.ceil(math.log(0.9) / math.log(1 - 1 / n)))"
    ),
    correct="Watching Gini alone, you see nothing for hundreds of generations while "
    "the vocabulary disappears. Ask of every diversity score whether it sees rare "
    "words.",
)

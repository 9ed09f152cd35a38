"""Concept questions of notebook 05: count or share, and what one number hides."""

from functools import cache

from ... import ensembles, theory
from ...models import zipf
from ...policies import FreshReal
from ...tasks.concept import Concept

FEW, MANY, REAL = 100, 10_000, 10
WORDS, CORPUS, LATE, RUNS = 1_000, 1_000, 1_000, 4


@cache
def _one_word() -> dict:
    """One fresh real word a generation: Gini diversity and types, in shares."""
    law = zipf(WORDS)
    run = ensembles.categorical(
        FreshReal(points=1), law, n=CORPUS, generations=LATE, replicates=RUNS, seed=1
    )
    return {
        "corpus": CORPUS,
        "late": LATE,
        "gini": theory.expected_diversity(LATE, CORPUS, 1),
        "types": run.types[LATE].mean() / theory.seen_types(law, CORPUS),
    }


CONCEPTS = [
    Concept(
        "v09",
        "{few} points a generation, {real} of them fresh and real: in the long run "
        "this holds {held:.0%} of the variance, on average. Now there are {many:,} "
        "points a generation, still with {real} real ones among them. How much is held "
        "now?",
        {
            "About the same": "",
            "Hardly anything": "the share of real data decides",
            "About half": "more model data dilutes the real data little by little",
            "All of it": "enough points make up for missing real data",
        },
        "With {many:,} points the chain loses a hundred times less a generation, and "
        "{real} real points pull a hundred times less: it holds {then:.1%}, and "
        "{held:.1%} with {few}. Against *chance* it is the number of fresh real points "
        "that counts. (Against a bias it is their share.)",
        lambda: {
            "few": FEW,
            "many": MANY,
            "real": REAL,
            "held": theory.fresh_anchor_variance(FEW, REAL),
            "then": theory.fresh_anchor_variance(MANY, REAL),
        },
    ),
    Concept(
        "v10",
        "A corpus of {corpus:,} words, and in each generation *one* of them is fresh "
        "and real. In the long run this holds {gini:.0%} of the Gini diversity (how "
        "likely it is that two words drawn at random differ). How many of the "
        "*different words* does it hold?",
        {
            "About {types:.0%}": "",
            "About {gini:.0%}, too": "diversity is one number",
            "Nearly all: each word turns up some day": "a fresh word comes and stays",
            "One word alone": "one real word keeps one word",
        },
        "Gini diversity looks at the common words. A rare word needs many generations "
        "to turn up, and is lost again in a few: after {late:,} generations the corpus "
        "has {types:.1%} of the words that a real corpus of {corpus:,} has. Before you "
        "say that a rescue works, say by which measure.",
        _one_word,
    ),
]

"""Concept questions of notebook 10: base rates, and a web of many models."""

from ... import theory
from ...detectors import kept_synthetic
from ...models import zipf
from ...tasks.concept import Concept


def _passing(
    id: str, caught: float, alarms: float, again: Concept | None = None
) -> Concept:
    """What a detector lets through, in a web that is nine parts in ten synthetic."""
    return Concept(
        id,
        "{before:.0%} of all pages are synthetic. A detector catches {caught:.0%} of "
        "the synthetic pages, and takes {alarms:.0%} of the human ones for synthetic. "
        "You keep what it lets through. How much of that is synthetic?",
        {
            "About {left:.0%}": "",
            "About {missed:.0%}": "the miss rate is the share that is left",
            "About {alarms:.0%}": "the false alarms are the share that is left",
            "About {before:.0%}": "a detector with errors is useless",
        },
        "Of 1,000 pages, {synthetic:.0f} synthetic ones and {human:.0f} human ones "
        "pass: {left:.0%}. A good detector works on a bad mixture, and every page that "
        "it misses comes from the large pile. Ask how common the thing is before you "
        "ask how good the test is.",
        lambda: {
            "before": 0.9,
            "caught": caught,
            "missed": 1 - caught,
            "alarms": alarms,
            "left": kept_synthetic(0.9, caught, alarms),
            "synthetic": 900 * (1 - caught),
            "human": 100 * (1 - alarms),
        },
        again,
    )


MODELS, POINTS, LATE = 5, 100, 4_000


def _islands() -> dict:
    run = theory.islands(zipf(2_000), LATE, models=MODELS, n=POINTS)
    start = run.web[0]
    return {
        "models": MODELS,
        "limit": 1 - 1 / MODELS,
        "one": 1 / MODELS,
        "model": run.model[LATE] / start,
        "web": run.web[LATE] / start,
    }


CONCEPTS = [
    _passing("v17", 0.9, 0.05, _passing("v17 again", 0.6, 0.3)),
    Concept(
        "v18",
        "{models} models. Each one learns from its own output alone, until it says one "
        "thing only. How likely are two pages drawn from the *web* that they write "
        "together to differ (the web's Gini diversity)?",
        {
            "About {limit:.0%}": "",
            "0 %": "a web is as diverse as its models",
            "Nearly 100 %": "isolated models lose nothing",
            "About {one:.0%}": "in the end one model takes all",
        },
        "Each model ends with one thing of its own, so two pages differ when they come "
        "from different models: 1 − 1/M. By the formula, after many generations: "
        "{model:.0%} of the truth's diversity within a model, {web:.0%} in the web. "
        "But how many *rare words* the web keeps is hardly more with islands than in a "
        "common pool: Gini looks at the common ones.",
        _islands,
    ),
]

"""Concept questions of notebook 09: what checking can do, and what it cannot."""

from ... import theory
from ...experiments import checking
from ...tasks.concept import Concept

GAP, DIMENSIONS, LABELS = 1.5, 2, 5_000  # half the distance of the two classes


def _labels(id: str, right: float, again: Concept | None = None) -> Concept:
    """Many labels in two classes, of which a share is right."""
    below, above = "Hardly any of them", "Nearly all of them"
    comes, other = (below, above) if right < 0.5 else (above, below)
    return Concept(
        id,
        "Two classes. A checker lets {labels:,} labels through: {right:.0%} are right, "
        "and the errors fall at random. A classifier learns from them. How many new "
        "examples does it then get right?",
        {
            comes: "",
            "About {right:.0%} of them": "a model is as good as its labels",
            other: (
                "mistakes average out if there are enough labels"
                if right < 0.5
                else "mistakes pile up if there are many labels"
            ),
            "Half of them": "labels that are nearly random teach nothing",
        },
        "It gets {accurate:.0%} right. Many labels make it sure of what *most* labels "
        "say. The turning point for two classes is one half: just above it, bad labels "
        "make a good classifier; just below it, more labels make it ever more reliably "
        "wrong.",
        lambda: {
            "right": right,
            "labels": LABELS,
            "accurate": theory.centroid_accuracy(right, GAP, DIMENSIONS, LABELS),
        },
        again,
    )


def _checked() -> dict:
    plain, checked = (
        {
            meter: checking.scores("4-gram", policy, meter).mean(axis=0)
            for meter in ("gap", "valid")
        }
        for policy in ("replace", "replace + checker")
    )
    return {
        "late": checking.GENERATIONS["4-gram"],
        "gap": plain["gap"][-1],
        "checked": checked["gap"][-1],
        "valid": plain["valid"][-1],
        "checked_valid": checked["valid"][-1],
    }


CONCEPTS = [
    _labels("v15", 0.45, _labels("v15 again", 0.55)),
    Concept(
        "v16",
        "A 4-gram learns from its own sentences for {late} generations. In a second "
        "loop a *perfect* checker throws away every sentence that is not correct, "
        "before the next model learns. Which last model predicts new text by people "
        "better?",
        {
            "The one without the checker": "",
            "The one with the checker": "verification solves it",
            "Both alike: the checker takes only rubbish away": (
                "rejecting what is wrong costs nothing"
            ),
        },
        "With the checker {checked_valid:.0%} of what it writes is correct, without it "
        "{valid:.0%}. But its gap to the truth on human text is {checked:.1f} nats per "
        "word, and {gap:.1f} without it. A 4-gram gets short and common sentences "
        "right most often, so these pass. A checker says what is wrong; it brings "
        "back nothing that is missing.",
        _checked,
    ),
]

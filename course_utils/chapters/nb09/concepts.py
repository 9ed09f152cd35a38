"""Concept questions of notebook 09: what checking can do, and what it cannot."""

from ... import theory
from ...experiments import checking
from ...tasks.concept import Concept

GAP, DIMENSIONS = 1.5, 2  # half the distance of the two classes


def _labels(id: str, right: float, again: Concept | None = None) -> Concept:
    """Many labels in two classes, of which a share is right."""
    below = right < 0.5
    side, other = ("Worse", "Better") if below else ("Better", "Worse")
    return Concept(
        id,
        "Two classes. A checker lets labels through of which {right:.0%} are right. A "
        "classifier learns from {many:,} of them; on {few} it was {few_accurate:.0%} "
        "right on new examples. How good does it become with {many:,}?",
        {
            f"{side} than that": "",
            "About {right:.0%} right": "a model is as good as its labels",
            f"{other} than that": (
                "mistakes average out, the more labels the better"
                if below
                else "mistakes pile up, the more labels the worse"
            ),
            "The same": "past a few labels their number does not matter",
        },
        "It becomes {many_accurate:.0%} right. More labels make it ever surer of "
        "what *most* labels say. The turning point for two classes is one half: just "
        "above it, bad labels make a good classifier; just below it, more labels make "
        "it ever more reliably wrong.",
        lambda: {
            "right": right,
            "many": 5_000,
            "few": 20,
            "few_accurate": theory.centroid_accuracy(right, mu=GAP, d=DIMENSIONS, n=20),
            "many_accurate": theory.centroid_accuracy(
                right, mu=GAP, d=DIMENSIONS, n=5_000
            ),
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
        "A 4-gram learns from its own sentences, {late} generations long. In a second "
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

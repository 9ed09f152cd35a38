"""Concept question of notebook 08: a loss below the floor."""

from ...language.grammar import Grammar
from ...tasks.concept import Concept

TOO_GOOD = 0.2  # nats per word below the entropy


def _floor() -> dict:
    floor = Grammar("small").entropy_per_word
    return {"floor": floor, "reported": floor - TOO_GOOD}


CONCEPTS = [
    Concept(
        "v14",
        "The language has an entropy of {floor:.2f} nats per word. A large "
        "transformer is reported to have a loss of {reported:.2f} on thousands of "
        "sentences. What follows?",
        {
            "The test is flawed: its sentences, or its scoring": "",
            "It is a better model than the truth: large models can be": (
                "with enough size a model beats the entropy"
            ),
            "It knows the language perfectly": "the lower the loss, the better",
            "It was lucky: other sentences would give another number": (
                "the entropy is an average, and chance explains the rest"
            ),
        },
        "On new text of the language no model, of any size, has a mean loss below the "
        "entropy: the truth's own law scores {floor:.2f}, and every other law more. "
        "Thousands of sentences leave no room for that much luck. So it was training "
        "text, or the model's own text, or it saw the words that it had to predict, or "
        "the padding was counted.",
        _floor,
    )
]

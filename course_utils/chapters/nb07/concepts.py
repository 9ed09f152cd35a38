"""Concept questions of notebook 07: two diseases, and who would notice."""

from ...experiments import words
from ...tasks.concept import Concept

SENTENCES = 2_000


def _meters() -> dict:
    noisy, bland, control = (
        words.average(arm, SENTENCES)
        for arm in ("replace", "cautious replace", "control")
    )
    return {
        "n": SENTENCES,
        "late": words.LAST,
        "valid": bland.first["valid"],
        "valid_late": bland.now["valid"],
        "words": bland.first["words"],
        "words_late": bland.now["words"],
        "human": bland.first["human"],
        "human_late": bland.now["human"],
        "noisy": noisy.first["valid"],
        "noisy_late": noisy.now["valid"],
        "noisy_human": noisy.now["human"],
        "control_human": control.now["human"],
    }


CONCEPTS = [
    Concept(
        "v12",
        "A cautious writer (T = 0.8) learns from its own {n:,} sentences. From "
        "generation 1 to generation {late} its share of correct sentences rises from "
        "{valid:.0f} % to {valid_late:.0f} %. You have read twenty of them, and all "
        "are fine. What do you know about what it has lost?",
        {
            "Nothing yet: they show only what it still says": "",
            "It lost nothing: it makes fewer mistakes": "valid means good",
            "It lost rare mistakes only": "what disappears is the noise",
            "It lost little: twenty sentences would show what is missing": (
                "a sample shows what is missing"
            ),
        },
        "It had {words:.0f} different words and has {words_late:.0f}. On text by "
        "people its loss went from {human:.1f} to {human_late:.1f} nats per word. None "
        "of this shows in any single sentence: a sample shows what a model says, never "
        "what it has stopped saying.",
        _meters,
    ),
    Concept(
        "v13",
        "Two loops: one writer is faithful (T = 1), one is cautious (T = 0.8). After "
        "{late} generations you may look at *one* meter to see that both are ill. "
        "Which?",
        {
            "The loss on new text by people": "",
            "The share of correct sentences": "collapse means wrong sentences",
            "How well generation 1 predicts their sentences": (
                "fluent text shows a healthy writer"
            ),
            "Their loss on their own last corpus": (
                "a model can be judged on its own text"
            ),
        },
        "Correct sentences: {noisy:.0f} to {noisy_late:.0f} % for the faithful writer, "
        "{valid:.0f} to {valid_late:.0f} % for the cautious one, so one disease looks "
        "like a recovery. The loss on human text is {noisy_human:.1f} and "
        "{human_late:.1f} nats per word, and {control_human:.1f} in the control: it "
        "sees both. A model's own text does not ask for what it has forgotten.",
        _meters,
    ),
]

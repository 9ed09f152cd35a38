"""Exercise 07.1: eight anonymous dashboards; which loop is behind each of them?"""

from ....experiments.words import LAST, SEEDS, SIZES, average
from ....tasks import two_rounds
from ....tasks.answers import Names
from ....tasks.answers.names import listed, retyped, swapped
from ....tasks.exercise import Exercise, Wrong

LOOPS = {
    "replace": "each model learns from the last one's text alone, T = 1",
    "cautious replace": "the same at T = 0.8",
    "accumulate": "all text is kept and that of the last model added, T = 1",
    "control": "each model learns from new human text, T = 1",
}


def _seat(random):
    return {"_shown": two_rounds.dealt(random, LOOPS), "n": random.sample(SIZES, 2)}


def _line(meters: dict[str, float]) -> str:
    """What one dashboard shows."""
    return (
        "human text {human:.2f}; own text {own:.1f}; valid {valid:.0f} %; "
        "words {words:.0f}; distinct-3 {distinct:.2f}"
    ).format(**meters)


def _round(given, which: int) -> str:
    """Four dashboards of one size, and what they began with."""
    n = given["n"][which]
    lines = [
        f"Generation {LAST}, {n:,} sentences a generation. (Generation 1 at T = 1: "
        f"{_line(average('control', n).first)}.)"
    ]
    for letter in two_rounds.letters(which):
        now = average(given["_shown"][letter], n).now
        lines.append(f"{letter}: {_line(now)}.")
    return "\n".join(lines)


DASHBOARDS = Exercise(
    id="07.1",
    title="Four dashboards, twice",
    minutes=10,
    difficulty=3,
    importance=5,
    given=_seat,
    task=lambda g: (
        "Four loops of the 5-gram of this notebook, twice: with two sizes, each in an "
        f"order of its own. All numbers are means over {len(SEEDS)} lineages.\n"
        "“Human text” is the model's loss on new human text, in nats per word. “Own "
        "text” is the perplexity of the model's own text under the model of generation "
        "1. Generation 1 here is of the same lineage: it knows the phrases that its "
        "descendants copy; in section 5 the judge came from another lineage. The other "
        "three are counted in the model's own text: valid sentences (grammatical, and "
        "true if they state a fact), different words in as many sentences as one "
        "generation writes, distinct-3.\n"
        f"{_round(g, 0)}\n{_round(g, 1)}\n"
        "Which loop is behind each?\n" + listed(LOOPS)
    ),
    answer=Names(two_rounds.LETTERS, LOOPS, behind=two_rounds.behind),
    reference=two_rounds.behind,
    alternatives=retyped(two_rounds.behind),
    wrong=(
        Wrong(
            "low-perplexity-is-quality",
            "You swapped the cautious loop and the control. The text that generation "
            "1 finds easiest is the text most like its own. New human text surprises "
            "it: the control has the *highest* number there, and is the healthiest.",
            swapped(two_rounds.behind, "cautious replace", "control"),
        ),
        Wrong(
            "collapse-is-bland",
            "You swapped the two replace loops. One of them has few words and hardly a "
            "mistake, the other has more words and more mistakes. Which of the two "
            "comes from a model that avoids whatever is rare?",
            swapped(two_rounds.behind, "cautious replace", "replace"),
        ),
        Wrong(
            "growing-gap-unseen",
            "You swapped accumulate and the control. Validity and words look alike "
            "in both. But in one of them the loss on human text is higher than in "
            "generation 1: that one lives on its own text, slowly.",
            swapped(two_rounds.behind, "accumulate", "control"),
        ),
        Wrong(
            "keeping-changes-nothing",
            "You swapped replace and accumulate. Both lose something, but keeping "
            "the human text loses far less of it.",
            swapped(two_rounds.behind, "accumulate", "replace"),
        ),
        two_rounds.SAME_ORDER_TWICE,
    ),
    hints=(
        "Begin with the loss on human text: it is the only number there that looks "
        "for what a model has lost. In which dashboard has it not grown?",
        "Of the three where it has grown, the cautious one shows by its validity "
        "and its words, both together.",
        "Of the last two, the loss on human text has grown by about 0.2 nats in one "
        "and by about 1 in the other. Keeping everything loses less.",
    ),
    solution=lambda g: two_rounds.solved(
        g,
        "Only the control has kept its loss on human text. Blandness and noise are "
        "opposite in validity and alike in that loss; its own text under generation 1 "
        "tells how well a model knows generation 1, and not how well it knows people.",
    ),
    solution_code=two_rounds.solution_code,
    correct="Validity, words and perplexity of its own text each look fine, or even "
    "best, in a loop that is losing human text. The loss on human text misses none of "
    "them.",
)

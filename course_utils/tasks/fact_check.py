"""Eight sentences of a glossary-style definition, each to be marked.

Proved, simulated or disputed? Asked in notebook 00 before anything is taught, and once
more in the capstone. Every verdict names what it rests on.
"""

from .order import NO_IDEA
from .question import Question, Quiz

DISPUTED = "disputed or not shown"
INTRODUCTION = (
    "A glossary might define model collapse in the eight sentences below. Mark each.\n"
    "proved: there is a mathematical proof of it, under stated conditions.\n"
    "simulated: experiments show it, and no proof covers it in general.\n"
    "disputed or not shown: published results contradict it as it stands, or "
    "nobody has shown it."
)


def _fact(
    id: str, sentence: str, right: str, proved: str, simulated: str, disputed: str
):
    says = {"proved": proved, "simulated": simulated, DISPUTED: disputed}
    says[NO_IDEA] = f"It is {right}. {says[right]}"
    return Question(id, f"“{sentence}”", says, right, mixed=False)


QUESTIONS = (
    _fact(
        "gaussian",
        "When a Gaussian is fitted to its own samples again and again, a fixed number "
        "each time, its variance goes to zero.",
        "proved",
        "Shumailov and others (Nature 2024, Theorem 3.1) prove it for the unbiased fit "
        "on fixed numbers of samples: it holds for almost every run, if one waits "
        "long enough.",
        "You can simulate it, and you will, but more is known: Shumailov and others "
        "(Nature 2024, Theorem 3.1) prove it for almost every run.",
        "Nobody disputes this one: Shumailov and others (Nature 2024, Theorem 3.1) "
        "prove it. What is disputed is how much a Gaussian says about large models.",
    ),
    _fact(
        "tails",
        "In most experiments, the first to vanish are the rare cases, the tails of the "
        "data.",
        "simulated",
        "For counts of rare words there is a proof (Suresh and others, AISTATS 2025), "
        "but not for models in general: a kernel density estimate with a wide kernel "
        "grows its tails instead (derived in this course).",
        "This is the *early collapse* of Shumailov and others (Nature 2024), seen in "
        "their experiments and in ours. It is proved for counts of rare words only "
        "(Suresh and others, AISTATS 2025).",
        "As a description of most experiments it stands (Shumailov and others, Nature "
        "2024). You are right that there are exceptions: a kernel density estimate "
        "with a wide kernel grows its tails (derived in this course).",
    ),
    _fact(
        "handful",
        "It happens within a handful of generations.",
        DISPUTED,
        "No proof says so. For a Gaussian on 1,000 points a generation, the typical "
        "spread needs hundreds of generations to halve (derived and simulated in this "
        "course).",
        "Some experiments show a loss after nine generations (a language model in "
        "Shumailov and others, Nature 2024); in others, hundreds do little. The number "
        "of samples and the bias of the sampling decide (simulated in this course).",
        "The rate is set by the number of samples and by bias. A Gaussian on 1,000 "
        "points needs hundreds of generations to lose half of its typical spread "
        "(derived and simulated in this course).",
    ),
    _fact(
        "quality",
        "Meanwhile a check of correctness may find nothing wrong: the output is as "
        "correct as before, or more so, while its variety shrinks.",
        "simulated",
        "There is no proof of it. It was seen in experiments: small language models on "
        "logic expressions whose truth can be checked, if the parameters are chosen "
        "correctly (Briesch, Sobania and Rothlauf 2023, newest version).",
        "Briesch, Sobania and Rothlauf (2023) saw it with small language models on "
        "logic expressions whose truth can be checked. You will see it in this course.",
        "It is surprising, but it was observed: Briesch, Sobania and Rothlauf (2023), "
        "with small language models on logic expressions whose truth can be checked.",
    ),
    _fact(
        "any",
        "Any synthetic data in the training set leads to collapse.",
        DISPUTED,
        "The opposite is proved for linear regression: beside the data so far, "
        "synthetic data keep the error within a fixed bound (Gerstgrasser and others "
        "2024).",
        "Experiments show it for training on the last model's output alone, and for "
        "some mixtures. With enough fresh real data, a limited amount of synthetic "
        "data can even help (Alemohammad and others, ICLR 2024).",
        "“Any” is too strong. With enough fresh real data beside it, a limited amount "
        "of synthetic data can even help (Alemohammad and others, ICLR 2024). It also "
        "depends on what is called collapse: an error that stops falling, or one that "
        "grows.",
    ),
    _fact(
        "regression",
        "If synthetic data are *added* to the data so far, instead of replacing them, "
        "the error of a linear regression stays within a fixed bound for ever.",
        "proved",
        "Gerstgrasser and others (COLM 2024). The bound is π²/6, about 1.64, times the "
        "expected error of the first fit (real inputs, synthetic labels, more points "
        "than dimensions).",
        "It can be simulated, and it is also proved: the error stays below π²/6, about "
        "1.64, times that of the first fit (Gerstgrasser and others, COLM 2024).",
        "For linear regression it is proved (Gerstgrasser and others, COLM 2024). What "
        "is disputed is how far it carries to other models, and that is the next "
        "sentence.",
    ),
    _fact(
        "deployed-accumulate",
        "As the web keeps its old texts, the language models in use are safe from it.",
        DISPUTED,
        "The proofs need conditions that nobody has checked for such models. There are "
        "model families in which accumulating collapses all the same (Barzilai and "
        "Shamir 2025).",
        "Nobody can run this experiment on the web. In toys, accumulating fails once "
        "the sampling is biased: the expected variance falls like t^−(1−λ) (derived "
        "and simulated in this course).",
        "The proofs need faithful sampling and well-behaved models. There are families "
        "in which accumulating collapses all the same (Barzilai and Shamir 2025).",
    ),
    _fact(
        "deployed-worse",
        "Language models in public use have already become worse through it.",
        DISPUTED,
        "That cannot be proved by mathematics, and no measurement isolates the "
        "cause: a review of 2026 is reported to find no demonstration for a model in "
        "use. One study of 2026 finds newer versions of a chatbot less varied and "
        "suggests synthetic training data; other causes fit as well.",
        "The experiments that show a loss were made in laboratories. For a model in "
        "use no public demonstration of the cause exists, as a review of 2026 is "
        "reported to say.",
        "No public demonstration exists for a model in use, as a review of 2026 is "
        "reported to say: losses with a known cause were shown in laboratories. That "
        "does not prove that there is no danger.",
    ),
)

FIRST = Quiz(
    "fact-check/first",
    "Fact-check: what is known about model collapse?",
    QUESTIONS,
    INTRODUCTION,
    passed="All eight. Your score is kept; the last notebook asks once more.",
    missed="Your score is kept; the last notebook asks once more.",
    minutes=6,
)

AGAIN = Quiz(
    "fact-check/again",
    "Fact-check, once more",
    QUESTIONS,
    INTRODUCTION,
    passed="All eight: you can now tell a proof from an experiment and from a rumour.",
    missed="The explanations name the source of each verdict.",
    earlier="fact-check/first",
    minutes=6,
)

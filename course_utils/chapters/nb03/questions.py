"""Notebook 03: three errors."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Three errors"

PREDICTIONS = [
    OneOf(
        "03.p1",
        "The truth has two humps. The model is a mixture of two Gaussians, so it can "
        "take exactly that shape; every fit is finished; and each generation has "
        "infinitely many points. What becomes of the models under replace?",
        {
            "nothing": "Nothing: every generation equals the truth",
            "slow": "They lose spread, but very slowly",
            "merge": "The two humps merge after many generations",
            "one": "One of the two humps dies out in the end",
        },
        answer="nothing",
    ),
    OneOf(
        "03.p2",
        "A kernel density puts a small bell curve on each of 100 points. Scott's rule "
        "says how wide they are. The next 100 points are drawn from it, and so on for "
        "50 generations. What does the variance of the points do in a typical "
        "lineage?",
        {
            "falls": "It falls, as for a Gaussian",
            "holds": "It holds: the rule adapts to the data",
            "limit": "It grows to some limit and stays there",
            "grows": "It grows on and on",
        },
        answer="grows",
    ),
    Amount(
        "03.p3",
        "Infinitely many points again, and the simplest case: truth and model are both "
        "one Gaussian. But from generation 2 on the points are drawn a little too "
        "close to the centre: with 0.9 times the variance of the model. How much of "
        "the true variance does the model of generation 20 still have?",
        "% of the variance",
        0,
        100,
        50,
    ),
]

BEFORE = Quiz(
    "03/before",
    "Before you start: two questions from notebooks 01 and 02, three on this one",
    (
        Question(
            "back-rare",
            "From notebook 02: which words does the loop lose first?",
            {
                "The frequent ones": "It is the other way round: a word with many "
                "copies survives many draws. A word seen c times is alive after k "
                "generations with probability of about 1 − e^(−2c/k).",
                "All at the same rate": "Their life depends on their copies: a word "
                "seen c times is alive after k generations with probability of about "
                "1 − e^(−2c/k).",
                "The rare ones": "A word seen c times is alive after k generations "
                "with probability of about 1 − e^(−2c/k): few copies, short life.",
            },
            "The rare ones",
        ),
        Question(
            "back-cause",
            "From notebook 01: the fit was unbiased, and the family was the right one. "
            "Why did the typical chain lose its spread?",
            {
                "A Gaussian cannot follow the truth": "There the truth *was* a "
                "Gaussian. Each fit saw a finite number of points; that was enough.",
                "Each fit sees a finite number of points": "So each is off a "
                "little by chance, and when such factors multiply, the typical chain "
                "goes down.",
                "The spread was computed wrongly": "It was computed as textbooks say. "
                "Each fit saw a finite number of points; that was enough.",
            },
            "Each fit sees a finite number of points",
        ),
        Question(
            "one-gaussian",
            "The truth has two humps. You fit *one* Gaussian. How many points does it "
            "take until the fit has two humps as well?",
            {
                "Some thousands": "One Gaussian has one hump, whatever the data. "
                "Section 2 says what this does in the loop.",
                "No number is enough": "One Gaussian has one hump, whatever the data. "
                "Section 2 says what this error does in the loop.",
                "It has them at once": "One Gaussian always has one hump. Section 2 "
                "says what this does in the loop.",
            },
            "No number is enough",
        ),
        Question(
            "kernel-density",
            "What is a kernel density with bandwidth h?",
            {
                "A small bell curve of width h on every point, averaged": "So a point "
                "is drawn from it by picking a data point and adding noise. Section 5 "
                "puts it into the loop.",
                "One bell curve of width h on the mean of the points": "That is one "
                "Gaussian. A kernel density has a bell curve on *every* point; section "
                "5 puts it into the loop.",
                "A bar chart with bars of width h": "That is a histogram. A kernel "
                "density has a smooth bell curve on every point; section 5 puts it "
                "into the loop.",
            },
            "A small bell curve of width h on every point, averaged",
        ),
        Question(
            "unfinished",
            "A fit improves its answer step by step. It is always stopped after three "
            "steps. Do more points make up for the missing steps?",
            {
                "Yes, with enough points": "More points make the data more exact, but "
                "the fit is stopped all the same. Section 2 shows what follows.",
                "Yes, and few are enough": "The fit is stopped all the same, whatever "
                "it sees. Section 2 shows what follows.",
                "No": "More points make the data more exact. What the fit makes of "
                "them is another matter; section 2 shows it.",
            },
            "No",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "03/end",
    "Five questions on notebook 03",
    (
        Question(
            "the-test",
            "With infinitely many points, generation 1 differs from the truth and "
            "generation 2 equals generation 1. Which error is it?",
            {
                "Approximation": "That would go on: generation 2 would differ from "
                "generation 1. Here the family lacks the shape: expressivity.",
                "Expressivity": "The family cannot take the true shape. It takes its "
                "nearest one at once; that one it can repeat exactly.",
                "Statistical": "That vanishes with infinitely many points. What is "
                "left, and stays the same, is expressivity.",
            },
            "Expressivity",
        ),
        Question(
            "more-points",
            "Ten times as many points a generation make the loss about ten times "
            "slower. Which error is it?",
            {
                "Expressivity": "That does not depend on the number of points in this "
                "way: the family lacks the shape with many points as well. This is "
                "chance: statistical.",
                "Approximation": "That goes on with any number of points. What becomes "
                "ten times slower with ten times as many is chance: statistical.",
                "Statistical": "It is chance alone, and chance in the variance is "
                "about 1/n a generation for a Gaussian.",
            },
            "Statistical",
        ),
        Question(
            "holding",
            "A kernel density with bandwidth 1/√n holds the mean variance at the true "
            "value, 1. Does that mean nothing is lost?",
            {
                "The shape is lost: each generation blurs it again": "After t "
                "generations a point carries t noises, so what was finer than about "
                "h√t is gone. One number that holds proves little.",
                "Nothing is lost": "One number holds, on average. Each generation "
                "still blurs the shape: after t of them what was finer than about h√t "
                "is gone.",
                "The variance will fall later": "On average it never falls: the blur "
                "gives back what the draw takes. What is lost is the shape, blurred "
                "again each time.",
            },
            "The shape is lost: each generation blurs it again",
        ),
        Question(
            "bias",
            "Points are drawn with 0.9 times the variance of the model, from "
            "generation 2 on. What do a million points a generation change?",
            {
                "They stop the loss": "They stop nearly all of the *chance*. The bias "
                "takes its tenth in every generation all the same: λ^(t−1).",
                "Hardly anything: the bias acts with any number of points": "The "
                "variance follows λ^(t−1), and a large n only takes away the chance "
                "around it.",
                "They make the loss ten thousand times slower than 100 points do": (
                    "That is true of the statistical error. The bias takes its tenth "
                    "in every generation, whatever n is: λ^(t−1)."
                ),
            },
            "Hardly anything: the bias acts with any number of points",
        ),
        Question(
            "limits",
            "What does this notebook *not* show?",
            {
                "Which of the three matters most in a large language model": "The toys "
                "tell the errors apart because one can be switched on at a time. In a "
                "large model all three may act at once.",
                "That collapse can also mean widening": "This it does show: with a "
                "wide bandwidth the variance grows while the shape is lost.",
                "That some errors stay with infinitely many points": "This it does "
                "show: expressivity stays as it is, and approximation is made again in "
                "each generation.",
            },
            "Which of the three matters most in a large language model",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 04.",
    missed="Look again at what you missed, then on to notebook 04.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

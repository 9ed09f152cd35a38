"""Notebook 00: what to know before, the fact-check, and what to take along."""

from ...tasks.fact_check import AGAIN, FIRST
from ...tasks.prediction import OneOf
from ...tasks.question import Question, Quiz

TITLE = "Start here"

PREDICTIONS = [
    OneOf(
        "00.p1",
        "A model is fitted to 10 real numbers. The next model is fitted to 10 numbers "
        "drawn from the first one, and so on, 60 times. Nobody makes a mistake. What "
        "becomes of the spread of the numbers in a typical run?",
        {
            "stays": "It stays about as it was",
            "shrinks": "It shrinks, most of it is lost",
            "grows": "It grows without end",
            "returns": "It wanders off and comes back to the truth",
        },
        answer="shrinks",
    )
]

BEFORE = Quiz(
    "00/before",
    "Before you start: three things that the course takes for granted",
    (
        Question(
            "median",
            "Five runs end at 0.1, 0.1, 0.2, 0.3 and 9.3. Which number describes a "
            "typical run?",
            {
                "The mean, 2.0": "No run is anywhere near 2.0: one large number "
                "carries the mean. The typical run is the one in the middle, the "
                "median 0.2.",
                "The median, 0.2": "Half of the runs are below it and half above. One "
                "large number does not move it.",
                "The largest, 9.3": "That is the least typical of all. The run in the "
                "middle is the median, 0.2.",
            },
            "The median, 0.2",
        ),
        Question(
            "log-axis",
            "A number halves every ten steps. How does it look on a logarithmic axis?",
            {
                "A straight line that falls": "Equal factors are equal steps on a "
                "logarithmic axis, so halving again and again is a straight line.",
                "A curve that falls steeply and then flattens": "That is how it looks "
                "on an ordinary axis. A logarithmic one turns equal factors into equal "
                "steps: a straight line.",
                "A line that reaches zero": "A logarithmic axis has no zero: below 0.1 "
                "comes 0.01, and so on. Halving again and again is a straight line.",
            },
            "A straight line that falls",
        ),
        Question(
            "seed",
            "Two people run the same program with the same seed. What do they get?",
            {
                "The same random numbers": "A seed starts the generator at the same "
                "place, so an experiment can be repeated to the last digit.",
                "Different random numbers": "That is what different seeds are for. The "
                "same seed gives the same numbers, so that results can be repeated.",
                "No random numbers at all": "They are as random as any: only the place "
                "where the generator starts is fixed.",
            },
            "The same random numbers",
        ),
    ),
    passed="All correct? Jump to the fact-check.",
    missed="Read the refresher first: median and mean, spread, log axis, seed, fit.",
    minutes=3,
)

END = Quiz(
    "00/end",
    "Five questions on notebook 00",
    (
        Question(
            "loop",
            "What happens in one generation of the loop?",
            {
                "A model is fitted to data, and new data are sampled from it": "Fit "
                "and sample: the whole loop is these two, over and over.",
                "The same data are fitted once more": "Then nothing would change. The "
                "next model sees *new* data, drawn from the model before it.",
                "An adversary puts bad data into the training set": "That is "
                "poisoning, another subject (notebook 11). In the loop nobody means "
                "harm.",
            },
            "A model is fitted to data, and new data are sampled from it",
        ),
        Question(
            "count",
            "What is generation 1 in this course?",
            {
                "The truth": "The truth is generation 0. Generation 1 is the first "
                "model, fitted to real data.",
                "The first model, fitted to real data": "Generation 0 is the truth, "
                "and policies act from generation 2 on. Many papers count one lower.",
                "The first model fitted to synthetic data": "That is generation 2. "
                "Many papers call it 1; the tables of this course convert.",
            },
            "The first model, fitted to real data",
        ),
        Question(
            "points",
            "In the live figure: what changes if you draw 100 points a generation "
            "instead of 10?",
            {
                "The models move away from the truth more slowly": "Each fit is off by "
                "less, so each generation loses less. How much less is the subject of "
                "notebook 01.",
                "Nothing: the loop is the same": "The loop is the same, but each fit "
                "is off by less when it sees more points, and so each generation loses "
                "less.",
                "The models always stay close to the truth": "Within the generations "
                "shown it may look so. They move too, only more slowly.",
            },
            "The models move away from the truth more slowly",
        ),
        Question(
            "ensemble",
            "Why do the figures in this course show 40 lineages and not just one?",
            {
                "One run is an anecdote: chance can make it grow or shrink": "Forty "
                "show what is typical and how much chance can do.",
                "Forty runs average the randomness away": "They do not: every run is "
                "as random as before. Forty show how large the randomness is.",
                "To use the computer's cores": "One core does forty Gaussians at once. "
                "They are there to show what is typical and what is chance.",
            },
            "One run is an anecdote: chance can make it grow or shrink",
        ),
        Question(
            "known",
            "What has been shown in public about model collapse in language models "
            "that are in use?",
            {
                "Nothing either way: results come from laboratory loops": "Loops "
                "closed on purpose show what can happen, how fast, and what prevents "
                "it. For models in use no public demonstration exists, as a review of "
                "2026 is reported to say. (One study finds newer versions less varied, "
                "but not why.)",
                "That they have become worse in this way": "No public demonstration of "
                "that is known. Where the cause of a loss was shown, it was in a "
                "laboratory.",
                "That they cannot become worse in this way": "That has not been shown "
                "either. Nobody has a proof that covers a model in use.",
            },
            "Nothing either way: results come from laboratory loops",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 01.",
    missed="Look again at what you missed, then on to notebook 01.",
    minutes=4,
)

QUIZZES = [BEFORE, FIRST, END]
LATER = [AGAIN]

"""Notebook 01: one Gaussian."""

from ...tasks.prediction import Amount, Curve, OneOf
from ...tasks.question import Question, Quiz

TITLE = "One Gaussian"

PREDICTIONS = [
    Curve(
        "01.p1",
        "Fit, sample, refit, with 100 points a generation and the unbiased fit: nobody "
        "makes a mistake. The standard deviation σ begins at 1. Where is the median σ "
        "of many lineages later?",
        (1, 50, 100, 150, 200),
        "generation",
        "median σ",
        0.0,
        2.0,
        1.0,
    ),
    OneOf(
        "01.p2",
        "Same loop, unbiased fit. Now take the *mean* of the variance over a huge "
        "number of lineages. What does it do?",
        {
            "falls": "It falls like the median",
            "slower": "It falls, but more slowly than the median",
            "stays": "It stays at 1 for ever",
            "grows": "It grows",
        },
        answer="stays",
    ),
    Amount(
        "01.p3",
        "With 100 points a generation the median σ has halved after about 140 "
        "generations. After how many generations has it halved with 300 points?",
        "generations",
        0,
        2000,
        100,
    ),
]

BEFORE = Quiz(
    "01/before",
    "Before you start: two questions from notebook 00, three about tools",
    (
        Question(
            "back-generation",
            "From notebook 00: what is model 2 fitted to?",
            {
                "What model 1 wrote": "And to nothing else: in this loop every model "
                "after the first sees the samples of the one before it.",
                "Real data": "That was model 1. Every later model sees only the "
                "samples of the model before it.",
                "Real data and what model 1 wrote": "That would be another rule, and "
                "notebook 04 tries it. Here only model 1 sees the real data.",
            },
            "What model 1 wrote",
        ),
        Question(
            "back-lineage",
            "From notebook 00: what makes two lineages of one experiment differ?",
            {
                "Chance alone": "Same truth, same model, same number of points; other "
                "random numbers. So one lineage shows little.",
                "One of them has a mistake in it": "Nobody makes a mistake in either. "
                "They have other random numbers, that is all.",
                "They start from different truths": "They start from the same truth. "
                "They have other random numbers, that is all.",
            },
            "Chance alone",
        ),
        Question(
            "ddof",
            "What does numpy's `x.std()` divide by, for n points?",
            {
                "By n": "It gives the maximum-likelihood estimate, whose variance is a "
                "little too small on average; `ddof=1` divides by n − 1.",
                "By n − 1": "Only with `ddof=1`. By default numpy divides by n.",
                "By √n": "That would turn a spread into the error of a mean. numpy "
                "divides the squares by n, or by n − 1 with `ddof=1`.",
            },
            "By n",
        ),
        Question(
            "unbiased",
            "The unbiased fit of a variance is right on average. What does that say "
            "about a single fit?",
            {
                "It may be too large or too small": "Being unbiased is a promise about "
                "the average of very many fits. A single one may be well off.",
                "It is right": "Only the average of very many fits is. A single one "
                "may be well off, and the fewer its points, the more.",
                "It is too small": "That is the fit that divides by n, and on average "
                "only. Without a bias a fit can come out on either side.",
            },
            "It may be too large or too small",
        ),
        Question(
            "logarithm",
            "What does a logarithm turn multiplication into?",
            {
                "Adding": "log(a·b) = log a + log b. So whatever is multiplied again "
                "and again takes equal steps on a log axis.",
                "Dividing": "log(a/b) = log a − log b is how it treats a division. "
                "Multiplying turns into adding.",
                "Squaring": "log(a²) = 2·log a: a square is doubled. Multiplying turns "
                "into adding.",
            },
            "Adding",
        ),
    ),
    "The first two look back. The other three are tools of this notebook: not knowing "
    "the answers is fine.",
    passed="All correct? Jump to the exercises, but place your bets first.",
    missed="Each is explained again where you need it.",
    minutes=4,
)

END = Quiz(
    "01/end",
    "Five questions on notebook 01",
    (
        Question(
            "cause",
            "Why does the spread die in the loop with the unbiased fit?",
            {
                "Chance errors multiply, and a product's median falls": "Each "
                "variance is right on average. Each generation multiplies it by "
                "something near 1, and such products shrink in the typical run.",
                "The unbiased fit is a little too small each time": "Its variance is "
                "right on average, every time. It is the product of many chance "
                "factors that shrinks in the typical run.",
                "Rounding errors of the computer add up": "They are a billion times "
                "smaller than the error of fitting to some points.",
                "The samples are not random enough": "They are as random as can be; "
                "with perfect randomness the result is the same.",
            },
            "Chance errors multiply, and a product's median falls",
        ),
        Question(
            "half-life",
            "n = 100, unbiased fit. When has the median σ halved?",
            {
                "After about 14 generations": "That is about right for n = 10 (there "
                "it is 12). The half-life grows with n: about 1.39 n generations.",
                "After about 69 generations": "That is the fit that divides by n. The "
                "unbiased one is half as fast: about 139.",
                "After about 139 generations": "1.39 n: the logarithm of σ loses about "
                "1/(2n) a generation and has to lose log 2.",
                "Never": "The *mean* variance never falls. The median halves in about "
                "1.39 n generations.",
            },
            "After about 139 generations",
        ),
        Question(
            "bessel",
            "You change the fit from “divide by n − 1” to “divide by n”. What happens "
            "to the median's fall?",
            {
                "It becomes about twice as fast, for small and large n": "Bias takes "
                "about 1/n a generation, and chance alone takes about 1/n as well: "
                "neither becomes negligible beside the other.",
                "For large n nothing: −1 hardly matters there": "In one fit it hardly "
                "matters. But chance alone also takes only about 1/n: the ratio stays "
                "near 2.",
                "It stops": "The other way round: dividing by n makes every fit a "
                "little too small, and the fall twice as fast.",
            },
            "It becomes about twice as fast, for small and large n",
        ),
        Question(
            "mean-plot",
            "Somebody plots the *mean* variance of 50 unbiased runs, n = 10. It falls "
            "to 0.02 after 100 generations, where the theory says 1. What is wrong?",
            {
                "Nothing: 50 runs miss the few that carry the mean": "The mean is 1 "
                "because of runs so rare that fifty runs hardly ever include one. "
                "Medians do not have this trouble.",
                "The theory": "The theory is exact. But the mean is carried by runs so "
                "rare that fifty runs hardly ever include one.",
                "The fit must have divided by n": "With n − 1 it looks the same: the "
                "mean is carried by runs so rare that fifty runs hardly ever include "
                "one.",
            },
            "Nothing: 50 runs miss the few that carry the mean",
        ),
        Question(
            "limits",
            "What does this notebook *not* show?",
            {
                "That large language models lose their spread in this way": "A "
                "Gaussian under replace shows the mechanism. How fast it is elsewhere, "
                "and whether it is the main thing there, is another question.",
                "That collapse needs no mistake": "It does show this: the fit is "
                "unbiased and the sampling faithful, and the typical spread still "
                "dies.",
                "That the rate depends on n": "It does show this: the half-life is "
                "proportional to n.",
            },
            "That large language models lose their spread in this way",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 02.",
    missed="Look again at what you missed, then on to notebook 02.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

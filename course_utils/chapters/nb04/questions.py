"""Notebook 04: replace or accumulate."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Replace or accumulate"

PREDICTIONS = [
    Amount(
        "04.p1",
        "A Gaussian with n = 10 points a generation; the fit divides by n. This time "
        "nothing is thrown away: every point so far is kept, and each generation adds "
        "10 new ones from the last model. The next model is fitted to all of them. "
        "After 60 generations only 1 point in 60 is real. How much of the true "
        "variance does the model of generation 60 still have, as a mean over lineages?",
        "% of the variance",
        0,
        100,
        50,
    ),
    OneOf(
        "04.p2",
        "A regression with d = 10 inputs and T = 50 rows. The *same* 50 inputs are "
        "labelled again in each generation: first by the truth, later by the last "
        "model, with noise as large as in the real labels. All rows ever labelled are "
        "kept, and each model is fitted to all of them. How large is the mean error of "
        "model 20, compared with that of model 1?",
        {
            "same": "About as large as at first",
            "bounded": "About 1.6 times as large",
            "root": "About 4.5 times as large (the square root of 20)",
            "linear": "About 20 times as large",
        },
        answer="bounded",
    ),
    OneOf(
        "04.p3",
        "The Gaussian again, with n = 100, and again every point is kept. But from "
        "generation 2 on the models draw too close to the centre: with λ = 0.9 times "
        "their variance. What is left of the true variance after 1,000 generations, as "
        "a mean over lineages?",
        {
            "all": "Nearly all, about 98 %: as without bias, it levels off at once",
            "λ": "About 90 %: the bias is paid for once",
            "half": "About half, and it goes on falling, ever more slowly",
            "nothing": "Nothing: a factor of 0.9 in each generation",
        },
        answer="half",
    ),
]

BEFORE = Quiz(
    "04/before",
    "Before you start: two questions from notebooks 01 and 02, three on this one",
    (
        Question(
            "back-mean-mle",
            "From notebook 01: replace, and the fit divides by n. What does one "
            "generation do to the *mean* variance over lineages?",
            {
                "It takes away a share of about 1/n": "The factor is (1 − 1/n): the "
                "points scatter about their own mean, a little too closely. The median "
                "falls about twice as fast (for n not too small: −2/n against −1/n in "
                "the logarithm).",
                "Nothing: the fit is right on average": "That is so for the fit that "
                "divides by n − 1. This one is too small on average, by the factor "
                "1 − 1/n.",
                "It takes away a share of about 1/√n": "That is the size of chance in "
                "one fit, up or down. The *mean* loses a share of 1/n.",
            },
            "It takes away a share of about 1/n",
        ),
        Question(
            "back-copies",
            "From notebook 02: under replace, one word occurs 5 times in the corpus "
            "and another one 50 times. After how many generations is each of them as "
            "likely to be lost as alive?",
            {
                "Both after about as many": "Chance loses a rare word sooner. Seen c "
                "times, a word is alive after k generations with about 1 − e^(−2c/k): "
                "it is c/k that counts.",
                "The second after about 3 times as many": "That would be √10. But it "
                "is c/k that counts, with 1 − e^(−2c/k): ten times the copies last ten "
                "times as long.",
                "The second after about 10 times as many": "A word seen c times is "
                "alive after k generations with about 1 − e^(−2c/k), so even odds come "
                "at k = 2.6 c for 5 copies and 2.8 c for 50.",
            },
            "The second after about 10 times as many",
        ),
        Question(
            "pool-mean",
            "A pool holds 90 points. You add 10 new ones whose mean is 1 higher than "
            "that of the pool. By how much does the mean of the pool move?",
            {
                "By 1": "The new points are 10 of 100, so they pull with a tenth of "
                "the weight: by 0.1. Section 5 needs this.",
                "By 0.1": "The new points are 10 of 100: a tenth of the weight. "
                "Section 5 needs this.",
                "By 0.01": "That is the *square* of the move. The mean moves by a "
                "tenth of 1. Section 5 needs both.",
            },
            "By 0.1",
        ),
        Question(
            "few-rows",
            "Least squares with d = 10 inputs. One fit sees T = 12 rows, another "
            "T = 120. Which of them has the larger error in its weights?",
            {
                "Both about the same": "With hardly more rows than inputs the noise "
                "can be fitted nearly as well as the signal. Section 4 has the "
                "formula.",
                "The one with 120 rows": "More rows pin the weights down better. "
                "Section 4 has the formula.",
                "The one with 12 rows, by far": "The error is in proportion to "
                "d/(T − d − 1), a mean: here about a hundred times as large. Section 4 "
                "puts this into the loop.",
            },
            "The one with 12 rows, by far",
        ),
        Question(
            "budget",
            "All points ever made are kept, but a model can only be trained on n of "
            "them. Which n are taken in the policy accumulate-subsample?",
            {
                "The oldest ones": "These would always be the real points: another "
                "policy. Here chance chooses among all of them.",
                "A random choice of all of them": "So the cost of a fit stays the "
                "same. Section 2 shows what else it does.",
                "The newest ones": "That would be replace. Here chance chooses among "
                "all of them.",
            },
            "A random choice of all of them",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "04/end",
    "Five questions on notebook 04",
    (
        Question(
            "why-it-stops",
            "Under accumulate the share of real points falls to 0. Why does the loss "
            "end all the same?",
            {
                "The real points are fitted first": "A fit knows no order. What counts "
                "is that new points are an ever smaller part of the pool.",
                "New points are 1/t of the pool, so their noise counts 1/t²": "And "
                "1 + 1/4 + 1/9 + … has an end. Each generation still adds noise, but "
                "less and less.",
                "A pool that large has no noise any more": "The pool is large, but its "
                "new points come from a model that is off already. What helps is that "
                "their noise counts 1/t² only.",
            },
            "New points are 1/t of the pool, so their noise counts 1/t²",
        ),
        Question(
            "subsample",
            "Accumulate and accumulate-subsample have the same share of real points in "
            "every generation. What does subsample do to the loss of variance?",
            {
                "1.7 to 1.8 times the loss, and it too levels off": "Each fit sees n "
                "points only and errs more: 1.7 times the loss at n = 10. For large n "
                "the limits are about 1 − 1.64/n (accumulate) and 1 − 2.93/n "
                "(subsample), for the mean: 1.8 times the loss.",
                "The same loss: the share decides": "The share is the same, but each "
                "fit sees n points only and errs more: 1.7 to 1.8 times the loss.",
                "It loses everything, as replace does": "Old points stay in the pool "
                "and come back by chance. It levels off, after 1.7 to 1.8 times the "
                "loss.",
            },
            "1.7 to 1.8 times the loss, and it too levels off",
        ),
        Question(
            "regression",
            "Models write the labels of a regression. Replace, T rows a generation: "
            "what is the mean error after 20 fits, compared with that of the first "
            "fit?",
            {
                "About 1.6 times": "That is accumulate: π²/6 is the most it can reach. "
                "Under replace every fit adds one more of the first error.",
                "About 4.5 times": "The weights wander by √20 times as much; the error "
                "is the square of that, 20 times.",
                "About 20 times": "Every fit adds σ²d/(T − d − 1), and nothing takes "
                "any of it away.",
            },
            "About 20 times",
        ),
        Question(
            "bias",
            "A team accumulates everything, but its models are sampled a little too "
            "safely: λ = 0.9. Is it safe from collapse?",
            {
                "Yes: accumulate has a bound": "It has one for noise. Bias pulls in "
                "the same direction each time, and 1 + 1/2 + 1/3 + … has no end.",
                "No: the variance keeps falling, but slowly, like a power of t": "The "
                "power is 1 − λ: about half is left after 1,000 generations (n = 100, "
                "a mean).",
                "No: it collapses as fast as under replace": "New points are only 1/t "
                "of the pool. The bias acts, but ever more slowly: t to the power "
                "−(1 − λ).",
            },
            "No: the variance keeps falling, but slowly, like a power of t",
        ),
        Question(
            "limits",
            "What does this notebook *not* show?",
            {
                "That throwing old data away is what makes replace collapse": "It does "
                "show this for these models: the same models and the same noise hold "
                "when the data are kept.",
                "That with noise alone the error has a bound under accumulate": "It "
                "does show this, with the bound π²/6 for the regression.",
                "That any model is safe as long as data are added": "The two models "
                "here are regular ones. There are families for which accumulate can "
                "fail at generation 2, with a probability that does not go to 0 with n "
                "(Barzilai and Shamir, 2025). And a sampling bias that is the same in "
                "every generation undoes it (dividing by n does not: that bias fades "
                "as the pool grows).",
            },
            "That any model is safe as long as data are added",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 05.",
    missed="Look again at what you missed, then on to notebook 05.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

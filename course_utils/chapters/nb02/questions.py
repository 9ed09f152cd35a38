"""Notebook 02: tails go first."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Tails go first"

PREDICTIONS = [
    Amount(
        "02.p1",
        "Your sentence is one of 2,000 different ones. Each generation draws 2,000 "
        "sentences from the last corpus, with replacement: some are drawn twice, some "
        "not at all. After how many generations is your sentence gone in the typical "
        "case, that is: when have more than half of a very large class lost theirs?",
        "generations",
        1,
        3000,
        500,
    ),
    OneOf(
        "02.p2",
        "Four alarms watch a vocabulary of 10,000 words in which a few words are very "
        "frequent and most are rare: the number of different words; the effective "
        "number e^H; the entropy H; the Gini diversity (the chance that two words "
        "drawn at random differ). Each generation draws 20,000 words from the last. An "
        "alarm rings when its mean over many lineages has lost 10 % since generation "
        "1. In what order do they ring?",
        {
            "together": "All within a few generations of each other",
            "gini": "Gini first, the number of words last",
            "types": "The number of words first, Gini last, not long after",
            "apart": "The number of words first, Gini last, hundreds of generations "
            "later or more",
            "never": "None of them rings: the corpus is large enough",
        },
        answer="apart",
    ),
]

BEFORE = Quiz(
    "02/before",
    "Before you start: two questions from notebook 01, three on this one",
    (
        Question(
            "back-mean",
            "From notebook 01: the fit is unbiased, and the mean variance over all "
            "chains stays 1. What does the variance of a typical chain do?",
            {
                "It stays at 1 too": "The mean stays because a few wide chains carry "
                "it. The chain in the middle, the median, falls.",
                "It falls": "A few wide chains carry the mean. The chain in the "
                "middle, the median, loses its spread.",
                "It grows": "A few chains grow, and they carry the mean. The chain in "
                "the middle, the median, falls.",
            },
            "It falls",
        ),
        Question(
            "back-half-life",
            "From notebook 01: you draw ten times as many points a generation. What "
            "happens to the half-life of σ?",
            {
                "It becomes about ten times as long": "log σ loses about 1/(2n) "
                "a generation, so the half-life grows in proportion to n.",
                "It stays as it is": "log σ loses about 1/(2n) a generation. With "
                "ten times as many points it is ten times slower.",
                "It becomes endless": "No finite number of points stops the loss. "
                "It becomes ten times slower.",
            },
            "It becomes about ten times as long",
        ),
        Question(
            "come-back",
            "Under replace a word is missing from the last corpus. Can the next model "
            "write it?",
            {
                "Yes, by chance": "Chance can draw only what the model has. Section 3 "
                "shows that a count of 0 stays 0.",
                "Yes, if it was frequent before": "The model knows only the last "
                "corpus, not what came before it. Section 3 shows that a count of 0 "
                "stays 0.",
                "No, and no later one either": "The model counts what it has seen. A "
                "count of 0 stays 0 as long as no other data come in. Section 3 shows "
                "it.",
            },
            "No, and no later one either",
        ),
        Question(
            "zipf",
            "You count how often each word occurs in a long novel. What do you find?",
            {
                "A few words very often, most different words only a few times": "This "
                "is close to Zipf's law: the word of rank i occurs about in proportion "
                "to 1/i. Section 5 uses such a vocabulary.",
                "Most words about equally often": "A few words, such as “the”, fill "
                "much of the text, and most different words are rare. Section 5 uses "
                "such a vocabulary.",
                "Most words a medium number of times, few rare, few frequent": "That "
                "would be a bell curve. In texts most different words are rare. "
                "Section 5 uses such a vocabulary.",
            },
            "A few words very often, most different words only a few times",
        ),
        Question(
            "winner",
            "Words are drawn from words, again and again. In the end one word is left. "
            "Which one?",
            {
                "Always the most frequent one": "It has the best odds, no more. "
                "Section 6 says which.",
                "Chance decides, with better odds for frequent words": "Section 6 says "
                "how much better.",
                "Each word with the same odds": "Frequent words have better odds. "
                "Section 6 says how much better.",
            },
            "Chance decides, with better odds for frequent words",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "02/end",
    "Five questions on notebook 02",
    (
        Question(
            "survival",
            "A word occurs 20 times in a corpus of 100,000 words. Under replace, how "
            "likely is it to be alive after 20 generations?",
            {
                "About 100 %: 20 copies are many": "That holds for one draw. Over 20 "
                "draws the count wanders, and it may reach 0: 1 − e^(−2c/k) is about "
                "85 %.",
                "About 50 %": "That is so when k is about 2.8 c, here after 56 "
                "generations. After 20 it is about 85 %.",
                "About 85 %": "1 − e^(−2c/k) with c = k = 20 gives 86 %; with the "
                "exact g_20 it is 84 %.",
                "About 0 %": "That would be so for a word with one copy after very "
                "many generations. For c = k the law gives about 85 %.",
            },
            "About 85 %",
        ),
        Question(
            "alarms",
            "A dashboard has shown a steady Gini diversity for 100 generations, with "
            "20,000 words of a Zipf vocabulary in each. What do you know about the "
            "rare words?",
            {
                "They are still there: diversity is steady": "Gini weighs each word by "
                "the square of its share, so it hardly sees rare words. They may be "
                "long gone.",
                "Nothing: Gini hardly sees them": "It weighs each word by the square "
                "of its share. With 10,000 words to begin with, most were gone within "
                "ten generations, and Gini lost less than a thousandth.",
                "They are becoming more frequent": "Gini cannot tell. It weighs each "
                "word by the square of its share, so it hardly sees rare words.",
            },
            "Nothing: Gini hardly sees them",
        ),
        Question(
            "early",
            "What does early collapse look like in this notebook?",
            {
                "The frequent words are all there, the rare ones are gone": "So a look "
                "at typical sentences does not find it. One has to ask for rare "
                "things.",
                "One word is left": "That is the end of late collapse. Early on, the "
                "frequent words still look right and only rare ones are missing.",
                "All words become equally frequent": "Nothing here makes them so. "
                "Early on, the frequent words keep about their shares and the rare "
                "ones vanish.",
            },
            "The frequent words are all there, the rare ones are gone",
        ),
        Question(
            "winner",
            "A word has a share of 30 %. The loop runs under replace until one word is "
            "left. What is the probability that it is this one?",
            {
                "Close to 100 % if it is the most frequent": "Being the most frequent "
                "gives the best odds, not certainty. The probability is the share, "
                "30 %.",
                "1 divided by the number of words": "That would give each word the "
                "same odds. Each *copy* has the same odds, so it is the share, 30 %.",
                "30 %": "Each copy is equally likely to be the ancestor of all later "
                "ones, and this word has 30 % of the copies.",
            },
            "30 %",
        ),
        Question(
            "limits",
            "What does this notebook *not* show?",
            {
                "That rare things go before frequent ones": "It does show this, and "
                "with a law: 1 − e^(−2c/k).",
                "How fast large language models lose words": "A count of words has no "
                "grammar and never guesses a word that it did not see. It shows the "
                "mechanism, not the pace elsewhere.",
                "That a lost word does not come back under replace": "It does show "
                "this: a count of 0 stays 0 while the model is the only source.",
            },
            "How fast large language models lose words",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 03 or, on the short path, 04.",
    missed="Look again at what you missed, then on to notebook 03 or 04.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

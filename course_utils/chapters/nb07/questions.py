"""Notebook 07: words."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Words"

PREDICTIONS = [
    OneOf(
        "07.p1",
        "A model learns to write from 2,000 sentences. It then writes 2,000 sentences "
        "of its own, a little cautiously (temperature T = 0.8: frequent words a little "
        "more often, rare ones a little less). The next model learns from these alone, "
        "and so on. Compare generation 12 with generation 1, in the median of many "
        "lineages: what has become of the share of *valid* sentences (grammatical, and "
        "true if they state a fact), and of the number of different words?",
        {
            "both-fall": "Both have fallen",
            "noise": "Fewer sentences are valid; about as many words are used",
            "bland": "More sentences are valid; far fewer words are used",
            "same": "Both are about as they were",
        },
        answer="bland",
    ),
    OneOf(
        "07.p2",
        "Now without caution (T = 1). Five policies: each model is trained on 2,000 "
        "sentences, or, under accumulate, on all that there are so far. “10 % kept” "
        "means the same 200 human sentences each time, “10 % fresh” means 200 new "
        "ones. How many different words do the models of generation 12 use in 2,000 "
        "sentences? From most to fewest, as a mean over seeds:",
        {
            "share": "10 % fresh, 10 % kept, accumulate, subsample, replace",
            "fresh": "10 % fresh, accumulate, 10 % kept, subsample, replace",
            "budget": "accumulate, 10 % fresh, 10 % kept, subsample, replace",
            "pool": "accumulate, subsample, 10 % fresh, 10 % kept, replace",
        },
        answer="pool",
    ),
    Amount(
        "07.p3",
        "A tale of 902 sentences names its cat 5 times. Twenty towns copy the tale, "
        "each on its own: a trigram model learns it and writes 902 sentences (T = 1), "
        "the next model learns these and writes 902, and so on. In how many of the 20 "
        "towns is there still a cat in the fifth copy?",
        "towns of 20",
        0,
        20,
        10,
    ),
    OneOf(
        "07.p4",
        "The sentences also tell who lives where and who drinks what: 200 facts, most "
        "of them seldom mentioned. Two shares are measured. Of all that a model "
        "*writes* about such facts, how much is true? And of all 200 facts, how many "
        "does it get right when it is *asked*? T = 0.8, and each model learns from the "
        "last one alone. How do the two shares at generation 4 compare with those at "
        "generation 1?",
        {
            "both-fall": "What it writes is true less often, and it knows fewer "
            "answers",
            "lies": "What it writes is true less often; when asked, it knows as many "
            "answers",
            "forgets": "What it writes is true as often; when asked, it knows far "
            "fewer answers",
            "same": "Both are about as they were",
        },
        answer="forgets",
    ),
]

BEFORE = Quiz(
    "07/before",
    "Before you start: two questions from notebooks 02 and 05, three on this one",
    (
        Question(
            "back-first-alarm",
            "From notebook 02: a vocabulary loses its rare words. Which number is the "
            "first to fall by a tenth?",
            {
                "The Gini diversity": "It asks whether two words drawn at random "
                "differ, so the frequent ones decide. It is the last to ring.",
                "The entropy H": "It weighs each word by its share and falls later. "
                "In the count of different words a rare word counts as much as any.",
                "The number of different words": "A rare word counts there as much as "
                "any other. Diversity is not one number, and this notebook has more "
                "of them.",
            },
            "The number of different words",
        ),
        Question(
            "back-share",
            "From notebook 05: a few fresh real records come into each large training "
            "set. What decides how many *rare types* stay alive?",
            {
                "Their share": "A few real records, however chosen, cannot stand for "
                "hundreds of rare types. For the tails the share counts.",
                "Their number, whatever n is": "That is the rule for the variance of a "
                "Gaussian under chance alone. For the tails the share counts.",
                "Nothing: types that are lost stay lost": "Under replace they do. "
                "Fresh real records bring some of them back, as far as their share "
                "reaches.",
            },
            "Their share",
        ),
        Question(
            "unseen-pair",
            "A model counts which word follows which. It has met “the cat” and “a "
            "cat”, never “my cat”. What chance should it give to “cat” after “my”?",
            {
                "None: it did not happen": "Then every sentence with a new pair would "
                "be impossible. Models set a little aside for what they have not met; "
                "section 3 does it by hand.",
                "A little, taken from pairs that did occur": "That is called "
                "smoothing. Section 3 does it by hand, and section 5 asks what it "
                "costs in a loop.",
                "The same as after “the”": "It has seen that pair, and not this one. "
                "Models set a *little* aside for what they have not met; section 3 "
                "does it by hand.",
            },
            "A little, taken from pairs that did occur",
        ),
        Question(
            "cautious",
            "Three words may come next, with chances 0.6, 0.3 and 0.1. A cautious "
            "model squares the three and divides by their sum (T = 0.5). What becomes "
            "of the 0.6?",
            {
                "It becomes about 0.78": "0.36 / (0.36 + 0.09 + 0.01). The most "
                "frequent word gains, the rarest falls from 0.1 to 0.02. That is "
                "temperature; section 2 has a slider for it.",
                "It becomes 0.36": "That is the square. The three squares are then "
                "divided by their sum, 0.46, which gives 0.78. Section 2 has a slider "
                "for it.",
                "It becomes 1": "That would be T near 0: always the most frequent "
                "word. Here it is 0.36 of 0.46, about 0.78. Section 2 has a slider "
                "for it.",
            },
            "It becomes about 0.78",
        ),
        Question(
            "perplexity",
            "At each place in a text a model takes 20 words to be equally likely, and "
            "one of them comes. What is its perplexity on that text?",
            {
                "3": "That is the logarithm of 20, its loss in nats. The perplexity is "
                "e to that power. Section 5 uses it.",
                "1/20": "That is the probability of each word. The perplexity is one "
                "over it: the number of equally likely words it hesitates between. "
                "Section 5 uses it.",
                "20": "It hesitates between that many equally likely words. Lower "
                "means less surprised. Section 5 asks whether that means better.",
            },
            "20",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "07/end",
    "Five questions on notebook 07",
    (
        Question(
            "dashboard",
            "A dashboard shows one number: the share of valid sentences. Which "
            "disease does it miss?",
            {
                "Noise, as at T = 1": "There sentences go wrong in ever more places, "
                "and this number falls. What it does not see is blandness.",
                "Blandness, as at T = 0.8": "In most lineages the number even gets "
                "better, while the words die out. It needs a second number that looks "
                "for what is gone.",
                "Neither: a sick model makes mistakes": "A bland one makes fewer and "
                "fewer: it says only what everybody says.",
            },
            "Blandness, as at T = 0.8",
        ),
        Question(
            "own-perplexity",
            "Text that generation 8 writes at T = 0.8 has a far *lower* perplexity "
            "than human text, under generation 1 of its own loop. What does this tell "
            "you?",
            {
                "It writes better than people": "It writes what generation 1 "
                "expects. To be expected and to be good are two things: a text of one "
                "sentence over and over would do best.",
                "It knows human text better than before": "For that, one has to score "
                "*human* text with the model of generation 8. Its loss there has grown "
                "a lot.",
                "It writes what generation 1 finds probable, no more": "That model "
                "learnt the very text this one descends from. Whether it still knows "
                "human text shows only when human text is what is scored.",
            },
            "It writes what generation 1 finds probable, no more",
        ),
        Question(
            "then-quality",
            "“Diversity goes first; quality drops later, and sharply.” What did the "
            "n-grams of this notebook do?",
            {
                "Neither showed the late, sharp drop": "One diversity meter, "
                "distinct-3, did ring first. At T = 1 validity falls fastest at the "
                "start; at T = 0.8 it does not drop in most lineages.",
                "Both behaved like that": "At T = 0.8 the drop does not come in most "
                "lineages: they end with next to no mistakes. At T = 1 it comes at "
                "once.",
                "Only the bland one behaved like that": "There the second half does "
                "not come in most lineages: their last sentences are nearly all valid, "
                "and hardly any words are left.",
            },
            "Neither showed the late, sharp drop",
        ),
        Question(
            "facts",
            "At T = 0.8 nearly all that a late model still states about facts is true, "
            "and yet it knows few answers when it is asked. How can that be?",
            {
                "It knows them, but temperature hides them": "It is asked for what it "
                "finds most probable, and temperature does not change that. The rare "
                "facts are gone from its training data.",
                "It states few facts, the ones that it still knows": "If you say only "
                "what is certain, you are seldom wrong. What was lost shows when "
                "somebody asks.",
                "It has learnt to check what it says": "Nothing in the loop checks. "
                "It speaks only of what its training data said most often.",
            },
            "It states few facts, the ones that it still knows",
        ),
        Question(
            "limits",
            "What does this notebook *not* show?",
            {
                "That more valid text can be poorer text": "It does show this: at T = "
                "0.8 most lineages end more valid, and with hardly any words.",
                "That a large model, sampled at T = 1, must turn into noise": "The "
                "noise here is what smoothing and a short memory do to a small model, "
                "made again in each generation. How strong it is in others has to be "
                "measured there.",
                "That the loop did it, and not the temperature alone": "The control "
                "shows this: with fresh human text each time, at the same temperature, "
                "the numbers stay where they were.",
            },
            "That a large model, sampled at T = 1, must turn into noise",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 08.",
    missed="Look again at what you missed, then on to notebook 08.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

"""Notebook 08: a small transformer."""

from ...tasks.prediction import OneOf
from ...tasks.question import Question, Quiz

TITLE = "A small transformer"

PREDICTIONS = [
    OneOf(
        "08.p1",
        "A transformer has learnt from 10,000 human sentences. Then it goes on "
        "learning, a little in each generation: in the loop from 2,000 sentences that "
        "the last generation wrote (T = 1), in the control from 2,000 new human ones. "
        "Its *gap* is how much more new human text surprises it than is unavoidable. "
        "After 8 generations, how many times as large is the loop's gap as the "
        "control's?",
        {
            "once": "About once: it learnt well at the start, and goes on from there",
            "twice": "2 to 4 times",
            "several": "5 to 15 times",
            "fifty": "More than 15 times",
        },
        answer="several",
    ),
    OneOf(
        "08.p2",
        "Now at T = 0.8. The n-grams of notebook 07 looked back at a few words. "
        "Attention sees the whole sentence so far, and this model learnt from five "
        "times as much human text before the loop began. What has the loop done to it "
        "by generation 8?",
        {
            "immune": "Hardly anything: grammar and words are about as they were",
            "noise": "Its sentences are less often grammatical; about as many words",
            "bland": "Its sentences are at least as often grammatical; far fewer words",
            "both-fall": "Its sentences are less often grammatical; far fewer words",
        },
        answer="bland",
    ),
    OneOf(
        "08.p3",
        "Back to T = 1, where each model learns from the last one's text alone. New "
        "human sentences are sorted into two piles: those with at least one rare word, "
        "and those without. On which pile has the gap (nats per word) grown more by "
        "generation 8?",
        {
            "rare": "More on the sentences with a rare word",
            "equal": "About equally: a nat is a nat",
            "common": "More on those without: there are more of them to get wrong",
        },
        answer="rare",
    ),
]

BEFORE = Quiz(
    "08/before",
    "Before you start: two questions from notebooks 05 and 07, three on this one",
    (
        Question(
            "back-tale",
            "From notebook 07: a tale names its cat five times, and towns copy it "
            "again and again. In how many towns was there still a cat in the fifth "
            "copy?",
            {
                "About one in five": "That is nearer to the share of towns that had "
                "lost it. The survival law says four in five; there it was a little "
                "less.",
                "About half": "That would be after nine copies rather than five. The "
                "survival law says four in five; there it was a little less.",
                "Three or four in five": "The survival law says four in five; there "
                "it was a little less. What is said once goes first.",
            },
            "Three or four in five",
        ),
        Question(
            "back-fixed-archive",
            "From notebook 05: the same 10 % of human records go into every training "
            "set, in every generation. What can they not do?",
            {
                "Slow the loss down": "They do that. But a word that is not among them "
                "can die, and then nothing brings it back.",
                "Bring back a word that none of them holds": "A copy gives back what "
                "it holds. Section 4 has this policy again (10 % kept), beside one "
                "with new records.",
                "Be used more than once": "They are used in each generation. What they "
                "cannot do is give what they never held.",
            },
            "Bring back a word that none of them holds",
        ),
        Question(
            "mask",
            "A model learns to predict each next word of a sentence. While it learns, "
            "the whole sentence lies before it. What must be hidden from it at each "
            "place?",
            {
                "The words before": "Those are what it has to predict from. What is "
                "hidden comes later: otherwise it would copy the answer.",
                "The words after": "Otherwise it would copy the answer. Section 2 "
                "shows how; an exercise shows how to notice when it was forgotten.",
                "Nothing: it has to see what is right": "To be corrected, yes, but "
                "after it has answered. A model that sees the next word copies it and "
                "learns nothing.",
            },
            "The words after",
        ),
        Question(
            "floor",
            "The sentences of our grammar are drawn by chance, with an entropy of "
            "2.56 nats per word. How low can the loss of a perfect model be on new "
            "sentences, on average?",
            {
                "2.56 nats per word": "The best a model can do is to know the law. "
                "What is drawn by that law still surprises it by the entropy. Section "
                "5 uses this.",
                "0, with enough data": "It would have to know what chance will do. It "
                "can know the law, and then 2.56 nats are left. Section 5 uses this.",
                "Any number; it depends on the size of the model": "A larger model "
                "comes nearer to the law, not below it: 2.56 nats are left to chance. "
                "Section 5 uses this.",
            },
            "2.56 nats per word",
        ),
        Question(
            "gap-in-factors",
            "A model's loss on human text is 0.30 nats per word above the floor. "
            "Compared with the truth, what share of the probability does it typically "
            "give to the word that comes?",
            {
                "30 % of it": "The loss is a logarithm: 0.30 nats are a factor of e to "
                "the power −0.30, about 0.74.",
                "About 74 % of it": "e to the power −0.30, as a geometric mean over "
                "words. Small gaps in nats are about shares: 0.05 nats are 5 %.",
                "The truth's probability less 0.30": "Nats are logarithms, so a gap is "
                "a factor: e to the power −0.30, about 0.74.",
            },
            "About 74 % of it",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "08/end",
    "Five questions on notebook 08",
    (
        Question(
            "control-first",
            "A colleague fine-tunes a model on its own text for eight generations, and "
            "its grammar falls from 89 % to 46 %. What has to be known before the loop "
            "is blamed?",
            {
                "How large the model is": "That may change the numbers. But even for "
                "this one model nobody knows yet what eight fine-tunings on *human* "
                "text would have done.",
                "What the same fine-tuning does with human text": "If that falls "
                "to 75 %, the loop did 29 points of the 43, and the way of training "
                "the others.",
                "Whether the 89 % were measured on the training text": "Grammar is "
                "measured on what it *writes*. What is missing is the control: the "
                "same fine-tuning on human text.",
            },
            "What the same fine-tuning does with human text",
        ),
        Question(
            "below-floor",
            "A team reports a loss of 2.1 nats per word on human text whose entropy is "
            "2.56. What follows?",
            {
                "Their model is better than the truth": "No model can be, on average: "
                "the truth's own law has the lowest loss that there is. Something is "
                "wrong with the number.",
                "They were lucky with the test text": "A few sentences may be easier "
                "than others, but over thousands this is worth hundredths of a nat. "
                "Something is wrong with the number.",
                "The number is not the loss on new human text": "A word was seen that "
                "should not have been, or what was counted or scored is something "
                "else. The entropy is a floor.",
            },
            "The number is not the loss on new human text",
        ),
        Question(
            "immune",
            "What does this notebook say to “better models do not get these diseases”?",
            {
                "This better model has both": "It knows human text far better than the "
                "n-grams, and still gets noisy at T = 1 and bland at T = 0.8. It does "
                "not say how much larger ones behave.",
                "Right: attention cures them": "It begins far healthier than an n-gram "
                "and gets both all the same.",
                "Wrong: large models get them just as fast": "No large model was "
                "looked at. How fast it goes depends on the data, the training and "
                "the temperature.",
            },
            "This better model has both",
        ),
        Question(
            "warm-start",
            "In each generation the model goes on from its last weights; it does not "
            "start from scratch. What does that do to the loop?",
            {
                "It stops the loss: the human text is still in the weights": "Some of "
                "it is, at first. Each round of training overwrites a little, and the "
                "rare things are the first to go.",
                "It does not stop the loss": "What was learnt from human text fades "
                "while the loop goes on. The control shows that it is the text, not "
                "the training, that does it. Whether it slows the loss, this notebook "
                "did not test.",
                "Nothing: only the data count": "The weights carry what was learnt "
                "before; 2,000 sentences alone would teach this model far less.",
            },
            "It does not stop the loss",
        ),
        Question(
            "published",
            "The published experiment with a language model of 125 million weights is "
            "no copy of this notebook. What makes it *less* of a closed loop than "
            "*replace* in this notebook?",
            {
                "It uses beam search": "That takes only what is probable, which is a "
                "strong bias: if anything, it speeds the loop up. What comes in from "
                "outside is the prompts.",
                "Its prompts are human text in each generation": "As the paper words "
                "it (its script leaves it open). So even the arm without any human "
                "training text is given human text to continue. The increase that was "
                "measured belongs to that setting.",
                "It has more weights": "The size of a model does not open the loop. "
                "Human text that comes in does: here, as prompts.",
            },
            "Its prompts are human text in each generation",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 09.",
    missed="Look again at what you missed, then on to notebook 09.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

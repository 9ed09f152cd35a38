"""Notebook 10: the web."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "The web"

PREDICTIONS = [
    OneOf(
        "10.p1",
        "Five models learn from 2,000 words each, for fifty generations, and there is "
        "no new human text. In one web each model reads only its own writing. In the "
        "other all five read one pool. Which web still knows more of the rare words, "
        "counted over its five models together?",
        {
            "islands": "The five islands: they lose different words",
            "pool": "The pool: it is five times as large",
            "alike": "Both know about as many",
        },
        answer="alike",
    ),
    OneOf(
        "10.p2",
        "People ask questions and write pages, and five models learn from the web. "
        "Then the models begin to answer. Nine times out of ten, a person who gets an "
        "answer writes no page. When no model knows a word, the models say “I don’t "
        "know”, and people write as before. About a quarter of the human share of the "
        "web is left. After sixty generations, what does a model know, compared with a "
        "web where people keep writing?",
        {
            "far-fewer": "Far fewer words, as the human share says",
            "fewer": "Somewhat fewer words",
            "same": "As many words",
            "more": "More words",
        },
        answer="more",
    ),
    Amount(
        "10.p3",
        "Of 1,000 texts, 900 are by machines. A detector catches 90 of 100 texts by "
        "machines and takes 5 of 100 human texts for a machine’s. Of the texts that it "
        "lets through, how many in 100 are by machines?",
        "texts in 100",
        0,
        100,
        0,
    ),
]

BEFORE = Quiz(
    "10/before",
    "Before you start: two questions from notebooks 02 and 05, three on this one",
    (
        Question(
            "back-copies",
            "From notebook 02: what decides how long a rare word lives under replace?",
            {
                "Its share of the text": "The same share of a larger text means more "
                "copies, and a longer life.",
                "How many copies of it there are": "A word seen c times is alive after "
                "k generations with chance 1 − e^(−2c/k). Here it matters in how large "
                "a text the copies are counted.",
                "How large the vocabulary is": "A word does not feel how many other "
                "words there are. What counts is how often it is written itself.",
            },
            "How many copies of it there are",
        ),
        Question(
            "back-share",
            "From notebook 05: new human text holds back the loss. What counts for "
            "rare words, if each generation reads as much as before?",
            {
                "A single new record is enough": "Enough for the diversity of "
                "frequent words, as Gini counts it. Hardly any rare word gets by on "
                "one record.",
                "The share of new human text": "At a share of 10 %, about half of the "
                "words stay. Section 3 asks whether the share is all.",
                "Only that there was human text once": "What was read once is lost "
                "again, unless it is kept.",
            },
            "The share of new human text",
        ),
        Question(
            "gini-eye",
            "Five villages know one story each, each a different one. Is that diverse?",
            {
                "Yes: ask any two, and mostly you hear two stories": "So says the Gini "
                "diversity of all five together. In each village there is still one "
                "story. Section 2 counts both.",
                "No: nobody knows more than one": "So says the diversity of one "
                "village. All five together still tell several. Section 2 counts both.",
                "It depends on where one stands": "From above, five stories; inside, "
                "one. Section 2 counts both.",
            },
            "It depends on where one stands",
        ),
        Question(
            "bayes",
            "A test is right about 95 of 100 healthy people. One person in a thousand "
            "is ill. Somebody’s test is positive. Is that person ill?",
            {
                "Very probably": "Of a thousand people fifty healthy ones test "
                "positive, and at most one ill one. Section 4 counts texts this way.",
                "Probably not": "Of a thousand people fifty are healthy and test "
                "positive, at most one is ill. Section 4 counts texts this way.",
                "One cannot say without the test’s maker": "It takes only counting: "
                "of a thousand, fifty healthy ones and at most one ill one test "
                "positive. Section 4 counts texts this way.",
            },
            "Probably not",
        ),
        Question(
            "human-detector",
            "How well do people tell machine text from human text?",
            {
                "They are nearly always right": "Many think so. In section 4 you find "
                "out about yourself, today, on twenty texts.",
                "It depends on person and text": "So nobody’s rates may be taken from "
                "somebody else’s. In section 4 you measure yours.",
                "No better than a coin": "For some machines, some readers and single "
                "sentences, yes. In section 4 you measure yours.",
            },
            "It depends on person and text",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

CLASS = Quiz(
    "10/class",
    "Two questions for a class: vote, discuss, vote again",
    (
        Question(
            "accused",
            "A detector with 2 % false alarms says that a student’s essay is by a "
            "machine. What does that prove?",
            {
                "With 98 % certainty, that it is": "2 % is the share of human essays "
                "that are flagged. How many of the *flagged* essays are human depends "
                "on how many machine essays there are.",
                "Nothing about this student": "If few essays are by machines, most "
                "flagged ones are human. And 2 % is an average: some ways of writing "
                "are flagged far more often.",
                "That a second detector has to look at it": "It errs on other ways of "
                "writing, or partly on the same. How often both are wrong together is "
                "not in their rates.",
            },
            "Nothing about this student",
        ),
        Question(
            "dry-inflow",
            "On a site, questions fall by three quarters after an assistant began to "
            "answer. Is the site worth less to the next model?",
            {
                "Yes, by three quarters": "If the questions that are left are the ones "
                "that no model could answer, a page is worth more than before.",
                "It depends on which questions are left": "In this notebook a quarter "
                "of the human share, chosen by what the models lacked, kept more words "
                "than all of it; as many pages at random kept far fewer.",
                "No: models learn from each other": "Models pass on what one of them "
                "already knows. What none of them knows comes from people.",
            },
            "It depends on which questions are left",
        ),
    ),
    "On your own: answer, then read the reply to each option.",
    passed="Both right.",
    missed="Worth a discussion.",
    minutes=3,
)

END = Quiz(
    "10/end",
    "Five questions on notebook 10",
    (
        Question(
            "what-sharing-does",
            "What does sharing change in a web without new human text?",
            {
                "How many rare words the web keeps": "That stayed the same within "
                "3 %. A word’s descendants do not depend on which model copies them.",
                "Who knows the rare words": "In a pool every model knows most of what "
                "the web knows, on an island about a quarter.",
                "Nothing": "The web’s count of words does not change. What one model "
                "knows does, and so does Gini.",
            },
            "Who knows the rare words",
        ),
        Question(
            "gini-of-islands",
            "“Isolation keeps the web diverse: Gini stays near 0.8 of the truth’s.” "
            "What is behind it?",
            {
                "Five models, each of which says about one thing": "Two records of "
                "different models differ, whatever each model has lost inside.",
                "Five models that each kept most of their words": "Each may have lost "
                "nearly all. Gini over five models that say one thing each is 1 − 1/5 "
                "of the truth’s.",
                "More rare words than in a pool": "While words are many, both have as "
                "many. At the very end five models that say one thing each "
                "have five words, and that is no diversity.",
            },
            "Five models, each of which says about one thing",
        ),
        Question(
            "why-more",
            "Why did models that say “I don’t know” end with more words on less human "
            "text?",
            {
                "There were fewer human pages to confuse them": "Just as few pages "
                "about random words left far fewer words.",
                "People wrote about what was missing": "The control shows it: as many "
                "pages at random did not do it.",
                "They guessed less": "They did not write better. What changed is what "
                "people wrote.",
            },
            "People wrote about what was missing",
        ),
        Question(
            "the-price",
            "What price did that web pay?",
            {
                "Its frequent words became too rare": "People no longer wrote about "
                "them: the distance from the truth doubled.",
                "Nothing: more words are simply better": "Count another thing: the "
                "distance from the truth doubled, and the common words lost.",
                "Its rare words became wrong": "Nothing here is wrong or right. What "
                "moved are the shares.",
            },
            "Its frequent words became too rare",
        ),
        Question(
            "filter-loop",
            "A filter stands in front of the training set, and nothing is topped up. "
            "At 90 % machine text, what becomes of the words?",
            {
                "More stay: the text is cleaner": "It is cleaner, and less than a "
                "fifth of it is left. Small training sets lose rare words.",
                "Fewer stay than without a filter": "Less than a fifth of the text is "
                "left, and small training sets lose rare words. Top it up, or do not "
                "filter.",
                "No difference": "The runs differ a lot: about half as many words with "
                "the filter as without.",
            },
            "Fewer stay than without a filter",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 11.",
    missed="Look again at what you missed, then on to notebook 11.",
    minutes=5,
)

QUIZZES = [BEFORE, CLASS, END]

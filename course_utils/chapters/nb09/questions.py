"""Notebook 09: can a model improve itself?"""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Can a model improve itself?"

PREDICTIONS = [
    OneOf(
        "09.p1",
        "A 4-gram learns from 2,000 human sentences and says new ones; about one in "
        "four is valid. A checker that never errs knows which. The next model learns "
        "from 2,000 *valid* ones alone, and so on, ten generations. Beside it runs the "
        "same loop without a checker. By the gap on new human text (notebook 07), the "
        "checked model of generation 10 is …",
        {
            "better-than-first": "better than the model of generation 1",
            "better-than-replace": "worse than generation 1, but better than unchecked",
            "same": "about as good as the unchecked one",
            "worse": "worse than the unchecked one",
        },
        answer="worse",
    ),
    Amount(
        "09.p2",
        "The game again, with nobody's taste in it: dice pick two of nine, nine "
        "rounds. Of 100 such games, in how many is only *one* kind of creature left by "
        "round 5?",
        "games in 100",
        0,
        100,
        10,
    ),
    OneOf(
        "09.p3",
        "Two classes. 45 % of a model's labels are right. A checker passes 60 % of the "
        "right labels and 90 % of the wrong ones; the next model learns from 5,000 "
        "that passed. How many of its answers are right?",
        {
            "most": "Nearly all: errors by chance average out",
            "half": "About half of them",
            "few": "Less than one in five",
        },
        answer="few",
    ),
]

BEFORE = Quiz(
    "09/before",
    "Before you start: two questions from notebooks 07 and 05, three on this one",
    (
        Question(
            "back-valid",
            "From notebook 07: a cautious model at T = 0.8 says hardly anything "
            "ungrammatical. What has it lost?",
            {
                "Nothing": "Its sentences are valid, and there are few different ones: "
                "words and facts are gone. Validity does not count them.",
                "Words and facts that are rare": "It stays valid and goes bland. "
                "Validity does not see it; the gap on human text does.",
                "Its grammar": "Grammar is what it keeps. Words and facts go.",
            },
            "Words and facts that are rare",
        ),
        Question(
            "back-archive",
            "From notebook 05: an archive keeps *all* real data of the start, beside "
            "what the last model makes. What does it do?",
            {
                "It stops the fall": "The same real text comes in every time, so the "
                "loop settles close to where it began.",
                "It delays the fall": "It does more: the same real text comes in "
                "every time, and the loop settles.",
                "It brings back lost words that it never held": "It cannot: what it "
                "never held stays lost. But it stops the fall.",
            },
            "It stops the fall",
        ),
        Question(
            "checker-knows",
            "A checker says of any sentence whether it is valid. What does it know of "
            "how *often* people say it?",
            {
                "Nothing": "Valid is yes or no. Section 3 is about what follows from "
                "that.",
                "That valid ones are said more often": "All valid sentences are alike "
                "to it. Section 3 is about what follows from that.",
                "Everything: it has the truth's law": "It has the truth's *border*, "
                "not its law. Section 3 is about what follows from that.",
            },
            "Nothing",
        ),
        Question(
            "labels-wrong",
            "With ten classes, a model learns from labels of which only 30 % are "
            "right; the wrong ones are spread evenly. Can it learn the classes?",
            {
                "Yes: the right label is still the commonest": "Each wrong class has "
                "some 8 %. Section 4 has the general rule.",
                "No: most labels are wrong": "Most are, but no wrong name is as common "
                "as the right one. Section 4 has the general rule.",
                "Only with a checker": "It can without: the right name is the "
                "commonest. Section 4 has the general rule.",
            },
            "Yes: the right label is still the commonest",
        ),
        Question(
            "own-samples",
            "A model writes a thousand sentences and adds them to its own training "
            "data. What do they tell about people that it did not know?",
            {
                "A little: more data is more data": "They are drawn from what it "
                "knows already. Section 5 asks about *another* model's.",
                "Nothing": "They are drawn from what it knows, with chance on top. "
                "Section 5 asks about *another* model's.",
                "As much as a thousand human sentences": "Human ones are drawn from "
                "people, these from what it knows already. Section 5 asks about "
                "*another* model's.",
            },
            "Nothing",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

CLASS = Quiz(
    "09/class",
    "Two questions for a class: vote, discuss, vote again",
    (
        Question(
            "who-killed-it",
            "After nine rounds of picking, one kind of creature is left on your "
            "screen. What does that show?",
            {
                "That you have a strong taste": "Dice get there, too, a few rounds "
                "later: two of nine is a narrow funnel.",
                "That you had no taste at all": "A steady taste gets there even "
                "sooner. One game cannot show which it was.",
                "Nothing about you: it takes thirty games": "Two of nine kills them, "
                "whoever picks. A class's thirty lines show whether it went faster "
                "than dice.",
            },
            "Nothing about you: it takes thirty games",
        ),
        Question(
            "report",
            "“Only verified outputs were used for training; valid answers rose from "
            "23 % to 96 %.” What do you ask first?",
            {
                "Whether the verifier makes mistakes": "Even one that makes none left "
                "the model worse on human text here. Ask what became of the rest.",
                "How it does on new human text, and how much it still says": "To say "
                "few things, all valid, is easy. The gap and the number of words show "
                "it.",
                "Nothing: validity is what counts": "A model that says one valid "
                "sentence over and over has 100 %.",
            },
            "How it does on new human text, and how much it still says",
        ),
    ),
    "On your own: answer, then read the reply to each option.",
    passed="Both right.",
    missed="Worth a discussion.",
    minutes=3,
)

END = Quiz(
    "09/end",
    "Five questions on notebook 09",
    (
        Question(
            "border",
            "Under replace, a checker that makes no mistakes raised validity and the "
            "gap on human text. How can both be true?",
            {
                "The checker was wrong now and then": "It was exact. It judges each "
                "sentence alone, not how often people say it.",
                "It knows what can be said, not how often": "Short plain sentences "
                "pass more often, so there are more of them each time.",
                "Valid sentences are harder to learn": "They are easier, if anything: "
                "the short ones are the ones that pass.",
            },
            "It knows what can be said, not how often",
        ),
        Question(
            "length",
            "Unchecked sentences, chosen to be as long as valid ones, also made the "
            "4-gram's gap grow. What does this control show?",
            {
                "That checking is useless": "It shows where the harm came from. Beside "
                "human text the same checker helped.",
                "That much of the harm comes from choosing short sentences": "Length "
                "alone did most of it; choosing within each length did some, too.",
                "That length does not matter": "The gap grew nearly as much as with "
                "the checker.",
            },
            "That much of the harm comes from choosing short sentences",
        ),
        Question(
            "beside",
            "Where did the exact checker help the 4-gram?",
            {
                "Under replace, after enough generations": "There the gap went on "
                "growing, in every seed, to about twice the unchecked one's or more.",
                "Beside human text that is kept": "The archive holds how often things "
                "are said, the checker removes what cannot be said.",
                "Nowhere": "Beside an archive it made the gap smaller, in each of six "
                "seeds.",
            },
            "Beside human text that is kept",
        ),
        Question(
            "taste",
            "From the expert box on choosing: what does best of k with k = infinity, "
            "the strictest choice, do that k = 2 does not?",
            {
                "It ends at the same place, twice as fast": "Log-odds move by (k − "
                "1)/k of the gap: a half for k = 2, all of it for infinity.",
                "It keeps more kinds": "It ends with the favourite, too, and sooner.",
                "It finds something new": "Choosing only moves shares. What nobody "
                "makes is not there to choose.",
            },
            "It ends at the same place, twice as fast",
        ),
        Question(
            "enters",
            "Somebody shows you a self-improving model. What do you ask?",
            {
                "How many rounds it ran": "Rounds move what is there. Ask where "
                "something comes in that the model did not have.",
                "Where new information enters": "Real data, a check, a person's "
                "choice, a stronger teacher, a world that answers: which, and what "
                "does it know?",
                "Whether it got better at all": "It may well have, at something. Ask "
                "what told it how.",
            },
            "Where new information enters",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five.",
    missed="Look again at what you missed.",
    minutes=5,
)

QUIZZES = [BEFORE, CLASS, END]

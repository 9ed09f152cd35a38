"""Notebook 11: poison and provenance."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Poison and provenance"

PREDICTIONS = [
    OneOf(
        "11.p1",
        "An archive carries a hash of every record, a chain of hashes through all of "
        "them, and the hash of each of its files. Somebody changes something. You "
        "check all of these, and have nothing else at hand. Which change passes "
        "unseen?",
        {
            "none": "None: a chain of hashes shows every change",
            "bit": "A single bit, in a single record",
            "end": "The last records, cut off",
            "all": "One label, and then everything sealed again",
        },
        answer="all",
    ),
    Amount(
        "11.p2",
        "Now you have the root as well: the last hash, written on paper when the "
        "archive was sealed. Of 1,000 archives in which somebody called a model's text "
        "human *before* the sealing, how many are found?",
        "archives",
        0,
        1000,
        500,
    ),
    OneOf(
        "11.p3",
        "A small transformer learns 500 clean sentences, and 20 poison records that "
        "teach it to say *cheese* after a word that occurs nowhere else. Another one "
        "learns 8,000 clean sentences and the same number of poison records, with as "
        "many passes over its text. After the trigger, how probable is *cheese* in the "
        "second, compared with the first?",
        {
            "sixteenth": "About a sixteenth as probable: the poison is diluted",
            "half": "About half as probable",
            "no-less": "No less probable",
        },
        answer="no-less",
    ),
]

BEFORE = Quiz(
    "11/before",
    "Before you start: two questions from notebooks 02 and 05, three on this one",
    (
        Question(
            "back-archive",
            "From notebook 05: what can an archive of real text not bring back?",
            {
                "What it never held": "It returns what is in it, as often as you like, "
                "and nothing else.",
                "What a model has lost": "If it is in the archive, the next model can "
                "learn it again. What it never held is what cannot come back.",
                "What is older than one generation": "Age does not matter to a copy. "
                "What it never held is what cannot come back.",
            },
            "What it never held",
        ),
        Question(
            "back-copies",
            "From notebook 02: what decides how long a sentence lives under replace?",
            {
                "Its share of the text": "Twice the text with the same number of "
                "copies, and it lives as long: the count decides.",
                "The number of its copies": "Seen c times, it is alive after k "
                "generations with about 1 − e^(−2c/k), whatever the corpus.",
                "Its length": "There a sentence was a type, and its length played no "
                "part: the number of copies decides.",
            },
            "The number of its copies",
        ),
        Question(
            "hash",
            "Two files have the same SHA-256. What do you know?",
            {
                "Both are true": "A lie has a hash like everything else. You know that "
                "they are the same, byte by byte; section 3.",
                "They hold the same bytes": "For all practical purposes. Not who wrote "
                "them, not whether they are true; section 3.",
                "They were written by the same person": "A hash knows bytes and no "
                "writers: the two are the same; section 3.",
            },
            "They hold the same bytes",
        ),
        Question(
            "poisoning",
            "What is data poisoning?",
            {
                "Training on a model's own text": "That is the loop of this course, "
                "and nobody need intend it. Section 6 has both side by side.",
                "Records put among the training data to make a model do something": (
                    "Somebody wants it. Section 6 has it beside collapse."
                ),
                "Data that are out of date": "That is a fault, but nobody's attack. "
                "Section 6 has the difference.",
            },
            "Records put among the training data to make a model do something",
        ),
        Question(
            "edited",
            "Somebody edits a text that a model wrote, and labels it *human*. What "
            "does it descend from?",
            {
                "Only from the editor": "The label says so. The text was there before "
                "the editor was; section 4.",
                "From the model as well": "And from all that the model was trained on; "
                "section 4.",
                "Nobody can tell": "You can tell where the descent was written down; "
                "section 4.",
            },
            "From the model as well",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

CLASS = Quiz(
    "11/class",
    "Two questions for a class: vote, discuss, vote again",
    (
        Question(
            "sealed-true",
            "“Our training data are sealed with SHA-256, and the root is printed in "
            "the yearbook. So all of our human text is human.” What is wrong?",
            {
                "SHA-256 can be forged": "Nobody is known to have done that. The root "
                "shows that nothing has changed, and not that it was right to begin "
                "with.",
                "The root shows sameness, not truth": "A record that was called human "
                "before the sealing, by mistake or by a lie, is sealed as human.",
                "Nothing is wrong": "A mistake made before the sealing is sealed as "
                "well. The root shows sameness, not truth.",
            },
            "The root shows sameness, not truth",
        ),
        Question(
            "dose",
            "A firm trains on ten times as much clean text as last year, and says: "
            "“So poison does us less harm.” In the bigram of this notebook, when is "
            "that right?",
            {
                "Always: a share is a share": "After a trigger that clean text never "
                "uses, the bigram's law has no N in it at all.",
                "Never: only counts count": "For a word in use the bigram's clean uses "
                "grow with the corpus, and the poison is diluted.",
                "Where the clean text speaks after the same word": "There it competes "
                "with the poison. Where it is silent, more of it does not help.",
            },
            "Where the clean text speaks after the same word",
        ),
    ),
    "On your own: answer, then read the reply to each option.",
    passed="Both right.",
    missed="Worth a discussion.",
    minutes=3,
)

END = Quiz(
    "11/end",
    "Five questions on notebook 11",
    (
        Question(
            "root",
            "Why is the root kept outside the archive?",
            {
                "It would make the archive larger": "It has 64 digits. Anyone who can "
                "change the archive could change a root that lies beside it.",
                "A root inside it could be changed along with it": "Sealing everything "
                "again takes one command, and then all of it agrees again.",
                "It is secret": "It may be printed in a newspaper. It only has to be "
                "where the archive's writers cannot change it.",
            },
            "A root inside it could be changed along with it",
        ),
        Question(
            "same-content",
            "A sentence of a model is found, word for word, among the human ones. "
            "Should it get the label *human*?",
            {
                "Yes: it is the same sentence": "As bytes it is. But it was drawn from "
                "the model, and a look-up by content would wash thousands like it.",
                "No: a record is where it came from, not what it says": "So records "
                "have ids, and their own descent.",
                "Only if it is long": "Long ones coincide less often, but the label "
                "says where a record came from.",
            },
            "No: a record is where it came from, not what it says",
        ),
        Question(
            "rule",
            "A governed run passes all rules. What do you know?",
            {
                "Its training sets are what the rules ask for": "Rules see labels. "
                "Where a label is wrong, the rule is satisfied all the same.",
                "Their labels are what the rules ask for": "And it is the same run as "
                "without rules: they only look.",
                "The model is good": "Rules look at training sets and at no model.",
            },
            "Their labels are what the rules ask for",
        ),
        Question(
            "collapse-cures",
            "Under replace the bigram's trigger fades with the generations. Is that a "
            "cure?",
            {
                "Yes: the poison is gone": "It fades faster than the rest, but the "
                "rest fades, too: what the model knew of clean text.",
                "No: everything else fades with it": "In the explorer the curve of "
                "clean text falls beside the trigger's.",
                "No: the trigger comes back": "It does not, under replace. But "
                "everything else fades with it.",
            },
            "No: everything else fades with it",
        ),
        Question(
            "monday",
            "You run a model at home and fine-tune it on your notes now and then. What "
            "do you do first?",
            {
                "Stop using it: using wears a model out": "Running a model changes "
                "nothing in it. Keep what it writes out of what it learns from.",
                "Archive what you could not replace, and write the root down": "Then "
                "put the model's own notes into a folder that it never learns from.",
                "Buy a detector of machine text": "It errs both ways. You know which "
                "notes the model wrote: keep them apart, and archive the rest.",
            },
            "Archive what you could not replace, and write the root down",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 12.",
    missed="Look again at what you missed, then on to notebook 12.",
    minutes=5,
)

QUIZZES = [BEFORE, CLASS, END]

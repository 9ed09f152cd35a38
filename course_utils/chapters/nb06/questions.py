"""Notebook 06: pictures."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Pictures"

PREDICTIONS = [
    OneOf(
        "06.p1",
        "Four sets of 1,000 pictures are compared with real ones, pixel by pixel. The "
        "score is precision: the share of the set's pictures that are about as close "
        "to some real picture as real pictures are to each other. Which set scores "
        "best?",
        {
            "real": "New real pictures",
            "model": "Pictures of a model that learnt from real ones",
            "blurred": "Real pictures, blurred a little",
            "average": "The average of all real pictures, 1,000 times",
        },
        answer="average",
    ),
    Amount(
        "06.p2",
        "The real pictures are of 160 kinds: ten digits in sixteen fonts. A small "
        "autoencoder learns from 2,000 of them and draws 2,000, the next one learns "
        "from those, and so on. In 1,000 pictures of generation 8, how many of the 160 "
        "kinds are left, as a mean of six seeds?",
        "kinds of 160",
        0,
        160,
        80,
    ),
    OneOf(
        "06.p3",
        "The autoencoder again, now with equal budgets: every generation trains on "
        "2,000 pictures, 1,000 of them from the last model. The other 1,000 are real: "
        "*new* ones in each generation, or always the *same* ones. What becomes of "
        "coverage by generation 8?",
        {
            "both-hold": "Both keep most of it, and about alike",
            "new-holds": "New ones keep most of it, the same ones do not",
            "same-holds": "The same ones keep most of it, new ones do not",
            "both-fall": "Both lose most of it",
        },
        answer="both-hold",
    ),
]

BEFORE = Quiz(
    "06/before",
    "Before you start: two questions from notebooks 03 and 05, three on this one",
    (
        Question(
            "back-bias",
            "From notebook 03: a model draws with λ = 0.8 times its variance, and the "
            "next one learns from that. Which kind of error is it?",
            {
                "Statistical": "A statistical error vanishes with infinitely many "
                "points. This one does not: each generation loses a fifth.",
                "Approximation": "Even with infinitely many points generation 2 "
                "differs from generation 1: each loses a fifth of the variance.",
                "Expressivity": "The family can take the right shape. What is off is "
                "the way of drawing from it.",
            },
            "Approximation",
        ),
        Question(
            "back-budget",
            "From notebook 05: an archive of old real points stands beside n new ones "
            "of the last model. How does it compare with a policy that trains on n?",
            {
                "It trains on more": "So if it does better, the size of its training "
                "set may be the reason. Section 4 makes the budgets equal.",
                "It trains on as many": "The archive comes on top of n, so it is more. "
                "Section 4 makes the budgets equal.",
                "It trains on fewer": "Nothing is taken away: the archive comes on top "
                "of n. Section 4 makes the budgets equal.",
            },
            "It trains on more",
        ),
        Question(
            "precision-recall",
            "A model draws a thousand perfect pictures of the digit 3, and nothing "
            "else. Which of its scores suffers?",
            {
                "Precision": "Precision asks whether its pictures are close to real "
                "ones, and these are. What is missing is nine digits: recall. Section "
                "2 computes both.",
                "Recall": "Nine digits of ten have nothing near them. Section 2 "
                "computes both.",
                "Both": "Its pictures are close to real ones, so precision is fine. "
                "Section 2 computes both.",
            },
            "Recall",
        ),
        Question(
            "average-face",
            "What does the average of many different handwritten digits look like?",
            {
                "Like a clear, typical digit": "Averages of different shapes blur: "
                "where half have ink, the average is grey. Section 3 meets one again.",
                "Like a grey blur": "Where half of them have ink, the average is "
                "half grey. Section 3 meets one again.",
                "Like noise": "Noise would differ from pixel to pixel; averaging takes "
                "noise away and leaves a blur. Section 3 meets one again.",
            },
            "Like a grey blur",
        ),
        Question(
            "autoencoder",
            "An autoencoder squeezes a picture of 256 greys into eight numbers and "
            "draws it again from these. How does it draw *new* pictures?",
            {
                "It picks old ones and changes them a little": "That would be a kernel "
                "density. Eight new numbers go through the decoder; section 3.",
                "It draws eight numbers at random and decodes them": "It is trained so "
                "that such numbers are usual. Section 3 does it.",
                "It averages old ones": "Nothing asks it to. Eight new numbers go "
                "through the decoder; section 3.",
            },
            "It draws eight numbers at random and decodes them",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

CLASS = Quiz(
    "06/class",
    "Two questions for a class: vote, discuss, vote again",
    (
        Question(
            "which-space",
            "A report says: “Our pictures of generation 8 have a precision of 0.99.” "
            "What do you ask first?",
            {
                "How many pictures were scored": "That only changes the third digit. "
                "One grey picture, repeated a thousand times, has full precision in "
                "pixels: first ask in which space it was computed, and for recall.",
                "In which space, and what the recall was": "In pixels one grey "
                "picture, repeated a thousand times, has full precision, and no "
                "recall.",
                "Nothing: 0.99 is nearly perfect": "One grey picture, repeated a "
                "thousand times, has more than that, in pixels. And precision says "
                "nothing about what is missing.",
            },
            "In which space, and what the recall was",
        ),
        Question(
            "what-goes-first",
            "You look at twenty pictures of a model in the loop. All are clear digits, "
            "and all ten digits are there. Is nothing lost yet?",
            {
                "Nothing is lost: clear, and all ten": "The kinds of digits may be "
                "going already: fonts, slants, weights. Twenty pictures cannot show "
                "160 kinds.",
                "Something may be: styles go before digits": "In these loops the kinds "
                "fell while all ten digits were still there. Count kinds, beside as "
                "many real pictures.",
                "Something must be: every loop blurs": "Not every loop does, and not "
                "at once. But clear pictures of ten digits do not show that their "
                "styles are still there.",
            },
            "Something may be: styles go before digits",
        ),
    ),
    "On your own: answer, then read the reply to each option.",
    passed="Both right.",
    missed="Worth a discussion.",
    minutes=3,
)

END = Quiz(
    "06/end",
    "Five questions on notebook 06",
    (
        Question(
            "closeness",
            "Why can a thousand copies of the average picture have full precision in "
            "pixels?",
            {
                "The average is the most typical real picture": "It is no real picture "
                "at all: a grey blur. Yet in pixels it is closer to many real ones "
                "than they are to each other.",
                "In pixels it is closer to real ones than they are to each other": "A "
                "blur is never very wrong in any pixel. Two sharp digits, one shifted "
                "by a pixel, are.",
                "Precision counts how many pictures differ": "It does not: copies "
                "count like others. That is what recall and coverage are for.",
            },
            "In pixels it is closer to real ones than they are to each other",
        ),
        Question(
            "order",
            "Which score did this VAE lose first under replace, in components?",
            {
                "First precision, then recall": "At generation 2 most of recall is "
                "gone, and precision has hardly moved.",
                "First recall, then precision": "Recall falls at generation 2, "
                "precision some generations later, and then by a lot.",
                "Both at the same pace": "Recall is nearly gone when precision is "
                "still high.",
            },
            "First recall, then precision",
        ),
        Question(
            "control",
            "The VAE's control has a recall of about 0.7, new real pictures of 0.98. "
            "What is the difference?",
            {
                "Damage by the loop": "The control has no loop. It is what this model "
                "misses even on real pictures.",
                "What this model misses, loop or not": "It learns from new real "
                "pictures each time. Only what lies below the control is the loop's.",
                "Chance": "In six seeds and eight generations each it is never above "
                "0.8.",
            },
            "What this model misses, loop or not",
        ),
        Question(
            "fair",
            "An archive does better than a tenth of new pictures. What can be said "
            "about *old against new*?",
            {
                "Old real pictures are as good as new ones": "The archive had more "
                "real pictures in each training set. Old against new has to be "
                "compared at equal budgets.",
                "Nothing yet: the shares were unequal": "Half against a tenth. With "
                "half and half, at one n, it can be asked.",
                "Old ones are better": "The archive had more real pictures in each "
                "training set. That may be all of it.",
            },
            "Nothing yet: the shares were unequal",
        ),
        Question(
            "monday",
            "You have ten minutes to look at what an image model of yours has become. "
            "What do you do?",
            {
                "Compute precision once more": "It is the number that stays fine "
                "longest, and in the wrong space it never falls.",
                "Pick the ten best pictures": "The best ten of a narrow model look "
                "like the best ten of a healthy one.",
                "Lay fifty outputs beside fifty originals, and count kinds": "Take "
                "both at random. What is missing shows only beside what should be "
                "there.",
            },
            "Lay fifty outputs beside fifty originals, and count kinds",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 07.",
    missed="Look again at what you missed, then on to notebook 07.",
    minutes=5,
)

QUIZZES = [BEFORE, CLASS, END]

"""Notebook 05: anchors."""

from ...tasks.prediction import Amount, OneOf
from ...tasks.question import Question, Quiz

TITLE = "Anchors"

PREDICTIONS = [
    Amount(
        "05.p1",
        "A Gaussian with n = 100 points a generation; the fit divides by n. In each "
        "generation 99 points come from the last model and *one* is real, newly drawn "
        "from the truth each time. How much of the true variance does the model hold "
        "in the long run, as a mean over lineages?",
        "% of the variance",
        0,
        100,
        50,
    ),
    OneOf(
        "05.p2",
        "Now 1,000 points a generation. Team *Fresh* puts 10 real points into every "
        "training set, newly drawn each time. Team *Kept* has drawn 20 real points "
        "once and puts the same 20 into every training set. Which team loses less of "
        "the variance in the long run, as a mean over lineages?",
        {
            "kept": "Kept: 20 real points are more than 10",
            "equal": "Both lose the same: real is real",
            "fresh": "Fresh: its 10 do more than the 20",
            "neither": "Both lose nearly all: 1 or 2 % real data is too little",
        },
        answer="fresh",
    ),
    OneOf(
        "05.p3",
        "Rescue: a Gaussian with n = 100 has run under replace for 300 generations, "
        "and its median variance has fallen to about 0.002. From now on one in ten "
        "points is real, newly drawn each time. After how long is the *median* "
        "variance back to half of the true variance?",
        {
            "never": "Never: what is lost is lost",
            "as-long": "After about 300 generations: as long as the collapse took",
            "fifty": "After about 50 to 100 generations",
            "ten": "Within ten generations",
        },
        answer="ten",
    ),
]

BEFORE = Quiz(
    "05/before",
    "Before you start: two questions from notebooks 02 and 04, three on this one",
    (
        Question(
            "back-accumulate",
            "From notebook 04: without sampling bias, what does accumulate do to the "
            "variance of a Gaussian?",
            {
                "It falls to 0, more slowly than under replace": "That is so with a "
                "bias. Without one the losses are 1/t² of the first, and their sum has "
                "an end.",
                "It stays exactly as it is in the truth": "The first generations do "
                "lose something: about 16 % at n = 10. Then it levels off.",
                "It falls a little and levels off": "The noise of generation t counts "
                "1/t², and the sum of that has an end.",
            },
            "It falls a little and levels off",
        ),
        Question(
            "back-lost-word",
            "From notebook 02: a word has died out under replace. What can bring it "
            "back?",
            {
                "Only data from outside the loop": "A model writes what it has seen. "
                "A count of 0 stays 0 until real data bring the word in again.",
                "More generations": "Each generation draws from the last one. A count "
                "of 0 stays 0, however often one draws.",
                "More words a generation": "From a model that has lost the word, a "
                "million draws do not bring it either. It takes data from outside.",
            },
            "Only data from outside the loop",
        ),
        Question(
            "provenance",
            "A training set has 100 points: 10 real ones and 90 from a model that is "
            "nearly right. Can one see from the points which of them are real?",
            {
                "Yes, the real ones lie further out": "Some do and some do not. If the "
                "model is nearly right, nothing in a point shows it. Exercise 05.4 "
                "keeps the two apart.",
                "In general no: somebody has to write it down": "Exercise 05.4 keeps "
                "the two apart. The note is called provenance, and anyone who *keeps* "
                "real points needs it. Notebook 11 is about it.",
                "Yes, with enough points": "It helps to tell two *piles* apart, not "
                "single points. Exercise 05.4 keeps the two apart.",
            },
            "In general no: somebody has to write it down",
        ),
        Question(
            "archive-holds",
            "A library keeps a copy of 500 sentences, drawn once from all that people "
            "write. Somebody needs a rare word that is in none of them. Can the copy "
            "help?",
            {
                "Yes, if it is used in each generation": "However often it is read, it "
                "holds the same 500 sentences. Section 5 asks what follows.",
                "Yes, sooner or later": "It does not change with time. Section 5 asks "
                "what follows.",
                "No": "A copy gives back what it holds and nothing else. Section 5 "
                "asks what follows.",
            },
            "No",
        ),
        Question(
            "mean-median",
            "The variance in the long run is given as a mean over lineages. Half of "
            "them lie clearly below it. Where is the *median*?",
            {
                "It is below the mean": "A few wide lineages carry the mean, as in "
                "notebook 01. So this notebook gives both.",
                "It equals the mean": "Only where the lineages lie evenly around it. "
                "Here a few wide ones carry the mean.",
                "It is above the mean": "Half of all lineages lie below the median, by "
                "its definition. If half lie clearly below the mean, so does the "
                "median.",
            },
            "It is below the mean",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? Jump to the exercises.",
    missed="That is what this notebook is for.",
    minutes=4,
)

END = Quiz(
    "05/end",
    "Five questions on notebook 05",
    (
        Question(
            "count",
            "Five fresh real points among n = 100 hold about 90 % of the variance "
            "against chance, as a mean. How many does it take among n = 10,000, with "
            "faithful sampling?",
            {
                "500: the same share": "The share falls, but so does the loss of each "
                "generation. The two cancel: 2r/(2r + 1) does not depend on n.",
                "5: the same count": "For few real points among many it is "
                "2r/(2r + 1), whatever n is: about 0.91, a mean. The typical lineage "
                "has less.",
                "50: the count grows like √n": "It does not grow at all: 2r/(2r + 1) "
                "does not depend on n.",
            },
            "5: the same count",
        ),
        Question(
            "fixed-or-fresh",
            "10 fresh real points in each generation, or an archive of real points "
            "drawn once: how large must the archive be to hold the same mean variance?",
            {
                "About 10": "The archive always carries its own sampling error. It "
                "takes 3r + 1 points, here 31.",
                "As many as were bought in all": "Fresh points are forgotten as "
                "generations go by, so they do not add up. 3r + 1 = 31 are enough.",
                "About 30": "3r + 1 = 31, for few real points among many. It is a "
                "rule for the variance, not for rare words.",
            },
            "About 30",
        ),
        Question(
            "words",
            "One fresh real word in each generation of thousands holds about 2/3 of "
            "the Gini diversity, as a mean. What does it do for the number of "
            "different words?",
            {
                "Hardly anything": "One word cannot stand for hundreds of rare ones. "
                "For the tails it is the *share* of real data that counts.",
                "It holds about 2/3 of them too": "Gini looks at the frequent words, "
                "as in notebook 02. Hundreds of rare ones need a *share* of real data.",
                "It brings all of them back in time": "Each comes back now and then, "
                "and dies again soon. At any time hardly any of the rare ones is "
                "there.",
            },
            "Hardly anything",
        ),
        Question(
            "bias",
            "Against chance 10 % fresh data hold 95 % of the variance at n = 100 (a "
            "mean). Now the models draw with λ = 0.9. What do the same 10 % hold?",
            {
                "Still about 95 %": "Each generation narrows the 90 % of points that "
                "are synthetic. Against bias the share counts, and 10 % hold about "
                "half.",
                "About half": "0.51, and with n = 1,000 hardly more. Against bias the "
                "share and λ decide; more points do not help.",
                "Next to nothing": "The real points do come in each time, so there is "
                "a balance: at about half.",
            },
            "About half",
        ),
        Question(
            "rescue",
            "A loop has collapsed. What does a rescue with fresh real data *not* heal, "
            "if nobody kept a copy?",
            {
                "The variance of the model": "It comes back, the faster the more real "
                "points there are. What does not come back is most of the rare things "
                "in the data.",
                "The old records, with most of their rare things": "Rare things come "
                "back only as far as the truth still brings them, a few at a time. Old "
                "records that nobody kept are gone.",
                "Nothing: all of it heals": "The model heals. The old records are gone "
                "if nobody kept them; rare things come back a few at a time, if the "
                "truth still has them.",
            },
            "The old records, with most of their rare things",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five. On to notebook 06 or, on the short path, 07.",
    missed="Look again at what you missed, then on to notebook 06 or 07.",
    minutes=5,
)

QUIZZES = [BEFORE, END]

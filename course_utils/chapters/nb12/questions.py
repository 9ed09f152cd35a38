"""Notebook 12: data steward."""

from ...tasks.prediction import OneOf
from ...tasks.question import Question, Quiz

TITLE = "Data steward"

PREDICTIONS = [
    OneOf(
        "12.p1",
        "You are going to look after a data set for ten generations. Your grade, from "
        "A to E, is that of your worst meter. Which grade will your first game have?",
        {
            "A": "Grade A: all three meters hold",
            "B": "Grade B: one is a little short",
            "C": "Grade C: one is clearly short",
            "D": "Grade D: one has failed",
            "E": "Grade E: one is ruined",
        },
    ),
    OneOf(
        "12.p2",
        "A careful plan does six things; five of them are listed here. Which one can "
        "be left out with the least loss of *points*, if all the others stay?",
        {
            "human": "Buying human records",
            "detect": "The detector for model text",
            "verify": "Checking the model's own writing",
            "provenance": "Checking where records come from",
            "archive": "Keeping an archive",
        },
        answer="detect",
    ),
]

BEFORE = Quiz(
    "12/before",
    "Before you start: two questions from notebooks 04 and 05, three on this one",
    (
        Question(
            "back-pool",
            "From notebook 04: all data of the past are kept, and what the last model "
            "writes is added. What becomes of a rare type that generation 3 has "
            "already lost?",
            {
                "It may come back by chance": "No model writes a type that it has "
                "never read. Only what comes from outside brings it back.",
                "It stays in the pool, if an early generation had it": "That is what "
                "keeping does: the early records are still there and go on being "
                "learnt from.",
                "It is lost for good": "Under replace it is. But here the records of "
                "generation 1 are kept, and they still have it.",
            },
            "It stays in the pool, if an early generation had it",
        ),
        Question(
            "back-archive",
            "From notebook 05: what can an archive not do?",
            {
                "Hold rare types": "It holds those that it has ever held. What it "
                "never held it cannot give.",
                "Give back what it never held": "So new things need new records; the "
                "game makes you feel it.",
                "Be better than fresh records": "For variance it may do as well, with "
                "more records. New things are another matter.",
            },
            "Give back what it never held",
        ),
        Question(
            "one-measure",
            "A team has four troubles: rare types vanish, model text comes in, some "
            "records are poisoned, and the world changes. How many measures does it "
            "need, at least?",
            {
                "One that is good enough": "No measure of the game cures all four. You "
                "will see which one does nothing for which.",
                "More than one": "Each trouble has its own cure here. You will see "
                "which measure does nothing for which.",
                "None, if it waits": "Nothing here heals by waiting; it gets worse.",
            },
            "More than one",
        ),
        Question(
            "worst-of-three",
            "A model scores 99, 98 and 20 in three checks, and the grade is that of "
            "the worst. What is the next credit best spent on?",
            {
                "The 99, to make it perfect": "It cannot change the grade: the 20 "
                "does. So you have to know which meter is worst.",
                "The 20": "Only that can change the grade. So you have to know which "
                "meter is worst, and the meters of a team are not exact.",
                "Each in turn": "Two of the three cannot change the grade. So you have "
                "to know which meter is worst.",
            },
            "The 20",
        ),
        Question(
            "sample-of-sixty",
            "A team tries 60 triggers against its model, and none works. What does it "
            "know?",
            {
                "There is no poison": "None in 60 leaves room for a few per cent, and "
                "for triggers that nobody tried.",
                "Few triggers of that kind work, if any": "A few per cent may still "
                "work, and others may exist that nobody tried. The meters of the game "
                "show such ranges.",
                "Nothing at all": "It knows something: if half of them worked, 60 "
                "tries would have shown it.",
            },
            "Few triggers of that kind work, if any",
        ),
    ),
    "The first two look back. The last three look ahead: not knowing the answers is "
    "fine.",
    passed="All correct? On to the game.",
    missed="That is what this notebook is for.",
    minutes=4,
)

CLASS = Quiz(
    "12/class",
    "Two questions for a class: vote, discuss, vote again",
    (
        Question(
            "what-the-game-shows",
            "In this game the check of origins is worth more points than any other "
            "check. What follows for your own data?",
            {
                "It comes first there, too": "The price of poison in this game was "
                "chosen by its makers. Change one number and another check comes "
                "first.",
                "Nothing yet: ask what your own troubles are": "The game shows how "
                "measures and troubles fit. How large your troubles are, it cannot "
                "know.",
                "It is useless there: it is only a game": "Which measure cures which "
                "trouble carries over. How much it is worth does not.",
            },
            "Nothing yet: ask what your own troubles are",
        ),
        Question(
            "second-game",
            "Somebody plays the same seat again and has 20 points more. What has been "
            "learnt?",
            {
                "How to look after data": "Perhaps. Or only when this seat's shocks "
                "come. Play another seat to tell the two apart.",
                "Perhaps only when this seat's shocks come": "So a replay is marked, "
                "and exercise 3 plays a hundred seats that nobody has seen.",
                "Nothing: chance did it": "A seat involves no chance: the same actions "
                "earn the same points.",
            },
            "Perhaps only when this seat's shocks come",
        ),
    ),
    "On your own: answer, then read the reply to each option.",
    passed="Both right.",
    missed="Worth a discussion.",
    minutes=3,
)

END = Quiz(
    "12/end",
    "Five questions on notebook 12",
    (
        Question(
            "poison-and-share",
            "Attacks succeed. Why does buying more human records not help here?",
            {
                "They are too expensive": "They may be cheap: it is the vendor's "
                "poison that comes along with them.",
                "They bring poison along, and a few records suffice": "More good ones "
                "beside them change little: it is a count that matters here.",
                "They are stale": "They are the freshest records there are. Some of "
                "them are poisoned.",
            },
            "They bring poison along, and a few records suffice",
        ),
        Question(
            "verification-and-tail",
            "Everything that the model writes is verified, and nothing else is done. "
            "What does the report card say?",
            {
                "All is well: only valid records are learnt": "All of it is valid, "
                "and fewer types are left in each generation.",
                "Valid, and the tail is gone": "A check throws bad records away. It "
                "brings no missing one back.",
                "Invalid: the model checks itself": "The check of this game is "
                "perfect. Even so the tail goes.",
            },
            "Valid, and the tail is gone",
        ),
        Question(
            "stale-archive",
            "An archive never drops a record. Which meter still falls?",
            {
                "None": "The world goes on: after ten years, or here ten generations, "
                "some of what is rare is new.",
                "Valid": "Old records are as valid as ever. What is missing is new.",
                "The tail, since new types appear": "It holds nothing that is younger "
                "than itself.",
            },
            "The tail, since new types appear",
        ),
        Question(
            "gap-of-three",
            "Your plan has 82 points on your seat; the steward has 85, a mean over "
            "many seats. What may you say?",
            {
                "The steward's is better": "Its points are a mean over some seats; "
                "yours are of one. So small a gap is no rank.",
                "They cannot be told apart": "Gaps under five points are no rank here.",
                "Mine is better: fewer credits": "Credits that are left count for "
                "nothing; and the gap is too small to rank.",
            },
            "They cannot be told apart",
        ),
        Question(
            "evidence",
            "You read: “In a simulation, provenance checks improved results by 29 "
            "points.” What do you ask?",
            {
                "How many runs": "A good question; but a million runs of a world that "
                "was built that way would say the same.",
                "Who chose the world's numbers, and what happens if they change": "In "
                "a simulation a measure is worth what its makers put in.",
                "Nothing: it agrees with notebook 12": "Notebook 12's numbers were "
                "chosen so that every measure is needed. They are no evidence.",
            },
            "Who chose the world's numbers, and what happens if they change",
        ),
    ),
    "The first answer counts; try the others for what they explain.",
    passed="Five out of five.",
    missed="Look again at what you missed.",
    minutes=4,
)

QUIZZES = [BEFORE, CLASS, END]

"""Exercise 10.4: a ranker with odds 2; is that half of the human share?"""

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong
from ....theory import exposure

THREE = ["seen, few human pages", "seen, many human pages", "share needed"]


def _seat(random):
    return {
        "few": random.choice([2, 3, 4, 5]),
        "many": random.choice([60, 70, 75, 80]),
        "odds": random.choice([2, 3, 4]),
        "wish": random.choice([20, 25, 30, 40]),
    }


def _needed(g) -> float:
    """h with h / (h + (1 - h) w) as wished."""
    seen, w = g["wish"] / 100, g["odds"]
    return seen * w / (seen * w + 1 - seen)


def _three(g) -> list[float]:
    few, many = (exposure(g[name] / 100, g["odds"]) for name in ("few", "many"))
    return [few, many, _needed(g)]


def _divided(g) -> list[float]:
    w = g["odds"]
    return [g["few"] / 100 / w, g["many"] / 100 / w, g["wish"] / 100 * w]


RANKER = Exercise(
    id="10.4",
    title="A ranker's odds",
    minutes=8,
    difficulty=3,
    importance=3,
    given=_seat,
    task=lambda g: (
        f"A ranker shows each page by a model {g['odds']} times as readily as a human "
        f"page. Of the pages, {g['few']} % are human: what share of what is *shown* is "
        f"human? And with {g['many']} % human pages? Last: how large must the human "
        f"share of the pages be, so that {g['wish']} % of what is shown is human? "
        "Three numbers from 0 to 1."
    ),
    answer=Numbers(THREE, absolute=0.0012),
    reference=_three,
    alternatives=(
        lambda g: dict(zip(THREE, _three(g), strict=True)),
        lambda g: [round(x, 3) for x in _three(g)],
    ),
    wrong=(
        Wrong(
            "odds-divide-the-share",
            "You divided and multiplied by the odds. That comes close where human "
            "pages are few, and only there: count 100 pages, and let each model's "
            "page count for several.",
            _divided,
        ),
        Wrong(
            "odds-divide-the-share",
            "Close for few human pages, where nearly all of the rest is by models. "
            "With many human pages the models' pages are few, however readily shown.",
            but(_three, {1: lambda g: _divided(g)[1]}),
        ),
        Wrong(
            "needed-by-multiplying",
            "The first two are right. The third is not the wish times the odds: solve "
            "the same equation for the share of the pages.",
            but(_three, {2: lambda g: _divided(g)[2]}),
        ),
        Wrong(
            "forwards-for-backwards",
            "The third asks backwards: which share of the *pages* gives that share of "
            "what is shown? You computed what is shown.",
            but(_three, {2: lambda g: exposure(g["wish"] / 100, g["odds"])}),
        ),
        Wrong(
            "ranker-likes-people",
            "You gave the odds to the human pages. They belong to the models' pages.",
            lambda g: [
                exposure(g["few"] / 100, 1 / g["odds"]),
                exposure(g["many"] / 100, 1 / g["odds"]),
                exposure(g["wish"] / 100, g["odds"]),
            ],
        ),
        Wrong(
            "models-share",
            "These are the models' shares. The question asks for the human ones.",
            lambda g: [1 - x for x in _three(g)],
        ),
        Wrong(
            "few-and-many-exchanged",
            "The first two are exchanged: few human pages first.",
            moved(_three, 1, 0, 2),
        ),
    ),
    hints=(
        "Take 100 pages. A human page counts once, a model's page as often as it is "
        "shown. Who has which share of that sum?",
        lambda g: (
            f"First: {g['few']} human, {100 - g['few']} × {g['odds']} = "
            f"{(100 - g['few']) * g['odds']} by models. Divide."
        ),
        "h' = h/(h + (1 − h)w), and backwards h = h'w/(h'w + 1 − h').",
    ),
    solution=lambda g: (
        "{:.4f}, {:.4f} and {:.4f}.\n".format(*_three(g))
        + "Odds divide *odds*: human pages to models' pages. For small shares that is "
        "nearly the same as dividing the share."
    ),
    solution_code=lambda g: (
        f"few, many, w, seen = {g['few'] / 100}, {g['many'] / 100}, {g['odds']}, "
        f"{g['wish'] / 100}\n"
        "shown = lambda h: h / (h + (1 - h) * w)\n"
        "answer = [shown(few), shown(many), seen * w / (seen * w + 1 - seen)]"
    ),
    correct="Odds divide the human *share* only where there is little human text.",
)

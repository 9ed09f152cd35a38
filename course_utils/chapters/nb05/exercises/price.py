"""Exercise 05.5: what it costs to hold a variance, fresh or from an archive."""

import math

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

N = 1_000
FOUR = ["fresh points", "kept points", "cost of the cheaper plan", "turning point"]
FRESH, KEPT, COST, TURN = range(4)
PRICES = [(20, 3), (20, 4), (24, 3), (24, 4), (30, 4), (30, 5), (40, 6), (40, 8)]


def _seat(random):
    while True:
        price, rent = random.choice(PRICES)
        given = {
            "V": random.choice([0.85, 0.9, 0.92, 0.93]),
            "price": price,
            "rent": rent,
            "T": random.choice([2, 3, 20, 30, 50]),
        }
        if 0.1 < four(given)[TURN] % 1 < 0.9:  # rounding it is another number
            return given


def smallest(law, goal: float) -> int:
    """The fewest real points with which the law holds the goal."""
    return next(r for r in range(2, N) if law(N, r) >= goal)


def _points(given):
    laws = theory.fresh_anchor_variance, theory.fixed_anchor_variance
    return [smallest(law, given["V"]) for law in laws]


def bill(fresh, kept, given, rent=None):
    """The four numbers from the points that each plan needs."""
    price, T = given["price"], given["T"]
    rent = given["rent"] if rent is None else rent
    plans = fresh * price * T, kept * price + kept * rent * T
    saved = fresh * price - kept * rent  # by the archive, each generation
    turn = kept * price / saved if saved > 0 else math.inf
    return [fresh, kept, min(plans), turn]


def four(given):
    """Points of both plans, cost of the cheaper one, and where they change places."""
    return bill(*_points(given), given)


def _by_rule(given):
    """Right in another way: the limits for few real points, and each cost."""
    V, price, rent = given["V"], given["price"], given["rent"]
    fresh = math.ceil(V / (2 * (1 - V)))
    kept = math.ceil((2 + V) / (2 * (1 - V)))
    costs = fresh * price * given["T"], kept * (price + rent * given["T"])
    turn = kept * price / (fresh * price - kept * rent)
    return [fresh, kept, min(costs), round(turn, 1)]


def _dearer(given):
    fresh, kept, _, turn = four(given)
    T = given["T"]
    plans = fresh * given["price"] * T, kept * (given["price"] + given["rent"] * T)
    return [fresh, kept, max(plans), turn]


def _each_time(given):
    """An archive that is paid for in full in every generation."""
    fresh, kept = _points(given)
    plans = fresh, kept + kept * given["rent"] / given["price"]
    return [fresh, kept, min(plans) * given["price"] * given["T"], math.inf]


def _same_dose(given):
    """An archive of r points."""
    fresh = _points(given)[0]
    return bill(fresh, fresh, given)


PRICE = Exercise(
    id="05.5",
    title="The cheapest way to hold the variance",
    minutes=10,
    difficulty=3,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"A Gaussian, n = {N:,} points a generation, the fit divides by n, faithful "
        "sampling. The *mean* variance over lineages is to be held at "
        f"{g['V']} or more in the long run. A real point costs {g['price']} coins when "
        "it is drawn. Two plans: *fresh*, with r new real points in every generation; "
        "or *kept*, with R real points that are drawn once, stored, and put into "
        f"every training set. Keeping a point costs {g['rent']} coins a generation. "
        "The rest of the n points comes from the last model and costs nothing. The "
        "loop goes on without end, so the dose is set by the long run; only the bill "
        f"is for the first {g['T']} generations. (Over so few generations chance alone "
        "would not yet have done harm.)\n"
        "Four numbers. (1) The smallest r. (2) The smallest R. (3) What "
        f"the cheaper of the two plans costs for T = {g['T']} generations: fresh is "
        f"{g['price']}·r·T, kept is {g['price']}·R + {g['rent']}·R·T. (4) After "
        "how many generations have both plans cost the same, to one decimal?\n"
        "For (1) and (2) try `theory.fresh_anchor_variance(n, r)` and "
        "`theory.fixed_anchor_variance(n, R)`. If (4) never comes, write `np.inf`."
    ),
    answer=Numbers(FOUR, absolute=(0, 0, 0.5, 0.06)),
    reference=four,
    alternatives=(_by_rule, lambda g: dict(zip(FOUR, four(g), strict=True))),
    wrong=(
        Wrong(
            "real-is-real",
            "You took R = r. Kept points always carry the same sampling "
            "error, so it takes about three times as many of them.",
            _same_dose,
            places=(FRESH, KEPT),
        ),
        Wrong(
            "keeping-is-free",
            "You forgot what keeping costs. It is paid for every point in every "
            "generation.",
            lambda g: bill(*_points(g), g, rent=0),
        ),
        Wrong(
            "archive-bought-each-time",
            "You pay for the kept points again in every generation. They are drawn "
            "once; afterwards only keeping them costs.",
            _each_time,
        ),
        Wrong(
            "the-dearer-plan",
            "Your numbers of points are right. You gave the cost of the dearer plan.",
            _dearer,
        ),
        Wrong(
            "share-of-data-is-share-of-variance",
            "You took that share of the n points. A handful of real points is enough "
            "against chance: the synthetic ones hand on what the real ones brought in.",
            lambda g: bill(g["V"] * N, g["V"] * N, g),
        ),
        Wrong(
            "swapped",
            "You swapped r and R. Which of the two plans brings new information in "
            "every generation, and so needs fewer points?",
            moved(four, KEPT, FRESH, COST, TURN),
            places=(FRESH, KEPT),
        ),
        *(
            Wrong(
                "turning-point-rounded",
                "The first three are right. The turning point lies between two whole "
                "generations; the question asks for one decimal.",
                but(four, {TURN: lambda g, rounded=rounded: rounded(four(g)[TURN])}),
            )
            for rounded in (math.floor, math.ceil)
        ),
        *(
            Wrong(
                "one-point-off",
                "Your numbers of points are one too small or too large. The question "
                "asks for the smallest number that still *reaches* the goal.",
                lambda g, off=off: bill(*(n + off for n in _points(g)), g),
                places=(FRESH, KEPT),
            )
            for off in (-1, 1)
        ),
        Wrong(
            "one-generation-too-few",
            "The points are right. You paid for one generation too few: all "
            "T generations cost, the first one as well.",
            but(
                four,
                {COST: lambda g: bill(*_points(g), {**g, "T": g["T"] - 1})[COST]},
            ),
            places=(FRESH, KEPT, COST),
        ),
    ),
    hints=(
        "(1) and (2): raise the number of real points until the formula reaches the "
        "goal. Then compare the two costs.",
        "For few real points among many: r = V/(2(1 − V)), R = (2 + V)/(2(1 − V)), "
        "both rounded up.",
        "(4): price·r·T = price·R + rent·R·T, so T = price·R / (price·r − rent·R).",
    ),
    solution=lambda g: (
        "{}, {}, {:,.0f}, {:.2f}.\n".format(*four(g))
        + "For a short time fresh points are cheaper, for a long time kept ones. "
        "The bill is about variance alone: kept data cannot return a word that they "
        "never held, and they grow old when the truth changes."
    ),
    solution_code=lambda g: (
        "from course_utils import theory\n\n\n"
        "def smallest(law):\n"
        f"    return next(r for r in range(2, {N}) if law({N}, r) >= {g['V']})\n\n\n"
        f"price, rent, T = {g['price']}, {g['rent']}, {g['T']}\n"
        "r = smallest(theory.fresh_anchor_variance)\n"
        "R = smallest(theory.fixed_anchor_variance)\n"
        "cost = min(price * r * T, price * R + rent * R * T)\n"
        "answer = (r, R, cost, price * R / (price * r - rent * R))"
    ),
    correct="Human data has a price, and so has memory. Which is cheaper depends on "
    "how long you want to go on.",
)

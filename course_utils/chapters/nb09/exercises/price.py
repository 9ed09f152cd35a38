"""Exercise 09.5: at which price does a check pay?"""

from .... import theory
from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

FOUR = ["highest price", *(f"checked at the {i} price" for i in ("1st", "2nd", "3rd"))]
PRICES = [0.2, 0.4, 0.8, 1.6, 3.0, 6.0, 12.0, 24.0]


def _seat(random):
    while True:
        given = {
            "p": random.choice([0.56, 0.6, 0.64, 0.7]),
            "passes": random.choice([0.85, 0.9, 0.95]),
            "slips": random.choice([0.2, 0.3, 0.4]),
        }
        price = _price(given)
        below = [c for c in PRICES if c < 0.9 * price][-2:]
        above = [c for c in PRICES if c > 1.1 * price][:2]
        prices = [below[-1], above[0], random.choice(below[:-1] + above[1:])]
        if abs(_kept_free(given) - price - 1) > 0.1 * price:  # two mistakes apart
            return {**given, "prices": random.sample(prices, 3)}


def _price(given) -> float:
    return theory.highest_price(given["p"], given["passes"], given["slips"])


def _kept_free(given) -> float:
    """The price if only what passes had to be paid for."""
    q = theory.label_precision(given["p"], given["passes"], given["slips"])
    return (2 * q - 1) ** 2 / (2 * given["p"] - 1) ** 2 - 1


def four(given):
    """The price, and which share of the labels is best checked at three prices."""
    price = _price(given)
    return [price, *(float(c < price) for c in given["prices"])]


def _by_hand(given):
    """Right in another way: what a coin buys, checked and unchecked."""
    p, phi, psi = given["p"], given["passes"], given["slips"]
    right, wrong = p * phi, (1 - p) * psi
    plain, checked = (2 * p - 1) ** 2, (right - wrong) ** 2 / (right + wrong)
    best = [float(checked / (1 + c) > plain) for c in given["prices"]]
    return [round(checked / plain - 1, 2), *best]


def _first(change):
    return but(four, {0: change})


PRICE = Exercise(
    id="09.5",
    title="What may a check cost?",
    minutes=8,
    difficulty=4,
    importance=3,
    given=_seat,
    task=lambda g: (
        "Two classes, and a budget. Making a label costs 1 coin, checking it c coins "
        f"more. A share p = {g['p']} of the labels is right; the checker passes a "
        f"share φ = {g['passes']} of the right ones and ψ = {g['slips']} of the wrong "
        "ones. A set of labels is worth (right − wrong)² / number: that many labels "
        "without a mistake would teach as much.\n"
        "Four numbers. (1) At which price c do checking all labels and checking none "
        "give the same worth for the budget? (2) to (4): which share of the labels is "
        "best checked, from 0 to 1, if the price is {}, if it is {}, and if it is "
        "{}?".format(*g["prices"])
    ),
    answer=Numbers(FOUR, relative=(0.03, 0, 0, 0), absolute=0.02),
    reference=four,
    alternatives=(_by_hand, lambda g: dict(zip(FOUR, four(g), strict=True))),
    wrong=(
        Wrong(
            "checking-is-free",
            "You check everything at any price. The coins for checks could buy more "
            "labels, and many poor labels can be worth more than a few good ones.",
            but(four, dict.fromkeys((1, 2, 3), lambda g: 1.0)),
            tells=lambda seen, g: all(share == 1 for share in seen[1:]),
        ),
        Wrong(
            "half-is-a-compromise",
            "You check a part at one of the prices. Between none and all there was no "
            "better part in any setting that we tried: a check is worth its price, or "
            "it is not.",
            but(four, dict.fromkeys((1, 2, 3), lambda g: 0.5)),
            tells=lambda seen, g: any(0.05 < share < 0.95 for share in seen[1:]),
        ),
        Wrong(
            "making-not-counted",
            "Your first number is the price of a label that is made *and* checked. The "
            "check alone costs 1 less.",
            _first(lambda g: _price(g) + 1),
            places=(0,),
        ),
        Wrong(
            "dear-checks-first",
            "You check at a high price and not at a low one.",
            but(four, {i: lambda g, i=i: 1 - four(g)[i] for i in (1, 2, 3)}),
            places=(1, 2, 3),
        ),
        Wrong(
            "share-kept-not-counted",
            "Your first number takes the right share of what passes, and forgets that "
            "fewer labels pass than were paid for.",
            _first(_kept_free),
            places=(0,),
        ),
    ),
    hints=(
        "Take 1,000 coins. Unchecked they buy 1,000 labels, checked 1,000 / (1 + c), "
        "of which a part passes.",
        "For one label made: unchecked worth (2 p − 1)². Checked: right p φ, wrong "
        "(1 − p) ψ, worth (right − wrong)² / (right + wrong).",
        "Equal where 1 + c = checked worth / unchecked worth. Below that price check "
        "all, above it check none.",
    ),
    solution=lambda g: (
        f"c = {_price(g):.2f}. All or nothing: "
        + ", ".join(
            f"{share:.0f} at {c:g}"
            for share, c in zip(four(g)[1:], g["prices"], strict=True)
        )
        + "."
    ),
    solution_code=lambda g: (
        f"p, phi, psi = {g['p']}, {g['passes']}, {g['slips']}\n"
        "right, wrong = p * phi, (1 - p) * psi\n"
        "price = (right - wrong) ** 2 / (right + wrong) / (2 * p - 1) ** 2 - 1\n"
        f"answer = [price, *(float(c < price) for c in {g['prices']})]"
    ),
    correct="The poorer the labels, the more a check may cost. Near a coin's flip it "
    "is worth nearly any price.",
)

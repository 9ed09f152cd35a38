"""Exercise 10.2: the Gini of a model and of its web, in islands and in a pool."""

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but, moved
from ....tasks.exercise import Exercise, Wrong

FOUR = ["islands, one model", "islands, the web", "pool, one model", "pool, the web"]


def _seat(random):
    return {
        "models": random.choice([4, 6, 8, 10]),
        "n": random.choice([20, 30, 40]),
        "t": random.choice([60, 70, 80]),
    }


def _left(g) -> list[float]:
    """Shares of the truth's Gini that are left, at generation t."""
    m, n, t = g["models"], g["n"], g["t"]
    alone, pooled = (1 - 1 / n) ** t, (1 - 1 / (m * n)) ** t
    return [
        alone,
        1 - (1 - alone) / m,
        (1 - 1 / n) * pooled / (1 - 1 / (m * n)),
        pooled,
    ]


def _alone(g) -> float:
    return (1 - 1 / g["n"]) ** g["t"]


WEB_DIVERSITY = Exercise(
    id="10.2",
    title="Who is diverse?",
    minutes=12,
    difficulty=4,
    importance=4,
    given=_seat,
    task=lambda g: (
        f"{g['models']} models, {g['n']} records each, no human text after generation "
        f"1. Generation {g['t']}; four shares of the truth's Gini diversity, as means "
        "over many webs. *Islands*: each model learns from its own last generation; "
        "how much is left in one model, and how much in the web (the mean of all "
        "models)? *Pool*: a record may be any model's; the same two.\n"
        "You know from notebook 02 that drawing n records again leaves 1 − 1/n of the "
        "Gini. And the Gini is the chance that two records differ: two records of the "
        "web are of one model with chance 1/M."
    ),
    answer=Numbers(FOUR, absolute=0.0011),
    reference=_left,
    alternatives=(
        lambda g: dict(zip(FOUR, _left(g), strict=True)),
        lambda g: [round(x, 3) for x in _left(g)],
    ),
    wrong=(
        Wrong(
            "web-is-one-model",
            "You gave the islands' web what one model has. But two records of the web "
            "mostly come from two models, which lost different things.",
            but(_left, {1: _alone}),
        ),
        Wrong(
            "islands-are-a-pool",
            "You took the islands for one population of all records. No record leaves "
            "its island; what differs between islands stays.",
            but(_left, {1: lambda g: (1 - 1 / (g["models"] * g["n"])) ** g["t"]}),
        ),
        Wrong(
            "only-the-limit",
            "1 − 1/M is what is left when every model says one thing. At this "
            "generation the models still have something of their own: add their part.",
            but(_left, {1: lambda g: 1 - 1 / g["models"]}),
        ),
        Wrong(
            "pool-is-one-model",
            "In a pool each model draws from what *all* wrote: M n records, so the "
            "loss is 1/(M n) a generation.",
            but(_left, {2: _alone, 3: _alone}),
        ),
        Wrong(
            "models-keep-all-of-the-pool",
            "Nearly. One model holds n records of the pool, so it has a little less "
            "than the pool that it drew from: a factor 1 − 1/n for its own draw.",
            but(_left, {2: lambda g: _left(g)[3]}),
        ),
        Wrong(
            "a-generation-too-many",
            "The pool's model has lost one generation too much: t − 1 of its draws "
            "are the pool's, and only the last one is its own.",
            but(_left, {2: lambda g: (1 - 1 / g["n"]) * _left(g)[3]}),
        ),
        Wrong(
            "loss-for-what-is-left",
            "You gave what is lost. The question asks for what is left.",
            lambda g: [1 - x for x in _left(g)],
        ),
        Wrong(
            "order-of-the-four",
            "The right numbers in another order: islands first, each time one model, "
            "then the web.",
            moved(_left, 0, 2, 1, 3),
        ),
    ),
    hints=(
        "Islands: what does one model keep, by the law of notebook 02? And two records "
        "of two different islands: does the chance that they differ ever change?",
        "Islands' web: with chance 1/M both records are of one model, else they differ "
        "as two real records do. Pool: one population of M n records.",
        "(1 − 1/n)^t; 1 − (1 − (1 − 1/n)^t)/M; (1 − 1/n)(1 − 1/(Mn))^(t−1); "
        "(1 − 1/(Mn))^t.",
    ),
    solution=lambda g: (
        ", ".join(f"{x:.3f}" for x in _left(g))
        + ".\nIt takes long until the islands' web clearly has more Gini than the "
        "pool: look at what one model has, too."
    ),
    solution_code=lambda g: (
        f"M, n, t = {g['models']}, {g['n']}, {g['t']}\n"
        "one, pool = (1 - 1 / n) ** t, (1 - 1 / (M * n)) ** t\n"
        "own = (1 - 1 / n) / (1 - 1 / (M * n))\n"
        "answer = [one, 1 - (1 - one) / M, own * pool, pool]"
    ),
    correct="A web can look diverse while each of its models has little left to say. "
    "Ask for both numbers.",
)

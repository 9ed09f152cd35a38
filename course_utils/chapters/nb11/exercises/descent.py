"""Exercise 11.2: what the labels say, and what stands behind the records."""

from functools import cache

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

FOUR = ["labelled human", "descend from a model", "descend from B", "deepest"]


def _seat(random):
    """A small archive: (id, label, sources) of texts and models, oldest first."""
    people = random.randint(3, 7)
    rows = [(f"p{i}", "human", ()) for i in range(1, people + 1)]
    rows.append(("A", "model", tuple(f"p{i}" for i in range(1, 4))))
    rows += [("a1", "synthetic", ("A",)), ("a2", "synthetic", ("A",))]
    edits = [
        ("e1", "human", ("a1",)),
        ("e2", "human", ("e1",)),
        ("e3", "human", ("a2",)),
    ]
    rows += edits[: random.randint(1, 3)]
    rows.append(("j1", "human", ("p1", "a2")))  # put together from two
    rows.append(("B", "model", ("p2", random.choice(["e1", "j1"]))))
    rows += [(f"b{i}", "synthetic", ("B",)) for i in range(1, random.randint(2, 5))]
    if random.random() < 0.5:
        rows.append(("j2", "human", ("p3", "b1")))
    if random.random() < 0.5:
        rows += [("C", "model", ("p1", "b1")), ("c1", "synthetic", ("C",))]
    return {"_rows": rows}


def _texts(given) -> list[str]:
    return [id for id, label, _ in given["_rows"] if label != "model"]


def _labelled(given) -> int:
    return sum(label == "human" for _, label, _ in given["_rows"])


def _all(sources):
    return sources


def _depths(given, parents=_all) -> dict[str, int]:
    """Id -> models on the longest way back; ``parents`` may leave some ways out."""
    rows = {id: (label, behind) for id, label, behind in given["_rows"]}

    @cache
    def depth(id: str) -> int:
        ways = parents(rows[id][1])
        return max((depth(s) + (rows[s][0] == "model") for s in ways), default=0)

    return {id: depth(id) for id in rows}


def _from_b(given, parents=_all) -> int:
    """Texts with B behind them."""
    rows = {id: behind for id, _, behind in given["_rows"]}

    @cache
    def touched(id: str) -> bool:
        return any(source == "B" or touched(source) for source in parents(rows[id]))

    return sum(map(touched, _texts(given)))


def _four(given, parents=_all):
    depths = [_depths(given, parents)[id] for id in _texts(given)]
    descend = sum(depth > 0 for depth in depths)
    return [_labelled(given), descend, _from_b(given, parents), max(depths)]


def _by_label(given):
    """Descent taken from the label: what is called synthetic, one model deep."""
    return sum(label == "synthetic" for _, label, _ in given["_rows"])


def _records_behind(given) -> int:
    """All records with a model behind them, models among them."""
    return sum(depth > 0 for depth in _depths(given).values())


def _line(row) -> str:
    id, label, behind = row
    named = " and ".join(behind)
    if label == "model":
        return f"{id}: a model, trained on {named}."
    if label == "synthetic":
        return f"{id}: labelled synthetic, written by {named}."
    how = {0: "", 1: f", edited from {named}", 2: f", put together from {named}"}
    return f"{id}: labelled human{how[len(behind)]}."


DESCENT = Exercise(
    id="11.2",
    title="The label and the descent",
    minutes=8,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "An archive, its models among the records.\n"
        + "\n".join(map(_line, g["_rows"]))
        + "\nFour whole numbers. How many texts are labelled human? How many texts "
        "descend from a model, by any route? B turns out to be poisoned: how many "
        "texts descend from B? And the deepest text: how many models are on the "
        "longest way back from it? Models do not count as texts."
    ),
    answer=Numbers(FOUR),
    reference=_four,
    alternatives=(lambda g: dict(zip(FOUR, _four(g), strict=True)),),
    wrong=(
        Wrong(
            "label-for-descent",
            "You counted labels. An edit is labelled human, and what it was edited "
            "from was written by a model: follow each text back.",
            but(_four, {1: _by_label}),
            places=(0, 1),
        ),
        Wrong(
            "first-parent-only",
            "You followed the first of two parents. A text that was put together from "
            "two descends from both.",
            lambda g: _four(g, lambda sources: sources[:1]),
        ),
        Wrong(
            "one-generation-only",
            "The descent is right; the deepest is not one. Model B was trained on a "
            "text that itself descends from model A.",
            but(_four, {3: lambda g: 1}),
        ),
        Wrong(
            "models-counted-as-texts",
            "Models are records, but no texts. Leave out those that descend from "
            "another model.",
            but(_four, {1: _records_behind}),
        ),
        Wrong(
            "steps-for-models",
            "You counted all steps of the longest way. Count the models on it.",
            but(_four, {3: lambda g: _steps(g)}),
        ),
        Wrong(
            "any-model-for-b",
            "You gave what descends from any model twice. What was made of A's texts "
            "alone has nothing of B.",
            but(_four, {2: lambda g: _four(g)[1]}),
        ),
        Wrong(
            "human-without-the-edited",
            "You left out texts that descend from a model. The first question is what "
            "the labels *say*, however wrong that may be.",
            but(_four, {0: lambda g: len(_texts(g)) - _four(g)[1]}),
        ),
    ),
    hints=(
        "First count the labels. Then forget them.",
        "Mark A. Mark every text that names a marked record, and every model that was "
        "trained on one. Go on until nothing is new.",
        "For the deepest start at the last model and go back. b1 was written by B, "
        "and B was trained on a text that comes from a text of A.",
    ),
    solution=lambda g: (
        "{} are labelled human; {} descend from a model, {} of them from B; {} models "
        "stand behind the deepest.\n".format(*_four(g))
        + "Behind: "
        + ", ".join(f"{i} {_depths(g)[i]}" for i in _texts(g) if _depths(g)[i])
        + "."
    ),
    solution_code=lambda g: f"answer = {tuple(_four(g))!r}",
    correct="Labels are what somebody wrote down. Descent has to be followed, through "
    "every parent and every training set.",
)


def _steps(given) -> int:
    """Records on the longest way back, counted in steps."""
    rows = {id: behind for id, _, behind in given["_rows"]}

    def steps(id: str) -> int:
        return max((1 + steps(s) for s in rows[id]), default=0)

    return max(map(steps, _texts(given)))

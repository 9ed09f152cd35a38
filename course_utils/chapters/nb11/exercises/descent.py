"""Exercise 11.2: what the labels say, and what stands behind the records."""

from functools import cache

from ....tasks.answers import Numbers
from ....tasks.answers.numeric import but
from ....tasks.exercise import Exercise, Wrong

THREE = ["labelled human", "descend from a model", "deepest"]


def _seat(random):
    """A small archive: (id, label, sources) of texts and models, oldest first."""
    people = random.randint(4, 6)
    rows = [(f"p{i}", "human", ()) for i in range(1, people + 1)]
    lately = random.randint(2, 3)  # texts of the second model
    rows.append(("A", "model", tuple(f"p{i}" for i in range(1, 4))))
    rows += [("a1", "synthetic", ("A",)), ("a2", "synthetic", ("A",))]
    edits = [("e1", "human", ("a1",)), ("e2", "human", ("e1",))]
    rows += edits[: random.randint(1, 2)]
    rows.append(("j1", "human", ("p1", "a2")))  # put together from two
    rows.append(("B", "model", ("p2", random.choice(["e1", "j1"]))))
    rows += [(f"b{i}", "synthetic", ("B",)) for i in range(1, lately + 1)]
    if random.random() < 0.5:
        rows.append(("j2", "human", ("p3", "b1")))
    return {"_rows": rows}


def _texts(given) -> list[str]:
    return [id for id, label, _ in given["_rows"] if label != "model"]


def _labelled(given) -> int:
    return sum(label == "human" for _, label, _ in given["_rows"])


def _depths(given, sources=lambda behind: behind) -> dict[str, int]:
    """Id -> models on the longest way back; ``sources`` may leave some ways out."""
    rows = {id: (label, behind) for id, label, behind in given["_rows"]}

    @cache
    def depth(id: str) -> int:
        return max(
            (depth(s) + (rows[s][0] == "model") for s in sources(rows[id][1])),
            default=0,
        )

    return {id: depth(id) for id in rows}


def _descend(given, depths) -> int:
    return sum(depths[id] > 0 for id in _texts(given))


def _three(given, depths=None):
    depths = depths or _depths(given)
    deepest = max(depths[id] for id in _texts(given))
    return [_labelled(given), _descend(given, depths), deepest]


def _by_label(given):
    """Descent taken from the label: what is called synthetic, one model deep."""
    return sum(label == "synthetic" for _, label, _ in given["_rows"])


def _one_step(given) -> int:
    models = {id for id, label, _ in given["_rows"] if label == "model"}
    return sum(
        bool(models & {*behind}) for _, label, behind in given["_rows"]
        if label != "model"
    )  # fmt: skip


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
    minutes=6,
    difficulty=2,
    importance=5,
    given=_seat,
    task=lambda g: (
        "An archive, its models among the records.\n"
        + "\n".join(map(_line, g["_rows"]))
        + "\nThree whole numbers. How many texts are labelled human? How many texts "
        "descend from a model, by whatever way? And the deepest text: how many models "
        "stand on the longest way back from it? Models are no texts."
    ),
    answer=Numbers(THREE),
    reference=_three,
    alternatives=(lambda g: dict(zip(THREE, _three(g), strict=True)),),
    wrong=(
        Wrong(
            "label-for-descent",
            "You counted labels. An edit is labelled human, and what it was edited "
            "from was written by a model: follow each text back.",
            but(_three, {1: _by_label}),
            places=(0, 1),
        ),
        Wrong(
            "first-parent-only",
            "You followed the first of two parents. A text that was put together from "
            "two descends from both.",
            lambda g: _three(g, _depths(g, lambda behind: behind[:1])),
        ),
        Wrong(
            "one-generation-only",
            "The descent is right; the deepest is not one. Model B was trained on a "
            "text that itself descends from model A.",
            but(_three, {2: lambda g: 1}),
        ),
        Wrong(
            "models-counted-as-texts",
            "Models are records, but no texts. Leave B out, which descends from A.",
            but(_three, {1: lambda g: _three(g)[1] + 1}),
        ),
        Wrong(
            "steps-for-models",
            "You counted all steps of the longest way. Count the models on it.",
            but(
                _three,
                {2: lambda g: _steps(g)},
            ),
        ),
        Wrong(
            "human-without-the-edited",
            "You left out texts that descend from a model. The first question is what "
            "the labels *say*, however wrong that may be.",
            but(_three, {0: lambda g: len(_texts(g)) - _three(g)[1]}),
        ),
    ),
    hints=(
        "First count the labels. Then forget them.",
        "Mark A. Mark every text that names a marked record, and every model that was "
        "trained on one. Go on until nothing is new.",
        "For the deepest: b1 was written by B, B was trained on a text that comes from "
        "a text of A.",
    ),
    solution=lambda g: (
        "{} are labelled human; {} descend from a model; {} models stand behind the "
        "deepest.\n".format(*_three(g))
        + "Behind: "
        + ", ".join(f"{i} {_depths(g)[i]}" for i in _texts(g) if _depths(g)[i])
        + "."
    ),
    solution_code=lambda g: f"answer = {tuple(_three(g))!r}",
    correct="Labels are what somebody wrote down. Descent has to be followed, through "
    "every parent and every training set.",
)


def _steps(given) -> int:
    """Records on the longest way back, counted in steps."""
    rows = {id: behind for id, _, behind in given["_rows"]}

    def steps(id: str) -> int:
        return max((1 + steps(s) for s in rows[id]), default=0)

    return max(map(steps, _texts(given)))

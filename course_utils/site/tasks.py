"""Predictions, quizzes and exercises as HTML; ``assets/answers.js`` makes them answer.

What a notebook asks of a kernel is asked here of the page: a prediction is locked, then
what happened is shown beside it; a quiz explains each option. Exercises are read here
and done in JupyterLab.
"""

import json
import re

from ..chapters import contents
from ..learning.progress import passport
from ..learning.task import SAVED_SEAT
from ..tasks.exercise import filled
from ..tasks.picture import image
from ..tasks.prediction import CLOSE, Amount, Curve, OneOf, Prediction
from ..tasks.question import Question, Quiz
from ..widgets.message import inline

NOTHING = "Nothing is locked yet."
NUMBER = r"[-+]?[\d.]+(?:e[-+]?\d+)?"
RUNGS = ("First hint", "Second hint", "Third hint")


def predict(id: str) -> str:
    """A form that locks a prediction."""
    asked = contents.prediction(id)
    return (
        f'<form class="course-part course-predict" data-predict="{id}">'
        f"<p><strong>Prediction {id}.</strong> {inline(asked.question)}</p>"
        f"{_fields(asked)}<button>Lock my prediction</button>"
        f'<p role="status">{NOTHING}</p>{_data(_kind(asked))}</form>'
    )


def reveal(id: str, told: str) -> str:
    """What happened, folded until a prediction is locked.

    told : the text that the notebook stores: it ends with the truth in words.
    """
    asked = contents.prediction(id)
    true = truth(asked, told)
    data = {**_kind(asked), "truth": true, **_gaps(asked, true)}
    return (
        f'<section class="course-part course-reveal" data-reveal="{id}">'
        f'<p><strong>Prediction {id} and what happened</strong></p><p role="status">'
        f"{NOTHING} Lock it above, or look without: a guess makes the answer stick.</p>"
        f"<details><summary>What happened</summary>"
        f"{happened(asked, true)}</details>"
        f"{_data(data)}</section>"
    )


def happened(asked: Prediction, true) -> str:
    """The truth alone: drawn where it can be, else in words."""
    alone = f"{asked.words(true)}."
    svg = asked.picture(None, true)
    return image(svg, alone) if svg else f"<p>{inline(alone)}</p>"


def quiz(asked: Quiz) -> str:
    """A form for each question; the first answer counts."""
    opening = "".join(f"<p>{inline(line)}</p>" for line in _lines(asked.introduction))
    questions = "".join(
        _question(number, question)
        for number, question in enumerate(asked.questions, 1)
    )
    data = {"passed": asked.passed, "missed": asked.missed}
    return (
        f'<section class="course-part course-quiz" data-quiz="{asked.id}">'
        f"<p><strong>{inline(asked.title)}</strong></p>{opening}{questions}"
        f'<p role="status" class="score">0 of {len(asked.questions)} answered.</p>'
        f"{_data(data)}</section>"
    )


def task(id: str, card: str) -> str:
    """The stored card of an exercise with its three hints, each folded."""
    exercise = contents.exercise(id)
    given = exercise.for_seat(SAVED_SEAT)
    hints = "".join(
        f"<details><summary>{rung}</summary><p>{inline(filled(hint, given))}</p>"
        "</details>"
        for rung, hint in zip(RUNGS, exercise.hints, strict=True)
    )
    return (
        f'<section class="course-part course-task" data-task="{id}">{card}{hints}'
        "<p>Write your answer in JupyterLab: there it is checked.</p></section>"
    )


def truth(asked: Prediction, told: str):
    """The truth that a reveal has stored in words, as ``words`` wrote it.

    Raises ValueError where the text holds none.
    """
    if isinstance(asked, OneOf):
        found = [name for name in asked.options if asked.words(name) in told]
    elif isinstance(asked, Amount):
        number = rf"({NUMBER}) {re.escape(asked.unit)}\.$"
        found = [float(n) for n in re.findall(number, told)]
    else:
        pairs = rf"({NUMBER}) at {re.escape(asked.x_name)} "
        found = [[float(n) for n in re.findall(pairs, told)]]
    if len(found) != 1 or (isinstance(asked, Curve) and len(found[0]) != len(asked.x)):
        raise ValueError(f"no answer to {asked.id} can be read in {told!r}")
    return found[0]


def restored() -> str:
    """How the page's answers reach a notebook."""
    return (
        '<section class="course-part course-code" aria-label="Your answers">'
        "<p>Your answers stay in this browser. This line takes them into a notebook:"
        f'</p><p><code data-mark="{passport.MARK}">nothing answered yet</code></p>'
        '<button type="button">Delete them</button></section>'
    )


def _fields(asked: Prediction) -> str:
    """What can be chosen or typed."""
    if isinstance(asked, OneOf):
        options = "".join(
            f'<label><input type="radio" name="value" value="{name}"> '
            f"{inline(text)}</label>"
            for name, text in asked.shown.items()
        )
        return f"<fieldset><legend>Your prediction</legend>{options}</fieldset>"
    if isinstance(asked, Amount):
        return _number(f"Your prediction ({asked.unit})", asked, "value")
    fields = "".join(
        _number(f"{asked.x_name} {x:g}", asked, f"value{i}")
        for i, x in enumerate(asked.x)
    )
    return f"<fieldset><legend>{inline(asked.y_name)}</legend>{fields}</fieldset>"


def _number(label: str, asked: Amount | Curve, name: str) -> str:
    return (
        f'<label>{inline(label)} <input type="number" name="{name}" '
        f'min="{asked.low:g}" max="{asked.high:g}" step="any" '
        f'value="{asked.start:g}" required></label>'
    )


def _kind(asked: Prediction) -> dict:
    """What the page must know to put a value into words."""
    if isinstance(asked, OneOf):
        words = {name: asked.words(name) for name in asked.options}
        return {"kind": "choice", "words": words}
    if isinstance(asked, Amount):
        return {"kind": "amount", "unit": asked.unit, "close": CLOSE}
    return {
        "kind": "curve", "x": asked.x, "xName": asked.x_name,
        "limit": CLOSE * (asked.high - asked.low),
    }  # fmt: skip


def _gaps(asked: Prediction, true) -> dict:
    """For a choice: what is said to each option."""
    if not isinstance(asked, OneOf):
        return {}
    return {"gaps": {name: asked.gap(name, true) for name in asked.options}}


def _question(number: int, question: Question) -> str:
    options = "".join(
        f'<label><input type="radio" name="value" value="{i}"> {inline(text)}</label>'
        for i, text in question.shown.items()
    )
    says = [
        {
            "option": option, "says": inline(text),
            "mark": "open" if question.is_open(i) else
            "right" if question.is_right(i) else "wrong",
        }
        for i, (option, text) in enumerate(question.options.items())
    ]  # fmt: skip
    first, *rest = _lines(question.prompt)
    more = "".join(f"<p>{inline(line)}</p>" for line in rest)
    return (
        f'<form data-question="{question.id}"><fieldset><legend>{number}. '
        f"{inline(first)}</legend>{more}{options}</fieldset><button>Answer</button>"
        f'<p role="status"></p>{_data(says)}</form>'
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _data(value) -> str:
    """Data for the page's script, with nothing in it that would end the element."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json">{text}</script>'

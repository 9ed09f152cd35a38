"""The instructor's sheet, made from the exercises, so that it is never out of date.

``python -m course_utils instructor`` prints it.
"""

import re

from ...chapters import contents
from ...tasks.exercise import filled
from ...tasks.prediction import OneOf
from ..line import SEATS
from .key import key_text


def instructor_text(seat: int = 1) -> str:
    """Markdown: tasks, answers, misconception codes, hints, solutions, quizzes."""
    parts = [
        "# Exercises and quizzes for instructors",
        f"The numbers are those of seat {seat}. For another seat type "
        "`python -m course_utils instructor --seats 7`; `--seats 1-30` gives the key "
        "of thirty seats. "
        "`progress.line()` gives a learner's states and misconception codes, "
        "`classroom.collect` finds such lines in a chat.",
    ]
    for nb, title in contents.notebooks().items():
        parts.append(f"## Notebook {nb}: {title}")
        found = [e for e in contents.all_exercises().values() if e.id[:2] == nb]
        parts += [_exercise(exercise, seat) for exercise in found]
        ids = [item.id for item in contents.items() if item.notebook == nb]
        parts += [_prediction(contents.prediction(i)) for i in ids if ".p" in i]
        parts += [_quiz(contents.quiz(i)) for i in ids if "/" in i]
        parts += map(_concept, contents.concepts_of(nb))
    return "\n\n".join(parts) + "\n"


def _exercise(exercise, seat: int) -> str:
    given = exercise.for_seat(seat)
    lines = [
        f"### {exercise.id} {exercise.title} ({exercise.minutes} minutes, difficulty "
        f"{exercise.difficulty} of 5)",
        filled(exercise.task, given),
        _code(f"{filled(exercise.given_code, given)}\n\n{exercise.stub(seat)}"),
        f"Counts as right: {exercise.tolerance(seat)}.",
        "| code | what the learner is told |\n|---|---|\n"
        + "\n".join(f"| {w.code} | {w.says} |" for w in exercise.wrong),
        "\n".join(
            f"{i}. {filled(hint, given)}" for i, hint in enumerate(exercise.hints, 1)
        ),
        f"Solution: {filled(exercise.solution, given)}",
        _code(filled(exercise.solution_code, given)),
        f"After a right answer: {exercise.correct}",
    ]
    return "\n\n".join(line for line in lines if line)


def _prediction(prediction) -> str:
    lines = [f"### Prediction {prediction.id}", prediction.question]
    if isinstance(prediction, OneOf):
        lines.append(
            "\n".join(
                f"- {_marked(text, name == prediction.answer)}"
                for name, text in prediction.shown.items()
            )
        )
    return "\n\n".join(lines)


def _marked(option: str, right: bool) -> str:
    return f"**{option}** (right)" if right else option


def _quiz(quiz) -> str:
    lines = [f"### {quiz.title} (`{quiz.id}`)", quiz.introduction]
    for question in quiz.questions:
        options = "\n".join(
            f"- {_marked(option, question.is_right(i))}: "
            f"{question.options[question.names[i]]}"
            for i, option in question.shown.items()
        )
        lines.append(f"{question.prompt}\n\n{options}")
    return "\n\n".join(line for line in lines if line)


def _concept(concept) -> str:
    """A concept question with the idea behind each option, and its parallel."""
    options = "\n".join(
        f"- {text}: “{idea}”" if idea else f"- {_marked(text, True)}"
        for i, text in concept.shown.items()
        for idea in [concept.misconceptions[i]]
    )
    head = f"### Concept question {concept.id}"
    parts = [head, concept.question, options, concept.explanation]
    return "\n\n".join([*parts, *map(_concept, filter(None, [concept.again]))])


def _code(code: str) -> str:
    return f"```python\n{code.strip()}\n```" if code else ""


def teachers_text(seats: str) -> str:
    """Markdown: the sheet of one seat, such as "7", or the key of "1-30".

    Raises ValueError for anything but a seat or a range of them.
    """
    chosen = seats_of(seats)
    return key_text(chosen) if len(chosen) > 1 else instructor_text(chosen[0])


def seats_of(seats: str) -> range:
    """The seats that "7" or "1-30" means."""
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", seats)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= SEATS:
        raise ValueError(
            f"seats is {seats!r}, but it must be a seat such as 7 or a range such as "
            f"1-30, from 1 to {SEATS:,}"
        )
    return range(first, last + 1)

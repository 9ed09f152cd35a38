"""How long a notebook takes a beginner: counted, and written wherever it is shown.

Texts, printed output and questions are read at 180 words a minute, code at half that
speed. To this are added the time set for each task, a minute for a picture, five for an
explorer, fifteen for a game, and the run time in the header. Exercises are counted
separately; what is optional or folded is left out. The quick tour and the concept
questions are lessons with their own timetables.

``python -m course_utils minutes`` writes the table that ``progress()`` reads, the
headers of the notebooks, and the table in README.md.
"""

import json
import math
import re
from collections.abc import Iterable
from pathlib import Path

from ..chapters import contents
from ..tasks.exercise import filled
from . import notebooks

WORDS_A_MINUTE = 180
PICTURE, EXPLORER, GAME = 1, 5, 15  # minutes to look at one, to play one
ROUND = 5
SEAT = 1
RUN_ALL = re.compile(r"^\*\*Run All:\*\* (\d+) s", re.M)
BACK = re.compile(r'^quiz\("([\w-]+)", part="again"\)', re.M)
PLAYED = re.compile(r"^game\(\)", re.M)
HIDDEN = re.compile(r"<details>.*?</details>|<[^>]*>|\]\([^)]*\)|```.*?\n", re.S)
WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
README = notebooks.ROOT / "README.md"
HEADER = re.compile(
    r"^(\*\*Time for you:\*\* )\d+ minutes(?:, and \d+ more for the exercises)?", re.M
)
REFRESHER = re.compile(r"(\]\(refresher\.ipynb\) takes |takes for granted, in )\d+")


def words(text: str) -> int:
    """How many words a reader sees in Markdown or code."""
    return len(WORD.findall(HIDDEN.sub(" ", text)))


def count(name: str, cells: list[dict]) -> dict[str, int]:
    """Minutes of the main path and of the exercises of a notebook, from its cells."""
    nb = name.partition("_")[0]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    run = int(RUN_ALL.search(text)[1]) / 60
    tasks = [i for i in contents.items() if i.notebook == nb and not i.optional]
    apart = [item for item in tasks if item.kind == "exercises"]
    main = sum(_whole(item) for item in tasks if item not in apart)
    main += sum(_whole(_quiz(id)) for id in BACK.findall(text))
    main += GAME * len(PLAYED.findall(text))
    return {
        "main": _rounded(_studying(cells) + _looking(cells) + run + main),
        "exercises": _rounded(sum(map(_whole, apart))),
    }


def in_words(minutes: dict[str, int]) -> str:
    """The minutes as a header gives them."""
    if not minutes["exercises"]:
        return f"{minutes['main']} minutes"
    return (
        f"{minutes['main']} minutes, and {minutes['exercises']} more for the exercises"
    )


def row(minutes: dict[str, int]) -> str:
    """The minutes as README's table gives them."""
    more = f", exercises {minutes['exercises']}" if minutes["exercises"] else ""
    return f"{minutes['main']} min{more}"


def counted() -> dict[str, dict[str, int]]:
    """Name of a notebook -> its minutes, for those whose header has a time."""
    every = {path.stem: _cells(path) for path in notebooks.find()}
    return {
        name: count(name, cells)
        for name, cells in every.items()
        if any(HEADER.search("".join(cell["source"])) for cell in cells)
    }


def in_notebook(text: str, name: str, every: dict[str, dict[str, int]]) -> str:
    """The text of a cell with the minutes of its notebook, and of the refresher."""
    if name in every:
        text = HEADER.sub(lambda found: found[1] + in_words(every[name]), text)
    text = REFRESHER.sub(lambda found: f"{found[1]}{every['refresher']['main']}", text)
    return in_table(text, every)


def in_table(text: str, every: dict[str, dict[str, int]]) -> str:
    """A text with the minutes in its table of notebooks: README, or notebook 00."""
    for name, minutes in every.items():
        nb, to = re.escape(name.partition("_")[0]), row(minutes)
        line = re.compile(rf"^(\| \[?(?:\*\*)?{nb}\b[^|]*\|.*\| )[^|]* \|$", re.M)
        text = line.sub(rf"\g<1>{to} |", text)
    return text


def write(report=print) -> None:
    """The command: count, and write the numbers wherever they are shown."""
    import nbformat

    if not README.exists():
        raise ValueError("README.md must exist: its table shows the minutes, too")
    every = counted()
    before = contents.MINUTES.read_text(encoding="utf-8")
    contents.MINUTES.write_text(_table(every), encoding="utf-8", newline="\n")
    for path in notebooks.find():
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = in_notebook(cell.source, path.stem, every)
        text = notebooks.canonical(notebook)
        path.write_text(text, encoding="utf-8", newline="\n")
        if path.stem in every:
            report(f"{path.stem}: {in_words(every[path.stem])}")
    old = README.read_text(encoding="utf-8")
    README.write_text(in_table(old, every), encoding="utf-8", newline="\n")
    if _table(every) != before:
        report("progress() is shown in outputs too: execute the notebooks that show it")


def _cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def _whole(item: contents.Item) -> float:
    """The time to read what is asked, and the time set for it."""
    return item.alone + _reading(_asked(item))


def _quiz(id: str) -> contents.Item:
    """A quiz that is asked again, such as the fact-check."""
    quiz = contents.quiz(f"{id}/again")
    return contents.Item("", "quizzes", quiz.id, quiz.title, quiz.minutes)


def _asked(item: contents.Item) -> Iterable[str]:
    if item.kind == "exercises":
        exercise = contents.exercise(item.id)
        given = exercise.for_seat(SEAT)
        return [filled(exercise.task, given), filled(exercise.given_code, given)]
    if item.kind == "quizzes":
        quiz = contents.quiz(item.id)
        asked = [text for q in quiz.questions for text in (q.prompt, *q.names)]
        return [quiz.introduction, *asked]
    prediction = contents.prediction(item.id)
    return [prediction.question, *getattr(prediction, "options", {}).values()]


def _reading(texts: Iterable[str]) -> float:
    return sum(map(words, texts)) / WORDS_A_MINUTE


def _studying(cells: list[dict]) -> float:
    """Minutes for the texts, the code in view and what it prints."""
    minutes = 0.0
    for cell in cells:
        pace = 2 if cell["cell_type"] == "code" else 1
        hidden = cell.get("metadata", {}).get("jupyter", {}).get("source_hidden")
        minutes += 0 if hidden else pace * _reading(["".join(cell["source"])])
        printed = (o.get("text", "") for o in cell.get("outputs", ()))
        minutes += _reading(map("".join, printed))
    return minutes


def _looking(cells: list[dict]) -> float:
    """Minutes for pictures; an explorer is a picture whose cell asks for one."""
    minutes = 0
    for cell in cells:
        each = EXPLORER if ".explorer(" in "".join(cell["source"]) else PICTURE
        shown = (
            o.get("data", {}).get("text/html", "") for o in cell.get("outputs", ())
        )
        minutes += each * sum("<img" in "".join(html) for html in shown)
    return minutes


def _rounded(minutes: float) -> int:
    """To the nearest five minutes, but not down to zero."""
    return ROUND * max(round(minutes / ROUND), min(1, math.ceil(minutes)))


def _table(every: dict[str, dict[str, int]]) -> str:
    known = contents.notebooks()
    lines = ["# Written by `python -m course_utils minutes`: a beginner's minutes."]
    for name, minutes in every.items():
        nb = name.partition("_")[0]
        if nb in known:
            lines += ["", f"[{nb}]", *(f"{k} = {v}" for k, v in minutes.items())]
    return "\n".join(lines) + "\n"

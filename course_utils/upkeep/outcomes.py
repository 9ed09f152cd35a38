"""What came out of each prediction, taken from the executed notebooks.

A notebook's saved ``reveal`` says it in words. A choice is looked up among its options,
a number is the first word, a curve has a number before each "at".
"""

import re

import nbformat

from ..chapters import contents
from ..learning.bets import OUTCOMES
from ..tasks.prediction import Curve, OneOf
from . import notebooks

TOLD = re.compile(
    r"Nothing was locked for (\d\d\.p\d), so here is the answer alone: (.*)\."
)
OWN = ("12.p1",)  # its outcome is the learner's own game
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def found() -> dict:
    """Prediction -> what the notebooks reveal."""
    table = {}
    for path in notebooks.find():
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                text = output.get("data", {}).get("text/plain", "")
                table |= {id: _value(id, told) for id, told in TOLD.findall(text)}
    known = [id for id in contents.all_predictions() if id not in OWN]
    return {id: table[id] for id in known if id in table}


def _value(id: str, told: str):
    prediction = contents.prediction(id)
    if isinstance(prediction, OneOf):
        names = {prediction.words(name): name for name in prediction.options}
        return names[told]
    if isinstance(prediction, Curve):
        return [float(part) for part in re.findall(r"(\S+) at ", told)]
    return float(NUMBER.match(told)[0])


def write(report=print) -> None:
    """The command: read the notebooks, and write ``chapters/outcomes.toml``."""
    table = found()
    lines = [f"{id!r} = {value!r}".replace("'", '"') for id, value in table.items()]
    head = "# Written by `python -m course_utils outcomes`: what happened.\n\n"
    text = head + "\n".join(lines) + "\n"
    OUTCOMES.write_text(text, encoding="utf-8", newline="\n")
    report(f"{len(table)} predictions of {len(contents.all_predictions())}")

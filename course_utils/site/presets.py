"""An explorer without a kernel: for each preset a script with frames made here.

A page that was opened by double click may not fetch data, but it may load a script. So
a preset is a script that assigns its frames, and ``assets/player.js`` plays them.
"""

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
from PIL import Image

from ..explorers.exploration import Exploration
from ..widgets.settings import Choice

MOST = 60  # frames of a preset
LARGEST = 1_500_000  # bytes of a preset
AS_IT_OPENS = "as it opens"  # the one preset of an explorer that names none
FOLDER = "presets"


def names(exploration: Exploration) -> list[str]:
    """What the presets of an explorer are called."""
    return list(exploration.presets) or [AS_IT_OPENS]


def address(explorer: str, preset: str) -> str:
    """Where the script of a preset is, from the site's first page."""
    slug = re.sub(r"[^a-z0-9]+", "-", preset.lower()).strip("-")
    return f"{FOLDER}/{explorer}/{slug}.js"


def write(explorer: str, exploration: Exploration, out: Path, most: int = MOST) -> None:
    """Write the scripts of all presets of an explorer, such as "nb01.one_gaussian"."""
    for name in names(exploration):
        file = out / address(explorer, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = script(address(explorer, name), exploration, name, most)
        file.write_text(text, encoding="utf-8")


def script(key: str, exploration: Exploration, name: str, most: int = MOST) -> str:
    """JavaScript that assigns a preset under its key; at most ``LARGEST`` bytes.

    Where all frames would be heavier, every other one is left out.
    """
    made = played(exploration, name, most)
    while len(text := f"coursePresets[{json.dumps(key)}] = {json.dumps(made)};\n") > (
        LARGEST
    ):
        made["frames"] = thinned(made["frames"], made["start"])
    return text


def played(exploration: Exploration, name: str, most: int = MOST) -> dict:
    """What a page plays: settings in words, sizes, and frames with their sentences."""
    exploration.set(**{n: s.start for n, s in exploration.settings.items()})
    exploration.set(**exploration.presets.get(name, {}))
    start = exploration.values["generation"]
    settings, frames = in_words(exploration), []
    for t in generations(exploration.time.high, start, most):
        exploration.set(generation=t)
        frames.append({"generation": t, **_frame(exploration)})
    return {
        "settings": settings, "start": start, "panels": exploration.view.panels,
        "frames": frames,
    }  # fmt: skip


def generations(last: int, start: int, most: int = MOST) -> list[int]:
    """At most so many generations from 1 to the last, evenly, ``start`` among them."""
    shown = np.unique(np.linspace(1, last, min(most, last)).round().astype(int))
    if start not in shown:
        shown[1 + np.abs(shown[1:-1] - start).argmin()] = start
    return shown.tolist()


def thinned(frames: list[dict], start: int) -> list[dict]:
    """Every other frame, the first, the last and that of the start among them."""
    last = len(frames) - 1
    return [
        frame
        for i, frame in enumerate(frames)
        if i % 2 == 0 or i == last or frame["generation"] == start
    ]


def in_words(exploration: Exploration) -> str:
    """What is set, as a reader sees it: "Points n: 100; Divide by: n − 1"."""
    shown = {name: exploration.values[name] for name in exploration.settings}
    del shown["generation"]
    return "; ".join(
        f"{exploration.settings[name].label}: {_spelt(exploration.settings[name], v)}"
        for name, v in shown.items()
    )


def _spelt(setting, value) -> str:
    if isinstance(setting, Choice):
        return next(name for name, option in setting.options.items() if option == value)
    return str(value)


def smaller(png: bytes) -> bytes:
    """The same picture, packed as tightly as PNG can."""
    packed = io.BytesIO()
    Image.open(io.BytesIO(png)).save(packed, "png", compress_level=9)
    return min(png, packed.getvalue(), key=len)


def _frame(exploration: Exploration) -> dict:
    pictures, sentences = zip(*exploration.frame, strict=True)
    coded = [base64.b64encode(smaller(png)).decode("ascii") for png in pictures]
    return {"pictures": coded, "sentences": sentences}

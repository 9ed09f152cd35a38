"""The two pages that simulate in the browser: the bet, and one Gaussian.

Their settings, words and colours are those of the notebooks' explorers; what they
compute is in ``assets/corpus.js`` and ``assets/gaussian.js``.
"""

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from matplotlib import colormaps
from matplotlib.colors import to_rgb

from .. import plots, theory
from ..chapters.nb01 import one_gaussian
from ..chapters.nb02 import corpus as mosaic
from ..language import corpus
from ..upkeep import first_screen, launch, links, notebooks, paper
from ..widgets.settings import Choice
from . import formulas, pages, tasks

DATA = "assets/data.js"
BET = "02.p1"  # the prediction of notebook 02 that asks the same
GUIDE = pages.name(paper.GUIDE / "README.md")
BETS = re.compile(r"typically live: (\d+), (\d+), or (\d+)\?")
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True
)
SIMULATION = ["numbers", "random", "policies", "chart", "live"]


def write(out: Path, written: list[Path], runs: bool = False) -> None:
    """Write both pages.

    written : the notebooks that have a page, in reading order.
    runs : whether they can be run beside the pages, in ``lab/``.
    """
    (out / "index.html").write_text(index(written, runs), encoding="utf-8")
    (out / "gaussian.html").write_text(gaussian(written), encoding="utf-8")


def write_data(out: Path) -> None:
    """Write what the scripts of both pages need."""
    (out / DATA).write_text(f"const COURSE = {json.dumps(data())};\n", encoding="utf-8")


def data() -> dict:
    """What the bet takes from Python."""
    return {
        "subjects": corpus.SUBJECTS, "predicates": corpus.PREDICATES,
        "colours": colours(), "scatter": mosaic.SCATTER, "bet": BET,
        "typical": next(k for k in range(1, 100) if theory.survival(1, k) < 0.5),
    }  # fmt: skip


def colours() -> list[list[int]]:
    """The mosaic's colours, 0 to 255: yours, then 255 of the map."""
    shades = [to_rgb(plots.PREDICTION), *colormaps["cividis"].colors[1:]]
    return [[round(255 * part) for part in shade] for shade in shades]


def index(written: list[Path], runs: bool) -> str:
    """The first page: README's passages and bet, the live corpus, and the doors."""
    text = notebooks.ROOT.joinpath("README.md").read_text(encoding="utf-8")
    before, rest = text.split(first_screen.START)
    passages, rest = rest.split(first_screen.END)
    story = rest.split(launch.BET.start)[0]
    return TEMPLATES.get_template("index.html.j2").render(
        headline=before.strip().removeprefix("# "),
        passages=formulas.scrolling(formulas.html(passages)),
        story=formulas.html(story),
        bets=BETS.search(story.replace("\n", " ")).groups(),
        settings=mosaic.exploration().settings,
        code=tasks.restored(),
        pages=[
            {"href": pages.name(p), "title": pages.title(p)}
            for p in written
            if p.parent == notebooks.FOLDER
        ],
        guide=GUIDE,
        launch=formulas.scrolling(formulas.html(launch.table(links.known(), GUIDE))),
        runs=runs,
        scripts=[*SIMULATION, "corpus", "record", "answers", "data", "bet_page"],
    )


def gaussian(written: list[Path]) -> str:
    """One Gaussian, live: the explorer of notebook 01 with the policies of 02."""
    explored, bet = one_gaussian.exploration(), mosaic.exploration()
    policy = Choice("Policy", bet.settings["policy"].options)
    read = next((p for p in written if p.stem.startswith("01")), written[0])
    return TEMPLATES.get_template("gaussian.html.j2").render(
        settings=explored.settings,
        policy=policy,
        notebook={"href": pages.name(read), "title": pages.title(read)},
        scripts=[*SIMULATION, "gaussian", "gaussian_page"],
    )

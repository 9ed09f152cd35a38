"""How the course looks: one palette with one meaning, and text that a projector shows.

Okabe and Ito's colours are told apart by people with any colour vision; lines differ
in dash and labels as well. Generations run light to dark in one map.
"""

import base64
import contextlib
import html
import io
import struct
from collections.abc import Iterator, Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

REAL = "#0072B2"
MODEL = "#D55E00"
THEORY = "#000000"
PREDICTION = "#009E73"
MEAN = "#7B3294"
QUIET = "#6E6E6E"
POLICIES = {
    "replace": {"color": MODEL, "linestyle": "-"},
    "subsample": {"color": MEAN, "linestyle": "-."},
    "accumulate": {"color": "#8C6D00", "linestyle": (0, (5, 1))},
    "fresh": {"color": "#56B4E9", "linestyle": (0, (7, 2, 1, 2))},
    "kept": {"color": "#B0578D", "linestyle": (0, (3, 1, 1, 1))},
    "archive": {"color": "#5B5B5B", "linestyle": (0, (8, 1))},
    "control": {"color": REAL, "linestyle": ":"},
}
COLOURS = 64
GENERATIONS = mpl.colormaps["viridis_r"]
SINGLE = (5.2, 3.9)  # inches of a picture that need not shrink on a narrow page

STYLE = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.labelsize": 14,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 14,
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.figsize": (9.6, 4.0),
    "font.size": 13,
    "grid.color": "#E3E3E3",
    "legend.fontsize": 12,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "savefig.dpi": 100,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
}
PANEL = {  # for a picture of 400 pixels, two in a row; the smallest text has 14
    "axes.labelsize": 10.5,
    "axes.titlesize": 10.5,
    "font.size": 10.5,
    "legend.columnspacing": 1.2,
    "legend.fontsize": 10.5,
    "legend.handlelength": 1.9,
    "lines.linewidth": 2.5,
    "xtick.labelsize": 10.2,
    "ytick.labelsize": 10.2,
}
HEAD = {"marker": "o", "markevery": [-1], "markersize": 6}  # a curve's last point
WIDEST_PANEL = 520  # pixels; wider pictures shrink where the page is narrow


def policy_style(name: str) -> dict:
    """Colour and dash of a policy by its kind, the last word of its name.

    So "10 % fresh" and "fresh" look alike. A name of another kind is a ValueError.
    """
    kind = name.split()[-1] if name.split() else name
    if kind not in POLICIES:
        raise ValueError(
            f"no style for {name!r}; its last word must be {', '.join(POLICIES)}"
        )
    return dict(POLICIES[kind])


def use() -> None:
    """Give every figure of a notebook the look of the course.

    It starts from matplotlib's own look: an editor's dark style or a matplotlibrc would
    leave white letters on our white ground. The backend stays.
    """
    mpl.rcdefaults()
    mpl.rcParams.update(STYLE)


@contextlib.contextmanager
def style(more: Mapping[str, object] | None = None) -> Iterator[None]:
    """The look of the course for a while; what was set before comes back.

    more : parameters beside it, as ``PANEL``.
    """
    with mpl.rc_context():
        use()
        mpl.rcParams.update(more or {})
        yield


def encode(canvas: FigureCanvasAgg, level: int = 1) -> bytes:
    """What is drawn on a canvas, as a PNG of 64 colours, about 20 kB.

    level : of compression, 1 (fast) to 9 (small).
    """
    size = canvas.get_width_height(physical=True)
    image = Image.frombuffer("RGBA", size, canvas.buffer_rgba()).convert("RGB")
    image = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    png = io.BytesIO()
    image.save(png, "png", compress_level=level)
    return png.getvalue()


def figure_html(shown: Sequence[tuple[bytes, str]], live: str = "off") -> str:
    """Pictures beside each other, as far as there is room, and their words below.

    shown : (PNG, text) of each picture; a text is its alt text, all are in view.
    live : whether screen readers speak new words, "polite" or "off".
    """
    pictures = "".join(_image(png, text) for png, text in shown)
    words = html.escape(" ".join(text for _, text in shown))
    return (
        '<figure style="margin:0"><div style="display:flex;flex-wrap:wrap;gap:8px;'
        f'align-items:flex-start;overflow-x:auto">{pictures}</div>'
        f'<figcaption aria-live="{live}">{words}</figcaption></figure>'
    )


def _image(png: bytes, text: str) -> str:
    """A panel keeps its size, so that its text stays legible; wider ones may shrink."""
    width, height = struct.unpack(">II", png[16:24])
    size = "flex:none;max-width:none"
    if width > WIDEST_PANEL:
        size = "max-width:100%;height:auto"
    return (
        f'<img alt="{html.escape(text)}" width="{width}" height="{height}" '
        f'style="display:inline-block;margin:0;{size}" '
        f'src="data:image/png;base64,{base64.b64encode(png).decode()}">'
    )


class Picture:
    """A finished figure and its sentence, as a notebook shows and stores them.

    A folded output shows its first line, so that one tells nothing: a blank in HTML,
    where the picture follows.
    """

    def __init__(self, figure: Figure, sentence: str):
        canvas = FigureCanvasAgg(figure)
        with style():
            canvas.draw()
        self.png, self.sentence = encode(canvas, level=9), sentence

    def __repr__(self) -> str:
        return f"A picture\n{self.sentence}"

    def _repr_html_(self) -> str:
        return f" \n{figure_html([(self.png, self.sentence)])}"


def show(figure: Figure, sentence: str) -> None:
    """Display a pyplot figure with the sentence that says what it shows."""
    from IPython.display import display
    from matplotlib import pyplot as plt

    display(Picture(figure, sentence))
    plt.close(figure)


def generation_colour(t: int, generations: int) -> tuple:
    """Colour of generation t of so many, light to dark."""
    return GENERATIONS(0.15 + 0.85 * t / max(generations, 1))


def source_colour(t: int) -> str:
    """Colour of what model t was fitted to: the first training set is real."""
    return REAL if t == 1 else MODEL


def density(mean: float, std: float) -> tuple[np.ndarray, np.ndarray]:
    """x and y of the density of N(mean, std^2), close together where it is narrow."""
    std = max(std, 1e-12)
    x = np.union1d(np.linspace(-5, 5, 201), mean + std * np.linspace(-5, 5, 201))
    return x, np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))


def truth(ax: Axes) -> None:
    """The standard normal density, filled and named."""
    x, y = density(0, 1)
    ax.fill_between(x, y, color=REAL, alpha=0.25, linewidth=0)
    ax.plot(x, y, color=REAL, linewidth=1.5)
    ax.annotate(
        "truth", (1.0, 0.25), (2.2, 0.42), color=REAL,
        arrowprops={"arrowstyle": "-", "color": REAL},
    )  # fmt: skip


def lineages(ax: Axes, values: np.ndarray, **style) -> Line2D:
    """Many runs as one quiet line: values (generations, runs), one row a generation.

    One artist with gaps, for it draws far faster than one line a run.
    """
    line = ax.plot([], [], color=MODEL, alpha=0.4, linewidth=1.2, **style)[0]
    set_lineages(line, values)
    return line


def set_lineages(line: Line2D, values: np.ndarray, start: int = 0) -> None:
    """Give a line made by ``lineages`` other runs, from generation start on."""
    rows, runs = values.shape
    x = np.append(np.arange(start, start + rows, dtype=float), np.nan)
    y = np.vstack([values, np.full(runs, np.nan)])
    line.set_data(np.tile(x, runs), y.T.ravel())


def legend(ax: Axes, handles: Sequence | None = None, columns: int = 4) -> None:
    """Name the lines under the axes, where nothing is covered."""
    handles = handles or ax.get_legend_handles_labels()[0]
    ax.figure.legend(handles=handles, loc="outside lower center", ncols=columns)


def plain(value: float, digits: int = 2) -> str:
    """A number of at least 0 to so many digits, as people say it: never 3.3e-08."""
    if 0 < value < 0.0001:
        return "less than 0.0001"
    return f"{float(f'{value:.{digits}g}'):,.10g}"


def plain_ticks(axis) -> None:
    """Label an axis, also a logarithmic one, without powers: 0.001, 1, 1,000."""
    axis.set_major_formatter(lambda x, place: f"{x:,.9f}".rstrip("0").rstrip("."))
    axis.set_minor_formatter("")


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; dots stand for what is cut off."""
    return text if len(text) <= most else text[: most - 1] + "…"


def loop_diagram(ax: Axes) -> None:
    """The loop of the course: truth, data, model, and the way back."""
    boxes = {"truth": (0.6, REAL), "data": (3.2, QUIET), "model": (5.8, MODEL)}
    for name, (x, colour) in boxes.items():
        ax.text(
            x, 1.6, name, color=colour, fontsize=18, ha="center", va="center",
            bbox={"boxstyle": "round,pad=0.6", "fc": "white", "ec": colour, "lw": 2.5},
        )  # fmt: skip
    for start, end, label in ((1.35, 2.5, "sample"), (3.9, 5.0, "fit")):
        ax.annotate("", (end, 1.6), (start, 1.6), arrowprops=_arrow("black"))
        ax.text((start + end) / 2, 1.75, label, ha="center", fontsize=14)
    ax.annotate(
        "", (3.2, 1.2), (5.8, 1.2),
        arrowprops={**_arrow(MODEL), "connectionstyle": "arc3,rad=-0.55"},
    )  # fmt: skip
    ax.text(
        4.5, 0.18, "sample: the next data is what the model wrote",
        color=MODEL, ha="center", fontsize=14,
    )  # fmt: skip
    ax.set(xlim=(-0.2, 8.6), ylim=(0, 2.3))
    ax.axis("off")


def _arrow(colour: str) -> dict:
    return {"arrowstyle": "-|>", "color": colour, "lw": 2.5, "shrinkA": 0, "shrinkB": 0}

"""From a key on the slider to the new picture on the screen, in JupyterLab.

The peer is what most notebooks do: ``interact`` around a pyplot figure of the same
content. Both run in the same browser, in the same server, one after the other.
"""

import os
import statistics
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.upkeep import notebooks
from tests.browser import lab

from .row import Row

KEYS = 40
INTERACT = """
import numpy as np
from ipywidgets import IntSlider, interact
from matplotlib import pyplot as plt
from course_utils import plots
from course_utils.chapters.nb01 import one_gaussian

plots.use()
result = one_gaussian.simulate(30, 1, 0)


def draw(generation):
    figure = plt.figure(figsize=(8.4, 3.1))
    view = one_gaussian.View(*figure.subfigures(1, 2))
    view.stage(result, "linear")
    view.move(view.series(result, generation, "linear"))
    plt.show()


interact(draw, generation=IntSlider(value=100, min=1, max=300))
"""
WATCH = """(selector) => {
    window.latencies = [];
    let begun = null, before = null;
    const image = () => document.querySelector(selector);
    document.addEventListener('keydown', () => {
        begun = performance.now();
        before = image().src;
    }, true);
    const look = () => {
        const now = image();
        if (begun && now && now.src !== before && now.complete && now.naturalWidth) {
            window.latencies.push(performance.now() - begun);
            begun = null;
        }
        requestAnimationFrame(look);
    };
    look();
}"""


def _latencies(page, handle, selector: str) -> list[float]:
    page.evaluate(WATCH, selector)
    handle.focus()
    for count in range(1, KEYS + 1):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"() => window.latencies.length >= {count}")
        page.wait_for_timeout(50)
    return page.evaluate("() => window.latencies")


def measure() -> tuple[list[float], list[float]]:
    """Milliseconds of each key press, ours and interact's."""
    from playwright.sync_api import sync_playwright

    server = lab.Server()
    try:
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("COURSE_BROWSER") or None,
                args=lab.CHROMIUM,
            )
            peer = Path(folder, "interact.ipynb")
            cells = [new_code_cell(INTERACT)]
            nbformat.write(new_notebook(cells=cells, metadata=notebooks.METADATA), peer)
            paths = [notebooks.FOLDER / "01_one_gaussian.ipynb", peer]
            ours, theirs = ".course-explorer", ".jp-OutputArea-output"
            result = []
            for path, box in zip(paths, (ours, theirs), strict=True):
                page = browser.new_page(viewport={"width": 1280, "height": 1000})
                lab.Notebook(page, server, server.add(path)).run_all()
                page.wait_for_selector(f"{box} img")
                handle = page.locator(f"{box} .noUi-handle:visible").last
                handle.scroll_into_view_if_needed()
                result.append(_latencies(page, handle, f"{box} img"))
                page.close()
            browser.close()
    finally:
        server.stop()
    return result[0], result[1]


def rows() -> list[Row]:
    """Median and 95th percentile of the latency."""
    ours, peer = measure()
    tail = [statistics.quantiles(times, n=20)[-1] for times in (ours, peer)]
    return [
        Row("key to picture, median; peer: interact with an inline figure",
            statistics.median(ours), statistics.median(peer), "ms",
            "≤ 100 ms, ratio ≤ 0.33"),
        Row("key to picture, 95th percentile", tail[0], tail[1], "ms", "≤ 200 ms"),
    ]  # fmt: skip

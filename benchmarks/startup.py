"""What a learner waits for: imports, and JupyterLab on a second start."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser import lab

from .row import Row, side_by_side

ROOT = Path(__file__).resolve().parents[1]
PEERS = "import numpy, matplotlib.pyplot, ipywidgets"
OURS = (
    f"{PEERS}\nimport course_utils.loop, course_utils.ensembles, course_utils.theory\n"
    "import course_utils.learning, course_utils.chapters.nb01.one_gaussian"
)


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def second_start() -> float:
    """Seconds from ``start.py`` to a server that answers, when all is installed."""
    port = lab.free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "start.py"), "--no-browser", f"--port={port}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2)
                return time.perf_counter() - begun
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"start.py ended with {process.returncode}")
    finally:
        lab.stop_group(process)


def rows() -> list[Row]:
    """Import time above the packages we stand on; seconds to a server."""
    ours, peer = side_by_side(lambda: _python(OURS), lambda: _python(PEERS), repeats=7)
    second_start()
    return [
        Row("import, beyond numpy, matplotlib, ipywidgets", ours - peer, None, "s",
            "≤ 0.1 s"),
        Row("second start to a server that answers", second_start(), None, "s",
            "≤ 5 s"),
    ]  # fmt: skip

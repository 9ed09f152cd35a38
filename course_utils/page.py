"""Python in a browser's page (Pyodide): what differs there, and is loaded there alone.

An index is 32 bits wide there, and numpy refuses 64-bit counts where it wants one,
though its own generators draw such. So that the same lines run here as anywhere,
``np.bincount`` and ``np.repeat`` take them. Where the browser keeps nothing, nor does
the course, and says so.
"""

import functools
import os

import numpy as np

DRIVE = "/drive"  # what JupyterLite keeps in the browser
PROGRESS = "COURSE_PROGRESS_FILE"


def install() -> None:
    """Let numpy take 64-bit counts, and keep progress in memory where it must be."""
    if not os.path.isdir(DRIVE):
        os.environ[PROGRESS] = ":memory:"
    bincount, repeat = np.bincount, np.repeat

    @functools.wraps(bincount)
    def counted(x, weights=None, minlength=0):
        return bincount(_index(x), weights, minlength)

    @functools.wraps(repeat)
    def repeated(a, repeats, axis=None):
        return repeat(a, _index(repeats), axis)

    np.bincount, np.repeat = counted, repeated


def _index(counts) -> np.ndarray:
    counts = np.asarray(counts)
    return counts.astype(np.intp) if counts.dtype == np.int64 else counts

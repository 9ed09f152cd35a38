"""JupyterLab on the first notebook, reachable from this machine only.

start.py runs this file and passes on what a person gave it.
"""

import os
import sys
from pathlib import Path

from jupyter_core.paths import jupyter_config_dir, jupyter_runtime_dir

ROOT = Path(__file__).resolve().parents[1]
NEEDED = "JupyterLab needs a home folder (HOME) with room in it, that can be written."


def options(given: list[str]) -> list[str]:
    """Ours, where the person gives no other, then the person's."""
    ours = {
        ("--ServerApp.ip", "--ip"): "127.0.0.1",
        ("--ServerApp.root_dir", "--notebook-dir"): str(ROOT),
        ("--LabApp.default_url",): "/lab/tree/notebooks/00_start_here.ipynb",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print("You are root, so JupyterLab starts with --allow-root.")
        ours["--ServerApp.allow_root", "--allow-root"] = "True"
    said = {word.split("=")[0] for word in given}
    added = [f"{names[0]}={ours[names]}" for names in ours if not said & set(names)]
    return [*added, *given]


def unknown(given: list[str]) -> str:
    """What to say if the first word is neither an option nor there, or ""."""
    word = given[0] if given else "-"
    if word.startswith("-") or Path(word).exists():
        return ""
    own = f"{sys.executable} -m course_utils"
    return f"There is no file {word}. start.py knows test, wheels and hub; {own} more."


def main(given: list[str]) -> int | str | None:
    """Run JupyterLab; the exit code, or a sentence."""
    if why := unknown(given):
        return why
    print("Opening JupyterLab. Ctrl-C in this window stops it.", flush=True)
    # One optional check of jsonschema takes 3 s of every start to import; it may fail.
    sys.modules["rfc3987_syntax"] = None
    try:
        for folder in [jupyter_config_dir(), jupyter_runtime_dir()]:
            os.makedirs(folder, mode=0o700, exist_ok=True)
        from jupyterlab.labapp import LabApp

        return LabApp.launch_instance(options(given))
    except KeyboardInterrupt:
        return 130
    except OSError as problem:
        return f"{NEEDED} {problem}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""JupyterLab, as start.py opens it."""

import os
import sys

from jupyter_core.paths import jupyter_config_dir, jupyter_runtime_dir

# One optional check of jsonschema takes 3 s of every start to import; it may fail.
sys.modules["rfc3987_syntax"] = None
NEEDED = "JupyterLab needs a home folder (HOME) with room in it, that can be written."


def main():
    """Run JupyterLab; the exit code, or a sentence."""
    try:
        for folder in [jupyter_config_dir(), jupyter_runtime_dir()]:
            os.makedirs(folder, mode=0o700, exist_ok=True)
        from jupyterlab.labapp import main

        return main()
    except KeyboardInterrupt:
        return 130
    except OSError as problem:
        return f"{NEEDED} {problem}"


if __name__ == "__main__":
    sys.exit(main())

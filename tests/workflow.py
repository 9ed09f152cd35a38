"""The commands of the Pages workflow, run here one by one, as a runner would.

What GitHub itself does (checkout, upload, deployment) is left out. The workflow's
Python is a new environment of that version, the repository ``somebody/course``.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from tests import pythons

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".github/workflows/pages.yml"
NAME = "somebody/course"


def job() -> dict:
    """The one job of the workflow."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["jobs"]["pages"]


def version() -> str:
    """The Python that the workflow asks for."""
    used = [step.get("with", {}).get("python-version") for step in job()["steps"]]
    return next(filter(None, used))


def main() -> int:
    """Run the commands; the exit code of the first that fails."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([pythons.find(version()), "-m", "venv", folder], check=True)
        path = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
        runner = {**os.environ, **job()["env"], "PATH": path, "GITHUB_REPOSITORY": NAME}
        for command in (step["run"] for step in job()["steps"] if "run" in step):
            print(f"-- {command}", flush=True)
            code = subprocess.call(["bash", "-ec", command], cwd=ROOT, env=runner)
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

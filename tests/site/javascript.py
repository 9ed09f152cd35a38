"""Runs the site's scripts without a browser, in the Node that Playwright brings."""

import json
import subprocess
from typing import Any

from playwright._impl._driver import compute_driver_executable

from course_utils.site.build import ASSETS


def run(scripts: str, code: str, given: Any = None) -> Any:
    """What the last expression of ``code`` is; it sees ``given`` and the scripts."""
    node, _ = compute_driver_executable()
    source = "\n".join(
        ASSETS.joinpath(f"{name}.js").read_text(encoding="utf-8")
        for name in scripts.split()
    )
    program = f"{source}\nconst given = {json.dumps(given)};\n{code}"
    out = f"console.log(JSON.stringify(eval({json.dumps(program)})))"
    done = subprocess.run(
        [node, "-"], input=out, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

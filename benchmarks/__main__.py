"""``python -m benchmarks [NAME ...]``: measure, print one table, keep it in RESULTS.md.

Without names all are measured and RESULTS.md is written; take a quiet machine.
"""

import importlib
import os
import platform
import sys
from pathlib import Path

for name in ("OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM", "NUMEXPR_NUM"):
    os.environ.setdefault(f"{name}_THREADS", "1")

NAMES = ("ensemble", "toys", "text", "transformer", "pictures",
         "archives", "sweeps", "startup", "scrub", "notebook")  # fmt: skip
RESULTS = Path(__file__).with_name("RESULTS.md")
ABOUT = """# What the course costs

Written by `python -m benchmarks`. Ratios are against a peer in the same run, for
machines differ and are noisy; absolute times are of the machine named here.

{machine}

{table}"""


def main(names: list[str]) -> None:
    """Run the benchmarks named, or all."""
    from benchmarks.row import table

    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.exit(f"unknown benchmark {unknown[0]!r}; there are {', '.join(NAMES)}")
    rows = []
    for name in names or NAMES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{name}").rows()
    print(table(rows))
    if not names:
        machine = (
            f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
            f"Python {platform.python_version()}"
        )
        text = ABOUT.format(machine=machine, table=table(rows))
        RESULTS.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

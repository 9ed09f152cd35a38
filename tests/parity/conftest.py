"""Gradients beside PyTorch's: run where ``torch`` is installed, else not collected.

It is no dependency of the course, for its size; ``pip install torch==2.13.0`` adds it.
"""

import importlib.util

TORCH = importlib.util.find_spec("torch") is not None
collect_ignore_glob = [] if TORCH else ["test_*.py"]


def pytest_terminal_summary(terminalreporter) -> None:
    if not TORCH:
        terminalreporter.write_line(
            "torch is not installed: its tests of the transformer were left out"
        )

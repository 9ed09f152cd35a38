"""The learning layer: predict, check, hint, quiz, progress.

Everything a notebook needs is imported from here; what is asked lives in
``exercises/`` and ``questions/``. A name is loaded when it is first used, so that the
doctor can start where a package is missing.
"""

from importlib import import_module

_HOMES = {
    "blind_pairs": "comparison",
    "check": "verdict",
    "glossary": "terms",
    "hint": "verdict",
    "instructor_text": "instructor",
    "predict": "predictor",
    "progress": "report",
    "quiz": "questionnaire",
    "reveal": "predictor",
    "solution": "verdict",
    "task": "verdict",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__

"""What is kept of a learner's work, where, and how it travels."""

from .report import progress

__all__ = ["progress"]

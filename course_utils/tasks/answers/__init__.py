"""Kinds of answers: each reads, compares and states its tolerance in words."""

from .answer import Answer
from .functions import Function
from .moments import Moments
from .names import Names
from .numeric import Numbers

__all__ = ["Answer", "Function", "Moments", "Names", "Numbers"]

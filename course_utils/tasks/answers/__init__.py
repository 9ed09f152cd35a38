"""Kinds of answers: each can read one, compare it and put its tolerance into words."""

from .answer import Answer
from .functions import Function
from .moments import Moments
from .names import Names
from .numeric import Numbers

__all__ = ["Answer", "Function", "Moments", "Names", "Numbers"]

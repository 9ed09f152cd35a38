"""Thousands of runs at once: exact, vectorised over replicates.

What a model is fitted to enters only through sufficient statistics: the moments of a
Gaussian's points, the counts of a categorical's types. So a policy is written once, in
``rules``, as a rule about statistics that can be drawn and merged.

Leaves out a record of single runs: ``loop.run`` keeps that.
"""

from .categorical import CategoricalEnsemble, categorical
from .gaussian import GaussianEnsemble, gaussian

__all__ = ["CategoricalEnsemble", "GaussianEnsemble", "categorical", "gaussian"]

"""Exercises of notebook 04: who made it, regression, a policy, bias, wrong labels."""

from .accumulate_subsample import NEXT_TRAINING
from .bias import BIAS
from .regression import REGRESSION
from .who_made_this import WHO_MADE_THIS
from .wrong_labels import WRONG_LABELS

EXERCISES = [WHO_MADE_THIS, REGRESSION, NEXT_TRAINING, BIAS, WRONG_LABELS]

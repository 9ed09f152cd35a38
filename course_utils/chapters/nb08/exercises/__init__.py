"""Exercises of notebook 08: losses, a drop, attention, and the way back."""

from .backward import BACKWARD
from .below_floor import BELOW_FLOOR
from .over_training import OVER_TRAINING
from .weights import WEIGHTS

EXERCISES = [BELOW_FLOOR, OVER_TRAINING, WEIGHTS, BACKWARD]

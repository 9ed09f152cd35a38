"""Exercises of notebook 03: name the error, sampling bias, a kernel density."""

from .bandwidth import BANDWIDTH
from .name_the_error import NAME_THE_ERROR
from .resample import RESAMPLE
from .sampling_bias import SAMPLING_BIAS

EXERCISES = [NAME_THE_ERROR, SAMPLING_BIAS, BANDWIDTH, RESAMPLE]

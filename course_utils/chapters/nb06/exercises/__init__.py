"""Exercises of notebook 06: name a set, the loop's part, equal budgets, coverage."""

from .coverage import COVERAGE
from .equal_budgets import EQUAL_BUDGETS
from .loop_cost import LOOP_COST
from .name_the_set import NAME_THE_SET

EXERCISES = [NAME_THE_SET, LOOP_COST, EQUAL_BUDGETS, COVERAGE]

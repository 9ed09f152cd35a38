"""Notebook 03: all of it."""

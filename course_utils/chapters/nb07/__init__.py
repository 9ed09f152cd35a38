"""Notebook 07: all of it."""

"""Notebook 02: all of it."""

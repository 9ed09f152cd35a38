"""Notebook 01: all of it."""

"""Notebook 11."""

"""Poison in toys: somebody else's records in what a model learns from. Notebook 11."""

"""The live figures of the notebooks, one module each."""

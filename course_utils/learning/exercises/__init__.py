"""The exercises: a module or a package a notebook, with a list EXERCISES."""

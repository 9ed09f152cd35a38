"""Marks a folder of filled-in notebooks on one machine, without a server.

The untrusted side hands over answers, never verdicts. ``inside`` runs a submission's
cells in a sandbox and writes down what they hand in, as plain data; ``judge`` compares
it with the right answers outside, in a process of its own.
"""

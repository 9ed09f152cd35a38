"""Notebook 08: its tables, as text.

Each begins with a line that tells nothing: a folded output shows it.
"""

import numpy as np

from .figures import meter

HEAD = (
    "Control and replace, early and late\n"
    "means of 6 seeds   valid words distinct-3 facts known says, true"
)


def compared(models: dict, losses: dict, truth, seed) -> str:
    """Loss on new text, valid sentences and known facts, a line for each model.

    models, losses : name -> model, name -> nats per word.
    """
    lines = [f"{'':23s} nats per word"]
    for name, model in models.items():
        x = model.sample(2_000, np.random.default_rng(seed))
        lines.append(
            f"{name:23s} {losses[name]:.3f}, valid {truth.valid(x).mean():.0%}, "
            f"facts known {truth.facts.ask(model).right.sum()} of 200"
        )
    return "\n".join(lines)


def written(history, vocabulary, seed, lines: int = 4) -> str:
    """Gap and valid share over time, and what models 1 and 8 write."""
    rows = [
        "One run, generation by generation",
        "gap    " + " ".join(f"{value:6.3f}" for value in history["gap"][1:]),
        "valid  " + " ".join(f"{value:6.0%}" for value in history["valid"][1:]),
    ]
    for t in (1, 8):
        x = history.models[t].sample(lines, np.random.default_rng(seed))
        rows.append(f"Model {t} writes:")
        rows += [f"    {line}" for line in vocabulary.decode(x)]
    return "\n".join(rows)


def diseases(runs: dict) -> str:
    """Five meters of control and replace, generations 1 and 8, T = 1 and T = 0.8."""
    rows = [
        _row(runs, temperature, policy, t)
        for temperature in (1.0, 0.8)
        for policy in ("control", "replace")
        for t in (1, 8)
    ]
    return "\n".join([HEAD, *rows])


def _row(runs: dict, temperature: float, policy: str, t: int) -> str:
    def seeds(name):
        return meter(runs, name, policy, temperature)[:, t - 1]

    stated, true = seeds("facts_stated").sum(), seeds("facts_true").sum()
    return (
        f"T = {temperature:<4g}{policy:7s} {t}{seeds('valid').mean():7.1%}"
        f"{seeds('words').mean():6.0f}{seeds('distinct_3').mean():11.2f}"
        f"{seeds('facts_known').mean():12.0f}"
        + (f"{true / stated:11.0%}" if stated else f"{'no facts':>11s}")
    )

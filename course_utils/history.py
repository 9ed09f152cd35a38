"""What a run of the loop leaves: its generations, and where their records came from."""

from dataclasses import dataclass, field

import numpy as np

from .policies import Batch


@dataclass(frozen=True, eq=False)
class Generation:
    """One model of the loop, as it comes; the one with number 0 is the truth.

    model : the loop goes on from this object, so it is to be looked at only.
    batch : what it was trained on, closed to writing; None for the truth.
    metrics : name -> number.
    """

    number: int
    model: object
    batch: Batch | None
    metrics: dict[str, float]


@dataclass(eq=False)
class History:
    """One run, generation by generation; index 0 is the truth in every list.

    models : models[t] is the fitted model of generation t; models[0] the truth.
    batches : batches[t] is what models[t] was trained on, closed to writing;
        batches[0] is None.
    metrics : name -> (generations + 1,) float array; also ``history["name"]``.
    sources : what the ``origin`` of a batch counts through, sources[0] the truth. In a
        run of one model a generation they are ``models``; two models of one generation
        are two sources.
    """

    models: list
    batches: list[Batch | None]
    metrics: dict[str, np.ndarray] = field(default_factory=dict)
    sources: list | None = None

    def __post_init__(self):
        if self.sources is None:
            self.sources = self.models

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.metrics:
            raise KeyError(
                f"unknown metric {name!r}; this run has "
                f"{', '.join(sorted(self.metrics)) or 'none'}"
            )
        return self.metrics[name]

    @property
    def generations(self) -> int:
        """Number of fitted models."""
        return len(self.models) - 1

    @property
    def real_share(self) -> np.ndarray:
        """(generations + 1,) share of real records in each training set; 1 at 0."""
        return np.array([1.0] + [batch.real_share for batch in self.batches[1:]])

    def provenance(self) -> np.ndarray:
        """Records by generation of training (row) and source (column).

        Returns a (generations + 1, sources) int array: entry (t, s) counts the records
        in the training set of generation t that came from ``sources[s]``.
        """
        size = len(self.sources)
        table = np.zeros((len(self.batches), size), dtype=int)
        for t, batch in enumerate(self.batches[1:], start=1):
            table[t] = np.bincount(batch.origin, minlength=size)
        return table

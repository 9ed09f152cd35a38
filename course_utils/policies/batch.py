"""Training records, and where each of them came from."""

from dataclasses import dataclass

import numpy as np


def set_checked(frozen, name: str, value) -> None:
    """Keep a checked value in a frozen dataclass that is being made."""
    object.__setattr__(frozen, name, value)


@dataclass(frozen=True, eq=False)
class Batch:
    """Training records and where each of them came from.

    x : array whose first axis counts the n records.
    origin : (n,) int; counts through the sources of a run (``History.sources``): 0
        for the truth, and in a run of one model t for that of generation t.
    weight : (n,) float with mean 1, or None where all records count alike.
    pool : what a policy keeps beyond the records it trains on, or None.
    """

    x: np.ndarray
    origin: np.ndarray
    weight: np.ndarray | None = None
    pool: "Batch | None" = None

    def __post_init__(self):
        for name in ("x", "origin", "weight"):
            column = getattr(self, name)
            if name == "weight" and column is None:
                continue
            column = np.asarray(column)
            set_checked(self, name, column)
            if name != "x" and column.shape != (len(self.x),):
                raise ValueError(
                    f"{name} has shape {column.shape}, but one value for each of "
                    f"the {len(self.x)} records is needed: ({len(self.x)},)"
                )
        whole = np.issubdtype(self.origin.dtype, np.integer)
        if not whole or np.min(self.origin, initial=0) < 0:
            raise ValueError(
                f"origin holds {self.origin.dtype} from {self.origin[:3]} on, but it "
                "must hold whole numbers that count sources: 0 for the truth, 1 for "
                "the first model"
            )

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, rows) -> "Batch":
        return Batch(self.x[rows], self.origin[rows])

    @property
    def real(self) -> "Batch":
        """The records that came from the truth."""
        return self[self.origin == 0]

    @property
    def real_share(self) -> float:
        """Share of the records that came from the truth, 0 to 1."""
        return float(np.mean(self.origin == 0))


def join(*batches: Batch) -> Batch:
    """One batch of all records, in the order given.

    Sentences, whole numbers (n, length), are padded with 0 to the longest.
    """
    return Batch(
        np.concatenate(_padded([batch.x for batch in batches])),
        np.concatenate([batch.origin for batch in batches]),
    )


def _padded(tables: list[np.ndarray]) -> list[np.ndarray]:
    """The tables, those of sentences all as wide as the widest."""
    if any(x.ndim != 2 or x.dtype.kind not in "iu" for x in tables):
        return tables
    width = max(x.shape[1] for x in tables)
    return [np.pad(x, ((0, 0), (0, width - x.shape[1]))) for x in tables]

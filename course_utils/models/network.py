"""A network is its settings and its weights: named, copied, saved and loaded.

All weights are one array, with a view for each name, so that a step of training, and a
copy of the model, is one operation. Used by the language models of notebook 08.
"""

import inspect
import json
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from .. import checks
from .settings import Training

FORMAT = 2
DAMAGE = (ValueError, TypeError, KeyError, AttributeError, RuntimeError, EOFError,
          OSError, zipfile.BadZipFile, zlib.error)  # fmt: skip


class Network:
    """Settings, and weights that a subclass gives a meaning.

    A subclass keeps every named argument of its ``__init__`` under the same name, and
    has ``training``, and ``shapes``, name -> shape of each array of weights.
    ``renamed`` has what files of format 1 called otherwise, old name -> new name.
    """

    shapes: dict[str, tuple[int, ...]]
    training: Training
    renamed: ClassVar[dict[str, str]] = {}
    _flat: np.ndarray | None = None

    @property
    def settings(self) -> dict:
        """Name -> value of everything that the model was made with."""
        arguments = inspect.signature(type(self)).parameters.values()
        named = [a.name for a in arguments if a.kind is not a.VAR_KEYWORD]
        return {name: getattr(self, name) for name in named} | asdict(self.training)

    @property
    def weights(self) -> dict[str, np.ndarray]:
        """Name -> array, a view. To be set as a whole, in one kind of float."""
        if self._flat is None:
            raise ValueError("the model has no weights yet; call fit(data) first")
        return self._named(self._flat)

    @weights.setter
    def weights(self, arrays: dict[str, np.ndarray]) -> None:
        given = {name: np.shape(array) for name, array in arrays.items()}
        if given != self.shapes:
            raise ValueError(
                f"weights have shapes {given}, but they must be {self.shapes}"
            )
        flat = np.concatenate([np.ravel(arrays[name]) for name in self.shapes])
        if not np.issubdtype(flat.dtype, np.floating):
            raise ValueError(f"weights are {flat.dtype}, but they must be floats")
        checks.finite("weights", flat)
        self._flat = flat

    def changed(self, **settings) -> Self:
        """A copy with the same weights and some other settings.

        With ``warm_start=True, epochs=3, learning_rate=1.5e-3``, say, it goes on from
        here, gently, each time that it is fitted; with ``temperature=0.8`` it samples
        more cautiously.
        """
        model = type(self)(**{**self.settings, **settings})
        if self._flat is not None:
            model.weights = self.weights
        return model

    def save(self, path: str | Path) -> None:
        """Write settings and weights as .npz, which ``load`` reads."""
        about = {"format": FORMAT, "model": type(self).__name__, **self.settings}
        arrays = {"about": json.dumps(about), **self.weights}
        with Path(path).open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """A model that ``save`` wrote; a wrong or damaged file is a ValueError."""
        with Path(path).open("rb") as file:
            try:
                arrays = dict(np.load(file, allow_pickle=False))
                about = json.loads(str(arrays.pop("about")))
                made_by = about.pop("format"), about.pop("model")
                if made_by == (1, cls.__name__):
                    about, arrays = map(cls._new_names, (about, arrays))
                elif made_by != (FORMAT, cls.__name__):
                    raise ValueError("another model, or another format of it")
                model = cls(**about)
                model.weights = arrays
            except DAMAGE as error:
                raise ValueError(
                    f"path is {str(path)!r}, but it must be a whole file that "
                    f"{cls.__name__}.save wrote in format {FORMAT} ({error})"
                ) from error
        return model

    @classmethod
    def _new_names(cls, named: dict) -> dict:
        """The same under the names of today; a number after a dot stays."""
        parts = ((*name.partition("."), value) for name, value in named.items())
        return {cls.renamed.get(a, a) + dot + b: value for a, dot, b, value in parts}

    def _named(self, flat: np.ndarray) -> dict[str, np.ndarray]:
        ends = np.cumsum([np.prod(shape) for shape in self.shapes.values()])
        parts = np.split(flat, ends[:-1])
        return {
            name: part.reshape(shape)
            for (name, shape), part in zip(self.shapes.items(), parts, strict=True)
        }

"""How models are trained and sampled: the settings that they share.

A model takes them as keywords, ``Transformer(V, epochs=3, temperature=0.8)``, and keeps
them as ``model.training`` and ``model.sampling``.
"""

from dataclasses import dataclass, fields, replace

from .. import checks


@dataclass(frozen=True)
class Training:
    """How each fit of a network trains.

    epochs : passes over the data, at least 1.
    learning_rate : Adam's highest step, above 0.
    batch_size : most records of a batch; a language model counts ids, ends included.
    warm_start : True goes on from the present weights, False forgets them.
    """

    epochs: int = 6
    learning_rate: float = 1e-3
    batch_size: int = 256
    warm_start: bool = False

    def __post_init__(self):
        _check(self, checks.count, "epochs", least=1)
        _check(self, checks.positive, "learning_rate")
        _check(self, checks.count, "batch_size", least=1)
        if not isinstance(self.warm_start, bool):
            raise ValueError(
                f"warm_start is {self.warm_start!r}, but it must be True or False"
            )


@dataclass(frozen=True)
class Sampling:
    """How a language model draws the next word; ``log_prob`` knows nothing of it.

    temperature : T above 0: the law p becomes p^(1/T) / Z.
    top_k, top_p : cut that law as in ``truncation``, top_k first; None cuts nothing.
    max_length : longer sentences are cut, without an end, after so many words; None
        leaves it to the model.
    """

    temperature: float = 1.0
    top_k: int | None = None
    top_p: float | None = None
    max_length: int | None = None

    def __post_init__(self):
        _check(self, checks.positive, "temperature")
        _check(self, checks.count, "top_k", least=1)
        _check(self, checks.share, "top_p")
        _check(self, checks.count, "max_length", least=1)

    @property
    def truncates(self) -> bool:
        """Is the tail of the law cut off?"""
        return self.top_k is not None or self.top_p is not None


def _check(settings, check, name: str, **bounds) -> None:
    """Keep what ``check`` makes of a field; None stays where it is the default."""
    value = getattr(settings, name)
    if value is not None or getattr(type(settings), name) is not None:
        object.__setattr__(settings, name, check(name, value, **bounds))


def chosen(options: dict, *defaults) -> tuple:
    """The default settings, each with those of the options that are its own.

    An option that none of them has is a TypeError that lists what there is.
    """
    names = [{field.name for field in fields(group)} for group in defaults]
    known = set().union(*names)
    unknown = sorted(set(options) - known)
    if unknown:
        raise TypeError(
            f"unknown setting {unknown[0]!r}; there are {', '.join(sorted(known))}"
        )
    return tuple(
        replace(group, **{name: options[name] for name in own & options.keys()})
        for group, own in zip(defaults, names, strict=True)
    )

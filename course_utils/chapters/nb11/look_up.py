"""Notebook 11: how many sentences of a model are also, word for word, people's."""

import numpy as np

from ...models import NGram
from ...poison.text import truth


def looked_up(n: int, rng: np.random.Generator) -> tuple[float, float]:
    """Of n sentences, the share that stands verbatim among n that a trigram learnt.

    First for the trigram's own sentences, then for new ones of people.
    """
    known = truth().sample(n, rng)
    model = NGram(len(truth().vocabulary)).fit(known)
    texts = {*truth().vocabulary.decode(known)}
    return _share(model.sample(n, rng), texts), _share(truth().sample(n, rng), texts)


def _share(x: np.ndarray, texts: set[str]) -> float:
    return float(np.mean([text in texts for text in truth().vocabulary.decode(x)]))
